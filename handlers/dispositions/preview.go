package dispositions

import (
	"context"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/text"
)

// preview shows what will be sent; each part of it is a tap away.
func (d *dispose) preview(ctx context.Context, r *bot.Request, a bot.Answers) (bot.Reply, error) {
	view, err := d.desk.May(ctx, r.Actor, actOf(a), branchAnswer(a))
	if err != nil {
		return bot.Reply{}, endIfRefused(err)
	}
	order, err := d.order(ctx, a)
	if err != nil {
		return bot.Reply{}, err
	}
	said := text.ConfirmOrder{
		Agenda: agenda(a), Subject: a[answerSubject], Routing: isRouting(a), Redirect: actOf(a) == disposition.ActionRedirect,
		Instructions: order.Instructions, Note: order.Note, Deadline: order.Deadline, Own: ownDeadline(view, actOf(a)),
		Today: d.desk.Today(), Days: d.calendar.Observed(order.Deadline),
	}
	said.From.Title, said.As = senderToBe(r.Actor, view, actOf(a))
	if said.To, err = still(ctx, r, d.desk, a, order.To); err != nil {
		return bot.Reply{}, err
	}
	if said.Copies, err = still(ctx, r, d.desk, a, order.Copies); err != nil {
		return bot.Reply{}, err
	}
	return bot.Reply{Text: said, Buttons: previewButtons(a, said.Wordless())}, nil
}

// senderToBe is the position that sends, and how its holder holds it.
func senderToBe(by staff.Actor, v disposition.View, act disposition.Action) (string, staff.Capacity) {
	id, title := v.Branch.To, v.Branch.ToTitle
	if act == disposition.ActionRedirect {
		order := v.Disposition(v.Branch)
		id, title = order.From, order.FromTitle
	}
	holding, _ := by.Holds(id)
	return title, holding.Capacity
}

// sendValue is what the button answers that sends.
const sendValue = "ok"

func previewButtons(a bot.Answers, wordless bool) [][]bot.Button {
	change := func(label text.Label, key string) bot.Button { return bot.ChangeFieldButton(label, key) }
	send := bot.AnswerButton(bot.SaySend, sendValue)
	send.Style = bot.Success
	var rows [][]bot.Button
	if !wordless {
		rows = append(rows, []bot.Button{send})
	}
	to, until := change("label.to", fieldTo), change("label.deadline", fieldDeadline)
	switch {
	case isRouting(a):
		return append(rows, []bot.Button{to, until}, []bot.Button{bot.CancelButton()})
	case isSecret(a):
		return append(rows, []bot.Button{to, until}, []bot.Button{change("label.copies", fieldCopies), bot.CancelButton()})
	}
	return append(rows,
		[]bot.Button{to, change("label.instructions", fieldInstructions)},
		[]bot.Button{until, change("label.note", fieldNote)},
		[]bot.Button{change("label.copies", fieldCopies), bot.CancelButton()})
}

func parseSend(_ context.Context, _ *bot.Request, _ bot.Answers, value string) (bot.Answer, error) {
	if value != sendValue {
		return bot.Answer{}, bot.ErrUseButtons
	}
	return bot.Answer{Value: value}, nil
}
