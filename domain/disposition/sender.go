package disposition

import (
	"errors"
	"time"

	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
)

// Cancel takes back what its recipient has not read. Who has taken it back
// does so again without any change: a tap can come twice.
func (d *Dossier) Cancel(id BranchID, by staff.Actor, now time.Time) (Decision, error) {
	b, err := d.allowed(by, ActionCancel, id)
	if errors.Is(err, ErrClosed) && b.State == StateCancelled && b.Ended.By == by.ID {
		return Decision{}, nil
	}
	if err != nil {
		return Decision{}, err
	}
	p := d.pen(by, now)
	from := d.Disposition(b).From
	b.Ended = p.act(from)
	p.move(b, StateCancelled)
	p.note(audit.BranchCancelled, b, from)
	if !b.Copy {
		p.closeUp(b)
	}
	return p.Decision, nil
}

// TakeOver lets the sender deal with what was returned: nothing more is to come
// from that branch.
func (d *Dossier) TakeOver(id BranchID, by staff.Actor, now time.Time) (Decision, error) {
	b, err := d.allowed(by, ActionTakeOver, id)
	if err != nil {
		return Decision{}, err
	}
	p := d.pen(by, now)
	from := d.Disposition(b).From
	b.Settled = p.act(from)
	p.touch(b)
	p.note(audit.BranchSettled, b, from)
	p.closeUp(b)
	return p.Decision, nil
}

// Nudge asks the recipient to hurry, once on a day of the office.
func (d *Dossier) Nudge(id BranchID, by staff.Actor, now time.Time, zone *time.Location) (Decision, error) {
	b, err := d.allowed(by, ActionNudge, id)
	if err != nil {
		return Decision{}, err
	}
	today := calendar.DateOf(now, zone)
	if b.nudgedOn(today, zone) {
		return Decision{}, &NudgedError{By: d.nameOf(b.Nudged), At: b.Nudged.At}
	}
	p := d.pen(by, now)
	as := d.nudgesAs(by, b)
	b.Nudged = p.act(as)
	p.touch(b)
	p.note(audit.BranchNudged, b, as)
	p.tell(string(notify.DispositionNudged)+":"+SubjectOf(b.ID).String()+":"+today.String(),
		notify.DispositionNudged, notify.ToHolders(b.To, by.ID), b)
	return p.Decision, nil
}

func (b *Branch) nudgedOn(day calendar.Date, zone *time.Location) bool {
	return !b.Nudged.At.IsZero() && calendar.DateOf(b.Nudged.At, zone) == day
}

// nudgesAs finds the position in which somebody asks to hurry, the closest
// above the branch; 0 is the registry.
func (d *Dossier) nudgesAs(by staff.Actor, b *Branch) staff.PositionID {
	var as staff.PositionID
	for _, p := range d.Chain(b) {
		if _, holds := by.Holds(p.From); holds {
			as = p.From
		}
	}
	return as
}
