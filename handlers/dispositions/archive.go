package dispositions

import (
	"context"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/text"
)

// ArchiveDesk ends a branch of which there is nothing to dispose.
type ArchiveDesk interface {
	May(ctx context.Context, by staff.Actor, act disposition.Action, id disposition.BranchID) (disposition.View, error)
	Archive(ctx context.Context, by staff.Actor, id disposition.BranchID, note, once string) (disposition.View, error)
}

// The form that archives, and the field of its confirmation.
const (
	formArchive = "disposition.archive"
	fieldSure   = "sure"
)

// archive is the form that ends a branch without sending it on: a note, unless
// the letter stays in the office, and the confirmation.
type archive struct {
	desk  ArchiveDesk
	cards *cards
}

func (c *archive) register(rt *bot.Router) {
	rt.Action(actionArchive, staff.Everyone, c.begin)
	rt.Form(bot.Form{Name: formArchive, For: staff.Everyone, Submit: c.submit, Fields: []bot.Field{
		protected(bot.TextField{
			Key: fieldNote, Label: text.Label("label.note"), Ask: c.askNote, Limit: disposition.MaxNote, Optional: true, Skip: isSecret,
		}.Field()),
		protected(bot.ChoiceField{Key: fieldSure, Ask: c.askSure, Options: archiveOnly}.Field()),
	}})
}

func (c *archive) begin(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	return beginAbout(ctx, r, c.desk, disposition.ActionArchive, formArchive)
}

func (c *archive) askNote(_ context.Context, _ *bot.Request, a bot.Answers) (bot.Phrase, error) {
	return text.AskArchiveNote{Agenda: agenda(a), Limit: disposition.MaxNote}, nil
}

func (c *archive) askSure(_ context.Context, _ *bot.Request, a bot.Answers) (bot.Phrase, error) {
	return text.ConfirmArchive{Agenda: agenda(a), Secret: isSecret(a), Note: a[fieldNote]}, nil
}

func archiveOnly(context.Context, *bot.Request, bot.Answers) ([]bot.Option, error) {
	return []bot.Option{{Label: text.Label("label.archive"), Value: yes, Style: bot.Success}}, nil
}

func (c *archive) submit(ctx context.Context, r *bot.Request, a bot.Answers) (bot.Reply, error) {
	view, err := c.desk.Archive(ctx, r.Actor, branchAnswer(a), a[fieldNote], r.Draft)
	if err != nil {
		return bot.Reply{}, endIfRefused(err)
	}
	reply := c.cards.draw(view, place{}, text.Label("archive.done"))
	reply.Edit = true
	return reply, nil
}
