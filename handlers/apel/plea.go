package apel

import (
	"context"
	"errors"
	"strconv"
	"time"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/apel"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/handlers/nav"
	"github.com/gelis-bali/gelis/text"
)

// pleas are the excuses that wait for the consent of a superior.
type pleas struct{ desk ExcuseDesk }

func (p *pleas) register(rt *bot.Router) {
	rt.Action(actionPlea, staff.Everyone, p.open)
	rt.Action(actionGrant, staff.Everyone, p.grant)
	rt.Action(actionRefuse, staff.Everyone, p.begin)
	rt.Card(notify.SubjectPlea, p.redraw)
	rt.Form(bot.Form{Name: formRefuse, For: staff.Everyone, Submit: p.submit, Fields: []bot.Field{
		bot.TextField{Key: fieldReason, Ask: p.ask, Check: checkReason, Limit: apel.MaxReason}.Field(),
	}})
}

// whose reads of whom a button is, at which event.
func whose(r *bot.Request) (apel.EventID, staff.EmployeeID, error) {
	event, err := nav.ID(r, 0)
	if err != nil {
		return 0, 0, err
	}
	who, err := nav.ID(r, 1)
	return apel.EventID(event), staff.EmployeeID(who), err
}

// which reads also when the excuse was given that the button is about.
func which(r *bot.Request) (apel.EventID, staff.EmployeeID, time.Time, error) {
	event, who, err := whose(r)
	if err != nil {
		return 0, 0, time.Time{}, err
	}
	seconds, err := nav.ID(r, 2)
	return event, who, time.Unix(seconds, 0), err
}

func (p *pleas) open(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	id, who, err := whose(r)
	if err != nil {
		return bot.Reply{}, err
	}
	plea, err := p.desk.LookPlea(ctx, r.Actor, id, who)
	if err != nil {
		return bot.Reply{}, err
	}
	return inPlace(p.draw(plea, nil)), nil
}

func (p *pleas) redraw(ctx context.Context, to staff.Actor, s notify.Subject) (bot.Reply, error) {
	id, who := apel.OfPlea(s)
	plea, err := p.desk.LookPlea(ctx, to, id, who)
	if pleaGone(err) {
		return bot.Reply{Text: text.Label("apel.gone"), Buttons: [][]bot.Button{{backButton(), nav.HomeButton()}}}, nil
	}
	if err != nil {
		return bot.Reply{}, err
	}
	return p.draw(plea, nil), nil
}

func pleaGone(err error) bool {
	return gone(err) || errors.Is(err, apel.ErrNoExcuse) || errors.Is(err, apel.ErrNotSuperior)
}

func (p *pleas) draw(plea apel.Plea, news bot.Phrase) bot.Reply {
	id, who := plea.Event.ID, plea.Presence.Employee.ID
	shown := nav.IDArg(plea.Presence.Excuse.At.Unix())
	var rows [][]bot.Button
	if plea.MayDecide && plea.Presence.Excuse.Consent == apel.Asked {
		rows = append(rows, []bot.Button{
			styled(button(text.Label("label.apel.grant"), actionGrant, id, nav.IDArg(who), shown), bot.Success),
			styled(button(text.Label("label.apel.refuse"), actionRefuse, id, nav.IDArg(who), shown), bot.Danger),
		})
	}
	return bot.Reply{
		Text: text.ApelPlea{Plea: plea, News: news}, Buttons: append(rows, []bot.Button{nav.HomeButton()}),
		Card: &bot.Card{Subject: apel.SubjectOfPlea(id, who), Version: plea.Presence.Version},
	}
}

func (p *pleas) grant(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	id, who, shown, err := which(r)
	if err != nil {
		return bot.Reply{}, err
	}
	plea, err := p.desk.Consent(ctx, r.Actor, id, who, apel.Verdict{Shown: shown, Grant: true})
	if errors.Is(err, apel.ErrOtherExcuse) {
		return bot.Reply{}, bot.ErrStaleButton
	}
	if err != nil {
		return bot.Reply{}, err
	}
	return inPlace(p.draw(plea, text.Label("apel.consented"))), nil
}

// begin asks why the excuse is refused.
func (p *pleas) begin(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	id, who, shown, err := which(r)
	if err != nil {
		return bot.Reply{}, err
	}
	plea, err := p.desk.LookPlea(ctx, r.Actor, id, who)
	switch {
	case err != nil:
		return bot.Reply{}, err
	case plea.Presence.Excuse.At.Unix() != shown.Unix():
		return bot.Reply{}, bot.ErrStaleButton
	case !plea.MayDecide:
		return bot.Reply{}, apel.ErrNotSuperior
	}
	return bot.Reply{Begin: &bot.Begin{Form: formRefuse, Answers: bot.Answers{
		answerEvent: nav.IDArg(id), answerEmployee: nav.IDArg(who), answerShown: nav.IDArg(shown.Unix()),
	}}}, nil
}

// shownAnswer reads which excuse is refused; one that nobody gave, where a
// record was damaged.
func shownAnswer(a bot.Answers) time.Time {
	seconds, _ := strconv.ParseInt(a[answerShown], 10, 64)
	return time.Unix(seconds, 0)
}

func employeeAnswer(a bot.Answers) staff.EmployeeID {
	id, _ := strconv.ParseInt(a[answerEmployee], 10, 64)
	return staff.EmployeeID(id)
}

func (p *pleas) ask(ctx context.Context, r *bot.Request, a bot.Answers) (bot.Phrase, error) {
	plea, err := p.desk.LookPlea(ctx, r.Actor, eventAnswer(a), employeeAnswer(a))
	return text.AskApelRefusal{Plea: plea, Limit: apel.MaxReason}, endIfRefused(err)
}

func (p *pleas) submit(ctx context.Context, r *bot.Request, a bot.Answers) (bot.Reply, error) {
	plea, err := p.desk.Consent(ctx, r.Actor, eventAnswer(a), employeeAnswer(a), apel.Verdict{Shown: shownAnswer(a), Reason: a[fieldReason]})
	if err != nil {
		return bot.Reply{}, endIfRefused(err)
	}
	return p.draw(plea, text.Label("apel.rejected")), nil
}
