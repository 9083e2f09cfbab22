package account_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/gelis-bali/gelis/domain/account"
	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
)

const (
	mine   staff.AccountID = 70001
	oldOne staff.AccountID = 70002 // spoke for Ayu until now

	ayu     staff.EmployeeID = 11
	someone staff.EmployeeID = 12
)

var now = time.Date(2026, 2, 5, 3, 45, 0, 0, time.UTC)

func employee() staff.Employee {
	return staff.Employee{ID: ayu, NIP: "199003122015032001", Name: "Ni Made Ayu Wulandari", Kind: staff.PNS, Active: true}
}

func inactive() staff.Employee {
	e := employee()
	e.Active = false
	return e
}

func code(e staff.Employee, age time.Duration) *account.Code {
	return &account.Code{Employee: e, Issued: now.Add(-age)}
}

func used(c *account.Code) *account.Code {
	c.Used = now.Add(-time.Minute)
	return c
}

func of(id staff.EmployeeID) notify.Subject {
	return notify.Subject{Kind: notify.SubjectEmployee, ID: int64(id)}
}

// refused is the audit line of a try for somebody, or for nobody that is known.
func refused(subject notify.Subject, reason string) []audit.Entry {
	return []audit.Entry{{
		At: now, Account: mine, Action: audit.LinkFailed, Subject: subject, Facts: map[string]string{"reason": reason},
	}}
}

func linked(way string) audit.Entry {
	return audit.Entry{At: now, Actor: ayu, Account: mine, Action: audit.LinkMade, Subject: of(ayu), Facts: map[string]string{"way": way}}
}

func unlinked(e staff.EmployeeID, a staff.AccountID, why string) audit.Entry {
	return audit.Entry{At: now, Actor: e, Account: a, Action: audit.LinkRemoved, Subject: of(e), Facts: map[string]string{"why": why}}
}

// toOldOne is what the account is told that spoke for Ayu until now.
func toOldOne() []notify.Message {
	return []notify.Message{{
		Key: fmt.Sprintf("account.replaced:11:70002:%d", now.UnixMicro()), To: notify.Recipient{Account: oldOne},
		Kind: notify.AccountReplaced, Class: notify.Ask, Subject: of(ayu),
	}}
}

// whole is who was linked before, and what linking Ayu then brings about.
type whole struct {
	name             string
	replaced         staff.AccountID
	former           staff.EmployeeID
	ends             []audit.Entry
	messages         []notify.Message
	nothingByContact bool
}

func before() []whole {
	return []whole{
		{name: "nobody was linked"},
		{name: "Ayu had another account", replaced: oldOne, ends: []audit.Entry{unlinked(ayu, oldOne, "replaced")}, messages: toOldOne()},
		{name: "the account spoke for somebody else", former: someone, ends: []audit.Entry{unlinked(someone, mine, "moved")}},
		{
			name: "both", replaced: oldOne, former: someone,
			ends: []audit.Entry{unlinked(ayu, oldOne, "replaced"), unlinked(someone, mine, "moved")}, messages: toOldOne(),
		},
		{name: "the account spoke for Ayu already", replaced: mine, former: ayu, nothingByContact: true},
	}
}

func TestAGoodTryLinksTheAccountAndEndsEarlierLinks(t *testing.T) {
	t.Parallel()
	for _, tt := range before() {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			facts := account.Facts{Code: code(employee(), time.Hour), Employee: employee(), Replaced: tt.replaced, Former: tt.former}
			want := account.Decision{Link: ayu, Audit: append([]audit.Entry{linked("code")}, tt.ends...), Messages: tt.messages}
			got, err := facts.ByCode(mine, now)
			check(t, got, err, want, nil)
			want.Audit = append([]audit.Entry{linked("contact")}, tt.ends...)
			if tt.nothingByContact {
				want = account.Decision{}
			}
			got, err = facts.ByContact("2001", mine, now)
			check(t, got, err, want, nil)
		})
	}
}

