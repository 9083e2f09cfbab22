package text

import (
	"slices"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/apel"
	"github.com/gelis-bali/gelis/domain/calendar"
)

// ApelRules lists the rules of apel for who looks after them.
type ApelRules struct {
	Rules []apel.Rule // those on this page
	Total int
	Page  int        // where the page begins
	News  bot.Phrase // what has just happened; may be nil
}

// Phrase names the template.
func (ApelRules) Phrase() string { return "apelrule.list" }

// ApelPlan is a rule or a single event, as it is or as it would become.
type ApelPlan struct {
	apel.Details
	Recurrence calendar.Rule
	Audience   Audience
	Foreseen   []apel.Foreseen
	Today      calendar.Date
	NoDecree   []int  // years whose holidays are not known
	Draft      bool   // it is not saved yet
	Reason     string // of a change of one occurrence
	Problem    error  // why it cannot be saved, with wording; nil: it can
	News       bot.Phrase
}

// Phrase names the template.
func (ApelPlan) Phrase() string { return "apelrule.plan" }

// Dozen are the next twelve dates.
func (p ApelPlan) Dozen() []apel.Foreseen {
	const dozen = 12
	return p.Foreseen[:min(len(p.Foreseen), dozen)]
}

// Undecreed is the first year of the dozen whose holidays are not known; 0: none.
func (p ApelPlan) Undecreed() int {
	for _, f := range p.Dozen() {
		if slices.Contains(p.NoDecree, f.Date.Year()) {
			return f.Date.Year()
		}
	}
	return 0
}

// AskApelRule asks for one part of a rule, an event, a place or a reminder.
type AskApelRule struct {
	Field apel.Field // or one of those that only the form has
	Limit int
}

// Phrase names the template.
func (AskApelRule) Phrase() string { return "apelrule.ask" }

// ConfirmApelEnd asks whether a rule is to end.
type ConfirmApelEnd struct {
	Rule apel.Rule
}

// Phrase names the template.
func (ConfirmApelEnd) Phrase() string { return "apelrule.end" }

// AskApelCancel asks why an event is called off.
type AskApelCancel struct {
	Event apel.Event
	Limit int
}

// Phrase names the template.
func (AskApelCancel) Phrase() string { return "apelrule.cancel" }

// ApelEvents lists what is to come.
type ApelEvents struct {
	Events []apel.Event // those on this page
	Total  int
	Page   int // where the page begins
	Today  calendar.Date
}

// Phrase names the template.
func (ApelEvents) Phrase() string { return "apelrule.events" }

// ApelPlaces lists the places of apel.
type ApelPlaces struct {
	Places []apel.Place
	News   bot.Phrase // what has just happened; may be nil
}

// Phrase names the template.
func (ApelPlaces) Phrase() string { return "apelrule.places" }

// Shown are the first places.
func (p ApelPlaces) Shown() []apel.Place {
	const most = 20
	return p.Places[:min(len(p.Places), most)]
}

// ConfirmPlace shows a place before it is saved.
type ConfirmPlace struct{ Place apel.Place }

// Phrase names the template.
func (ConfirmPlace) Phrase() string { return "apelrule.confirm_place" }

// ApelReminders lists when people are told of an apel.
type ApelReminders struct {
	Reminders []apel.Reminder
	News      bot.Phrase // what has just happened; may be nil
}

// Phrase names the template.
func (ApelReminders) Phrase() string { return "apelrule.reminders" }

// Shown are the first reminders.
func (r ApelReminders) Shown() []apel.Reminder {
	const most = 8
	return r.Reminders[:min(len(r.Reminders), most)]
}

// ReminderLabel is the button of a reminder.
type ReminderLabel struct{ Reminder apel.Reminder }

// Phrase names the template.
func (ReminderLabel) Phrase() string { return "label.apel.reminder" }

// PlaceLabel is the button of a place.
type PlaceLabel struct{ Place apel.Place }

// Phrase names the template.
func (PlaceLabel) Phrase() string { return "label.apel.place" }

// DressLabel is the button of a dress; empty: by the rules.
type DressLabel struct{ Dress apel.Dress }

// Phrase names the template.
func (DressLabel) Phrase() string { return "label.apel.dress" }

// ApelKindLabel is the button of a kind of gathering.
type ApelKindLabel struct{ Kind apel.Kind }

// Phrase names the template.
func (ApelKindLabel) Phrase() string { return "label.apel.kind" }

// WindowLabel is the button of a window.
type WindowLabel struct{ Window apel.Window }

// Phrase names the template.
func (WindowLabel) Phrase() string { return "label.apel.window" }
