package announce

import (
	"fmt"
	"maps"
	"strconv"
	"time"

	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
)

// Grace is how late a scheduled issue may still begin.
const Grace = 4 * time.Hour

// GraceEnds is until when an issue that was due may still begin: four hours
// later, or at the end of the office's hours for announcements if that is
// earlier and it is not urgent.
func GraceEnds(due time.Time, urgent bool, zone *time.Location) time.Time {
	end := due.Add(Grace)
	if urgent {
		return end
	}
	quiet := OfficeHours(zone)
	day := calendar.DateOf(due, zone)
	if evening := day.At(quiet.Until/60, quiet.Until%60, zone); due.Before(evening) && evening.Before(end) {
		return evening
	}
	return end
}

// OpensAt is when announcements may be sent from an instant on: the instant
// itself within the hours, otherwise the next morning.
func (q Quiet) OpensAt(t time.Time) time.Time {
	day := calendar.DateOf(t, q.Zone)
	opens, closes := day.At(q.From/60, q.From%60, q.Zone), day.At(q.Until/60, q.Until%60, q.Zone)
	switch {
	case t.Before(opens):
		return opens
	case t.Before(closes):
		return t
	}
	return day.AddDays(1).At(q.From/60, q.From%60, q.Zone)
}

// stop, resume and send change the state of an issue, or say why they cannot.

func (i *Issue) stop(a Announcement) error {
	if i.State != Sending || a.Withdrawn {
		return ErrOver
	}
	i.State = Stopped
	return nil
}

func (i *Issue) resume(a Announcement) error {
	switch {
	case a.Withdrawn:
		return ErrWithdrawn
	case i.State != Stopped:
		return ErrOver
	}
	i.State = Sending
	return nil
}

// sendMissed sends what nobody sent in time.
func (i *Issue) sendMissed(a Announcement) error {
	switch {
	case a.Withdrawn:
		return ErrWithdrawn
	case i.State != Missed:
		return ErrOver
	}
	i.State = Sending
	return nil
}

// begin sends what is due, also a reminder.
func (i *Issue) begin(a Announcement) error {
	switch {
	case a.Withdrawn:
		return ErrWithdrawn
	case i.State != Scheduled:
		return ErrOver
	}
	i.State = Sending
	return nil
}

// miss gives up what is too late.
func (i *Issue) miss() error {
	if i.State != Scheduled {
		return ErrOver
	}
	i.State = Missed
	return nil
}

// drop gives up what may not be sent any more.
func (i *Issue) drop() error {
	if i.State != Scheduled {
		return ErrOver
	}
	i.State = Dropped
	return nil
}

// edit changes what an announcement says. The files stay: a message that was
// sent keeps its files.
func (a *Announcement) edit(c Content) error {
	if a.Withdrawn {
		return ErrWithdrawn
	}
	said, err := Content{HTML: c.HTML, Files: a.Content.Files}.saying()
	if err != nil {
		return err
	}
	a.Content.HTML = said.HTML
	return nil
}

func (a *Announcement) withdraw() error {
	if a.Withdrawn {
		return ErrWithdrawn
	}
	a.Withdrawn = true
	return nil
}

// end lets a repeating one go out no more.
func (a *Announcement) end() error {
	if a.Timing.Rule == nil || a.Ended || a.Withdrawn {
		return ErrOver
	}
	a.Ended = true
	return nil
}

// line is the audit line of an act on an issue.
func line(at time.Time, by staff.Actor, act audit.Action, a Announcement, id IssueID, facts map[string]string) audit.Entry {
	holding, _ := by.Holds(a.Position)
	all := map[string]string{"unit": strconv.FormatInt(int64(a.Unit), 10)}
	if a.ID != 0 {
		all["announcement"] = strconv.FormatInt(int64(a.ID), 10)
	}
	maps.Copy(all, facts)
	return audit.Entry{At: at, Action: act, Subject: SubjectOf(id), Facts: all}.By(by, holding)
}

// missed tells the author that an issue was not sent.
func missed(i Issue, a Announcement) notify.Message {
	return notify.Message{
		Key: fmt.Sprintf("%s:%d", notify.AnnounceMissed, i.ID), To: notify.ToEmployee(a.Author),
		Kind: notify.AnnounceMissed, Class: notify.Ask, Subject: SubjectOf(i.ID),
	}
}
