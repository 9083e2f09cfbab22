package apel

import (
	"context"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/apel"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/handlers/nav"
	"github.com/gelis-bali/gelis/text"
	"github.com/gelis-bali/gelis/text/paper"
)

// boards show the code on an officer's phone, as a picture that is redrawn.
type boards struct{ Parts }

func (b *boards) register(rt *bot.Router) {
	rt.Action(actionBoard, staff.Everyone, b.open)
	rt.Action(actionRedraw, staff.Everyone, b.redraw)
	rt.Action(actionUnboard, staff.Everyone, b.close)
}

// open shows the board in a message of its own, and has it redrawn from then on.
func (b *boards) open(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	id, err := eventArg(r)
	if err != nil {
		return bot.Reply{}, err
	}
	view, err := b.Desk.Board(ctx, r.Actor, id)
	if err != nil {
		return bot.Reply{}, err
	}
	by := r.Actor
	reply := b.draw(view)
	reply.Placed = func(ctx context.Context, message int) error { return b.Desk.OpenBoard(ctx, by, id, message) }
	return reply, nil
}

// redraw shows the code that is now, where the officer cannot wait.
func (b *boards) redraw(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	id, err := eventArg(r)
	if err != nil {
		return bot.Reply{}, err
	}
	view, err := b.Desk.Board(ctx, r.Actor, id)
	if err != nil {
		return bot.Reply{}, err
	}
	reply := b.draw(view)
	reply.Edit = true
	return reply, nil
}

func (b *boards) close(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	if err := b.Desk.CloseBoard(ctx, r.Actor, r.Message); err != nil {
		return bot.Reply{}, err
	}
	return bot.Reply{Text: text.Label("apel.board_closed"), Edit: true, Buttons: [][]bot.Button{{backButton(), nav.HomeButton()}}}, nil
}

// draw makes the message of a board: the picture with the code while it counts,
// one with the result afterwards.
func (b *boards) draw(v apel.BoardView) bot.Reply {
	id := v.Event.ID
	reply := bot.Reply{Text: text.ApelBoard{BoardView: v}, Buttons: [][]bot.Button{
		{button(text.Label("label.apel.mark"), actionMark, id), button(text.Label("label.apel.roll"), actionRoll, id)},
	}}
	link := ""
	if v.Stage == apel.OpenNow {
		reply.Buttons = append(reply.Buttons, []bot.Button{
			button(text.Label("label.apel.redraw"), actionRedraw, id), button(text.Label("label.apel.close_board"), actionUnboard, id),
		})
		link = "https://t.me/" + b.BotName() + "?start=" + apel.Link(id, v.Token)
	}
	picture := bot.Made("presensi.png", "image/png", func(context.Context) ([]byte, error) {
		drawn, err := paper.CodeBoard{Board: v, Link: link, Zone: b.Clock.Zone}.Print()
		return drawn.Bytes, err
	})
	reply.Picture, reply.Protect = &picture, false
	return reply
}

// Board draws the message of a board that is on somebody's phone.
func (h *Apel) Board(v apel.BoardView) bot.Reply { return h.boards.draw(v) }
