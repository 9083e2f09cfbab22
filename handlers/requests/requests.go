// Package requests holds the conversations about requests: asking for leave,
// permission, duty travel and overtime, following what was asked for, and
// deciding on what waits. As in all of handlers, a handler parses its
// arguments, calls one service, and answers with a Reply.
package requests

import (
	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/request"
	"github.com/gelis-bali/gelis/handlers/nav"
	"github.com/gelis-bali/gelis/handlers/upload"
)

// The names of the actions that buttons carry. A request in them stands
// first; place says which list it was opened from.
const (
	actionOpen        = "request.open"      // request, place
	actionDecide      = "request.decide"    // request, choice
	actionUndo        = "request.undo"      // request
	actionWithdraw    = "request.withdraw"  // request
	actionWithdrawYes = "request.withdrawn" // request
	actionNudge       = "request.nudge"     // request
	actionCancel      = "request.cancel"    // request
	actionAccept      = "request.accept"    // request
	actionDocuments   = "request.documents" // request
	actionFull        = "request.full"      // request, piece, New
	actionMany        = "request.many"      // offset
	actionPrint       = "request.print"     // request
)

// Desk is what an employee does with requests; a *request.Desk.
type Desk interface {
	AskDesk
	CardDesk
	ListDesk
	ActDesk
	VerdictDesk
}

// VerdictDesk takes verdicts, one by one or several at once.
type VerdictDesk interface {
	DecideDesk
	ManyDesk
}

// Parts are what the conversations are made from.
type Parts struct {
	Desk       Desk
	Files      upload.Files
	Phones     Phones
	Colleagues Colleagues
	Calendar   *calendar.Calendar
	Clock      calendar.Clock
	Place      string // where the office is, for printed forms
}

// Requests are the conversations about requests.
type Requests struct {
	ask     *ask
	cards   *cards
	lists   *lists
	decide  *decide
	acts    *acts
	many    *many
	notices *notices
	forms   *forms
}

// New makes the conversations.
func New(p Parts) *Requests {
	c := &cards{desk: p.Desk}
	return &Requests{
		ask:     &ask{Parts: p, cards: c},
		cards:   c,
		lists:   &lists{desk: p.Desk},
		decide:  &decide{desk: p.Desk, cards: c, calendar: p.Calendar},
		acts:    &acts{desk: p.Desk, cards: c},
		many:    &many{desk: p.Desk},
		notices: &notices{cards: c},
		forms:   &forms{desk: p.Desk, clock: p.Clock, place: p.Place},
	}
}

// Register adds /ajukan, /permohonan, /persetujuan, the card of a request
// with its buttons and forms, and the notices.
func (q *Requests) Register(rt *bot.Router) {
	q.ask.register(rt)
	q.lists.register(rt)
	q.cards.register(rt)
	q.decide.register(rt)
	q.acts.register(rt)
	q.many.register(rt)
	q.notices.register(rt)
	q.forms.register(rt)
}

// requestArg reads the id of a request from a button.
func requestArg(r *bot.Request) (request.ID, error) {
	id, err := nav.ID(r, 0)
	return request.ID(id), err
}

// itemOf is a request as a line of a list, for the questions about it.
func itemOf(v request.View) request.Item {
	item := request.Item{
		ID: v.ID, Kind: v.Kind, Leave: v.Leave, Permit: v.Permit, Cancels: v.Cancels, Applicant: v.Applicant.Name,
		UnitName: v.Applicant.UnitName, Period: v.Period, Hours: v.Hours, Days: v.Days, State: v.State, SentAt: v.SentAt,
	}
	if v.Relation == request.IsApplicant {
		item.Applicant = ""
	}
	return item
}
