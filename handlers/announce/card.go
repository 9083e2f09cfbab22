package announce

import (
	"context"
	"errors"
	"slices"
	"strconv"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/announce"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/handlers/audience"
	"github.com/gelis-bali/gelis/handlers/nav"
	"github.com/gelis-bali/gelis/text"
	"github.com/gelis-bali/gelis/text/paper"
)

// cards shows who looks after an announcement how it stands, and steers it.
type cards struct{ Parts }

func (c *cards) register(rt *bot.Router) {
	rt.Action(actionOpen, staff.Everyone, c.open)
	rt.Action(actionStop, staff.Everyone, c.steer(c.Desk.Stop, "announce.stopped"))
	rt.Action(actionResume, staff.Everyone, c.steer(c.Desk.Resume, "announce.resumed"))
	rt.Action(actionMissed, staff.Everyone, c.steer(c.Desk.SendMissed, "announce.resumed"))
	rt.Action(actionReaders, staff.Everyone, c.readers)
	rt.Action(actionSheet, staff.Everyone, c.sheet)
	rt.Card(notify.SubjectIssue, c.redraw)
	rt.Notice(notify.AnnounceDone, c.tell)
	rt.Notice(notify.AnnounceMissed, c.tell)
}

// open shows an announcement in place of what was tapped.
func (c *cards) open(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	id, issue, err := pairArgs(r)
	if err != nil {
		return bot.Reply{}, err
	}
	p, err := c.Desk.Show(ctx, r.Actor, id, issue)
	if err != nil {
		return bot.Reply{}, err
	}
	return c.shown(ctx, p, nil)
}

// steer stops an issue, or lets it go on.
func (c *cards) steer(act func(context.Context, staff.Actor, announce.IssueID) (announce.Progress, error), news text.Label) bot.Handler {
	return func(ctx context.Context, r *bot.Request) (bot.Reply, error) {
		id, err := issueArg(r, 0)
		if err != nil {
			return bot.Reply{}, err
		}
		p, err := act(ctx, r.Actor, id)
		if err != nil {
			return bot.Reply{}, err
		}
		return c.shown(ctx, p, news)
	}
}

// shown is the card in place of what was tapped.
func (c *cards) shown(ctx context.Context, p announce.Progress, news bot.Phrase) (bot.Reply, error) {
	reply, err := c.draw(ctx, p, news)
	reply.Edit, reply.Forget = true, reply.Card == nil
	return reply, err
}

func (c *cards) draw(ctx context.Context, p announce.Progress, news bot.Phrase) (bot.Reply, error) {
	to, err := audience.Describe(ctx, c.Staff, p.Announcement.Scope)
	if err != nil {
		return bot.Reply{}, err
	}
	reply := bot.Reply{
		Text:    text.AnnounceCard{Progress: p, Audience: to, Next: c.Desk.Coming(p.Announcement.Timing), News: news},
		Buttons: buttons(p),
	}
	if p.Issue.ID != 0 {
		reply.Card = &bot.Card{Subject: announce.SubjectOf(p.Issue.ID), Version: p.Issue.Version}
	}
	return reply, nil
}

// buttons are what who looks at an announcement may do with it as it stands.
func buttons(p announce.Progress) [][]bot.Button {
	var rows [][]bot.Button
	if !p.Announcement.Withdrawn {
		rows = append(sendButtons(p), changeButtons(p)...)
	}
	return append(rows, []bot.Button{{Label: text.Label("label.announce.list"), Action: actionUnit}, nav.HomeButton()})
}

// sendButtons steer the sending of an issue.
func sendButtons(p announce.Progress) [][]bot.Button {
	about := func(label text.Label, action string, style bot.Style) bot.Button {
		return bot.Button{Label: label, Action: action, Args: []string{nav.IDArg(p.Issue.ID)}, Style: style}
	}
	var row []bot.Button
	switch {
	case p.Issue.State == announce.Sending && p.May.Stop:
		row = append(row, about("label.announce.stop", actionStop, bot.Danger))
	case p.Issue.State == announce.Stopped && p.May.Speak:
		row = append(row, about("label.announce.resume", actionResume, bot.Primary))
	case p.Issue.State == announce.Missed && p.May.Speak:
		row = append(row, about("label.announce.missed", actionMissed, bot.Primary))
	case p.Issue.State == announce.Done:
		if p.May.Readers {
			row = append(row, about("label.announce.unread", actionReaders, bot.Plain))
		}
		if p.May.Speak && p.Issue.Repeats == 0 && p.Issue.Count.Read < p.Issue.Count.Sent {
			row = append(row, pairButton("label.announce.remind", actionRemind, p))
		}
	}
	return filled(row)
}

