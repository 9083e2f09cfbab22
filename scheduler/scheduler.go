// Package scheduler knows the office's duties: when each is due, how late it
// still makes sense, and what it has people told. The cron library is only
// the clock: it wakes the scheduler every minute; which occurrences are due is
// decided here, and the database decides which replica runs them.
package scheduler

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"slices"
	"sync"
	"time"

	"github.com/robfig/cron/v3"

	"github.com/gelis-bali/gelis/domain/account"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
)

// Always is the grace of a duty that makes sense however late it is.
const Always time.Duration = -1

// Duty is something the program does at set times.
type Duty struct {
	Name  string
	When  cron.Schedule
	Grace time.Duration // how late it still makes sense, or Always
	// Occasions, if the instants stand in the database: then they are When, and
	// say themselves how late they make sense.
	Occasions *Occasions
	// Run says what people are to be told for the occurrence that was due at
	// an instant, however late it runs. It changes nothing.
	Run func(ctx context.Context, due time.Time) ([]notify.Message, error)
	// Missed says what people are to be told of an occurrence that came too
	// late, beside the administrators; nil: nothing.
	Missed func(ctx context.Context, due time.Time) ([]notify.Message, error)
}

// next is the first occurrence after an instant, zero for none.
func (d Duty) next(t time.Time) time.Time {
	if d.Occasions != nil {
		return d.Occasions.Next(t)
	}
	return d.When.Next(t)
}

// makesSense reports whether an occurrence is still worth running.
func (d Duty) makesSense(due, now time.Time) bool {
	if d.Occasions != nil {
		until := d.Occasions.Until(due)
		return until.IsZero() || !now.After(until)
	}
	return d.Grace == Always || now.Sub(due) <= d.Grace
}

// Occurrences keep which occurrences of duties have been dealt with.
type Occurrences interface {
	// ClaimOccurrence makes the occurrence this caller's, and stores its
	// messages in the same transaction. claimed is false when it was dealt
	// with already, here or in another replica; then messages is not called.
	ClaimOccurrence(ctx context.Context, duty string, due time.Time,
		messages func(ctx context.Context) ([]notify.Message, error)) (claimed bool, err error)
	// MarkMissed records that the occurrence came too late to make sense, with
	// what is told of it in the same transaction; again it changes nothing, and
	// messages is not called.
	MarkMissed(ctx context.Context, duty string, due time.Time,
		messages func(ctx context.Context) ([]notify.Message, error)) error
	// LastOccurrence is the latest instant up to which the duty is dealt with;
	// known is false for a duty that has never been seen.
	LastOccurrence(ctx context.Context, duty string) (due time.Time, known bool, err error)
	// MarkBegun records that a duty is looked after from an instant on.
	MarkBegun(ctx context.Context, duty string, at time.Time) error
}

// Result is what became of an occurrence that was due.
type Result string

// The results of an occurrence.
const (
	Ran       Result = "ran"
	Missed    Result = "missed"    // too late to make sense
	Elsewhere Result = "elsewhere" // another replica was first
)

// Done is an occurrence that has been dealt with.
type Done struct {
	Duty   string
	Due    time.Time
	Result Result
}

// Observer hears of occurrences and of failures, for metrics.
type Observer interface {
	DutyDone(duty string, r Result)
	DutyFailed(duty string)
}

// Scheduler runs duties.
type Scheduler struct {
	duties   []Duty
	store    Occurrences
	now      func() time.Time
	observer Observer
	log      *slog.Logger
	admins   Administrators

	mu   sync.Mutex
	upTo map[string]time.Time // each duty is dealt with up to here
}

// Administrators tells who runs Gelis, so that they learn of what was missed.
type Administrators interface {
	Administrators(ctx context.Context) ([]staff.EmployeeID, error)
}

// New makes a scheduler of duties with different names.
func New(duties []Duty, store Occurrences, admins Administrators, now func() time.Time, observer Observer, log *slog.Logger) *Scheduler {
	return &Scheduler{
		duties: slices.Clone(duties), store: store, admins: admins, now: now, observer: observer, log: log,
		upTo: map[string]time.Time{},
	}
}

// Run looks back for what was due while nobody looked, then looks every
// minute until the context ends. It waits for what is running.
func (s *Scheduler) Run(ctx context.Context) error {
	s.tick(ctx)
	clock := cron.New(cron.WithChain(cron.SkipIfStillRunning(cron.DiscardLogger)))
	if _, err := clock.AddFunc("* * * * *", func() { s.tick(ctx) }); err != nil {
		return fmt.Errorf("set the clock of the duties: %w", err)
	}
	clock.Start()
	<-ctx.Done()
	<-clock.Stop().Done()
	return nil
}

// tick deals with everything that became due since the last time. What fails
// is logged and comes up again with the next tick.
func (s *Scheduler) tick(ctx context.Context) {
	if _, err := s.CatchUp(ctx); err != nil && ctx.Err() == nil {
		s.log.ErrorContext(ctx, "duties failed, they will be tried again", slog.Any("error", err))
	}
}

