package handlers

import (
	"context"
	"testing"
	"time"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/account"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/request"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/handlers/handlerstest"
	"github.com/gelis-bali/gelis/handlers/nav"
)

// The ids of the office of these tests.
const (
	head      staff.PositionID = 1
	secretary staff.PositionID = 2
	section   staff.PositionID = 3
)

// office is the services over a small memory instead of a database.
type office struct {
	*cabinet
	home     *Home
	start    *Start
	help     *Help
	accounts *Accounts
	links    *links
	router   *bot.Router
}

func newOffice(t *testing.T) *office {
	t.Helper()
	zone := handlerstest.Zone()
	clock := calendar.Clock{Now: func() time.Time { return time.Date(2026, time.November, 23, 9, 5, 0, 0, zone) }, Zone: zone}
	c := &cabinet{}
	o := &office{cabinet: c, home: NewHome(c, c, clock.Now), help: NewHelp(), links: &links{}, router: bot.NewRouter()}
	o.start = NewStart(o.links, o.links, o.home)
	o.accounts = NewAccounts(o.links, func() string { return "GelisBaliBot" }, clock)
	o.home.Register(o.router)
	o.help.Register(o.router)
	o.start.Register(o.router)
	o.accounts.Register(o.router)
	for _, elsewhere := range []string{ // other packages answer these
		nav.Dispositions, nav.Ask, nav.Approvals, nav.Requests, nav.Apel, nav.Announcements, nav.Settings,
	} {
		o.router.Action(elsewhere, staff.Everyone, func(context.Context, *bot.Request) (bot.Reply, error) { return bot.Reply{}, nil })
	}
	return o
}

// shows holds a reply against testdata/NAME.golden.
func (o *office) shows(t *testing.T, name string, reply bot.Reply, err error) {
	t.Helper()
	handlerstest.Shows(t, o.router, name, reply, err)
}

// talk is the office on a Telegram, with one person before it.
type talk struct {
	*office
	*handlerstest.Talk
}

// newTalk lets an actor, or a stranger, speak to the bot until the test ends.
func newTalk(t *testing.T, actor staff.Actor) *talk {
	t.Helper()
	k := &talk{}
	k.Talk = handlerstest.NewTalk(t, actor, func(*bot.Client) *bot.Router {
		k.office = newOffice(t)
		return k.router
	})
	return k
}

func holder(id staff.EmployeeID, name string, positions ...staff.PositionID) staff.Actor {
	a := staff.Actor{Employee: staff.Employee{ID: id, Name: name, Active: true}, Account: staff.AccountID(id)}
	titles := map[staff.PositionID]string{head: "Kepala Dinas", secretary: "Sekretaris", section: "Kepala Subbagian Umum"}
	for _, p := range positions {
		a.Holdings = append(a.Holdings, staff.Holding{
			Position: staff.Position{ID: p, Title: titles[p], UnitID: 1, UnitName: "Dinas Kebudayaan"}, Capacity: staff.Definitive,
		})
	}
	return a
}

func wayan() staff.Actor { return holder(3, "Ni Wayan Suartini", section) }

func by(a staff.Actor) *bot.Request {
	return &bot.Request{Account: a.Account, Actor: a, Draft: "draft"}
}

// cabinet counts what waits.
type cabinet struct {
	counts    disposition.Counts
	approvals int            // requests that wait
	own       []request.Item // requests of the reader
}

func (c *cabinet) Counts(context.Context, staff.Actor) (disposition.Counts, error) {
	return c.counts, nil
}

func (c *cabinet) CountWaiting(context.Context, staff.Actor) (int, error) { return c.approvals, nil }

func (c *cabinet) Mine(context.Context, staff.Actor, int, int) (request.Page, error) {
	return request.Page{Items: c.own, Total: len(c.own)}, nil
}

// links answers what account.Service and the identities would.
type links struct {
	fails    error
	actor    staff.Actor
	linked   []string
	unlinked []staff.EmployeeID
}

func (l *links) LinkByCode(_ context.Context, _ staff.AccountID, code account.Secret) error {
	l.linked = append(l.linked, "code "+code.Reveal())
	return l.fails
}

func (l *links) LinkByContact(_ context.Context, _ staff.AccountID, phone staff.Phone, end string) error {
	l.linked = append(l.linked, "phone "+string(phone)+" NIP "+end)
	return l.fails
}

func (l *links) Identify(context.Context, staff.AccountID) (staff.Actor, error) { return l.actor, nil }

func (l *links) IssueCode(context.Context, staff.Actor, staff.NIP) (account.Secret, staff.Employee, error) {
	return "q1w2e3", staff.Employee{Name: "I Ketut Rai"}, l.fails
}

func (l *links) Unlink(_ context.Context, a staff.Actor) error {
	l.unlinked = append(l.unlinked, a.ID)
	return l.fails
}
