package announce

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/staff"
)

const second = time.Second

func duration(seconds float64) time.Duration { return time.Duration(seconds * float64(second)) }

// act is what is done: its name, its line in the audit log, and the right that
// it needs.
type act struct {
	name  string
	note  audit.Action
	needs right
}

// Stop stops an issue that is being sent; it can go on.
func (d *Desk) Stop(ctx context.Context, by staff.Actor, id IssueID) (Progress, error) {
	return d.change(ctx, by, id, act{"stop", audit.AnnounceStopped, toStop}, (*Issue).stop)
}

// Resume lets a stopped issue go on.
func (d *Desk) Resume(ctx context.Context, by staff.Actor, id IssueID) (Progress, error) {
	return d.change(ctx, by, id, act{"resume", audit.AnnounceResumed, toSpeak}, (*Issue).resume)
}

// SendMissed sends an issue now that nobody sent in time.
func (d *Desk) SendMissed(ctx context.Context, by staff.Actor, id IssueID) (Progress, error) {
	return d.change(ctx, by, id, act{"send_missed", audit.AnnounceResumed, toSpeak}, (*Issue).sendMissed)
}

// authorMay says whether the author of an announcement may still write it.
func (d *Desk) authorMay(ctx context.Context, a Announcement) error {
	author, err := d.people.Actor(ctx, a.Author)
	if err != nil {
		return fmt.Errorf("look up the author of announcement %d: %w", a.ID, err)
	}
	offices, err := d.Offices(ctx, author)
	if err != nil {
		return err
	}
	return d.stillCovers(ctx, offices, a)
}

// change lets who has the right to it change the state of an issue.
func (d *Desk) change(ctx context.Context, by staff.Actor, id IssueID, what act, decide func(*Issue, Announcement) error) (Progress, error) {
	_, a, err := d.load(ctx, id)
	if err == nil {
		err = d.may(ctx, by, a, what.needs)
	}
	var saved Issue
	if err == nil {
		saved, err = d.store.UpdateIssue(ctx, id, func(i *Issue, of Announcement) (Decision, error) {
			a = of
			if err := decide(i, of); err != nil {
				return Decision{}, err
			}
			return Decision{Audit: []audit.Entry{line(d.clock.Now(), by, what.note, of, id, nil)}}, nil
		})
	}
	if err != nil {
		return Progress{}, d.refused(ctx, by, what.name, id, fmt.Errorf("%s issue %d: %w", what.name, id, err))
	}
	return d.progress(ctx, by, a, saved)
}

// Edit changes what an announcement says; every copy that was sent is changed.
func (d *Desk) Edit(ctx context.Context, by staff.Actor, id ID, c Content) (Announcement, error) {
	return d.rewrite(ctx, by, id, act{"edit", audit.AnnounceEdited, toSpeak}, nil, func(a *Announcement) error { return a.edit(c) })
}

// Withdraw takes an announcement back from everybody.
func (d *Desk) Withdraw(ctx context.Context, by staff.Actor, id ID) (Announcement, error) {
	return d.rewrite(ctx, by, id, act{"withdraw", audit.AnnounceWithdrawn, toStop}, nil, (*Announcement).withdraw)
}

// End lets a repeating announcement go out no more.
func (d *Desk) End(ctx context.Context, by staff.Actor, id ID) (Announcement, error) {
	return d.rewrite(ctx, by, id, act{"end", audit.AnnounceStopped, toStop}, map[string]string{"ended": "true"}, (*Announcement).end)
}

func (d *Desk) rewrite(ctx context.Context, by staff.Actor, id ID, what act, facts map[string]string, decide func(*Announcement) error) (Announcement, error) {
	a, err := d.store.Announcement(ctx, id)
	if err == nil {
		err = d.may(ctx, by, a, what.needs)
	}
	if err == nil {
		a, err = d.store.UpdateAnnouncement(ctx, id, func(a *Announcement, issues []Issue) (Decision, error) {
			if err := decide(a); err != nil {
				return Decision{}, err
			}
			var last IssueID
			for _, i := range issues {
				last = max(last, i.ID)
			}
			return Decision{Audit: []audit.Entry{line(d.clock.Now(), by, what.note, *a, last, facts)}}, nil
		})
	}
	if err != nil {
		return Announcement{}, d.refused(ctx, by, what.name, 0, fmt.Errorf("%s announcement %d: %w", what.name, id, err))
	}
	return a, nil
}

// Remind sends an announcement once more to those who have not read it.
func (d *Desk) Remind(ctx context.Context, by staff.Actor, id IssueID) (Progress, error) {
	i, a, err := d.load(ctx, id)
	if err == nil {
		err = d.may(ctx, by, a, toSpeak)
	}
	if err == nil {
		err = mayRemind(i, a)
	}
	if err != nil {
		return Progress{}, d.refused(ctx, by, "remind", id, fmt.Errorf("remind of issue %d: %w", id, err))
	}
	// The instant is that of the issue itself: there can be only one.
	again, added, err := d.store.AddIssue(ctx, Issue{Announcement: a.ID, Due: i.Due, State: Scheduled, Repeats: id})
	if err != nil {
		return Progress{}, fmt.Errorf("remind of issue %d: %w", id, err)
	}
	if !added && again.State != Scheduled {
		return Progress{}, ErrRepeatedBefore
	}
	saved, err := d.store.UpdateIssue(ctx, again.ID, func(i *Issue, a Announcement) (Decision, error) {
		if err := i.begin(a); err != nil {
			return Decision{}, ErrRepeatedBefore
		}
		facts := map[string]string{"repeats": strconv.FormatInt(int64(id), 10)}
		return Decision{Audit: []audit.Entry{line(d.clock.Now(), by, audit.AnnounceSent, a, i.ID, facts)}}, nil
	})
	if err != nil {
		return Progress{}, fmt.Errorf("remind of issue %d: %w", id, err)
	}
	return d.progress(ctx, by, a, saved)
}

// mayRemind says whether there is somebody to remind.
func mayRemind(i Issue, a Announcement) error {
	switch {
	case a.Withdrawn:
		return ErrWithdrawn
	case i.Repeats != 0:
		return ErrRepeatedBefore
	case i.State != Done:
		return ErrOver
	case i.Count.Read >= i.Count.Sent:
		return ErrAllRead
	}
	return nil
}
