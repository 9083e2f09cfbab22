package announce

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
)

// Instant is when something is due, and until when it makes sense to send it.
type Instant struct{ At, Until time.Time }

// atMostScheduled is how many instants are looked ahead at.
const atMostScheduled = 1000

// Instants lists when announcements are due after from, up to and including
// to, ascending, each once.
func (d *Desk) Instants(ctx context.Context, from, to time.Time) ([]Instant, error) {
	until := map[time.Time]time.Time{}
	note := func(at, end time.Time) {
		if at.After(from) && !at.After(to) && until[at.UTC()].Before(end) {
			until[at.UTC()] = end
		}
	}
	scheduled, err := d.store.ScheduledAfter(ctx, from, atMostScheduled)
	if err != nil {
		return nil, fmt.Errorf("find when announcements are due: %w", err)
	}
	for _, at := range scheduled {
		note(at, GraceEnds(at, true, d.clock.Zone)) // which of them are urgent, the issues say when it comes to it
	}
	repeating, err := d.store.Repeating(ctx)
	if err != nil {
		return nil, fmt.Errorf("find repeating announcements: %w", err)
	}
	for _, a := range repeating {
		for _, at := range d.occurrences(a.Timing, from, to) {
			if at.After(a.Written) {
				note(at, GraceEnds(at, a.Urgent, d.clock.Zone))
			}
		}
	}
	instants := make([]Instant, 0, len(until))
	for at, end := range until {
		instants = append(instants, Instant{At: at, Until: end})
	}
	slices.SortFunc(instants, func(a, b Instant) int { return a.At.Compare(b.At) })
	return instants, nil
}

// occurrences are the instants of a repeating announcement from one to another.
func (d *Desk) occurrences(t Timing, from, to time.Time) []time.Time {
	var list []time.Time
	for _, o := range t.Rule.Between(calendar.DateOf(from, d.clock.Zone), calendar.DateOf(to, d.clock.Zone), d.calendar) {
		list = append(list, o.Date.At(t.Minute/60, t.Minute%60, d.clock.Zone))
	}
	return list
}

// next is when a repeating announcement goes out after an instant; zero: never.
func (d *Desk) next(t Timing, after time.Time) time.Time {
	day := calendar.DateOf(after, d.clock.Zone)
	for range 2 { // today's may be over
		o, ok := t.Rule.Next(day.AddDays(-1), d.calendar)
		if !ok {
			return time.Time{}
		}
		if at := o.Date.At(t.Minute/60, t.Minute%60, d.clock.Zone); at.After(after) {
			return at
		}
		day = o.Date.AddDays(1)
	}
	return time.Time{}
}

// Coming is when a repeating announcement goes out next; zero: never again.
func (d *Desk) Coming(t Timing) time.Time {
	if t.Rule == nil {
		return time.Time{}
	}
	return d.next(t, d.clock.Now())
}

// RunDue sends what is due by an instant. Whatever is too late by now, is noted
// as missed. It may be called again: nothing goes out twice.
func (d *Desk) RunDue(ctx context.Context, due time.Time) error {
	repeating, err := d.store.Repeating(ctx)
	if err != nil {
		return fmt.Errorf("find repeating announcements: %w", err)
	}
	var faults []error
	for _, a := range repeating {
		faults = append(faults, d.plan(ctx, a, due))
	}
	issues, err := d.store.DueIssues(ctx, due)
	if err != nil {
		return errors.Join(append(faults, fmt.Errorf("find what is due: %w", err))...)
	}
	for _, i := range issues {
		faults = append(faults, d.runIssue(ctx, i.ID))
	}
	return errors.Join(faults...)
}

// Missed notes what was due at an instant and is too late. What is not too late
// after all is sent.
func (d *Desk) Missed(ctx context.Context, due time.Time) error { return d.RunDue(ctx, due) }

// plan adds the issue of a repeating announcement at an instant, if it has one then.
func (d *Desk) plan(ctx context.Context, a Announcement, due time.Time) error {
	if !due.After(a.Written) || !slices.ContainsFunc(d.occurrences(a.Timing, due, due), due.Equal) {
		return nil
	}
	if _, _, err := d.store.AddIssue(ctx, Issue{Announcement: a.ID, Due: due, State: Scheduled}); err != nil {
		return fmt.Errorf("plan announcement %d: %w", a.ID, err)
	}
	return nil
}

// runIssue sends an issue that is due, or gives it up: where it is too late,
// and where its author may not write for those people any more.
func (d *Desk) runIssue(ctx context.Context, id IssueID) error {
	i, a, err := d.load(ctx, id)
	if err != nil {
		return fmt.Errorf("run issue %d: %w", id, err)
	}
	late := i.Repeats == 0 && d.clock.Now().After(GraceEnds(i.Due, a.Urgent, d.clock.Zone))
	allowed := true
	if !late {
		if allowed, err = d.stillMay(ctx, a); err != nil {
			return fmt.Errorf("run issue %d: %w", id, err)
		}
	}
	switch {
	case late:
		return d.giveUp(ctx, id, (*Issue).miss)
	case !allowed:
		return d.giveUp(ctx, id, (*Issue).drop)
	}
	if err := d.store.BeginIssue(ctx, id, OfficeHours(d.clock.Zone)); err != nil {
		return fmt.Errorf("begin issue %d: %w", id, err)
	}
	return nil
}

// stillMay says whether the author of an announcement may still write it.
func (d *Desk) stillMay(ctx context.Context, a Announcement) (bool, error) {
	err := d.authorMay(ctx, a)
	for _, refusal := range []error{ErrBeyond, staff.ErrInactive, staff.ErrNoSuchEmployee, staff.ErrUnknownAccount} {
		if errors.Is(err, refusal) {
			return false, nil
		}
	}
	return err == nil, err
}

// giveUp notes that an issue was not sent, and tells its author.
func (d *Desk) giveUp(ctx context.Context, id IssueID, how func(*Issue) error) error {
	_, err := d.store.UpdateIssue(ctx, id, func(i *Issue, a Announcement) (Decision, error) {
		if err := how(i); err != nil {
			return Decision{}, err
		}
		entry := line(d.clock.Now(), staff.Actor{}, audit.AnnounceStopped, a, id, map[string]string{"state": string(i.State)})
		return Decision{Audit: []audit.Entry{entry}, Messages: []notify.Message{missed(*i, a)}}, nil
	})
	if errors.Is(err, ErrOver) { // somebody else was faster
		return nil
	}
	if err != nil {
		return fmt.Errorf("give up issue %d: %w", id, err)
	}
	return nil
}
