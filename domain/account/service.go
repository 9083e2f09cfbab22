package account

import (
	"context"
	"errors"
	"fmt"
	"slices"
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
	// RecordAudit writes a line that belongs to no change: a refusal.
	RecordAudit(ctx context.Context, e audit.Entry) error
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
		return "", staff.Employee{}, s.refused(ctx, by, 0, staff.ErrNotAllowed)
	}
	employee, units, err := s.store.EmployeeByNIP(ctx, nip)
	if err != nil {
		return "", staff.Employee{}, fmt.Errorf("issue link code: %w", err)
	}
	if err := mayIssue(by, employee, units); err != nil {
		return "", staff.Employee{}, s.refused(ctx, by, employee.ID, err)
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

// mayIssue asks for the unit first: of staff elsewhere nothing is told.
func mayIssue(by staff.Actor, e staff.Employee, units []staff.UnitID) error {
	inUnit := func(unit staff.UnitID) bool { return by.HasIn(staff.Personnel, unit) }
	switch {
	case !by.Has(staff.Admin) && !slices.ContainsFunc(units, inUnit):
		return ErrOutsideUnit
	case !e.Active:
		return ErrHasLeft
	}
	return nil
}

// refused notes that no code was issued for an employee, 0 if it was not even
// looked for whom.
func (s *Service) refused(ctx context.Context, by staff.Actor, id staff.EmployeeID, reason error) error {
	line := audit.Entry{
		At: s.now(), Actor: by.ID, Account: by.Account, Action: audit.ActionRefused,
		Facts: map[string]string{"action": "issue_code", "reason": refusalCode(reason)},
	}
	if id != 0 {
		line.Subject = SubjectOf(id)
	}
	return fmt.Errorf("issue link code for employee %d: %w", id, errors.Join(reason, s.store.RecordAudit(ctx, line)))
}

func refusalCode(reason error) string {
	switch {
	case errors.Is(reason, ErrOutsideUnit):
		return "outside_unit"
	case errors.Is(reason, ErrHasLeft):
		return "inactive"
	}
	return "not_allowed"
}
