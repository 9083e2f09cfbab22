package disposition_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/notify"
)

func TestFollowUps(t *testing.T) {
	t.Parallel()
	cal := calendar.New(calendar.Shipped())
	tests := []struct {
		name            string
		deadline, today string
		want            string // the key, empty for no message
	}{
		{"no deadline", "", "2026-02-05", ""},
		{"two days before", "2026-02-05", "2026-02-03", ""},
		{"the day before", "2026-02-05", "2026-02-04", "disposition.near:8"},
		{"nothing on the day itself", "2026-02-05", "2026-02-05", ""},
		{"the day after", "2026-02-05", "2026-02-06", "disposition.overdue:8:1"},
		{"the second day after, over a weekend", "2026-02-05", "2026-02-09", "disposition.overdue:8:2"},
		{"never a third time", "2026-02-05", "2026-02-10", ""},
		{"nor long after", "2026-02-05", "2026-12-01", ""},
		{"for Monday on Friday", "2026-02-09", "2026-02-06", "disposition.near:8"},
		{"not for Monday on Thursday", "2026-02-09", "2026-02-05", ""},
		{"for Saturday on Friday", "2026-02-07", "2026-02-06", "disposition.near:8"},
		{"after Saturday on Monday", "2026-02-07", "2026-02-09", "disposition.overdue:8:1"},
		{"after Saturday on Tuesday", "2026-02-07", "2026-02-10", "disposition.overdue:8:2"},
		{"after Saturday not on Wednesday", "2026-02-07", "2026-02-11", ""},
		{"for the Wednesday after Imlek on Friday", "2026-02-18", "2026-02-13", "disposition.near:8"},
		{"for Imlek itself on Friday", "2026-02-17", "2026-02-13", "disposition.near:8"},
		{"for the Thursday after Imlek not on Friday", "2026-02-19", "2026-02-13", ""},
		{"after the Friday before Imlek", "2026-02-13", "2026-02-18", "disposition.overdue:8:1"},
		{"after the Friday before Imlek again", "2026-02-13", "2026-02-19", "disposition.overdue:8:2"},
		{"over the year's end", "2026-12-31", "2027-01-01", "disposition.overdue:8:1"},
		{"on a day off after a working day", "2026-02-06", "2026-02-07", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var want []notify.Message
			if tt.want != "" {
				want = []notify.Message{{
					Key: tt.want, To: notify.Recipient{Position: section}, Class: notify.Reminder,
					Kind: kindOf(tt.want), NotAfter: endOf(t, tt.want, tt.deadline), Subject: notify.Subject{Kind: notify.SubjectBranch, ID: 8},
				}}
			}
			open := []disposition.OpenBranch{{ID: 8, To: section, Deadline: date(t, tt.deadline)}}
			same(t, "messages", disposition.FollowUps(open, date(t, tt.today), nextRecall, cal), want)
		})
	}
}

// nextRecall is when the next follow-ups are due.
var nextRecall = time.Date(2026, 2, 10, 13, 30, 0, 0, time.FixedZone("WITA", 8*60*60)) //nolint:gochecknoglobals // a constant

// endOf is until when a reminder is worth telling: what is near until the end
// of its day, what is overdue until it is recalled anew.
func endOf(t *testing.T, key, deadline string) time.Time {
	t.Helper()
	if kindOf(key) == notify.DeadlineNear {
		return date(t, deadline).AddDays(1).At(0, 0, nextRecall.Location())
	}
	return nextRecall
}

func kindOf(key string) notify.Kind {
	if key == "disposition.near:8" {
		return notify.DeadlineNear
	}
	return notify.DeadlineOver
}

// openSpan is a branch with the days between which it was open.
type openSpan struct {
	disposition.OpenBranch
	from, until calendar.Date
}

func TestAQuarterOfFollowUpsNeverNags(t *testing.T) {
	t.Parallel()
	first, last := date(t, "2026-01-02"), date(t, "2026-04-30")
	offset := rapid.IntRange(0, last.Sub(first))
	rapid.Check(t, func(t *rapid.T) {
		cal := calendar.New(rapid.SampledFrom([][]calendar.Day{nil, calendar.Shipped()}).Draw(t, "holidays"))
		var spans []openSpan
		for i := range rapid.IntRange(1, 8).Draw(t, "branches") {
			from := first.AddDays(offset.Draw(t, "from"))
			b := disposition.OpenBranch{ID: disposition.BranchID(i + 1), To: section, Deadline: first.AddDays(offset.Draw(t, "deadline"))}
			spans = append(spans, openSpan{b, from, from.AddDays(offset.Draw(t, "open for"))})
		}
		log := followAll(t, spans, first, last, cal)
		for _, s := range spans {
			log.check(t, s, first, last, cal)
		}
	})
}

// followLog is what was told about each branch, by day.
type followLog map[disposition.BranchID]map[notify.Kind][]calendar.Date

func followAll(t *rapid.T, spans []openSpan, first, last calendar.Date, cal *calendar.Calendar) followLog {
	log, keys := followLog{}, map[string]bool{}
	for today := cal.NextWorking(first.AddDays(-1)); !today.After(last); today = cal.NextWorking(today) {
		var open []disposition.OpenBranch
		for _, s := range spans {
			if !today.Before(s.from) && !today.After(s.until) {
				open = append(open, s.OpenBranch)
			}
		}
		for _, m := range disposition.FollowUps(open, today, time.Time{}, cal) {
			if keys[m.Key] {
				t.Fatalf("key %s comes again on %s", m.Key, today)
			}
			keys[m.Key] = true
			id := disposition.BranchID(m.Subject.ID)
			if log[id] == nil {
				log[id] = map[notify.Kind][]calendar.Date{}
			}
			log[id][m.Kind] = append(log[id][m.Kind], today)
		}
	}
	return log
}

func (l followLog) check(t *rapid.T, s openSpan, first, last calendar.Date, cal *calendar.Calendar) {
	before, after := l[s.ID][notify.DeadlineNear], l[s.ID][notify.DeadlineOver]
	l.checkDays(t, s, cal)
	if len(before) > 1 || len(after) > disposition.MaxOverdueReminders {
		t.Fatalf("branch %d was recalled on %v before and %v after its deadline", s.ID, before, after)
	}
	open := func(day calendar.Date) bool {
		return !day.Before(later(s.from, first)) && !day.After(earlier(s.until, last))
	}
	if open(cal.PreviousWorking(s.Deadline)) && len(before) != 1 {
		t.Fatalf("branch %d was not recalled before %s", s.ID, s.Deadline)
	}
	for n := range disposition.MaxOverdueReminders {
		if day := cal.AddWorkingDays(s.Deadline, n+1); open(day) && len(after) == 0 {
			t.Fatalf("branch %d was not recalled on %s after %s", s.ID, day, s.Deadline)
		}
	}
}

func (l followLog) checkDays(t *rapid.T, s openSpan, cal *calendar.Calendar) {
	for _, day := range l[s.ID][notify.DeadlineNear] {
		if day != cal.PreviousWorking(s.Deadline) {
			t.Fatalf("near on %s for %s", day, s.Deadline)
		}
	}
	for _, day := range l[s.ID][notify.DeadlineOver] {
		if !day.After(s.Deadline) {
			t.Fatalf("overdue on %s for %s", day, s.Deadline)
		}
	}
}

func later(a, b calendar.Date) calendar.Date {
	if a.After(b) {
		return a
	}
	return b
}

func earlier(a, b calendar.Date) calendar.Date {
	if a.Before(b) {
		return a
	}
	return b
}
