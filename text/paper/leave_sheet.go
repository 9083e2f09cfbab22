package paper

import (
	"fmt"
	"time"

	"github.com/xuri/excelize/v2"

	"github.com/gelis-bali/gelis/domain/document"
	"github.com/gelis-bali/gelis/domain/leave"
	"github.com/gelis-bali/gelis/domain/request"
	"github.com/gelis-bali/gelis/text"
)

// LeaveSheet is the annual leave of a unit's staff in a year, as a table for
// the personnel office.
type LeaveSheet struct {
	Unit       string
	Year       int
	Statements []request.Statement
	Zone       *time.Location
	At         time.Time // of printing
}

// sheetName is what the table's tab is called.
const sheetName = "Cuti"

// firstRow is the first row of the table's body.
const firstRow = 5

// Print writes the workbook.
func (l LeaveSheet) Print() (document.Content, error) {
	book := excelize.NewFile()
	defer book.Close()
	t := &table{book: book}
	t.name()
	t.put(1, fmt.Sprintf("Cuti tahunan %d: %s", l.Year, l.Unit))
	t.put(2, "Keadaan "+text.Moment(l.At, l.Zone)+"; hari kerja; diambil: disetujui atau sedang diajukan")
	t.put(firstRow-1, "NIP", "Nama", "Jabatan", "Unit", source(l.Year-2), source(l.Year-1), source(l.Year), "Jumlah sisa", "Diambil")
	for i, s := range l.Statements {
		left := days(s.Balance)
		t.put(firstRow+i, s.Employee.NIP.Spaced(), s.Employee.Name, s.Employee.Title, s.Employee.UnitName,
			left[0], left[1], left[2], s.Balance.Total(), s.Taken)
	}
	t.finish(firstRow + len(l.Statements))
	if t.err != nil {
		return document.Content{}, fmt.Errorf("write the leave of %d: %w", l.Year, t.err)
	}
	out, err := book.WriteToBuffer()
	if err != nil {
		return document.Content{}, fmt.Errorf("write the leave of %d: %w", l.Year, err)
	}
	return printed(fmt.Sprintf("cuti-%d.xlsx", l.Year), typeXLSX, out.Bytes()), nil
}

func source(year int) string { return fmt.Sprintf("Sisa %d", year) }

// days are what is left of the three sources, the oldest first.
func days(b leave.Balance) [3]int {
	var left [3]int
	for i, s := range b.Sources[:min(len(b.Sources), len(left))] {
		left[i] = s.Days
	}
	return left
}

// table fills a sheet; the first error stays.
type table struct {
	book *excelize.File
	err  error
}

func (t *table) try(err error) {
	if t.err == nil {
		t.err = err
	}
}

func (t *table) name() { t.try(t.book.SetSheetName("Sheet1", sheetName)) }

// put writes a row. Texts stay texts, also those that begin like a formula.
func (t *table) put(row int, values ...any) {
	t.try(t.book.SetSheetRow(sheetName, fmt.Sprintf("A%d", row), &values))
}

// finish makes the table readable: a head that stays, filters, widths.
func (t *table) finish(end int) {
	heavy, err := t.book.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	t.try(err)
	t.try(t.book.SetCellStyle(sheetName, "A1", "A1", heavy))
	t.try(t.book.SetCellStyle(sheetName, "A4", "I4", heavy))
	for columns, wide := range map[string]float64{"A": 22, "B": 38, "C": 38, "D": 38, "E:I": 12} {
		from, to := columns[:1], columns[len(columns)-1:]
		t.try(t.book.SetColWidth(sheetName, from, to, wide))
	}
	t.try(t.book.SetPanes(sheetName, &excelize.Panes{Freeze: true, YSplit: firstRow - 1, TopLeftCell: "A5", ActivePane: "bottomLeft"}))
	t.try(t.book.AutoFilter(sheetName, fmt.Sprintf("A%d:I%d", firstRow-1, max(firstRow, end-1)), nil))
}
