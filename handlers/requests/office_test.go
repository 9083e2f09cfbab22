package requests

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/document"
	"github.com/gelis-bali/gelis/domain/leave"
	"github.com/gelis-bali/gelis/domain/request"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/handlers/handlerstest"
	"github.com/gelis-bali/gelis/handlers/nav"
	"github.com/gelis-bali/gelis/text"
)

// The ids of the office of these tests.
const (
	section staff.PositionID = 3 // of who asks
	head    staff.PositionID = 2 // considers
	chief   staff.PositionID = 1 // decides
)

// office answers what a desk would, from a small memory, and writes down what
// it was asked to do.
type office struct {
	mu       sync.Mutex
	view     request.View
	page     request.Page
	plan     request.Plan
	own      []request.Absence
	outcomes []request.Outcome
	people   []bot.Person
	phone    staff.Phone
	fails    error // what acts return, if set
	planned  error // what Plan returns, if set
	did      []string
	sent     request.Ask
	kept     map[document.ID][]byte

	router *bot.Router
}

func newOffice(t *testing.T) *office { t.Helper(); return newOfficeWith(t, nil) }

// newOfficeWith fetches what people send from Telegram, if there is one.
func newOfficeWith(t *testing.T, client *bot.Client) *office {
	t.Helper()
	zone := handlerstest.Zone()
	o := &office{
		view: viewOf(request.IsApplicant, request.ActionNudge, request.ActionWithdraw, request.ActionDocument), phone: "6281234567890",
		kept: map[document.ID][]byte{"surat": []byte("%PDF")}, router: bot.NewRouter(),
		people: []bot.Person{{ID: 9, Name: "I Ketut Rai", Position: "Pengelola Data", Unit: "Sekretariat"}},
	}
	o.plan = planned()
	New(Parts{
		Desk: o, Files: handlerstest.Sent{Client: client, Keeper: o}, Phones: o, Colleagues: o, Calendar: calendar.New(calendar.Shipped()),
		Clock: calendar.Clock{Now: func() time.Time { return now }, Zone: zone},
	}).Register(o.router)
	home := func(context.Context, *bot.Request) (bot.Reply, error) {
		return bot.Reply{Text: text.Label("home.not_understood")}, nil
	}
	o.router.Action(nav.Home, staff.Everyone, home)
	o.router.Fallback(home)
	o.router.Stranger(home)
	o.router.Cancel("batal", bot.SayHelpCancel)
	return o
}

var now = time.Date(2026, time.November, 23, 9, 5, 0, 0, handlerstest.Zone())

func today() calendar.Date { return calendar.NewDate(2026, time.November, 23) }

func day(d int) calendar.Date { return calendar.NewDate(2026, time.December, d) }

// planned is annual leave of Wayan that two superiors have to decide on.
func planned() request.Plan {
	return request.Plan{
		Ask: request.Ask{Kind: request.Leave, Leave: leave.Annual, Period: request.Period{From: day(1), To: day(4)}, Reason: "Upacara keluarga."},
		Applicant: request.Applicant{
			Employee: staff.Employee{ID: 7, Name: "Ni Wayan Suartini", Kind: staff.PNS}, Position: section, Title: "Analis Arsip", Unit: 2, UnitName: "Sekretariat",
		},
		Days: 4, Charges: []leave.Charge{{Year: 2026, Source: 2025, Days: 4}},
		Balance: []leave.Balance{balance()},
		Steps: []request.Step{
			{Ordinal: 1, Stage: request.Consider, Position: head, Title: "Kepala Subbagian Umum", Since: now, EscalateDays: 2},
			{Ordinal: 2, Stage: request.Decide, Position: chief, Title: "Kepala Dinas"},
		},
		Line: request.Line{
			head:  {Holders: []request.Holder{{ID: 2, Name: "I Made Oka", As: staff.Definitive}}},
			chief: {Holders: []request.Holder{{ID: 1, Name: "I Made Artha", As: staff.Plt}}},
		},
		Away: []request.Absence{{Name: "I Ketut Rai", Kind: request.Leave, Period: request.Period{From: day(2), To: day(3)}, Approved: true}},
	}
}

