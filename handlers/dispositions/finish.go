package dispositions

import (
	"context"
	"errors"
	"strconv"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/document"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/handlers/nav"
	"github.com/gelis-bali/gelis/handlers/upload"
	"github.com/gelis-bali/gelis/text"
)

// FinishDesk ends a branch with a report.
type FinishDesk interface {
	May(ctx context.Context, by staff.Actor, act disposition.Action, id disposition.BranchID) (disposition.View, error)
	Finish(ctx context.Context, by staff.Actor, id disposition.BranchID, r disposition.Report, once string) (disposition.View, error)
}

// What the forms about a branch know from the start, beside their fields.
const (
	answerBranch  = "branch"
	answerAgenda  = "agenda"
	answerSecret  = "secret"  // "1": the letter stays in the office
	answerProtect = "protect" // "1": messages may not be forwarded
	yes           = "1"
)

// The keys of the fields of formFinish.
const (
	formFinish  = "disposition.finish"
	fieldReport = "report"
	fieldFiles  = "files"
	fieldSend   = "send"
	fieldDone   = "done" // the confirmation for a letter that stays in the office
)

// finish is the form that ends a branch: report, files, confirmation; of a
// letter that stays in the office only the confirmation.
type finish struct {
	desk  FinishDesk
	files upload.Files
	cards *cards
}

func (f *finish) register(rt *bot.Router) {
	rt.Action(actionFinish, staff.Everyone, f.begin)
	rt.Form(bot.Form{Name: formFinish, For: staff.Everyone, Fields: f.fields(), Submit: f.submit})
}

func (f *finish) begin(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	return beginAbout(ctx, r, f.desk, disposition.ActionFinish, formFinish)
}

func (f *finish) fields() []bot.Field {
	return []bot.Field{
		protected(bot.TextField{
			Key: fieldReport, Label: text.Label("field.report"), Ask: f.askReport,
			Check: disposition.CheckReportText, Limit: disposition.MaxReport, Skip: isSecret,
		}.Field()),
		protected(bot.FilesField{
			Key: fieldFiles, Label: text.Label("field.files"), Ask: f.askFiles, Keep: upload.Keep(f.files),
			Max: disposition.MaxReportFiles, TooMany: disposition.ErrTooManyFiles, Optional: true, Skip: isSecret,
		}.Field()),
		protected(bot.ConfirmField{Key: fieldSend, Ask: f.askSend, Skip: isSecret}.Field()),
		protected(bot.ChoiceField{Key: fieldDone, Ask: f.askDone, Options: sendOnly, Skip: isOpen}.Field()),
	}
}

func (f *finish) askReport(_ context.Context, _ *bot.Request, a bot.Answers) (bot.Phrase, error) {
	return text.AskReport{AgendaNumber: agenda(a), Limit: disposition.MaxReport}, nil
}

func (f *finish) askFiles(_ context.Context, _ *bot.Request, _ bot.Answers, kept []document.File) (bot.Phrase, error) {
	return text.AskFiles{Files: kept, Limit: disposition.MaxReportFiles}, nil
}

func (f *finish) askSend(_ context.Context, _ *bot.Request, a bot.Answers) (bot.Phrase, error) {
	files, err := bot.FilesOf(a[fieldFiles])
	return text.ConfirmFinish{AgendaNumber: agenda(a), Report: a[fieldReport], Files: files}, err
}

func (f *finish) askDone(_ context.Context, _ *bot.Request, a bot.Answers) (bot.Phrase, error) {
	return text.ConfirmFinishSecret{AgendaNumber: agenda(a)}, nil
}

// sendOnly is a confirmation under which there is nothing to change.
func sendOnly(context.Context, *bot.Request, bot.Answers) ([]bot.Option, error) {
	return []bot.Option{{Label: bot.SaySend, Value: yes, Style: bot.Success}}, nil
}

func (f *finish) submit(ctx context.Context, r *bot.Request, a bot.Answers) (bot.Reply, error) {
	files, err := bot.FilesOf(a[fieldFiles])
	if err != nil {
		return bot.Reply{}, err
	}
	report := disposition.Report{Text: a[fieldReport], Files: files}
	view, err := f.desk.Finish(ctx, r.Actor, branchAnswer(a), report, r.Draft)
	if err != nil {
		return bot.Reply{}, endIfRefused(err)
	}
	reply := f.cards.draw(view, place{}, text.Finished{Sender: senderOf(view)})
	reply.Edit = true
	return reply, nil
}

// mayer asks whether an act would be allowed now.
type mayer interface {
	May(ctx context.Context, by staff.Actor, act disposition.Action, id disposition.BranchID) (disposition.View, error)
}

// beginAbout begins a form about a branch, if the act would be allowed now.
func beginAbout(ctx context.Context, r *bot.Request, desk mayer, act disposition.Action, form string) (bot.Reply, error) {
	id, err := branchArg(r)
	if err != nil {
		return bot.Reply{}, err
	}
	view, err := desk.May(ctx, r.Actor, act, id)
	if err != nil {
		return bot.Reply{}, err
	}
	return bot.Reply{Begin: &bot.Begin{Form: form, Answers: about(view)}}, nil
}

// about is what every form about a branch knows from the start.
func about(view disposition.View) bot.Answers {
	known := bot.Answers{answerBranch: nav.IDArg(view.Branch.ID), answerAgenda: strconv.Itoa(view.Letter.AgendaNumber)}
	if view.Letter.Secrecy.StaysInOffice() {
		known[answerSecret] = yes
	}
	if view.Letter.Secrecy.Protected() {
		known[answerProtect] = yes
	}
	return known
}

// endIfRefused ends a form whose act has been refused: no other answer would
// change that. Anything else leaves the person in the form.
func endIfRefused(err error) error {
	for _, refusal := range []error{
		disposition.ErrNoSuchBranch, disposition.ErrNotYours, disposition.ErrOnlyRecipient, disposition.ErrCopy,
		disposition.ErrClosed, disposition.ErrSecretInOffice, staff.ErrInactive,
		disposition.ErrOnlyHead, disposition.ErrOnlySender, disposition.ErrNotReturned, disposition.ErrSettled,
	} {
		if errors.Is(err, refusal) {
			return bot.EndForm(err)
		}
	}
	return err
}

// protected keeps the questions about a protected letter from being forwarded.
func protected(f bot.Field) bot.Field {
	ask := f.Ask
	f.Ask = func(ctx context.Context, r *bot.Request, a bot.Answers) (bot.Reply, error) {
		reply, err := ask(ctx, r, a)
		reply.Protect = a[answerProtect] == yes
		return reply, err
	}
	return f
}

func isSecret(a bot.Answers) bool { return a[answerSecret] == yes }

func isOpen(a bot.Answers) bool { return !isSecret(a) }

// agenda and branchAnswer read what begin has put in; 0, which nothing has,
// where a record was damaged.
func agenda(a bot.Answers) int {
	n, _ := strconv.Atoi(a[answerAgenda])
	return n
}

func branchAnswer(a bot.Answers) disposition.BranchID {
	n, _ := strconv.ParseInt(a[answerBranch], 10, 64)
	return disposition.BranchID(n)
}

// senderOf is the position that has been told; nothing of a letter that stays
// in the office.
func senderOf(v disposition.View) string {
	if v.Letter.Secrecy.StaysInOffice() {
		return ""
	}
	order := v.Disposition(v.Branch)
	if order.Routing {
		return text.Registry
	}
	return order.FromTitle
}
