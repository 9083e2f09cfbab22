package request_test

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/gelis-bali/gelis/domain/document"
	"github.com/gelis-bali/gelis/domain/leave"
	"github.com/gelis-bali/gelis/domain/request"
	"github.com/gelis-bali/gelis/domain/staff"
)

func period(from, to int) func(*request.Ask) {
	return func(a *request.Ask) {
		a.Period = days(day(2026, time.November, from), day(2026, time.November, to))
	}
}

func hours(from, to int) func(*request.Ask) {
	return func(a *request.Ask) { a.Hours = request.Hours{From: from, To: to} }
}

func people(ids ...staff.EmployeeID) func(*request.Ask) {
	return func(a *request.Ask) {
		a.People = nil
		for _, id := range ids {
			a.People = append(a.People, request.Person{ID: id, Name: names()[id]})
		}
	}
}

func files(n int) func(*request.Ask) {
	return func(a *request.Ask) {
		a.Files = nil
		for i := range n {
			a.Files = append(a.Files, document.File{ID: document.ID(strconv.Itoa(i))})
		}
	}
}

// TestWhatCanBeAskedFor has a row for each rule, with its article. Today is
// Monday 9 November 2026; Wednesday the 11th is a day off.
func TestWhatCanBeAskedFor(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		ask  request.Ask
		days int
		want error
	}{
		{"five working days (III.A.2)", annual(), 5, nil},
		{"one working day (III.A.3)", annual(period(16, 16)), 1, nil},
		{"today", annual(period(9, 9)), 1, nil},
		{"a week with a day off: not counted", annual(period(9, 13)), 4, nil},
		{"a weekend between: not counted", annual(period(13, 16)), 2, nil},
		{"all that there is: 12 and 12 carried over", annual(func(a *request.Ask) { a.Period.To = day(2026, time.December, 17) }), 24, nil},
		{"one more", annual(func(a *request.Ask) { a.Period.To = day(2026, time.December, 18) }), 0, &leave.QuotaError{}},
		{"no working day (III.A.3)", annual(period(14, 15)), 0, leave.ErrNoWorkingDay},
		{"yesterday", annual(period(6, 6)), 0, &leave.StartError{}},
		{"the last day before the first", annual(period(17, 16)), 0, request.ErrPeriod},
		{"no day", annual(func(a *request.Ask) { a.Period = request.Period{} }), 0, request.ErrPeriod},
		{"this year and the next", annual(func(a *request.Ask) {
			a.Period = days(day(2026, time.December, 30), day(2027, time.January, 4))
		}), 4, nil},
		{"the year after the next", annual(func(a *request.Ask) {
			a.Period = days(day(2028, time.January, 3), day(2028, time.January, 3))
		}), 0, request.ErrTooFar},
		{"no reason", annual(func(a *request.Ask) { a.Reason = " \n" }), 0, request.ErrMissing},
		{"no address", annual(func(a *request.Ask) { a.Address = "" }), 0, request.ErrMissing},
		{"no phone", annual(func(a *request.Ask) { a.Phone = "" }), 0, request.ErrMissing},
		{"500 characters of reason", annual(func(a *request.Ask) { a.Reason = strings.Repeat("é", 500) }), 5, nil},
		{"501 characters of reason", annual(func(a *request.Ask) { a.Reason = strings.Repeat("é", 501) }), 0, request.ErrTooLong},
		{"six files", annual(files(6)), 0, request.ErrTooManyFiles},
		{"one file six times", annual(func(a *request.Ask) { a.Files = make([]document.File, 6) }), 5, nil},
		{"CLTN is not taken (PP 11/2017 art. 337)", annual(func(a *request.Ask) { a.Leave = leave.Unpaid }), 0, leave.ErrUnpaid},
		{"no kind of leave", annual(func(a *request.Ask) { a.Leave = "" }), 0, leave.ErrNoSuchType},
		{"sick since the Wednesday before (afterwards: 3 working days)", sick(func(a *request.Ask) {
			a.Period = days(day(2026, time.November, 4), day(2026, time.November, 10))
		}), 5, nil},
		{"sick since the Tuesday before", sick(func(a *request.Ask) {
			a.Period = days(day(2026, time.November, 3), day(2026, time.November, 10))
		}), 0, &leave.StartError{}},
		{"sick without a letter (III.C)", func() request.Ask { a := sick(); a.Files = nil; return a }(), 0, &leave.DocumentError{}},
		{"a fourth child (III.D)", annual(func(a *request.Ask) { a.Leave, a.Child = leave.Maternity, 4 }), 0, &leave.ChildError{}},
		{"long leave of three months (III.B)", annual(func(a *request.Ask) {
			a.Leave, a.Period = leave.Long, days(day(2026, time.November, 16), day(2027, time.February, 15))
		}), 66, nil},
		{"long leave of three months and a day", annual(func(a *request.Ask) {
			a.Leave, a.Period = leave.Long, days(day(2026, time.November, 16), day(2027, time.February, 16))
		}), 0, &leave.LengthError{}},

		{"to come late tomorrow", late(), 1, nil},
		{"to come late today", late(period(9, 9)), 1, nil},
		{"to come late yesterday", late(period(8, 8)), 0, request.ErrPast},
		{"to come late on two days", late(period(12, 13)), 0, request.ErrOneDay},
		{"to come late without hours", late(hours(0, 0)), 0, request.ErrHours},
		{"to come late, past midnight", late(hours(23*60, 25*60)), 0, request.ErrHours},
		{"to come late on a day off", late(period(11, 11)), 0, request.ErrNoWorkingDay},
		{"not to come in on three days", late(period(10, 12), func(a *request.Ask) { a.Permit = request.Absent }), 3, nil},
		{"no kind of permission", late(func(a *request.Ask) { a.Permit = "" }), 0, request.ErrKind},
		{"no kind of request", late(func(a *request.Ask) { a.Kind = "RAPAT" }), 0, request.ErrKind},

		{"a journey with a colleague", travel(), 2, nil},
		{"a journey without a vehicle", travel(func(a *request.Ask) { a.Trip.Vehicle = "" }), 0, request.ErrMissing},
		{"a journey without a budget line", travel(func(a *request.Ask) { a.Trip.Budget = "" }), 2, nil},
		{"a journey with oneself", travel(people(wayan)), 0, request.ErrPerson},
		{"a journey with somebody twice", travel(people(luh, luh)), 0, request.ErrPerson},
		{"a journey with nobody's number", travel(people(999)), 0, request.ErrPerson},
		{"a journey of twenty-two", travel(people(make([]staff.EmployeeID, 21)...)), 0, request.ErrTooManyPeople},
		{"a journey on a Sunday", travel(period(15, 15)), 1, nil},

		{"two hours", overtime(), 1, nil},
		{"one full hour", overtime(hours(17*60, 18*60)), 1, nil},
		{"less than a full hour", overtime(hours(17*60, 18*60-1)), 0, request.ErrOvertime},
		{"three hours", overtime(hours(17*60, 20*60)), 1, nil},
		{"more than three hours", overtime(hours(17*60, 20*60+1)), 0, request.ErrOvertime},
		{"in working hours", overtime(hours(15*60, 17*60)), 0, request.ErrWorkingHours},
		{"on a Friday afternoon", overtime(period(13, 13), hours(15*60, 17*60)), 1, nil},
		{"on a Sunday morning", overtime(period(15, 15), hours(9*60, 11*60)), 1, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			o := open()
			plan, err := o.Plan(t.Context(), actor(o.line, wayan), desk, tt.ask)
			if !fits(err, tt.want) || plan.Days != tt.days {
				t.Errorf("planned: got %d days, %v; want %d, %v", plan.Days, err, tt.days, tt.want)
			}
			sendAsPlanned(t, o, tt.ask, plan, tt.want)
		})
	}
}

