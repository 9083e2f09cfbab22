package apelrule

import (
	"context"
	"strconv"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/apel"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/handlers/audience"
	"github.com/gelis-bali/gelis/handlers/nav"
	"github.com/gelis-bali/gelis/text"
)

// lists are the rules and what is to come.
type lists struct{ Parts }

func (l *lists) register(rt *bot.Router) {
	rt.Action(nav.ApelRules, managers, l.open)
	rt.Action(actionPage, managers, l.open)
	rt.Action(actionRule, managers, l.rule)
	rt.Action(actionEnd, managers, l.askEnd)
	rt.Action(actionEnded, managers, l.end)
	rt.Action(actionEvents, managers, l.events)
}

func (l *lists) open(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	offset, err := nav.Offset(r, 0)
	if err != nil {
		return bot.Reply{}, err
	}
	reply, err := l.page(ctx, r.Actor, offset, nil)
	return nav.InPlace(reply), err
}

// page shows the rules, and the ways to everything else.
func (l *lists) page(ctx context.Context, by staff.Actor, offset int, news bot.Phrase) (bot.Reply, error) {
	table, err := l.Desk.Schedule(ctx, by)
	if err != nil {
		return bot.Reply{}, err
	}
	total := len(table.Rules)
	offset = min(offset, nav.LastPage(total))
	page := table.Rules[offset:min(total, offset+nav.PageSize)]
	rows := nav.NumberButtons(offset, len(page), func(label bot.Phrase, i int) bot.Button {
		return bot.Button{Label: label, Action: actionRule, Args: []string{nav.IDArg(page[i].ID)}}
	})
	rows = append(rows, nav.PageButtons(offset, total, turnTo(actionPage))...)
	rows = append(rows,
		[]bot.Button{
			{Label: text.Label("label.apel.new_rule"), Action: actionNew, Style: bot.Primary},
			{Label: text.Label("label.apel.new_event"), Action: actionNew, Args: []string{string(calendar.Once)}},
		},
		[]bot.Button{
			{Label: text.Label("label.apel.events"), Action: actionEvents},
			{Label: text.Label("label.apel.places"), Action: actionPlaces},
			{Label: text.Label("label.apel.reminders"), Action: actionReminders},
		},
		[]bot.Button{{Label: text.Label("label.apel.back"), Action: nav.Apel}, nav.HomeButton()})
	return bot.Reply{Text: text.ApelRules{Rules: page, Total: total, Page: offset, News: news}, Buttons: rows}, nil
}

func turnTo(action string) func(bot.Phrase, int) bot.Button {
	return func(label bot.Phrase, offset int) bot.Button {
		return bot.Button{Label: label, Action: action, Args: []string{strconv.Itoa(offset)}}
	}
}

// find finds the rule that a button is about.
func (l *lists) find(ctx context.Context, r *bot.Request) (apel.Rule, error) {
	id, err := nav.ID(r, 0)
	if err != nil {
		return apel.Rule{}, err
	}
	return l.byID(ctx, r.Actor, apel.RuleID(id))
}

func (l *lists) byID(ctx context.Context, by staff.Actor, id apel.RuleID) (apel.Rule, error) {
	table, err := l.Desk.Schedule(ctx, by)
	if err != nil {
		return apel.Rule{}, err
	}
	for _, rule := range table.Rules {
		if rule.ID == id {
			return rule, nil
		}
	}
	return apel.Rule{}, apel.ErrNoSuchRule
}

// rule shows one rule with its next dates.
func (l *lists) rule(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	rule, err := l.find(ctx, r)
	if err != nil {
		return bot.Reply{}, err
	}
	said, err := l.plan(ctx, rule)
	if err != nil {
		return bot.Reply{}, err
	}
	var rows [][]bot.Button
	if rule.Active {
		rows = append(rows, []bot.Button{
			{Label: text.Label("label.apel.change"), Action: actionEdit, Args: []string{nav.IDArg(rule.ID)}},
			{Label: text.Label("label.apel.end"), Action: actionEnd, Args: []string{nav.IDArg(rule.ID)}},
		})
	}
	return nav.InPlace(bot.Reply{Text: said, Buttons: append(rows, backRow())}), nil
}

// plan is a rule as it is, or would be: with its people and next dates. Why
// it cannot be is a part of the answer, as far as people have words for it.
func (l *lists) plan(ctx context.Context, rule apel.Rule) (text.ApelPlan, error) {
	said := text.ApelPlan{Details: rule.Details, Recurrence: rule.Recurrence, Today: l.Desk.Today()}
	var err error
	if said.Audience, err = audience.Describe(ctx, l.Staff, rule.Scope); err != nil {
		return said, err
	}
	said.Foreseen, err = l.Desk.Preview(rule)
	if err != nil && text.Worded(err) {
		said.Problem, err = err, nil
	}
	for _, f := range said.Dozen() {
		if year := f.Date.Year(); !l.Calendar.HasDecree(year) {
			said.NoDecree = append(said.NoDecree, year)
		}
	}
	return said, err
}

// askEnd asks again before a rule ends.
func (l *lists) askEnd(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	rule, err := l.find(ctx, r)
	if err != nil {
		return bot.Reply{}, err
	}
	return nav.InPlace(bot.Reply{Text: text.ConfirmApelEnd{Rule: rule}, Buttons: [][]bot.Button{
		{{Label: text.Label("label.apel.end_yes"), Action: actionEnded, Args: []string{nav.IDArg(rule.ID)}, Style: bot.Danger}}, backRow(),
	}}), nil
}

func (l *lists) end(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	id, err := nav.ID(r, 0)
	if err != nil {
		return bot.Reply{}, err
	}
	if err := l.Desk.EndRule(ctx, r.Actor, apel.RuleID(id)); err != nil {
		return bot.Reply{}, err
	}
	reply, err := l.page(ctx, r.Actor, 0, text.Label("apelrule.ended"))
	return nav.InPlace(reply), err
}

// events lists what is to come, so that one day can be changed.
func (l *lists) events(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	offset, err := nav.Offset(r, 0)
	if err != nil {
		return bot.Reply{}, err
	}
	table, err := l.Desk.Schedule(ctx, r.Actor)
	if err != nil {
		return bot.Reply{}, err
	}
	total := len(table.Events)
	offset = min(offset, nav.LastPage(total))
	page := table.Events[offset:min(total, offset+nav.PageSize)]
	rows := nav.NumberButtons(offset, len(page), func(label bot.Phrase, i int) bot.Button {
		return bot.Button{Label: label, Action: actionOpenEvent, Args: []string{nav.IDArg(page[i].ID)}}
	})
	rows = append(rows, nav.PageButtons(offset, total, turnTo(actionEvents))...)
	said := text.ApelEvents{Events: page, Total: total, Page: offset, Today: l.Desk.Today()}
	return nav.InPlace(bot.Reply{Text: said, Buttons: append(rows, backRow())}), nil
}
