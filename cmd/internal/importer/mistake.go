package importer

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"github.com/gelis-bali/gelis/domain/roster"
)

// Mistake is something in a file that cannot be imported, and how to mend it.
// Row is the row's number as a spreadsheet shows it; it is 0 and Column empty
// where the whole file is meant.
type Mistake struct {
	File    string
	Row     int
	Column  string
	Value   string
	Problem string
	Mend    string
}

// compare orders mistakes as somebody mends them: file by file, from the top.
func (m Mistake) compare(other Mistake) int {
	return cmp.Or(
		cmp.Compare(rank(m.File), rank(other.File)),
		cmp.Compare(m.File, other.File),
		cmp.Compare(m.Row, other.Row),
	)
}

// rank is the place of a file's sheet among the sheets.
func rank(file string) int {
	sheet, _ := sheetOf(file)
	return slices.Index(roster.Sheets(), sheet)
}

// sheetOf tells which sheet a file is by its name, and the extension in lower case.
func sheetOf(file string) (roster.Sheet, string) {
	extension := path.Ext(file)
	return roster.Sheet(strings.ToLower(strings.TrimSuffix(file, extension))), strings.ToLower(extension)
}
