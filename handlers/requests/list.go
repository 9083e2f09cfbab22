package requests

import (
	"context"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/request"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/handlers/nav"
	"github.com/gelis-bali/gelis/text"
)

// ListDesk lists requests: those of an employee, and those that wait for one.
type ListDesk interface {
	Mine(ctx context.Context, by staff.Actor, offset, limit int) (request.Page, error)
	Waiting(ctx context.Context, by staff.Actor, offset, limit int) (request.Page, error)
	Today() calendar.Date
}

// lists are what I asked for, and what waits for my verdict.
type lists struct{ desk ListDesk }

func (l *lists) register(rt *bot.Router) {
	rt.Command(bot.Command{Name: "permohonan", Help: text.Label("command.requests"), For: staff.Everyone, Handler: fresh(l.mine)})
	rt.Command(bot.Command{Name: "persetujuan", Help: text.Label("command.approvals"), For: staff.Superiors, Handler: fresh(l.waiting)})
	rt.Action(nav.Requests, staff.Everyone, turn(l.mine))
	rt.Action(nav.Approvals, staff.Everyone, turn(l.waiting))
}

// a pager shows the page of a list that begins at an offset.
type pager func(ctx context.Context, a staff.Actor, offset int) (bot.Reply, error)

// fresh shows the first page in a message of its own.
func fresh(show pager) bot.Handler {
	return func(ctx context.Context, r *bot.Request) (bot.Reply, error) { return show(ctx, r.Actor, 0) }
}

// turn shows a page in place of the message that was tapped, unless files
// hang below it.
func turn(show pager) bot.Handler {
	return func(ctx context.Context, r *bot.Request) (bot.Reply, error) {
		offset, err := nav.Offset(r, 0)
		if err != nil {
			return bot.Reply{}, err
		}
		reply, err := show(ctx, r.Actor, offset)
		if nav.Arg(r, 1) != nav.New {
			reply.Edit, reply.Forget = true, true
		}
		return reply, err
	}
}

func (l *lists) mine(ctx context.Context, a staff.Actor, offset int) (bot.Reply, error) {
	page, offset, err := load(ctx, a, offset, l.desk.Mine)
	if err != nil {
		return bot.Reply{}, err
	}
	rows := pageOf(page, place{nav.Requests, offset})
	rows = append(rows, []bot.Button{{Label: text.Label("label.ask"), Action: nav.Ask, Style: bot.Primary}, nav.HomeButton()})
	return bot.Reply{Text: text.RequestList{Page: page, Offset: offset, Today: l.desk.Today()}, Buttons: rows}, nil
}

func (l *lists) waiting(ctx context.Context, a staff.Actor, offset int) (bot.Reply, error) {
	page, offset, err := load(ctx, a, offset, l.desk.Waiting)
	if err != nil {
		return bot.Reply{}, err
	}
	rows := pageOf(page, place{nav.Approvals, offset})
	last := []bot.Button{nav.HomeButton()}
	if page.Total > 1 {
		many := bot.Button{Label: text.Label("label.many"), Action: actionMany, Args: []string{offsetArg(offset)}}
		last = append([]bot.Button{many}, last...)
	}
	return bot.Reply{Text: text.ApprovalList{Page: page, Offset: offset, Today: l.desk.Today()}, Buttons: append(rows, last)}, nil
}

// load is a page of a list; past its end, which may have come nearer, the last one.
func load(ctx context.Context, a staff.Actor, offset int,
	list func(context.Context, staff.Actor, int, int) (request.Page, error),
) (request.Page, int, error) {
	page, err := list(ctx, a, offset, nav.PageSize)
	if err == nil && len(page.Items) == 0 && page.Total > 0 {
		offset = nav.LastPage(page.Total)
		page, err = list(ctx, a, offset, nav.PageSize)
	}
	return page, offset, err
}

// pageOf are the buttons of a page: one for each request, and those that turn
// to the others.
func pageOf(page request.Page, at place) [][]bot.Button {
	open := nav.NumberButtons(at.offset, len(page.Items), func(label bot.Phrase, i int) bot.Button {
		return bot.Button{Label: label, Action: actionOpen, Args: append([]string{nav.IDArg(page.Items[i].ID)}, at.args()...)}
	})
	return append(open, nav.PageButtons(at.offset, page.Total, func(label bot.Phrase, offset int) bot.Button {
		return bot.Button{Label: label, Action: at.list, Args: []string{offsetArg(offset)}}
	})...)
}
