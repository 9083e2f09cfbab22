package books

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/leave"
	"github.com/gelis-bali/gelis/domain/request"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/handlers/handlerstest"
	"github.com/gelis-bali/gelis/handlers/nav"
	"github.com/gelis-bali/gelis/text"
)

// The units of the office of these tests.
const (
	secretariat staff.UnitID = 2
	archive     staff.UnitID = 3
	elsewhere   staff.UnitID = 4
)

// office answers what a desk would, from a small memory, and writes down what
// it was asked to do.
type office struct {
	mu      sync.Mutex
	entries []request.Booking
	away    []request.Absence
	fails   error // what acts return, if set
	did     []string

	router *bot.Router
	books  *Books
}

func newOffice(t *testing.T) *office {
	t.Helper()
	zone := handlerstest.Zone()
	o := &office{router: bot.NewRouter(), away: []request.Absence{
		{Employee: 8, Name: "I Ketut Rai", Kind: request.Leave, Leave: leave.Annual, Period: days(24, 28), Approved: true},
		{Employee: 7, Name: "Ni Wayan Suartini", Kind: request.Travel, Period: days(25, 25)},
	}}
	o.books = New(Parts{
		Desk: o, Units: o, Calendar: calendar.New(calendar.Shipped()),
		Clock: calendar.Clock{Now: func() time.Time { return today().At(9, 5, zone) }, Zone: zone},
	})
	o.books.Register(o.router)
	home := func(context.Context, *bot.Request) (bot.Reply, error) {
		return bot.Reply{Text: text.Label("home.not_understood")}, nil
	}
	o.router.Action(nav.Home, staff.Everyone, home)
	o.router.Action(nav.Ask, staff.Everyone, home)
	o.router.Fallback(home)
	o.router.Stranger(home)
	o.router.Cancel("batal", bot.SayHelpCancel)
	return o
}

func today() calendar.Date { return calendar.NewDate(2026, time.November, 24) }

func days(from, to int) request.Period {
	return request.Period{From: calendar.NewDate(2026, time.November, from), To: calendar.NewDate(2026, time.November, to)}
}

func members() []staff.Member {
	member := func(id staff.EmployeeID, nip staff.NIP, name, title string, unit staff.UnitID) staff.Member {
		return staff.Member{
			Employee: staff.Employee{ID: id, NIP: nip, Name: name, Kind: staff.PNS, Active: true}, Title: title, UnitID: unit, UnitName: unitName(unit),
		}
	}
	return []staff.Member{
		member(8, "198502022010011008", "I Ketut Rai", "Pengelola Data", secretariat),
		member(9, "198003032005011009", "I Nyoman Suardika", "Kepala Subbagian Kepegawaian", secretariat),
		member(7, "199004042015042007", "Ni Wayan Suartini", "Analis Arsip", archive),
		member(6, "199105052015042006", "Ni Luh Astiti", "Analis Anggaran", elsewhere),
	}
}

func unitName(id staff.UnitID) string {
	return map[staff.UnitID]string{secretariat: "Sekretariat", archive: "Bidang Arsip", elsewhere: "Biro Umum"}[id]
}

func actor(id staff.EmployeeID) staff.Actor {
	i := slices.IndexFunc(members(), func(m staff.Member) bool { return m.ID == id })
	return staff.Actor{Employee: members()[i].Employee, Account: staff.AccountID(id)}
}

// wayan is an employee, rai leads the secretariat, suardika is personnel.
func wayan() staff.Actor { return actor(7) }

func rai() staff.Actor {
	a := actor(8)
	a.Holdings = []staff.Holding{{
		Position: staff.Position{ID: 1, Title: "Sekretaris", UnitID: secretariat, UnitName: "Sekretariat"}, Capacity: staff.Definitive, Leads: true,
	}}
	return a
}

func suardika() staff.Actor {
	a := actor(9)
	a.Grants = []staff.Grant{{Role: staff.Personnel, UnitID: secretariat, UnitName: "Sekretariat", Covers: []staff.UnitID{secretariat, archive}}}
	return a
}

