package office

import (
	"bytes"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"strconv"

	"github.com/gelis-bali/gelis/domain/calendar"
)

// days counts from the day of the demo.
type days struct {
	today    calendar.Date
	calendar *calendar.Calendar
}

// token is how the files write a day: {{today}}, the first working day from
// today on; {{today-3}} and {{today+2}}, so many working days before and after today;
// {{today-3 09:30}} with an hour; {{year today-3}}, that day's year alone;
// {{year-1 today-0}}, the year before today's.
const token = `\{\{(year(-\d+)? )?today([+-]\d+)?( \d\d:\d\d)?\}\}`

// resolve writes real days for the tokens.
func (d days) resolve(content []byte) []byte {
	form := regexp.MustCompile(token)
	return form.ReplaceAllFunc(content, func(found []byte) []byte {
		parts := form.FindSubmatch(found)
		day := d.day(string(parts[3]))
		if len(parts[1]) > 0 {
			return []byte(strconv.Itoa(day.Year() + number(parts[2])))
		}
		return append([]byte(day.String()), parts[4]...)
	})
}

func (d days) day(offset string) calendar.Date {
	n, err := strconv.Atoi(offset)
	if err != nil { // no offset
		return d.calendar.NextWorking(d.today.AddDays(-1))
	}
	return d.calendar.AddWorkingDays(d.today, n)
}

// number reads a number with its sign, 0 if there is none.
func number(text []byte) int {
	n, err := strconv.Atoi(string(text))
	if err != nil {
		return 0
	}
	return n
}

// dated is a folder whose CSV files have real days for tokens.
type dated struct {
	fs.FS
	days days
}

// Open opens a file, a CSV one with its tokens resolved.
func (d dated) Open(name string) (fs.File, error) {
	if path.Ext(name) != ".csv" {
		return d.FS.Open(name)
	}
	content, err := fs.ReadFile(d.FS, name)
	if err != nil {
		return nil, fmt.Errorf("open a file of the demo's office: %w", err)
	}
	info, err := fs.Stat(d.FS, name)
	if err != nil {
		return nil, fmt.Errorf("look at a file of the demo's office: %w", err)
	}
	content = d.days.resolve(content)
	return &file{Reader: bytes.NewReader(content), info: resized{FileInfo: info, size: int64(len(content))}}, nil
}

// file is a file with its tokens resolved.
type file struct {
	*bytes.Reader
	info fs.FileInfo
}

// Stat describes the file.
func (f *file) Stat() (fs.FileInfo, error) { return f.info, nil }

// Close has nothing to close.
func (f *file) Close() error { return nil }

// resized is a description with the size that the file has now.
type resized struct {
	fs.FileInfo
	size int64
}

// Size is the number of bytes after the tokens were resolved.
func (r resized) Size() int64 { return r.size }
