package apel

import (
	"strconv"
	"time"

	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/request"
	"github.com/gelis-bali/gelis/domain/staff"
)

// coming notes that somebody says they will come. It proves nothing, and takes
// an excuse back, also one that was consented to.
func (c Case) coming(by staff.Actor, m moment) (Decision, error) {
	switch {
	case c.Event.StageAt(m.now, m.zone) == CalledOff:
		return Decision{}, ErrCancelled
	case c.settled():
		return Decision{}, c.already()
	case c.Event.StageAt(m.now, m.zone) == Ended:
		return Decision{}, ErrOver
	case c.Coming:
		return Decision{}, nil
	}
	c.set(Open, "", time.Time{})
	c.Coming, c.Excuse = true, Excuse{}
	c.knows(m.now)
	return Decision{Audit: []audit.Entry{c.line(audit.ApelExcused, by, m, map[string]string{"as": string(Present)})}}, nil
}

// excuse notes why somebody will not be there, and asks the superior. It counts
// once the superior consents (Pergub Bali 54/2014: a letter signed by the atasan
// langsung). Whoever has nobody above is answerable to nobody: theirs counts at
// once [A].
func (c Case) excuse(by staff.Actor, as Status, reason string, m moment) (Decision, error) {
	reason, err := c.mayExcuse(as, reason, m)
	switch {
	case err != nil:
		return Decision{}, err
	case c.Excuse.Consent == Asked && c.Excuse.As == as && c.Excuse.Reason == reason:
		return Decision{}, nil
	case c.Excuse.Consent == Asked: // the superior decides about what they read
		return Decision{}, ErrExcuseWaits
	}
	c.Coming, c.Note = false, ""
	c.Excuse = Excuse{As: as, Reason: reason, At: m.now, Consent: Asked}
	c.knows(m.now)
	d := Decision{Audit: []audit.Entry{c.line(audit.ApelExcused, by, m, map[string]string{"as": string(as)})}}
	post, ok := c.superior()
	if !ok {
		c.Excuse.Consent, c.Excuse.DecidedAt = Granted, m.now
		c.set(as, ByConsent, m.now)
		return d, nil
	}
	ask := about(notify.ApelExcuse, c.Event.ID, c.plea(), notify.ToHolders(post.ID, c.Employee.ID))
	ask.Facts = map[string]string{"employee": number(c.Employee.ID)}
	d.Messages = append(d.Messages, ask)
	return d, nil
}

func (c Case) mayExcuse(as Status, reason string, m moment) (string, error) {
	switch {
	case as != Permitted && as != Sick && as != Travelling:
		return "", ErrStatus
	case c.Event.State == Cancelled:
		return "", ErrCancelled
	case c.Status != Open:
		return "", c.already()
	case c.Event.State == Closed, m.now.After(c.Event.DayEnds(m.zone)):
		return "", ErrOver
	}
	return reasonOf(reason)
}

// plea names an excuse among those of its event.
func (c Case) plea() string {
	return number(c.Employee.ID) + ":" + strconv.FormatInt(c.Excuse.At.Unix(), 10)
}

// superior is the position whose consent it takes today: the one above, or the
// next that somebody else than the person holds.
func (c Case) superior() (request.Post, bool) {
	post, _, ok := c.Line.Effective(c.Line[c.Position].Superior, c.Employee.ID)
	return post, ok
}

// consent notes what the superior says about the excuse that they were shown,
// until the month is closed.
func (c Case) consent(by staff.Actor, v Verdict, m moment) (Decision, error) {
	holding, err := c.mayConsent(by)
	switch {
	case err != nil:
		return Decision{}, err
	case c.Excuse.At.Unix() != v.Shown.Unix():
		return Decision{}, ErrOtherExcuse
	}
	grant, reason := v.Grant, v.Reason
	answer := Granted
	if !grant {
		answer = Refused
		if reason, err = reasonOf(reason); err != nil {
			return Decision{}, err
		}
	}
	e := &c.Excuse
	e.Consent, e.By, e.ByName, e.Title, e.DecidedAt = answer, by.ID, by.Name, holding.Title, m.now
	if grant && (c.Status == Open || c.Way == ByClose) {
		c.set(e.As, ByConsent, m.now)
	}
	if !grant {
		c.Note = reason
	}
	entry := c.line(audit.ApelConsented, by, m, map[string]string{"consent": string(answer)}).By(by, holding)
	told := about(notify.ApelConsent, c.Event.ID, c.plea(), notify.ToEmployee(c.Employee.ID))
	told.Facts = map[string]string{"employee": number(c.Employee.ID)}
	return Decision{Audit: []audit.Entry{entry}, Messages: []notify.Message{told}}, nil
}

// mayConsent finds as what somebody decides about the excuse.
func (c Case) mayConsent(by staff.Actor) (staff.Holding, error) {
	post, ok := c.superior()
	holding, holds := by.Holds(post.ID)
	if !ok || !holds || by.ID == c.Employee.ID {
		return staff.Holding{}, ErrNotSuperior
	}
	e := c.Excuse
	switch {
	case c.Event.State == Cancelled:
		return staff.Holding{}, ErrCancelled
	case e.Consent == Granted || e.Consent == Refused:
		return staff.Holding{}, &ConsentedError{Consent: e.Consent, By: e.ByName, Title: e.Title, At: e.DecidedAt}
	case e.Consent == NotAsked:
		return staff.Holding{}, ErrNoExcuse
	case c.MonthClosed:
		return staff.Holding{}, ErrMonthClosed
	}
	return holding, nil
}
