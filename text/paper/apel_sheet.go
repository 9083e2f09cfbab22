package paper

import (
	"fmt"
	"time"

	"github.com/xuri/excelize/v2"

	"github.com/gelis-bali/gelis/domain/apel"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/document"
	"github.com/gelis-bali/gelis/text"
)

// ApelSheet is the list of an event as a table, with the figures by unit.
type ApelSheet struct {
	Roll apel.Roll
	Unit string // whose list it is; empty: of several units
	Zone *time.Location
	At   time.Time // of printing
}

// ApelMonth are the figures of a month by person as a table.
type ApelMonth struct {
	Month   calendar.Date // its first day
	Records []apel.Record
	Zone    *time.Location
	At      time.Time // of printing
}

// The tabs of the tables.
const (
	tabPeople = "Pegawai"
	tabUnits  = "Unit"
)

// Print writes the workbook.
func (s ApelSheet) Print() (document.Content, error) {
	b := newBook(tabPeople, tabUnits)
	defer b.file.Close()
	title := text.ApelTitle(s.Roll.Event, s.Unit)
	b.head(tabPeople, title, s.At, s.Zone, "NIP", "Nama", "Jabatan", "Unit", "Status", "Jam", "Cara", "Keterangan")
	for i, p := range s.Roll.Presences {
		b.row(tabPeople, firstRow+i, p.Employee.NIP.Spaced(), p.Employee.Name, p.Employee.Title, p.Employee.UnitName,
			text.ApelStatus(p.Status), s.hour(p), text.ApelWay(p.Way), remark(p))
	}
	b.finish(tabPeople, firstRow+len(s.Roll.Presences), 8)
	b.tally(title, s.Roll.Tally, s.At, s.Zone)
	return b.print(fmt.Sprintf("apel-%s.xlsx", s.Roll.Event.Date))
}

// hour is when somebody came.
func (s ApelSheet) hour(p apel.Presence) string {
	if !p.Status.There() || p.At.IsZero() {
		return ""
	}
	return p.At.In(s.Zone).Format("15.04")
}

// remark is what was said of a presence: by hand, or in an excuse that was
// granted. The reason of an illness stays with the person and the superior.
func remark(p apel.Presence) string {
	switch {
	case p.Note != "":
		return p.Note
	case p.Excuse.Consent == apel.Asked:
		return "menunggu persetujuan atasan"
	case p.Excuse.Consent == apel.Granted && p.Excuse.As != apel.Sick:
		return p.Excuse.Reason
	}
	return ""
}

// Print writes the workbook.
func (m ApelMonth) Print() (document.Content, error) {
	b := newBook(tabPeople)
	defer b.file.Close()
	columns := []any{"NIP", "Nama", "Jabatan", "Unit"}
	for _, s := range apel.Statuses() {
		columns = append(columns, text.ApelStatus(s))
	}
	b.head(tabPeople, text.RekapTitle(m.Month), m.At, m.Zone, columns...)
	for i, r := range m.Records {
		row := []any{r.Who.NIP.Spaced(), r.Who.Name, r.Who.Title, r.Who.UnitName}
		for _, s := range apel.Statuses() {
			row = append(row, r.Of[s])
		}
		b.row(tabPeople, firstRow+i, row...)
	}
	b.finish(tabPeople, firstRow+len(m.Records), len(columns))
	return b.print(fmt.Sprintf("rekap-apel-%d-%02d.xlsx", m.Month.Year(), m.Month.Month()))
}

// book fills a workbook; the first error stays.
type book struct {
	file *excelize.File
	err  error
}

func newBook(tabs ...string) *book {
	b := &book{file: excelize.NewFile()}
	b.try(b.file.SetSheetName("Sheet1", tabs[0]))
	for _, tab := range tabs[1:] {
		_, err := b.file.NewSheet(tab)
		b.try(err)
	}
	return b
}

func (b *book) try(err error) {
	if b.err == nil {
		b.err = err
	}
}

// row writes a row. Texts stay texts, also those that begin like a formula.
func (b *book) row(tab string, row int, values ...any) {
	b.try(b.file.SetSheetRow(tab, fmt.Sprintf("A%d", row), &values))
}

func (b *book) head(tab, title string, at time.Time, zone *time.Location, columns ...any) {
	b.row(tab, 1, title)
	b.row(tab, 2, "Keadaan "+text.Moment(at, zone))
	b.row(tab, firstRow-1, columns...)
}

// tally writes the figures by unit.
func (b *book) tally(title string, tally []apel.Count, at time.Time, zone *time.Location) {
	columns := []any{"Unit", "Jumlah"}
	statuses := append(apel.Statuses(), apel.Open)
	for _, s := range statuses {
		columns = append(columns, text.ApelStatus(s))
	}
	b.head(tabUnits, title, at, zone, columns...)
	for i, c := range tally {
		_, people := apel.Sum([]apel.Count{c})
		row := []any{c.UnitName, people}
		for _, s := range statuses {
			row = append(row, c.Of[s])
		}
		b.row(tabUnits, firstRow+i, row...)
	}
	b.finish(tabUnits, firstRow+len(tally), len(columns))
}

// finish makes a table readable: a head that stays, filters, widths.
func (b *book) finish(tab string, end, columns int) {
	last, err := excelize.ColumnNumberToName(columns)
	b.try(err)
	heavy, err := b.file.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	b.try(err)
	b.try(b.file.SetCellStyle(tab, "A1", "A1", heavy))
	b.try(b.file.SetCellStyle(tab, fmt.Sprintf("A%d", firstRow-1), fmt.Sprintf("%s%d", last, firstRow-1), heavy))
	b.try(b.file.SetColWidth(tab, "A", "A", 38))
	b.try(b.file.SetColWidth(tab, "B", last, 18))
	if tab == tabPeople {
		b.try(b.file.SetColWidth(tab, "A", "A", 22))
		b.try(b.file.SetColWidth(tab, "B", "D", 36))
	}
	b.try(b.file.SetPanes(tab, &excelize.Panes{Freeze: true, YSplit: firstRow - 1, TopLeftCell: fmt.Sprintf("A%d", firstRow), ActivePane: "bottomLeft"}))
	b.try(b.file.AutoFilter(tab, fmt.Sprintf("A%d:%s%d", firstRow-1, last, max(firstRow, end-1)), nil))
}

func (b *book) print(name string) (document.Content, error) {
	if b.err != nil {
		return document.Content{}, fmt.Errorf("write %s: %w", name, b.err)
	}
	out, err := b.file.WriteToBuffer()
	if err != nil {
		return document.Content{}, fmt.Errorf("write %s: %w", name, err)
	}
	return printed(name, typeXLSX, out.Bytes()), nil
}
