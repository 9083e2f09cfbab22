package letters

import (
	"context"
	"slices"
	"strconv"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/registry"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/handlers/nav"
	"github.com/gelis-bali/gelis/text"
)

// list is the list of a unit's letters: those that are on their way first.
type list struct{ Parts }

func (l *list) register(rt *bot.Router) {
	rt.Command(bot.Command{Name: "surat", Help: text.Label("command.letters"), For: staff.Clerks, Handler: l.show})
	rt.Action(actionLetters, staff.Clerks, l.turn)
}

func (l *list) show(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	return l.page(ctx, r.Actor, registry.Running, 0)
}

// turn shows another page or part of the list, in place of the message that
// was tapped unless files hang below it.
func (l *list) turn(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	filter := registry.Filter(nav.Arg(r, 0))
	offset, err := nav.Offset(r, 1)
	if err != nil || !slices.Contains(registry.Filters(), filter) {
		return bot.Reply{}, bot.ErrStaleButton
	}
	reply, err := l.page(ctx, r.Actor, filter, offset)
	if nav.Arg(r, 2) == nav.New {
		return reply, err
	}
	return nav.InPlace(reply), err
}

func (l *list) page(ctx context.Context, by staff.Actor, f registry.Filter, offset int) (bot.Reply, error) {
	page, err := l.Desk.Letters(ctx, by, f, offset, nav.PageSize)
	if err == nil && len(page.Items) == 0 && page.Total > 0 { // shorter than it was
		page, err = l.Desk.Letters(ctx, by, f, nav.LastPage(page.Total), nav.PageSize)
	}
	if err != nil {
		return bot.Reply{}, err
	}
	protect := slices.ContainsFunc(page.Items, func(i registry.Line) bool { return i.Secrecy.Protected() })
	rows := [][]bot.Button{{registerButton()}}
	rows = append(rows, nav.NumberButtons(page.Offset, len(page.Items), func(label bot.Phrase, i int) bot.Button {
		return bot.Button{Label: label, Action: nav.Letter, Args: []string{nav.IDArg(page.Items[i].Letter)}}
	})...)
	rows = append(rows, nav.PageButtons(page.Offset, page.Total, func(label bot.Phrase, offset int) bot.Button {
		return bot.Button{Label: label, Action: actionLetters, Args: []string{string(f), strconv.Itoa(offset)}}
	})...)
	rows = append(rows, filterButtons(page, f)...)
	return bot.Reply{
		Text:    text.LetterList{Page: page, Filter: f, Today: l.Clock.Today()},
		Buttons: append(rows, []bot.Button{{Label: text.Label("label.search"), Action: nav.Search}, nav.HomeButton()}), Protect: protect,
	}, nil
}

func registerButton() bot.Button {
	return bot.Button{Label: text.Label("label.register"), Action: actionRegister, Style: bot.Primary}
}

// filterButtons are the parts of the list, two in a row; those in which
// nothing is are left out.
func filterButtons(page registry.Page, current registry.Filter) [][]bot.Button {
	var buttons []bot.Button
	for _, f := range registry.Filters() {
		count, counted := page.Counts[f]
		if counted && count == 0 && f != current {
			continue
		}
		buttons = append(buttons, bot.Button{
			Label:  text.LetterFilterLabel{Filter: f, Count: count, Counted: counted, Current: f == current},
			Action: actionLetters, Args: []string{string(f), "0"},
		})
	}
	return slices.Collect(slices.Chunk(buttons, 2))
}
