package text

import (
	"time"

	"github.com/gelis-bali/gelis/domain/calendar"
)

// RuleKindLabel is the button of a way in which something comes back.
type RuleKindLabel struct{ Kind calendar.RuleKind }

// Phrase names the template.
func (RuleKindLabel) Phrase() string { return "recurrence.kind" }

// RuleWeekdayLabel is the button of a day of the week.
type RuleWeekdayLabel struct{ Day time.Weekday }

// Phrase names the template.
func (RuleWeekdayLabel) Phrase() string { return "recurrence.weekday" }

// RuleNthLabel is the button of which of the weekdays of a month.
type RuleNthLabel struct{ Nth int }

// Phrase names the template.
func (RuleNthLabel) Phrase() string { return "recurrence.nth" }

// RuleShiftLabel is the button of what becomes of a day off.
type RuleShiftLabel struct{ Shift calendar.Shift }

// Phrase names the template.
func (RuleShiftLabel) Phrase() string { return "recurrence.shift" }