// changeButtons change what was written.
func changeButtons(p announce.Progress) [][]bot.Button {
	var row, end []bot.Button
	if p.May.Speak {
		row = append(row, bot.Button{Label: text.Label("label.announce.edit"), Action: actionEdit, Args: []string{nav.IDArg(p.Announcement.ID)}})
	}
	if p.May.Stop {
		row = append(row, pairButton("label.announce.withdraw", actionWithdraw, p))
		if p.Announcement.Timing.Rule != nil && !p.Announcement.Ended {
			end = append(end, pairButton("label.announce.end", actionEnd, p))
		}
	}
	return filled(row, end)
}

// filled are the rows in which there is a button.
func filled(rows ...[]bot.Button) [][]bot.Button {
	return slices.DeleteFunc(rows, func(row []bot.Button) bool { return len(row) == 0 })
}

func pairButton(label text.Label, action string, p announce.Progress) bot.Button {
	return bot.Button{Label: label, Action: action, Args: []string{nav.IDArg(p.Announcement.ID), nav.IDArg(p.Issue.ID)}}
}

// redraw draws the card anew for who has it.
func (c *cards) redraw(ctx context.Context, to staff.Actor, s notify.Subject) (bot.Reply, error) {
	p, err := c.Desk.Look(ctx, to, announce.IssueID(s.ID))
	if gone(err) {
		return bot.Reply{}, notify.ErrObsolete
	}
	if err != nil {
		return bot.Reply{}, err
	}
	return c.draw(ctx, p, nil)
}

func gone(err error) bool {
	return errors.Is(err, announce.ErrNoSuchIssue) || errors.Is(err, announce.ErrNotYours) || errors.Is(err, staff.ErrInactive)
}

// tell tells the author that an issue is out, or that it was missed.
func (c *cards) tell(ctx context.Context, to staff.Actor, n notify.Notice) (bot.Reply, error) {
	p, err := c.Desk.Look(ctx, to, announce.IssueID(n.Subject.ID))
	missed := n.Kind == notify.AnnounceMissed
	if gone(err) || (err == nil && missed && p.Issue.State != announce.Missed && p.Issue.State != announce.Dropped) {
		return bot.Reply{}, notify.ErrObsolete
	}
	if err != nil {
		return bot.Reply{}, err
	}
	var rows [][]bot.Button
	if p.Issue.State == announce.Missed {
		rows = sendButtons(p)
	}
	return bot.Reply{
		Text:    text.AnnounceNotice{Progress: p, Missed: missed},
		Buttons: append(rows, []bot.Button{openButton(text.Label("label.announce.open"), p), nav.HomeButton()}),
	}, nil
}

// readers lists who has not read it.
func (c *cards) readers(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	id, err := issueArg(r, 0)
	if err != nil {
		return bot.Reply{}, err
	}
	offset, err := nav.Offset(r, 1)
	if err != nil {
		return bot.Reply{}, err
	}
	p, err := c.Desk.Progress(ctx, r.Actor, id)
	if err != nil {
		return bot.Reply{}, err
	}
	items, total, err := c.Desk.Readers(ctx, r.Actor, id, true, offset, nav.PageSize)
	if err != nil {
		return bot.Reply{}, err
	}
	rows := nav.PageButtons(offset, total, func(label bot.Phrase, offset int) bot.Button {
		return bot.Button{Label: label, Action: actionReaders, Args: []string{nav.IDArg(id), strconv.Itoa(offset)}}
	})
	rows = append(rows,
		[]bot.Button{{Label: text.Label("label.announce.xlsx"), Action: actionSheet, Args: []string{nav.IDArg(id)}}},
		[]bot.Button{openButton(text.Label("label.announce.open"), p), nav.HomeButton()})
	return nav.InPlace(bot.Reply{Text: text.ReaderList{Items: items, Offset: offset, Total: total, Unread: true}, Buttons: rows}), nil
}

// mostReaders is how many recipients a table has at most.
const mostReaders = 100_000

// sheet sends everybody who got it as a table.
func (c *cards) sheet(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	id, err := issueArg(r, 0)
	if err != nil {
		return bot.Reply{}, err
	}
	p, err := c.Desk.Progress(ctx, r.Actor, id)
	if err != nil {
		return bot.Reply{}, err
	}
	items, _, err := c.Desk.Readers(ctx, r.Actor, id, false, 0, mostReaders)
	if err != nil {
		return bot.Reply{}, err
	}
	printed, err := paper.ReaderSheet{
		Gist: text.Gist(p.Announcement.Content), Readers: items, Zone: c.Clock.Zone, At: c.Clock.Now(),
	}.Print()
	if err != nil {
		return bot.Reply{}, err
	}
	return bot.Reply{Toast: text.AnnounceSheet{Count: len(items)}, Attachments: []bot.Attachment{bot.Printed(printed)}}, nil
}
