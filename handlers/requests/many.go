package requests

import (
	"context"
	"slices"
	"strconv"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/request"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/handlers/nav"
	"github.com/gelis-bali/gelis/text"
)

// ManyDesk approves several requests, each checked on its own.
type ManyDesk interface {
	Waiting(ctx context.Context, by staff.Actor, offset, limit int) (request.Page, error)
	Look(ctx context.Context, by staff.Actor, id request.ID) (request.View, error)
	ApproveAll(ctx context.Context, by staff.Actor, ids []request.ID) []request.Outcome
}

// The keys of formMany.
const (
	formMany     = "request.many"
	answerOffset = "offset"
	fieldChosen  = "chosen"
)

// manySize is how many requests can be chosen from at once.
const manySize = 10

// many approves several requests with one confirmation.
type many struct{ desk ManyDesk }

func (m *many) register(rt *bot.Router) {
	rt.Action(actionMany, staff.Everyone, m.begin)
	rt.Form(bot.Form{Name: formMany, For: staff.Everyone, Submit: m.submit, Fields: []bot.Field{
		bot.MultiField{Key: fieldChosen, Label: text.Label("field.chosen"), Ask: m.ask, Options: m.options, Min: 1}.Field(),
		bot.ChoiceField{Key: fieldSend, Ask: m.confirm, Options: m.send}.Field(),
	}})
}

func (m *many) begin(_ context.Context, r *bot.Request) (bot.Reply, error) {
	offset, err := nav.Offset(r, 0)
	if err != nil {
		return bot.Reply{}, err
	}
	return bot.Reply{Begin: &bot.Begin{Form: formMany, Answers: bot.Answers{answerOffset: offsetArg(offset)}}}, nil
}

func (m *many) ask(ctx context.Context, r *bot.Request, a bot.Answers) (bot.Phrase, error) {
	page, err := m.page(ctx, r, a)
	return text.AskMany{Items: page.Items, Total: page.Total, Before: offsetAnswer(a)}, err
}

func (m *many) options(ctx context.Context, r *bot.Request, a bot.Answers) ([]bot.Option, error) {
	page, err := m.page(ctx, r, a)
	options := make([]bot.Option, 0, len(page.Items))
	for _, item := range page.Items {
		options = append(options, bot.Option{Label: text.ItemLabel{Item: item}, Value: nav.IDArg(item.ID)})
	}
	return options, err
}

// page is what can be chosen from: the longest waiting from where the list
// stood.
func (m *many) page(ctx context.Context, r *bot.Request, a bot.Answers) (request.Page, error) {
	return m.desk.Waiting(ctx, r.Actor, offsetAnswer(a), manySize)
}

func (m *many) confirm(ctx context.Context, r *bot.Request, a bot.Answers) (bot.Phrase, error) {
	items, err := m.chosen(ctx, r, a)
	return text.ConfirmMany{Items: items}, err
}

func (m *many) send(_ context.Context, _ *bot.Request, a bot.Answers) ([]bot.Option, error) {
	count := len(bot.ChosenOf(a[fieldChosen]))
	return []bot.Option{{Label: text.ApproveLabel{Count: count}, Value: strconv.Itoa(count), Style: bot.Success}}, nil
}

// chosen are the requests that were chosen, as far as they may still be seen.
func (m *many) chosen(ctx context.Context, r *bot.Request, a bot.Answers) ([]request.Item, error) {
	var items []request.Item
	for _, id := range chosenIDs(a) {
		view, err := m.desk.Look(ctx, r.Actor, id)
		if gone(err) {
			continue
		}
		if err != nil {
			return nil, err
		}
		items = append(items, itemOf(view))
	}
	return items, nil
}

// submit approves what was chosen; what could not be is listed with its reason.
func (m *many) submit(ctx context.Context, r *bot.Request, a bot.Answers) (bot.Reply, error) {
	items, err := m.chosen(ctx, r, a)
	if err != nil {
		return bot.Reply{}, err
	}
	said := text.ManyApproved{}
	for _, outcome := range m.desk.ApproveAll(ctx, r.Actor, chosenIDs(a)) {
		if outcome.Err == nil {
			said.Approved = append(said.Approved, itemWith(items, outcome.ID))
			continue
		}
		if !text.Worded(outcome.Err) {
			return bot.Reply{}, outcome.Err
		}
		said.Refused = append(said.Refused, text.RefusedItem{Item: itemWith(items, outcome.ID), Why: outcome.Err})
	}
	rows := nav.NumberButtons(0, len(said.Approved), func(label bot.Phrase, i int) bot.Button {
		return bot.Button{Label: label, Action: actionOpen, Args: []string{nav.IDArg(said.Approved[i].ID)}}
	})
	rows = slices.Collect(slices.Chunk(slices.Concat(rows...), nav.PageSize))
	return inPlace(bot.Reply{Text: said, Buttons: append(rows, []bot.Button{place{}.back(false, false), nav.HomeButton()})}), nil
}

func itemWith(items []request.Item, id request.ID) request.Item {
	if i := slices.IndexFunc(items, func(item request.Item) bool { return item.ID == id }); i >= 0 {
		return items[i]
	}
	return request.Item{ID: id}
}

func chosenIDs(a bot.Answers) []request.ID {
	var ids []request.ID
	for _, value := range bot.ChosenOf(a[fieldChosen]) {
		if id, err := strconv.ParseInt(value, 10, 64); err == nil {
			ids = append(ids, request.ID(id))
		}
	}
	return ids
}

func offsetAnswer(a bot.Answers) int {
	offset, _ := strconv.Atoi(a[answerOffset])
	return offset
}
