package apel

import (
	"context"
	"errors"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/apel"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/handlers/nav"
	"github.com/gelis-bali/gelis/text"
)

// The form that asks for a proof, and the key of its field.
const (
	formProof  = "apel.proof"
	fieldProof = "proof"
)

// checks takes proofs of being there: codes, typed or scanned, and locations.
type checks struct {
	desk  Desk
	cards *cards
}

func (c *checks) register(rt *bot.Router) {
	rt.Command(bot.Command{Name: "hadir", Help: text.Label("command.present"), For: staff.Everyone, Handler: c.command})
	rt.Action(actionThere, staff.Everyone, c.begin)
	rt.Digits(c.digits)
	rt.Place(c.place)
	rt.Form(bot.Form{Name: formProof, For: staff.Everyone, Submit: c.submit, Fields: []bot.Field{c.field()}})
}

// command takes the code behind /hadir, or asks for a proof.
func (c *checks) command(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	if r.Argument != "" {
		digits, ok := apel.ParseDigits(r.Argument)
		if !ok {
			return bot.Reply{}, apel.ErrNoProof
		}
		return c.prove(ctx, r.Actor, apel.Proof{Digits: digits})
	}
	open, err := c.desk.OpenNow(ctx, r.Actor)
	switch {
	case err != nil:
		return bot.Reply{}, err
	case len(open) == 0:
		return bot.Reply{}, apel.ErrNotOpen
	case len(open) == 1:
		return ask(open[0].Event.ID), nil
	}
	var rows [][]bot.Button
	for _, v := range open {
		rows = append(rows, []bot.Button{button(text.ApelLabel{Event: v.Event, Today: c.desk.Today()}, actionThere, v.Event.ID)})
	}
	return bot.Reply{Text: text.Label("apel.which"), Buttons: append(rows, []bot.Button{backButton()})}, nil
}

func ask(id apel.EventID) bot.Reply {
	return bot.Reply{Begin: &bot.Begin{Form: formProof, Answers: bot.Answers{answerEvent: nav.IDArg(id)}}}
}

// begin asks for a proof, if the event takes them now.
func (c *checks) begin(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	id, err := eventArg(r)
	if err != nil {
		return bot.Reply{}, err
	}
	view, err := c.desk.Show(ctx, r.Actor, id)
	if err != nil {
		return bot.Reply{}, err
	}
	switch view.Stage {
	case apel.CalledOff:
		return bot.Reply{}, apel.ErrCancelled
	case apel.Coming:
		return bot.Reply{}, &apel.EarlyError{Opens: view.Opens}
	case apel.Ended:
		return bot.Reply{}, &apel.LateError{Closed: view.Closes}
	case apel.OpenNow:
	}
	return ask(id), nil
}

// field takes the code or the place; it is proved at once, so that what is
// wrong is asked for again, and a live location goes on being read.
func (c *checks) field() bot.Field {
	return bot.Field{
		Key: fieldProof, Places: true,
		Ask: func(ctx context.Context, r *bot.Request, a bot.Answers) (bot.Reply, error) {
			view, err := c.desk.Look(ctx, r.Actor, eventAnswer(a))
			return bot.Reply{Text: text.AskProof{Event: view.Event}}, endIfRefused(err)
		},
		Parse: c.parse,
	}
}

// parse proves being there. A proof that went through already, as when its
// update comes again, is one.
func (c *checks) parse(ctx context.Context, r *bot.Request, a bot.Answers, _ string) (bot.Answer, error) {
	proof := apel.Proof{Event: eventAnswer(a), Fix: fixOf(r.Place)}
	if r.Place == nil {
		digits, ok := apel.ParseDigits(r.Text)
		if !ok || r.File != nil {
			return bot.Answer{}, apel.ErrNoProof
		}
		proof.Digits = digits
	}
	_, err := c.desk.CheckIn(ctx, r.Actor, proof)
	var already *apel.AlreadyError
	if err != nil && !errors.As(err, &already) {
		return bot.Answer{}, endIfRefused(err)
	}
	return bot.Answer{Value: "ok"}, nil
}

func (c *checks) submit(ctx context.Context, r *bot.Request, a bot.Answers) (bot.Reply, error) {
	view, err := c.desk.Look(ctx, r.Actor, eventAnswer(a))
	if err != nil {
		return bot.Reply{}, endIfRefused(err)
	}
	return c.cards.draw(view, text.Label("apel.present")), nil
}

// digits takes six bare digits while an attendance is open for the person;
// otherwise they mean something else.
func (c *checks) digits(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	open, err := c.desk.OpenNow(ctx, r.Actor)
	if err != nil {
		return bot.Reply{}, err
	}
	digits, ok := apel.ParseDigits(r.Text)
	if !ok || len(open) == 0 {
		return bot.Reply{}, bot.ErrNotMine
	}
	return c.prove(ctx, r.Actor, apel.Proof{Digits: digits})
}

// place takes a location. One that moves by itself is read silently until it
// is inside; any other that proves nothing is answered with how to share one
// that does.
func (c *checks) place(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	reply, err := c.prove(ctx, r.Actor, apel.Proof{Fix: fixOf(r.Place)})
	var away *apel.AwayError
	var vague *apel.VagueError
	switch {
	case err == nil:
		return reply, nil
	case r.Place.Moved:
		return bot.Reply{}, err
	case errors.Is(err, apel.ErrPlainLocation), errors.Is(err, apel.ErrForwarded), errors.As(err, &vague):
		return bot.Reply{Text: text.PlaceRefused{Why: err}}, nil
	case errors.As(err, &away) && !r.Place.Live:
		return bot.Reply{Text: text.PlaceRefused{Why: err}}, nil
	}
	return bot.Reply{}, err
}

func fixOf(p *bot.Place) *apel.Fix {
	if p == nil {
		return nil
	}
	return &apel.Fix{Latitude: p.Latitude, Longitude: p.Longitude, Accuracy: p.Accuracy, Live: p.Live, Forwarded: p.Forwarded}
}

// prove notes that somebody is there, and shows the card.
func (c *checks) prove(ctx context.Context, by staff.Actor, p apel.Proof) (bot.Reply, error) {
	view, err := c.desk.CheckIn(ctx, by, p)
	if err != nil {
		return bot.Reply{}, err
	}
	return c.cards.draw(view, text.Label("apel.present")), nil
}

// Start deals with what stood behind /start when a code was scanned; ok is
// false where it is something else. A stranger links the account first.
func (h *Apel) Start(ctx context.Context, r *bot.Request) (reply bot.Reply, ok bool, err error) {
	id, token, ok := apel.ParseLink(r.Argument)
	switch {
	case !ok:
		return bot.Reply{}, false, nil
	case !r.Actor.Known():
		return bot.Reply{}, true, staff.ErrUnknownAccount
	}
	reply, err = h.checks.prove(ctx, r.Actor, apel.Proof{Event: id, Token: token})
	return reply, true, err
}
