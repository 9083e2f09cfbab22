package dispositions

import (
	"context"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/text"
)

// ReturnDesk returns a branch to its sender.
type ReturnDesk interface {
	May(ctx context.Context, by staff.Actor, act disposition.Action, id disposition.BranchID) (disposition.View, error)
	SendBack(ctx context.Context, by staff.Actor, id disposition.BranchID, reason, once string) (disposition.View, error)
}

// The keys of the fields of formReturn.
const (
	formReturn  = "disposition.return"
	fieldReason = "reason"
)

// sendBack is the form that returns a branch: reason, confirmation.
type sendBack struct {
	desk  ReturnDesk
	cards *cards
}

func (s *sendBack) register(rt *bot.Router) {
	rt.Action(actionReturn, staff.Everyone, s.begin)
	rt.Form(bot.Form{Name: formReturn, For: staff.Everyone, Submit: s.submit, Fields: []bot.Field{
		protected(bot.TextField{
			Key: fieldReason, Label: text.Label("field.reason"), Ask: s.askReason,
			Check: disposition.CheckReason, Limit: disposition.MaxReason,
		}.Field()),
		protected(bot.ConfirmField{Key: fieldSend, Ask: s.askSend}.Field()),
	}})
}

func (s *sendBack) begin(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	return beginAbout(ctx, r, s.desk, disposition.ActionReturn, formReturn)
}

func (s *sendBack) askReason(_ context.Context, _ *bot.Request, a bot.Answers) (bot.Phrase, error) {
	return text.AskReason{AgendaNumber: agenda(a), Limit: disposition.MaxReason}, nil
}

func (s *sendBack) askSend(_ context.Context, _ *bot.Request, a bot.Answers) (bot.Phrase, error) {
	return text.ConfirmReturn{AgendaNumber: agenda(a), Reason: a[fieldReason]}, nil
}

func (s *sendBack) submit(ctx context.Context, r *bot.Request, a bot.Answers) (bot.Reply, error) {
	view, err := s.desk.SendBack(ctx, r.Actor, branchAnswer(a), a[fieldReason], r.Draft)
	if err != nil {
		return bot.Reply{}, endIfRefused(err)
	}
	reply := s.cards.draw(view, place{}, text.SentBack{Sender: senderOf(view)})
	reply.Edit = true
	return reply, nil
}
