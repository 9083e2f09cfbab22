package store

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/store/internal/sqlc"
)

// settings is how the query of an actor words what they chose.
type settings struct {
	DigestAt      int              `json:"digest_at"`
	AnnounceFrom  int              `json:"announce_from"`
	AnnounceUntil int              `json:"announce_until"`
	Muted         []staff.Optional `json:"muted"`
	Dates         staff.DateStyle  `json:"dates"`
}

// settingsOf reads what an actor chose; {} is what holds for somebody who never chose.
func settingsOf(column []byte) (staff.Settings, error) {
	var chosen settings
	if err := json.Unmarshal(column, &chosen); err != nil {
		return staff.Settings{}, err
	}
	if len(chosen.Muted) == 0 {
		chosen.Muted = nil
	}
	return staff.Settings(chosen), nil
}

// SaveSettings saves what an employee chose.
func (s *Store) SaveSettings(ctx context.Context, employee staff.EmployeeID, chosen staff.Settings) error {
	err := s.queries.SaveSettings(ctx, sqlc.SaveSettingsParams{
		Employee: int64(employee), DigestAt: int32(chosen.DigestAt), //nolint:gosec // minutes of a day, also below
		AnnounceFrom: int32(chosen.AnnounceFrom), AnnounceUntil: int32(chosen.AnnounceUntil), //nolint:gosec // see above
		Muted: alike(chosen.Muted, func(o staff.Optional) string { return string(o) }), Dates: string(chosen.Dates),
	})
	if err != nil {
		return fmt.Errorf("save the settings of employee %d: %w", employee, err)
	}
	return nil
}

// SettingsOf tells what employees chose. Those who never chose are not in it: the zero value holds for them.
func (s *Store) SettingsOf(ctx context.Context, employees []staff.EmployeeID) (map[staff.EmployeeID]staff.Settings, error) {
	return readSettings(ctx, s.queries, numbers(employees))
}

func readSettings(ctx context.Context, q *sqlc.Queries, employees []int64) (map[staff.EmployeeID]staff.Settings, error) {
	rows, err := q.SettingsOf(ctx, employees)
	if err != nil {
		return nil, fmt.Errorf("load the settings of %d employees: %w", len(employees), err)
	}
	chosen := make(map[staff.EmployeeID]staff.Settings, len(rows))
	for _, row := range rows {
		one := staff.Settings{
			DigestAt: int(row.DigestAt), AnnounceFrom: int(row.AnnounceFrom), AnnounceUntil: int(row.AnnounceUntil),
			Dates: staff.DateStyle(row.Dates),
		}
		for _, muted := range row.Muted {
			one.Muted = append(one.Muted, staff.Optional(muted))
		}
		chosen[staff.EmployeeID(row.EmployeeID)] = one
	}
	return chosen, nil
}

// unmuted leaves out what its recipients do not want to be told.
func unmuted(ctx context.Context, q *sqlc.Queries, envelopes []envelope) ([]envelope, error) {
	var asked []int64
	for _, e := range envelopes {
		if e.employee != 0 && e.Kind.Optional() != "" {
			asked = append(asked, int64(e.employee))
		}
	}
	if len(asked) == 0 {
		return envelopes, nil
	}
	chosen, err := readSettings(ctx, q, asked)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(envelopes, func(e envelope) bool {
		optional := e.Kind.Optional()
		return optional != "" && slices.Contains(chosen[e.employee].Muted, optional)
	}), nil
}
