package request

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/gelis-bali/gelis/domain/leave"
	"github.com/gelis-bali/gelis/domain/staff"
)

// startsLate reports whether a leave may have begun before it was asked for.
func startsLate(t leave.Type) bool {
	return slices.Contains([]leave.Type{leave.Sick, leave.Maternity, leave.Important}, t)
}

// as is the case as somebody may see it: verdicts in their undo time only by
// their authors, files and private reasons not by the people concerned. The
// case itself stays as it is.
func (c Case) as(by staff.Actor, relation Relation) Case {
	shown := *c.Request
	shown.WakeAt = time.Time{}
	shown.Steps = slices.Clone(c.Steps)
	for i := range shown.Steps {
		if s := &shown.Steps[i]; s.pending() && s.Verdict.Act.By != by.ID {
			s.Verdict = nil
		}
	}
	if relation == IsConcerned {
		shown.Files = nil
		if shown.Kind == Leave {
			shown.Reason, shown.Address, shown.Phone = "", "", ""
		}
	}
	c.Request = &shown
	return c
}

// view makes what an actor sees of a request that they may see.
func (d *Desk) view(ctx context.Context, by staff.Actor, c Case) (View, error) {
	m := d.moment()
	relation := c.RelationOf(by)
	c = c.as(by, relation)
	v := View{Request: c.Request, Line: c.Line, Relation: relation, Waits: c.waits(), Original: c.Original}
	for _, act := range Actions() {
		if act != ActionView && c.May(by, act, m) == nil {
			v.Allowed = append(v.Allowed, act)
		}
	}
	if slices.Contains(v.Allowed, ActionDecide) {
		v.Choices = c.Choices()
	}
	if own, err := c.ownVerdict(by, relation, m.Now); err == nil {
		v.Own, v.UndoUntil = own, own.Verdict.Act.At.Add(UndoFor)
	}
	return d.informed(ctx, v)
}

// informed adds what is looked at beside a request: the balance, and for who
// decides who else is away.
func (d *Desk) informed(ctx context.Context, v View) (View, error) {
	if v.Leave == leave.Annual && v.Relation != IsConcerned {
		books, err := d.store.Books(ctx, v.Applicant.ID)
		if err != nil {
			return View{}, fmt.Errorf("load the books of employee %d: %w", v.Applicant.ID, err)
		}
		v.Balance = balances(books.without(v.Request), v.Period)
	}
	if v.Relation == IsDecider {
		away, err := d.store.Away(ctx, []staff.UnitID{v.Applicant.Unit}, v.Period)
		if err != nil {
			return View{}, fmt.Errorf("find who else is away: %w", err)
		}
		v.Away = slices.DeleteFunc(away, func(a Absence) bool { return a.Employee == v.Applicant.ID })
	}
	return v, nil
}

// without leaves the charges of a request out, each once.
func (b Books) without(r *Request) Books {
	if !r.State.Occupies() {
		return b
	}
	b.Charges = slices.Clone(b.Charges)
	for _, c := range r.Charges {
		if i := slices.Index(b.Charges, c); i >= 0 {
			b.Charges = slices.Delete(b.Charges, i, i+1)
		}
	}
	return b
}

// waits says who has the request now, as far as the case shows it.
func (c Case) waits() []Turn {
	var turns []Turn
	for _, s := range c.waiting() {
		turns = append(turns, c.turnOf(s))
		if post, _, ok := c.Line.Effective(s.Escalated, c.Applicant.ID); ok {
			turns = append(turns, Turn{Title: post.Title, Holders: post.Holders, Since: s.Since, Escalated: true})
		}
	}
	return turns
}

func (c Case) turnOf(s *Step) Turn {
	t := Turn{Title: s.Title, Since: s.Since, InsteadTitle: s.InsteadTitle, Why: s.Why}
	post, why, ok := c.Line.Effective(s.Position, c.Applicant.ID)
	if !ok {
		return t
	}
	t.Title, t.Holders = post.Title, post.Holders
	if post.ID != s.Position {
		t.InsteadTitle, t.Why = s.Title, why
	}
	return t
}
