package disposition

import (
	"fmt"
	"time"

	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/notify"
)

// MaxOverdueReminders is how often an overdue branch is recalled: on the
// first two working days after its deadline. More would be noise; the morning
// digest goes on counting it.
const MaxOverdueReminders = 2

// FollowUps says what is to be recalled on a working day: branches whose
// deadline lies before the next working day is over, once; and branches that
// are overdue, at most MaxOverdueReminders times. Each message is for whoever
// holds the position on that day. What is near is worth telling until the
// deadline's day is over, what is overdue until next, when it is recalled anew.
func FollowUps(open []OpenBranch, today calendar.Date, next time.Time, cal *calendar.Calendar) []notify.Message {
	var messages []notify.Message
	for _, b := range open {
		if m, ok := followUp(b, today, next, cal); ok {
			messages = append(messages, m)
		}
	}
	return messages
}

func followUp(b OpenBranch, today calendar.Date, next time.Time, cal *calendar.Calendar) (notify.Message, bool) {
	m := notify.Message{
		To: notify.ToHolders(b.To, 0), Class: notify.Reminder, Subject: SubjectOf(b.ID),
	}
	switch {
	case b.Deadline.IsZero():
		return m, false
	case today.After(b.Deadline):
		times := cal.WorkingDaysBetween(b.Deadline.AddDays(1), today)
		if times < 1 || times > MaxOverdueReminders {
			return m, false
		}
		m.Kind, m.NotAfter = notify.DeadlineOver, next
		m.Key = fmt.Sprintf("%s:%d:%d", m.Kind, b.ID, times)
	case today.Before(b.Deadline) && !b.Deadline.After(cal.NextWorking(today)):
		m.Kind, m.NotAfter = notify.DeadlineNear, b.Deadline.AddDays(1).At(0, 0, next.Location())
		m.Key = fmt.Sprintf("%s:%d", m.Kind, b.ID)
	default:
		return m, false
	}
	return m, true
}
