package text

import (
	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/document"
	"github.com/gelis-bali/gelis/domain/registry"
)

// LetterList is a page of the letters of a unit's registry.
type LetterList struct {
	Page   registry.Page
	Filter registry.Filter
	Today  calendar.Date
}

// Phrase names the template.
func (LetterList) Phrase() string { return "letter.list" }

// LetterFilterLabel is the button of a part of that list.
type LetterFilterLabel struct {
	Filter  registry.Filter
	Count   int
	Counted bool
	Current bool
}

// Phrase names the template.
func (LetterFilterLabel) Phrase() string { return "label.letter_filter" }

// LetterCard is a letter as its registry sees it.
type LetterCard struct {
	View registry.LetterView
	News bot.Phrase // what has just happened; may be nil
}

// Phrase names the template.
func (LetterCard) Phrase() string { return "letter.card" }

// mostPlaces is how many open ends a card names: as many as a small phone shows.
const mostPlaces = 6

// Where are the branches in whose hands the letter is, at most so many.
func (c LetterCard) Where() []*disposition.Branch {
	return c.View.Where[:min(len(c.View.Where), mostPlaces)]
}

// More counts those that Where leaves out.
func (c LetterCard) More() int { return len(c.View.Where) - len(c.Where()) }

// Standing says how a branch stands today.
func (c LetterCard) Standing(b *disposition.Branch) Standing {
	s := Standing{State: b.State, Deadline: b.Deadline, Today: c.View.Today}
	if s.Waits = b.State.Waits() && !b.Copy; s.Waits {
		s.Mark = disposition.MarkOf(b.Deadline, c.View.Today)
	}
	return s
}

// AskLetterFiles asks for the scans of a letter.
type AskLetterFiles struct {
	Files []document.File
	Limit int
}

// Phrase names the template.
func (AskLetterFiles) Phrase() string { return "letter.ask.files" }

// AskGrade asks how secret a letter is that stays in the office.
type AskGrade struct{ Dropped bool } // scans were sent, and are in the chat

// Phrase names the template.
func (AskGrade) Phrase() string { return "letter.ask.grade" }

// AskLetter asks for one of the texts of a letter.
type AskLetter struct {
	Field string // number, subject, class or summary
	Limit int    // characters
}

// Phrase names the template.
func (AskLetter) Phrase() string { return "letter.ask.words" }

// AskSender asks who a letter is from.
type AskSender struct {
	Typed     string // and is much like names that were used before
	Suggested bool
	Limit     int
}

// Phrase names the template.
func (AskSender) Phrase() string { return "letter.ask.sender" }

// SenderLabel is the button of a sender.
type SenderLabel struct{ Name string }

// Phrase names the template.
func (SenderLabel) Phrase() string { return "label.sender" }

// UseTypedLabel is the button that takes a sender as it was typed.
type UseTypedLabel struct{ Name string }

// Phrase names the template.
func (UseTypedLabel) Phrase() string { return "label.use_typed" }

// SameLetters warns of letters with the same number and sender.
type SameLetters struct{ Lines []registry.Line }

// Phrase names the template.
func (SameLetters) Phrase() string { return "letter.same" }

// AskFirst asks to which position a letter goes first.
type AskFirst struct {
	Search string // as typed; empty: those who lead the unit
	Seats  []disposition.Seat
	Total  int
}

// Phrase names the template.
func (AskFirst) Phrase() string { return "letter.ask.first" }

// SeatLabel is the button of a position, with who holds it.
type SeatLabel struct{ Seat disposition.Seat }

// Phrase names the template.
func (SeatLabel) Phrase() string { return "label.seat" }

// SpeedLabel is the button of a speed.
type SpeedLabel struct{ Speed disposition.Speed }

// Phrase names the template.
func (SpeedLabel) Phrase() string { return "label.speed" }

// SecrecyLabel is the button of a degree of secrecy.
type SecrecyLabel struct{ Secrecy disposition.Secrecy }

// Phrase names the template.
func (SecrecyLabel) Phrase() string { return "label.secrecy" }

// ConfirmLetter shows a letter before it is registered.
type ConfirmLetter struct {
	Entry   registry.Entry
	First   disposition.Seat
	Same    []registry.Line
	Today   calendar.Date
	Dropped bool // scans that were sent are not kept with the letter
}

// Phrase names the template.
func (ConfirmLetter) Phrase() string { return "letter.confirm" }

// LetterRegistered tells that a letter is registered, and who has it now.
type LetterRegistered struct {
	Registered registry.Registered
	Today      calendar.Date
	Dropped    bool
}

// Phrase names the template.
func (LetterRegistered) Phrase() string { return "letter.registered" }

// letterFilterName names a part of the list of letters.
func letterFilterName(f registry.Filter) string {
	switch f {
	case registry.Running:
		return "Berjalan"
	case registry.Returned:
		return "Kembali ke TU"
	case registry.Overdue:
		return "Lewat batas"
	case registry.Complete:
		return "Selesai"
	case registry.All:
		return "Semua"
	}
	return string(f)
}
