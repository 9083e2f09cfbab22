package text

import (
	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/acting"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/request"
)

// ActingList is a page of the acting officials that somebody has to do with.
type ActingList struct {
	Items      []acting.Appointment
	Offset     int
	Total      int
	Today      calendar.Date
	MayAppoint bool // the reader may appoint somebody
}

// Phrase names the template.
func (ActingList) Phrase() string { return "acting.list" }

// ActingCard shows one appointment.
type ActingCard struct {
	acting.Appointment
	Today calendar.Date
	Mine  bool       // the reader is the deputy
	News  bot.Phrase // what has just happened; may be nil
}

// Phrase names the template.
func (ActingCard) Phrase() string { return "acting.card" }

// State is where the appointment stands today.
func (c ActingCard) State() acting.State { return c.On(c.Today) }

// AskEndActing asks whether to end an appointment early.
type AskEndActing struct {
	acting.Appointment
	Today calendar.Date
}

// Phrase names the template.
func (AskEndActing) Phrase() string { return "acting.end" }

// Began reports whether the appointment has lasted a day, so that it ends
// with yesterday; otherwise it is revoked.
func (a AskEndActing) Began() bool { return a.From.Before(a.Today) }

// AskPost asks for the position that is to have an acting official.
type AskPost struct {
	Search string
	Posts  []acting.Post
	More   bool // there are others
}

// Phrase names the template.
func (AskPost) Phrase() string { return "acting.post" }

// PostLabel is the button of a position.
type PostLabel struct {
	Number int
	Post   acting.Post
}

// Phrase names the template.
func (PostLabel) Phrase() string { return "label.post" }

// ActingLine says what days would mean.
type ActingLine struct {
	Plan    acting.Plan
	Problem error // why they will not do; with wording
}

// Phrase names the template.
func (ActingLine) Phrase() string { return "acting.line" }

// AskAppoint shows an appointment before it is made, with what the deputy
// will see.
type AskAppoint struct {
	Plan    acting.Plan
	Problem error // why it cannot be made as it is; with wording
}

// Phrase names the template.
func (AskAppoint) Phrase() string { return "acting.confirm" }

// Days counts all days of the appointment.
func (a AskAppoint) Days() int { return daysBetween(a.Plan.From, a.Plan.Until) }

// Days counts all days.
func (l ActingLine) Days() int { return daysBetween(l.Plan.From, l.Plan.Until) }

func daysBetween(from, until calendar.Date) int { return until.Sub(from) + 1 }

// ActingNotice tells the deputy or the holder of an appointment.
type ActingNotice struct {
	acting.Appointment
	Kind notify.Kind
	Mine bool // told to the deputy
}

// Phrase names the template: each kind has its own.
func (n ActingNotice) Phrase() string { return "notice." + string(n.Kind) }

// Early reports whether somebody ended it before its time.
func (n ActingNotice) Early() bool { return !n.EndedAt.IsZero() }

// actingDays writes from when to when somebody acts.
func actingDays(from, until calendar.Date) string {
	return periodName(request.Period{From: from, To: until})
}

// actingState names where an appointment stands.
func actingState(s acting.State) string {
	switch s {
	case acting.Coming:
		return "Akan berlaku"
	case acting.InForce:
		return "Sedang berlaku"
	case acting.Over:
		return "Sudah berakhir"
	}
	return string(s)
}
