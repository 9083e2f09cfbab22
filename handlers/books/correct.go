package books

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/leave"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/request"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/handlers/nav"
	"github.com/gelis-bali/gelis/text"
)

// The form of a correction, and the keys of its fields beside the employee.
const (
	formCorrect = "books.correct"
	fieldYear   = "year"
	fieldDays   = "days"
	fieldReason = "reason"
	fieldSend   = "send"
)

// correct is how the personnel office corrects somebody's books.
type correct struct {
	Parts
	statements *statements
}

func (c *correct) register(rt *bot.Router) {
	rt.Action(actionCorrect, staff.PersonnelOffice, c.begin)
	rt.Form(bot.Form{Name: formCorrect, For: staff.PersonnelOffice, Submit: c.submit, Fields: []bot.Field{
		bot.PersonField{
			Key: fieldEmployee, Ask: says("books.other"), Find: c.statements.find, Look: c.statements.look,
		}.Field(),
		bot.ChoiceField{Key: fieldYear, Label: text.Label("field.year"), Ask: c.askYear, Options: c.years, PerRow: 2}.Field(),
		c.days(),
		bot.TextField{
			Key: fieldReason, Label: text.Label("field.reason"), Limit: request.MaxReason, Check: checkReason,
			Ask: func(context.Context, *bot.Request, bot.Answers) (bot.Phrase, error) {
				return text.AskCorrectionReason{Limit: request.MaxReason}, nil
			},
		}.Field(),
		bot.ConfirmField{Key: fieldSend, Ask: c.confirm}.Field(),
	}})
	rt.Notice(notify.LeaveCorrected, c.tell)
}

// begin begins the form for somebody. The own books are refused at once.
func (c *correct) begin(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	who, err := c.statements.memberArg(ctx, r, 0)
	switch {
	case err != nil:
		return bot.Reply{}, err
	case who.ID == 0, who.ID == r.Actor.ID:
		return bot.Reply{}, request.ErrOwnBooks
	}
	return bot.Reply{Begin: &bot.Begin{Form: formCorrect, Answers: bot.Answers{fieldEmployee: nav.IDArg(who.ID)}}}, nil
}

func (c *correct) askYear(ctx context.Context, r *bot.Request, a bot.Answers) (bot.Phrase, error) {
	who, err := c.statements.chosen(ctx, r, a)
	return text.AskCorrection{Name: who.Name}, endIfRefused(err)
}

// years are those whose entitlement can still be corrected.
func (c *correct) years(context.Context, *bot.Request, bot.Answers) ([]bot.Option, error) {
	var options []bot.Option
	today := c.Desk.Today().Year()
	for year := today - 2; year <= today+1; year++ {
		options = append(options, bot.Option{Label: text.YearLabel{Year: year}, Value: strconv.Itoa(year)})
	}
	return options, nil
}

// days gives or takes: everything but nothing.
func (c *correct) days() bot.Field {
	const most = leave.Entitlement + leave.MaxOlder
	field := bot.NumberField{
		Key: fieldDays, Label: text.Label("field.correction"), Ask: c.askDays, Min: -most, Max: most, Quick: []int{-3, -2, -1, 1, 2, 3}, PerRow: 6,
	}.Field()
	parse := field.Parse
	field.Parse = func(ctx context.Context, r *bot.Request, a bot.Answers, value string) (bot.Answer, error) {
		r.Text = strings.Replace(r.Text, "−", "-", 1) // as this bot writes it itself
		answer, err := parse(ctx, r, a, value)
		if err == nil && answer.Value == "0" {
			err = request.ErrCorrection
		}
		return answer, err
	}
	return field
}

func (c *correct) askDays(ctx context.Context, r *bot.Request, a bot.Answers) (bot.Phrase, error) {
	who, year, balance, err := c.look(ctx, r, a)
	return text.AskCorrection{Name: who.Name, Year: year, Balance: &balance}, err
}

func (c *correct) confirm(ctx context.Context, r *bot.Request, a bot.Answers) (bot.Phrase, error) {
	who, year, balance, err := c.look(ctx, r, a)
	if err != nil {
		return nil, err
	}
	days, err := strconv.Atoi(a[fieldDays])
	return text.ConfirmCorrection{Name: who.Name, Year: year, Days: days, Reason: a[fieldReason], Balance: balance}, err
}

// look finds whose books the answers are about, and what is in them.
func (c *correct) look(ctx context.Context, r *bot.Request, a bot.Answers) (staff.Member, int, leave.Balance, error) {
	who, err := c.statements.chosen(ctx, r, a)
	if err != nil {
		return who, 0, leave.Balance{}, endIfRefused(err)
	}
	year, err := strconv.Atoi(a[fieldYear])
	if err != nil {
		return who, 0, leave.Balance{}, bot.EndForm(bot.ErrStaleDraft)
	}
	statement, err := c.Desk.Statement(ctx, r.Actor, who.NIP, year)
	return who, year, statement.Balance, endIfRefused(err)
}

func checkReason(written string) error {
	if strings.TrimSpace(written) == "" {
		return request.ErrReasonMissing
	}
	return nil
}

// submit enters the correction and shows the books with it.
func (c *correct) submit(ctx context.Context, r *bot.Request, a bot.Answers) (bot.Reply, error) {
	who, year, _, err := c.look(ctx, r, a)
	if err != nil {
		return bot.Reply{}, err
	}
	days, err := strconv.Atoi(a[fieldDays])
	if err != nil {
		return bot.Reply{}, bot.EndForm(bot.ErrStaleDraft)
	}
	if err := c.Desk.Correct(ctx, r.Actor, who.NIP, year, days, a[fieldReason], r.Draft); err != nil {
		return bot.Reply{}, endIfRefused(err)
	}
	reply, err := c.statements.show(ctx, r.Actor, who, year, text.Label("books.corrected"))
	return nav.InPlace(reply), err
}

// endIfRefused ends the form where another answer would not help.
func endIfRefused(err error) error {
	for _, final := range []error{staff.ErrNotAllowed, staff.ErrInactive, staff.ErrNoSuchEmployee, request.ErrOwnBooks, bot.ErrStaleButton} {
		if errors.Is(err, final) {
			return bot.EndForm(err)
		}
	}
	return err
}

// tell tells an employee that the books were corrected; what they say now,
// the statement shows.
func (c *correct) tell(_ context.Context, _ staff.Actor, n notify.Notice) (bot.Reply, error) {
	year, yearErr := strconv.Atoi(n.Facts["year"])
	days, daysErr := strconv.Atoi(n.Facts["days"])
	if err := errors.Join(yearErr, daysErr); err != nil {
		return bot.Reply{}, err
	}
	return bot.Reply{
		Text:    text.CorrectedNotice{Year: year, Days: days},
		Buttons: [][]bot.Button{{yearButton(text.Label("label.leave.open"), 0, c.Desk.Today().Year())}, {nav.HomeButton()}},
	}, nil
}
