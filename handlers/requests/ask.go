package requests

import (
	"context"
	"slices"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/leave"
	"github.com/gelis-bali/gelis/domain/request"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/handlers/nav"
	"github.com/gelis-bali/gelis/text"
)

// AskDesk plans requests and sends them.
type AskDesk interface {
	Plan(ctx context.Context, by staff.Actor, position staff.PositionID, a request.Ask) (request.Plan, error)
	Send(ctx context.Context, by staff.Actor, position staff.PositionID, a request.Ask, once string) (request.View, error)
	Balance(ctx context.Context, by staff.Actor, year int) (leave.Balance, error)
	Own(ctx context.Context, by staff.Actor, p request.Period) ([]request.Absence, error)
	Today() calendar.Date
}

// Phones knows the number that the office has of an employee, empty for none.
type Phones interface {
	PhoneOf(ctx context.Context, nip staff.NIP) (staff.Phone, error)
}

// Colleagues finds who can go along or work with somebody.
type Colleagues interface {
	// Colleagues finds active staff by name or position, those of the actor's
	// units first; with an empty search it suggests those.
	Colleagues(ctx context.Context, by staff.Actor, search string, offset, limit int) (people []bot.Person, total int, err error)
	// People tells who the ids are, in their order.
	People(ctx context.Context, ids []staff.EmployeeID) ([]bot.Person, error)
}

// ask makes requests: a form for each kind, with the fields that it needs.
type ask struct {
	Parts
	cards *cards
}

func (q *ask) register(rt *bot.Router) {
	rt.Command(bot.Command{Name: "ajukan", Help: text.Label("command.ask"), For: staff.Everyone, Handler: q.what})
	rt.Action(nav.Ask, staff.Everyone, q.begin)
	for _, kind := range request.Kinds() {
		rt.Form(bot.Form{Name: formOf(kind), For: staff.Everyone, Fields: q.fields(kind), Submit: q.submit(kind)})
	}
}

func formOf(k request.Kind) string { return "ask." + string(k) }

// what asks for the kind of request.
func (q *ask) what(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	said := text.AskWhat{}
	if len(r.Actor.Holdings) > 0 {
		balance, err := q.Desk.Balance(ctx, r.Actor, q.Desk.Today().Year())
		if err != nil {
			return bot.Reply{}, err
		}
		said.Balance = &balance
	}
	var buttons []bot.Button
	for _, kind := range request.Kinds() {
		buttons = append(buttons, bot.Button{Label: text.KindLabel{Kind: kind}, Action: nav.Ask, Args: []string{string(kind)}})
	}
	rows := slices.Collect(slices.Chunk(buttons, 2))
	return bot.Reply{Text: said, Buttons: append(rows, []bot.Button{nav.HomeButton()})}, nil
}

// begin begins the form of a kind. Who holds one position is not asked for it.
func (q *ask) begin(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	kind := request.Kind(nav.Arg(r, 0))
	if kind == "" {
		reply, err := q.what(ctx, r)
		return inPlace(reply), err
	}
	if !slices.Contains(request.Kinds(), kind) {
		return bot.Reply{}, bot.ErrStaleButton
	}
	known := bot.Answers{}
	switch positions := r.Actor.PositionIDs(); len(positions) {
	case 0:
		return bot.Reply{}, request.ErrNotYourPosition
	case 1:
		known[fieldPosition] = nav.IDArg(positions[0])
	}
	return bot.Reply{Begin: &bot.Begin{Form: formOf(kind), Answers: known}}, nil
}

// plan is what the answers would become. Why they cannot be sent is a part of
// the answer, as far as people have words for it.
func (q *ask) plan(ctx context.Context, r *bot.Request, kind request.Kind, a bot.Answers) (request.Plan, error, error) {
	asked, err := q.read(ctx, kind, a)
	if err != nil {
		return request.Plan{}, nil, err
	}
	plan, problem := q.Desk.Plan(ctx, r.Actor, positionAnswer(a), asked)
	if problem != nil && !text.Worded(problem) {
		return plan, nil, problem
	}
	if problem != nil {
		plan = request.Plan{Ask: asked}
	}
	return plan, problem, nil
}

func (q *ask) submit(kind request.Kind) func(context.Context, *bot.Request, bot.Answers) (bot.Reply, error) {
	return func(ctx context.Context, r *bot.Request, a bot.Answers) (bot.Reply, error) {
		asked, err := q.read(ctx, kind, a)
		if err != nil {
			return bot.Reply{}, err
		}
		view, err := q.Desk.Send(ctx, r.Actor, positionAnswer(a), asked, r.Draft)
		if err != nil {
			return bot.Reply{}, err
		}
		return after(text.Sent{Waits: view.Waits}, q.cards.draw(view, place{}, nil)), nil
	}
}
