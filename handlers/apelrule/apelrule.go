// Package apelrule holds the conversations in which the personnel office
// changes the schedule of apel: rules that come back, single events, changes
// of one day, places and reminders. As in all of handlers, a handler parses
// its arguments, calls one service, and answers with a Reply.
package apelrule

import (
	"context"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/apel"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/handlers/audience"
	"github.com/gelis-bali/gelis/handlers/nav"
	"github.com/gelis-bali/gelis/text"
)

// The names of the actions that buttons carry.
const (
	actionPage      = "apelrule.page"      // offset
	actionRule      = "apelrule.rule"      // rule
	actionNew       = "apelrule.new"       // kind of recurrence; none: asked for
	actionEdit      = "apelrule.edit"      // rule
	actionEnd       = "apelrule.end"       // rule
	actionEnded     = "apelrule.ended"     // rule
	actionEvents    = "apelrule.events"    // offset
	actionPlaces    = "apelrule.places"    // nothing
	actionPlace     = "apelrule.place"     // place; none: a new one
	actionReminders = "apelrule.reminders" // nothing
	actionReminder  = "apelrule.reminder"  // name
	actionOpenEvent = "apel.open"          // event; of package apel
)

// Desk changes the schedule; a *apel.Desk.
type Desk interface {
	RuleDesk
	EventDesk
	SettingDesk
	Today() calendar.Date
}

// RuleDesk changes rules.
type RuleDesk interface {
	Schedule(ctx context.Context, by staff.Actor) (apel.Timetable, error)
	Preview(r apel.Rule) ([]apel.Foreseen, error)
	SaveRule(ctx context.Context, by staff.Actor, r apel.Rule, once string) error
	EndRule(ctx context.Context, by staff.Actor, id apel.RuleID) error
}

// EventDesk changes single events and single days of rules.
type EventDesk interface {
	Show(ctx context.Context, by staff.Actor, id apel.EventID) (apel.View, error)
	SaveEvent(ctx context.Context, by staff.Actor, e apel.Event, once string) error
	Cancel(ctx context.Context, by staff.Actor, id apel.EventID, reason string) error
}

// SettingDesk changes places and reminders.
type SettingDesk interface {
	SavePlace(ctx context.Context, by staff.Actor, p apel.Place) error
	SaveReminders(ctx context.Context, by staff.Actor, all []apel.Reminder) error
}

// Parts are what the conversations are made from.
type Parts struct {
	Desk     Desk
	Staff    audience.Staff
	Calendar *calendar.Calendar
}

// Schedule are the conversations.
type Schedule struct {
	lists    *lists
	form     *form
	settings *settings
}

// New makes the conversations.
func New(p Parts) *Schedule {
	l := &lists{p}
	return &Schedule{lists: l, form: &form{Parts: p, lists: l}, settings: &settings{p}}
}

// Register adds what stands behind *Atur*: buttons and forms.
func (s *Schedule) Register(rt *bot.Router) {
	s.lists.register(rt)
	s.form.register(rt)
	s.settings.register(rt)
}

// managers are for whom all of it is; which rules, the desk says.
const managers = staff.PersonnelOrAdmin

// backRow leads back to the list of rules.
func backRow() []bot.Button {
	return []bot.Button{{Label: text.Label("label.apel.rules"), Action: nav.ApelRules}, nav.HomeButton()}
}
