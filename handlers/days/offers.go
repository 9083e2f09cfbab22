package days

import (
	"context"
	"strconv"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/officedays"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/handlers/nav"
	"github.com/gelis-bali/gelis/text"
)

// moonsArg says that Purnama and Tilem are shown.
const moonsArg = "b"

// offers shows a page of the computed days that wait to be looked at.
func (d *Days) offers(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	offset, err := nav.Offset(r, 0)
	if err != nil {
		return bot.Reply{}, err
	}
	return d.offerPage(ctx, r.Actor, offset, nav.Arg(r, 1) == moonsArg, nil)
}

func (d *Days) offerPage(ctx context.Context, by staff.Actor, offset int, moons bool, news bot.Phrase) (bot.Reply, error) {
	book, err := d.mine(ctx, by)
	if err != nil {
		return bot.Reply{}, err
	}
	today := d.Desk.Today()
	var all []calendar.Day
	for _, day := range book.Proposals(today) {
		if isMoon(day.Kind) == moons {
			all = append(all, day)
		}
	}
	offset = min(offset, nav.LastPage(len(all)))
	items := all[offset:min(len(all), offset+nav.PageSize)]
	rows := nav.NumberButtons(offset, len(items), func(label bot.Phrase, i int) bot.Button {
		return bot.Button{Label: label, Action: actionOffer, Args: []string{items[i].Date.String(), string(items[i].Kind)}}
	})
	rows = append(rows, nav.PageButtons(offset, len(all), func(label bot.Phrase, offset int) bot.Button {
		return offersButton(label, offset, moons)
	})...)
	other := offersButton(text.Label("label.days.moons"), 0, true)
	if moons {
		other = offersButton(text.Label("label.days.pawukon"), 0, false)
	}
	rows = append(rows, []bot.Button{other}, []bot.Button{backTo(today)})
	said := text.Offers{Items: items, Moons: moons, Offset: offset, Total: len(all), Today: today, News: news}
	return nav.InPlace(bot.Reply{Text: said, Buttons: rows}), nil
}

func isMoon(k calendar.Kind) bool { return k == calendar.Purnama || k == calendar.Tilem }

func offersButton(label bot.Phrase, offset int, moons bool) bot.Button {
	args := []string{strconv.Itoa(offset)}
	if moons {
		args = append(args, moonsArg)
	}
	return bot.Button{Label: label, Action: actionOffers, Args: args}
}

// computed reads which computed day a button is about.
func computed(r *bot.Request) (officedays.Computed, error) {
	date, err := calendar.ParseDate(nav.Arg(r, 0))
	if err != nil {
		return officedays.Computed{}, bot.ErrStaleButton
	}
	return officedays.Computed{Date: date, Kind: calendar.Kind(nav.Arg(r, 1))}, nil
}

// offer shows one computed day with what can be made of it.
func (d *Days) offer(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	wanted, err := computed(r)
	if err != nil {
		return bot.Reply{}, err
	}
	book, err := d.mine(ctx, r.Actor)
	if err != nil {
		return bot.Reply{}, err
	}
	today := d.Desk.Today()
	for _, day := range book.Proposals(today) {
		if day.Date != wanted.Date || day.Kind != wanted.Kind {
			continue
		}
		args := []string{day.Date.String(), string(day.Kind)}
		become := func(k calendar.Kind) []string { return []string{args[0], args[1], string(k)} }
		return nav.InPlace(bot.Reply{Text: text.OfferCard{Day: day, Today: today}, Buttons: [][]bot.Button{
			{{Label: text.Label("label.days.own"), Action: actionConfirm, Args: become(calendar.OfficeOwn)}},
			{{Label: text.Label("label.days.dispensation"), Action: actionConfirm, Args: become(calendar.BaliDispensation), Style: bot.Primary}},
			{{Label: text.Label("label.days.ignore"), Action: actionIgnore, Args: args}, offersButton(text.Label("label.back"), 0, isMoon(day.Kind))},
		}}), nil
	}
	return bot.Reply{}, officedays.ErrNotProposed
}

// confirmOffer makes a computed day one of the calendar.
func (d *Days) confirmOffer(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	day, err := computed(r)
	if err == nil {
		err = d.changed(ctx, d.Desk.Confirm(ctx, r.Actor, day, calendar.Kind(nav.Arg(r, 2))))
	}
	if err != nil {
		return bot.Reply{}, err
	}
	return d.offerPage(ctx, r.Actor, 0, isMoon(day.Kind), text.Label("days.confirmed"))
}

// ignore puts a computed day aside.
func (d *Days) ignore(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	day, err := computed(r)
	if err == nil {
		err = d.Desk.Ignore(ctx, r.Actor, day)
	}
	if err != nil {
		return bot.Reply{}, err
	}
	return d.offerPage(ctx, r.Actor, 0, isMoon(day.Kind), text.Label("days.ignored"))
}
