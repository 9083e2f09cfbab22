package announce

import (
	"context"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/announce"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/handlers/nav"
	"github.com/gelis-bali/gelis/handlers/upload"
	"github.com/gelis-bali/gelis/text"
)

// The form that changes what an announcement says, and the keys of its answers.
const (
	formEdit    = "announce.edit"
	answerID    = "id"
	fieldNew    = "content"
	fieldCheck  = "check"
	confirmed   = "ok"
	maxTextSize = 3000 // characters: the head, and what stands below a preview, need room too
)

// change changes, withdraws and ends announcements, and reminds of them.
type change struct {
	Parts
	cards *cards
}

func (c *change) register(rt *bot.Router) {
	rt.Action(actionRemind, staff.Everyone, c.asked("announce.ask.remind", "label.announce.remind.yes", actionRemind, c.remind))
	rt.Action(actionWithdraw, staff.Everyone, c.asked("announce.ask.withdraw", "label.announce.withdraw.yes", actionWithdraw, c.withdraw))
	rt.Action(actionEnd, staff.Everyone, c.asked("announce.ask.end", "label.announce.end.yes", actionEnd, c.end))
	rt.Action(actionEdit, staff.Everyone, c.begin)
	rt.Form(bot.Form{Name: formEdit, For: staff.Everyone, Submit: c.submit, Fields: []bot.Field{
		contentField(bot.ContentField{Key: fieldNew, Label: text.Label("field.announce.content"), Keep: upload.Keep(c.Files), Ask: c.askContent}),
		{Key: fieldCheck, Ask: c.check, Parse: confirm},
	}})
}

// asked asks again before something is done, with a way back to the card.
func (c *change) asked(what, yes text.Label, action string, do func(context.Context, *bot.Request, announce.Progress) (bot.Reply, error)) bot.Handler {
	return func(ctx context.Context, r *bot.Request) (bot.Reply, error) {
		id, issue, err := pairArgs(r)
		if err != nil {
			return bot.Reply{}, err
		}
		p, err := c.Desk.Show(ctx, r.Actor, id, issue)
		if err != nil {
			return bot.Reply{}, err
		}
		if nav.Arg(r, 2) == confirmed {
			return do(ctx, r, p)
		}
		if err := refused(action, p.May); err != nil {
			return bot.Reply{}, err
		}
		count := p.Issue.Count.Sent
		if action == actionRemind {
			count -= p.Issue.Count.Read
		}
		sure := pairButton(yes, action, p)
		sure.Args, sure.Style = append(sure.Args, confirmed), bot.Danger
		return nav.InPlace(bot.Reply{
			Text:    text.AskAnnounce{What: what, Gist: text.Gist(p.Announcement.Content), Count: count},
			Buttons: [][]bot.Button{{sure, openButton(text.Label("label.back"), p)}},
		}), nil
	}
}

// refused says why something need not be asked: the button is from when it
// was still allowed. The desk decides again when it is done.
func refused(action string, may announce.Rights) error {
	switch {
	case action == actionRemind && !may.Speak:
		return announce.ErrOnlyAuthor
	case action != actionRemind && !may.Stop:
		return staff.ErrNotAllowed
	}
	return nil
}

func (c *change) remind(ctx context.Context, r *bot.Request, p announce.Progress) (bot.Reply, error) {
	again, err := c.Desk.Remind(ctx, r.Actor, p.Issue.ID)
	if err != nil {
		return bot.Reply{}, err
	}
	return c.cards.shown(ctx, again, text.Label("announce.reminded"))
}

func (c *change) withdraw(ctx context.Context, r *bot.Request, p announce.Progress) (bot.Reply, error) {
	if _, err := c.Desk.Withdraw(ctx, r.Actor, p.Announcement.ID); err != nil {
		return bot.Reply{}, err
	}
	return c.again(ctx, r, p, "announce.withdrawn")
}

