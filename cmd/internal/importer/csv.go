package importer

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strings"
	"unicode/utf8"
)

// readCSV reads rows of UTF-8 with or without a byte order mark, divided by
// commas or by semicolons, whichever finds more of the sheet's columns.
func readCSV(content []byte, t *table) ([]row, *Mistake) {
	content = bytes.TrimPrefix(content, []byte("\ufeff"))
	if !utf8.Valid(content) {
		return nil, &Mistake{Problem: "is not UTF-8 text", Mend: `save it again as "CSV UTF-8", or as .xlsx`}
	}
	return csvRows(content, divider(content, t))
}

// divider tells by the header what stands between two cells.
func divider(content []byte, t *table) rune {
	best, most := ',', 0
	for _, comma := range []rune{',', ';'} {
		r := csvReader(content, comma)
		header, err := r.Read()
		if err != nil {
			continue
		}
		if found := t.recognised(header); found > most {
			best, most = comma, found
		}
	}
	return best
}

func csvReader(content []byte, comma rune) *csv.Reader {
	r := csv.NewReader(bytes.NewReader(content))
	r.Comma = comma
	r.FieldsPerRecord = -1 // counted later, so that the reading goes on
	return r
}

// csvRows numbers the rows as a spreadsheet does: empty lines count, and a
// cell of several lines is in one row.
func csvRows(content []byte, comma rune) ([]row, *Mistake) {
	var rows []row
	r := csvReader(content, comma)
	folded := 0 // lines that belong to the row of an earlier line
	for {
		cells, err := r.Read()
		if errors.Is(err, io.EOF) {
			return rows, nil
		}
		if err != nil {
			return nil, csvMistake(err, folded)
		}
		if len(rows) > maxRows {
			return nil, tooManyRows()
		}
		first, _ := r.FieldPos(0)
		rows = append(rows, row{number: first - folded, cells: cells})
		for _, cell := range cells {
			folded += strings.Count(cell, "\n")
		}
	}
}

func csvMistake(err error, folded int) *Mistake {
	m := &Mistake{Problem: "cannot be read: " + err.Error(), Mend: "save the file again from the spreadsheet"}
	if broken, ok := errors.AsType[*csv.ParseError](err); ok {
		m.Row = broken.StartLine - folded
		m.Problem = "the quotes in this row do not match"
		m.Mend = `put quotes around the whole cell and double those inside it: "Rapat ""A"", lanjutan"`
	}
	return m
}
