package calendar

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// columns are the names of the columns of a file of days, in their order.
func columns() []string { return []string{"date", "kind", "name", "source"} }

// ParseDays reads days from CSV with the columns date, kind, name and source,
// named so in the first line; a byte order mark before it is no harm. It reads on
// after a mistake and reports all of them in the order of the lines, each a
// *[DayError], always by [errors.Join]; then there are no days. Only a wrong first
// line, broken quotes and a failing reader end it early.
func ParseDays(r io.Reader) ([]Day, error) {
	p := dayParser{csv: csv.NewReader(withoutMark(r)), seen: map[Day]bool{}}
	p.csv.FieldsPerRecord = -1 // counted here, so that the reading goes on
	if err := p.header(); err != nil {
		return nil, errors.Join(err)
	}
	for {
		fields, err := p.csv.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			p.errs = append(p.errs, readError(err))
			break
		}
		p.row(fields)
	}
	if len(p.errs) > 0 {
		return nil, errors.Join(p.errs...)
	}
	return p.days, nil
}

// withoutMark leaves out the byte order mark that spreadsheets put in front.
func withoutMark(r io.Reader) io.Reader {
	const mark = "\ufeff"
	buffered := bufio.NewReader(r)
	if start, _ := buffered.Peek(len(mark)); string(start) == mark {
		_, _ = buffered.Discard(len(mark)) // it was just peeked
	}
	return buffered
}

// dayParser gathers days and mistakes while it reads a file.
type dayParser struct {
	csv  *csv.Reader
	days []Day
	seen map[Day]bool // without their sources
	errs []error
}

func (p *dayParser) header() error {
	names, err := p.csv.Read()
	if errors.Is(err, io.EOF) {
		return &DayError{Line: 1, Reason: DayHeader}
	}
	if err != nil {
		return readError(err)
	}
	for i := range names {
		names[i] = strings.TrimSpace(names[i])
	}
	if !slices.Equal(names, columns()) {
		return &DayError{Line: p.line(0), Value: strings.Join(names, ","), Reason: DayHeader}
	}
	return nil
}

// row turns the fields of one row into a day, or into mistakes.
func (p *dayParser) row(fields []string) {
	if len(fields) != len(columns()) {
		p.refuse(p.line(0), "", strings.Join(fields, ","), DayColumns)
		return
	}
	day, wrong := readDay(fields)
	fine := true
	for i, reason := range wrong {
		if reason != "" {
			p.refuse(p.line(i), columns()[i], fields[i], reason)
			fine = false
		}
	}
	if fine {
		p.add(day, strings.Join(fields, ","))
	}
}

// add keeps a day, but not twice.
func (p *dayParser) add(day Day, row string) {
	key := day
	key.Source = ""
	if p.seen[key] {
		p.refuse(p.line(0), "", row, DayRepeated)
		return
	}
	p.seen[key] = true
	p.days = append(p.days, day)
}

// line is the line on which a field of the row that was read last begins.
func (p *dayParser) line(field int) int {
	line, _ := p.csv.FieldPos(field)
	return line
}

func (p *dayParser) refuse(line int, column, value string, reason DayReason) {
	p.errs = append(p.errs, &DayError{Line: line, Column: column, Value: value, Reason: reason})
}

// readDay reads the fields of a day and says of each what is wrong with it, if
// anything is.
func readDay(fields []string) (day Day, wrong [4]DayReason) {
	day.Date, wrong[0] = readDate(strings.TrimSpace(fields[0]))
	day.Kind, wrong[1] = readKind(strings.TrimSpace(fields[1]))
	day.Name, wrong[2] = readText(strings.TrimSpace(fields[2]))
	day.Source, wrong[3] = readText(strings.TrimSpace(fields[3]))
	return day, wrong
}

func readDate(value string) (Date, DayReason) {
	d, err := ParseDate(value)
	if refused, ok := errors.AsType[*DateError](err); ok && refused.Reason == DateDoesNotExist {
		return d, DayDoesNotExist
	}
	if err != nil {
		return d, DayDate
	}
	return d, ""
}

func readKind(value string) (Kind, DayReason) {
	if !slices.Contains(Kinds(), Kind(value)) {
		return "", DayKind
	}
	return Kind(value), ""
}

func readText(value string) (string, DayReason) {
	if value == "" {
		return "", DayEmpty
	}
	if !utf8.ValidString(value) || strings.ContainsFunc(value, unicode.IsControl) {
		return "", DayUnreadable
	}
	return value, ""
}

// readError tells a file with broken quotes from one that cannot be read.
func readError(err error) error {
	if syntax, ok := errors.AsType[*csv.ParseError](err); ok {
		return &DayError{Line: syntax.Line, Reason: DayQuotes}
	}
	return fmt.Errorf("read days: %w", err)
}
