package text

import (
	"html/template"
	"slices"
	"strings"

	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/staff"
)

// AskSeats asks to whom a disposition goes, and shows what is chosen and what
// can be.
type AskSeats struct {
	Agenda  int
	Subject string // empty of a letter that stays in the office
	Copies  bool   // to whom a copy goes
	Single  bool   // one alone: its button answers
	Chosen  []disposition.Seat
	Quick   []disposition.Quick
	Seats   []disposition.Seat // in the order of their buttons
	Before  int                // so many stand on earlier pages
	Above   disposition.Seat   // whose subordinates they are; zero: the sender's
	Search  string
}

// Phrase names the template.
func (AskSeats) Phrase() string { return "dispose.seats" }

// Shown are the first that are chosen: as many as a small phone shows.
func (a AskSeats) Shown() []disposition.Seat { return a.Chosen[:min(len(a.Chosen), 6)] }

// Deeper reports whether somebody reports to one of the positions.
func (a AskSeats) Deeper() bool {
	return slices.ContainsFunc(a.Seats, func(s disposition.Seat) bool { return s.Below > 0 })
}

// SeatNumber is the button of a position, by its number in the text above.
type SeatNumber struct {
	Number int
	Seat   disposition.Seat
}

// Phrase names the template.
func (SeatNumber) Phrase() string { return "label.seat_number" }

// BelowLabel is the button that shows who reports to a position.
type BelowLabel struct{ Count int }

// Phrase names the template.
func (BelowLabel) Phrase() string { return "label.below" }

// QuickLabel is the button that sends like an earlier disposition, by its
// number in the text above.
type QuickLabel struct {
	Number   int
	Quick    disposition.Quick
	Wordless bool // without instructions: the letter stays in the office
}

// Phrase names the template.
func (QuickLabel) Phrase() string { return "label.quick" }

// Ordered is the first instruction.
func (q QuickLabel) Ordered() string {
	if q.Wordless || len(q.Quick.Instructions) == 0 {
		return ""
	}
	return q.Quick.Instructions[0]
}

// DoneLabel is the button that goes on with what is chosen.
type DoneLabel struct{ Count int }

// Phrase names the template.
func (DoneLabel) Phrase() string { return "label.chosen" }

// TitleLabel is a button with an act and a position's title in short.
type TitleLabel struct {
	Act   Label
	Title string
}

// Phrase names the template.
func (TitleLabel) Phrase() string { return "label.title" }

// AskInstructions asks what is to be done.
type AskInstructions struct{ Agenda int }

// Phrase names the template.
func (AskInstructions) Phrase() string { return "dispose.instructions" }

// WordingLabel is the button of an instruction, as the office words it.
type WordingLabel struct{ Wording string }

// Phrase names the template.
func (WordingLabel) Phrase() string { return "label.wording" }

// AskDeadline asks until when.
type AskDeadline struct {
	Agenda int
	Own    calendar.Date // the sender's own; zero: there is none
}

// Phrase names the template.
func (AskDeadline) Phrase() string { return "dispose.deadline" }

// DayLabel is the quick button of a day.
type DayLabel struct{ Day, Today calendar.Date }

// Phrase names the template.
func (DayLabel) Phrase() string { return "label.day" }

// AskNote asks for a note.
type AskNote struct {
	Agenda, Limit int
	Note          string // there is one already
}

// Phrase names the template.
func (AskNote) Phrase() string { return "dispose.note" }

// ConfirmOrder shows a disposition before it is sent.
type ConfirmOrder struct {
	Agenda        int
	Subject       string // empty of a letter that stays in the office
	Redirect      bool
	Routing       bool // by the registry: without instructions and note
	From          disposition.Seat
	As            staff.Capacity
	To, Copies    []disposition.Seat
	Instructions  []string
	Note          string
	Deadline, Own calendar.Date // Own: the sender's
	Today         calendar.Date
	Days          []calendar.Day // what is special about the deadline's day
}

// Phrase names the template.
func (ConfirmOrder) Phrase() string { return "dispose.confirm" }

// Secret reports whether the letter stays in the office.
func (c ConfirmOrder) Secret() bool { return c.Subject == "" }

// Wordless reports whether nothing says yet what is to be done.
func (c ConfirmOrder) Wordless() bool {
	return !c.Secret() && !c.Routing && len(c.Instructions) == 0 && c.Note == ""
}

// Vacant reports whether nobody holds one of the positions.
func (c ConfirmOrder) Vacant() bool {
	return slices.ContainsFunc(slices.Concat(c.To, c.Copies), func(s disposition.Seat) bool { return len(s.Holders) == 0 })
}

// OrderedText are the instructions, a line each.
func (c ConfirmOrder) OrderedText() string { return bullets(c.Instructions) }

