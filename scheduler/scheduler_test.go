package scheduler_test

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/scheduler"
)

var wita = time.FixedZone("WITA", 8*60*60)

// ledger keeps occurrences as the database does, for any number of replicas.
type ledger struct {
	mu     sync.Mutex
	states map[string]map[time.Time]string
	told   []string
	down   error
}

func newLedger() *ledger { return &ledger{states: map[string]map[time.Time]string{}} }

func (l *ledger) put(duty string, due time.Time, state string) bool {
	if l.states[duty] == nil {
		l.states[duty] = map[time.Time]string{}
	}
	if _, taken := l.states[duty][due.UTC()]; taken {
		return false
	}
	l.states[duty][due.UTC()] = state
	return true
}

func (l *ledger) ClaimOccurrence(ctx context.Context, duty string, due time.Time,
	messages func(context.Context) ([]notify.Message, error),
) (bool, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.down != nil {
		return false, l.down
	}
	if _, taken := l.states[duty][due.UTC()]; taken {
		return false, nil
	}
	told, err := messages(ctx)
	if err != nil {
		return false, err // the transaction is rolled back
	}
	for _, m := range told {
		l.told = append(l.told, m.Key)
	}
	return l.put(duty, due, "ran"), nil
}

func (l *ledger) MarkMissed(ctx context.Context, duty string, due time.Time,
	messages func(context.Context) ([]notify.Message, error),
) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !l.put(duty, due, "missed") {
		return nil
	}
	told, err := messages(ctx)
	for _, m := range told {
		l.told = append(l.told, m.Key)
	}
	return err
}

// nobody runs Gelis, so that nobody is told of what was missed.
type nobody struct{}

func (nobody) Administrators(context.Context) ([]staff.EmployeeID, error) { return nil, nil }

func (l *ledger) MarkBegun(_ context.Context, duty string, at time.Time) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.put(duty, at, "begun")
	return nil
}

func (l *ledger) LastOccurrence(_ context.Context, duty string) (last time.Time, known bool, err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for due := range l.states[duty] {
		if due.After(last) {
			last = due
		}
	}
	return last, !last.IsZero(), l.down
}

func (l *ledger) count(state string) int {
	l.mu.Lock()
	defer l.mu.Unlock()
	n := 0
	for _, dues := range l.states {
		for _, s := range dues {
			if s == state {
				n++
			}
		}
	}
	return n
}

type silence struct{}

func (silence) DutyDone(string, scheduler.Result) {}
func (silence) DutyFailed(string)                 {}

func quiet() *slog.Logger { return slog.New(slog.DiscardHandler) }

func at(text string) time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04", text, wita)
	if err != nil {
		panic(err)
	}
	return t
}

// morning is due at 07.30 on working days and tells its own due time.
func morning(grace time.Duration) scheduler.Duty {
	return scheduler.Duty{
		Name:  "morning",
		When:  scheduler.OnWorkingDays(7, 30, wita, calendar.New(calendar.Shipped())),
		Grace: grace,
		Run: func(_ context.Context, due time.Time) ([]notify.Message, error) {
			return []notify.Message{{Key: due.In(wita).Format("01-02 15:04")}}, nil
		},
	}
}

// start makes a scheduler of a process that starts at an instant.
func start(l *ledger, now *time.Time, duties ...scheduler.Duty) *scheduler.Scheduler {
	return scheduler.New(duties, l, nobody{}, func() time.Time { return *now }, silence{}, quiet())
}

func TestAProcessThatWasAwayCatchesUpWhatStillMakesSense(t *testing.T) {
	const grace = 4*time.Hour + 30*time.Minute
	tests := []struct {
		name   string
		grace  time.Duration
		back   string // when it is back; it went away on Thursday 2026-11-19 07:00
		told   []string
		missed int
	}{
		{"back before it is due", grace, "2026-11-19 07:29", nil, 0},
		{"back at the minute", grace, "2026-11-19 07:30", []string{"11-19 07:30"}, 0},
		{"ten minutes late", grace, "2026-11-19 07:40", []string{"11-19 07:30"}, 0},
		{"at noon, just in time", grace, "2026-11-19 12:00", []string{"11-19 07:30"}, 0},
		{"after noon it is missed", grace, "2026-11-19 12:01", nil, 1},
		{"three days later only today's makes sense", grace, "2026-11-23 08:00", []string{"11-23 07:30"}, 2},
		{
			"what always makes sense is done for each day", scheduler.Always, "2026-11-23 18:00",
			[]string{"11-19 07:30", "11-20 07:30", "11-23 07:30"},
			0,
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			l := newLedger()
			now := at("2026-11-19 07:00")
			catchUp(t, start(l, &now, morning(test.grace)))
			now = at(test.back)
			again := start(l, &now, morning(test.grace))
			catchUp(t, again)
			catchUp(t, again) // finds nothing more
			if diff := cmp.Diff(test.told, l.told); diff != "" {
				t.Errorf("told (-want +got):\n%s", diff)
			}
			if got := l.count("missed"); got != test.missed {
				t.Errorf("missed %d occurrences, want %d", got, test.missed)
			}
		})
	}
}