func balance() leave.Balance {
	return leave.Balance{Year: 2026, Sources: []leave.Source{{Year: 2024}, {Year: 2025, Days: 6}, {Year: 2026, Days: 12}}}
}

// viewOf is that leave as somebody sees it who may do these things.
func viewOf(relation request.Relation, allowed ...request.Action) request.View {
	p := planned()
	p.Ask.Files = []document.File{{ID: "surat", Name: "surat.pdf", MIME: "application/pdf", Size: 4}}
	v := request.View{
		Request: &request.Request{
			ID: 77, Version: 1, Ask: p.Ask, Applicant: p.Applicant, State: request.Waiting, Days: p.Days, Charges: p.Charges, Steps: p.Steps, SentAt: now,
		},
		Line: p.Line, Relation: relation, Allowed: allowed, Balance: p.Balance,
		Waits: []request.Turn{{Title: "Kepala Subbagian Umum", Holders: p.Line[head].Holders, Since: now}},
	}
	if slices.Contains(allowed, request.ActionDecide) {
		v.Choices, v.Away = v.Kind.Choices(), p.Away
	}
	return v
}

// ruled is what the one who considers sees right after a verdict.
func ruled(c request.Choice) request.View {
	v := viewOf(request.IsDecider, request.ActionTakeBack, request.ActionDocument)
	v.Steps[0].Verdict = &request.Verdict{Choice: c, Act: request.Act{At: now, By: 2, ByName: "I Made Oka", Position: head, Title: "Kepala Subbagian Umum", As: staff.Definitive}}
	v.Own, v.UndoUntil = &v.Steps[0], now.Add(request.UndoFor)
	return v
}

func wayan() staff.Actor { return holder(7, "Ni Wayan Suartini", section) }
func oka() staff.Actor   { return holder(2, "I Made Oka", head) }

func holder(id staff.EmployeeID, name string, positions ...staff.PositionID) staff.Actor {
	a := staff.Actor{Employee: staff.Employee{ID: id, Name: name, Kind: staff.PNS, Active: true}, Account: staff.AccountID(id)}
	titles := map[staff.PositionID]string{chief: "Kepala Dinas", head: "Kepala Subbagian Umum", section: "Analis Arsip"}
	for _, p := range positions {
		a.Holdings = append(a.Holdings, staff.Holding{
			Position: staff.Position{ID: p, Title: titles[p], UnitID: 2, UnitName: "Sekretariat"}, Capacity: staff.Definitive, Leads: p != section,
		})
	}
	return a
}

func by(a staff.Actor, args ...string) *bot.Request {
	return &bot.Request{Update: 5, Account: a.Account, Actor: a, Args: args, Draft: "draft"}
}

// shows holds a reply against testdata/NAME.golden.
func (o *office) shows(t *testing.T, name string, reply bot.Reply, err error) {
	t.Helper()
	handlerstest.Shows(t, o.router, name, reply, err)
}

func (o *office) note(format string, args ...any) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.did = append(o.did, fmt.Sprintf(format, args...))
	return o.fails
}

func (o *office) Today() calendar.Date { return today() }

func (o *office) Plan(_ context.Context, _ staff.Actor, position staff.PositionID, a request.Ask) (request.Plan, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	p := o.plan
	p.Ask, p.Applicant.Position = a, position
	return p, o.planned
}

func (o *office) Send(_ context.Context, _ staff.Actor, position staff.PositionID, a request.Ask, once string) (request.View, error) {
	err := o.note("send %s for position %d once %t, cancels %d", a.Kind, position, once != "", a.Cancels)
	o.sent = a
	return o.view, err
}

func (o *office) Balance(context.Context, staff.Actor, int) (leave.Balance, error) {
	return balance(), o.fails
}

