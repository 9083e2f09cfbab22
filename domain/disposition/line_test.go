package disposition_test

import (
	"cmp"
	"context"
	"slices"

	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/staff"
)

// superiors is the line of the tests: who stands right above whom.
func superiors() map[staff.PositionID]staff.PositionID {
	return map[staff.PositionID]staff.PositionID{
		secretary: head, bureau: secretary, section: bureau, neighbour: bureau, desk1: section, desk2: section,
	}
}

// Two positions below the section.
const (
	desk1 staff.PositionID = 61
	desk2 staff.PositionID = 62
)

func below(of, id staff.PositionID) bool {
	for range 10 {
		above, there := superiors()[id]
		if !there {
			return false
		}
		if above == of {
			return true
		}
		id = above
	}
	return false
}

func seat(id staff.PositionID) disposition.Seat {
	return disposition.Seat{Position: staff.Position{ID: id, Title: titleOf(id), UnitName: "Biro Umum"}}
}

func titleOf(id staff.PositionID) string { return "Jabatan " + string(rune('A'+id%26)) }

func (k *drawer) Letter(_ context.Context, id disposition.LetterID) (*disposition.Dossier, error) {
	if k.broken != nil || k.dossier.Letter.ID != id {
		return nil, cmp.Or(k.broken, disposition.ErrNoSuchLetter)
	}
	return k.dossier, nil
}

func (k *drawer) Instructions(context.Context) ([]disposition.Instruction, error) {
	return []disposition.Instruction{{ID: 1, Wording: "Tindak lanjuti"}}, k.broken
}

func (k *drawer) Below(_ context.Context, of staff.PositionID, q disposition.LineQuery) (disposition.LinePage, error) {
	page := disposition.LinePage{Offset: q.Offset}
	above := cmp.Or(q.Above, of)
	for id, superior := range superiors() {
		if superior == above {
			page.Seats = append(page.Seats, seat(id))
		}
	}
	slices.SortFunc(page.Seats, func(a, b disposition.Seat) int { return cmp.Compare(a.ID, b.ID) })
	page.Total = len(page.Seats)
	return page, k.broken
}

func (k *drawer) SeatsBelow(_ context.Context, of staff.PositionID, ids []staff.PositionID) ([]disposition.Seat, error) {
	var seats []disposition.Seat
	for _, id := range ids {
		if below(of, id) {
			seats = append(seats, seat(id))
		}
	}
	return seats, k.broken
}

func (k *drawer) InUnit(_ context.Context, unit staff.UnitID, q disposition.LineQuery) (disposition.LinePage, error) {
	if unit != registry {
		return disposition.LinePage{}, k.broken
	}
	return disposition.LinePage{Seats: []disposition.Seat{seat(head), seat(elsewhere)}, Total: 2, Offset: q.Offset}, k.broken
}

func (k *drawer) SeatsInUnit(_ context.Context, unit staff.UnitID, ids []staff.PositionID) ([]disposition.Seat, error) {
	var seats []disposition.Seat
	for _, id := range ids {
		if unit == registry && id <= desk2 {
			seats = append(seats, seat(id))
		}
	}
	return seats, k.broken
}

func (k *drawer) Usual(_ context.Context, of staff.PositionID, _ int) ([]disposition.Seat, []disposition.Quick, error) {
	if of != section {
		return nil, nil, k.broken
	}
	return []disposition.Seat{seat(desk1)}, []disposition.Quick{{
		ID: 44, To: []disposition.Seat{seat(desk1)}, Copies: []disposition.Seat{seat(desk2)}, Instructions: []string{"Tindak lanjuti"},
	}}, k.broken
}
