package dispositions

import (
	"context"
	"testing"
	"time"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/document"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/request"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/handlers"
	"github.com/gelis-bali/gelis/handlers/handlerstest"
	"github.com/gelis-bali/gelis/handlers/nav"
	"github.com/gelis-bali/gelis/handlers/upload"
)

// The ids of the office of these tests.
const (
	head      staff.PositionID = 1
	secretary staff.PositionID = 2
	section   staff.PositionID = 3

	toSection disposition.BranchID = 12 // from the secretary to the section
)

// office is the services over a small memory instead of a database.
type office struct {
	*cabinet
	home   *handlers.Home
	desk   *Dispositions
	router *bot.Router
}

func newOffice(t *testing.T) *office {
	t.Helper()
	return newOfficeWith(t, nil)
}

// newOfficeWith fetches what people send from Telegram, if there is one.
func newOfficeWith(t *testing.T, client *bot.Client) *office {
	t.Helper()
	zone := handlerstest.Zone()
	clock := calendar.Clock{Now: func() time.Time { return time.Date(2026, time.November, 23, 9, 5, 0, 0, zone) }, Zone: zone}
	c := &cabinet{dossier: letter(), line: line(), done: map[string]bool{}, kept: map[document.ID][]byte{"scan": []byte("%PDF")}}
	o := &office{cabinet: c, router: bot.NewRouter()}
	desk := disposition.NewDesk(c, c, c, calendar.New(nil), clock)
	o.home = handlers.NewHome(desk, c, clock.Now)
	var files upload.Files = c
	if client != nil {
		files = handlerstest.Sent{Client: client, Keeper: c}
	}
	o.desk = New(Parts{Desk: desk, Files: files, Home: o.home, Calendar: calendar.New(nil), BotName: func() string { return "GelisBaliBot" }, Clock: clock})
	o.home.Register(o.router)
	o.desk.Register(o.router)
	handlers.NewHelp().Register(o.router)
	for _, elsewhere := range []string{nav.Ask, nav.Approvals, nav.Requests, nav.Apel, nav.Announcements, nav.Settings, nav.Letter} { // other packages answer these
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
	k.Talk = handlerstest.NewTalk(t, actor, func(client *bot.Client) *bot.Router {
		k.office = newOfficeWith(t, client)
		return k.router
	})
	return k
}

// letter came from the head through the secretary to the section.
func letter() *disposition.Dossier {
	sent := time.Date(2026, time.November, 20, 1, 30, 0, 0, time.UTC)
	return &disposition.Dossier{
		Letter: disposition.Letter{
			ID: 5, UnitID: 1, UnitName: "Dinas Kebudayaan", AgendaYear: 2026, AgendaNumber: 412, Number: "005/2214/BKPSDM",
			Date: calendar.NewDate(2026, time.November, 18), Received: calendar.NewDate(2026, time.November, 20),
			Sender: "BKPSDM", Subject: "Undangan rapat koordinasi", Speed: disposition.Urgent, Secrecy: disposition.Open,
			Files: []document.File{{ID: "scan", Name: "undangan.pdf", MIME: "application/pdf", Size: 4}},
		},
		Dispositions: []disposition.Disposition{
			{ID: 1, From: head, FromTitle: "Kepala Dinas", ByName: "I Made Artha", As: staff.Definitive, Instructions: []string{"Tindak lanjuti"}, SentAt: sent},
			{
				ID: 2, Parent: 11, From: secretary, FromTitle: "Sekretaris", ByName: "Ni Luh Sariani", As: staff.Plt,
				Instructions: []string{"Hadiri"}, Note: "Bawa data arsip.", SentAt: sent.Add(time.Hour),
			},
		},
		Branches: []*disposition.Branch{
			{ID: 11, Version: 2, Disposition: 1, To: secretary, ToTitle: "Sekretaris", ToUnit: "Sekretariat", State: disposition.StateForwarded},
			{
				ID: toSection, Version: 1, Disposition: 2, To: section, ToTitle: "Kepala Subbagian Umum", ToUnit: "Sekretariat",
				State: disposition.StateSent, Deadline: calendar.NewDate(2026, time.November, 24),
			},
		},
	}
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
func luh() staff.Actor   { return holder(2, "Ni Luh Sariani", secretary) }
func rai() staff.Actor   { return holder(9, "I Ketut Rai") }

func by(a staff.Actor, args ...string) *bot.Request {
	return &bot.Request{Account: a.Account, Actor: a, Args: args, Draft: "draft"}
}

// cabinet keeps one dossier, a list, and files.
type cabinet struct {
	dossier *disposition.Dossier
	items   []disposition.Item
	counts  disposition.Counts
	kept    map[document.ID][]byte
	done    map[string]bool
	lines   []audit.Entry
	sent    []byte // what Download returns
	fails   error  // what everything returns, if set
	told    []notify.Message
	quick   []disposition.Quick
	usual   []disposition.Seat
	line    map[staff.PositionID][]disposition.Seat // who reports to whom

	approvals int            // requests that wait
	own       []request.Item // requests of the reader
}

func (c *cabinet) secret() { c.dossier.Letter.Secrecy = disposition.Secret }

func (c *cabinet) branch() *disposition.Branch { return c.dossier.Branches[1] }

func (c *cabinet) Dossier(_ context.Context, id disposition.BranchID) (*disposition.Dossier, error) {
	if c.fails != nil {
		return nil, c.fails
	}
	_, err := c.dossier.Branch(id)
	return c.dossier, err
}

func (c *cabinet) UpdateDossier(_ context.Context, change disposition.Change,
	decide func(*disposition.Dossier) (disposition.Decision, error),
) (*disposition.Dossier, error) {
	if c.fails != nil {
		return nil, c.fails
	}
	if c.done[change.Once] {
		return c.dossier, nil
	}
	c.dossier.Numbers = disposition.Numbers{}
	if change.NewBranches > 0 {
		c.dossier.Numbers.Disposition = disposition.DispositionID(20 + len(c.dossier.Dispositions))
		for i := range change.NewBranches {
			c.dossier.Numbers.Branches = append(c.dossier.Numbers.Branches, disposition.BranchID(100+len(c.dossier.Branches)+i))
		}
	}
	decision, err := decide(c.dossier)
	if err != nil {
		return nil, err
	}
	c.told = append(c.told, decision.Messages...)
	c.done[change.Once] = change.Once != ""
	return c.dossier, nil
}

func (c *cabinet) List(_ context.Context, q disposition.Query) (disposition.Page, error) {
	from := min(q.Offset, len(c.items))
	return disposition.Page{
		Items: c.items[from:min(from+q.Limit, len(c.items))], Total: len(c.items), Offset: q.Offset, Limit: q.Limit,
	}, c.fails
}

func (c *cabinet) Count(context.Context, disposition.Query) (disposition.Counts, error) {
	return c.counts, c.fails
}

func (c *cabinet) Content(_ context.Context, id document.ID) (document.Content, error) {
	return document.Content{File: document.File{ID: id}, Bytes: c.kept[id]}, nil
}

func (c *cabinet) CountWaiting(context.Context, staff.Actor) (int, error) {
	return c.approvals, c.fails
}

func (c *cabinet) Mine(context.Context, staff.Actor, int, int) (request.Page, error) {
	return request.Page{Items: c.own, Total: len(c.own)}, c.fails
}

func (c *cabinet) RecordAudit(_ context.Context, e audit.Entry) error {
	c.lines = append(c.lines, e)
	return nil
}

func (c *cabinet) Download(context.Context, bot.File) ([]byte, error) { return c.sent, c.fails }

func (c *cabinet) KeepFile(_ context.Context, content document.Content) error {
	c.kept[content.ID] = content.Bytes
	return nil
}

func items(n int) []disposition.Item {
	list := make([]disposition.Item, n)
	for i := range list {
		list[i] = disposition.Item{
			Branch: disposition.BranchID(i + 1), State: disposition.StateSent, Subject: "Surat", Sender: "Bappeda",
			Deadline: calendar.NewDate(2026, time.November, 20+i), Speed: disposition.Ordinary, Secrecy: disposition.Open,
			ToTitle: "Kepala Subbagian Umum",
		}
	}
	return list
}
