package importer

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// line is a row that is being read, cell by cell, by the names of the columns.
// A cell that cannot be read is noted and gives nothing.
type line struct {
	*table
	row row
}

// cell is the text of a cell without the space around it.
func (l line) cell(column string) string {
	place, ok := l.places[column]
	if !ok || place >= len(l.row.cells) {
		return ""
	}
	return trim(l.row.cells[place])
}

// value is the text of a cell, noted if it may not be empty or is a formula's error.
func (l line) value(column string) string {
	value := l.cell(column)
	switch {
	case value == "" && l.needs(column):
		l.wrong(column, "", "is empty", "fill it in")
	case isFormulaError(value):
		l.wrong(column, value, "is the error of a formula", "mend the formula, or write the value itself")
		return ""
	}
	return value
}

func (l line) needs(name string) bool {
	for _, c := range columns(l.sheet) {
		if c.name == name {
			return c.need
		}
	}
	return false
}

// wrong notes a mistake in a cell.
func (l line) wrong(column, value, problem, mend string) {
	l.note(Mistake{File: l.file, Row: l.row.number, Column: column, Value: value, Problem: problem, Mend: mend})
}

// text reads a text of at most limit characters in one line.
func (l line) text(column string, limit int) string {
	return l.clean(column, limit, func(r rune) bool { return unicode.IsControl(r) })
}

// prose reads a text of at most limit characters that may have several lines.
func (l line) prose(column string, limit int) string {
	return l.clean(column, limit, func(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\t' })
}

func (l line) clean(column string, limit int, forbidden func(rune) bool) string {
	value := strings.ReplaceAll(l.value(column), "\r\n", "\n")
	switch length := utf8.RuneCountInString(value); {
	case strings.ContainsFunc(value, forbidden):
		l.wrong(column, value, "has a character that cannot be shown or a new line", "type the text again")
		return ""
	case length > limit:
		l.wrong(column, value, fmt.Sprintf("has %d characters, %d are the most", length, limit), "shorten it")
		return ""
	}
	return value
}

// maxCode is the most that a code may be long.
const maxCode = 60

// code reads the code of a record.
func (l line) code(column string) string {
	code := l.text(column, maxCode)
	if strings.ContainsAny(code, ";, ") {
		l.wrong(column, code, "has a space, comma or semicolon in it", "write the code as BIRO-UMUM")
		return ""
	}
	return code
}

// maxList is the most characters of a cell that holds a list.
const maxList = 2000

// list reads texts that are divided by semicolons.
func (l line) list(column string) []string {
	var list []string
	for part := range strings.SplitSeq(l.text(column, maxList), ";") {
		if part = trim(part); part != "" {
			list = append(list, part)
		}
	}
	return list
}

// number reads a whole number; there are none below 1.
func (l line) number(column string, most int) int {
	value := l.value(column)
	if value == "" {
		return 0
	}
	n := counting(value, most)
	if n == 0 {
		l.wrong(column, value, "is not a number from 1 to "+strconv.Itoa(most), "write digits only")
	}
	return n
}

// amount reads a whole number that may be 0; an empty cell is what it is otherwise.
func (l line) amount(column string, otherwise, most int) int {
	value := l.value(column)
	switch n := counting(value, most); {
	case value == "":
		return otherwise
	case n == 0 && value != "0":
		l.wrong(column, value, "is not a number from 0 to "+strconv.Itoa(most), "write digits only")
		return otherwise
	default:
		return n
	}
}

// counting reads a number from 1 to the most; anything else is 0.
func counting(text string, most int) int {
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 || n > most {
		return 0
	}
	return n
}

// active reads whether a record still counts: yes or no, yes where nothing is said.
func (l line) active() bool {
	const column = "active"
	switch value := l.value(column); strings.ToLower(value) {
	case "":
		return true
	case "yes", "y", "ya", "true", "1":
		return true
	case "no", "n", "tidak", "false", "0":
		return false
	default:
		l.wrong(column, value, "is neither yes nor no", "write yes or no")
		return true
	}
}

// choice reads one of some words, however they are written: Sangat Segera is SANGAT_SEGERA.
func choice[T ~string](l line, column string, otherwise T, allowed ...T) T {
	value := l.value(column)
	if value == "" {
		return otherwise
	}
	word := T(strings.NewReplacer(" ", "_", "-", "_").Replace(strings.ToUpper(value)))
	names := make([]string, 0, len(allowed))
	for _, a := range allowed {
		if word == a {
			return a
		}
		names = append(names, string(a))
	}
	mend := "write one of " + strings.Join(names, ", ")
	if near := nearest(string(word), names); near != "" {
		mend = "did you mean " + near + "?"
	}
	l.wrong(column, value, "is not one of the words for it", mend)
	return otherwise
}

func isFormulaError(value string) bool {
	switch value {
	case "#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!":
		return true
	}
	return false
}

// trim leaves out the space around a text, with the invisible marks that
// copying brings along.
func trim(text string) string {
	return strings.TrimFunc(text, func(r rune) bool { return unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) })
}
