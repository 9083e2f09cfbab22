package apel

import (
	"context"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/apel"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/handlers/nav"
	"github.com/gelis-bali/gelis/text"
	"github.com/gelis-bali/gelis/text/paper"
)

// The form that looks for somebody in the figures, and its keys.
const (
	formSearch  = "rekap.search"
	fieldWords  = "words"
	answerMonth = "month"
)

// rekaps are the figures of a month: by unit and by person.
type rekaps struct{ Parts }

func (k *rekaps) register(rt *bot.Router) {
	rt.Action(actionRekap, staff.Appointers, k.turn)
	rt.Action(actionPeople, staff.Appointers, k.people)
	rt.Action(actionSearch, staff.Appointers, k.search)
	rt.Action(actionTable, staff.Appointers, k.table)
	rt.Action(actionBars, staff.Appointers, k.bars)
	rt.Action(actionClose, staff.Appointers, k.askClose)
	rt.Action(actionClosed, staff.Appointers, k.close)
	rt.Form(bot.Form{Name: formSearch, For: staff.Appointers, Submit: k.found, Fields: []bot.Field{
		bot.TextField{Key: fieldWords, Limit: maxWords, Ask: func(context.Context, *bot.Request, bot.Answers) (bot.Phrase, error) {
			return text.Label("rekap.search"), nil
		}}.Field(),
	}})
}

// maxWords is how long a search may be: it has to fit into a button.
const maxWords = 24

// start shows this month.
func (k *rekaps) start(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	return k.month(ctx, r.Actor, firstOf(k.Desk.Today()), nil)
}

func firstOf(d calendar.Date) calendar.Date { return calendar.NewDate(d.Year(), d.Month(), 1) }

// monthsBack is how many months can be looked at.
const monthsBack = 36

// monthArg reads a month, as 2026-11; without one it is this month.
func (k *rekaps) monthArg(r *bot.Request) (calendar.Date, error) {
	return k.readMonth(nav.Arg(r, 0))
}

func (k *rekaps) readMonth(arg string) (calendar.Date, error) {
	today := firstOf(k.Desk.Today())
	if arg == "" {
		return today, nil
	}
	month, err := calendar.ParseDate(arg + "-01")
	if err != nil || month.After(today.AddMonths(1)) || month.Before(today.AddMonths(-monthsBack)) {
		return calendar.Date{}, bot.ErrStaleButton
	}
	return month, nil
}

// monthName is a month as a button carries it: 2026-11.
func monthName(m calendar.Date) string { return m.String()[:len("2026-11")] }

func (k *rekaps) turn(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	month, err := k.monthArg(r)
	if err != nil {
		return bot.Reply{}, err
	}
	reply, err := k.month(ctx, r.Actor, month, nil)
	return inPlace(reply), err
}

// month shows the figures of a month by unit.
func (k *rekaps) month(ctx context.Context, by staff.Actor, month calendar.Date, news bot.Phrase) (bot.Reply, error) {
	rekap, err := k.Desk.Rekap(ctx, by, month.Year(), month.Month())
	if err != nil {
		return bot.Reply{}, err
	}
	today := firstOf(k.Desk.Today())
	turns := []bot.Button{monthButton(text.MonthLabel{Month: month.AddMonths(-1)}, actionRekap, month.AddMonths(-1))}
	if month.Before(today) {
		turns = append(turns, monthButton(text.MonthLabel{Month: month.AddMonths(1), After: true}, actionRekap, month.AddMonths(1)))
	}
	rows := [][]bot.Button{turns, {
		monthButton(text.Label("label.rekap.people"), actionPeople, month),
		monthButton(text.Label("label.apel.sheet"), actionTable, month),
		monthButton(text.Label("label.apel.picture"), actionBars, month),
	}}
	for _, e := range rekap.Events[:min(len(rekap.Events), nav.PageSize)] {
		if e.State != apel.Cancelled {
			rows = append(rows, []bot.Button{button(text.ApelLabel{Event: e, Today: k.Desk.Today()}, actionRoll, e.ID)})
		}
	}
	if rekap.MayClose {
		rows = append(rows, []bot.Button{monthButton(text.Label("label.rekap.close"), actionClose, month)})
	}
	return bot.Reply{Text: text.ApelRekap{Rekap: rekap, News: news}, Buttons: append(rows, []bot.Button{nav.HomeButton()})}, nil
}

func monthButton(label bot.Phrase, action string, month calendar.Date, more ...string) bot.Button {
	return bot.Button{Label: label, Action: action, Args: append([]string{monthName(month)}, more...)}
}

