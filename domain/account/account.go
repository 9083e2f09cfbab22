// Package account decides which Telegram account speaks for which employee:
// linking by a one-time code from the personnel office or by the own telephone
// number with the end of the NIP, and unlinking.
package account

import (
	"errors"
	"fmt"
	"time"

	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
)

// Limits of linking (design section 8).
const (
	CodeLife    = 24 * time.Hour
	MaxFailures = 5              // within FailureSpan, for each account and for each employee
	FailureSpan = 24 * time.Hour // after which failed tries are forgotten
)

// Errors of linking.
var (
	// ErrCodeUnknown: the code was never issued, or was replaced by a newer one.
	ErrCodeUnknown = errors.New("link code is unknown")
	// ErrCodeExpired: the code is older than CodeLife.
	ErrCodeExpired = errors.New("link code has expired")
	// ErrCodeUsed: the code has linked an account already.
	ErrCodeUsed = errors.New("link code has been used")
	// ErrNoMatch: telephone number and NIP belong to no active employee
	// together. Which of the two is wrong is not told.
	ErrNoMatch = errors.New("phone and NIP do not match")
	// ErrNotOwnContact: somebody else's contact card was shared.
	ErrNotOwnContact = errors.New("contact is not the sender's own")
	// ErrTooManyTries: MaxFailures within FailureSpan.
	ErrTooManyTries = errors.New("too many failed tries")
	// ErrOutsideUnit: a code may be issued only for staff of the own unit.
	ErrOutsideUnit = errors.New("employee is outside the unit of the role")
	// ErrHasLeft: a code was asked for somebody who is not active. It matches
	// staff.ErrInactive, which by itself speaks of the actor.
	ErrHasLeft = fmt.Errorf("issue for somebody else: %w", staff.ErrInactive)
)

// Facts is what the store knows at the moment of a try, under lock.
type Facts struct {
	Failures int            // of this account, or of the candidate, whichever is more
	Code     *Code          // of the hash, if any
	Employee staff.Employee // owner of the telephone number, zero if there is none
	// Replaced is the account that speaks for the employee until now, 0 for none.
	Replaced staff.AccountID
	// Former is the employee for whom this account speaks until now, 0 for none.
	Former staff.EmployeeID
}

// Decision is what a try brings about, saved in one transaction.
type Decision struct {
	Link     staff.EmployeeID // 0: no link is made
	Failed   bool             // count a failure
	Audit    []audit.Entry
	Messages []notify.Message
}

// ByCode decides a try with a one-time code. A code of 128 bits cannot be
// guessed: who has one has it from the office, and failed tries before it are
// no matter. The account that a code has
// linked may open the link again: an update can come twice.
func (f Facts) ByCode(by staff.AccountID, now time.Time) (Decision, error) {
	switch {
	case f.Code == nil && f.Failures >= MaxFailures:
		return f.locked(by, now), ErrTooManyTries
	case f.Code == nil:
		return failed(0, by, now, "unknown"), ErrCodeUnknown
	}
	e := f.Code.Employee
	switch {
	case !f.Code.Used.IsZero() && f.Former == e.ID:
		return Decision{}, nil
	case !f.Code.Used.IsZero():
		return failed(e.ID, by, now, "used"), ErrCodeUsed
	case now.Sub(f.Code.Issued) >= CodeLife:
		return failed(e.ID, by, now, "expired"), ErrCodeExpired
	case !e.Active:
		return failed(e.ID, by, now, "inactive"), staff.ErrInactive
	}
	return f.linked(e, by, now, "code"), nil
}

// ByContact decides a try with the own telephone number and the last four
// digits of the NIP. Whoever is linked so already stays so.
func (f Facts) ByContact(nipEnd string, by staff.AccountID, now time.Time) (Decision, error) {
	e := f.Employee
	switch {
	case f.Failures >= MaxFailures:
		return f.locked(by, now), ErrTooManyTries
	case e.ID == 0 || !e.Active || nipEnd == "" || e.NIP.Last4() != nipEnd:
		return failed(e.ID, by, now, "no_match"), ErrNoMatch
	case f.Former == e.ID:
		return Decision{}, nil
	}
	return f.linked(e, by, now, "contact"), nil
}

// locked refuses a try without looking at it. It is no failure, or whoever
// tries once a day would be locked out for ever.
func (f Facts) locked(by staff.AccountID, now time.Time) Decision {
	d := failed(f.candidate(), by, now, "too_many")
	d.Failed = false
	return d
}

// candidate is the employee whom the account tries to be linked to, 0 if that
// is not known.
func (f Facts) candidate() staff.EmployeeID {
	if f.Code != nil {
		return f.Code.Employee.ID
	}
	return f.Employee.ID
}

// failed counts a try for an employee, who is the subject of the audit line if
// there is one.
func failed(candidate staff.EmployeeID, by staff.AccountID, now time.Time, reason string) Decision {
	line := audit.Entry{
		At: now, Account: by, Action: audit.LinkFailed, Facts: map[string]string{"reason": reason},
	}
	if candidate != 0 {
		line.Subject = SubjectOf(candidate)
	}
	return Decision{Failed: true, Audit: []audit.Entry{line}}
}

func (f Facts) linked(e staff.Employee, by staff.AccountID, now time.Time, way string) Decision {
	d := Decision{Link: e.ID, Audit: []audit.Entry{{
		At: now, Actor: e.ID, Account: by, Action: audit.LinkMade, Subject: SubjectOf(e.ID),
		Facts: map[string]string{"way": way},
	}}}
	if f.Replaced != 0 && f.Replaced != by {
		d.Audit = append(d.Audit, removed(e.ID, f.Replaced, now, "replaced"))
		d.Messages = append(d.Messages, notify.Message{
			Key:  fmt.Sprintf("%s:%d:%d:%d", notify.AccountReplaced, e.ID, f.Replaced, now.UnixMicro()),
			To:   notify.ToAccount(f.Replaced),
			Kind: notify.AccountReplaced, Class: notify.Ask, Subject: SubjectOf(e.ID),
		})
	}
	if f.Former != 0 && f.Former != e.ID {
		d.Audit = append(d.Audit, removed(f.Former, by, now, "moved"))
	}
	return d
}

func removed(e staff.EmployeeID, account staff.AccountID, now time.Time, why string) audit.Entry {
	return audit.Entry{
		At: now, Actor: e, Account: account, Action: audit.LinkRemoved, Subject: SubjectOf(e),
		Facts: map[string]string{"why": why},
	}
}

// SubjectOf makes the subject of messages about an employee.
func SubjectOf(id staff.EmployeeID) notify.Subject {
	return notify.Subject{Kind: notify.SubjectEmployee, ID: int64(id)}
}
