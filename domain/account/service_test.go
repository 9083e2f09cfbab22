package account_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/gelis-bali/gelis/domain/account"
	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
)

const (
	dinas   staff.UnitID = 10
	bidang  staff.UnitID = 11 // below dinas
	another staff.UnitID = 20
)

// book keeps what the service asked for.
type book struct {
	facts    account.Facts
	employee staff.Employee
	units    []staff.UnitID
	broken   error

	try      account.Try
	decision account.Decision
	unlinked staff.AccountID
	codeFor  staff.EmployeeID
	hash     account.CodeHash
	line     audit.Entry
	refused  []audit.Entry
}

func (b *book) UpdateLink(_ context.Context, t account.Try, decide func(account.Facts) (account.Decision, error)) error {
	if b.broken != nil {
		return b.broken
	}
	var err error
	b.try = t
	b.decision, err = decide(b.facts)
	return err
}

func (b *book) Unlink(_ context.Context, a staff.AccountID, line audit.Entry) error {
	b.unlinked, b.line = a, line
	return b.broken
}

func (b *book) EmployeeByNIP(_ context.Context, nip staff.NIP) (staff.Employee, []staff.UnitID, error) {
	if nip != b.employee.NIP {
		return staff.Employee{}, nil, staff.ErrNoSuchEmployee
	}
	return b.employee, b.units, nil
}

func (b *book) AddCode(_ context.Context, e staff.EmployeeID, hash account.CodeHash, line audit.Entry) error {
	b.codeFor, b.hash, b.line = e, hash, line
	return b.broken
}

func (b *book) RecordAudit(_ context.Context, e audit.Entry) error {
	b.refused = append(b.refused, e)
	return b.broken
}

func serve(b *book) *account.Service {
	return account.NewService(b, func() time.Time { return now })
}

func TestATryIsJudgedByWhatWasOffered(t *testing.T) {
	t.Parallel()
	b := &book{facts: account.Facts{Code: code(employee(), time.Hour), Employee: employee()}}
	since := now.Add(-24 * time.Hour)
	if err := serve(b).LinkByCode(t.Context(), mine, "abc"); err != nil {
		t.Fatal(err)
	}
	same(t, b.try, account.Try{Account: mine, Code: account.Secret("abc").Hash(), Since: since})
	same(t, b.decision.Link, ayu)
	if err := serve(b).LinkByContact(t.Context(), mine, "6281234567890", "2001"); err != nil {
		t.Fatal(err)
	}
	same(t, b.try, account.Try{Account: mine, Phone: "6281234567890", Since: since})
	if err := serve(b).LinkByContact(t.Context(), mine, "6281234567890", "0000"); !errors.Is(err, account.ErrNoMatch) || !b.decision.Failed {
		t.Errorf("got %v, %v", err, b.decision)
	}
	b.facts.Code = nil
	if err := serve(b).LinkByCode(t.Context(), mine, "abc"); !errors.Is(err, account.ErrCodeUnknown) {
		t.Errorf("got %v", err)
	}
}

func TestUnlinkingIsNoted(t *testing.T) {
	t.Parallel()
	b := &book{}
	if err := serve(b).Unlink(t.Context(), staff.Actor{Employee: employee(), Account: mine}); err != nil {
		t.Fatal(err)
	}
	same(t, b.unlinked, mine)
	same(t, b.line, unlinked(ayu, mine, "own_wish"))
}

func officer(r staff.Role, covers ...staff.UnitID) staff.Actor {
	return staff.Actor{
		Employee: staff.Employee{ID: 90, Name: "I Wayan Sukarta", Active: true}, Account: 70090,
		Grants: []staff.Grant{{Role: r, UnitID: covers[0], Covers: covers}},
	}
}

