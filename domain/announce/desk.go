package announce

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/staff"
)

// Desk is what an employee does about announcements, and what is due by the
// clock.
type Desk struct {
	store    Store
	people   People
	audit    Auditor
	calendar *calendar.Calendar
	clock    calendar.Clock
}

// NewDesk makes the service over its store, office, audit log, calendar and clock.
func NewDesk(store Store, people People, auditor Auditor, cal *calendar.Calendar, clock calendar.Clock) *Desk {
	return &Desk{store: store, people: people, audit: auditor, calendar: cal, clock: clock}
}

// Draft is what somebody wants to send.
type Draft struct {
	Office  Office // unit, role and position say which; the rest is looked up
	Content Content
	Scope   staff.Scope
	Timing  Timing
	Urgent  bool
}

// Today is the office's day.
func (d *Desk) Today() calendar.Date { return d.clock.Today() }

// Begin lists in which capacities the actor may write, as Offices does, for
// somebody who is about to: who has none is refused.
func (d *Desk) Begin(ctx context.Context, by staff.Actor) ([]Office, error) {
	offices, err := d.Offices(ctx, by)
	if err == nil && len(offices) == 0 {
		err = staff.ErrNotAllowed
	}
	if err != nil {
		return nil, d.refused(ctx, by, "announce", 0, err)
	}
	return offices, nil
}

// Send saves an announcement, and sends it if it is for now. A once that was
// used already returns what became of it the first time.
func (d *Desk) Send(ctx context.Context, by staff.Actor, draft Draft, once string) (Progress, error) {
	office, people, err := d.check(ctx, by, draft)
	if err != nil {
		return Progress{}, d.refused(ctx, by, "announce", 0, err)
	}
	content, err := draft.Content.saying()
	if err != nil {
		return Progress{}, err
	}
	now := d.clock.Now()
	a := Announcement{
		Version: 1, Author: by.ID, AuthorName: by.Name, Position: office.Position, Title: office.Title, Unit: office.Unit, UnitName: office.UnitName,
		Content: content, Scope: draft.Scope, Timing: draft.Timing, Urgent: draft.Urgent, Written: now,
	}
	var first *Issue
	switch {
	case !draft.Timing.At.IsZero():
		first = &Issue{Due: draft.Timing.At, State: Scheduled}
	case draft.Timing.Rule == nil:
		first = &Issue{Due: now, State: Scheduled}
	}
	facts := map[string]string{"people": strconv.Itoa(people), "urgent": strconv.FormatBool(draft.Urgent)}
	a, issue, err := d.store.AddAnnouncement(ctx, a, first, once, []audit.Entry{line(now, by, audit.AnnounceSent, a, 0, facts)})
	if err != nil {
		return Progress{}, fmt.Errorf("send an announcement: %w", err)
	}
	return d.progress(ctx, by, a, issue)
}

// Check judges a draft as Send would. Nothing is changed.
func (d *Desk) Check(ctx context.Context, by staff.Actor, draft Draft) error {
	_, _, err := d.check(ctx, by, draft)
	return err
}

func (d *Desk) check(ctx context.Context, by staff.Actor, draft Draft) (Office, int, error) {
	office, err := d.office(ctx, by, draft.Office)
	if err != nil {
		return Office{}, 0, err
	}
	if _, err := draft.Content.saying(); err != nil {
		return Office{}, 0, err
	}
	if err := d.covers(ctx, office, draft.Scope); err != nil {
		return Office{}, 0, err
	}
	if err := d.checkTiming(draft.Timing); err != nil {
		return Office{}, 0, err
	}
	people, _, err := d.people.CountInScope(ctx, draft.Scope)
	if err == nil && people == 0 {
		err = ErrNobody
	}
	return office, people, err
}

// checkTiming refuses what is over, or never comes. A little late is on time:
// whoever chose the next minute may take longer than that to look it over.
func (d *Desk) checkTiming(t Timing) error {
	now := d.clock.Now()
	switch {
	case t.Rule != nil:
		if err := t.Rule.Check(); err != nil {
			return err
		}
		if d.next(t, now).IsZero() {
			return ErrPast
		}
	case !t.At.IsZero() && t.At.Add(Grace/24).Before(now):
		return ErrPast
	}
	return nil
}

