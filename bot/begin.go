package bot

import (
	"context"
	"maps"

	"github.com/gelis-bali/gelis/domain/staff"
)

// begin starts the form that a reply asks for. Whoever is in the same form
// about the same thing goes on with it, so that a second tap loses nothing.
func (f *forms) begin(ctx context.Context, r *Request, said Reply) (Reply, error) {
	start := said.Begin
	said.Begin = nil
	question, err := raced(func() (Reply, error) { return f.start(ctx, r, start) })
	if err != nil || (!said.speaks() && said.Keyboard == nil) {
		question.Toast, question.Alert = said.Toast, said.Alert
		question.Unbutton = question.Unbutton || said.Unbutton
		return question, err
	}
	said.Then = &question
	return said, nil
}

func (f *forms) start(ctx context.Context, r *Request, start *Begin) (Reply, error) {
	form, known := f.router.forms[start.Form]
	if !known {
		return Reply{}, &DefectError{Reason: "form " + start.Form + " is unknown"}
	}
	if err := allowed(form.For, r.Actor); err != nil {
		return Reply{}, err
	}
	s, err := f.load(ctx, r.Account)
	if err != nil {
		return Reply{}, err
	}
	same := s.open() && s.Form == start.Form && maps.Equal(s.Given, start.Answers)
	if same && (s.applied(r.Update) || !s.lapsed(r.At)) {
		if _, still := form.field(s.Field); still {
			s.touch(r)
			return f.put(ctx, r, form, s, nil)
		}
	}
	if s.applied(r.Update) || s.before(r) { // begun once: what came after it stands
		return f.repeat(ctx, r, s)
	}
	return f.startFresh(ctx, r, form, start, s)
}

// startFresh begins a form, and says so if another one with answers ends by it.
func (f *forms) startFresh(ctx context.Context, r *Request, form Form, start *Begin, old *session) (Reply, error) {
	var first Phrase
	if old.open() && old.answered() && !old.lapsed(r.At) {
		first = SayEnded
	}
	s, err := f.fresh(r, form, start, old)
	if err != nil {
		return Reply{}, err
	}
	if r.Contact != nil && first == nil { // shared after the form that asked for it was over: it is not dropped
		return f.answer(ctx, r, s, "")
	}
	return f.put(ctx, r, form, s, first)
}

// fresh makes the session of a form that begins; the ring goes on.
func (f *forms) fresh(r *Request, form Form, start *Begin, old *session) (*session, error) {
	id, err := newDraft()
	if err != nil {
		return nil, err
	}
	s := &session{
		Form: form.Name, Draft: id, Given: start.Answers, Answers: maps.Clone(start.Answers),
		Ring: old.Ring, Begun: r.At, By: r.Update, version: old.version,
	}
	field, more := form.open(s.Answers)
	if !more {
		return nil, &DefectError{Reason: "form " + form.Name + " begins with nothing to ask"}
	}
	s.next(field.Key)
	s.touch(r)
	return s, nil
}

// backKey is the argument of the button that changes nothing after all.
const backKey = "-"

// change lists the answers that can be changed, or takes one of them back.
func (f *forms) change(ctx context.Context, r *Request, s *session, args []string) (Reply, error) {
	form, _, _, err := f.current(r, s)
	if err != nil {
		return f.refuse(ctx, r, form, s, err)
	}
	s.touch(r)
	switch {
	case len(args) == 0:
		return f.list(ctx, r, form, s)
	case len(args) != 1:
		return Reply{}, ErrStaleButton
	case args[0] == backKey:
		return f.put(ctx, r, form, s, nil)
	}
	field, known := form.field(args[0])
	if _, answered := s.Answers[args[0]]; !known || !answered || field.Label == nil {
		return Reply{}, ErrStaleButton
	}
	was := s.Answers[field.Key]
	delete(s.Answers, field.Key)
	s.next(field.Key)
	s.Was = was
	return f.put(ctx, r, form, s, nil)
}

func (f *forms) list(ctx context.Context, r *Request, form Form, s *session) (Reply, error) {
	if err := f.save(ctx, r.Account, s); err != nil {
		return Reply{}, err
	}
	var rows [][]Button
	for _, field := range form.Fields {
		if _, answered := s.Answers[field.Key]; answered && field.Label != nil {
			rows = append(rows, []Button{{Label: field.Label, Action: actionChange, Args: []string{field.Key}}})
		}
	}
	rows = append(rows, []Button{{Label: SayBack, Action: actionChange, Args: []string{backKey}}, CancelButton()})
	stamp(rows, s.stamp())
	return Reply{Text: SayWhichAnswer, Buttons: rows, Edit: true}, nil
}

// allowed says why an actor does not belong to an audience.
func allowed(who staff.Audience, a staff.Actor) error {
	switch {
	case who.Includes(a):
		return nil
	case !a.Known():
		return staff.ErrUnknownAccount
	}
	return staff.ErrNotAllowed
}
