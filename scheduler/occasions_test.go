package scheduler_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/scheduler"
)

// events stand in a database: they may change between two looks.
type events []scheduler.Occasion

func (e *events) find(_ context.Context, from, to time.Time) ([]scheduler.Occasion, error) {
	var found []scheduler.Occasion
	for _, o := range *e {
		if o.At.After(from) && !o.At.After(to) {
			found = append(found, o)
		}
	}
	return found, nil
}

// reminder is the duty of events.
func reminder(e *events) scheduler.Duty {
	return scheduler.Duty{
		Name:      "apel.remind",
		Occasions: scheduler.NewOccasions(e.find),
		Run: func(_ context.Context, due time.Time) ([]notify.Message, error) {
			return []notify.Message{{Key: due.In(wita).Format("01-02 15:04")}}, nil
		},
		Missed: func(_ context.Context, due time.Time) ([]notify.Message, error) {
			return []notify.Message{{Key: "missed " + due.In(wita).Format("01-02 15:04")}}, nil
		},
	}
}

// apel is on a Monday at 07.30; its eve is the Friday before at 15.00.
func apel() *events {
	begins := at("2026-12-07 07:30")
	return &events{
		{At: at("2026-12-07 06:00"), Until: begins},
		{At: at("2026-12-04 15:00"), Until: begins},
		{At: at("2026-12-07 08:00")},
	}
}

func TestOccasionsSayThemselvesHowLateTheyMakeSense(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		back string // when it is back; it went away on Friday 2026-12-04 14:00
		told []string
	}{
		{"ten minutes late", "2026-12-04 15:10", []string{"12-04 15:00"}},
		{"three hours late", "2026-12-04 18:00", []string{"12-04 15:00"}},
		{"when the apel begins, both reminders are late but make sense", "2026-12-07 07:30", []string{"12-04 15:00", "12-07 06:00"}},
		{"a minute later they do not", "2026-12-07 07:31", []string{"missed 12-04 15:00", "missed 12-07 06:00"}},
		{"what has no end is done however late", "2026-12-10 09:00", []string{"missed 12-04 15:00", "missed 12-07 06:00", "12-07 08:00"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			l := newLedger()
			now := at("2026-12-04 14:00")
			catchUp(t, start(l, &now, reminder(apel())))
			now = at(tt.back)
			again := start(l, &now, reminder(apel()))
			catchUp(t, again)
			catchUp(t, again)
			if diff := cmp.Diff(tt.told, l.told); diff != "" {
				t.Errorf("told (-want +got):\n%s", diff)
			}
		})
	}
}

func TestAnOccasionThatIsAddedLaterIsMet(t *testing.T) {
	t.Parallel()
	l, list := newLedger(), apel()
	now := at("2026-12-04 14:00")
	s := start(l, &now, reminder(list))
	catchUp(t, s)
	if duty, due := s.Next(now); duty != "apel.remind" || !due.Equal(at("2026-12-04 15:00")) {
		t.Errorf("next is %s at %s, want the eve of the apel", duty, due)
	}
	*list = append(*list, scheduler.Occasion{At: at("2026-12-04 14:30")})
	now = at("2026-12-04 14:31")
	catchUp(t, s)
	if diff := cmp.Diff([]string{"12-04 14:30"}, l.told); diff != "" {
		t.Errorf("told (-want +got):\n%s", diff)
	}
}

// admins are two who run Gelis.
type admins struct{}

func (admins) Administrators(context.Context) ([]staff.EmployeeID, error) {
	return []staff.EmployeeID{3, 5}, nil
}

func TestAdministratorsLearnOfWhatWasMissed(t *testing.T) {
	t.Parallel()
	l := newLedger()
	now := at("2026-12-04 14:00")
	replica := func() *scheduler.Scheduler {
		return scheduler.New([]scheduler.Duty{reminder(apel())}, l, admins{}, func() time.Time { return now }, silence{}, quiet())
	}
	catchUp(t, replica())
	now = at("2026-12-07 08:15")
	for range 3 {
		catchUp(t, replica())
	}
	const told = "duty.missed:2026-12-07T00:00:00Z" // the hour, in UTC: the same for both that were missed
	want := []string{"missed 12-04 15:00", told, told, "missed 12-07 06:00", told, told, "12-07 08:00"}
	if diff := cmp.Diff(want, l.told); diff != "" {
		t.Errorf("told (-want +got):\n%s", diff)
	}
}