// Show shows an announcement with one of its issues to who looks after it. The
// issue may be 0: what repeats may have none yet.
func (d *Desk) Show(ctx context.Context, by staff.Actor, id ID, issue IssueID) (Progress, error) {
	a, err := d.store.Announcement(ctx, id)
	if err == nil {
		err = d.may(ctx, by, a, toLook)
	}
	var i Issue
	if err == nil && issue != 0 {
		if i, err = d.store.Issue(ctx, issue); err == nil && i.Announcement != id {
			err = ErrNoSuchIssue
		}
	}
	if err != nil {
		return Progress{}, d.refused(ctx, by, "show", issue, err)
	}
	return d.progress(ctx, by, a, i)
}

// Progress shows an issue to who looks after it.
func (d *Desk) Progress(ctx context.Context, by staff.Actor, id IssueID) (Progress, error) {
	p, err := d.Look(ctx, by, id)
	if err != nil {
		return Progress{}, d.refused(ctx, by, "show", id, err)
	}
	return p, nil
}

// Look is Progress for cards and notices: nobody's tap, so that a refusal is
// not audited.
func (d *Desk) Look(ctx context.Context, by staff.Actor, id IssueID) (Progress, error) {
	i, a, err := d.load(ctx, id)
	if err == nil {
		err = d.may(ctx, by, a, toLook)
	}
	if err != nil {
		return Progress{}, fmt.Errorf("look at issue %d: %w", id, err)
	}
	return d.progress(ctx, by, a, i)
}

func (d *Desk) load(ctx context.Context, id IssueID) (Issue, Announcement, error) {
	i, err := d.store.Issue(ctx, id)
	if err != nil {
		return Issue{}, Announcement{}, err
	}
	a, err := d.store.Announcement(ctx, i.Announcement)
	return i, a, err
}

// rateOver is over how long the rate of sending is measured.
const rateOver = 10

// progress tells how fast an issue goes, and what who looks may do about it.
func (d *Desk) progress(ctx context.Context, by staff.Actor, a Announcement, i Issue) (Progress, error) {
	may, err := d.rights(ctx, by, a)
	if err != nil {
		return Progress{}, fmt.Errorf("find the rights on announcement %d: %w", a.ID, err)
	}
	p := Progress{Announcement: a, Issue: i, May: may}
	if i.State != Sending {
		return p, nil
	}
	now := d.clock.Now()
	sent, err := d.store.SentSince(ctx, i.ID, now.Add(-rateOver*second))
	if err != nil {
		return Progress{}, fmt.Errorf("measure issue %d: %w", i.ID, err)
	}
	if opens := OfficeHours(d.clock.Zone).OpensAt(now); !a.Urgent && opens.After(now) && i.Count.Waiting > 0 {
		p.Held = opens
	}
	p.PerSecond = float64(sent) / rateOver
	if p.PerSecond > 0 && p.Held.IsZero() {
		p.Left = duration(float64(i.Count.Waiting) / p.PerSecond)
	}
	return p, nil
}

// refused notes the refusal of an act in the audit log and returns the reason.
// Mistakes in what somebody wrote are no refusals.
func (d *Desk) refused(ctx context.Context, by staff.Actor, act string, id IssueID, reason error) error {
	code, ok := refusalCode(reason)
	if !ok {
		return reason
	}
	entry := audit.Entry{At: d.clock.Now(), Actor: by.ID, Account: by.Account, Action: audit.ActionRefused}
	if id != 0 {
		entry.Subject = SubjectOf(id)
	}
	entry.Facts = map[string]string{"action": act, "reason": code}
	return errors.Join(reason, d.audit.RecordAudit(ctx, entry))
}

func refusalCode(reason error) (code string, ok bool) {
	for code, refusal := range map[string]error{
		"not_yours": ErrNotYours, "only_author": ErrOnlyAuthor, "beyond": ErrBeyond, "not_allowed": staff.ErrNotAllowed, "inactive": staff.ErrInactive,
		"no_such_announcement": ErrNoSuchAnnouncement, "no_such_issue": ErrNoSuchIssue,
	} {
		if errors.Is(reason, refusal) {
			return code, true
		}
	}
	return "", false
}
