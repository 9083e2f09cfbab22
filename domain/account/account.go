// Package account decides which Telegram account speaks for which employee:
// linking by a one-time code from the personnel office or by the own telephone
// number with the end of the NIP, and unlinking.
package account

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
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
)

// Secret is a one-time code on its way to its owner; it never prints.
type Secret string

// String hides the code.
func (Secret) String() string { return "***" }

// GoString hides the code from %#v.
func (Secret) GoString() string { return "***" }

// LogValue hides the code from logs.
func (Secret) LogValue() slog.Value { return slog.StringValue("***") }

// MarshalText hides the code from every encoder.
func (Secret) MarshalText() ([]byte, error) { return []byte("***"), nil }

// Reveal gives the code for the link that is handed over.
func (s Secret) Reveal() string { return string(s) }

// CodeHash is what the database keeps of a code: SHA-256 in hex.
type CodeHash string

// NewCode makes a random code of 128 bits that fits a deep link.
func NewCode() (Secret, error) {
	var raw [16]byte
	if _, err := rand.Read(raw[:]); err != nil {
		return "", fmt.Errorf("make link code: %w", err)
	}
	return Secret(base64.RawURLEncoding.EncodeToString(raw[:])), nil
}

// Hash is the form in which a code is kept and looked up.
func (s Secret) Hash() CodeHash {
	sum := sha256.Sum256([]byte(s))
	return CodeHash(hex.EncodeToString(sum[:]))
}

// Code is an issued code as it is kept.
type Code struct {
	Employee staff.Employee
	Issued   time.Time
	Used     time.Time // zero while unused
}

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

// ByCode decides a try with a one-time code.
func (f Facts) ByCode(by staff.AccountID, now time.Time) (Decision, error) {
	switch {
	case f.Failures >= MaxFailures:
		return f.failed(by, now, "too_many"), ErrTooManyTries
	case f.Code == nil:
		return f.failed(by, now, "unknown"), ErrCodeUnknown
	case !f.Code.Used.IsZero() && f.Former == f.Code.Employee.ID:
		return Decision{}, nil // the same link was opened twice
	case !f.Code.Used.IsZero():
		return f.failed(by, now, "used"), ErrCodeUsed
	case now.Sub(f.Code.Issued) >= CodeLife:
		return f.failed(by, now, "expired"), ErrCodeExpired
	case !f.Code.Employee.Active:
		return f.failed(by, now, "inactive"), staff.ErrInactive
	}
	return f.linked(f.Code.Employee, by, now, "code"), nil
}

// ByContact decides a try with the own telephone number and the last four
// digits of the NIP.
func (f Facts) ByContact(nipEnd string, by staff.AccountID, now time.Time) (Decision, error) {
	switch {
	case f.Failures >= MaxFailures:
		return f.failed(by, now, "too_many"), ErrTooManyTries
	case f.Employee.ID == 0 || !f.Employee.Active || f.Employee.NIP.Last4() != nipEnd:
		return f.failed(by, now, "no_match"), ErrNoMatch
	}
	return f.linked(f.Employee, by, now, "contact"), nil
}

func (f Facts) failed(by staff.AccountID, now time.Time, reason string) Decision {
	return Decision{Failed: true, Audit: []audit.Entry{{
		At: now, Account: by, Action: audit.LinkFailed, Facts: map[string]string{"reason": reason},
	}}}
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