func TestCodes(t *testing.T) {
	t.Parallel()
	good := code(employee(), time.Hour)
	justInTime := account.Decision{Link: ayu, Audit: []audit.Entry{linked("code")}}
	failed := func(subject notify.Subject, reason string) account.Decision {
		return account.Decision{Failed: true, Audit: refused(subject, reason)}
	}
	tests := []struct {
		name  string
		facts account.Facts
		want  account.Decision
		err   error
	}{
		{"one that was never issued", account.Facts{}, failed(notify.Subject{}, "unknown"), account.ErrCodeUnknown},
		{"a microsecond before it expires", account.Facts{Code: code(employee(), 24*time.Hour-time.Microsecond)}, justInTime, nil},
		{"exactly a day old", account.Facts{Code: code(employee(), 24*time.Hour)}, failed(of(ayu), "expired"), account.ErrCodeExpired},
		{"a year old", account.Facts{Code: code(employee(), 8760*time.Hour)}, failed(of(ayu), "expired"), account.ErrCodeExpired},
		{"of somebody who has left", account.Facts{Code: code(inactive(), 0)}, failed(of(ayu), "inactive"), staff.ErrInactive},
		{"used by somebody else", account.Facts{Code: used(code(employee(), 0)), Replaced: oldOne}, failed(of(ayu), "used"), account.ErrCodeUsed},
		{
			"used by an account that speaks for another",
			account.Facts{Code: used(code(employee(), 0)), Former: someone},
			failed(of(ayu), "used"), account.ErrCodeUsed,
		},
		{
			"used by this very account, opened again",
			account.Facts{Code: used(code(employee(), 0)), Replaced: mine, Former: ayu},
			account.Decision{},
			nil,
		},
		{
			"used by this very account, a year ago",
			account.Facts{Code: used(code(employee(), 8760*time.Hour)), Replaced: mine, Former: ayu},
			account.Decision{},
			nil,
		},
		{"after four failures", account.Facts{Code: good, Failures: 4}, justInTime, nil},
		{"after five failures the office opens the lock with a code", account.Facts{Code: good, Failures: 5}, justInTime, nil},
		{"unknown, after six failures", account.Facts{Failures: 6}, account.Decision{Audit: refused(notify.Subject{}, "too_many")}, account.ErrTooManyTries},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, err := tt.facts.ByCode(mine, now)
			check(t, got, err, tt.want, tt.err)
		})
	}
}

func TestContacts(t *testing.T) {
	t.Parallel()
	noMatch := account.Decision{Failed: true, Audit: refused(of(ayu), "no_match")}
	withoutNIP := employee()
	withoutNIP.NIP = ""
	withoutID := employee()
	withoutID.ID = 0
	tests := []struct {
		name  string
		facts account.Facts
		end   string
		want  account.Decision
		err   error
	}{
		{"number and end are right", account.Facts{Employee: employee()}, "2001", account.Decision{Link: ayu, Audit: []audit.Entry{linked("contact")}}, nil},
		{"the end is another's", account.Facts{Employee: employee()}, "2002", noMatch, account.ErrNoMatch},
		{"the end is too short", account.Facts{Employee: employee()}, "001", noMatch, account.ErrNoMatch},
		{"the whole NIP", account.Facts{Employee: employee()}, "199003122015032001", noMatch, account.ErrNoMatch},
		{"no end", account.Facts{Employee: employee()}, "", noMatch, account.ErrNoMatch},
		{"no end for no NIP", account.Facts{Employee: withoutNIP}, "", noMatch, account.ErrNoMatch},
		{"a number of nobody", account.Facts{}, "2001", account.Decision{Failed: true, Audit: refused(notify.Subject{}, "no_match")}, account.ErrNoMatch},
		{"a number of nobody, and no end", account.Facts{}, "", account.Decision{Failed: true, Audit: refused(notify.Subject{}, "no_match")}, account.ErrNoMatch},
		{"a record without an id", account.Facts{Employee: withoutID}, "2001", account.Decision{Failed: true, Audit: refused(notify.Subject{}, "no_match")}, account.ErrNoMatch},
		{"somebody who has left is not told apart", account.Facts{Employee: inactive()}, "2001", noMatch, account.ErrNoMatch},
		{"somebody else's end while linked", account.Facts{Employee: employee(), Former: ayu, Replaced: mine}, "2002", noMatch, account.ErrNoMatch},
		{"after four failures", account.Facts{Employee: employee(), Failures: 4}, "2001", account.Decision{Link: ayu, Audit: []audit.Entry{linked("contact")}}, nil},
		{"after five failures", account.Facts{Employee: employee(), Failures: 5}, "2001", account.Decision{Audit: refused(of(ayu), "too_many")}, account.ErrTooManyTries},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, err := tt.facts.ByContact(tt.end, mine, now)
			check(t, got, err, tt.want, tt.err)
		})
	}
}

func check(t *testing.T, got account.Decision, err error, want account.Decision, wantErr error) {
	t.Helper()
	if !errors.Is(err, wantErr) {
		t.Errorf("error: got %v, want %v", err, wantErr)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("decision (-want +got):\n%s", diff)
	}
}
