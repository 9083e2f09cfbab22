package importer

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"

	"github.com/gelis-bali/gelis/domain/roster"
)

// Limits of a file.
const (
	maxFileBytes = 20 << 20
	maxRows      = 200_000
)

// scanFolder holds the scans of letters.
const scanFolder = "files"

// survey finds the file of each sheet, and tells what else is in the folder.
func (r *reader) survey(entries []fs.DirEntry) map[roster.Sheet]string {
	names := make(map[roster.Sheet]string)
	for _, entry := range entries {
		name := entry.Name()
		sheet, extension := sheetOf(name)
		known := slices.Contains(roster.Sheets(), sheet)
		switch {
		case strings.HasPrefix(name, ".") || strings.HasPrefix(name, "~$") || name == scanFolder:
		case !known || entry.IsDir():
			r.warn(Mistake{File: name, Problem: "is not read", Mend: knownFiles()})
		case extension != ".csv" && extension != ".xlsx" && (extension != ".ics" || sheet != roster.Holidays):
			r.broken[sheet] = true
			r.note(Mistake{File: name, Problem: "is neither CSV nor XLSX", Mend: "save it as .xlsx or as CSV UTF-8"})
		case names[sheet] != "":
			r.note(Mistake{File: name, Problem: "stands beside " + names[sheet], Mend: "keep one of the two"})
		default:
			names[sheet] = name
		}
	}
	return names
}

func knownFiles() string {
	names := make([]string, 0, len(roster.Sheets()))
	for _, sheet := range roster.Sheets() {
		names = append(names, string(sheet))
	}
	return "the files are " + strings.Join(names, ", ") + " (.csv or .xlsx, holidays also .ics), and the folder " + scanFolder
}

// rows reads all rows of a file, the header among them.
func (r *reader) rows(t *table, name string) ([]row, *Mistake) {
	content, err := readFile(r.fsys, name, maxFileBytes)
	if errors.Is(err, errTooLarge) {
		return nil, &Mistake{
			Problem: fmt.Sprintf("is larger than %d MB", maxFileBytes>>20), Mend: "split it and import the parts one after the other",
		}
	}
	if err != nil {
		return nil, &Mistake{Problem: "cannot be read: " + err.Error(), Mend: "look at the file and its permissions"}
	}
	switch _, extension := sheetOf(name); extension {
	case ".xlsx":
		t.excel = true
		return readXLSX(content, t)
	case ".ics":
		return readICS(content)
	}
	return readCSV(content, t)
}

var errTooLarge = errors.New("file is too large")

// readFile reads a file of at most limit bytes.
func readFile(fsys fs.FS, name string, limit int64) ([]byte, error) {
	file, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	content, err := io.ReadAll(io.LimitReader(file, limit+1))
	if err == nil && int64(len(content)) > limit {
		err = errTooLarge
	}
	return content, err
}

func tooManyRows() *Mistake {
	return &Mistake{
		Problem: fmt.Sprintf("has more than %d rows", maxRows), Mend: "split it and import the parts one after the other",
	}
}
