package text

import (
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/notify"
)

// BranchNotice tells of a branch, with enough in it to act. Never of a letter
// that stays in the office: that is a SecretNotice.
type BranchNotice struct {
	disposition.View
	Kind  notify.Kind
	Today calendar.Date
}

// Phrase names the template: each kind has its own.
func (n BranchNotice) Phrase() string { return "notice." + string(n.Kind) }

// Order is the disposition that the branch belongs to.
func (n BranchNotice) Order() disposition.Disposition { return n.Disposition(n.Branch) }

// Instructions are the order's instructions as one text, a line each.
func (n BranchNotice) Instructions() string { return bullets(n.Order().Instructions) }

// LateBelow tells a superior of what somebody below sent and what is late, where
// the letter never passed the superior: where it is, and nothing that it says.
type LateBelow struct {
	From, To string // titles
	Agenda   string // number and year
	Deadline calendar.Date
	Today    calendar.Date
}

// Phrase names the template.
func (LateBelow) Phrase() string { return "notice.disposition.late_below" }

// SecretNotice tells of a branch of a letter that stays in the office.
type SecretNotice struct {
	Kind         notify.Kind
	AgendaNumber int
	Copy         bool // for information only
	Deadline     calendar.Date
	Today        calendar.Date
}

// Phrase names the template: each kind has its own.
func (n SecretNotice) Phrase() string { return "notice.secret." + string(n.Kind) }