// sendAsPlanned sees that what is sent becomes what was planned, or is refused
// with the same error and leaves nothing behind.
func sendAsPlanned(t *testing.T, o office, a request.Ask, plan request.Plan, want error) {
	t.Helper()
	view, err := o.Send(t.Context(), actor(o.line, wayan), desk, a, "")
	if !fits(err, want) {
		t.Errorf("sent: got %v, want %v", err, want)
	}
	if err != nil {
		same(t, "kept or told", len(o.requests)+len(o.told), 0)
		return
	}
	same(t, "state", view.State, request.Waiting)
	same(t, "days", view.Days, plan.Days)
	same(t, "charges", view.Charges, plan.Charges)
}

// fits reports whether an error is the one that is wanted, or of its type.
func fits(err, want error) bool {
	kinds := []func(error) bool{
		func(err error) bool { return errors.As(err, new(*leave.QuotaError)) },
		func(err error) bool { return errors.As(err, new(*leave.StartError)) },
		func(err error) bool { return errors.As(err, new(*leave.DocumentError)) },
		func(err error) bool { return errors.As(err, new(*leave.ChildError)) },
		func(err error) bool { return errors.As(err, new(*leave.LengthError)) },
	}
	if i := slices.IndexFunc(kinds, func(is func(error) bool) bool { return is(want) }); i >= 0 {
		return kinds[i](err)
	}
	return errors.Is(err, want)
}

