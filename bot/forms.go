package bot

import (
	"context"
	"errors"
	"maps"
	"slices"
)

// forms leads people through forms. It is the only code that knows of
// sessions; a form itself is data.
type forms struct {
	router   *Router
	sessions Sessions
	words    Words
}

// errNoForm: no form is open for what the person sent.
var errNoForm = errors.New("no form is open")

// raced runs a change of the session again when somebody else was faster.
func raced(change func() (Reply, error)) (Reply, error) {
	for range maxRaces - 1 {
		if reply, err := change(); !errors.Is(err, errRaced) {
			return reply, err
		}
	}
	return change()
}

// input takes what the person typed or sent as the answer to the open
// question; errNoForm when there is none.
func (f *forms) input(ctx context.Context, r *Request) (Reply, error) {
	return raced(func() (Reply, error) {
		s, err := f.load(ctx, r.Account)
		switch {
		case err != nil:
			return Reply{}, err
		case s.applied(r.Update):
			return f.repeat(ctx, r, s)
		case !s.open(), s.before(r):
			return Reply{}, errNoForm
		case s.lapsed(r.At):
			return f.finish(ctx, r, s, SayLapsed)
		}
		return f.answer(ctx, r, s, "")
	})
}

// tap deals with the buttons of a form.
func (f *forms) tap(ctx context.Context, r *Request, c Callback) (Reply, error) {
	return raced(func() (Reply, error) {
		s, err := f.load(ctx, r.Account)
		if err != nil {
			return Reply{}, err
		}
		draft, question := s.owns(c.Draft)
		switch {
		case s.applied(r.Update):
			return f.repeat(ctx, r, s)
		case !draft, !s.open(), c.Action == actionAnswer && !question: // tapped twice, the message may show what came of it
			return Reply{Unbutton: s.At == 0 || s.At != r.Message}, ErrStaleDraft
		case s.lapsed(r.At):
			return f.finish(ctx, r, s, SayLapsed)
		case c.Action == actionCancel:
			return f.finish(ctx, r, s, SayCancelled)
		case c.Action == actionChange:
			return f.change(ctx, r, s, c.Args)
		case len(c.Args) != 1 || c.Args[0] == "":
			return Reply{}, ErrStaleButton
		case c.Args[0] == idleValue:
			return Reply{}, nil
		}
		return f.answer(ctx, r, s, c.Args[0])
	})
}

// end gives up the form that is open, and says which sentence tells of it:
// "" when there was none.
func (f *forms) end(ctx context.Context, r *Request, asked bool) (Say, error) {
	var said Say
	_, err := raced(func() (Reply, error) {
		said = ""
		s, err := f.load(ctx, r.Account)
		if err != nil {
			return Reply{}, err
		}
		if s.applied(r.Update) && s.EndBy == r.Update {
			said = s.EndSay
			return Reply{}, nil
		}
		if s.before(r) && asked {
			said = SayCancelled // what it said of an earlier form
		}
		if !s.open() || s.before(r) || (s.lapsed(r.At) && !asked) {
			return Reply{}, nil
		}
		switch {
		case asked:
			said = SayCancelled
		case s.answered() || r.Actor.Known(): // who was asked something is told that the question is off
			said = SayEnded
		}
		s.end(r, said)
		return Reply{}, f.save(ctx, r.Account, s)
	})
	return said, err
}

// finish ends the form with a sentence in place of its question.
func (f *forms) finish(ctx context.Context, r *Request, s *session, say Say) (Reply, error) {
	s.end(r, say)
	if err := f.save(ctx, r.Account, s); err != nil {
		return Reply{}, err
	}
	return ended(r, say), nil
}

func ended(r *Request, say Say) Reply {
	return Reply{Text: say, Edit: r.Tap(), Keyboard: &Keyboard{Remove: true}}
}

// abort ends the form because going on has no point, and shows why.
func (f *forms) abort(ctx context.Context, r *Request, s *session, why error) (Reply, error) {
	s.end(r, "")
	if err := f.save(ctx, r.Account, s); err != nil {
		return Reply{}, err
	}
	if phrase, worded := f.words.Wording(why); worded && r.moved() { // the form was waited for, so its end is told
		return Reply{Text: phrase, Keyboard: &Keyboard{Remove: true}}, nil
	}
	return Reply{Unbutton: r.Tap(), Keyboard: &Keyboard{Remove: true}}, why
}

// repeat answers an update that has been applied already: the answer to it
// may never have been seen.
func (f *forms) repeat(ctx context.Context, r *Request, s *session) (Reply, error) {
	form, known := f.router.forms[s.Form]
	switch {
	case s.open() && known:
		return f.ask(ctx, r, form, s)
	case s.Over && s.EndBy == r.Update && s.Sent && known:
		r.Draft = s.Draft
		return form.Submit(ctx, r, maps.Clone(s.Answers))
	case s.Over && s.EndBy == r.Update && s.EndSay != "":
		return ended(r, s.EndSay), nil
	}
	return Reply{}, nil
}