func TestCodesAreIssuedByThePersonnelOfficeOfTheUnit(t *testing.T) {
	t.Parallel()
	left := officer(staff.Personnel, dinas)
	left.Active = false
	tests := []struct {
		name     string
		by       staff.Actor
		employee staff.Employee
		units    []staff.UnitID
		want     error
	}{
		{"personnel office of the unit", officer(staff.Personnel, dinas), employee(), []staff.UnitID{dinas}, nil},
		{"personnel office of the unit above", officer(staff.Personnel, dinas, bidang), employee(), []staff.UnitID{bidang}, nil},
		{"personnel office of the unit of a second position", officer(staff.Personnel, dinas), employee(), []staff.UnitID{another, dinas}, nil},
		{"personnel office of another unit", officer(staff.Personnel, another), employee(), []staff.UnitID{dinas}, account.ErrOutsideUnit},
		{"personnel office, for somebody without a position", officer(staff.Personnel, dinas), employee(), nil, account.ErrOutsideUnit},
		{"admin, for everybody", officer(staff.Admin, another), employee(), []staff.UnitID{dinas}, nil},
		{"admin, for somebody without a position", officer(staff.Admin, another), employee(), nil, nil},
		{"clerk of the unit", officer(staff.Clerk, dinas), employee(), []staff.UnitID{dinas}, staff.ErrNotAllowed},
		{"a colleague", staff.Actor{Employee: staff.Employee{ID: 91, Active: true}}, employee(), []staff.UnitID{dinas}, staff.ErrNotAllowed},
		{"a stranger", staff.Actor{Account: 99}, employee(), []staff.UnitID{dinas}, staff.ErrNotAllowed},
		{"an officer who has left", left, employee(), []staff.UnitID{dinas}, staff.ErrNotAllowed},
		{"for somebody who has left", officer(staff.Personnel, dinas), inactive(), []staff.UnitID{dinas}, account.ErrHasLeft},
		{"for somebody who has left, by an admin", officer(staff.Admin, dinas), inactive(), nil, account.ErrHasLeft},
		{"personnel office of another unit, for somebody who has left", officer(staff.Personnel, another), inactive(), []staff.UnitID{dinas}, account.ErrOutsideUnit},
		{"for nobody", officer(staff.Admin, dinas), staff.Employee{NIP: "x"}, nil, staff.ErrNoSuchEmployee},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			b := &book{employee: tt.employee, units: tt.units}
			secret, e, err := serve(b).IssueCode(t.Context(), tt.by, employee().NIP)
			if !errors.Is(err, tt.want) {
				t.Fatalf("got %v, want %v", err, tt.want)
			}
			if err != nil {
				same(t, secret.Reveal()+string(b.hash), "")
				return
			}
			same(t, e, employee())
			same(t, b.hash, secret.Hash())
			same(t, b.codeFor, ayu)
			same(t, b.line, audit.Entry{At: now, Actor: 90, Account: 70090, Action: audit.LinkCodeIssued, Subject: of(ayu)})
		})
	}
}

func TestWhoMayNotIssueACodeIsNoted(t *testing.T) {
	t.Parallel()
	line := func(by staff.Actor, reason string) audit.Entry {
		return audit.Entry{
			At: now, Actor: by.ID, Account: by.Account, Action: audit.ActionRefused, Subject: of(ayu),
			Facts: map[string]string{"action": "issue_code", "reason": reason},
		}
	}
	clerk, elsewhere, admin := officer(staff.Clerk, dinas), officer(staff.Personnel, another), officer(staff.Admin, dinas)
	unasked := line(clerk, "not_allowed")
	unasked.Subject = notify.Subject{}
	tests := []struct {
		name     string
		by       staff.Actor
		employee staff.Employee
		want     []audit.Entry
	}{
		{"no officer", clerk, employee(), []audit.Entry{unasked}},
		{"another unit's officer", elsewhere, employee(), []audit.Entry{line(elsewhere, "outside_unit")}},
		{"for somebody who has left", admin, inactive(), []audit.Entry{line(admin, "inactive")}},
		{"a code was issued", admin, employee(), nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			b := &book{employee: tt.employee, units: []staff.UnitID{dinas}}
			_, _, err := serve(b).IssueCode(t.Context(), tt.by, employee().NIP)
			if (err != nil) != (tt.want != nil) {
				t.Errorf("got %v", err)
			}
			same(t, b.refused, tt.want)
		})
	}
}

func TestACodeThatWasNotKeptIsNotHandedOut(t *testing.T) {
	t.Parallel()
	b := &book{employee: employee(), broken: errors.New("the database is away")}
	secret, _, err := serve(b).IssueCode(t.Context(), officer(staff.Admin, dinas), employee().NIP)
	if !errors.Is(err, b.broken) || secret != "" {
		t.Errorf("got %q, %v", secret.Reveal(), err)
	}
	for name, err := range map[string]error{
		"code":    serve(b).LinkByCode(t.Context(), mine, "abc"),
		"contact": serve(b).LinkByContact(t.Context(), mine, "62812", "2001"),
		"unlink":  serve(b).Unlink(t.Context(), staff.Actor{Account: mine}),
	} {
		if !errors.Is(err, b.broken) {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

func same[T any](t *testing.T, got, want T) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
