package dispositions

import (
	"context"
	"slices"
	"strings"

	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/staff"
)

// The positions below the secretary, beside the section.
const (
	finance  staff.PositionID = 4
	planning staff.PositionID = 5
	archives staff.PositionID = 6 // below the section
	drivers  staff.PositionID = 7
)

func seat(id staff.PositionID, title string, below int, holders ...disposition.Holder) disposition.Seat {
	return disposition.Seat{Position: staff.Position{ID: id, Title: title, UnitID: 1, UnitName: "Sekretariat"}, Holders: holders, Below: below}
}

// line is who reports to whom: the secretary has three sections, the first of
// them two people.
func line() map[staff.PositionID][]disposition.Seat {
	return map[staff.PositionID][]disposition.Seat{
		secretary: {
			seat(section, "Kepala Subbagian Umum", 2, disposition.Holder{Name: "Ni Wayan Suartini", As: staff.Definitive}),
			seat(finance, "Kepala Subbagian Keuangan", 0),
			seat(planning, "Kepala Subbagian Perencanaan", 0, disposition.Holder{Name: "I Ketut Rai", As: staff.Plt}),
		},
		section: {
			seat(archives, "Arsiparis Ahli Muda", 0, disposition.Holder{Name: "I Nyoman Karya", As: staff.Definitive}),
			seat(drivers, "Pengelola Kendaraan", 0, disposition.Holder{Name: "I Ketut Darma", As: staff.Definitive}),
		},
	}
}

func (c *cabinet) Letter(_ context.Context, id disposition.LetterID) (*disposition.Dossier, error) {
	if c.dossier.Letter.ID != id {
		return nil, disposition.ErrNoSuchLetter
	}
	return c.dossier, c.fails
}

func (c *cabinet) Instructions(context.Context) ([]disposition.Instruction, error) {
	var all []disposition.Instruction
	for i, wording := range []string{"Untuk diketahui", "Tindak lanjuti", "Hadiri", "Koordinasikan/konfirmasikan"} {
		all = append(all, disposition.Instruction{ID: int64(i + 1), Wording: wording})
	}
	return all, c.fails
}

func (c *cabinet) Below(_ context.Context, of staff.PositionID, q disposition.LineQuery) (disposition.LinePage, error) {
	page := disposition.LinePage{Offset: q.Offset}
	all := c.under(of)
	if q.Search != "" {
		all = slices.DeleteFunc(all, func(s disposition.Seat) bool {
			return !strings.Contains(strings.ToLower(s.Title), strings.ToLower(q.Search))
		})
	} else {
		above := of
		if q.Above != 0 {
			i := slices.IndexFunc(all, func(s disposition.Seat) bool { return s.ID == q.Above })
			if i < 0 {
				return page, disposition.ErrNotBelow
			}
			page.Above, above = all[i], q.Above
		}
		all = c.line[above]
	}
	from := min(q.Offset, len(all))
	page.Total, page.Seats = len(all), all[from:min(from+q.Limit, len(all))]
	return page, c.fails
}

// under are all positions below one, at any depth.
func (c *cabinet) under(of staff.PositionID) []disposition.Seat {
	var all []disposition.Seat
	for _, s := range c.line[of] {
		all = append(append(all, s), c.under(s.ID)...)
	}
	return all
}

func (c *cabinet) SeatsBelow(_ context.Context, of staff.PositionID, ids []staff.PositionID) ([]disposition.Seat, error) {
	return pick(c.under(of), ids), c.fails
}

func pick(all []disposition.Seat, ids []staff.PositionID) []disposition.Seat {
	var found []disposition.Seat
	for _, id := range ids {
		if i := slices.IndexFunc(all, func(s disposition.Seat) bool { return s.ID == id }); i >= 0 {
			found = append(found, all[i])
		}
	}
	return found
}

func (c *cabinet) InUnit(ctx context.Context, _ staff.UnitID, q disposition.LineQuery) (disposition.LinePage, error) {
	return c.Below(ctx, secretary, q)
}

func (c *cabinet) SeatsInUnit(_ context.Context, _ staff.UnitID, ids []staff.PositionID) ([]disposition.Seat, error) {
	return pick(c.under(secretary), ids), c.fails
}

func (c *cabinet) Usual(context.Context, staff.PositionID, int) ([]disposition.Seat, []disposition.Quick, error) {
	return c.usual, c.quick, c.fails
}
