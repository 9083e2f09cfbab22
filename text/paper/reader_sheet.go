package paper

import (
	"fmt"
	"time"

	"github.com/xuri/excelize/v2"

	"github.com/gelis-bali/gelis/domain/announce"
	"github.com/gelis-bali/gelis/domain/document"
	"github.com/gelis-bali/gelis/text"
)

// ReaderSheet is who got an announcement and who has read it, as a table for
// its author.
type ReaderSheet struct {
	Gist    string // of the announcement
	Readers []announce.Reader
	Zone    *time.Location
	At      time.Time // of printing
}

// readerTab is what the table's tab is called.
const readerTab = "Penerima"

// Print writes the workbook.
func (s ReaderSheet) Print() (document.Content, error) {
	book := excelize.NewFile()
	defer book.Close()
	err := s.write(book)
	if err != nil {
		return document.Content{}, fmt.Errorf("write the readers of an announcement: %w", err)
	}
	out, err := book.WriteToBuffer()
	if err != nil {
		return document.Content{}, fmt.Errorf("write the readers of an announcement: %w", err)
	}
	return printed("penerima-pengumuman.xlsx", typeXLSX, out.Bytes()), nil
}

func (s ReaderSheet) write(book *excelize.File) error {
	if err := book.SetSheetName("Sheet1", readerTab); err != nil {
		return err
	}
	rows := [][]any{
		{"Pengumuman: " + s.Gist},
		{"Keadaan " + text.Moment(s.At, s.Zone)},
		{},
		{"Nama", "Jabatan", "Unit", "Pengiriman", "Terkirim", "Dibaca"},
	}
	for _, r := range s.Readers {
		rows = append(rows, []any{r.Who.Name, r.Who.Title, r.Who.UnitName, text.CopyState(r.State), s.moment(r.SentAt), s.moment(r.ReadAt)})
	}
	for i, row := range rows {
		if err := book.SetSheetRow(readerTab, fmt.Sprintf("A%d", i+1), &row); err != nil {
			return err
		}
	}
	if err := book.SetColWidth(readerTab, "A", "F", 32); err != nil {
		return err
	}
	return book.AutoFilter(readerTab, fmt.Sprintf("A4:F%d", max(4, len(rows))), nil)
}

func (s ReaderSheet) moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(s.Zone).Format("2006-01-02 15.04")
}
