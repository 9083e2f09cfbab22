package scheduler_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/scheduler"
)

// desk has something waiting for employees, due on a day.
type desk struct {
	deadline  calendar.Date
	employees []staff.EmployeeID
}

func (d desk) WaitingEmployees(context.Context, calendar.Date, calendar.Date) ([]staff.EmployeeID, error) {
	return d.employees, nil
}

func (d desk) SettingsOf(context.Context, []staff.EmployeeID) (map[staff.EmployeeID]staff.Settings, error) {
	return map[staff.EmployeeID]staff.Settings{
		12: {DigestAt: 8*60 + 30}, 13: {Muted: []staff.Optional{staff.MorningDigest}},
	}, nil
}

func (d desk) OpenBranchesDue(context.Context, calendar.Date) ([]disposition.OpenBranch, error) {
	return []disposition.OpenBranch{{ID: 8, To: 4, Deadline: d.deadline}}, nil
}

func TestWhatIsRecalledIsNotToldForEver(t *testing.T) {
	t.Parallel()
	cal := calendar.New(calendar.Shipped())
	thursday := desk{calendar.NewDate(2026, time.November, 19), []staff.EmployeeID{11}}
	tests := []struct {
		name       string
		duty       scheduler.Duty
		due, until string
	}{
		{"the digest until noon", scheduler.Digest(wita, cal, thursday), "2026-11-19 07:30", "2026-11-19 12:00"},
		{"what is near until its day is over", scheduler.Deadlines(wita, cal, thursday), "2026-11-18 13:30", "2026-11-20 00:00"},
		{"what is overdue until it is recalled anew", scheduler.Deadlines(wita, cal, thursday), "2026-11-20 13:30", "2026-11-23 13:30"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			messages, err := tt.duty.Run(t.Context(), at(tt.due).UTC())
			if err != nil || len(messages) != 1 {
				t.Fatalf("%v, %v, want one message", messages, err)
			}
			if diff := cmp.Diff(at(tt.until), messages[0].NotAfter); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestTheDigestComesWhenItsReaderWantsIt(t *testing.T) {
	t.Parallel()
	crowd := desk{employees: []staff.EmployeeID{11, 12, 13}}
	duty := scheduler.Digest(wita, calendar.New(calendar.Shipped()), crowd)
	messages, err := duty.Run(t.Context(), at("2026-11-19 07:30"))
	if err != nil {
		t.Fatal(err)
	}
	got := map[staff.EmployeeID]string{}
	for _, m := range messages {
		got[m.To.Employee] = m.NotBefore.In(wita).Format("15:04")
	}
	if diff := cmp.Diff(map[staff.EmployeeID]string{11: "00:00", 12: "08:30"}, got); diff != "" {
		t.Errorf("told, not before (-want +got):\n%s", diff)
	}
}

// overdue answers with the window that it was asked for.
type overdue struct{ from, upTo *calendar.Date }

func (o overdue) BranchesOverdue(_ context.Context, from, upTo calendar.Date) ([]disposition.LateBranch, error) {
	*o.from, *o.upTo = from, upTo
	return []disposition.LateBranch{{
		OpenBranch: disposition.OpenBranch{ID: 8, To: 4, Deadline: upTo}, Superior: 2,
		FromTitle: "Kepala Biro", ToTitle: "Kepala Bagian", AgendaNumber: 12, AgendaYear: 2026,
	}}, nil
}

func TestASuperiorIsToldOfWhatHasBeenLateForFiveWorkingDays(t *testing.T) {
	t.Parallel()
	var from, upTo calendar.Date
	duty := scheduler.Escalations(wita, calendar.New(calendar.Shipped()), overdue{&from, &upTo})
	due := duty.When.Next(at("2026-11-20 09:00")) // a Friday
	if diff := cmp.Diff("Mon 11-23 08:15", due.In(wita).Format("Mon 01-02 15:04")); diff != "" {
		t.Errorf("due (-want +got):\n%s", diff)
	}
	messages, err := duty.Run(t.Context(), due)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"2026-10-26", "2026-11-16"}, []string{from.String(), upTo.String()}); diff != "" {
		t.Errorf("asked for what was due (-want +got):\n%s", diff)
	}
	want := []notify.Message{{
		Key: "disposition.escalated:8", To: notify.ToHolders(2, 0), Kind: notify.DispositionEscalated,
		Class: notify.Reminder, Subject: disposition.SubjectOf(8),
		Facts: map[string]string{"from": "Kepala Biro", "to": "Kepala Bagian", "deadline": "2026-11-16", "agenda": "12/2026"},
	}}
	if diff := cmp.Diff(want, messages); diff != "" {
		t.Errorf("told (-want +got):\n%s", diff)
	}
	if duty.Grace != scheduler.Always {
		t.Error("a day on which Gelis was away is not made up for")
	}
}

func TestAYearWithoutADecreeIsRecalledOnceAWeek(t *testing.T) {
	t.Parallel()
	cal := calendar.New(calendar.Shipped()) // knows 2026
	duty := scheduler.Decrees(wita, cal, func(context.Context) ([]notify.Recipient, error) {
		return []notify.Recipient{notify.ToEmployee(3)}, nil
	})
	var told []string
	for due := duty.When.Next(at("2026-10-26 00:00")); due.Before(at("2026-11-24 00:00")); due = duty.When.Next(due) {
		messages, err := duty.Run(t.Context(), due)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range messages {
			told = append(told, due.In(wita).Format("Mon 01-02 15:04 ")+m.Facts["year"])
		}
	}
	want := []string{"Mon 11-02 08:00 2027", "Mon 11-09 08:00 2027", "Mon 11-16 08:00 2027", "Mon 11-23 08:00 2027"}
	if diff := cmp.Diff(want, told); diff != "" {
		t.Errorf("told (-want +got):\n%s", diff)
	}
}
