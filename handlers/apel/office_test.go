package apel

import (
	"context"
	"fmt"
	"time"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/apel"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/handlers/handlerstest"
	"github.com/gelis-bali/gelis/handlers/nav"
	"github.com/gelis-bali/gelis/text"
)

// office answers what a desk would, from a small memory, and writes down what
// it was asked to do.
type office struct {
	view  apel.View
	plea  apel.Plea
	board apel.BoardView
	open  []apel.View
	fails error // what acts return, if set
	did   []string

	apel   *Apel
	router *bot.Router
}

func newOffice() *office {
	e := gathering()
	o := &office{
		view: apel.View{
			Event: e, Mine: &apel.Presence{Event: e.ID, Version: 2, Employee: suartini()}, Dress: apel.Adat, Why: apel.DressPurnama,
			Opens: e.Opens(zone()), Begins: e.Begins(zone()), Closes: e.Closes(zone()), Stage: apel.Coming,
		},
		plea: apel.Plea{Event: e, MayDecide: true, Titles: []string{"Kepala Subbagian Umum"}, Presence: apel.Presence{
			Event: e.ID, Version: 3, Employee: suartini(), Excuse: apel.Excuse{As: apel.Sick, Reason: "Demam.", At: now(), Consent: apel.Asked},
		}},
		board: apel.BoardView{
			Event: e, Step: 7, Digits: "048213", Token: "ABCDEFGHIJKLMNOP", Stage: apel.OpenNow, Expected: 40, Counts: map[apel.Status]int{apel.Present: 12},
		},
		router: bot.NewRouter(),
	}
	o.apel = New(Parts{
		Desk: o, Units: o, BotName: func() string { return "GelisBaliBot" }, Clock: calendar.Clock{Now: func() time.Time { return now() }, Zone: zone()},
	})
	o.apel.Register(o.router)
	quiet := func(context.Context, *bot.Request) (bot.Reply, error) {
		return bot.Reply{Text: text.Label("home.not_understood")}, nil
	}
	for _, name := range []string{nav.Home, nav.ApelRules, nav.ApelChange, nav.ApelCancel} {
		o.router.Action(name, staff.Everyone, quiet)
	}
	o.router.Fallback(quiet)
	o.router.Stranger(quiet)
	o.router.Cancel("batal", bot.SayHelpCancel)
	return o
}

func zone() *time.Location { return handlerstest.Zone() }

func now() time.Time { return time.Date(2026, time.December, 6, 15, 0, 0, 0, zone()) }

func gathering() apel.Event {
	return apel.Event{
		ID: 41, Version: 1, Date: calendar.NewDate(2026, time.December, 7), State: apel.Planned, Details: apel.Details{
			Kind: apel.Assembly, Name: "Apel Disiplin", Minute: 450, Inspector: "Sekretaris Daerah", Window: apel.DefaultWindow(),
			Place: apel.Place{ID: 1, Name: "Halaman Kantor Gubernur", Radius: 100, Active: true},
		},
	}
}

func suartini() staff.Member {
	return staff.Member{Employee: staff.Employee{ID: 7, Name: "Ni Wayan Suartini", NIP: "199004042015042004"}, Title: "Analis Arsip", UnitName: "Sekretariat"}
}

func wayan() staff.Actor {
	return staff.Actor{Employee: staff.Employee{ID: 7, Name: "Ni Wayan Suartini", Active: true}, Account: 7}
}

func personnel() staff.Actor {
	a := wayan()
	a.Grants = []staff.Grant{{Role: staff.Personnel, UnitID: 1, Covers: []staff.UnitID{1, 2}}}
	return a
}

func by(a staff.Actor, args ...string) *bot.Request {
	return &bot.Request{Update: 5, Account: a.Account, Actor: a, Args: args, Draft: "draft", Message: 99}
}

func (o *office) note(format string, args ...any) error {
	o.did = append(o.did, fmt.Sprintf(format, args...))
	return o.fails
}

func (o *office) Today() calendar.Date { return calendar.DateOf(now(), zone()) }

func (o *office) Home(context.Context, staff.Actor) (apel.Home, error) {
	next := o.view
	return apel.Home{Next: &next, Year: map[apel.Status]int{apel.Present: 9, apel.Late: 1}, Last: []apel.Past{
		{Event: gathering(), Presence: apel.Presence{Status: apel.Late}},
	}}, o.fails
}

func (o *office) Show(context.Context, staff.Actor, apel.EventID) (apel.View, error) {
	return o.view, o.fails
}

func (o *office) Look(context.Context, staff.Actor, apel.EventID) (apel.View, error) {
	return o.view, o.fails
}

