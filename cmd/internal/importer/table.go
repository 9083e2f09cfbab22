package importer

import (
	"slices"
	"strings"

	"github.com/gelis-bali/gelis/domain/roster"
)

// row is a row of a file with its number as a spreadsheet shows it.
type row struct {
	number int
	cells  []string
}

func (r row) empty() bool {
	return !slices.ContainsFunc(r.cells, func(cell string) bool { return trim(cell) != "" })
}

// table is the file of a sheet: its header, and the rows below that are not empty.
type table struct {
	sheet     roster.Sheet
	file      string
	excel     bool // dates may be numbers
	since1904 bool // of those days are counted as on old Macintoshes
	places    map[string]int
	rows      []row
	note      func(Mistake)
}

// fill takes the rows of the file, the first of which names the columns. Rows
// under a header that lacks a column are left out, for they would all be wrong.
// It reports whether the rows could be taken.
func (t *table) fill(rows []row) bool {
	rows = slices.DeleteFunc(rows, row.empty)
	if len(rows) == 0 {
		t.note(Mistake{File: t.file, Problem: "is empty", Mend: "the first row names the columns: " + t.columnNames()})
		return false
	}
	if !t.head(rows[0]) {
		return false
	}
	t.rows = rows[1:]
	for _, r := range t.rows {
		t.checkWidth(r, len(rows[0].cells))
	}
	return true
}

// head finds the place of each column; their order is free. It reports whether
// all that are needed are there.
func (t *table) head(header row) bool {
	t.places = map[string]int{}
	for i, cell := range header.cells {
		name := columnName(cell)
		_, twice := t.places[name]
		switch {
		case name == "":
		case !t.has(name):
			t.note(t.unknownColumn(header, trim(cell)))
		case twice:
			t.note(Mistake{File: t.file, Row: header.number, Column: name, Value: trim(cell), Problem: "the column is there twice", Mend: "keep one of the two"})
		default:
			t.places[name] = i
		}
	}
	return t.complete(header)
}

func (t *table) complete(header row) bool {
	whole := true
	for _, c := range columns(t.sheet) {
		if _, ok := t.places[c.name]; !ok && c.need {
			whole = false
			t.note(Mistake{File: t.file, Row: header.number, Column: c.name, Problem: "the column is missing", Mend: "add it; the columns are " + t.columnNames()})
		}
	}
	return whole
}

func (t *table) unknownColumn(header row, name string) Mistake {
	m := Mistake{File: t.file, Row: header.number, Column: name, Value: name, Problem: "there is no such column", Mend: "the columns are " + t.columnNames()}
	names := make([]string, 0, len(columns(t.sheet)))
	for _, c := range columns(t.sheet) {
		names = append(names, c.name)
	}
	if near := nearest(columnName(name), names); near != "" {
		m.Mend = "did you mean " + near + "?"
	}
	return m
}

// checkWidth finds cells right of the last column: a comma in a text without quotes.
func (t *table) checkWidth(r row, width int) {
	for i := width; i < len(r.cells); i++ {
		if value := trim(r.cells[i]); value != "" {
			t.note(Mistake{
				File: t.file, Row: r.number, Value: value, Problem: "the row has more cells than the header",
				Mend: "put quotes around a text that has a comma or semicolon in it",
			})
			return
		}
	}
}

// recognised counts the cells that name a column of the sheet.
func (t *table) recognised(header []string) int {
	found := 0
	for _, cell := range header {
		if t.has(columnName(cell)) {
			found++
		}
	}
	return found
}

func (t *table) has(name string) bool {
	return slices.ContainsFunc(columns(t.sheet), func(c column) bool { return c.name == name })
}

func (t *table) columnNames() string {
	names := make([]string, 0, len(columns(t.sheet)))
	for _, c := range columns(t.sheet) {
		names = append(names, c.name)
	}
	return strings.Join(names, ", ")
}

// columnName is how a header's cell names its column, however it is written.
func columnName(cell string) string {
	return strings.NewReplacer(" ", "_", "-", "_").Replace(strings.ToLower(trim(cell)))
}
