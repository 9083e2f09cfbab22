package officedays_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/officedays"
	"github.com/gelis-bali/gelis/domain/staff"
)

func today() calendar.Date { return calendar.NewDate(2026, time.November, 23) }

func clock() calendar.Clock {
	wita := time.FixedZone("WITA", 8*60*60)
	return calendar.Clock{Now: func() time.Time { return today().At(9, 0, wita) }, Zone: wita}
}

// holding is somebody with a role that covers units; unit 1 stands above all.
func holding(role staff.Role, units ...staff.UnitID) staff.Actor {
	return staff.Actor{Employee: staff.Employee{ID: 9, Active: true}, Account: 90, Grants: []staff.Grant{{Role: role, Covers: units}}}
}

func day() calendar.Day {
	return calendar.Day{Date: calendar.NewDate(2027, time.August, 14), Kind: calendar.OfficeOwn, Name: "Hari Jadi Provinsi", Source: "SE 5"}
}

func ramadan() calendar.Hours {
	return calendar.Hours{
		From: calendar.NewDate(2027, time.February, 8), Until: calendar.NewDate(2027, time.March, 9), Name: "Ramadan", Source: "SE 6",
		MonThu: calendar.RamadanSpan(), Fri: calendar.RamadanSpan(),
	}
}

func book() officedays.Book {
	return officedays.Book{
		Roots: []staff.UnitID{1}, NextDay: 7, NextHours: 8,
		Days:  []officedays.Day{{ID: 3, Version: 2, Day: day()}},
		Hours: []officedays.Hours{{ID: 4, Hours: ramadan()}},
	}
}

func TestWhoChangesTheCalendarIsInChargeOfTheWholeOffice(t *testing.T) {
	t.Parallel()
	left := holding(staff.Personnel, 1, 2)
	left.Active = false
	tests := map[string]struct {
		by   staff.Actor
		want error
	}{
		"the personnel office of the province": {holding(staff.Personnel, 1, 2), nil},
		"an administrator of the province":     {holding(staff.Admin, 1, 2), nil},
		"the personnel office of a part":       {holding(staff.Personnel, 2), officedays.ErrNotWhole},
		"an administrator of a part":           {holding(staff.Admin, 2), officedays.ErrNotWhole},
		"a registry clerk of the province":     {holding(staff.Clerk, 1, 2), officedays.ErrNotWhole},
		"a stranger":                           {staff.Actor{}, staff.ErrInactive},
		"somebody who has left":                {left, staff.ErrInactive},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := book()
			other, hours := day(), ramadan()
			other.Name = "Another"
			hours.From, hours.Until = today(), today()
			galungan := officedays.Computed{Date: calendar.NewDate(2027, time.January, 13), Kind: calendar.PawukonDay}
			acts := map[string]func() (officedays.Change, error){
				"add":          func() (officedays.Change, error) { return b.Add(other, tt.by, clock()) },
				"replace":      func() (officedays.Change, error) { return b.Replace(3, 2, other, tt.by, clock()) },
				"remove":       func() (officedays.Change, error) { return b.Remove(3, tt.by, clock()) },
				"confirm":      func() (officedays.Change, error) { return b.Confirm(galungan, calendar.OfficeOwn, tt.by, clock()) },
				"ignore":       func() (officedays.Change, error) { return b.Ignore(galungan, tt.by, clock()) },
				"add hours":    func() (officedays.Change, error) { return b.AddHours(hours, tt.by, clock()) },
				"remove hours": func() (officedays.Change, error) { return b.RemoveHours(4, tt.by, clock()) },
			}
			for act, do := range acts {
				change, err := do()
				if !errors.Is(err, tt.want) || (err == nil) != (len(change.Audit) == 1) {
					t.Errorf("%s: got %v with %d audit lines, want %v", act, err, len(change.Audit), tt.want)
				}
			}
		})
	}
}

func TestADayThatCannotStandInTheCalendarIsRefused(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		change func(*calendar.Day)
		want   error
	}{
		"the same day again":       {func(*calendar.Day) {}, officedays.ErrTwice},
		"in other letters":         {func(d *calendar.Day) { d.Name = " hari jadi PROVINSI " }, officedays.ErrTwice},
		"of another kind":          {func(d *calendar.Day) { d.Kind = calendar.BaliDispensation }, nil},
		"a computed kind":          {func(d *calendar.Day) { d.Kind = calendar.Purnama }, officedays.ErrKind},
		"no kind":                  {func(d *calendar.Day) { d.Kind = "" }, officedays.ErrKind},
		"no date":                  {func(d *calendar.Day) { d.Date = calendar.Date{} }, officedays.ErrFarDay},
		"long ago":                 {func(d *calendar.Day) { d.Date = calendar.NewDate(1999, 1, 1) }, officedays.ErrFarDay},
		"the last day that can be": {func(d *calendar.Day) { d.Date = calendar.NewDate(2031, 12, 31) }, nil},
		"the day after":            {func(d *calendar.Day) { d.Date = calendar.NewDate(2032, 1, 1) }, officedays.ErrFarDay},
		"no name":                  {func(d *calendar.Day) { d.Name = "  " }, officedays.ErrName},
		"two lines":                {func(d *calendar.Day) { d.Name = "a\nb" }, officedays.ErrName},
		"no source":                {func(d *calendar.Day) { d.Source, d.Name = "", "x" }, officedays.ErrName},
		"the longest name":         {func(d *calendar.Day) { d.Name = strings.Repeat("é", officedays.MaxText) }, nil},
		"a longer one":             {func(d *calendar.Day) { d.Name = strings.Repeat("é", officedays.MaxText+1) }, officedays.ErrLong},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := day()
			tt.change(&d)
			change, err := book().Add(d, holding(staff.Personnel, 1), clock())
			if !errors.Is(err, tt.want) || err == nil && (change.Add.ID != 7 || change.Add.Version != 1) {
				t.Errorf("got %+v and %v, want %v", change.Add, err, tt.want)
			}
		})
	}
}

