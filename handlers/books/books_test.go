package books

import (
	"bytes"
	"errors"
	"strconv"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/request"
	"github.com/gelis-bali/gelis/domain/staff"
)

func TestEverybodySeesTheOwnYear(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	reply, err := o.books.statements.own(t.Context(), by(wayan()))
	o.shows(t, "own", reply, err)
	reply, err = o.books.statements.turn(t.Context(), by(wayan(), "0", "2027"))
	o.shows(t, "own_next_year", reply, err)
	reply, err = o.books.statements.turn(t.Context(), by(wayan(), "0", "2021"))
	o.shows(t, "own_first_year", reply, err)
}

func TestThePersonnelOfficeSeesTheBooksOfItsUnits(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	reply, err := o.books.statements.own(t.Context(), by(suardika()))
	o.shows(t, "own_personnel", reply, err)
	reply, err = o.books.statements.turn(t.Context(), by(suardika(), "7", "2025"))
	o.shows(t, "other", reply, err)
}

func TestWhoSeesWhoseBooks(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		by   staff.Actor
		args []string
		want error
	}{
		"a colleague's":        {wayan(), []string{"8", "2026"}, staff.ErrNotAllowed},
		"a head's staff":       {rai(), []string{"7", "2026"}, staff.ErrNotAllowed},
		"of another unit":      {suardika(), []string{"6", "2026"}, staff.ErrNotAllowed},
		"of nobody":            {suardika(), []string{"600", "2026"}, staff.ErrNotAllowed},
		"of a year long ago":   {wayan(), []string{"0", "1999"}, bot.ErrStaleButton},
		"of a year far ahead":  {wayan(), []string{"0", "2028"}, bot.ErrStaleButton},
		"of no year":           {wayan(), []string{"0"}, bot.ErrStaleButton},
		"of what is no number": {suardika(), []string{"x", "2026"}, bot.ErrStaleButton},
	} {
		o := newOffice(t)
		if _, err := o.books.statements.turn(t.Context(), by(tt.by, tt.args...)); !errors.Is(err, tt.want) {
			t.Errorf("%s: %v, want %v", name, err, tt.want)
		}
	}
}

func TestTheTableHasARowForEachEmployee(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	reply, err := o.books.statements.sheet(t.Context(), by(suardika(), "2026"))
	if err != nil || len(reply.Attachments) != 1 {
		t.Fatalf("%d files, %v", len(reply.Attachments), err)
	}
	content, err := reply.Attachments[0].Open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	book, err := excelize.OpenReader(bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	rows, err := book.GetRows("Cuti")
	if err != nil || len(rows) < 7 || rows[6][1] != "Ni Wayan Suartini" {
		t.Errorf("rows %q, %v", rows, err)
	}
	reply.Attachments = nil
	o.shows(t, "sheet", reply, nil)
	if _, err := o.books.statements.sheet(t.Context(), by(suardika(), "2026", "4")); !errors.Is(err, staff.ErrNotAllowed) {
		t.Errorf("table of another unit: %v", err)
	}
}

func TestWhoServesSeveralUnitsIsAskedWhich(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	both := suardika()
	both.Grants = append(both.Grants, staff.Grant{Role: staff.Personnel, UnitID: elsewhere, UnitName: "Biro Umum", Covers: []staff.UnitID{elsewhere}})
	reply, err := o.books.statements.sheet(t.Context(), by(both, "2026"))
	o.shows(t, "sheet_which", reply, err)
	reply, err = o.books.statements.sheet(t.Context(), by(both, "2026", "4"))
	if len(reply.Attachments) != 1 || err != nil {
		t.Errorf("%d files, %v", len(reply.Attachments), err)
	}
}

func TestTheOwnBooksAreCorrectedBySomebodyElse(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	for _, id := range []string{"0", "9"} {
		if _, err := o.books.correct.begin(t.Context(), by(suardika(), id)); !errors.Is(err, request.ErrOwnBooks) {
			t.Errorf("employee %s: %v", id, err)
		}
	}
	if _, err := o.books.correct.begin(t.Context(), by(suardika(), "6")); !errors.Is(err, staff.ErrNotAllowed) {
		t.Errorf("somebody of another unit: %v", err)
	}
}

func TestWhoseBooksWereCorrectedIsTold(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	told := notify.Notice{Kind: notify.LeaveCorrected, Facts: map[string]string{"year": "2025", "days": "-3"}}
	reply, err := o.books.correct.tell(t.Context(), wayan(), told)
	o.shows(t, "corrected_notice", reply, err)
	if _, err := o.books.correct.tell(t.Context(), wayan(), notify.Notice{}); !errors.Is(err, strconv.ErrSyntax) {
		t.Errorf("a notice without facts: %v", err)
	}
}
