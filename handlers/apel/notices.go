package apel

import (
	"context"
	"errors"
	"strconv"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/apel"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/handlers/nav"
	"github.com/gelis-bali/gelis/text"
)

// notices words what is told of apel, from the state at the moment of sending.
type notices struct {
	cards *cards
	pleas *pleas
	rolls *rolls
}

func (n *notices) register(rt *bot.Router) {
	rt.Notice(notify.ApelReminder, n.reminder)
	rt.Notice(notify.ApelChanged, n.changed)
	rt.Notice(notify.ApelCancelled, n.cancelled)
	rt.Notice(notify.ApelMayOpen, n.mayOpen)
	rt.Notice(notify.ApelExcuse, n.excuse)
	rt.Notice(notify.ApelConsent, n.consent)
	rt.Notice(notify.ApelUnit, n.unit)
	rt.Notice(notify.ApelAll, n.all)
	rt.Notice(notify.ApelCorrected, n.corrected)
}

// look finds the event; whoever may not see it any more, or whom the notice
// would tell what is no longer so, is not told of it.
func (n *notices) look(ctx context.Context, to staff.Actor, notice notify.Notice) (apel.View, error) {
	view, err := n.cards.Desk.Look(ctx, to, apel.EventID(notice.Subject.ID))
	if gone(err) || (err == nil && view.Event.Outdated(notice)) {
		return apel.View{}, notify.ErrObsolete
	}
	return view, err
}

func (n *notices) tell(v apel.View, kind notify.Kind) bot.Reply {
	return bot.Reply{
		Text: text.ApelNotice{View: v, Kind: kind, Today: n.cards.Desk.Today()}, Buttons: [][]bot.Button{{backButton()}},
	}
}

// reminder asks whether the person comes. Whoever is marked absent, or there,
// is not asked. The message is a card.
func (n *notices) reminder(ctx context.Context, to staff.Actor, notice notify.Notice) (bot.Reply, error) {
	view, err := n.look(ctx, to, notice)
	if err != nil {
		return bot.Reply{}, err
	}
	if view.Mine == nil || view.Mine.Status != apel.Open || view.Stage == apel.Ended {
		return bot.Reply{}, notify.ErrObsolete
	}
	return n.asking(view, notice.Kind), nil
}

// asking tells of an event with the buttons to answer at once.
func (n *notices) asking(v apel.View, kind notify.Kind) bot.Reply {
	reply := n.tell(v, kind)
	reply.Buttons = append(answerButtons(v), reply.Buttons...)
	reply.Card = cardOf(v)
	return reply
}

func (n *notices) changed(ctx context.Context, to staff.Actor, notice notify.Notice) (bot.Reply, error) {
	view, err := n.look(ctx, to, notice)
	if err != nil {
		return bot.Reply{}, err
	}
	return n.asking(view, notice.Kind), nil
}

func (n *notices) cancelled(ctx context.Context, to staff.Actor, notice notify.Notice) (bot.Reply, error) {
	view, err := n.look(ctx, to, notice)
	if err != nil {
		return bot.Reply{}, err
	}
	return n.tell(view, notice.Kind), nil
}

// mayOpen tells the officers that the attendance can be opened.
func (n *notices) mayOpen(ctx context.Context, to staff.Actor, notice notify.Notice) (bot.Reply, error) {
	view, err := n.look(ctx, to, notice)
	if err != nil {
		return bot.Reply{}, err
	}
	if !view.MayOfficer || view.Stage == apel.Ended {
		return bot.Reply{}, notify.ErrObsolete
	}
	reply := n.tell(view, notice.Kind)
	reply.Buttons = append([][]bot.Button{
		{styled(button(text.Label("label.apel.board"), actionBoard, view.Event.ID), bot.Primary)},
	}, reply.Buttons...)
	return reply, nil
}

// employeeOf reads of whom a notice tells.
func employeeOf(notice notify.Notice) (staff.EmployeeID, error) {
	id, err := strconv.ParseInt(notice.Facts["employee"], 10, 64)
	return staff.EmployeeID(id), err
}

func (n *notices) plea(ctx context.Context, to staff.Actor, notice notify.Notice) (apel.Plea, error) {
	who, err := employeeOf(notice)
	if err != nil {
		return apel.Plea{}, err
	}
	plea, err := n.pleas.desk.LookPlea(ctx, to, apel.EventID(notice.Subject.ID), who)
	if pleaGone(err) {
		err = notify.ErrObsolete
	}
	return plea, err
}

// excuse asks a superior for consent. The message is a card.
func (n *notices) excuse(ctx context.Context, to staff.Actor, notice notify.Notice) (bot.Reply, error) {
	plea, err := n.plea(ctx, to, notice)
	if err != nil {
		return bot.Reply{}, err
	}
	if !plea.MayDecide || plea.Presence.Excuse.Consent != apel.Asked {
		return bot.Reply{}, notify.ErrObsolete
	}
	return n.pleas.draw(plea, nil), nil
}

// consent tells somebody what the superior said.
func (n *notices) consent(ctx context.Context, to staff.Actor, notice notify.Notice) (bot.Reply, error) {
	plea, err := n.plea(ctx, to, notice)
	if err != nil {
		return bot.Reply{}, err
	}
	if c := plea.Presence.Excuse.Consent; c != apel.Granted && c != apel.Refused {
		return bot.Reply{}, notify.ErrObsolete
	}
	return bot.Reply{Text: text.ConsentNotice{Plea: plea}, Buttons: [][]bot.Button{
		{button(text.Label("label.apel.open"), actionOpen, plea.Event.ID), nav.HomeButton()},
	}}, nil
}

// unit sends a head the list of the unit.
func (n *notices) unit(ctx context.Context, to staff.Actor, notice notify.Notice) (bot.Reply, error) {
	unit, err := strconv.ParseInt(notice.Facts["unit"], 10, 64)
	if err != nil {
		return bot.Reply{}, err
	}
	roll, named, err := n.rolls.ofUnit(ctx, to, apel.EventID(notice.Subject.ID), staff.UnitID(unit))
	if err != nil {
		return bot.Reply{}, obsoleteIfRefused(err)
	}
	return n.rolls.draw(roll, named, true), nil
}

// all sends the personnel office the figures of all its units, with their
// picture.
func (n *notices) all(ctx context.Context, to staff.Actor, notice notify.Notice) (bot.Reply, error) {
	roll, err := n.rolls.Desk.Roll(ctx, to, apel.EventID(notice.Subject.ID))
	if err != nil {
		return bot.Reply{}, obsoleteIfRefused(err)
	}
	reply := n.rolls.draw(roll, staff.Unit{}, true)
	if len(roll.Tally) == 0 {
		return reply, nil
	}
	figures, err := bars(barsOf(roll, staff.Unit{}))
	reply.Attachments = figures.Attachments
	return reply, err
}

// obsoleteIfRefused: whoever may not see a list any more is not told of it.
func obsoleteIfRefused(err error) error {
	if gone(err) || errors.Is(err, apel.ErrNotHead) || errors.Is(err, apel.ErrNotManager) {
		return notify.ErrObsolete
	}
	return err
}

// corrected tells somebody that the personnel office changed what is known.
func (n *notices) corrected(ctx context.Context, to staff.Actor, notice notify.Notice) (bot.Reply, error) {
	view, err := n.look(ctx, to, notice)
	if err != nil {
		return bot.Reply{}, err
	}
	if view.Mine == nil {
		return bot.Reply{}, notify.ErrObsolete
	}
	return n.tell(view, notice.Kind), nil
}
