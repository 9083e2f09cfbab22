package disposition_test

import (
	"testing"

	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/notify"
)

func TestLatenessIsCountedInWorkingDays(t *testing.T) {
	t.Parallel()
	cal := calendar.New([]calendar.Day{{Date: date(t, "2026-02-17"), Kind: calendar.National, Name: "Imlek"}})
	tests := []struct {
		today string
		days  int
		want  string
	}{
		{"2026-02-05", 2, "2026-02-03"}, // Thursday
		{"2026-02-05", 5, "2026-01-29"},
		{"2026-02-09", 2, "2026-02-05"}, // Monday
		{"2026-02-08", 2, "2026-02-04"}, // Sunday
		{"2026-02-18", 2, "2026-02-15"}, // after a holiday: Wednesday and Monday are the two
		{"2026-02-05", 1, "2026-02-04"},
	}
	for _, tt := range tests {
		got := disposition.LateUpTo(tt.days, date(t, tt.today), cal)
		same(t, tt.today, got, date(t, tt.want))
		if n := cal.WorkingDaysBetween(got.AddDays(1), date(t, tt.today)); n != tt.days {
			t.Errorf("%s: %d working days have passed since %s, want %d", tt.today, n, got, tt.days)
		}
		if n := cal.WorkingDaysBetween(got.AddDays(2), date(t, tt.today)); n >= tt.days {
			t.Errorf("%s: the day after %s is as late", tt.today, got)
		}
	}
}

func TestOldLatenessIsNoNewsToASuperior(t *testing.T) {
	t.Parallel()
	from, upTo := disposition.EscalationWindow(date(t, "2026-02-05"), calendar.New(nil))
	same(t, "from", from, date(t, "2026-01-08"))
	same(t, "up to", upTo, date(t, "2026-01-29"))
}

func TestTheSuperiorOfTheSenderIsToldOnceOfEachBranch(t *testing.T) {
	t.Parallel()
	late := []disposition.LateBranch{
		{
			OpenBranch: disposition.OpenBranch{ID: 3, To: section, Deadline: date(t, "2026-01-29")}, Superior: secretary,
			FromTitle: "Kepala Biro", ToTitle: "Kepala Bagian", AgendaNumber: 12, AgendaYear: 2026,
		},
		{OpenBranch: disposition.OpenBranch{ID: 4, To: head}}, // the registry sent it
	}
	same(t, "messages", disposition.Escalations(late), []notify.Message{{
		Key: "disposition.escalated:3", To: notify.ToHolders(secretary, 0),
		Kind: notify.DispositionEscalated, Class: notify.Reminder, Subject: disposition.SubjectOf(3),
		Facts: map[string]string{"from": "Kepala Biro", "to": "Kepala Bagian", "deadline": "2026-01-29", "agenda": "12/2026"},
	}})
}