// people pages through the figures by person.
func (k *rekaps) people(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	month, err := k.monthArg(r)
	if err != nil {
		return bot.Reply{}, err
	}
	offset, err := nav.Offset(r, 1)
	if err != nil {
		return bot.Reply{}, err
	}
	reply, err := k.page(ctx, r.Actor, month, nav.Arg(r, 2), offset)
	return inPlace(reply), err
}

func (k *rekaps) page(ctx context.Context, by staff.Actor, month calendar.Date, words string, offset int) (bot.Reply, error) {
	list := func(offset int) ([]apel.Record, int, error) {
		return k.Desk.RekapPeople(ctx, by, month.Year(), month.Month(), words, offset, nav.PageSize)
	}
	records, total, err := list(offset)
	if err == nil && len(records) == 0 && total > 0 { // shorter than it was
		offset = nav.LastPage(total)
		records, total, err = list(offset)
	}
	if err != nil {
		return bot.Reply{}, err
	}
	rows := nav.PageButtons(offset, total, func(label bot.Phrase, offset int) bot.Button {
		return monthButton(label, actionPeople, month, strconv.Itoa(offset), words)
	})
	rows = append(rows,
		[]bot.Button{monthButton(text.Label("label.rekap.search"), actionSearch, month), monthButton(text.Label("label.rekap.units"), actionRekap, month)},
		[]bot.Button{nav.HomeButton()})
	said := text.ApelRecords{Year: month.Year(), Month: month.Month(), Records: records, Words: words, Offset: offset, Total: total}
	return bot.Reply{Text: said, Buttons: rows}, nil
}

func (k *rekaps) search(_ context.Context, r *bot.Request) (bot.Reply, error) {
	month, err := k.monthArg(r)
	if err != nil {
		return bot.Reply{}, err
	}
	return bot.Reply{Begin: &bot.Begin{Form: formSearch, Answers: bot.Answers{answerMonth: monthName(month)}}}, nil
}

func (k *rekaps) found(ctx context.Context, r *bot.Request, a bot.Answers) (bot.Reply, error) {
	month, err := k.readMonth(a[answerMonth])
	if err != nil {
		return bot.Reply{}, bot.EndForm(bot.ErrStaleDraft)
	}
	return k.page(ctx, r.Actor, month, fitting(a[fieldWords]), 0)
}

// fitting are the words of a search as a button can carry them.
func fitting(words string) string {
	words = strings.Map(func(r rune) rune {
		if r == '|' || r == '\n' {
			return ' '
		}
		return r
	}, strings.TrimSpace(words))
	for len(words) > maxWords {
		_, size := utf8.DecodeLastRuneInString(words)
		words = words[:len(words)-size]
	}
	return words
}

// table sends the figures by person as a table.
func (k *rekaps) table(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	month, err := k.monthArg(r)
	if err != nil {
		return bot.Reply{}, err
	}
	const all = 100_000
	records, _, err := k.Desk.RekapPeople(ctx, r.Actor, month.Year(), month.Month(), "", 0, all)
	if err != nil {
		return bot.Reply{}, err
	}
	content, err := paper.ApelMonth{Month: month, Records: records, Zone: k.Clock.Zone, At: k.Clock.Now()}.Print()
	if err != nil {
		return bot.Reply{}, err
	}
	return bot.Reply{Toast: text.ApelSheet{}, Attachments: []bot.Attachment{bot.Printed(content)}}, nil
}

func (k *rekaps) bars(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	month, err := k.monthArg(r)
	if err != nil {
		return bot.Reply{}, err
	}
	rekap, err := k.Desk.Rekap(ctx, r.Actor, month.Year(), month.Month())
	if err != nil {
		return bot.Reply{}, err
	}
	return bars(paper.ApelBars{Title: text.RekapTitle(month), Tally: rekap.Tally, Name: "rekap-apel-" + monthName(month)})
}

// askClose asks again: a month that was closed stays closed.
func (k *rekaps) askClose(_ context.Context, r *bot.Request) (bot.Reply, error) {
	month, err := k.monthArg(r)
	if err != nil {
		return bot.Reply{}, err
	}
	return inPlace(bot.Reply{Text: text.ConfirmMonth{Year: month.Year(), Month: month.Month()}, Buttons: [][]bot.Button{
		{styled(monthButton(text.Label("label.rekap.close_yes"), actionClosed, month), bot.Danger)},
		{monthButton(text.Label("label.rekap.back"), actionRekap, month)},
	}}), nil
}

func (k *rekaps) close(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	month, err := k.monthArg(r)
	if err != nil {
		return bot.Reply{}, err
	}
	if err := k.Desk.CloseMonth(ctx, r.Actor, month.Year(), month.Month()); err != nil {
		return bot.Reply{}, err
	}
	reply, err := k.month(ctx, r.Actor, month, text.Label("rekap.closed"))
	return inPlace(reply), err
}
