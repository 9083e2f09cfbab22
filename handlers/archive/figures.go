package archive

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/document"
	"github.com/gelis-bali/gelis/domain/registry"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/handlers/nav"
	"github.com/gelis-bali/gelis/text"
	"github.com/gelis-bali/gelis/text/paper"
)

// figures are the counts of a head.
type figures struct{ Parts }

func (f *figures) register(rt *bot.Router) {
	rt.Command(bot.Command{Name: "rekap", Help: text.Label("command.rekap"), For: staff.Appointers, Handler: f.start})
	rt.Action(actionRekap, staff.Everyone, f.turn)
	rt.Action(actionTable, staff.Everyone, f.table)
	rt.Action(actionBars, staff.Everyone, f.bars)
}

// start shows the figures of dispositions, or with /rekap apel those of apel.
// Who has none of the former is shown the latter.
func (f *figures) start(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	if strings.EqualFold(strings.TrimSpace(r.Argument), "apel") {
		return f.Apel(ctx, r)
	}
	reply, err := f.page(ctx, r.Actor, text.LastMonth)
	if errors.Is(err, registry.ErrNotHead) {
		return f.Apel(ctx, r)
	}
	return reply, err
}

func (f *figures) turn(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	period, err := periodArg(r)
	if err != nil {
		return bot.Reply{}, err
	}
	reply, err := f.page(ctx, r.Actor, period)
	return nav.InPlace(reply), err
}

func periodArg(r *bot.Request) (text.Period, error) {
	p := text.Period(nav.Arg(r, 0))
	if p == text.Always || !slices.Contains(text.Periods(), p) {
		return p, bot.ErrStaleButton
	}
	return p, nil
}

func (f *figures) count(ctx context.Context, by staff.Actor, p text.Period) (registry.Figures, error) {
	from, until := p.Days(f.Desk.Today())
	return f.Desk.Figures(ctx, by, from, until)
}

func (f *figures) page(ctx context.Context, by staff.Actor, p text.Period) (bot.Reply, error) {
	counted, err := f.count(ctx, by, p)
	if err != nil {
		return bot.Reply{}, err
	}
	var periods []bot.Button
	for _, other := range text.Periods() {
		if other != text.Always {
			periods = append(periods, bot.Button{
				Label: text.PeriodLabel{Period: other, Current: other == p}, Action: actionRekap, Args: []string{string(other)},
			})
		}
	}
	rows := [][]bot.Button{periods}
	if len(counted.Units) > 0 {
		rows = append(rows, []bot.Button{
			{Label: text.Label("label.apel.picture"), Action: actionBars, Args: []string{string(p)}},
			{Label: text.Label("label.apel.sheet"), Action: actionTable, Args: []string{string(p)}},
		})
	}
	return bot.Reply{Text: text.FiguresCard{Figures: counted}, Buttons: append(rows, []bot.Button{
		{Label: text.Label("label.rekap_apel"), Action: nav.RekapApel}, nav.HomeButton(),
	})}, nil
}

func (f *figures) table(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	return f.print(ctx, r, paper.FiguresSheet)
}

func (f *figures) bars(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	return f.print(ctx, r, paper.FiguresBars)
}

func (f *figures) print(ctx context.Context, r *bot.Request, draw func(registry.Figures) (document.Content, error)) (bot.Reply, error) {
	period, err := periodArg(r)
	if err != nil {
		return bot.Reply{}, err
	}
	counted, err := f.count(ctx, r.Actor, period)
	if err != nil {
		return bot.Reply{}, err
	}
	printed, err := draw(counted)
	if err != nil {
		return bot.Reply{}, err
	}
	return bot.Reply{Toast: text.Sending{Count: 1}, Attachments: []bot.Attachment{bot.Printed(printed)}}, nil
}
