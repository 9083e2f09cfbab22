package handlers

import (
	"context"
	"errors"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/account"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/handlers/nav"
	"github.com/gelis-bali/gelis/text"
	"github.com/gelis-bali/gelis/text/paper"
)

// Codes issues one-time codes and takes links away.
type Codes interface {
	IssueCode(ctx context.Context, by staff.Actor, nip staff.NIP) (account.Secret, staff.Employee, error)
	Unlink(ctx context.Context, by staff.Actor) error
}

// The keys of the fields of formCode.
const (
	formCode = "account.code"
	fieldNIP = "nip"
)

// Accounts is the conversation about links: the personnel office hands out
// one-time codes, everybody can take the own link away.
type Accounts struct {
	codes   Codes
	botName func() string
	clock   calendar.Clock
}

// NewAccounts makes the conversation over its service and clock. The name of
// the bot, for links to it, is asked for when a link is made.
func NewAccounts(codes Codes, botName func() string, clock calendar.Clock) *Accounts {
	return &Accounts{codes: codes, botName: botName, clock: clock}
}

// Register adds /tautkan, /putuskan, its buttons, and the message to an
// account that was replaced.
func (a *Accounts) Register(rt *bot.Router) {
	rt.Command(bot.Command{Name: "tautkan", Help: text.Label("command.code"), For: staff.PersonnelOrAdmin, Handler: a.code})
	rt.Form(bot.Form{Name: formCode, For: staff.PersonnelOrAdmin, Submit: a.submit, Fields: []bot.Field{
		bot.TextField{Key: fieldNIP, Label: text.Label("field.nip"), Ask: ask(text.Label("account.nip")), Check: a.checkNIP}.Field(),
	}})
	rt.Command(bot.Command{Name: "putuskan", Help: text.Label("command.unlink"), For: staff.Everyone, Handler: a.askUnlink})
	rt.Action(actionUnlink, staff.Everyone, a.unlink)
	rt.Action(actionKeep, staff.Everyone, a.keep)
	rt.Notice(notify.AccountReplaced, a.replaced)
}

// code issues a code for the NIP behind the command, or asks for it.
func (a *Accounts) code(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	if r.Argument == "" {
		return bot.Reply{Begin: &bot.Begin{Form: formCode}}, nil
	}
	return a.issue(ctx, r, r.Argument)
}

// submit issues the code. A NIP that nobody has can be written again; for
// whom no code may be issued, the form ends.
func (a *Accounts) submit(ctx context.Context, r *bot.Request, answers bot.Answers) (bot.Reply, error) {
	reply, err := a.issue(ctx, r, answers[fieldNIP])
	if errors.Is(err, account.ErrOutsideUnit) || errors.Is(err, account.ErrHasLeft) || errors.Is(err, staff.ErrNotAllowed) {
		err = bot.EndForm(err)
	}
	return reply, err
}

func (a *Accounts) issue(ctx context.Context, r *bot.Request, written string) (bot.Reply, error) {
	nip, err := a.parseNIP(written)
	if err != nil {
		return bot.Reply{}, err
	}
	code, employee, err := a.codes.IssueCode(ctx, r.Actor, nip)
	if err != nil {
		return bot.Reply{}, err
	}
	link := "https://t.me/" + a.botName() + "?start=" + code.Reveal()
	return bot.Reply{
		Text:        text.CodeIssued{Name: employee.Name, Link: link, Until: a.clock.Now().Add(account.CodeLife)},
		Attachments: []bot.Attachment{scanned(link)},
	}, nil
}

// scanned is a link as a picture, for a colleague who scans it from the screen.
func scanned(link string) bot.Attachment {
	return bot.Made("tautan.png", "image/png", func(context.Context) ([]byte, error) {
		picture, err := paper.QR("tautan", link)
		return picture.Bytes, err
	})
}

func (a *Accounts) checkNIP(written string) error {
	_, err := a.parseNIP(written)
	return err
}

// parseNIP takes the number of a PNS and of a PPPK alike: whose it is, the
// register knows.
func (a *Accounts) parseNIP(written string) (staff.NIP, error) {
	return staff.ParseNIP(written, false, a.clock.Today())
}

func (a *Accounts) askUnlink(context.Context, *bot.Request) (bot.Reply, error) {
	return bot.Reply{Text: text.Label("account.unlink"), Buttons: [][]bot.Button{
		{{Label: text.Label("label.unlink"), Action: actionUnlink, Style: bot.Danger}},
		{{Label: text.Label("label.keep"), Action: actionKeep}},
	}}, nil
}

func (a *Accounts) unlink(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	if err := a.codes.Unlink(ctx, r.Actor); err != nil {
		return bot.Reply{}, err
	}
	return bot.Reply{Text: text.Label("account.unlinked"), Edit: true, Forget: true}, nil
}

func (a *Accounts) keep(context.Context, *bot.Request) (bot.Reply, error) {
	return bot.Reply{Text: text.Label("account.kept"), Edit: true, Buttons: [][]bot.Button{{nav.HomeButton()}}}, nil
}

// replaced tells an account that it speaks for nobody any more.
func (a *Accounts) replaced(context.Context, staff.Actor, notify.Notice) (bot.Reply, error) {
	return bot.Reply{Text: text.Label("notice.account.replaced")}, nil
}