// FirstTo are so many of the recipients as a preview names.
func (c ConfirmOrder) FirstTo() []disposition.Seat { return c.To[:min(len(c.To), previewTo)] }

// FirstCopies are so many of those who get a copy.
func (c ConfirmOrder) FirstCopies() []disposition.Seat {
	return c.Copies[:min(len(c.Copies), previewCopies)]
}

// MoreTo counts the recipients that are not named.
func (c ConfirmOrder) MoreTo() int { return len(c.To) - len(c.FirstTo()) }

// MoreCopies counts those with a copy that are not named.
func (c ConfirmOrder) MoreCopies() int { return len(c.Copies) - len(c.FirstCopies()) }

// How many positions a preview names: a note of full length stands below them.
const (
	previewTo     = 8
	previewCopies = 4
)

// OrderSent says what was sent, as it stands now.
type OrderSent struct {
	Agenda   int
	Subject  string // empty of a letter that stays in the office
	Order    disposition.Disposition
	Branches []*disposition.Branch
	Today    calendar.Date
}

// Phrase names the template.
func (OrderSent) Phrase() string { return "dispose.sent" }

// Deadline is the recipients' one.
func (s OrderSent) Deadline() calendar.Date {
	for _, b := range s.Branches {
		if !b.Copy {
			return b.Deadline
		}
	}
	return calendar.Date{}
}

// sentShown is how many branches a message names.
const sentShown = 15

// Shown are the first branches.
func (s OrderSent) Shown() []*disposition.Branch {
	return s.Branches[:min(len(s.Branches), sentShown)]
}

// More counts the branches that are not shown.
func (s OrderSent) More() int { return max(0, len(s.Branches)-sentShown) }

// Unread counts those who have not read it.
func (s OrderSent) Unread() int {
	n := 0
	for _, b := range s.Branches {
		if b.State == disposition.StateSent {
			n++
		}
	}
	return n
}

// Cancelled reports whether all of it was taken back.
func (s OrderSent) Cancelled() bool {
	for _, b := range s.Branches {
		if b.State != disposition.StateCancelled {
			return false
		}
	}
	return true
}

// AskArchiveNote asks for a note to what is archived.
type AskArchiveNote struct{ Agenda, Limit int }

// Phrase names the template.
func (AskArchiveNote) Phrase() string { return "archive.note" }

// ConfirmArchive asks whether a disposition is to be archived.
type ConfirmArchive struct {
	Agenda int
	Secret bool
	Note   string
}

// Phrase names the template.
func (ConfirmArchive) Phrase() string { return "archive.confirm" }

// Nudged says that a recipient was asked to hurry.
type Nudged struct{ Count int }

// Phrase names the template.
func (Nudged) Phrase() string { return "disposition.nudged" }

// shortTitle is a position's title as the office abbreviates it, for buttons.
func shortTitle(title string) string {
	for _, known := range [][2]string{
		{"Kepala Subbagian ", "Kasubbag "},
		{"Kepala Sub Bagian ", "Kasubbag "},
		{"Kepala Bagian ", "Kabag "},
		{"Kepala Bidang ", "Kabid "},
		{"Kepala Subbidang ", "Kasubbid "},
		{"Kepala Seksi ", "Kasi "},
		{"Kepala Biro ", "Karo "},
		{"Kepala Dinas ", "Kadis "},
		{"Kepala Badan ", "Kaban "},
		{"Kepala UPTD ", "Ka. UPTD "},
	} {
		if rest, ok := strings.CutPrefix(title, known[0]); ok {
			return known[1] + rest
		}
	}
	return title
}

// holders are who holds a seat, as people are named with it; nobody, where it
// is vacant.
func holders(s disposition.Seat) string {
	if len(s.Holders) == 0 {
		return "kosong"
	}
	var names []string
	for _, h := range s.Holders[:min(len(s.Holders), 2)] {
		names = append(names, strings.TrimSpace(CapacityName(h.As)+" "+line(shownHolder, h.Name)))
	}
	return strings.Join(names, ", ")
}

// How much of a holder's name is shown beside a position, and how much of a
// title where several stand in one line.
const (
	shownHolder = 30
	shownShort  = 40
)

// titles names positions in short, one behind the other.
func titles(most int, seats []disposition.Seat) string {
	var names []string
	for _, s := range seats[:min(len(seats), most)] {
		names = append(names, line(shownShort, shortTitle(s.Title)))
	}
	said := strings.Join(names, ", ")
	if more := len(seats) - most; more > 0 {
		said += " +" + number(more)
	}
	return said
}

// disposeFunctions are what the templates about sending on may call.
func disposeFunctions() template.FuncMap {
	return template.FuncMap{
		"holders":    holders,
		"titles":     titles,
		"shortTitle": shortTitle,
		"joined":     func(list []string) string { return strings.Join(list, ", ") },
		"neg":        func(n int) int { return -n },
	}
}