func (o *office) Coming(_ context.Context, _ staff.Actor, id apel.EventID) (apel.View, error) {
	v := o.view
	mine := *v.Mine
	mine.Coming = true
	v.Mine = &mine
	return v, o.note("coming to %d", id)
}

func (o *office) Excuse(_ context.Context, _ staff.Actor, id apel.EventID, as apel.Status, reason string) (apel.View, error) {
	v := o.view
	mine := *v.Mine
	mine.Excuse = apel.Excuse{As: as, Reason: reason, Consent: apel.Asked}
	v.Mine = &mine
	return v, o.note("%s from %d because %q", as, id, reason)
}

func (o *office) Consent(_ context.Context, _ staff.Actor, id apel.EventID, who staff.EmployeeID, v apel.Verdict) (apel.Plea, error) {
	p := o.plea
	p.MayDecide, p.Presence.Excuse.Consent = false, apel.Refused
	if v.Grant {
		p.Presence.Excuse.Consent = apel.Granted
	}
	return p, o.note("consent %t to %d of %d of %d because %q", v.Grant, v.Shown.Unix(), who, id, v.Reason)
}

func (o *office) LookPlea(context.Context, staff.Actor, apel.EventID, staff.EmployeeID) (apel.Plea, error) {
	return o.plea, o.fails
}

func (o *office) CheckIn(_ context.Context, _ staff.Actor, p apel.Proof) (apel.View, error) {
	v := o.view
	v.Stage = apel.OpenNow
	mine := *v.Mine
	mine.Status, mine.Way, mine.At = apel.Present, apel.ByCode, v.Opens
	v.Mine = &mine
	return v, o.note("check in at %d with digits %q, token %q, place %t", p.Event, p.Digits, p.Token, p.Fix != nil)
}

func (o *office) OpenNow(context.Context, staff.Actor) ([]apel.View, error) { return o.open, nil }

func (o *office) Board(context.Context, staff.Actor, apel.EventID) (apel.BoardView, error) {
	return o.board, o.fails
}

func (o *office) OpenBoard(_ context.Context, _ staff.Actor, id apel.EventID, message int) error {
	return o.note("board of %d in message %d", id, message)
}

func (o *office) CloseBoard(_ context.Context, _ staff.Actor, message int) error {
	return o.note("close board %d", message)
}

func (o *office) Mark(_ context.Context, _ staff.Actor, id apel.EventID, who staff.EmployeeID, s apel.Status, reason string) (apel.Presence, error) {
	return apel.Presence{Employee: suartini(), Status: s}, o.note("mark %d at %d %s because %q", who, id, s, reason)
}

func (o *office) Find(context.Context, staff.Actor, apel.EventID, string, int, int) ([]apel.Presence, int, error) {
	return []apel.Presence{{Employee: suartini()}}, 1, o.fails
}

func (o *office) Roll(context.Context, staff.Actor, apel.EventID) (apel.Roll, error) {
	return apel.Roll{Event: gathering(), Tally: tally(), Presences: []apel.Presence{{Employee: suartini(), Status: apel.Unexplained}}}, o.fails
}

func (o *office) UnitRoll(ctx context.Context, by staff.Actor, id apel.EventID, _ staff.UnitID) (apel.Roll, error) {
	roll, err := o.Roll(ctx, by, id)
	roll.Tally = roll.Tally[:1]
	return roll, err
}

func tally() []apel.Count {
	return []apel.Count{
		{Unit: 2, UnitName: "Sekretariat", Of: map[apel.Status]int{apel.Present: 40, apel.Late: 2, apel.Unexplained: 3}},
		{Unit: 3, UnitName: "Bidang Arsip", Of: map[apel.Status]int{apel.Present: 12, apel.OnLeave: 2}},
	}
}

func (o *office) Rekap(_ context.Context, _ staff.Actor, year int, month time.Month) (apel.Rekap, error) {
	return apel.Rekap{Year: year, Month: month, Events: []apel.Event{gathering()}, Tally: tally(), MayClose: true}, o.fails
}

func (o *office) RekapPeople(context.Context, staff.Actor, int, time.Month, string, int, int) ([]apel.Record, int, error) {
	return []apel.Record{{Who: suartini(), Of: tally()[0].Of}}, 7, o.fails
}

func (o *office) CloseMonth(_ context.Context, _ staff.Actor, year int, month time.Month) error {
	return o.note("close %d-%d", year, month)
}

func (o *office) Units(_ context.Context, ids []staff.UnitID) ([]staff.Unit, error) {
	return []staff.Unit{{ID: ids[0], Name: "Sekretariat"}}, nil
}
