package apel

import (
	"context"
	"fmt"

	"github.com/gelis-bali/gelis/domain/staff"
)

// Consent is what a superior says about an excuse; a refusal needs a reason.
// ErrOtherExcuse where the excuse is not the one that was shown.
func (d *Desk) Consent(ctx context.Context, by staff.Actor, id EventID, who staff.EmployeeID, v Verdict) (Plea, error) {
	plea, err := d.plead(ctx, by, id, who, func(c Case) (Decision, error) { return c.consent(by, v, d.moment()) })
	if err != nil {
		return Plea{}, d.refused(ctx, by, "consent", id, err)
	}
	return plea, nil
}

// LookPlea shows an excuse to the superior whom it waits for, to who decided,
// to the person, and to the personnel office. ErrNoExcuse where there is none
// any more. A refusal is not audited.
func (d *Desk) LookPlea(ctx context.Context, by staff.Actor, id EventID, who staff.EmployeeID) (Plea, error) {
	plea, err := d.plead(ctx, by, id, who, func(c Case) (Decision, error) {
		post, ok := c.superior()
		_, holds := by.Holds(post.ID)
		switch {
		case by.ID != who && (!ok || !holds) && by.ID != c.Excuse.By && !c.Event.personnelOf(by):
			return Decision{}, ErrNotSuperior
		case c.Excuse.Consent == NotAsked:
			return Decision{}, ErrNoExcuse
		}
		return Decision{}, nil
	})
	if err != nil {
		return Plea{}, fmt.Errorf("look at the excuse of employee %d for apel %d: %w", who, id, err)
	}
	return plea, nil
}

func (d *Desk) plead(ctx context.Context, by staff.Actor, id EventID, who staff.EmployeeID, decide func(Case) (Decision, error)) (Plea, error) {
	if err := known(by); err != nil {
		return Plea{}, err
	}
	var plea Plea
	p, err := d.store.UpdatePresence(ctx, id, who, func(c Case) (Decision, error) {
		decision, err := decide(c)
		if err != nil {
			return Decision{}, err
		}
		plea = Plea{Event: c.Event}
		plea.Event.Secret = nil
		if post, ok := c.superior(); ok && c.Excuse.Consent == Asked {
			_, mine := c.mayConsent(by)
			plea.Titles, plea.MayDecide = []string{post.Title}, mine == nil
		}
		return decision, nil
	})
	plea.Presence = p
	return plea, err
}
