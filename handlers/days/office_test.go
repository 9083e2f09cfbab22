package days

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/officedays"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/handlers/handlerstest"
	"github.com/gelis-bali/gelis/handlers/nav"
	"github.com/gelis-bali/gelis/text"
)

// office keeps a calendar in a small memory.
type office struct {
	mu      sync.Mutex
	book    officedays.Book
	used    map[string]bool
	follows int   // how often a change was followed
	fails   error // what following a change returns

	router *bot.Router
	days   *Days
}

func newOffice(t *testing.T) *office {
	t.Helper()
	o := &office{router: bot.NewRouter(), used: map[string]bool{}}
	o.book.Roots = []staff.UnitID{1}
	for i, day := range calendar.Shipped() {
		o.book.Days = append(o.book.Days, officedays.Day{ID: officedays.ID(i + 1), Version: 1, Day: day})
	}
	clock := calendar.Clock{Now: func() time.Time { return today().At(9, 0, handlerstest.Zone()) }, Zone: handlerstest.Zone()}
	o.days = New(Parts{Desk: officedays.NewDesk(o, o, clock), Changed: func(context.Context) error {
		o.follows++
		return o.fails
	}})
	o.days.Register(o.router)
	home := func(context.Context, *bot.Request) (bot.Reply, error) {
		return bot.Reply{Text: text.Label("home.not_understood")}, nil
	}
	o.router.Action(nav.Home, staff.Everyone, home)
	o.router.Fallback(home)
	o.router.Stranger(home)
	o.router.Cancel("batal", bot.SayHelpCancel)
	return o
}

func (o *office) Book(context.Context) (officedays.Book, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	b := o.book
	b.Days, b.Hours, b.Ignored = slices.Clone(b.Days), slices.Clone(b.Hours), slices.Clone(b.Ignored)
	return b, nil
}

func (o *office) UpdateBook(_ context.Context, once string, decide func(officedays.Book) (officedays.Change, error)) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	if once != "" && o.used[once] {
		return nil
	}
	b := o.book
	b.NextDay, b.NextHours = 901, 801
	c, err := decide(b)
	if err != nil {
		return err
	}
	o.used[once] = true
	o.save(c)
	return nil
}

func (o *office) save(c officedays.Change) {
	is := func(id officedays.ID) func(officedays.Day) bool {
		return func(d officedays.Day) bool { return d.ID == id }
	}
	switch {
	case c.Add != nil:
		o.book.Days = append(o.book.Days, *c.Add)
	case c.Replace != nil:
		o.book.Days[slices.IndexFunc(o.book.Days, is(c.Replace.ID))] = *c.Replace
	case c.Remove != 0:
		o.book.Days = slices.DeleteFunc(o.book.Days, is(c.Remove))
	case c.AddHours != nil:
		o.book.Hours = append(o.book.Hours, *c.AddHours)
	case c.RemoveHours != 0:
		o.book.Hours = nil
	case c.Ignore != nil:
		o.book.Ignored = append(o.book.Ignored, *c.Ignore)
	}
}

func (o *office) RecordAudit(context.Context, audit.Entry) error { return nil }

func today() calendar.Date { return calendar.NewDate(2026, time.November, 23) }

// suardika is in charge of the whole office, rai of a part of it, wayan of nothing.
func suardika() staff.Actor {
	return staff.Actor{
		Employee: staff.Employee{ID: 9, Name: "I Nyoman Suardika", Active: true}, Account: 9,
		Grants: []staff.Grant{{Role: staff.Personnel, UnitID: 1, UnitName: "Pemerintah Provinsi", Covers: []staff.UnitID{1, 2}}},
	}
}

func rai() staff.Actor {
	return staff.Actor{
		Employee: staff.Employee{ID: 8, Name: "I Ketut Rai", Active: true}, Account: 8,
		Grants: []staff.Grant{{Role: staff.Personnel, UnitID: 2, UnitName: "Sekretariat", Covers: []staff.UnitID{2}}},
	}
}

func wayan() staff.Actor {
	return staff.Actor{Employee: staff.Employee{ID: 7, Name: "Ni Wayan Suartini", Active: true}, Account: 7}
}

func by(a staff.Actor, args ...string) *bot.Request {
	return &bot.Request{Update: 5, Account: a.Account, Actor: a, Args: args, Draft: "draft"}
}

func (o *office) shows(t *testing.T, name string, reply bot.Reply, err error) {
	t.Helper()
	handlerstest.Shows(t, o.router, name, reply, err)
}

// refuses holds that every act on the calendar ends with an error.
func refuses(t *testing.T, what string, err, want error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Errorf("%s: got %v, want %v", what, err, want)
	}
}
