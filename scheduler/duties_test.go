package scheduler_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/scheduler"
)

// desk has something waiting for one employee, due on a day.
type desk struct{ deadline calendar.Date }

func (d desk) WaitingEmployees(context.Context, calendar.Date) ([]staff.EmployeeID, error) {
	return []staff.EmployeeID{11}, nil
}

func (d desk) OpenBranchesDue(context.Context, calendar.Date) ([]disposition.OpenBranch, error) {
	return []disposition.OpenBranch{{ID: 8, To: 4, Deadline: d.deadline}}, nil
}

func TestWhatIsRecalledIsNotToldForEver(t *testing.T) {
	t.Parallel()
	cal := calendar.New(calendar.Shipped())
	thursday := desk{calendar.NewDate(2026, time.November, 19)}
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