func TestNobodyIsAtTwoPlaces(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		by     staff.EmployeeID // who asked first
		first  request.Ask
		second request.Ask // of Wayan
		want   error
	}{
		{"leave within leave", wayan, annual(), annual(period(18, 18)), request.ErrOverlap},
		{"leave from the day after", wayan, annual(period(16, 17)), annual(period(18, 18)), nil},
		{"leave on the last day", wayan, annual(period(16, 17)), annual(period(17, 18)), request.ErrOverlap},
		{"late on a day of leave", wayan, annual(period(10, 10)), late(), request.ErrOverlap},
		{"leave on a day of coming late", wayan, late(), annual(period(10, 10)), request.ErrOverlap},
		{"overtime on a day of coming late", wayan, late(), overtime(), nil},
		{"overtime on a day of leave", wayan, annual(period(10, 10)), overtime(), request.ErrOverlap},
		{"overtime within overtime", wayan, overtime(), overtime(hours(18*60, 19*60)), request.ErrOverlap},
		{"overtime after overtime", wayan, overtime(hours(17*60, 18*60)), overtime(hours(18*60, 19*60)), nil},
		{"a colleague's leave is no matter", luh, annual(), annual(), nil},
		{"a colleague on leave goes nowhere", luh, annual(), travel(), request.ErrOverlap},
		{"whoever goes along has no leave", luh, travel(people(wayan)), annual(), request.ErrOverlap},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			o := open()
			first := o.sent(t, tt.by, tt.first)
			_, err := o.Plan(t.Context(), actor(o.line, wayan), desk, tt.second)
			sameError(t, err, tt.want)
			if err == nil {
				return
			}
			overlap, ok := errors.AsType[*request.OverlapError](err)
			if !ok || overlap.With.Request != first.ID {
				t.Errorf("got %v, want the name of the first", err)
			}
			if _, err := o.Withdraw(t.Context(), actor(o.line, tt.by), first.ID); err != nil {
				t.Fatal(err)
			}
			_, err = o.Plan(t.Context(), actor(o.line, wayan), desk, tt.second)
			sameError(t, err, nil)
		})
	}
}

func TestWhatAColleagueIsAwayForIsNotTold(t *testing.T) {
	t.Parallel()
	for name, first := range map[string]request.Ask{"sick leave": sick(), "coming late": late()} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := open()
			o.sent(t, luh, first)
			_, err := o.Plan(t.Context(), actor(o.line, wayan), desk, travel(func(a *request.Ask) { a.Period = first.Period }, people(luh)))
			overlap, ok := errors.AsType[*request.OverlapError](err)
			if !ok || overlap.With.Employee != luh || overlap.With.Leave != "" || overlap.With.Permit != "" {
				t.Errorf("got %v, want who is away and when, and not what for", err)
			}
		})
	}
}

