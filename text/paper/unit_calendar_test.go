package paper_test

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
	"testing"
	"time"

	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/document"
	"github.com/gelis-bali/gelis/domain/request"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/text/paper"
)

func unitCalendar(people int) paper.UnitCalendar {
	december := func(from, to int) request.Period {
		return request.Period{From: calendar.NewDate(2026, time.December, from), To: calendar.NewDate(2026, time.December, to)}
	}
	u := paper.UnitCalendar{
		Unit: "Bagian Reformasi Birokrasi dan Akuntabilitas Kinerja", Month: calendar.NewDate(2026, time.December, 1),
		Calendar: calendar.New(calendar.Shipped()),
		Absences: []request.Absence{
			{Request: 1, Employee: 1, Kind: request.Leave, Period: december(14, 23), Approved: true},
			{Request: 2, Employee: 2, Kind: request.Travel, Period: december(8, 12), Approved: true},
			{Request: 3, Employee: 3, Kind: request.Permit, Period: december(15, 15)},
			{Request: 4, Employee: 4, Kind: request.Overtime, Period: december(19, 19), Approved: true},
			{Request: 5, Employee: 5, Kind: request.Leave, Period: december(28, 31)},
		},
	}
	names := []string{
		"Ni Luh Gede Puspita Sari Wulandari, S.Kom.", "I Gede Arya Mahendra", "Ni Kadek Ayu Lestari",
		"Dr. Ir. Ida Bagus Ketut Wirasana Adnyana Putra Manuaba, M.Si., M.A.P.", "I Ketut Rai",
	}
	for i := range people {
		u.Staff = append(u.Staff, staff.Employee{ID: staff.EmployeeID(i + 1), Name: names[i%len(names)]})
	}
	return u
}

func TestTheCalendarShowsApprovedAbsencesFilledAndOthersFramed(t *testing.T) {
	t.Parallel()
	pictures, err := unitCalendar(5).Print()
	if err != nil || len(pictures) != 1 {
		t.Fatalf("%d pictures, %v, want one", len(pictures), err)
	}
	keep(t, pictures[0])
	drawn := decode(t, pictures[0])
	green := color.RGBA{R: 0x1b, G: 0x6e, B: 0x53, A: 0xff}
	// A point left of the letter, within the cell of the row and the day.
	at := func(row, day int) color.RGBA {
		r, g, b, a := drawn.At(24+300+(day-1)*30+5, 24+108+row*30+15).RGBA()
		return color.RGBA{R: uint8(r >> 8), G: uint8(g >> 8), B: uint8(b >> 8), A: uint8(a >> 8)}
	}
	for _, test := range []struct {
		name     string
		row, day int
		filled   bool
	}{
		{"the first day of an approved leave", 0, 14, true},
		{"its last day", 0, 23, true},
		{"the day after", 0, 24, false},
		{"a Saturday within it", 0, 19, false},
		{"somebody else on that day", 1, 14, false},
		{"a leave that waits", 4, 28, false},
	} {
		if got := at(test.row, test.day) == green; got != test.filled {
			t.Errorf("%s: filled %v, want %v", test.name, got, test.filled)
		}
	}
}

func TestALargeUnitGetsSeveralPicturesAndAnEmptyOneNone(t *testing.T) {
	t.Parallel()
	for people, want := range map[int]int{0: 0, 1: 1, 24: 1, 25: 2, 60: 3} {
		pictures, err := unitCalendar(people).Print()
		if err != nil || len(pictures) != want {
			t.Errorf("%d employees: %d pictures, %v, want %d", people, len(pictures), err, want)
		}
	}
}

func decode(t *testing.T, c document.Content) image.Image {
	t.Helper()
	picture, err := png.Decode(bytes.NewReader(c.Bytes))
	if err != nil {
		t.Fatal(err)
	}
	return picture
}

// keep writes a print into the folder GELIS_KEEP_PRINTS, to be looked at.
func keep(t *testing.T, c document.Content) {
	t.Helper()
	if folder := os.Getenv("GELIS_KEEP_PRINTS"); folder != "" {
		if err := os.WriteFile(fmt.Sprintf("%s/%s", folder, c.Name), c.Bytes, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}
