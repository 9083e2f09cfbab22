package acting

import (
	"context"
	"errors"
	"strconv"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/acting"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/handlers/nav"
	"github.com/gelis-bali/gelis/text"
)

// cards shows who acts for whom: the list, one appointment, its end, and what
// is told of it.
type cards struct{ desk Desk }

func (c *cards) register(rt *bot.Router) {
	rt.Command(bot.Command{Name: "plh", Help: text.Label("command.acting"), For: staff.Appointers, Handler: c.show})
	rt.Action(actionList, staff.Everyone, c.turn)
	rt.Action(actionOpen, staff.Everyone, c.open)
	rt.Action(actionEnd, staff.Everyone, c.askEnd)
	rt.Action(actionEndYes, staff.Everyone, c.end)
	for _, kind := range []notify.Kind{notify.ActingAppointed, notify.ActingBegins, notify.ActingEnded} {
		rt.Notice(kind, c.tell)
	}
}

func (c *cards) show(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	return c.page(ctx, r.Actor, 0)
}

// turn shows another page, in place of the message that was tapped.
func (c *cards) turn(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	offset, err := nav.Offset(r, 0)
	if err != nil {
		return bot.Reply{}, err
	}
	reply, err := c.page(ctx, r.Actor, offset)
	return nav.InPlace(reply), err
}

func (c *cards) page(ctx context.Context, by staff.Actor, offset int) (bot.Reply, error) {
	all, err := c.desk.Mine(ctx, by)
	if err != nil {
		return bot.Reply{}, err
	}
	posts, err := c.desk.Posts(ctx, by, "", 1)
	if err != nil {
		return bot.Reply{}, err
	}
	offset = min(offset, nav.LastPage(len(all)))
	items := all[offset:min(len(all), offset+nav.PageSize)]
	rows := nav.NumberButtons(offset, len(items), func(label bot.Phrase, i int) bot.Button {
		return bot.Button{Label: label, Action: actionOpen, Args: []string{nav.IDArg(items[i].ID)}}
	})
	rows = append(rows, nav.PageButtons(offset, len(all), func(label bot.Phrase, offset int) bot.Button {
		return bot.Button{Label: label, Action: actionList, Args: []string{strconv.Itoa(offset)}}
	})...)
	if len(posts) > 0 {
		rows = append(rows, []bot.Button{{Label: text.Label("label.appoint"), Action: actionAppoint, Style: bot.Primary}})
	}
	said := text.ActingList{Items: items, Offset: offset, Total: len(all), Today: c.desk.Today(), MayAppoint: len(posts) > 0}
	return bot.Reply{Text: said, Buttons: append(rows, []bot.Button{nav.HomeButton()})}, nil
}

// open shows one appointment in place of what was tapped.
func (c *cards) open(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	a, mayEnd, err := c.load(ctx, r)
	if err != nil {
		return bot.Reply{}, err
	}
	return nav.InPlace(c.draw(r.Actor, a, mayEnd, nil)), nil
}

func (c *cards) load(ctx context.Context, r *bot.Request) (a acting.Appointment, mayEnd bool, err error) {
	id, err := idArg(r)
	if err != nil {
		return acting.Appointment{}, false, err
	}
	return c.desk.Show(ctx, r.Actor, id)
}

func (c *cards) draw(by staff.Actor, a acting.Appointment, mayEnd bool, news bot.Phrase) bot.Reply {
	var rows [][]bot.Button
	if mayEnd {
		rows = append(rows, []bot.Button{about(a, "label.acting.end", actionEnd, bot.Danger)})
	}
	last := []bot.Button{nav.HomeButton()}
	if staff.Appointers.Includes(by) {
		last = append([]bot.Button{{Label: text.Label("label.acting"), Action: actionList}}, last...)
	}
	said := text.ActingCard{Appointment: a, Today: c.desk.Today(), Mine: a.Deputy.ID == by.ID, News: news}
	return bot.Reply{Text: said, Buttons: append(rows, last)}
}

// askEnd asks again, with a way back to the card.
func (c *cards) askEnd(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	a, mayEnd, err := c.load(ctx, r)
	if err != nil {
		return bot.Reply{}, err
	}
	switch {
	case a.On(c.desk.Today()) == acting.Over:
		return bot.Reply{}, acting.ErrOver
	case !mayEnd:
		return bot.Reply{}, acting.ErrNotYours
	}
	return bot.Reply{Text: text.AskEndActing{Appointment: a, Today: c.desk.Today()}, Edit: true, Buttons: [][]bot.Button{{
		about(a, "label.acting.end.yes", actionEndYes, bot.Danger),
		about(a, "label.back", actionOpen, bot.Plain),
	}}}, nil
}

func (c *cards) end(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	id, err := idArg(r)
	if err != nil {
		return bot.Reply{}, err
	}
	a, err := c.desk.End(ctx, r.Actor, id)
	if err != nil {
		return bot.Reply{}, err
	}
	return nav.InPlace(c.draw(r.Actor, a, false, text.Label("acting.ended"))), nil
}

// tell tells the deputy and the holder. What was ended, or told otherwise,
// before its turn came is not told any more.
func (c *cards) tell(ctx context.Context, to staff.Actor, n notify.Notice) (bot.Reply, error) {
	a, err := c.desk.Look(ctx, acting.ID(n.Subject.ID))
	if errors.Is(err, acting.ErrNoSuchAppointment) || (err == nil && a.Outdated(n)) {
		return bot.Reply{}, notify.ErrObsolete
	}
	if err != nil {
		return bot.Reply{}, err
	}
	return bot.Reply{
		Text:    text.ActingNotice{Appointment: a, Kind: n.Kind, Mine: a.Deputy.ID == to.ID},
		Buttons: [][]bot.Button{{about(a, "label.acting.open", actionOpen, bot.Primary)}, {nav.HomeButton()}},
	}, nil
}

// about is a button of an act on an appointment.
func about(a acting.Appointment, label text.Label, action string, style bot.Style) bot.Button {
	return bot.Button{Label: label, Action: action, Args: []string{nav.IDArg(a.ID)}, Style: style}
}
