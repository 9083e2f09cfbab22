package bot

import (
	"testing"
)

func TestCalendarIsUsedOnAPhone(t *testing.T) {
	t.Parallel()
	r := start(t, asking(aPeriod(nil)))
	r.wayan.Start()
	hears(t, r.wayan, "what?")
	r.wayan.Send("/isi")
	calendar := hears(t, r.wayan, "form.calendar")
	if n := len(calendar.Buttons); n != 9 {
		t.Errorf("the calendar has %d rows", n)
	}
	tap := func(row, column int, toast string) {
		t.Helper()
		answer, err := r.wayan.TapForced(t.Context(), calendar.ID, calendar.Buttons[row][column].Data)
		if err != nil || answer.Toast != toast {
			t.Fatalf("row %d, column %d answers %q (%v), want %q", row, column, answer.Toast, err, toast)
		}
	}
	again := func() {
		t.Helper()
		turned := hears(t, r.wayan, "form.calendar")
		if turned.ID != calendar.ID {
			t.Fatalf("the calendar is message %d, want %d in place", turned.ID, calendar.ID)
		}
		calendar = turned
	}
	tap(1, 0, "")
	tap(3, 0, "!day 2026-11-02 is not within 2026-11-23 and 2027-01-31")
	old := calendar
	tap(0, 2, "")
	again()
	tap(5, 4, "!"+errDecided.Error())
	tap(3, 1, "")
	again()
	tap(3, 3, "")
	again()
	taps(t, r.wayan, string(SayNext), "")
	if m := hears(t, r.wayan, "answer 2026-12-08/2026-12-10"); m.ID != calendar.ID {
		t.Errorf("the end is message %d, want %d in place", m.ID, calendar.ID)
	}
	calendar = old
	tap(6, 3, "!"+ErrStaleDraft.Error())
	r.settled(t)
}

func TestPersonIsSearchedOnAPhone(t *testing.T) {
	t.Parallel()
	r := start(t, asking(people(false)))
	r.wayan.Start()
	hears(t, r.wayan, "what?")
	r.wayan.Send("/isi")
	suggested := hears(t, r.wayan, "form.person")
	r.wayan.Send("Nyoman")
	found := hears(t, r.wayan, "form.person")
	if found.ID == suggested.ID {
		t.Error("what was typed is answered above it")
	}
	taps(t, r.wayan, string(SayFollowing), "")
	if page := hears(t, r.wayan, "form.person"); page.ID != found.ID || page.Buttons[0][0].Data == found.Buttons[0][0].Data {
		t.Errorf("the next page is message %d, want another page in %d", page.ID, found.ID)
	}
	r.settled(t)
}
