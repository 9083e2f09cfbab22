package handlers

import (
	"context"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/handlers/nav"
	"github.com/gelis-bali/gelis/text"
)

// Help says what an employee can do here; like the menu, it comes from the
// router's own table, so that the two cannot drift.
type Help struct {
	commands func(staff.Actor) []bot.Command
}

// NewHelp makes the conversation.
func NewHelp() *Help { return &Help{} }

// Register adds /bantuan, its button and /batal.
func (h *Help) Register(rt *bot.Router) {
	h.commands = rt.Commands
	rt.Command(bot.Command{Name: "bantuan", Help: text.Label("command.help"), For: staff.Everyone, Handler: h.show})
	rt.Action(nav.Help, staff.Everyone, h.tapped)
	rt.Cancel("batal", bot.SayHelpCancel)
}

func (h *Help) show(_ context.Context, r *bot.Request) (bot.Reply, error) {
	said := text.Help{}
	for _, c := range h.commands(r.Actor) {
		said.Commands = append(said.Commands, text.HelpLine{Name: c.Name, For: c.Help})
	}
	return bot.Reply{Text: said, Buttons: [][]bot.Button{{nav.HomeButton()}}}, nil
}

func (h *Help) tapped(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	reply, err := h.show(ctx, r)
	reply.Edit, reply.Forget = true, true
	return reply, err
}
