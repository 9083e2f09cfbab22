package days

import (
	"context"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/officedays"
	"github.com/gelis-bali/gelis/handlers/nav"
	"github.com/gelis-bali/gelis/text"
)

// day finds the day that a button is about, for somebody who may change it.
func (d *Days) day(ctx context.Context, r *bot.Request) (officedays.Day, error) {
	id, err := nav.ID(r, 0)
	if err != nil {
		return officedays.Day{}, err
	}
	book, err := d.mine(ctx, r.Actor)
	if err != nil {
		return officedays.Day{}, err
	}
	return book.Find(officedays.ID(id))
}

// open shows one day.
func (d *Days) open(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	day, err := d.day(ctx, r)
	if err != nil {
		return bot.Reply{}, err
	}
	return nav.InPlace(bot.Reply{Text: text.OfficeDayCard{Day: day.Day}, Buttons: [][]bot.Button{
		{about(day, "label.days.change", actionChange, bot.Primary), about(day, "label.days.remove", actionRemove, bot.Danger)},
		{backTo(day.Date)},
	}}), nil
}

// askRemove asks again, with a way back to the day.
func (d *Days) askRemove(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	day, err := d.day(ctx, r)
	if err != nil {
		return bot.Reply{}, err
	}
	return nav.InPlace(bot.Reply{Text: text.OfficeDayCard{Day: day.Day, Asks: true}, Buttons: [][]bot.Button{{
		about(day, "label.days.remove.yes", actionRemoveYes, bot.Danger), about(day, "label.back", actionOpen, bot.Plain),
	}}}), nil
}

// remove takes the day out, and shows its month without it.
func (d *Days) remove(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	day, err := d.day(ctx, r)
	if err != nil {
		return bot.Reply{}, err
	}
	if err := d.changed(ctx, d.Desk.Remove(ctx, r.Actor, day.ID)); err != nil {
		return bot.Reply{}, err
	}
	reply, err := d.month(ctx, r.Actor, firstOf(day.Date), text.Label("days.removed"))
	return nav.InPlace(reply), err
}

// about is a button of an act on a day.
func about(day officedays.Day, label text.Label, action string, style bot.Style) bot.Button {
	return bot.Button{Label: label, Action: action, Args: []string{nav.IDArg(day.ID)}, Style: style}
}
