package apel

import (
	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/staff"
)

// MaxWrong is how many wrong codes somebody may type at one event.
const MaxWrong = 5

// checkIn lets somebody prove that they are there. Being there wins over an
// excuse and over an approved absence, not over what an officer marked. With a
// *CodeError comes a decision that is to be kept all the same: the try counts.
func (c Case) checkIn(by staff.Actor, p Proof, m moment) (Decision, error) {
	if err := c.mayCheckIn(m); err != nil {
		return Decision{}, err
	}
	way, err := c.prove(p, m)
	if err != nil {
		return c.wrong(by, p, m, err), err
	}
	c.set(c.Event.arrival(m.now, m.zone), way, m.now)
	c.Account = by.Account
	if c.Excuse.Consent == Asked {
		c.Excuse = Excuse{}
	}
	c.knows(m.now)
	return Decision{Audit: []audit.Entry{
		c.line(audit.ApelPresent, by, m, map[string]string{"status": string(c.Status), "way": string(way)}),
	}}, nil
}

// seen reports whether it is known from being there, or from an officer: then
// nothing is left to prove.
func (p *Presence) seen() bool {
	return p.Status.There() || p.Status != Open && p.Way == ByOfficer
}

// locked reports whether there were too many wrong codes.
func (p *Presence) locked() bool { return !p.seen() && p.Wrong >= MaxWrong }

// mayCheckIn says why nobody can prove it now, or why not this person.
func (c Case) mayCheckIn(m moment) error {
	switch {
	case c.Event.State == Cancelled:
		return ErrCancelled
	case c.seen():
		return c.already()
	}
	if err := c.Event.checkOpen(m.now, m.zone); err != nil {
		return err
	}
	switch {
	case c.LinkedAt.After(c.Event.Opens(m.zone)):
		return ErrNewAccount
	case c.locked():
		return ErrLocked
	}
	return nil
}

// prove finds the way in which a proof shows that somebody is there.
func (c Case) prove(p Proof, m moment) (Way, error) {
	switch {
	case p.Fix != nil:
		return ByLocation, c.Event.Place.Check(*p.Fix)
	case p.Token != "":
		if !c.Event.acceptsToken(p.Token, m.now) {
			return ByQR, &CodeError{Left: MaxWrong - c.Wrong}
		}
		return ByQR, nil
	case len(p.Digits) != digitCount:
		return "", ErrNoProof
	case !c.Event.acceptsDigits(p.Digits, m.now):
		return ByCode, &CodeError{Left: MaxWrong - c.Wrong - 1}
	}
	return ByCode, nil
}

// wrong counts a wrong code. An old QR is noted and not counted: nobody guesses
// it, and a slow phone must lock nobody out.
func (c Case) wrong(by staff.Actor, p Proof, m moment, reason error) Decision {
	code, ok := reason.(*CodeError) //nolint:errorlint // prove returns it bare
	if !ok {
		return Decision{}
	}
	way := ByQR
	if p.Token == "" {
		way = ByCode
		c.Wrong++
	}
	return Decision{Audit: []audit.Entry{
		c.line(audit.ApelCodeWrong, by, m, map[string]string{"left": number(int64(code.Left)), "way": string(way)}),
	}}
}