// CatchUp deals with all occurrences up to now that have not been dealt with,
// by this process or one before it. A duty seen for the first time starts now.
func (s *Scheduler) CatchUp(ctx context.Context) ([]Done, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.now()
	var all []Done
	var failures error
	for _, d := range s.duties {
		from, err := s.from(ctx, d, now)
		if err == nil {
			var done []Done
			done, err = s.runDuty(ctx, d, from, now)
			all = append(all, done...)
		}
		failures = errors.Join(failures, err)
	}
	return all, failures
}

// RunDue deals with all occurrences after from, up to and including to. One
// that somebody has dealt with already is left alone.
func (s *Scheduler) RunDue(ctx context.Context, from, to time.Time) ([]Done, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var all []Done
	var failures error
	for _, d := range s.duties {
		done, err := s.runDuty(ctx, d, from, to)
		all = append(all, done...)
		failures = errors.Join(failures, err)
	}
	slices.SortStableFunc(all, func(a, b Done) int { return a.Due.Compare(b.Due) })
	return all, failures
}

// Next returns the occurrence that is due first after an instant; an empty
// name when nothing will ever be due.
func (s *Scheduler) Next(after time.Time) (duty string, due time.Time) {
	for _, d := range s.duties {
		next := d.next(after)
		if !next.IsZero() && (due.IsZero() || next.Before(due)) {
			duty, due = d.Name, next
		}
	}
	return duty, due
}

// from says up to when a duty has been dealt with.
func (s *Scheduler) from(ctx context.Context, d Duty, now time.Time) (time.Time, error) {
	if at, ok := s.upTo[d.Name]; ok {
		return at, nil
	}
	at, known, err := s.store.LastOccurrence(ctx, d.Name)
	if err != nil {
		return time.Time{}, fmt.Errorf("look up the last %s: %w", d.Name, err)
	}
	if known {
		return at, nil
	}
	if err := s.store.MarkBegun(ctx, d.Name, now); err != nil {
		return time.Time{}, fmt.Errorf("begin %s: %w", d.Name, err)
	}
	return now, nil
}

// runDuty deals with the occurrences of one duty in order and stops at the
// first failure, which the next look will meet again.
func (s *Scheduler) runDuty(ctx context.Context, d Duty, from, to time.Time) ([]Done, error) {
	if d.Occasions != nil {
		if err := d.Occasions.Refresh(ctx, from, later(to, s.now())); err != nil {
			s.observer.DutyFailed(d.Name)
			return nil, fmt.Errorf("duty %s: %w", d.Name, err)
		}
	}
	var all []Done
	for due := d.next(from); !due.IsZero() && !due.After(to); due = d.next(due) {
		result, err := s.runOne(ctx, d, due)
		if err != nil {
			s.observer.DutyFailed(d.Name)
			return all, fmt.Errorf("duty %s due %s: %w", d.Name, due.Format(time.RFC3339), err)
		}
		s.observer.DutyDone(d.Name, result)
		all = append(all, Done{Duty: d.Name, Due: due, Result: result})
		s.remember(d.Name, due)
	}
	s.remember(d.Name, to)
	return all, nil
}

func (s *Scheduler) remember(duty string, at time.Time) {
	if at.After(s.upTo[duty]) {
		s.upTo[duty] = at
	}
}

func (s *Scheduler) runOne(ctx context.Context, d Duty, due time.Time) (result Result, err error) {
	defer func() {
		if cause := recover(); cause != nil {
			err = fmt.Errorf("panic: %v\n%s", cause, debug.Stack())
		}
	}()
	if !d.makesSense(due, s.now()) {
		return Missed, s.store.MarkMissed(ctx, d.Name, due, func(ctx context.Context) ([]notify.Message, error) {
			return s.missed(ctx, d, due)
		})
	}
	claimed, err := s.store.ClaimOccurrence(ctx, d.Name, due, func(ctx context.Context) ([]notify.Message, error) {
		return d.Run(ctx, due)
	})
	if err != nil {
		return "", err
	}
	if !claimed {
		return Elsewhere, nil
	}
	return Ran, nil
}

// tellAfter is how long what was missed is gathered before it is told.
const tellAfter = time.Minute

// missed is what is told of an occurrence that came too late: to whom the duty
// names, and to the administrators one message in the hour in which it is found
// out, whatever else was missed.
func (s *Scheduler) missed(ctx context.Context, d Duty, due time.Time) ([]notify.Message, error) {
	var messages []notify.Message
	if d.Missed != nil {
		told, err := d.Missed(ctx, due)
		if err != nil {
			return nil, fmt.Errorf("say what %s missed: %w", d.Name, err)
		}
		messages = told
	}
	admins, err := s.admins.Administrators(ctx)
	if err != nil {
		return nil, fmt.Errorf("find the administrators: %w", err)
	}
	hour := s.now().UTC().Truncate(time.Hour).Format(time.RFC3339)
	for _, id := range admins {
		messages = append(messages, notify.Message{
			Key:       fmt.Sprintf("%s:%s", notify.DutyMissed, hour),
			To:        notify.ToEmployee(id),
			Kind:      notify.DutyMissed,
			Class:     notify.Reminder,
			Subject:   account.SubjectOf(id),
			Facts:     map[string]string{"since": hour},
			NotBefore: s.now().Add(tellAfter),
		})
	}
	return messages, nil
}

// later is the later of two instants.
func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