func catchUp(t *testing.T, s *scheduler.Scheduler) {
	t.Helper()
	if _, err := s.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func TestEightReplicasTellOnce(t *testing.T) {
	t.Parallel()
	l := newLedger()
	before := at("2026-11-19 07:00")
	now := at("2026-11-19 07:31")
	var replicas sync.WaitGroup
	for range 8 {
		replica := start(l, &now, morning(scheduler.Always))
		replicas.Go(func() {
			if _, err := replica.RunDue(t.Context(), before, now); err != nil {
				t.Error(err)
			}
		})
	}
	replicas.Wait()
	if diff := cmp.Diff([]string{"11-19 07:30"}, l.told); diff != "" {
		t.Errorf("told (-want +got):\n%s", diff)
	}
}

func TestAPanickingDutyLeavesTheOthersAloneAndIsTriedAgain(t *testing.T) {
	t.Parallel()
	broken := morning(scheduler.Always)
	broken.Name = "broken"
	fine := broken.Run
	broken.Run = func(context.Context, time.Time) ([]notify.Message, error) { panic("nil map") }

	l := newLedger()
	before, now := at("2026-11-19 07:00"), at("2026-11-19 07:31")
	done, err := start(l, &now, broken, morning(scheduler.Always)).RunDue(t.Context(), before, now)
	if err == nil {
		t.Error("the panic was not reported")
	}
	want := []scheduler.Done{{Duty: "morning", Due: at("2026-11-19 07:30"), Result: scheduler.Ran}}
	if diff := cmp.Diff(want, done); diff != "" {
		t.Errorf("done (-want +got):\n%s", diff)
	}

	broken.Run = fine
	if _, err := start(l, &now, broken).RunDue(t.Context(), before, now); err != nil {
		t.Fatal(err)
	}
	if len(l.told) != 2 {
		t.Errorf("told %v, want the broken duty's message, too", l.told)
	}
}

func TestAFailureOfTheDatabaseIsMadeUpForAtTheNextLook(t *testing.T) {
	t.Parallel()
	l := newLedger()
	now := at("2026-11-19 07:29")
	s := start(l, &now, morning(scheduler.Always))
	if _, err := s.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	l.down = errors.New("connection refused")
	now = at("2026-11-19 07:30")
	if _, err := s.CatchUp(t.Context()); !errors.Is(err, l.down) {
		t.Fatalf("error %v, want the database's", err)
	}
	l.down = nil
	now = at("2026-11-19 07:31")
	if _, err := s.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"11-19 07:30"}, l.told); diff != "" {
		t.Errorf("told (-want +got):\n%s", diff)
	}
}

func TestTheClockWakesTheSchedulerWhenADutyIsDue(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		begin := time.Now()
		office := at("2026-11-19 07:28")
		l := newLedger()
		s := scheduler.New([]scheduler.Duty{morning(scheduler.Always)}, l, nobody{},
			func() time.Time { return office.Add(time.Since(begin)) }, silence{}, quiet())
		ctx, stop := context.WithCancel(t.Context())
		finished := make(chan error)
		go func() { finished <- s.Run(ctx) }()

		<-time.After(90 * time.Second)
		synctest.Wait()
		if l.count("ran") != 0 {
			t.Error("the duty ran before it was due")
		}
		<-time.After(2 * time.Minute)
		synctest.Wait()
		if l.count("ran") != 1 {
			t.Error("the duty did not run when it was due")
		}
		stop()
		if err := <-finished; err != nil {
			t.Error(err)
		}
	})
}

func TestWorkingDaySchedule(t *testing.T) {
	t.Parallel()
	schedule := scheduler.OnWorkingDays(7, 30, wita, calendar.New(calendar.Shipped()))
	tests := []struct{ name, after, want string }{
		{"the same day, a minute before", "2026-11-19 07:29", "2026-11-19 07:30"},
		{"strictly after", "2026-11-19 07:30", "2026-11-20 07:30"},
		{"over a weekend", "2026-11-20 08:00", "2026-11-23 07:30"},
		{"over Christmas with its joint leave and the weekend", "2026-12-23 08:00", "2026-12-28 07:30"},
		{"over Nyepi and Idul Fitri", "2026-03-17 08:00", "2026-03-25 07:30"},
		{"over the year's end", "2026-12-31 08:00", "2027-01-01 07:30"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			got := schedule.Next(at(test.after)).In(wita)
			if !got.Equal(at(test.want)) {
				t.Errorf("next after %s is %s, want %s", test.after, got, test.want)
			}
			if utc := schedule.Next(at(test.after).UTC()); !utc.Equal(got) {
				t.Errorf("asked in UTC it says %s, want %s: the zone of the question matters not", utc, got)
			}
		})
	}
}

func TestAScheduleThatNeverComesEnds(t *testing.T) {
	t.Parallel()
	var rest []calendar.Day
	for d := calendar.NewDate(2026, 1, 1); d.Year() < 2029; d = d.AddDays(1) {
		rest = append(rest, calendar.Day{Date: d, Kind: calendar.National, Name: "Libur", Source: "tes"})
	}
	schedule := scheduler.OnWorkingDays(7, 30, wita, calendar.New(rest))
	if got := schedule.Next(at("2026-01-01 00:00")); !got.IsZero() {
		t.Errorf("next is %s, want never", got)
	}
}

func TestNextNamesTheDutyThatIsDueFirst(t *testing.T) {
	t.Parallel()
	noon := morning(scheduler.Always)
	noon.Name, noon.When = "noon", scheduler.OnWorkingDays(12, 0, wita, calendar.New(nil))
	now := at("2026-11-19 08:00")
	duty, due := start(newLedger(), &now, morning(scheduler.Always), noon).Next(now)
	if duty != "noon" || !due.Equal(at("2026-11-19 12:00")) {
		t.Errorf("next is %s at %s, want noon at 12:00", duty, due)
	}
}
