package text

import (
	"time"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/staff"
)

// Home is the home card: who is greeted, and what waits.
type Home struct {
	Actor   staff.Actor
	Counts  disposition.Counts
	At      time.Time
	News    bot.Phrase // what has just happened, before everything else; may be nil
	Profile bool       // with positions and roles
}

// Phrase names the template.
func (Home) Phrase() string { return "home" }

// FilterLabel is a button that shows a part of the list, with its count.
type FilterLabel struct {
	Filter  disposition.Filter
	Count   int
	Counted bool // show the count; what is being shown has it above
	Marked  bool // in full, with the mark that stands for it
	Current bool // what is being shown
}

// Phrase names the template.
func (FilterLabel) Phrase() string { return "label.filter" }
