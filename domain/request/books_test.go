package request_test

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/leave"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/request"
	"github.com/gelis-bali/gelis/domain/staff"
)

func TestAStatementSaysWhatTheBooksHave(t *testing.T) {
	t.Parallel()
	o := open(func(k *cabinet) {
		k.entries[wayan] = []request.Booking{
			{Entry: leave.Entry{Year: 2023, Kind: leave.Opening, Days: 12}},
			{Entry: leave.Entry{Year: 2026, Kind: leave.Correction, Days: -2}, Reason: "Salah catat"},
		}
	})
	id := o.sent(t, wayan, annual()).ID
	for _, tt := range []struct {
		who staff.EmployeeID
		nip staff.NIP
	}{{wayan, ""}, {gunung, nipOf(wayan)}} {
		s, err := o.Statement(t.Context(), actor(o.line, tt.who), tt.nip, 2026)
		if err != nil {
			t.Fatal(err)
		}
		same(t, "employee", s.Employee.ID, wayan)
		same(t, "entries of three years", len(s.Entries), 1)
		same(t, "requests", []request.ID{s.Requests[0].ID}, []request.ID{id})
		same(t, "taken", s.Taken, 5)
		same(t, "balance", s.Balance, o.books(wayan, 0).Record().Balance(2026))
	}
}

func TestBooksAreForTheOwnerAndThePersonnelOfficeOfTheUnit(t *testing.T) {
	t.Parallel()
	o := open()
	elsewhere := actor(o.line, putu)
	elsewhere.Grants = []staff.Grant{{Role: staff.Personnel, UnitID: otherUnit, Covers: []staff.UnitID{otherUnit}}}
	gone := actor(o.line, gunung)
	gone.Active = false
	for i, tt := range []struct {
		by   staff.Actor
		want error
	}{
		{actor(o.line, gunung), nil},
		{actor(o.line, rai), staff.ErrNotAllowed},
		{elsewhere, staff.ErrNotAllowed},
		{gone, staff.ErrInactive},
	} {
		_, err := o.Statement(t.Context(), tt.by, nipOf(wayan), 2026)
		sameError(t, err, tt.want)
		err = o.Correct(t.Context(), tt.by, nipOf(wayan), 2026, 1, "Salah catat", "draft-"+strconv.Itoa(i))
		sameError(t, err, tt.want)
		_, err = o.Statements(t.Context(), tt.by, bureau, 2026)
		if (err == nil) != (tt.want == nil) {
			t.Errorf("all of the unit: %v", err)
		}
	}
	_, err := o.Statement(t.Context(), actor(o.line, gunung), "nobody", 2026)
	sameError(t, err, staff.ErrNoSuchEmployee)
	all, err := o.Statements(t.Context(), actor(o.line, gunung), bureau, 2026)
	if err != nil || len(all) < 4 || all[0].Year != 2026 {
		t.Errorf("got %d statements, %v", len(all), err)
	}
}

func TestACorrectionIsEnteredOnceAndTold(t *testing.T) {
	t.Parallel()
	o := open()
	for range 2 {
		if err := o.Correct(t.Context(), actor(o.line, gunung), nipOf(wayan), 2026, -3, " Salah catat ", "draft-1"); err != nil {
			t.Fatal(err)
		}
	}
	same(t, "entered", o.entries[wayan], []request.Booking{{
		Entry: leave.Entry{Year: 2026, Kind: leave.Correction, Days: -3}, Reason: "Salah catat", By: names()[gunung], At: at(monday(), 9, 0),
	}})
	same(t, "told", o.news(), []string{"leave.corrected > I Wayan Suta"})
	e := o.saved[0].Audit[0]
	same(t, "audited", []any{e.Action, e.Actor, e.Subject, e.Facts}, []any{
		audit.LeaveCorrected, gunung, notify.Subject{Kind: notify.SubjectEmployee, ID: int64(wayan)}, map[string]string{"year": "2026", "days": "-3"},
	})
}

func TestWhatIsNoCorrection(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name       string
		of         staff.EmployeeID
		year, days int
		reason     string
		want       error
	}{
		{"the own books", gunung, 2026, 3, "Salah catat", staff.ErrNotAllowed},
		{"no days", wayan, 2026, 0, "Salah catat", request.ErrCorrection},
		{"25 days", wayan, 2026, 25, "Salah catat", request.ErrCorrection},
		{"24 days", wayan, 2026, -24, "Salah catat", nil},
		{"three years ago", wayan, 2023, 1, "Salah catat", request.ErrCorrection},
		{"two years ago", wayan, 2024, 1, "Salah catat", nil},
		{"the year after the next", wayan, 2028, 1, "Salah catat", request.ErrCorrection},
		{"no reason", wayan, 2026, 1, " ", request.ErrReasonMissing},
		{"a long reason", wayan, 2026, 1, strings.Repeat("a", 501), request.ErrTooLong},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			o := open()
			by := actor(o.line, gunung)
			err := o.Correct(t.Context(), by, nipOf(tt.of), tt.year, tt.days, tt.reason, "draft-1")
			if tt.of == gunung { // of a unit of their own
				by.Grants[0].Covers = append(by.Grants[0].Covers, o.books(gunung, 0).Employee.Unit)
				tt.want = request.ErrOwnBooks
				err = o.Correct(t.Context(), by, nipOf(tt.of), tt.year, tt.days, tt.reason, "draft-2")
			}
			sameError(t, err, tt.want)
			same(t, "entered", len(o.entries[tt.of]) == 1, tt.want == nil)
		})
	}
}

func TestWhoSeesWhoIsAway(t *testing.T) {
	t.Parallel()
	o := open()
	o.sent(t, wayan, annual())
	gone := actor(o.line, rai)
	gone.Active = false
	week := days(day(2026, time.November, 20), day(2026, time.November, 30))
	for _, tt := range []struct {
		by   staff.Actor
		want error
	}{
		{actor(o.line, rai), nil},
		{actor(o.line, gunung), nil},
		{actor(o.line, luh), staff.ErrNotAllowed},
		{actor(o.line, dewa), staff.ErrNotAllowed},
		{gone, staff.ErrInactive},
		{staff.Actor{}, staff.ErrUnknownAccount},
	} {
		away, err := o.Desk.Away(t.Context(), tt.by, bureau, week)
		sameError(t, err, tt.want)
		if err == nil && (len(away) != 1 || away[0].Employee != wayan) {
			t.Errorf("got %+v", away)
		}
	}
	own, err := o.Own(t.Context(), actor(o.line, wayan), week)
	same(t, "own", []any{len(own), err}, []any{1, error(nil)})
	own, err = o.Own(t.Context(), actor(o.line, wayan), days(day(2026, time.November, 21), day(2026, time.November, 30)))
	same(t, "own, later", []any{len(own), err}, []any{0, error(nil)})
	balance, err := o.Balance(t.Context(), actor(o.line, wayan), 2026)
	same(t, "balance", []any{balance.Total(), err}, []any{19, error(nil)})
}
