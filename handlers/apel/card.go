package apel

import (
	"context"
	"errors"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/apel"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/handlers/nav"
	"github.com/gelis-bali/gelis/text"
)

// cards shows what is next, and the card of one event.
type cards struct{ Parts }

func (c *cards) register(rt *bot.Router) {
	rt.Command(bot.Command{Name: "apel", Help: text.Label("command.apel"), For: staff.Everyone, Handler: c.show})
	rt.Action(nav.Apel, staff.Everyone, c.back)
	rt.Action(actionOpen, staff.Everyone, c.open)
	rt.Card(notify.SubjectApel, c.redraw)
}

func (c *cards) show(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	return c.home(ctx, r.Actor, nil)
}

func (c *cards) back(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	reply, err := c.home(ctx, r.Actor, nil)
	return inPlace(reply), err
}

// home shows today's events, the next one, and the own record.
func (c *cards) home(ctx context.Context, by staff.Actor, news bot.Phrase) (bot.Reply, error) {
	home, err := c.Desk.Home(ctx, by)
	if err != nil {
		return bot.Reply{}, err
	}
	today := c.Desk.Today()
	said := text.ApelHome{Home: home, Year: today.Year(), Today: today, News: news}
	rows := homeButtons(append(said.Lines(), said.Coming()...), today)
	var last []bot.Button
	if staff.Appointers.Includes(by) {
		last = append(last, bot.Button{Label: text.Label("label.apel.rekap"), Action: actionRekap})
	}
	if staff.PersonnelOrAdmin.Includes(by) {
		last = append(last, bot.Button{Label: text.Label("label.apel.manage"), Action: nav.ApelRules})
	}
	return bot.Reply{Text: said, Buttons: append(rows, append(last, nav.HomeButton()))}, nil
}

// homeButtons are what can be done from the list: below each event's own button
// what its officer does now; and the answers to the first that can be answered
// alone, so that no two rows say the same of different days.
func homeButtons(list []text.ApelCard, today calendar.Date) [][]bot.Button {
	var rows [][]bot.Button
	answered := false
	for _, card := range list {
		id := card.Event.ID
		rows = append(rows, []bot.Button{button(text.ApelLabel{Event: card.Event, Today: today}, actionOpen, id)})
		if card.MayOfficer && card.Stage == apel.OpenNow {
			rows = append(rows, []bot.Button{styled(button(text.Label("label.apel.board"), actionBoard, id), bot.Primary)})
		}
		if answers := answerButtons(card.View); len(answers) > 0 && !answered {
			rows, answered = append(rows, answers...), true
		}
	}
	return rows
}

// open shows the card in place of what was tapped.
func (c *cards) open(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	id, err := eventArg(r)
	if err != nil {
		return bot.Reply{}, err
	}
	view, err := c.Desk.Show(ctx, r.Actor, id)
	if err != nil {
		return bot.Reply{}, err
	}
	return inPlace(c.draw(view, nil)), nil
}

// redraw draws a card anew because its event, or what is known of its reader,
// has changed.
func (c *cards) redraw(ctx context.Context, to staff.Actor, s notify.Subject) (bot.Reply, error) {
	view, err := c.Desk.Look(ctx, to, apel.EventID(s.ID))
	if gone(err) {
		return bot.Reply{Text: text.Label("apel.gone"), Buttons: [][]bot.Button{{backButton(), nav.HomeButton()}}}, nil
	}
	if err != nil {
		return bot.Reply{}, err
	}
	return c.draw(view, nil), nil
}

// gone reports whether the error says that somebody may not see an event any more.
func gone(err error) bool {
	return errors.Is(err, apel.ErrNotExpected) || errors.Is(err, apel.ErrNoSuchEvent) || errors.Is(err, staff.ErrInactive)
}

// draw makes the card of an event with the buttons that its reader may use now.
func (c *cards) draw(v apel.View, news bot.Phrase) bot.Reply {
	rows := append(answerButtons(v), officerButtons(v)...)
	return bot.Reply{
		Text: text.ApelCard{View: v, Today: c.Desk.Today(), News: news}, Buttons: append(rows, []bot.Button{backButton(), nav.HomeButton()}),
		Card: cardOf(v),
	}
}

func cardOf(v apel.View) *bot.Card {
	return &bot.Card{Subject: apel.SubjectOf(v.Event.ID), Version: apel.CardVersion(v.Event, v.Mine)}
}

func backButton() bot.Button {
	return bot.Button{Label: text.Label("label.apel.back"), Action: nav.Apel}
}

// answerButtons are what somebody who is expected may say. Who is there is
// asked no more; who is excused can come all the same.
func answerButtons(v apel.View) [][]bot.Button {
	if v.Mine == nil || v.Mine.Status.There() || (v.Stage != apel.Coming && v.Stage != apel.OpenNow) {
		return nil
	}
	id := v.Event.ID
	var rows [][]bot.Button
	if v.Stage == apel.OpenNow {
		label := text.Label("label.apel.there")
		if v.Mine.Status != apel.Open {
			label = "label.apel.anyway"
		}
		rows = append(rows, []bot.Button{styled(button(label, actionThere, id), bot.Success)})
	}
	if v.Mine.Status != apel.Open && v.Mine.Way != apel.ByConsent {
		return rows
	}
	if v.Stage == apel.Coming && (!v.Mine.Coming || v.Mine.Excuse.As != "") {
		rows = append(rows, []bot.Button{styled(button(text.Label("label.apel.coming"), actionComing, id), bot.Success)})
	}
	if v.Mine.Status != apel.Open || v.Mine.Excuse.Consent == apel.Asked {
		return rows
	}
	var excuses []bot.Button
	for _, as := range excusesOf() {
		excuses = append(excuses, button(text.ExcuseLabel{As: as}, actionExcuse, id, string(as)))
	}
	return append(rows, excuses)
}

// excusesOf are the excuses that somebody can give.
func excusesOf() []apel.Status { return []apel.Status{apel.Permitted, apel.Sick, apel.Travelling} }

// officerButtons are what the officers of the event may do.
func officerButtons(v apel.View) [][]bot.Button {
	id := v.Event.ID
	var rows [][]bot.Button
	if v.MayOfficer && v.Stage == apel.OpenNow {
		rows = append(rows, []bot.Button{
			styled(button(text.Label("label.apel.board"), actionBoard, id), bot.Primary),
			button(text.Label("label.apel.mark"), actionMark, id),
		})
	}
	if v.MayCorrect {
		rows = append(rows, []bot.Button{button(text.Label("label.apel.correct"), actionMark, id)})
	}
	if v.MayOfficer && (v.Stage == apel.OpenNow || v.Stage == apel.Ended) {
		rows = append(rows, []bot.Button{button(text.Label("label.apel.roll"), actionRoll, id)})
	}
	if v.MayManage && v.Stage == apel.Coming {
		rows = append(rows, []bot.Button{
			button(text.Label("label.apel.change"), nav.ApelChange, id), button(text.Label("label.apel.cancel"), nav.ApelCancel, id),
		})
	}
	return rows
}
