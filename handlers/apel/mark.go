package apel

import (
	"context"
	"slices"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/apel"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/handlers/nav"
	"github.com/gelis-bali/gelis/text"
)

// The form of a mark by hand, and the keys of its fields beside the reason.
const (
	formMark    = "apel.mark"
	fieldWho    = "who"
	fieldStatus = "status"
)

// marks are how officers mark people by hand, and how the personnel office
// corrects afterwards: the desk tells one from the other.
type marks struct{ desk Desk }

func (m *marks) register(rt *bot.Router) {
	rt.Action(actionMark, staff.Everyone, m.begin)
	rt.Form(bot.Form{Name: formMark, For: staff.Everyone, Submit: m.submit, Fields: []bot.Field{
		bot.PersonField{Key: fieldWho, Label: text.Label("field.apel.who"), Ask: m.ask(false), Find: m.find, Look: m.look}.Field(),
		bot.ChoiceField{Key: fieldStatus, Label: text.Label("field.apel.status"), Ask: m.ask(false), Options: statuses, PerRow: 2}.Field(),
		bot.TextField{Key: fieldReason, Label: text.Label("field.reason"), Ask: m.ask(true), Check: checkReason, Limit: apel.MaxReason}.Field(),
	}})
}

// begin begins the form, if the actor may mark people at the event.
func (m *marks) begin(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	id, err := eventArg(r)
	if err != nil {
		return bot.Reply{}, err
	}
	if _, _, err := m.desk.Find(ctx, r.Actor, id, "", 0, 1); err != nil {
		return bot.Reply{}, err
	}
	return bot.Reply{Begin: &bot.Begin{Form: formMark, Answers: bot.Answers{answerEvent: nav.IDArg(id)}}}, nil
}

// ask asks for the next thing, with what is known already.
func (m *marks) ask(why bool) bot.Question {
	return func(ctx context.Context, r *bot.Request, a bot.Answers) (bot.Phrase, error) {
		view, err := m.desk.Look(ctx, r.Actor, eventAnswer(a))
		if err != nil {
			return nil, endIfRefused(err)
		}
		said := text.AskMark{Event: view.Event, As: apel.Status(a[fieldStatus]), Why: why, Limit: apel.MaxReason}
		if a[fieldWho] == "" {
			return said, nil
		}
		ids, err := bot.PeopleOf(a[fieldWho])
		if err != nil {
			return nil, err
		}
		found, err := m.chosen(ctx, r, a, ids)
		if err == nil && len(found) == 1 {
			said.Who = &found[0]
		}
		return said, err
	}
}

func (m *marks) find(ctx context.Context, r *bot.Request, a bot.Answers, s bot.PersonSearch) (bot.PersonPage, error) {
	found, total, err := m.desk.Find(ctx, r.Actor, eventAnswer(a), s.Search, s.Offset, s.Limit)
	if err != nil {
		return bot.PersonPage{}, endIfRefused(err)
	}
	page := bot.PersonPage{Total: total}
	for _, p := range found {
		page.People = append(page.People, personOf(p))
	}
	return page, nil
}

func personOf(p apel.Presence) bot.Person {
	return bot.Person{ID: p.Employee.ID, Name: p.Employee.Name, Position: p.Employee.Title, Unit: p.Employee.UnitName}
}

func (m *marks) look(ctx context.Context, r *bot.Request, a bot.Answers, ids []staff.EmployeeID) ([]bot.Person, error) {
	found, err := m.chosen(ctx, r, a, ids)
	people := make([]bot.Person, 0, len(found))
	for _, p := range found {
		people = append(people, personOf(p))
	}
	return people, err
}

// chosen finds whom the ids mean among those that are expected. The desk
// finds people by words alone, so it is asked page by page.
func (m *marks) chosen(ctx context.Context, r *bot.Request, a bot.Answers, ids []staff.EmployeeID) ([]apel.Presence, error) {
	const perPage = 500
	var found []apel.Presence
	for offset := 0; ; offset += perPage {
		page, total, err := m.desk.Find(ctx, r.Actor, eventAnswer(a), "", offset, perPage)
		if err != nil {
			return nil, endIfRefused(err)
		}
		for _, p := range page {
			if slices.Contains(ids, p.Employee.ID) {
				found = append(found, p)
			}
		}
		switch {
		case len(found) == len(ids):
			return found, nil
		case len(page) == 0 || offset+perPage >= total:
			return nil, apel.ErrNotExpected
		}
	}
}

// statuses are what somebody can be marked as.
func statuses(context.Context, *bot.Request, bot.Answers) ([]bot.Option, error) {
	var options []bot.Option
	for _, s := range apel.Statuses() {
		options = append(options, bot.Option{Label: text.StatusLabel{Status: s}, Value: string(s)})
	}
	return options, nil
}

func (m *marks) submit(ctx context.Context, r *bot.Request, a bot.Answers) (bot.Reply, error) {
	ids, err := bot.PeopleOf(a[fieldWho])
	if err != nil || len(ids) != 1 {
		return bot.Reply{}, bot.EndForm(bot.ErrStaleDraft)
	}
	id := eventAnswer(a)
	marked, err := m.desk.Mark(ctx, r.Actor, id, ids[0], apel.Status(a[fieldStatus]), a[fieldReason])
	if err != nil {
		return bot.Reply{}, endIfRefused(err)
	}
	return bot.Reply{Text: text.Marked{Presence: marked}, Buttons: [][]bot.Button{
		{button(text.Label("label.apel.mark"), actionMark, id), button(text.Label("label.apel.roll"), actionRoll, id)},
		{backButton(), nav.HomeButton()},
	}}, nil
}
