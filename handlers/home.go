package handlers

import (
	"context"
	"time"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/request"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/handlers/nav"
	"github.com/gelis-bali/gelis/text"
)

// HomeDesk counts the dispositions that wait for an employee.
type HomeDesk interface {
	Counts(ctx context.Context, by staff.Actor) (disposition.Counts, error)
}

// HomeRequests tells of the requests that wait for an employee.
type HomeRequests interface {
	// CountWaiting counts those that wait for a verdict.
	CountWaiting(ctx context.Context, by staff.Actor) (int, error)
	// Mine pages through the employee's own, open ones first.
	Mine(ctx context.Context, by staff.Actor, offset, limit int) (request.Page, error)
}

// Home is the home card: what waits for me, as buttons. The other
// conversations end on it.
type Home struct {
	desk     HomeDesk
	requests HomeRequests
	now      func() time.Time
}

// NewHome makes the conversation over its services and clock.
func NewHome(desk HomeDesk, requests HomeRequests, now func() time.Time) *Home {
	return &Home{desk: desk, requests: requests, now: now}
}

// Register adds /beranda, its button, the morning digest and the answer to
// what nobody understood.
func (h *Home) Register(rt *bot.Router) {
	rt.Command(bot.Command{Name: "beranda", Help: text.Label("command.home"), For: staff.Everyone, Handler: h.show})
	rt.Action(nav.Home, staff.Everyone, h.back)
	rt.Notice(notify.Digest, h.digest)
	rt.Fallback(h.notUnderstood)
}

func (h *Home) show(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	return h.Card(ctx, r.Actor, text.Home{})
}

// back shows the home card in place of the message that was tapped.
func (h *Home) back(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	reply, err := h.Card(ctx, r.Actor, text.Home{})
	reply.Edit, reply.Forget = true, true
	return reply, err
}

func (h *Home) notUnderstood(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	return h.Card(ctx, r.Actor, text.Home{News: text.Label("home.not_understood")})
}

// digest is told in the morning to those for whom something waits.
func (h *Home) digest(ctx context.Context, to staff.Actor, _ notify.Notice) (bot.Reply, error) {
	frame, err := h.look(ctx, to, text.Home{News: text.Label("notice.digest")})
	if err != nil {
		return bot.Reply{}, err
	}
	if frame.Counts.Waiting == 0 && frame.Approvals == 0 && frame.Answers == 0 && frame.Counts.SentLate == 0 {
		return bot.Reply{}, notify.ErrObsolete
	}
	return draw(frame), nil
}

// Card draws the home card of an employee as it is now; frame holds what else
// is to be said on it.
func (h *Home) Card(ctx context.Context, a staff.Actor, frame text.Home) (bot.Reply, error) {
	frame, err := h.look(ctx, a, frame)
	return draw(frame), err
}

// look finds out what waits for an employee.
func (h *Home) look(ctx context.Context, a staff.Actor, frame text.Home) (text.Home, error) {
	const newest = 20 // open ones come first, and few people have so many
	frame.Actor, frame.At = a, h.now()
	var err error
	if frame.Counts, err = h.desk.Counts(ctx, a); err != nil {
		return frame, err
	}
	if frame.Approvals, err = h.requests.CountWaiting(ctx, a); err != nil {
		return frame, err
	}
	own, err := h.requests.Mine(ctx, a, 0, newest)
	for _, item := range own.Items {
		if item.State == request.Proposed {
			frame.Answers++
		}
	}
	return frame, err
}

func draw(frame text.Home) bot.Reply {
	rows := requestButtons(frame)
	rows = append(rows, dispositionButtons(frame.Counts)...)
	return bot.Reply{Text: frame, Buttons: append(
		rows,
		[]bot.Button{
			{Label: text.Label("label.ask"), Action: nav.Ask},
			{Label: text.Label("label.requests"), Action: nav.Requests},
		},
		[]bot.Button{
			{Label: text.Label("label.apel"), Action: nav.Apel},
			{Label: text.Label("label.announcements"), Action: nav.Announcements},
		},
		[]bot.Button{
			{Label: text.Label("label.settings"), Action: nav.Settings},
			{Label: text.Label("label.help"), Action: nav.Help},
		},
	)}
}

// requestButtons lead to the requests that wait for a verdict or an answer.
func requestButtons(frame text.Home) [][]bot.Button {
	var rows [][]bot.Button
	if frame.Approvals > 0 {
		label := text.ApprovalsLabel{Count: frame.Approvals}
		rows = append(rows, []bot.Button{{Label: label, Action: nav.Approvals, Style: bot.Primary}})
	}
	if frame.Answers > 0 {
		label := text.AnswersLabel{Count: frame.Answers}
		rows = append(rows, []bot.Button{{Label: label, Action: nav.Requests, Style: bot.Primary}})
	}
	return rows
}

// dispositionButtons lead to the parts of the list in which something is, the
// most pressing first, and always to the whole list.
func dispositionButtons(c disposition.Counts) [][]bot.Button {
	var rows [][]bot.Button
	for _, part := range []struct {
		filter disposition.Filter
		count  int
		style  bot.Style
	}{
		{disposition.Late, c.Overdue, bot.Danger},
		{disposition.DueSoon, c.Near, bot.Plain},
		{disposition.Unread, c.Unread, bot.Primary},
		{disposition.InProgress, c.InProgress, bot.Plain},
		{disposition.WithOthers, c.Forwarded, bot.Plain},
		{disposition.SentLate, c.SentLate, bot.Danger},
		{disposition.SentByMe, c.Sent, bot.Plain},
		{disposition.ForKnowledge, c.Copies, bot.Plain},
	} {
		if part.count > 0 {
			label := text.FilterLabel{Filter: part.filter, Count: part.count, Counted: true, Marked: true}
			rows = append(rows, []bot.Button{{Label: label, Action: nav.Dispositions, Args: partOf(part.filter), Style: part.style}})
		}
	}
	all := text.FilterLabel{Filter: disposition.All, Count: c.Waiting, Counted: true}
	return append(rows, []bot.Button{{Label: all, Action: nav.Dispositions, Args: partOf(disposition.All)}})
}

// partOf are the arguments of the button that shows a part of the list from
// its beginning.
func partOf(f disposition.Filter) []string { return []string{string(f), "0"} }
