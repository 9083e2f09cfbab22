package importer

import (
	"bytes"
	"errors"
	"fmt"

	"github.com/xuri/excelize/v2"
)

// A workbook is a zip: these are the most that it may unfold to, and the most
// of one sheet that is held in memory rather than in a temporary file.
const (
	maxUnzipped      = 300 << 20
	maxUnzippedSheet = 16 << 20
)

// readXLSX reads the rows of a workbook's first sheet. Cells are taken as they
// are stored, formulas by their last result: dates are numbers.
func readXLSX(content []byte, t *table) (rows []row, mistake *Mistake) {
	defer func() {
		if crash := recover(); crash != nil { // the library indexes damaged files unchecked
			rows, mistake = nil, unreadable(fmt.Errorf("damaged: %v", crash))
		}
	}()
	book, err := excelize.OpenReader(bytes.NewReader(content), excelize.Options{
		RawCellValue: true, UnzipSizeLimit: maxUnzipped, UnzipXMLSizeLimit: maxUnzippedSheet,
	})
	if err != nil {
		return nil, unreadable(err)
	}
	defer book.Close()
	if properties, err := book.GetWorkbookProps(); err == nil && properties.Date1904 != nil {
		t.since1904 = *properties.Date1904
	}
	sheets := book.GetSheetList()
	if len(sheets) == 0 {
		return nil, unreadable(errors.New("no sheet"))
	}
	return sheetRows(book, sheets[0])
}

func sheetRows(book *excelize.File, sheet string) ([]row, *Mistake) {
	found, err := book.Rows(sheet)
	if err != nil {
		return nil, unreadable(err)
	}
	defer found.Close()
	var rows []row
	for number := 1; found.Next(); number++ {
		cells, err := found.Columns()
		if err != nil {
			return nil, unreadable(err)
		}
		if len(rows) > maxRows {
			return nil, tooManyRows()
		}
		if len(cells) > 0 {
			rows = append(rows, row{number: number, cells: cells})
		}
	}
	if err := found.Error(); err != nil {
		return nil, unreadable(err)
	}
	return rows, nil
}

func unreadable(err error) *Mistake {
	return &Mistake{
		Problem: "cannot be read as an Excel workbook: " + err.Error(),
		Mend:    "open it in the spreadsheet and save it as .xlsx without a password, or as CSV UTF-8",
	}
}