func TestOvertimeOfADayAndAWeekIsAddedUp(t *testing.T) {
	t.Parallel()
	o := open()
	o.sent(t, luh, overtime(period(9, 9), hours(17*60, 19*60)))
	refused := func(a request.Ask, who string, limit request.OvertimeLimit, minutes int) {
		t.Helper()
		_, err := o.Plan(t.Context(), actor(o.line, wayan), desk, a)
		beyond, ok := errors.AsType[*request.OvertimeError](err)
		if !ok || beyond.Name != who || beyond.Limit != limit || beyond.Minutes != minutes {
			t.Errorf("got %+v, %v", beyond, err)
		}
	}
	refused(overtime(period(9, 9), hours(19*60, 21*60), people(luh)), names()[luh], request.OvertimePerDay, 240)
	for d := 10; d <= 13; d++ {
		o.sent(t, luh, overtime(period(d, d), hours(17*60, 20*60)))
	}
	o.sent(t, wayan, overtime(period(16, 16), people(luh))) // the week after
	refused(overtime(period(15, 15), hours(9*60, 10*60), people(luh)), names()[luh], request.OvertimeAWeek, 15*60)
	o.sent(t, wayan, overtime(period(15, 15), hours(9*60, 10*60)))
}

func TestDaysAreReservedAsSoonAsTheyAreAskedFor(t *testing.T) {
	t.Parallel()
	o := open()
	first := o.sent(t, wayan, annual()) // 5 of 24
	plan, err := o.Plan(t.Context(), actor(o.line, wayan), desk, annual(period(23, 24)))
	if err != nil {
		t.Fatal(err)
	}
	same(t, "left for the next", plan.Balance[0].Total(), 19)
	same(t, "left as the first is shown", first.Balance[0].Total(), 24)
	rest := annual(func(a *request.Ask) { a.Period = days(day(2026, time.November, 23), day(2026, time.December, 18)) })
	_, err = o.Plan(t.Context(), actor(o.line, wayan), desk, rest)
	if short, ok := errors.AsType[*leave.QuotaError](err); !ok || short.Asked != 20 || short.Left != 19 {
		t.Errorf("got %v", err)
	}
	if _, err := o.Withdraw(t.Context(), actor(o.line, wayan), first.ID); err != nil {
		t.Fatal(err)
	}
	_, err = o.Plan(t.Context(), actor(o.line, wayan), desk, rest)
	sameError(t, err, nil)
}

func TestLeaveOverTheYearsEndIsChargedToBothYears(t *testing.T) {
	t.Parallel()
	o := open()
	v := o.sent(t, wayan, annual(func(a *request.Ask) {
		a.Period = days(day(2026, time.December, 30), day(2027, time.January, 4))
	}))
	spent := map[int]int{}
	for _, c := range v.Charges {
		spent[c.Year] += c.Days
	}
	same(t, "days by year", spent, map[int]int{2026: 2, 2027: 2})
	same(t, "balances shown", len(v.Balance), 2)
}

func TestWhoMayAskAtAll(t *testing.T) {
	t.Parallel()
	o := open()
	gone := actor(o.line, wayan)
	gone.Active = false
	for _, tt := range []struct {
		by   staff.Actor
		in   staff.PositionID
		want error
	}{
		{staff.Actor{Account: 7}, desk, staff.ErrUnknownAccount},
		{gone, desk, staff.ErrInactive},
		{actor(o.line, wayan), section, request.ErrNotYourPosition},
	} {
		_, err := o.Plan(t.Context(), tt.by, tt.in, annual())
		sameError(t, err, tt.want)
		_, err = o.Send(t.Context(), tt.by, tt.in, annual(), "")
		sameError(t, err, tt.want)
	}
}
