package acting

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
	"github.com/gelis-bali/gelis/domain/acting"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/handlers/handlerstest"
	"github.com/gelis-bali/gelis/handlers/nav"
	"github.com/gelis-bali/gelis/text"
)

// office answers what a desk would, from a small memory, and writes down what
// it was asked to do.
type office struct {
	mu     sync.Mutex
	posts  []acting.Post
	mine   []acting.Appointment
	mayEnd bool
	vacant bool  // the position needs a Plt
	fails  error // what acts return, if set
	did    []string

	router *bot.Router
	acting *Acting
}

func newOffice(t *testing.T) *office {
	t.Helper()
	o := &office{
		router: bot.NewRouter(), mayEnd: true, mine: []acting.Appointment{appointment()},
		posts: []acting.Post{{Position: section(), Holder: "I Made Oka", HolderID: 2}},
	}
	o.acting = New(o, calendar.New(calendar.Shipped()))
	o.acting.Register(o.router)
	home := func(context.Context, *bot.Request) (bot.Reply, error) {
		return bot.Reply{Text: text.Label("home.not_understood")}, nil
	}
	o.router.Action(nav.Home, staff.Everyone, home)
	o.router.Fallback(home)
	o.router.Stranger(home)
	o.router.Cancel("batal", bot.SayHelpCancel)
	return o
}

func today() calendar.Date { return calendar.NewDate(2026, time.November, 23) }

func section() staff.Position {
	return staff.Position{ID: 2, Title: "Kepala Subbagian Umum", UnitID: 2, UnitName: "Sekretariat"}
}

func appointment() acting.Appointment {
	return acting.Appointment{
		ID: 5, Position: section(), Deputy: staff.Employee{ID: 7, Name: "Ni Wayan Suartini", Active: true}, As: staff.Plh,
		From: today(), Until: today().AddDays(4), By: 2, At: today().At(8, 5, handlerstest.Zone()),
	}
}

// oka holds the position, wayan is to be its deputy, suardika is personnel.
func oka() staff.Actor {
	return staff.Actor{
		Employee: staff.Employee{ID: 2, Name: "I Made Oka", Active: true}, Account: 2,
		Holdings: []staff.Holding{{Position: section(), Capacity: staff.Definitive, Leads: true}},
	}
}

func wayan() staff.Actor {
	return staff.Actor{Employee: staff.Employee{ID: 7, Name: "Ni Wayan Suartini", Active: true}, Account: 7}
}

func suardika() staff.Actor {
	return staff.Actor{
		Employee: staff.Employee{ID: 9, Name: "I Nyoman Suardika", Active: true}, Account: 9,
		Grants: []staff.Grant{{Role: staff.Personnel, UnitID: 2, UnitName: "Sekretariat", Covers: []staff.UnitID{2}}},
	}
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

func (o *office) note(format string, args ...any) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.did = append(o.did, fmt.Sprintf(format, args...))
}

func (o *office) Today() calendar.Date { return today() }

func (o *office) Posts(_ context.Context, _ staff.Actor, search string, limit int) ([]acting.Post, error) {
	found := slices.DeleteFunc(slices.Clone(o.posts), func(p acting.Post) bool {
		return !strings.Contains(strings.ToLower(p.Title), strings.ToLower(search))
	})
	return found[:min(limit, len(found))], nil
}

func (o *office) Candidates(_ context.Context, _ staff.Actor, position staff.PositionID, _ string, limit int) ([]acting.Candidate, error) {
	if !slices.ContainsFunc(o.posts, func(p acting.Post) bool { return p.ID == position }) {
		return nil, acting.ErrNotYours
	}
	all := []acting.Candidate{
		{ID: 7, Name: "Ni Wayan Suartini", Title: "Analis Arsip", UnitName: "Sekretariat", SameUnit: true},
		{ID: 8, Name: "I Ketut Rai", Title: "Pengelola Data", UnitName: "Sekretariat"},
	}
	return all[:min(limit, len(all))], nil
}

func (o *office) judge(order acting.Order) error {
	if o.vacant != (order.As == staff.Plt) {
		return acting.ErrVacant
	}
	if order.Until.After(acting.LastDay(order.From)) {
		return &acting.TooLongError{Until: acting.LastDay(order.From)}
	}
	if order.Deputy == 8 {
		return acting.ErrDeputyLeft
	}
	return nil
}

func (o *office) Plan(_ context.Context, _ staff.Actor, order acting.Order) (acting.Plan, error) {
	if err := o.judge(order); err != nil {
		return acting.Plan{}, err
	}
	plan := acting.Plan{
		Order: order, Position: section(), Deputy: appointment().Deputy, Workload: acting.Workload{Dispositions: 3, Requests: 2},
	}
	if !o.vacant {
		plan.Holders = []acting.Term{{Employee: 2, Name: "I Made Oka", As: staff.Definitive}}
	}
	return plan, nil
}

func (o *office) Appoint(_ context.Context, _ staff.Actor, order acting.Order, once string) (acting.Appointment, error) {
	if err := o.judge(order); err != nil {
		return acting.Appointment{}, err
	}
	o.note("%s for %d: %d from %s to %s, once %t", order.As, order.Position, order.Deputy, order.From, order.Until, once != "")
	a := appointment()
	a.As, a.From, a.Until = order.As, order.From, order.Until
	return a, o.fails
}

func (o *office) Mine(context.Context, staff.Actor) ([]acting.Appointment, error) {
	return o.mine, o.fails
}

func (o *office) Look(_ context.Context, id acting.ID) (acting.Appointment, error) {
	if id != 5 {
		return acting.Appointment{}, acting.ErrNoSuchAppointment
	}
	return o.mine[0], o.fails
}

func (o *office) Show(ctx context.Context, _ staff.Actor, id acting.ID) (a acting.Appointment, mayBeEnded bool, err error) {
	a, err = o.Look(ctx, id)
	return a, o.mayEnd, err
}

func (o *office) End(_ context.Context, _ staff.Actor, id acting.ID) (acting.Appointment, error) {
	o.note("end %d", id)
	a := appointment()
	a.Revoked, a.EndedAt = true, today().At(9, 30, handlerstest.Zone())
	return a, o.fails
}
