package store

import (
	"context"
	"fmt"

	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/store/internal/sqlc"
)

// Profile says in words who an employee is today. It is for an overview; what somebody may do is decided by Identify.
type Profile struct {
	NIP     staff.NIP
	Name    string
	Phone   staff.Phone
	Account staff.AccountID // 0 while no account is linked
	Titles  string
	Unit    string
	Roles   []string
}

// Profiles returns the profiles of employees, in no order.
func (s *Store) Profiles(ctx context.Context, nips []staff.NIP) ([]Profile, error) {
	rows, err := s.queries.Profiles(ctx, dayColumn(s.clock.Today()), alike(nips, func(n staff.NIP) string { return n.String() }))
	if err != nil {
		return nil, fmt.Errorf("look up who employees are: %w", err)
	}
	return alike(rows, func(r sqlc.ProfilesRow) Profile {
		p := Profile{
			NIP: staff.NIP(r.Nip), Name: r.Name, Account: staff.AccountID(r.Account), Titles: r.Titles, Unit: r.Unit, Roles: r.Roles,
		}
		if r.Phone != nil {
			p.Phone = staff.Phone(*r.Phone)
		}
		return p
	}), nil
}