func TestHoursThatCannotBeAreRefused(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		change func(*calendar.Hours)
		want   error
	}{
		"days that meet others": {func(h *calendar.Hours) { h.From, h.Until = h.Until, h.Until.AddDays(5) }, officedays.ErrOverlap},
		"the day after":         {func(h *calendar.Hours) { h.From, h.Until = h.Until.AddDays(1), h.Until.AddDays(5) }, nil},
		"a year and a day":      {func(h *calendar.Hours) { h.From, h.Until = h.Until.AddDays(1), h.Until.AddDays(367) }, officedays.ErrBackwards},
		"backwards":             {func(h *calendar.Hours) { h.From, h.Until = h.Until, h.From }, officedays.ErrBackwards},
		"hours that end before": {func(h *calendar.Hours) { h.Fri = calendar.Span{From: 900, To: 480} }, officedays.ErrSpan},
		"no hours on Mondays":   {func(h *calendar.Hours) { h.MonThu = calendar.Span{} }, officedays.ErrSpan},
		"no name":               {func(h *calendar.Hours) { h.Name = "" }, officedays.ErrName},
		"too far away":          {func(h *calendar.Hours) { h.From, h.Until = calendar.NewDate(2032, 1, 1), calendar.NewDate(2032, 1, 2) }, officedays.ErrFarDay},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := ramadan()
			tt.change(&h)
			if _, err := book().AddHours(h, holding(staff.Personnel, 1), clock()); !errors.Is(err, tt.want) {
				t.Errorf("got %v, want %v", err, tt.want)
			}
		})
	}
}

func TestAnOutdatedEditIsRefused(t *testing.T) {
	t.Parallel()
	all := holding(staff.Personnel, 1)
	if _, err := book().Replace(3, 1, day(), all, clock()); !errors.Is(err, officedays.ErrChanged) {
		t.Errorf("an earlier version: %v", err)
	}
	if _, err := book().Replace(99, 1, day(), all, clock()); !errors.Is(err, officedays.ErrNoSuchDay) {
		t.Errorf("a day that is gone: %v", err)
	}
	change, err := book().Replace(3, 2, day(), all, clock())
	if err != nil || change.Replace.Version != 3 || change.Audit[0].Action != audit.DayChanged {
		t.Errorf("the version that stands: %+v and %v", change, err)
	}
}

func TestComputedDaysAreProposedUntilTheyAreDealtWith(t *testing.T) {
	t.Parallel()
	all, b := holding(staff.Personnel, 1), book()
	galungan := officedays.Computed{Date: calendar.NewDate(2027, time.January, 13), Kind: calendar.PawukonDay}
	proposed := func(b officedays.Book) bool {
		return slices.ContainsFunc(b.Proposals(today()), func(d calendar.Day) bool { return d.Date == galungan.Date && d.Kind == galungan.Kind })
	}
	if !proposed(b) {
		t.Fatal("Galungan is not proposed")
	}
	for _, d := range b.Proposals(today()) {
		if d.Date.Before(today()) || d.Date.Year() > 2027 {
			t.Errorf("%s is proposed on %s", d.Date, today())
		}
	}
	change, err := b.Confirm(galungan, calendar.BaliDispensation, all, clock())
	if err != nil {
		t.Fatal(err)
	}
	want := calendar.Day{Date: galungan.Date, Kind: calendar.BaliDispensation, Name: "Galungan", Source: "perhitungan Pawukon"}
	if diff := cmp.Diff(want, change.Add.Day); diff != "" {
		t.Errorf("confirmed (-want +got):\n%s", diff)
	}
	confirmed, aside := b, b
	confirmed.Days = append(slices.Clone(b.Days), *change.Add)
	aside.Ignored = []officedays.Computed{galungan}
	if proposed(confirmed) || proposed(aside) {
		t.Error("what was dealt with is proposed again")
	}
	if _, err := confirmed.Ignore(galungan, all, clock()); !errors.Is(err, officedays.ErrNotProposed) {
		t.Errorf("put aside afterwards: %v", err)
	}
	if _, err := b.Confirm(galungan, calendar.National, all, clock()); !errors.Is(err, officedays.ErrKind) {
		t.Errorf("as a national holiday: %v", err)
	}
}

// source is a calendar that can be away.
type source struct {
	book  officedays.Book
	reads int
	err   error
}

func (s *source) CalendarVersion(context.Context) (int64, error) { return s.book.Version, s.err }

func (s *source) Book(context.Context) (officedays.Book, error) {
	s.reads++
	return s.book, s.err
}

func TestACalendarIsReadAnewWhenItHasChanged(t *testing.T) {
	t.Parallel()
	s := &source{book: book()}
	c := calendar.New(calendar.Shipped())
	keeper := officedays.NewKeeper(s, c)
	s.err = errors.New("away")
	if _, err := keeper.Refresh(t.Context()); !errors.Is(err, s.err) || !c.HasDecree(2026) {
		t.Errorf("away: %v; the calendar must stay as it was", err)
	}
	s.err = nil
	for i, want := range []bool{true, false, true} {
		if i == 2 {
			s.book.Version, s.book.Days = 5, nil
		}
		changed, err := keeper.Refresh(t.Context())
		if err != nil || changed != want || c.IsWorking(day().Date) || (len(c.On(day().Date)) == 1) != (i < 2) {
			t.Errorf("%d: changed %v and %v, want %v", i, changed, err, want)
		}
	}
	if s.reads != 2 {
		t.Errorf("read %d times", s.reads)
	}
}