func (c *change) end(ctx context.Context, r *bot.Request, p announce.Progress) (bot.Reply, error) {
	if _, err := c.Desk.End(ctx, r.Actor, p.Announcement.ID); err != nil {
		return bot.Reply{}, err
	}
	return c.again(ctx, r, p, "announce.ended")
}

// again shows the card as it is now.
func (c *change) again(ctx context.Context, r *bot.Request, p announce.Progress, news text.Label) (bot.Reply, error) {
	now, err := c.Desk.Show(ctx, r.Actor, p.Announcement.ID, p.Issue.ID)
	if err != nil {
		return bot.Reply{}, err
	}
	return c.cards.shown(ctx, now, news)
}

// begin asks for the new text.
func (c *change) begin(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	id, err := nav.ID(r, 0)
	if err != nil {
		return bot.Reply{}, err
	}
	p, err := c.Desk.Show(ctx, r.Actor, announce.ID(id), 0)
	if err != nil {
		return bot.Reply{}, err
	}
	switch {
	case !p.May.Speak:
		return bot.Reply{}, announce.ErrOnlyAuthor
	case p.Announcement.Withdrawn:
		return bot.Reply{}, announce.ErrWithdrawn
	}
	return bot.Reply{Begin: &bot.Begin{Form: formEdit, Answers: bot.Answers{answerID: nav.Arg(r, 0)}}}, nil
}

func (c *change) askContent(_ context.Context, _ *bot.Request, _ bot.Answers, kept bot.Kept) (bot.Phrase, error) {
	return text.AskContent{Gist: text.Gist(announce.Content{HTML: kept.HTML}), Edit: true}, nil
}

// load finds the announcement that is changed, with the new text in it.
func (c *change) load(ctx context.Context, r *bot.Request, a bot.Answers) (announce.Progress, announce.Content, error) {
	id, err := nav.ID(&bot.Request{Args: []string{a[answerID]}}, 0)
	if err != nil {
		return announce.Progress{}, announce.Content{}, bot.EndForm(err)
	}
	kept, err := bot.ContentOf(a[fieldNew])
	if err != nil {
		return announce.Progress{}, announce.Content{}, err
	}
	p, err := c.Desk.Show(ctx, r.Actor, announce.ID(id), 0)
	if err != nil {
		return p, announce.Content{}, bot.EndForm(err)
	}
	return p, announce.Content{HTML: kept.HTML, Files: p.Announcement.Content.Files, Album: p.Announcement.Content.Album}, nil
}

// check shows the new text as it will be read.
func (c *change) check(ctx context.Context, r *bot.Request, a bot.Answers) (bot.Reply, error) {
	p, content, err := c.load(ctx, r, a)
	if err != nil {
		return bot.Reply{}, err
	}
	shown := p.Announcement
	shown.Content, shown.Version = content, shown.Version+1
	send := bot.AnswerButton(bot.SaySend, confirmed)
	send.Style = bot.Success
	return bot.Reply{Text: text.AnnouncedOf(shown, false), Buttons: [][]bot.Button{{send}, {bot.ChangeButton(), bot.CancelButton()}}}, nil
}

func (c *change) submit(ctx context.Context, r *bot.Request, a bot.Answers) (bot.Reply, error) {
	p, content, err := c.load(ctx, r, a)
	if err != nil {
		return bot.Reply{}, err
	}
	if _, err := c.Desk.Edit(ctx, r.Actor, p.Announcement.ID, content); err != nil {
		return bot.Reply{}, err
	}
	return nav.InPlace(bot.Reply{Text: text.Label("announce.edited"), Buttons: [][]bot.Button{
		{{Label: text.Label("label.announce.list"), Action: actionUnit}, nav.HomeButton()},
	}}), nil
}

// confirm takes the button below a preview.
func confirm(_ context.Context, _ *bot.Request, _ bot.Answers, value string) (bot.Answer, error) {
	if value != confirmed {
		return bot.Answer{}, bot.ErrUseButtons
	}
	return bot.Answer{Value: value}, nil
}
