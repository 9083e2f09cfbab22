package announce

import (
	"context"
	"strconv"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/announce"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/handlers/nav"
	"github.com/gelis-bali/gelis/text"
)

// lists shows what was told to somebody, and what somebody looks after.
type lists struct{ Parts }

func (l *lists) register(rt *bot.Router) {
	rt.Command(bot.Command{Name: "pengumuman", Help: text.Label("command.announce"), For: staff.Everyone, Handler: l.start})
	rt.Action(nav.Announcements, staff.Everyone, l.back)
	rt.Action(actionMine, staff.Everyone, l.turn)
	rt.Action(actionGot, staff.Everyone, l.open)
	rt.Action(actionRead, staff.Everyone, l.read)
	rt.Action(actionUnit, staff.Everyone, l.turnUnit)
}

// back shows the list in place of the message that was tapped.
func (l *lists) back(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	reply, err := l.start(ctx, r)
	return nav.InPlace(reply), err
}

// start shows those who may write theirs, and everybody else what they got.
func (l *lists) start(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	if mayWrite(r.Actor) {
		return l.unit(ctx, r.Actor, 0)
	}
	return l.mine(ctx, r.Actor, 0)
}

func (l *lists) turn(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	offset, err := nav.Offset(r, 0)
	if err != nil {
		return bot.Reply{}, err
	}
	reply, err := l.mine(ctx, r.Actor, offset)
	return nav.InPlace(reply), err
}

func (l *lists) turnUnit(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	offset, err := nav.Offset(r, 0)
	if err != nil {
		return bot.Reply{}, err
	}
	reply, err := l.unit(ctx, r.Actor, offset)
	return nav.InPlace(reply), err
}

// mine lists what somebody got, the newest first.
func (l *lists) mine(ctx context.Context, by staff.Actor, offset int) (bot.Reply, error) {
	items, total, err := l.Desk.Received(ctx, by, offset, nav.PageSize)
	if err != nil {
		return bot.Reply{}, err
	}
	rows := nav.NumberButtons(offset, len(items), func(label bot.Phrase, i int) bot.Button {
		return bot.Button{Label: label, Action: actionGot, Args: []string{nav.IDArg(items[i].Issue)}}
	})
	rows = append(rows, nav.PageButtons(offset, total, func(label bot.Phrase, offset int) bot.Button {
		return bot.Button{Label: label, Action: actionMine, Args: []string{strconv.Itoa(offset)}}
	})...)
	last := []bot.Button{nav.HomeButton()}
	if mayWrite(by) {
		last = append([]bot.Button{{Label: text.Label("label.announce.unit"), Action: actionUnit}}, last...)
	}
	said := text.ReceivedList{Items: items, Offset: offset, Total: total, MayWrite: mayWrite(by)}
	return bot.Reply{Text: said, Buttons: append(rows, last)}, nil
}

// unit lists what somebody looks after, with the figures.
func (l *lists) unit(ctx context.Context, by staff.Actor, offset int) (bot.Reply, error) {
	items, total, err := l.Desk.Written(ctx, by, offset, nav.PageSize)
	if err != nil {
		return bot.Reply{}, err
	}
	rows := nav.NumberButtons(offset, len(items), func(label bot.Phrase, i int) bot.Button {
		return openButton(label, items[i])
	})
	rows = append(rows, nav.PageButtons(offset, total, func(label bot.Phrase, offset int) bot.Button {
		return bot.Button{Label: label, Action: actionUnit, Args: []string{strconv.Itoa(offset)}}
	})...)
	rows = append(rows,
		[]bot.Button{{Label: text.Label("label.announce.write"), Action: actionWrite, Style: bot.Primary}},
		[]bot.Button{{Label: text.Label("label.announce.mine"), Action: actionMine}, nav.HomeButton()})
	return bot.Reply{Text: text.AnnounceList{Items: items, Offset: offset, Total: total}, Buttons: rows}, nil
}

func openButton(label bot.Phrase, p announce.Progress) bot.Button {
	return bot.Button{Label: label, Action: actionOpen, Args: []string{nav.IDArg(p.Announcement.ID), nav.IDArg(p.Issue.ID)}}
}

// open shows an announcement again to somebody who got it or muted it.
func (l *lists) open(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	id, err := issueArg(r, 0)
	if err != nil {
		return bot.Reply{}, err
	}
	got, err := l.Desk.Got(ctx, r.Actor, id)
	if err != nil {
		return bot.Reply{}, err
	}
	rows := [][]bot.Button{{{Label: text.Label("label.announce.mine"), Action: actionMine}, nav.HomeButton()}}
	if got.Announcement.Withdrawn {
		return bot.Reply{Text: text.Taken{Title: got.Announcement.Title, UnitName: got.Announcement.UnitName}, Buttons: rows}, nil
	}
	if got.ReadAt.IsZero() {
		rows = append([][]bot.Button{{readButton(got.Issue)}}, rows...)
	}
	return bot.Reply{Text: text.AnnouncedOf(got.Announcement, false), Buttons: rows, Attachments: l.attached(got.Announcement)}, nil
}

// readButton is what recipients tap when they have read it.
func readButton(id announce.IssueID) bot.Button {
	return bot.Button{Label: text.Label("label.announce.read"), Action: actionRead, Args: []string{nav.IDArg(id)}, Style: bot.Success}
}

// read notes that somebody has read it. The button goes: it has done its work.
func (l *lists) read(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	id, err := issueArg(r, 0)
	if err != nil {
		return bot.Reply{}, err
	}
	first, err := l.Desk.Read(ctx, r.Actor, id)
	if err != nil {
		return bot.Reply{}, err
	}
	said := text.Label("announce.read")
	if !first {
		said = "announce.read_before"
	}
	return bot.Reply{Toast: said, Unbutton: true}, nil
}
