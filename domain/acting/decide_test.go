package acting_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/gelis-bali/gelis/domain/acting"
	"github.com/gelis-bali/gelis/domain/staff"
)

func TestWhoAndWhen(t *testing.T) {
	t.Parallel()
	today, friday := day(time.November, 23), day(time.November, 27)
	gone := facts()
	gone.Deputy.Active = false
	ended := acting.Term{Employee: holderID, As: staff.Definitive, From: day(time.January, 2), Until: day(time.November, 23)}
	tests := []struct {
		name  string
		by    string
		facts acting.Facts
		order acting.Order
		want  error
	}{
		{"a Plh from tomorrow", "holder", facts(), order(), nil},
		{"a Plh from today, for a day", "holder", facts(), order(days(today, today)), nil},
		{"a Plh from yesterday", "holder", facts(), order(days(day(time.November, 22), friday)), acting.ErrPast},
		{"a last day before the first", "holder", facts(), order(days(friday, today)), acting.ErrBackwards},
		{"no days", "holder", facts(), acting.Order{Position: head, Deputy: deputyID, As: staff.Plh}, acting.ErrBackwards},
		{"three months", "holder", facts(), order(days(today, day(time.November+3, 22))), nil},
		{"three months and a day", "holder", facts(), order(days(today, day(time.November+3, 23))), &acting.TooLongError{Until: day(time.November+3, 22)}},
		{"neither Plh nor Plt", "personnel of the unit", facts(), order(func(o *acting.Order) { o.As = staff.Definitive }), acting.ErrCapacity},

		{"a deputy who has left", "holder", gone, order(), acting.ErrDeputyLeft},
		{"the holder", "personnel of the unit", facts(definitive(deputyID)), order(), acting.ErrDeputyHolds},
		{
			"the holder who goes before it begins", "personnel of the unit",
			facts(definitive(holderID), acting.Term{Employee: deputyID, As: staff.Definitive, From: day(time.January, 2), Until: today}), order(), nil,
		},
		{
			"who acts already", "holder", facts(definitive(holderID), acts(deputyID, staff.Plh, today, day(time.November, 24))), order(),
			&acting.ActsError{Term: acts(deputyID, staff.Plh, today, day(time.November, 24))},
		},
		{"who acted until the day before", "holder", facts(definitive(holderID), acts(deputyID, staff.Plh, today, today)), order(), nil},
		{"who will act from the day after", "holder", facts(definitive(holderID), acts(deputyID, staff.Plh, day(time.November, 28), day(time.November, 30))), order(), nil},
		{"beside somebody else who acts", "holder", facts(definitive(holderID), acts(4, staff.Plh, today, friday)), order(), nil},
		{"oneself", "personnel as the deputy", facts(), order(), acting.ErrSelf},

		{"a Plh where nobody can be away", "personnel of the unit", noTerms(), order(), acting.ErrVacant},
		{"a Plh where the holder has gone by then", "personnel of the unit", facts(ended), order(), acting.ErrVacant},
		{
			"a Plh before the holder comes", "personnel of the unit",
			facts(acting.Term{Employee: holderID, As: staff.Definitive, From: friday}), order(), acting.ErrVacant,
		},
		{"a Plh for a Plt", "personnel of the unit", facts(acts(4, staff.Plt, today, friday)), order(), acting.ErrVacant},
		{"a Plt for a vacant position", "personnel of the unit", noTerms(), order(plt), nil},
		{"a Plt where the holder has gone by then", "personnel of the unit", facts(ended), order(plt), nil},
		{"a Plt where somebody holds it", "personnel of the unit", facts(), order(plt), &acting.HeldError{Term: definitive(holderID)}},
		{
			"a Plt where somebody is going to hold it", "personnel of the unit",
			facts(acting.Term{Employee: holderID, As: staff.Definitive, From: friday}), order(plt),
			&acting.HeldError{Term: acting.Term{Employee: holderID, As: staff.Definitive, From: friday}},
		},
		{
			"a Plt where somebody is going to hold it the day after", "personnel of the unit",
			facts(acting.Term{Employee: holderID, As: staff.Definitive, From: friday.AddDays(1)}), order(plt), nil,
		},
		{"a Plt by the holder", "holder", facts(), order(plt), acting.ErrOnlyPersonnel},
	}
	all := people()
	all["personnel as the deputy"] = granted(actor(employee(deputyID, "Ni Made Ratna")), staff.Personnel, bureau)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			a, d, err := tt.facts.Appoint(tt.order, all[tt.by], clock())
			wantError(t, err, tt.want)
			if err != nil {
				if diff := cmp.Diff(acting.Appointment{}, a); diff != "" || len(d.Messages)+len(d.Audit) > 0 {
					t.Errorf("refused, but: %s %+v", diff, d)
				}
				return
			}
			want := acting.Appointment{
				ID: 55, Position: position(), Deputy: tt.facts.Deputy, As: tt.order.As, From: tt.order.From, Until: tt.order.Until,
				By: all[tt.by].ID, At: clock().Now(),
			}
			if diff := cmp.Diff(want, a); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// noTerms are the facts of a vacant position.
func noTerms() acting.Facts {
	f := facts()
	f.Terms = nil
	return f
}

// wantError compares an error with the wanted one and all that it tells.
func wantError(t *testing.T, got, want error) {
	t.Helper()
	if errors.Is(got, want) {
		return
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if got != nil && got.Error() == "" {
		t.Error("the error says nothing")
	}
}

func TestTypedErrorsAreFoundByTheirSentinels(t *testing.T) {
	t.Parallel()
	for err, sentinel := range map[error]error{
		&acting.ActsError{}: acting.ErrActs, &acting.HeldError{}: acting.ErrHeld, &acting.TooLongError{}: acting.ErrTooLong,
	} {
		if !errors.Is(err, sentinel) || errors.Is(err, acting.ErrOver) {
			t.Errorf("%v is not %v", err, sentinel)
		}
	}
}

func TestAnAppointmentOnADay(t *testing.T) {
	t.Parallel()
	a := appointment()
	revoked := appointment(func(a *acting.Appointment) { a.Revoked = true })
	tests := []struct {
		name string
		a    acting.Appointment
		day  int
		want acting.State
	}{
		{"the day before", a, 19, acting.Coming},
		{"the first day", a, 20, acting.InForce},
		{"the last day", a, 27, acting.InForce},
		{"the day after", a, 28, acting.Over},
		{"a revoked one", revoked, 19, acting.Over},
	}
	for _, tt := range tests {
		if got := tt.a.On(day(time.November, tt.day)); got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.name, got, tt.want)
		}
	}
}