func by(a staff.Actor, args ...string) *bot.Request {
	return &bot.Request{Update: 5, Account: a.Account, Actor: a, Args: args, Draft: "draft"}
}

func (o *office) shows(t *testing.T, name string, reply bot.Reply, err error) {
	t.Helper()
	handlerstest.Shows(t, o.router, name, reply, err)
}

func (o *office) hasDone(t *testing.T, want ...string) {
	t.Helper()
	o.mu.Lock()
	defer o.mu.Unlock()
	if diff := cmp.Diff(want, o.did); diff != "" {
		t.Errorf("the desk was asked (-want +got):\n%s", diff)
	}
}

func (o *office) Today() calendar.Date { return today() }

func (o *office) Statement(_ context.Context, by staff.Actor, nip staff.NIP, year int) (request.Statement, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if nip == "" {
		nip = by.NIP
	}
	i := slices.IndexFunc(members(), func(m staff.Member) bool { return m.NIP == nip })
	if i < 0 {
		return request.Statement{}, staff.ErrNoSuchEmployee
	}
	m := members()[i]
	if nip != by.NIP && !by.HasIn(staff.Personnel, m.UnitID) {
		return request.Statement{}, staff.ErrNotAllowed
	}
	return request.Statement{
		Employee: request.Applicant{Employee: m.Employee, Title: m.Title, Unit: m.UnitID, UnitName: m.UnitName}, Year: year, Entries: o.entries,
		Balance: leave.Balance{Year: year, Sources: []leave.Source{{Year: year - 2}, {Year: year - 1, Days: 6}, {Year: year, Days: 12}}},
	}, o.fails
}

func (o *office) Statements(ctx context.Context, by staff.Actor, unit staff.UnitID, year int) ([]request.Statement, error) {
	if !by.HasIn(staff.Personnel, unit) {
		return nil, staff.ErrNotAllowed
	}
	var all []request.Statement
	for _, m := range members()[:3] {
		s, err := o.Statement(ctx, by, m.NIP, year)
		if err != nil {
			return nil, err
		}
		all = append(all, s)
	}
	return all, nil
}

func (o *office) Correct(_ context.Context, _ staff.Actor, nip staff.NIP, year, days int, reason, once string) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.did = append(o.did, fmt.Sprintf("correct %s in %d by %d because %q, once %t", nip, year, days, reason, once != ""))
	o.entries = append(o.entries, request.Booking{
		Entry: leave.Entry{Year: year, Kind: leave.Correction, Days: days}, Reason: reason, By: "I Nyoman Suardika", At: today().At(9, 5, handlerstest.Zone()),
	})
	return o.fails
}

func (o *office) Away(_ context.Context, by staff.Actor, unit staff.UnitID, p request.Period) ([]request.Absence, error) {
	if !slices.Contains(seen(by), unit) {
		return nil, staff.ErrNotAllowed
	}
	return slices.DeleteFunc(slices.Clone(o.away), func(a request.Absence) bool { return !a.Period.Meets(p) }), o.fails
}

func (o *office) Units(_ context.Context, ids []staff.UnitID) ([]staff.Unit, error) {
	var units []staff.Unit
	for _, id := range ids {
		units = append(units, staff.Unit{ID: id, Name: unitName(id)})
	}
	return units, nil
}

func (o *office) StaffOf(_ context.Context, units []staff.UnitID, search string, offset, limit int) ([]staff.Member, int, error) {
	found := slices.DeleteFunc(members(), func(m staff.Member) bool {
		return !slices.Contains(units, m.UnitID) || !strings.Contains(m.Name+string(m.NIP), search)
	})
	from := min(offset, len(found))
	return found[from:min(len(found), from+limit)], len(found), nil
}

func (o *office) Members(_ context.Context, units []staff.UnitID, ids []staff.EmployeeID) ([]staff.Member, error) {
	return slices.DeleteFunc(members(), func(m staff.Member) bool {
		return !slices.Contains(units, m.UnitID) || !slices.Contains(ids, m.ID)
	}), nil
}
