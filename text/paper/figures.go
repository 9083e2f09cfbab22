package paper

import (
	"fmt"
	"slices"

	"github.com/xuri/excelize/v2"

	"github.com/gelis-bali/gelis/domain/document"
	"github.com/gelis-bali/gelis/domain/registry"
	"github.com/gelis-bali/gelis/text"
)

// FiguresBars draws the figures of dispositions by unit; the first picture,
// where there are more units than fit into one.
func FiguresBars(f registry.Figures) (document.Content, error) {
	drawn := bars{
		title:  "Rekap disposisi " + f.Total.Unit.Name,
		under:  fmt.Sprintf("%s sampai %s: masuk %d, selesai %d", text.PlainDate(f.From), text.PlainDate(f.Until), f.Total.Received, f.Total.Done),
		legend: []barPart{{"Selesai", green()}, {"Diteruskan", blue()}, {"Menunggu", yellow()}, {"Lewat batas", red()}, {"Dikembalikan", grey()}},
		note:   "Angka di kanan: selesai dari yang masuk, dan waktu tengah sampai selesai.",
		name:   fmt.Sprintf("rekap-disposisi-%s-%s", f.From, f.Until),
	}
	for _, u := range f.Units {
		right := fmt.Sprintf("%d/%d", u.Done, u.Received)
		if u.Median > 0 {
			right += " · " + text.DurationName(u.Median)
		}
		sentOn := u.Received - u.Done - u.Waiting - u.Returned
		drawn.units = append(drawn.units, barUnit{
			name: u.Unit.Name, right: right, parts: []int{u.Done, sentOn, u.Waiting - u.Overdue, u.Overdue, u.Returned},
		})
	}
	pictures, err := drawn.print()
	if err != nil {
		return document.Content{}, fmt.Errorf("draw the figures of %s: %w", f.From, err)
	}
	return pictures[0], nil
}

// figuresTab is what the table's tab is called.
const figuresTab = "Rekap disposisi"

// FiguresSheet writes the figures of dispositions as a table, the total last.
func FiguresSheet(f registry.Figures) (document.Content, error) {
	book := excelize.NewFile()
	defer book.Close()
	if err := writeFigures(book, f); err != nil {
		return document.Content{}, fmt.Errorf("write the figures of %s: %w", f.From, err)
	}
	out, err := book.WriteToBuffer()
	if err != nil {
		return document.Content{}, fmt.Errorf("write the figures of %s: %w", f.From, err)
	}
	return printed(fmt.Sprintf("rekap-disposisi-%s-%s.xlsx", f.From, f.Until), typeXLSX, out.Bytes()), nil
}

func writeFigures(book *excelize.File, f registry.Figures) error {
	if err := book.SetSheetName("Sheet1", figuresTab); err != nil {
		return err
	}
	rows := [][]any{
		{"Rekap disposisi " + f.Total.Unit.Name},
		{text.PlainDate(f.From) + " sampai " + text.PlainDate(f.Until)},
		{},
		{"Unit", "Masuk", "Selesai", "Menunggu", "Lewat batas", "Dikembalikan", "Median selesai (jam)"},
	}
	total := f.Total
	total.Unit.Name = "Jumlah"
	for _, u := range append(slices.Clip(f.Units), total) {
		rows = append(rows, []any{u.Unit.Name, u.Received, u.Done, u.Waiting, u.Overdue, u.Returned, u.Median.Hours()})
	}
	for i, row := range rows {
		if err := book.SetSheetRow(figuresTab, fmt.Sprintf("A%d", i+1), &row); err != nil {
			return err
		}
	}
	if err := book.SetColWidth(figuresTab, "A", "A", 48); err != nil {
		return err
	}
	return book.SetColWidth(figuresTab, "B", "G", 18)
}
