package account

import (
	"context"
	"fmt"
	"time"

	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/staff"
)

// Try is what somebody offers to be linked: a code, or a telephone number.
type Try struct {
	Account staff.AccountID
	Code    CodeHash
	Phone   staff.Phone
	Since   time.Time // failures before it are forgotten
}

// Store keeps links, codes and tries.
type Store interface {
	// UpdateLink loads the facts under lock, lets decide judge, and saves the
	// decision in one transaction, also when decide returns an error: a
	// failed try counts. The error of decide is returned as it is.
	UpdateLink(ctx context.Context, t Try, decide func(Facts) (Decision, error)) error
	// Unlink removes the account's link with its audit line.
	Unlink(ctx context.Context, account staff.AccountID, line audit.Entry) error
	// EmployeeByNIP returns staff.ErrNoSuchEmployee where there is none, and
	// the units in which the employee holds a position today.
	EmployeeByNIP(ctx context.Context, nip staff.NIP) (staff.Employee, []staff.UnitID, error)
	// AddCode keeps a new code; earlier unused codes of the employee end.
	AddCode(ctx context.Context, employee staff.EmployeeID, hash CodeHash, line audit.Entry) error
}

// Service links accounts.
type Service struct {
	store Store
	now   func() time.Time
}

// NewService makes the service over its store and clock.
func NewService(store Store, now func() time.Time) *Service { return &Service{store: store, now: now} }

// LinkByCode links the account to the employee for whom the code was issued.
// Errors: ErrTooManyTries, ErrCodeUnknown, ErrCodeUsed, ErrCodeExpired,
// staff.ErrInactive.
func (s *Service) LinkByCode(ctx context.Context, by staff.AccountID, code Secret) error {
	now := s.now()
	try := Try{Account: by, Code: code.Hash(), Since: now.Add(-FailureSpan)}
	err := s.store.UpdateLink(ctx, try, func(f Facts) (Decision, error) { return f.ByCode(by, now) })
	if err != nil {
		return fmt.Errorf("link account %d by code: %w", by, err)
	}
	return nil
}

// LinkByContact links the account to the employee whose telephone number was
// shared, if the last four digits of the NIP are right. Errors:
// ErrTooManyTries, ErrNoMatch.
func (s *Service) LinkByContact(ctx context.Context, by staff.AccountID, phone staff.Phone, nipEnd string) error {
	now := s.now()
	try := Try{Account: by, Phone: phone, Since: now.Add(-FailureSpan)}
	err := s.store.UpdateLink(ctx, try, func(f Facts) (Decision, error) { return f.ByContact(nipEnd, by, now) })
	if err != nil {
		return fmt.Errorf("link account %d by contact: %w", by, err)
	}
	return nil
}

// Unlink lets the account speak for nobody.
func (s *Service) Unlink(ctx context.Context, by staff.Actor) error {
	if err := s.store.Unlink(ctx, by.Account, removed(by.ID, by.Account, s.now(), "own_wish")); err != nil {
		return fmt.Errorf("unlink account %d: %w", by.Account, err)
	}
	return nil
}

// IssueCode makes a one-time code for an employee; the personnel office does
// so for staff of its units, an admin for everybody. Errors:
// staff.ErrNotAllowed, staff.ErrNoSuchEmployee, ErrHasLeft, ErrOutsideUnit.
func (s *Service) IssueCode(ctx context.Context, by staff.Actor, nip staff.NIP) (Secret, staff.Employee, error) {
	if !by.Active || !staff.PersonnelOrAdmin.Includes(by) {
		return "", staff.Employee{}, staff.ErrNotAllowed
	}
	employee, units, err := s.store.EmployeeByNIP(ctx, nip)
	if err != nil {
		return "", staff.Employee{}, fmt.Errorf("issue link code: %w", err)
	}
	if err := mayIssue(by, employee, units); err != nil {
		return "", staff.Employee{}, fmt.Errorf("issue link code for employee %d: %w", employee.ID, err)
	}
	code, err := NewCode()
	if err != nil {
		return "", staff.Employee{}, err
	}
	line := audit.Entry{
		At: s.now(), Actor: by.ID, Account: by.Account, Action: audit.LinkCodeIssued, Subject: SubjectOf(employee.ID),
	}
	if err := s.store.AddCode(ctx, employee.ID, code.Hash(), line); err != nil {
		return "", staff.Employee{}, fmt.Errorf("issue link code for employee %d: %w", employee.ID, err)
	}
	return code, employee, nil
}

func mayIssue(by staff.Actor, e staff.Employee, units []staff.UnitID) error {
	if !e.Active {
		return ErrHasLeft
	}
	if by.Has(staff.Admin) {
		return nil
	}
	for _, unit := range units {
		if by.HasIn(staff.Personnel, unit) {
			return nil
		}
	}
	return ErrOutsideUnit
}
