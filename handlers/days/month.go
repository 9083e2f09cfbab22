package days

import (
	"context"
	"errors"
	"slices"
	"strconv"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/officedays"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/handlers/nav"
	"github.com/gelis-bali/gelis/text"
)

const (
	monthsBack  = 12
	yearsAhead  = 5
	numbersARow = 5
)

// show shows this month in a message of its own.
func (d *Days) show(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	return d.month(ctx, r.Actor, firstOf(d.Desk.Today()), nil)
}

// turn shows another month, in place of the message that was tapped.
func (d *Days) turn(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	month := d.Desk.Today()
	if arg := nav.Arg(r, 0); arg != "" {
		var err error
		if month, err = calendar.ParseDate(arg); err != nil {
			return bot.Reply{}, bot.ErrStaleButton
		}
	}
	reply, err := d.month(ctx, r.Actor, firstOf(month), nil)
	return nav.InPlace(reply), err
}

// month shows the special days of a month, with what may be done about them.
func (d *Days) month(ctx context.Context, by staff.Actor, month calendar.Date, news bot.Phrase) (bot.Reply, error) {
	book, err := d.Desk.Book(ctx)
	if err != nil {
		return bot.Reply{}, err
	}
	today := d.Desk.Today()
	c := calendar.New(nil)
	book.Fill(c)
	said := text.OfficeMonth{
		Month: month, Today: today, MayChange: book.MayChange(by), News: news, Period: c.HoursOf(today).Name,
	}
	said.Hours, said.Works = c.HoursOn(today)
	said.Missing, _ = c.MissingDecree(today)
	var rows [][]bot.Button
	said.Days, rows = daysOf(book, c, month, said.MayChange)
	rows = append(rows, turns(month, today))
	if said.MayChange {
		said.Proposals = len(book.Proposals(today))
		rows = append(rows,
			[]bot.Button{
				{Label: text.Label("label.days.add"), Action: actionAdd, Style: bot.Primary},
				{Label: text.OffersLabel{Count: said.Proposals}, Action: actionOffers},
			},
			[]bot.Button{{Label: text.Label("label.days.hours"), Action: actionHours}, nav.HomeButton()})
	} else {
		rows = append(rows, []bot.Button{nav.HomeButton()})
	}
	return bot.Reply{Text: said, Buttons: rows}, nil
}

// daysOf lists the days of a month: the rows, with a number for whoever may
// change them, and the computed days that no row names.
func daysOf(book officedays.Book, c *calendar.Calendar, month calendar.Date, numbered bool) ([]text.OfficeDay, [][]bot.Button) {
	var list []text.OfficeDay
	var buttons []bot.Button
	for i, day := range book.Month(month) {
		item := text.OfficeDay{Day: day.Day}
		if numbered {
			item.Number = i + 1
			buttons = append(buttons, bot.Button{
				Label: text.NumberLabel{Number: i + 1}, Action: actionOpen, Args: []string{nav.IDArg(day.ID)},
			})
		}
		list = append(list, item)
	}
	for day := month; day.Month() == month.Month(); day = day.AddDays(1) {
		for _, computed := range c.Observed(day)[len(c.On(day)):] {
			list = append(list, text.OfficeDay{Day: computed})
		}
	}
	slices.SortStableFunc(list, func(a, b text.OfficeDay) int { return a.Date.Compare(b.Date) })
	return list, slices.Collect(slices.Chunk(buttons, numbersARow))
}

// turns lead to the month before and the month after, as far as there is
// something to be seen.
func turns(month, today calendar.Date) []bot.Button {
	var row []bot.Button
	if before := month.AddMonths(-1); !before.Before(firstOf(today).AddMonths(-monthsBack)) {
		row = append(row, monthButton(text.MonthLabel{Month: before}, before))
	}
	if after := month.AddMonths(1); after.Year() <= today.Year()+yearsAhead {
		row = append(row, monthButton(text.MonthLabel{Month: after, After: true}, after))
	}
	return row
}

func monthButton(label bot.Phrase, month calendar.Date) bot.Button {
	return bot.Button{Label: label, Action: actionMonth, Args: []string{firstOf(month).String()}}
}

func backTo(month calendar.Date) bot.Button { return monthButton(text.Label("label.back"), month) }

func firstOf(d calendar.Date) calendar.Date { return calendar.NewDate(d.Year(), d.Month(), 1) }

// tellDecree tells that a year has no decree, while that is so.
func (d *Days) tellDecree(ctx context.Context, _ staff.Actor, n notify.Notice) (bot.Reply, error) {
	year, err := strconv.Atoi(n.Facts["year"])
	if err != nil {
		return bot.Reply{}, errors.Join(notify.ErrObsolete, err)
	}
	book, err := d.Desk.Book(ctx)
	if err != nil {
		return bot.Reply{}, err
	}
	c := calendar.New(nil)
	book.Fill(c)
	if c.HasDecree(year) {
		return bot.Reply{}, notify.ErrObsolete
	}
	return bot.Reply{Text: text.DecreeNotice{Year: year}, Buttons: [][]bot.Button{
		{{Label: text.Label("label.days.open"), Action: actionMonth, Style: bot.Primary}}, {nav.HomeButton()},
	}}, nil
}