func TestAnEarlyEndIsAnEndAtOnce(t *testing.T) {
	t.Parallel()
	today := day(time.November, 23)
	tests := []struct {
		name    string
		a       acting.Appointment
		until   int
		revoked bool
		want    error
	}{
		{"one that began on Friday ends with yesterday", appointment(), 22, false, nil},
		{"one that began yesterday ends with yesterday", appointment(from(today.AddDays(-1))), 22, false, nil},
		{"one that begins today is revoked", appointment(from(today)), 27, true, nil},
		{"one that begins tomorrow is revoked", appointment(from(today.AddDays(1))), 27, true, nil},
		{"one that is over stays as it is", appointment(func(a *acting.Appointment) { a.Until = today.AddDays(-1) }), 22, false, acting.ErrOver},
		{"one that was revoked stays as it is", appointment(func(a *acting.Appointment) { a.Revoked = true }), 27, true, acting.ErrOver},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			a, _, err := facts().End(tt.a, people()["holder"], clock())
			wantError(t, err, tt.want)
			if a.Until != day(time.November, tt.until) || a.Revoked != tt.revoked {
				t.Errorf("until %s, revoked %v", a.Until, a.Revoked)
			}
			if err == nil && (a.On(today) != acting.Over || a.EndedBy != holderID || !a.EndedAt.Equal(clock().Now())) {
				t.Errorf("got %+v", a)
			}
		})
	}
}