func (o *office) Own(context.Context, staff.Actor, request.Period) ([]request.Absence, error) {
	return o.own, o.fails
}

func (o *office) list(offset, limit int) (request.Page, error) {
	from := min(offset, len(o.page.Items))
	return request.Page{Items: o.page.Items[from:min(from+limit, len(o.page.Items))], Total: len(o.page.Items)}, o.fails
}

func (o *office) Mine(_ context.Context, _ staff.Actor, offset, limit int) (request.Page, error) {
	return o.list(offset, limit)
}

func (o *office) Waiting(_ context.Context, _ staff.Actor, offset, limit int) (request.Page, error) {
	return o.list(offset, limit)
}

func (o *office) Look(_ context.Context, _ staff.Actor, id request.ID) (request.View, error) {
	if o.fails == nil && id != 77 {
		return request.View{}, request.ErrNoSuchRequest
	}
	return o.view, o.fails
}

func (o *office) Show(ctx context.Context, by staff.Actor, id request.ID) (request.View, error) {
	return o.Look(ctx, by, id)
}

func (o *office) May(_ context.Context, _ staff.Actor, act request.Action, _ request.ID) (request.View, error) {
	if !slices.Contains(o.view.Allowed, act) && o.fails == nil {
		return request.View{}, request.ErrOnlyDecider
	}
	return o.view, o.fails
}

func (o *office) Document(_ context.Context, _ staff.Actor, _ request.ID, file document.ID) (document.Content, error) {
	return document.Content{Bytes: o.kept[file]}, nil
}

func (o *office) Decide(_ context.Context, _ staff.Actor, id request.ID, c request.Choice, reason string, p request.Period, once string) (request.View, error) {
	err := o.note("%s %d because %q, propose %s to %s, once %t", c, id, reason, p.From, p.To, once != "")
	return ruled(c), err
}

func (o *office) TakeBack(_ context.Context, _ staff.Actor, id request.ID) (request.View, error) {
	return viewOf(request.IsDecider, request.ActionDecide), o.note("take back %d", id)
}

func (o *office) Away(context.Context, staff.Actor, staff.UnitID, request.Period) ([]request.Absence, error) {
	return planned().Away, o.fails
}

func (o *office) ApproveAll(_ context.Context, _ staff.Actor, ids []request.ID) []request.Outcome {
	_ = o.note("approve %v", ids)
	return o.outcomes
}

func (o *office) Answer(_ context.Context, _ staff.Actor, id request.ID, accept bool) (request.View, error) {
	return o.view, o.note("answer %d: %t", id, accept)
}

func (o *office) Withdraw(_ context.Context, _ staff.Actor, id request.ID) (request.View, error) {
	v := viewOf(request.IsApplicant)
	v.State, v.EndedAt, v.Waits = request.Withdrawn, now, nil
	return v, o.note("withdraw %d", id)
}

func (o *office) Nudge(_ context.Context, _ staff.Actor, id request.ID) (request.View, error) {
	return viewOf(request.IsApplicant, request.ActionWithdraw), o.note("nudge %d", id)
}

func (o *office) PhoneOf(context.Context, staff.NIP) (staff.Phone, error) { return o.phone, nil }

func (o *office) Colleagues(_ context.Context, _ staff.Actor, search string, offset, limit int) ([]bot.Person, int, error) {
	var found []bot.Person
	for _, p := range o.people {
		if strings.Contains(strings.ToLower(p.Name), strings.ToLower(search)) {
			found = append(found, p)
		}
	}
	from := min(offset, len(found))
	return found[from:min(from+limit, len(found))], len(found), nil
}

func (o *office) People(_ context.Context, ids []staff.EmployeeID) ([]bot.Person, error) {
	var found []bot.Person
	for _, p := range o.people {
		if slices.Contains(ids, p.ID) {
			found = append(found, p)
		}
	}
	return found, nil
}

func (o *office) KeepFile(_ context.Context, c document.Content) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.kept[c.ID] = c.Bytes
	return nil
}