// current finds the form and the field that the session stands at. A form
// that is not what it was when the session was written starts over.
func (f *forms) current(r *Request, s *session) (form Form, field Field, restarted bool, err error) {
	form, known := f.router.forms[s.Form]
	if !known {
		return form, field, false, EndForm(ErrStaleDraft)
	}
	if err := allowed(form.For, r.Actor); err != nil {
		return form, field, false, EndForm(err)
	}
	if field, ok := form.field(s.Field); ok {
		return form, field, false, nil
	}
	s.Answers = maps.Clone(s.Given)
	field, more := form.open(s.Answers)
	if !more {
		return form, field, false, EndForm(ErrStaleDraft)
	}
	s.next(field.Key)
	return form, field, true, nil
}

// answer applies an answer to the open question.
func (f *forms) answer(ctx context.Context, r *Request, s *session, value string) (Reply, error) {
	form, field, restarted, err := f.current(r, s)
	if err != nil {
		return f.refuse(ctx, r, form, s, err)
	}
	if restarted {
		s.touch(r)
		return f.put(ctx, r, form, s, SayRestarted)
	}
	f.tell(r, s)
	answer, err := field.Parse(ctx, r, maps.Clone(s.Answers), value)
	if err != nil {
		return f.refuse(ctx, r, form, s, err)
	}
	if answer.Show != "" {
		s.Shown = answer.Show
		s.touch(r)
		return f.put(ctx, r, form, s, nil)
	}
	if s.Answers == nil {
		s.Answers = Answers{}
	}
	s.Answers[field.Key] = answer.Value
	s.touch(r)
	if answer.Stay {
		return f.put(ctx, r, form, s, nil)
	}
	next, more := form.open(s.Answers)
	if !more {
		return f.submit(ctx, r, form, field, s)
	}
	s.next(next.Key)
	return f.put(ctx, r, form, s, nil)
}

// refuse shows why an answer will not do, with the question again.
func (f *forms) refuse(ctx context.Context, r *Request, form Form, s *session, why error) (Reply, error) {
	if final, ok := errors.AsType[*endFormError](why); ok {
		return f.abort(ctx, r, s, final.err)
	}
	phrase, worded := f.words.Wording(why)
	if !worded {
		return Reply{}, why
	}
	if r.moved() {
		return Reply{}, nil
	}
	s.touch(r)
	if r.Tap() { // the question with its buttons is still there
		if err := f.save(ctx, r.Account, s); err != nil {
			return Reply{}, err
		}
		return Reply{}, why
	}
	return f.put(ctx, r, form, s, phrase)
}

// submit hands the whole form over. The session is ended afterwards: what
// happens in between, the draft's id makes happen once.
func (f *forms) submit(ctx context.Context, r *Request, form Form, last Field, s *session) (Reply, error) {
	reply, err := form.Submit(ctx, r, maps.Clone(s.Answers))
	if err != nil {
		delete(s.Answers, last.Key)
		return f.refuse(ctx, r, form, s, err)
	}
	s.Sent = true
	s.Over, s.EndBy = true, r.Update
	s.shows(r, reply)
	if err := f.save(ctx, r.Account, s); err != nil {
		return Reply{}, err
	}
	reply.Unbutton = reply.Unbutton || (r.Tap() && !reply.Edit)
	return reply, nil
}

// put asks the present question, behind a first sentence, and saves the
// session when that has gone well.
func (f *forms) put(ctx context.Context, r *Request, form Form, s *session, first Phrase) (Reply, error) {
	reply, err := f.ask(ctx, r, form, s)
	if final, ok := errors.AsType[*endFormError](err); ok {
		return f.abort(ctx, r, s, final.err)
	}
	if err != nil {
		return Reply{}, err
	}
	if first != nil {
		reply.Text = together(first, reply.Text)
		reply.Edit = false
	}
	s.shows(r, reply)
	if err := f.save(ctx, r.Account, s); err != nil {
		return Reply{}, err
	}
	return reply, nil
}

// tell lets a field know where the form stands.
func (f *forms) tell(r *Request, s *session) {
	r.Draft, r.Shown, r.Was, r.words = s.Draft, s.Shown, s.Was, f.words
}

// ask words the present question; its buttons carry the draft.
func (f *forms) ask(ctx context.Context, r *Request, form Form, s *session) (Reply, error) {
	field, known := form.field(s.Field)
	if !known {
		return Reply{}, EndForm(ErrStaleDraft)
	}
	f.tell(r, s)
	reply, err := field.Ask(ctx, r, maps.Clone(s.Answers))
	if err != nil {
		return Reply{}, err
	}
	reply.Edit = reply.Edit || (r.Tap() && engineAction(r.Action))
	last := &reply // the question itself: what stands before it only shows something
	for last.Then != nil {
		last = last.Then
	}
	switch {
	case reply.Keyboard != nil || hasAction(last.Buttons, actionCancel):
	case r.Contact != nil && len(last.Buttons) == 0: // the button that shared it has done its work
		reply.Keyboard = &Keyboard{Remove: true}
	default:
		last.Buttons = append(slices.Clip(last.Buttons), []Button{CancelButton()})
	}
	stamp(last.Buttons, s.stamp())
	return reply, nil
}

func hasAction(rows [][]Button, action string) bool {
	return slices.ContainsFunc(rows, func(row []Button) bool {
		return slices.ContainsFunc(row, func(b Button) bool { return b.Action == action })
	})
}

func stamp(rows [][]Button, draft string) {
	for _, row := range rows {
		for i := range row {
			if engineAction(row[i].Action) {
				row[i].Draft = draft
			}
		}
	}
}
