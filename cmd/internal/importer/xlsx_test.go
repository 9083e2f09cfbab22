package importer_test

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/roster"
	"github.com/gelis-bali/gelis/domain/staff"
)

func TestAWorkbookSaysTheSameAsCSV(t *testing.T) {
	t.Parallel()
	want := read(t, folder(map[string]string{
		"staff.csv":       "nip,name,kind,phone,active\n196904211995031003,I Ketut Sutama,PNS,0811 0000 0101,yes\n",
		"units.csv":       "code,name\n101,Dinas\n",
		"positions.csv":   "code,title,unit,superior\nKADIS,Kepala,101,\nSEKDIS,Sekretaris,101,KADIS\n",
		"assignments.csv": "nip,position,from,until\n196904211995031003,KADIS,2024-01-02,2026-12-31\n",
		"letters.csv":     "unit,agenda_year,agenda_number,number,date,received,sender,subject\n101,2026,7,005/1,2026-08-03,2026-08-04,Bappeda,Undangan\n",
		"dispositions.csv": "code,letter,from,by,sent_at,recipients,deadline\n" +
			"D1,101/2026/7,KADIS,196904211995031003,2026-08-04 10:15,SEKDIS,2026-08-07\n",
	}))
	date := func(m time.Month, d int) time.Time { return time.Date(2026, m, d, 0, 0, 0, 0, time.UTC) }
	got := read(t, folder(map[string]string{
		"staff.xlsx":       workbook(t, row{"nip", "name", "kind", "phone", "active"}, row{"196904211995031003", "I Ketut Sutama", "PNS", 81100000101, true}),
		"units.xlsx":       workbook(t, row{"code", "name"}, row{101, "Dinas"}),
		"positions.csv":    "code,title,unit,superior\nKADIS,Kepala,101,\nSEKDIS,Sekretaris,101,KADIS\n",
		"assignments.xlsx": workbook(t, row{"nip", "position", "from", "until"}, row{"'196904211995031003", "KADIS", "2024-01-02", date(time.December, 31)}),
		"letters.xlsx": workbook(t, row{"unit", "agenda_year", "agenda_number", "number", "date", "received", "sender", "subject"},
			row{}, row{"101", 2026, formula{"3+4", 7}, "005/1", date(time.August, 3), "2026-08-04 00:00:00", "Bappeda", "Undangan"}),
		"dispositions.xlsx": workbook(t, row{"code", "letter", "from", "by", "sent_at", "recipients", "deadline"},
			row{"D1", "101/2026/7", "KADIS", "196904211995031003", time.Date(2026, time.August, 4, 10, 15, 0, 0, time.UTC), "SEKDIS", date(time.August, 7)}),
	}))
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestANumberThatExcelRoundedIsExplained(t *testing.T) {
	t.Parallel()
	book := workbook(t, row{"nip", "name", "kind"}, row{}, row{1.96303121991021e17, "I Made Rengga", "PNS"}, row{"19630312 199102 1 005", "I Made Rengga", "PNS"})
	mistakes := mustRead(t, folder(map[string]string{"staff.xlsx": book})).Mistakes
	if len(mistakes) != 1 {
		t.Fatalf("got %+v", mistakes)
	}
	m := mistakes[0]
	if m.File != "staff.xlsx" || m.Row != 3 || m.Column != "nip" || !strings.Contains(m.Mend, "as text") {
		t.Errorf("got %+v", m)
	}
}

func TestOnlyTheFirstSheetIsRead(t *testing.T) {
	t.Parallel()
	book := excelize.NewFile()
	if _, err := book.NewSheet("notes"); err != nil {
		t.Fatal(err)
	}
	fill(t, book, "Sheet1", row{"code", "name"}, row{"A", "Satu"})
	fill(t, book, "notes", row{"nothing", "of"}, row{"this", "counts"})
	o := read(t, folder(map[string]string{"units.xlsx": saved(t, book)}))
	if diff := cmp.Diff([]roster.Unit{{Code: "A", Name: "Satu"}}, o.Units); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestDaysOfOldMacintoshesAreCountedFrom1904(t *testing.T) {
	t.Parallel()
	book := excelize.NewFile()
	old := true
	if err := book.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &old}); err != nil {
		t.Fatal(err)
	}
	fill(t, book, "Sheet1", row{"nip", "position", "from"}, row{"196904211995031003", "KADIS", 44790}) // 46252 since 1900
	files := map[string]string{
		"assignments.xlsx": saved(t, book),
		"staff.csv":        "nip,name,kind\n196904211995031003,I Ketut Sutama,PNS\n",
		"units.csv":        "code,name\nA,Satu\n",
		"positions.csv":    "code,title,unit\nKADIS,Kepala,A\n",
	}
	want := []roster.Assignment{{NIP: "196904211995031003", Position: "KADIS", Capacity: staff.Definitive, From: calendar.NewDate(2026, time.August, 18)}}
	if diff := cmp.Diff(want, read(t, folder(files)).Assignments); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestAWorkbookThatUnfoldsWithoutEndIsRefused(t *testing.T) {
	t.Parallel()
	var file bytes.Buffer
	archive := zip.NewWriter(&file)
	part, err := archive.CreateRaw(&zip.FileHeader{
		Name: "xl/worksheets/sheet1.xml", Method: zip.Deflate, CompressedSize64: 4, UncompressedSize64: 400 << 20,
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := part.Write([]byte("bomb")); err != nil {
		t.Fatal(err)
	}
	if err := archive.Close(); err != nil {
		t.Fatal(err)
	}
	mistakes := mustRead(t, folder(map[string]string{"units.xlsx": file.String()})).Mistakes
	if len(mistakes) != 1 || !strings.Contains(mistakes[0].Problem, "exceeds") {
		t.Errorf("a file of %d bytes: %+v", file.Len(), mistakes)
	}
}

// row is the cells of a row; an empty one leaves the row out.
type row []any

// formula is a cell that is computed, with its last result.
type formula struct {
	text   string
	result any
}

func workbook(t *testing.T, rows ...row) string {
	t.Helper()
	book := excelize.NewFile()
	fill(t, book, "Sheet1", rows...)
	return saved(t, book)
}

func fill(t *testing.T, book *excelize.File, sheet string, rows ...row) {
	t.Helper()
	for r, cells := range rows {
		for c, value := range cells {
			put(t, book, sheet, r+1, c+1, value)
		}
	}
}

func put(t *testing.T, book *excelize.File, sheet string, row, column int, value any) {
	t.Helper()
	cell, err := excelize.CoordinatesToCellName(column, row)
	if err != nil {
		t.Fatal(err)
	}
	f, computed := value.(formula)
	if computed {
		value = f.result
	}
	if err := book.SetCellValue(sheet, cell, value); err != nil {
		t.Fatal(err)
	}
	if !computed {
		return
	}
	if err := book.SetCellFormula(sheet, cell, f.text); err != nil {
		t.Fatal(err)
	}
}

func saved(t *testing.T, book *excelize.File) string {
	t.Helper()
	var file bytes.Buffer
	if err := book.Write(&file); err != nil {
		t.Fatal(err)
	}
	return file.String()
}
