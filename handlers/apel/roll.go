package apel

import (
	"context"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/apel"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/handlers/nav"
	"github.com/gelis-bali/gelis/text"
	"github.com/gelis-bali/gelis/text/paper"
)

// rolls are the lists of an event: as text, as a table, as a picture.
type rolls struct{ Parts }

func (l *rolls) register(rt *bot.Router) {
	rt.Action(actionRoll, staff.Everyone, l.open)
	rt.Action(actionSheet, staff.Everyone, l.sheet)
	rt.Action(actionPicture, staff.Everyone, l.picture)
}

// load finds the list that a button is about: of one unit, or of all that the
// actor may see.
func (l *rolls) load(ctx context.Context, r *bot.Request) (apel.Roll, staff.Unit, error) {
	id, err := eventArg(r)
	if err != nil {
		return apel.Roll{}, staff.Unit{}, err
	}
	if nav.Arg(r, 1) == "" {
		roll, err := l.Desk.Roll(ctx, r.Actor, id)
		return roll, staff.Unit{}, err
	}
	unit, err := nav.ID(r, 1)
	if err != nil {
		return apel.Roll{}, staff.Unit{}, err
	}
	return l.ofUnit(ctx, r.Actor, id, staff.UnitID(unit))
}

func (l *rolls) ofUnit(ctx context.Context, by staff.Actor, id apel.EventID, unit staff.UnitID) (apel.Roll, staff.Unit, error) {
	roll, err := l.Desk.UnitRoll(ctx, by, id, unit)
	if err != nil {
		return roll, staff.Unit{}, err
	}
	units, err := l.Units.Units(ctx, []staff.UnitID{unit})
	if err != nil {
		return roll, staff.Unit{}, err
	}
	named := staff.Unit{ID: unit}
	if len(units) > 0 {
		named = units[0]
	}
	return roll, named, nil
}

func (l *rolls) open(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	roll, unit, err := l.load(ctx, r)
	if err != nil {
		return bot.Reply{}, err
	}
	return l.draw(roll, unit, false), nil
}

// draw shows the list, with the ways to have it as a file.
func (l *rolls) draw(roll apel.Roll, unit staff.Unit, notice bool) bot.Reply {
	id := roll.Event.ID
	var more []string
	if unit.ID != 0 {
		more = []string{nav.IDArg(unit.ID)}
	}
	return bot.Reply{Text: text.ApelRoll{Roll: roll, Unit: unit.Name, Notice: notice}, Buttons: [][]bot.Button{
		{button(text.Label("label.apel.sheet"), actionSheet, id, more...), button(text.Label("label.apel.picture"), actionPicture, id, more...)},
		{button(text.Label("label.apel.open"), actionOpen, id), nav.HomeButton()},
	}}
}

func (l *rolls) sheet(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	roll, unit, err := l.load(ctx, r)
	if err != nil {
		return bot.Reply{}, err
	}
	content, err := paper.ApelSheet{Roll: roll, Unit: unit.Name, Zone: l.Clock.Zone, At: l.Clock.Now()}.Print()
	if err != nil {
		return bot.Reply{}, err
	}
	return bot.Reply{Toast: text.ApelSheet{}, Attachments: []bot.Attachment{bot.Printed(content)}}, nil
}

func (l *rolls) picture(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	roll, unit, err := l.load(ctx, r)
	if err != nil {
		return bot.Reply{}, err
	}
	return bars(barsOf(roll, unit))
}

// barsOf are the figures of a list.
func barsOf(roll apel.Roll, unit staff.Unit) paper.ApelBars {
	return paper.ApelBars{Title: text.ApelTitle(roll.Event, unit.Name), Tally: roll.Tally, Name: "apel-" + roll.Event.Date.String()}
}

// bars sends the pictures of figures.
func bars(b paper.ApelBars) (bot.Reply, error) {
	pictures, err := b.Print()
	if err != nil {
		return bot.Reply{}, err
	}
	reply := bot.Reply{Toast: text.ApelSheet{Picture: true}}
	for _, p := range pictures {
		reply.Attachments = append(reply.Attachments, bot.Printed(p))
	}
	return reply, nil
}
