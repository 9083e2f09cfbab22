package scheduler

import (
	"context"
	"fmt"
	"time"

	"github.com/gelis-bali/gelis/domain/account"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
)

// Names of the duties, as they stand in the table of occurrences.
const (
	DigestName   = "digest"
	DeadlineName = "deadlines"

	EscalationName = "escalations"
)

// Waiting finds the employees for whom something waits on a day.
type Waiting interface {
	// What somebody sent counts from the deadline sentLate on.
	WaitingEmployees(ctx context.Context, today, sentLate calendar.Date) ([]staff.EmployeeID, error)
	// SettingsOf tells what employees chose; whoever never chose is not in it.
	SettingsOf(ctx context.Context, employees []staff.EmployeeID) (map[staff.EmployeeID]staff.Settings, error)
}

// Branches finds open branches whose deadline is a day or earlier.
type Branches interface {
	OpenBranchesDue(ctx context.Context, upTo calendar.Date) ([]disposition.OpenBranch, error)
}

// LateBranches finds branches that are overdue.
type LateBranches interface {
	// BranchesOverdue finds those that wait and whose deadline lies between two days, both included.
	BranchesOverdue(ctx context.Context, from, upTo calendar.Date) ([]disposition.LateBranch, error)
}

// Digest tells, at 07.30 on working days when the office opens (Pergub Bali
// 58/2023), everybody for whom something waits what that is: one message
// instead of many. After noon the morning's digest is history.
func Digest(zone *time.Location, cal *calendar.Calendar, waiting Waiting) Duty {
	return Duty{
		Name:  DigestName,
		When:  OnWorkingDays(7, 30, zone, cal),
		Grace: 4*time.Hour + 30*time.Minute,
		Run: func(ctx context.Context, due time.Time) ([]notify.Message, error) {
			today := calendar.DateOf(due, zone)
			employees, err := waiting.WaitingEmployees(ctx, today, disposition.LateUpTo(disposition.EscalateToSender, today, cal))
			if err != nil {
				return nil, fmt.Errorf("find who has something waiting: %w", err)
			}
			chosen, err := waiting.SettingsOf(ctx, employees)
			if err != nil {
				return nil, fmt.Errorf("look up when they want to be told: %w", err)
			}
			messages := make([]notify.Message, 0, len(employees))
			for _, id := range employees {
				settings := chosen[id]
				if settings.Mutes(staff.MorningDigest) {
					continue
				}
				messages = append(messages, notify.Message{
					Key:     fmt.Sprintf("%s:%s", notify.Digest, today),
					To:      notify.ToEmployee(id),
					Kind:    notify.Digest,
					Class:   notify.Reminder,
					Subject: account.SubjectOf(id),

					NotBefore: today.At(settings.DigestAt/60, settings.DigestAt%60, zone), // 0: at once
					NotAfter:  today.At(12, 0, zone),
				})
			}
			return messages, nil
		},
	}
}

// Deadlines recalls, at 13.30 on working days, what is due by the end of the
// next working day and what is overdue: early enough to do something about it,
// and not in one heap with the morning's digest. It makes sense for the rest
// of the working day.
func Deadlines(zone *time.Location, cal *calendar.Calendar, branches Branches) Duty {
	when := OnWorkingDays(13, 30, zone, cal)
	return Duty{
		Name:  DeadlineName,
		When:  when,
		Grace: 5 * time.Hour,
		Run: func(ctx context.Context, due time.Time) ([]notify.Message, error) {
			today := calendar.DateOf(due, zone)
			open, err := branches.OpenBranchesDue(ctx, cal.NextWorking(today))
			if err != nil {
				return nil, fmt.Errorf("find what is due: %w", err)
			}
			return disposition.FollowUps(open, today, when.Next(due).In(zone), cal), nil
		},
	}
}

// Escalations tells, at 08.15 on working days, superiors what their people sent
// and what has been overdue for days. However late it is done, each is told once.
func Escalations(zone *time.Location, cal *calendar.Calendar, branches LateBranches) Duty {
	return Duty{
		Name:  EscalationName,
		When:  OnWorkingDays(8, 15, zone, cal),
		Grace: Always,
		Run: func(ctx context.Context, due time.Time) ([]notify.Message, error) {
			from, upTo := disposition.EscalationWindow(calendar.DateOf(due, zone), cal)
			late, err := branches.BranchesOverdue(ctx, from, upTo)
			if err != nil {
				return nil, fmt.Errorf("find what has been overdue for days: %w", err)
			}
			return disposition.Escalations(late), nil
		},
	}
}
