package bot

import (
	"context"
	"errors"
	"regexp"
)

// codeForm is what people type of a code that they read somewhere.
var codeForm = regexp.MustCompile(`^[0-9]{6}$`)

// loose finds who deals with what stands by itself: nil when nobody does.
func (rt *Router) loose(r *Request) Handler {
	switch {
	case r.Place != nil:
		return rt.place
	case r.File == nil && codeForm.MatchString(r.Text):
		return rt.digits
	}
	return nil
}

// moved reports whether a live location is somewhere else: nobody did anything.
func (r *Request) moved() bool { return r.Place != nil && r.Place.Moved }

// moved deals with a live location that is somewhere else: a question that
// takes places hears of it first, then who deals with places. Everybody else
// hears nothing of it.
func (c *conversation) moved(ctx context.Context, r *Request) (Reply, error) {
	reply, err := c.forms.moved(ctx, r)
	var away *formsAwayError
	if !errors.Is(err, errNoForm) && !errors.As(err, &away) {
		return reply, err
	}
	if c.router.place == nil || !r.Actor.Known() {
		return Reply{}, nil
	}
	reply, err = c.router.place(ctx, r)
	if errors.Is(err, ErrNotMine) {
		return Reply{}, nil
	}
	return reply, err
}

// moved takes a place that is told again as the answer to a question that
// takes places; errNoForm when none is open. What will not do is passed over:
// the question stands, and the next place may do.
func (f *forms) moved(ctx context.Context, r *Request) (Reply, error) {
	return raced(func() (Reply, error) {
		s, err := f.load(ctx, r.Account)
		if err != nil {
			return Reply{}, err
		}
		if s.applied(r.Update) {
			return f.repeat(ctx, r, s)
		}
		field, _ := f.router.forms[s.Form].field(s.Field)
		if !field.Places || !s.open() || s.before(r) || s.lapsed(r.At) {
			return Reply{}, errNoForm
		}
		return f.answer(ctx, r, s, "")
	})
}
