package request

import (
	"slices"
	"time"

	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/staff"
)

// Moment is an instant of the office: now, the zone that makes a day of it,
// and the calendar that says which days are worked.
type Moment struct {
	Now      time.Time
	Zone     *time.Location
	Calendar *calendar.Calendar
}

// Today is the office's day.
func (m Moment) Today() calendar.Date { return calendar.DateOf(m.Now, m.Zone) }

// Relation says what an actor is to a request today. Only positions held and
// roles granted on the day count, never what somebody was.
type Relation string

// The relations, the closest first.
const (
	IsApplicant Relation = "applicant" // asked for it
	IsDecider   Relation = "decider"   // may decide on the step whose turn it is, or has just done so
	InChain     Relation = "chain"     // holds the position of a step that is over or to come
	IsPersonnel Relation = "personnel" // personnel office of the applicant's unit
	IsConcerned Relation = "concerned" // goes along, or works overtime
	Nobody      Relation = ""
)

// RelationOf finds the closest relation of an actor to a request.
func (c Case) RelationOf(a staff.Actor) Relation {
	switch {
	case !a.Known() || !a.Active:
		return Nobody
	case a.ID == c.Applicant.ID:
		return IsApplicant
	case c.State.Open() && slices.ContainsFunc(c.turn(), func(s *Step) bool { return c.entitled(a, s) }):
		return IsDecider
	case c.inChain(a):
		return InChain
	case a.HasIn(staff.Personnel, c.Applicant.Unit):
		return IsPersonnel
	case slices.ContainsFunc(c.People, func(p Person) bool { return p.ID == a.ID }):
		return IsConcerned
	}
	return Nobody
}

// Action is something that can be done with a request.
type Action string

// The actions on a request.
const (
	ActionView      Action = "view"
	ActionDecide    Action = "decide"
	ActionTakeBack  Action = "take_back"
	ActionAnswer    Action = "answer"
	ActionWithdraw  Action = "withdraw"
	ActionAskCancel Action = "cancel"
	ActionNudge     Action = "nudge"
	ActionPrint     Action = "print"
	ActionDocument  Action = "document"
)

// Actions are all actions, in the order in which they are offered.
func Actions() []Action {
	return []Action{
		ActionView, ActionDecide, ActionTakeBack, ActionAnswer, ActionWithdraw,
		ActionAskCancel, ActionNudge, ActionPrint, ActionDocument,
	}
}
