package paper_test

import (
	"bytes"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"
	"github.com/xuri/excelize/v2"

	"github.com/gelis-bali/gelis/domain/apel"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/text/paper"
)

func gathering() apel.Event {
	return apel.Event{ID: 41, Date: calendar.NewDate(2026, time.December, 7), Details: apel.Details{Name: "Apel Disiplin", Minute: 450}}
}

func TestAPhoneReadsTheBoard(t *testing.T) {
	t.Parallel()
	const link = "https://t.me/GelisBaliBot?start=h41_ABCDEFGHIJKLMNOP"
	board := paper.CodeBoard{Link: link, Zone: wita, Board: apel.BoardView{
		Event: gathering(), Digits: "048213", Counts: map[apel.Status]int{apel.Present: 312}, Expected: 1204,
	}}
	picture, err := board.Print()
	if err != nil {
		t.Fatal(err)
	}
	keep(t, picture)
	bitmap, err := gozxing.NewBinaryBitmapFromImage(decode(t, picture))
	if err != nil {
		t.Fatal(err)
	}
	read, err := qrcode.NewQRCodeReader().Decode(bitmap, nil)
	if err != nil || read.GetText() != link {
		t.Errorf("the board says %v, %v, want %q", read, err, link)
	}

	board.Board.Digits = "" // the window is over
	if picture, err = board.Print(); err != nil {
		t.Fatal(err)
	}
	if bitmap, err = gozxing.NewBinaryBitmapFromImage(decode(t, picture)); err != nil {
		t.Fatal(err)
	}
	if read, err := qrcode.NewQRCodeReader().Decode(bitmap, nil); err == nil {
		t.Errorf("a closed board says %v", read)
	}
}

func TestBarsAreAsLongAsTheirShare(t *testing.T) {
	t.Parallel()
	tally := []apel.Count{
		{UnitName: "Badan Kepegawaian dan Pengembangan Sumber Daya Manusia", Of: map[apel.Status]int{apel.Present: 50, apel.Unexplained: 50}},
		{UnitName: "Biro Organisasi", Of: map[apel.Status]int{apel.Present: 30, apel.Late: 2, apel.OnLeave: 3, apel.Open: 1}},
	}
	pictures, err := paper.ApelBars{Title: "Apel Disiplin, Senin, 7 Desember 2026", Tally: tally, Name: "apel"}.Print()
	if err != nil || len(pictures) != 1 {
		t.Fatalf("%d pictures, %v", len(pictures), err)
	}
	keep(t, pictures[0])
	drawn := decode(t, pictures[0])
	red := func(x int) bool {
		r, g, _, _ := drawn.At(x, 24+76+26+2).RGBA()
		return r>>8 == 0xb0 && g>>8 == 0x1e
	}
	if red(430) || !red(470) { // half of it is red
		t.Errorf("red left of the middle %t, right of it %t", red(430), red(470))
	}
	for units, want := range map[int]int{0: 1, 18: 1, 19: 2} {
		pictures, err := paper.ApelBars{Tally: make([]apel.Count, units), Name: "apel"}.Print()
		if err != nil || len(pictures) != want {
			t.Errorf("%d units: %d pictures, %v, want %d", units, len(pictures), err, want)
		}
	}
}

func TestTheListOfAnApelIsATableThatKeepsIllnessToItself(t *testing.T) {
	t.Parallel()
	who := staff.Member{Employee: staff.Employee{NIP: "199511032020122009", Name: "=1+1"}, Title: "Analis", UnitName: "Biro Organisasi"}
	sheet, err := paper.ApelSheet{Zone: wita, At: at(23, 10, 0), Roll: apel.Roll{
		Event: gathering(), Tally: []apel.Count{{UnitName: "Biro Organisasi", Of: map[apel.Status]int{apel.Sick: 1}}},
		Presences: []apel.Presence{{
			Employee: who, Status: apel.Sick, Way: apel.ByConsent, Excuse: apel.Excuse{As: apel.Sick, Reason: "Demam berdarah", Consent: apel.Granted},
		}},
	}}.Print()
	if err != nil {
		t.Fatal(err)
	}
	keep(t, sheet)
	book, err := excelize.OpenReader(bytes.NewReader(sheet.Bytes))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	rows, err := book.GetRows("Pegawai")
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"19951103 202012 2 009", "=1+1", "Analis", "Biro Organisasi", "Sakit", "", "persetujuan atasan"}
	if diff := cmp.Diff(want, rows[4]); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	units, err := book.GetRows("Unit")
	if err != nil || len(units) != 5 || units[4][1] != "1" {
		t.Errorf("units %v, %v", units, err)
	}
}

func TestTheMonthIsATableByPerson(t *testing.T) {
	t.Parallel()
	sheet, err := paper.ApelMonth{Month: calendar.NewDate(2026, time.November, 1), Zone: wita, At: at(23, 10, 0), Records: []apel.Record{
		{Who: staff.Member{Employee: staff.Employee{NIP: "199511032020122009", Name: "Ni Luh Puspita"}}, Of: map[apel.Status]int{apel.Present: 3, apel.Late: 1}},
	}}.Print()
	if err != nil || sheet.Name != "rekap-apel-2026-11.xlsx" {
		t.Fatalf("%s, %v", sheet.Name, err)
	}
	book, err := excelize.OpenReader(bytes.NewReader(sheet.Bytes))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	if rows, err := book.GetRows("Pegawai"); err != nil || rows[4][4] != "3" || rows[4][5] != "1" {
		t.Errorf("rows %v, %v", rows, err)
	}
}
