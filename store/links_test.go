package store_test

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

// code issues a code for an employee.
func (o *office) code(nip staff.NIP) account.Secret {
	o.t.Helper()
	code, err := account.NewCode()
	if err == nil {
		line := audit.Entry{At: o.clock.Now(), Action: audit.LinkCodeIssued}
		err = o.AddCode(o.t.Context(), o.employee(nip), code.Hash(), line)
	}
	if err != nil {
		o.t.Fatalf("issue code: %v", err)
	}
	return code
}

func (o *office) accounts() *account.Service { return account.NewService(o.Store, o.clock.Now) }

// speaker is the account that speaks for an employee, 0 for none.
func (o *office) speaker(nip staff.NIP) int {
	o.t.Helper()
	return o.number("SELECT coalesce((SELECT account FROM link WHERE employee_id = $1), 0)", int64(o.employee(nip)))
}

func TestACodeLinksOnceAndReplacesTheOldAccount(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	o.link(nyoman, 7)
	o.link(putu, 8) // the account that is going to speak for Nyoman has spoken for Putu
	before := len(o.wholeAuditLog())
	code := o.code(nyoman)
	if err := o.accounts().LinkByCode(t.Context(), 8, code); err != nil {
		t.Fatal(err)
	}
	if o.speaker(nyoman) != 8 || o.speaker(putu) != 0 {
		t.Errorf("nyoman speaks by %d and putu by %d, want 8 and none", o.speaker(nyoman), o.speaker(putu))
	}
	want := []audit.Action{audit.LinkCodeIssued, audit.LinkMade, audit.LinkRemoved, audit.LinkRemoved}
	if diff := cmp.Diff(want, o.actions(before)); diff != "" {
		t.Errorf("audit log (-want +got):\n%s", diff)
	}
	if n := o.number("SELECT count(*) FROM notice WHERE kind = $1 AND account = 7", string(notify.AccountReplaced)); n != 1 {
		t.Errorf("the old account is told %d times, want once", n)
	}
	if err := o.accounts().LinkByCode(t.Context(), 9, code); !errors.Is(err, account.ErrCodeUsed) {
		t.Errorf("the code again, by somebody else: %v, want ErrCodeUsed", err)
	}
	if err := o.accounts().LinkByCode(t.Context(), 8, code); err != nil {
		t.Errorf("the code again, by the same account: %v, want nothing", err)
	}
}

func TestOfTwentyAccountsWithOneCodeOneIsLinked(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	code := o.code(nyoman)
	errs := atOnce(20, func(i int) error {
		return o.accounts().LinkByCode(t.Context(), staff.AccountID(100+i), code)
	})
	if n := succeeded(errs); n != 1 {
		t.Errorf("%d were linked, want 1", n)
	}
	for _, err := range errs {
		if err != nil && !errors.Is(err, account.ErrCodeUsed) && !errors.Is(err, account.ErrTooManyTries) {
			t.Errorf("somebody was refused with %v", err)
		}
	}
	o.wholeAuditLog()
}

func TestAccountsThatChangePlacesDoNotBlockEachOther(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	for range 10 {
		o.exec("DELETE FROM link")
		o.link(nyoman, 1)
		o.link(wayan, 2)
		codes := []account.Secret{o.code(wayan), o.code(nyoman)}
		for _, err := range atOnce(2, func(i int) error {
			return o.accounts().LinkByCode(t.Context(), staff.AccountID(1+i), codes[i])
		}) {
			if err != nil {
				t.Fatalf("link: %v", err)
			}
		}
		if o.speaker(wayan) != 1 || o.speaker(nyoman) != 2 {
			t.Fatalf("wayan speaks by %d and nyoman by %d, want 1 and 2", o.speaker(wayan), o.speaker(nyoman))
		}
	}
}

func TestFailedTriesCountAlsoWhenManyComeAtOnce(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	errs := atOnce(20, func(i int) error {
		return o.accounts().LinkByCode(t.Context(), 7, account.Secret(fmt.Sprint("guess ", i)))
	})
	unknown, tooMany := 0, 0
	for _, err := range errs {
		switch {
		case errors.Is(err, account.ErrCodeUnknown):
			unknown++
		case errors.Is(err, account.ErrTooManyTries):
			tooMany++
		}
	}
	if unknown != account.MaxFailures || tooMany != 20-account.MaxFailures {
		t.Errorf("%d were unknown and %d too many, want %d and the rest", unknown, tooMany, account.MaxFailures)
	}
	if err := o.accounts().LinkByCode(t.Context(), 7, o.code(nyoman)); err != nil {
		t.Errorf("a right code after that: %v, want a link", err)
	}
}

