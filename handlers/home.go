package handlers

import (
	"context"
	"time"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/handlers/nav"
	"github.com/gelis-bali/gelis/text"
)

// HomeDesk counts what waits for an employee.
type HomeDesk interface {
	Counts(ctx context.Context, by staff.Actor) (disposition.Counts, error)
}

// Home is the home card: what waits for me, as buttons. The other
// conversations end on it.
type Home struct {
	desk HomeDesk
	now  func() time.Time
}

// NewHome makes the conversation over its service and clock.
func NewHome(desk HomeDesk, now func() time.Time) *Home { return &Home{desk: desk, now: now} }

// Register adds /beranda, its button, the morning digest and the answer to
// what nobody understood.
func (h *Home) Register(rt *bot.Router) {
	rt.Command(bot.Command{Name: "beranda", Help: text.Label("command.home"), For: staff.Everyone, Handler: h.show})
	rt.Action(nav.Home, staff.Everyone, h.back)
	rt.Notice(notify.Digest, h.digest)
	rt.Fallback(h.notUnderstood)
}

func (h *Home) show(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	return h.card(ctx, r.Actor, text.Home{})
}

// back shows the home card in place of the message that was tapped.
func (h *Home) back(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	reply, err := h.card(ctx, r.Actor, text.Home{})
	reply.Edit, reply.Forget = true, true
	return reply, err
}

func (h *Home) notUnderstood(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	return h.card(ctx, r.Actor, text.Home{News: text.Label("home.not_understood")})
}

// digest is told in the morning to those for whom something waits.
func (h *Home) digest(ctx context.Context, to staff.Actor, _ notify.Notice) (bot.Reply, error) {
	counts, err := h.desk.Counts(ctx, to)
	if err != nil {
		return bot.Reply{}, err
	}
	if counts.Waiting == 0 {
		return bot.Reply{}, notify.ErrObsolete
	}
	return h.draw(to, counts, text.Home{News: text.Label("notice.digest")}), nil
}

// card draws the home card of an employee as it is now; frame holds what else
// is to be said on it.
func (h *Home) card(ctx context.Context, a staff.Actor, frame text.Home) (bot.Reply, error) {
	counts, err := h.desk.Counts(ctx, a)
	if err != nil {
		return bot.Reply{}, err
	}
	return h.draw(a, counts, frame), nil
}

func (h *Home) draw(a staff.Actor, counts disposition.Counts, frame text.Home) bot.Reply {
	frame.Actor, frame.Counts, frame.At = a, counts, h.now()
	return bot.Reply{Text: frame, Buttons: homeButtons(counts)}
}

// homeButtons lead to the parts of the list in which something is, the most
// pressing first, and always to the whole list.
func homeButtons(c disposition.Counts) [][]bot.Button {
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
		{disposition.ForKnowledge, c.Copies, bot.Plain},
	} {
		if part.count > 0 {
			label := text.FilterLabel{Filter: part.filter, Count: part.count, Counted: true, Marked: true}
			rows = append(rows, []bot.Button{{Label: label, Action: actionList, Args: place{filter: part.filter}.args(), Style: part.style}})
		}
	}
	all := text.FilterLabel{Filter: disposition.All, Count: c.Waiting, Counted: true}
	return append(
		rows,
		[]bot.Button{{Label: all, Action: actionList, Args: place{filter: disposition.All}.args()}},
		[]bot.Button{{Label: text.Label("label.help"), Action: nav.Help}},
	)
}
