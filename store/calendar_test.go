package store_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/officedays"
	"github.com/gelis-bali/gelis/domain/staff"
)

func (o *office) calendarDesk() *officedays.Desk {
	return officedays.NewDesk(o.Store, o.Store, calendar.Clock{Now: o.clock.Now, Zone: wita()})
}

func (o *office) book() officedays.Book {
	o.t.Helper()
	book, err := o.Book(o.t.Context())
	if err != nil {
		o.t.Fatal(err)
	}
	return book
}

// keeperOfAll is somebody of the personnel office of the whole province.
func (o *office) keeperOfAll() staff.Actor {
	a := o.actor(wayan)
	a.Grants = append(a.Grants, staff.Grant{Role: staff.Personnel, Covers: o.book().Roots})
	return a
}

func anniversary() calendar.Day {
	return calendar.Day{Date: calendar.NewDate(2027, time.August, 14), Kind: calendar.OfficeOwn, Name: "Hari Jadi Provinsi", Source: "SE 5"}
}

// must fails the test for an act that failed.
func (o *office) must(err error) {
	o.t.Helper()
	if err != nil {
		o.t.Fatal(err)
	}
}

func TestTheShippedDaysArePutInOnceForEver(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	seed := func() error { return o.SeedCalendar(t.Context(), calendar.Shipped()) }
	if got := succeeded(atOnce(4, func(int) error { return seed() })); got != 4 {
		t.Fatalf("%d of 4 replicas put the days in", got)
	}
	same(t, "days", len(calendar.Shipped()), len(o.book().Days))
	first, second := o.book().Days[0], o.book().Days[1]
	desk, by := o.calendarDesk(), o.keeperOfAll()
	o.must(desk.Remove(t.Context(), by, first.ID))
	renamed := second.Day
	renamed.Name = "Isra Mikraj"
	o.must(desk.Replace(t.Context(), by, second.ID, second.Version, renamed, ""))
	o.must(seed())
	book := o.book()
	same(t, "days after the next start", len(calendar.Shipped())-1, len(book.Days))
	if _, err := book.Find(first.ID); !errors.Is(err, officedays.ErrNoSuchDay) {
		t.Errorf("what was removed is back: %v", err)
	}
	got, err := book.Find(second.ID)
	o.must(err)
	same(t, "what was changed", officedays.Day{ID: second.ID, Version: 2, Day: renamed}, got)
}

func TestADayThatTheOfficeEnteredAndRemovedIsNotShippedAgain(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	desk, by := o.calendarDesk(), o.keeperOfAll()
	o.must(desk.Add(t.Context(), by, calendar.Shipped()[0], ""))
	o.must(desk.Remove(t.Context(), by, o.book().Days[0].ID))
	o.must(o.SeedCalendar(t.Context(), calendar.Shipped()[:1]))
	same(t, "days", 0, len(o.book().Days))
}

func TestTheBookIsReadAsItWasWritten(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	desk, by := o.calendarDesk(), o.keeperOfAll()
	before := o.book().Version
	o.must(desk.Add(t.Context(), by, anniversary(), "draft 1"))
	o.must(desk.Add(t.Context(), by, anniversary(), "draft 1")) // the same draft again
	ramadan := calendar.Hours{
		From: calendar.NewDate(2027, time.February, 8), Until: calendar.NewDate(2027, time.March, 9), Name: "Ramadan", Source: "SE 6",
		MonThu: calendar.RamadanSpan(), Fri: calendar.Span{From: 480, To: 900},
	}
	o.must(desk.AddHours(t.Context(), by, ramadan, "draft 2"))
	proposal := o.book().Proposals(today)[0]
	aside := officedays.Computed{Date: proposal.Date, Kind: proposal.Kind}
	o.must(desk.Ignore(t.Context(), by, aside))
	next := o.book().Proposals(today)[0]
	o.must(desk.Confirm(t.Context(), by, officedays.Computed{Date: next.Date, Kind: next.Kind}, calendar.BaliDispensation))

	book := o.book()
	same(t, "days", 2, len(book.Days))
	same(t, "the day", anniversary(), book.Days[1].Day)
	same(t, "the dispensation", calendar.BaliDispensation, book.Days[0].Kind)
	same(t, "hours", []officedays.Hours{{ID: book.Hours[0].ID, Hours: ramadan}}, book.Hours)
	same(t, "put aside", []officedays.Computed{aside}, book.Ignored)
	if book.Version <= before {
		t.Errorf("version %d after %d", book.Version, before)
	}
	c := calendar.New(nil)
	keeper := officedays.NewKeeper(o.Store, c)
	for _, want := range []bool{true, false} {
		if changed, err := keeper.Refresh(t.Context()); err != nil || changed != want {
			t.Errorf("refreshed: %v and %v, want %v", changed, err, want)
		}
	}
	if span, works := c.HoursOn(calendar.NewDate(2027, time.March, 1)); !works || span != ramadan.MonThu {
		t.Errorf("hours of Ramadan are %v", span)
	}
	o.must(desk.RemoveHours(t.Context(), by, book.Hours[0].ID))
	if changed, err := keeper.Refresh(t.Context()); err != nil || !changed || c.HoursOf(calendar.NewDate(2027, time.March, 1)).Name != "" {
		t.Errorf("the ordinary hours do not hold again: %v and %v", changed, err)
	}
	same(t, "audit log", []audit.Action{
		audit.DayAdded, audit.HoursAdded, audit.DayIgnored, audit.DayAdded, audit.HoursRemoved,
	}, o.actions(1))
}

func TestOfTwoEditsOfADayOneIsToldOfTheOther(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	desk, by := o.calendarDesk(), o.keeperOfAll()
	o.must(desk.Add(t.Context(), by, anniversary(), ""))
	day := o.book().Days[0]
	errs := atOnce(8, func(i int) error {
		changed := day.Day
		changed.Name = fmt.Sprintf("Hari Jadi ke-%d", i)
		return desk.Replace(t.Context(), by, day.ID, day.Version, changed, "")
	})
	same(t, "edits", 1, succeeded(errs))
	for _, err := range errs {
		if err != nil && !errors.Is(err, officedays.ErrChanged) {
			t.Errorf("got %v", err)
		}
	}
	same(t, "version", 2, o.book().Days[0].Version)
}

func TestOfManyWhoEnterTheSameDayOneDoes(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	desk, by := o.calendarDesk(), o.keeperOfAll()
	errs := atOnce(8, func(i int) error { return desk.Add(t.Context(), by, anniversary(), fmt.Sprint("draft ", i)) })
	same(t, "entries", 1, succeeded(errs))
	for _, err := range errs {
		if err != nil && !errors.Is(err, officedays.ErrTwice) {
			t.Errorf("got %v", err)
		}
	}
	same(t, "days", 1, len(o.book().Days))
}

func TestWhoIsNotInChargeOfTheWholeOfficeIsRefusedAndNoted(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	if err := o.calendarDesk().Add(t.Context(), o.actor(nyoman), anniversary(), ""); !errors.Is(err, officedays.ErrNotWhole) {
		t.Errorf("got %v", err)
	}
	same(t, "days", 0, len(o.book().Days))
	same(t, "audit log", []audit.Action{audit.ActionRefused}, o.actions(1))
}