func TestTriesAboutOneEmployeeCountTogether(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	for i := range account.MaxFailures {
		err := o.accounts().LinkByContact(t.Context(), staff.AccountID(100+i), "6281234567804", "0000")
		if !errors.Is(err, account.ErrNoMatch) {
			t.Fatalf("a wrong end of the NIP: %v, want ErrNoMatch", err)
		}
	}
	err := o.accounts().LinkByContact(t.Context(), 200, "6281234567804", nyoman.Last4())
	if !errors.Is(err, account.ErrTooManyTries) {
		t.Errorf("another account after that: %v, want ErrTooManyTries", err)
	}
}

func TestATelephoneThatTwoShareIdentifiesNobody(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	if err := o.accounts().LinkByContact(t.Context(), 7, "6281234567804", nyoman.Last4()); err != nil {
		t.Fatalf("by an own number: %v", err)
	}
	o.exec("UPDATE employee SET phone = '6281234567804' WHERE nip = $1", string(putu))
	err := o.accounts().LinkByContact(t.Context(), 8, "6281234567804", putu.Last4())
	if !errors.Is(err, account.ErrNoMatch) {
		t.Errorf("by a shared number: %v, want ErrNoMatch", err)
	}
	// The other one has left: now it is clear whose it is.
	o.exec("UPDATE employee SET active = false WHERE nip = $1", string(nyoman))
	if err := o.accounts().LinkByContact(t.Context(), 8, "6281234567804", putu.Last4()); err != nil {
		t.Errorf("by a number that only one active person has: %v", err)
	}
}

func TestANewCodeEndsTheOneBefore(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	first, second := o.code(nyoman), o.code(nyoman)
	if err := o.accounts().LinkByCode(t.Context(), 7, first); !errors.Is(err, account.ErrCodeUnknown) {
		t.Errorf("the first: %v, want ErrCodeUnknown", err)
	}
	if err := o.accounts().LinkByCode(t.Context(), 7, second); err != nil {
		t.Errorf("the second: %v, want a link", err)
	}
}

func TestUnlinkingLeavesALineOnlyWhenThereWasALink(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	actor := o.actor(nyoman)
	for range 2 {
		if err := o.accounts().Unlink(t.Context(), actor); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff([]audit.Action{audit.LinkRemoved}, o.actions(1)); diff != "" {
		t.Errorf("audit log (-want +got):\n%s", diff)
	}
	if o.speaker(nyoman) != 0 {
		t.Error("the account still speaks for her")
	}
}

func TestLinkingSendsWhatWasKept(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	ask := notify.Message{Key: "ask", To: notify.ToEmployee(o.employee(nyoman)), Kind: notify.DispositionDone, Class: notify.Ask}
	old := notify.Message{Key: "old", To: ask.To, Kind: notify.DispositionReturned, Class: notify.Reminder}
	o.tell(ask, old)
	for _, id := range o.notices() {
		if _, ok, _, err := o.ClaimNotice(t.Context(), id, time.Minute); ok || err != nil {
			t.Fatalf("a notice to somebody without an account was claimed: %t, %v", ok, err)
		}
	}
	if diff := cmp.Diff([]string{"UNREACHABLE", "UNREACHABLE"}, o.texts("SELECT state FROM notice")); diff != "" {
		t.Fatalf("states (-want +got):\n%s", diff)
	}
	o.exec("DELETE FROM job")
	o.clock.advance(25 * time.Hour)
	if err := o.accounts().LinkByCode(t.Context(), 7, o.code(nyoman)); err != nil {
		t.Fatal(err)
	}
	states := o.texts("SELECT key || ' ' || state FROM notice ORDER BY key")
	if diff := cmp.Diff([]string{"ask PENDING", "old UNREACHABLE"}, states); diff != "" {
		t.Errorf("yesterday's reminder is history (-want +got):\n%s", diff)
	}
	if n := o.number("SELECT count(*) FROM job"); n != 1 {
		t.Errorf("%d jobs, want 1", n)
	}
}
