package apel

import (
	"slices"

	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
)

// mark writes down by hand what an officer saw, or what the personnel office
// corrects. It wins over everything else; only another one changes it. The
// person is told, but for what the officer does while everybody stands there.
func (c Case) mark(by staff.Actor, s Status, reason string, m moment) (Decision, error) {
	if err := c.mayMark(by, s, m); err != nil {
		return Decision{}, err
	}
	reason, err := reasonOf(reason)
	if err != nil {
		return Decision{}, err
	}
	before, open := c.Status, c.Event.StageAt(m.now, m.zone) == OpenNow
	c.set(s, ByOfficer, m.now)
	c.MarkedBy, c.Note = by.ID, reason
	if c.Excuse.Consent == Asked {
		c.Excuse = Excuse{}
	}
	if open && before == Open {
		entry := c.line(audit.ApelPresent, by, m, map[string]string{"status": string(s), "way": string(ByOfficer)})
		return Decision{Audit: []audit.Entry{entry}}, nil
	}
	entry := c.line(audit.ApelCorrected, by, m, map[string]string{"from": string(before), "to": string(s)})
	told := about(notify.ApelCorrected, c.Event.ID, number(int64(c.Version)), notify.ToEmployee(c.Employee.ID))
	return Decision{Audit: []audit.Entry{entry}, Messages: []notify.Message{told}}, nil
}

// mayMark: the officers of the event while the attendance is open, the
// personnel office from before it until the month is closed. Nobody marks
// themself. Before the attendance opens nobody is there yet, and nobody is
// unexplained before it is over.
func (c Case) mayMark(by staff.Actor, s Status, m moment) error {
	stage := c.Event.StageAt(m.now, m.zone)
	switch {
	case !c.Event.officer(by):
		return ErrNotOfficer
	case by.ID == c.Employee.ID:
		return ErrOwnMark
	case stage == CalledOff:
		return ErrCancelled
	case stage != OpenNow && !c.Event.personnelOf(by):
		return ErrNotOfficer
	case c.MonthClosed:
		return ErrMonthClosed
	case !slices.Contains(Statuses(), s), s == Unexplained && stage != Ended:
		return ErrStatus
	case stage == Coming && s.There():
		return &EarlyError{Opens: c.Event.Opens(m.zone)}
	}
	return nil
}
