package disposition

import (
	"fmt"

	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
)

// Who is told that somebody else's branch is overdue, by working days.
const (
	EscalateToSender   = 2  // stands in the sender's morning digest from then on
	EscalateToSuperior = 5  // the superior of the sending position is told, once
	escalateUntil      = 20 // what was missed is made up for until then; older lateness is no news
)

// LateBranch is an overdue branch, with the position above the sending one.
type LateBranch struct {
	OpenBranch
	Superior           staff.PositionID // 0: nobody is above, or the registry sent it
	FromTitle, ToTitle string
	AgendaNumber       int
	AgendaYear         int
}

// LateUpTo is the last deadline that has been past for so many working days.
func LateUpTo(days int, today calendar.Date, cal *calendar.Calendar) calendar.Date {
	first := today
	if cal.IsWorking(today) {
		days--
	}
	first = cal.AddWorkingDays(first, -days)
	return first.AddDays(-1)
}

// EscalationWindow says between which deadlines, both included, a branch is
// told to a superior today.
func EscalationWindow(today calendar.Date, cal *calendar.Calendar) (from, upTo calendar.Date) {
	return LateUpTo(escalateUntil, today, cal), LateUpTo(EscalateToSuperior, today, cal)
}

// Escalations says what is told to superiors: each branch once, to whoever
// holds the position above the sending one. The letter may never have passed
// that position, and its holder may not open it then: the facts say all that
// may be told of it.
func Escalations(late []LateBranch) []notify.Message {
	var messages []notify.Message
	for _, b := range late {
		if b.Superior == 0 {
			continue
		}
		messages = append(messages, notify.Message{
			Key: fmt.Sprintf("%s:%d", notify.DispositionEscalated, b.ID),
			To:  notify.ToHolders(b.Superior, 0), Kind: notify.DispositionEscalated, Class: notify.Reminder,
			Subject: SubjectOf(b.ID),
			Facts: map[string]string{
				"from": b.FromTitle, "to": b.ToTitle, "deadline": b.Deadline.String(),
				"agenda": fmt.Sprintf("%d/%d", b.AgendaNumber, b.AgendaYear),
			},
		})
	}
	return messages
}
