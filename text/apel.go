package text

import (
	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/apel"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/notify"
)

// ApelHome is what somebody sees of apel first: today's, the next one, and
// the own record.
type ApelHome struct {
	apel.Home
	Year  int // of the record
	Today calendar.Date
	News  bot.Phrase // what has just happened; may be nil
}

// Phrase names the template.
func (ApelHome) Phrase() string { return "apel.home" }

// Figures are the own figures of the year.
func (h ApelHome) Figures() ApelFigures { return ApelFigures{Of: h.Home.Year} }

// Lines are today's events, as they are listed.
func (h ApelHome) Lines() []ApelCard {
	const most = 2
	var list []ApelCard
	for _, v := range h.Home.Today[:min(len(h.Home.Today), most)] {
		list = append(list, ApelCard{View: v, Today: h.Today})
	}
	return list
}

// Coming is the next event, as it is listed.
func (h ApelHome) Coming() []ApelCard {
	if h.Next == nil {
		return nil
	}
	return []ApelCard{{View: *h.Next, Today: h.Today}}
}

// Ten are the last events.
func (h ApelHome) Ten() []apel.Past {
	const most = 10
	return h.Last[:min(len(h.Last), most)]
}

// ApelCard is one event as somebody sees it.
type ApelCard struct {
	apel.View
	Today calendar.Date
	News  bot.Phrase // what has just happened; may be nil
}

// Phrase names the template.
func (ApelCard) Phrase() string { return "apel.card" }

// Special are the first of the special days that it falls on.
func (c ApelCard) Special() []calendar.Day { return c.Days[:min(len(c.Days), mostSpecial)] }

const mostSpecial = 3

// Figures are how many are there, for who looks after it.
func (c ApelCard) Figures() ApelFigures { return ApelFigures{Of: c.Counts} }

// Asks reports whether the person is still to say whether they will come.
func (c ApelCard) Asks() bool {
	return c.Mine != nil && c.Mine.Status == apel.Open && (c.Stage == apel.Coming || c.Stage == apel.OpenNow)
}

// ApelNotice tells of an event.
type ApelNotice struct {
	apel.View
	Kind  notify.Kind
	Today calendar.Date
}

// Phrase names the template: each kind has its own.
func (n ApelNotice) Phrase() string { return "notice." + string(n.Kind) }

// Card is the event as its card shows it.
func (n ApelNotice) Card() ApelCard { return ApelCard{View: n.View, Today: n.Today} }

// AskExcuse asks why somebody will not come.
type AskExcuse struct {
	As    apel.Status
	Event apel.Event
	Limit int
}

// Phrase names the template.
func (AskExcuse) Phrase() string { return "apel.excuse" }

// ApelPlea is an excuse, for the superior whose consent it waits for.
type ApelPlea struct {
	apel.Plea
	News bot.Phrase // what has just happened; may be nil
}

// Phrase names the template.
func (ApelPlea) Phrase() string { return "apel.plea" }

// Waits are the positions that it waits for, as many as are shown.
func (p ApelPlea) Waits() []string { return p.Titles[:min(len(p.Titles), mostTurns)] }

// ConsentNotice tells somebody what the superior said.
type ConsentNotice struct{ Plea apel.Plea }

// Phrase names the template.
func (ConsentNotice) Phrase() string { return "notice.apel.consent" }

// AskApelRefusal asks why an excuse is refused.
type AskApelRefusal struct {
	Plea  apel.Plea
	Limit int
}

// Phrase names the template.
func (AskApelRefusal) Phrase() string { return "apel.refuse" }

// AskProof asks for the code that the officer shows, or for the live location.
type AskProof struct{ Event apel.Event }

// Phrase names the template.
func (AskProof) Phrase() string { return "apel.proof" }

// PlaceRefused says why a location proves nothing, and how to share one that does.
type PlaceRefused struct{ Why error }

// Phrase names the template.
func (PlaceRefused) Phrase() string { return "apel.place_refused" }

// ApelBoard stands below the picture of the code.
type ApelBoard struct{ apel.BoardView }

// Phrase names the template.
func (ApelBoard) Phrase() string { return "apel.board" }

// There is how many have been marked present.
func (b ApelBoard) There() int { return b.Counts[apel.Present] + b.Counts[apel.Late] }

// Figures are what is known of everybody.
func (b ApelBoard) Figures() ApelFigures { return ApelFigures{Of: b.Counts} }

// ApelFigures are how many had which status.
type ApelFigures struct{ Of map[apel.Status]int }

// Phrase names the template.
func (ApelFigures) Phrase() string { return "apel.figures" }

// ApelFigure is how many had one status.
type ApelFigure struct {
	Status apel.Status
	Number int
}

// Lines are the figures in their order, those that are not 0.
func (f ApelFigures) Lines() []ApelFigure {
	var list []ApelFigure
	for _, s := range append(apel.Statuses(), apel.Open) {
		if f.Of[s] > 0 {
			list = append(list, ApelFigure{Status: s, Number: f.Of[s]})
		}
	}
	return list
}

// ExcuseLabel is the button of a way not to come.
type ExcuseLabel struct{ As apel.Status }

// Phrase names the template.
func (ExcuseLabel) Phrase() string { return "label.apel.excuse" }

// StatusLabel is the button of a status.
type StatusLabel struct{ Status apel.Status }

// Phrase names the template.
func (StatusLabel) Phrase() string { return "label.apel.status" }

// ApelLabel is the button of one of several events.
type ApelLabel struct {
	Event apel.Event
	Today calendar.Date
}

// Phrase names the template.
func (ApelLabel) Phrase() string { return "label.apel.event" }
