// Package apel holds the everyday conversations about apel: what is next and
// the own record, saying that one comes or why not, proving to be there, the
// board with the code, lists and figures. The schedule itself is changed in
// package apelrule. As in all of handlers, a handler parses its arguments,
// calls one service, and answers with a Reply.
package apel

import (
	"context"
	"time"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/apel"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/handlers/nav"
)

// The names of the actions that buttons carry. An event in them stands first.
const (
	actionOpen    = "apel.open"    // event
	actionComing  = "apel.coming"  // event
	actionExcuse  = "apel.excuse"  // event, status
	actionThere   = "apel.there"   // event
	actionPlea    = "apel.plea"    // event, employee
	actionGrant   = "apel.grant"   // event, employee, time of the excuse
	actionRefuse  = "apel.refuse"  // event, employee, time of the excuse
	actionBoard   = "apel.board"   // event
	actionRedraw  = "apel.redraw"  // event
	actionUnboard = "apel.unboard" // event
	actionMark    = "apel.mark"    // event
	actionRoll    = "apel.roll"    // event, unit
	actionSheet   = "apel.sheet"   // event, unit
	actionPicture = "apel.picture" // event, unit
	actionRekap   = nav.RekapApel  // month
	actionPeople  = "rekap.people" // month, offset, words
	actionSearch  = "rekap.search" // month
	actionTable   = "rekap.sheet"  // month
	actionBars    = "rekap.bars"   // month
	actionClose   = "rekap.close"  // month
	actionClosed  = "rekap.closed" // month
)

// Desk is what an employee does about apel; a *apel.Desk.
type Desk interface {
	ShowDesk
	ExcuseDesk
	CheckDesk
	OfficerDesk
	FigureDesk
}

// ShowDesk shows events.
type ShowDesk interface {
	Home(ctx context.Context, by staff.Actor) (apel.Home, error)
	Show(ctx context.Context, by staff.Actor, id apel.EventID) (apel.View, error)
	Look(ctx context.Context, by staff.Actor, id apel.EventID) (apel.View, error)
	Today() calendar.Date
}

// ExcuseDesk takes what people say before an event.
type ExcuseDesk interface {
	Coming(ctx context.Context, by staff.Actor, id apel.EventID) (apel.View, error)
	Excuse(ctx context.Context, by staff.Actor, id apel.EventID, as apel.Status, reason string) (apel.View, error)
	Consent(ctx context.Context, by staff.Actor, id apel.EventID, who staff.EmployeeID, v apel.Verdict) (apel.Plea, error)
	LookPlea(ctx context.Context, by staff.Actor, id apel.EventID, who staff.EmployeeID) (apel.Plea, error)
}

// CheckDesk takes proofs of being there.
type CheckDesk interface {
	CheckIn(ctx context.Context, by staff.Actor, p apel.Proof) (apel.View, error)
	OpenNow(ctx context.Context, by staff.Actor) ([]apel.View, error)
}

// OfficerDesk is what the officers of an event do.
type OfficerDesk interface {
	BoardDesk
	Mark(ctx context.Context, by staff.Actor, id apel.EventID, who staff.EmployeeID, s apel.Status, reason string) (apel.Presence, error)
	Find(ctx context.Context, by staff.Actor, id apel.EventID, words string, offset, limit int) ([]apel.Presence, int, error)
}

// BoardDesk shows the code.
type BoardDesk interface {
	Board(ctx context.Context, by staff.Actor, id apel.EventID) (apel.BoardView, error)
	OpenBoard(ctx context.Context, by staff.Actor, id apel.EventID, message int) error
	CloseBoard(ctx context.Context, by staff.Actor, message int) error
}

// FigureDesk makes lists and figures.
type FigureDesk interface {
	Roll(ctx context.Context, by staff.Actor, id apel.EventID) (apel.Roll, error)
	UnitRoll(ctx context.Context, by staff.Actor, id apel.EventID, unit staff.UnitID) (apel.Roll, error)
	Rekap(ctx context.Context, by staff.Actor, year int, month time.Month) (apel.Rekap, error)
	RekapPeople(ctx context.Context, by staff.Actor, year int, month time.Month, words string, offset, limit int) ([]apel.Record, int, error)
	CloseMonth(ctx context.Context, by staff.Actor, year int, month time.Month) error
}

// Units names units.
type Units interface {
	Units(ctx context.Context, ids []staff.UnitID) ([]staff.Unit, error)
}

// Parts are what the conversations are made from.
type Parts struct {
	Desk    Desk
	Units   Units
	BotName func() string // for links to the bot, asked for when one is made
	Clock   calendar.Clock
}

// Apel are the conversations.
type Apel struct {
	cards   *cards
	excuses *excuses
	pleas   *pleas
	checks  *checks
	boards  *boards
	marks   *marks
	rolls   *rolls
	rekaps  *rekaps
	notices *notices
}

// New makes the conversations.
func New(p Parts) *Apel {
	c := &cards{p}
	pleas := &pleas{desk: p.Desk}
	rolls := &rolls{p}
	return &Apel{
		cards: c, excuses: &excuses{desk: p.Desk, cards: c}, pleas: pleas, checks: &checks{desk: p.Desk, cards: c},
		boards: &boards{p}, marks: &marks{desk: p.Desk}, rolls: rolls, rekaps: &rekaps{p},
		notices: &notices{cards: c, pleas: pleas, rolls: rolls},
	}
}

// Rekap shows the figures of apel of this month: /rekap apel.
func (h *Apel) Rekap(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	return h.rekaps.start(ctx, r)
}

// Register adds /apel, /hadir and /rekap, their buttons and forms, what is
// done with codes and locations that people send, cards and notices.
func (h *Apel) Register(rt *bot.Router) {
	h.cards.register(rt)
	h.excuses.register(rt)
	h.pleas.register(rt)
	h.checks.register(rt)
	h.boards.register(rt)
	h.marks.register(rt)
	h.rolls.register(rt)
	h.rekaps.register(rt)
	h.notices.register(rt)
}

// eventArg reads the id of an event from a button.
func eventArg(r *bot.Request) (apel.EventID, error) {
	id, err := nav.ID(r, 0)
	return apel.EventID(id), err
}

func inPlace(r bot.Reply) bot.Reply {
	r.Edit, r.Forget = true, r.Card == nil
	return r
}

// button is a button about an event.
func button(label bot.Phrase, action string, id apel.EventID, more ...string) bot.Button {
	return bot.Button{Label: label, Action: action, Args: append([]string{nav.IDArg(id)}, more...)}
}

func styled(b bot.Button, s bot.Style) bot.Button {
	b.Style = s
	return b
}
