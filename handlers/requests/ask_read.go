package requests

import (
	"context"
	"strconv"
	"time"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/leave"
	"github.com/gelis-bali/gelis/domain/request"
)

const friday = time.Friday

// read makes an ask out of the answers of a form.
func (q *ask) read(ctx context.Context, kind request.Kind, a bot.Answers) (request.Ask, error) {
	of := askOf{ask: q, kind: kind}
	asked := of.bare(a)
	asked.Reason, asked.Address, asked.Phone = a[fieldReason], a[fieldAddress], a[fieldPhone]
	asked.Trip = request.Trip{From: a[fieldFrom], To: a[fieldTo], Vehicle: a[fieldVehicle], Budget: a[fieldBudget]}
	var err error
	if asked.Files, err = bot.FilesOf(a[fieldDocuments]); err != nil {
		return asked, err
	}
	if asked.Period, asked.Hours, err = of.time(a); err != nil {
		return asked, err
	}
	asked.People, err = q.people(ctx, a)
	return asked, err
}

// bare is an ask of the kind and sort that was chosen, with nothing else.
func (q askOf) bare(a bot.Answers) request.Ask {
	asked := request.Ask{Kind: q.kind, Leave: q.leave(a)}
	if q.kind == request.Permit {
		asked.Permit = request.PermitType(a[fieldType])
	}
	if asked.Leave == leave.Maternity {
		asked.Child, _ = strconv.Atoi(a[fieldChild]) // the field takes numbers alone
	}
	return asked
}

func (q askOf) time(a bot.Answers) (p request.Period, h request.Hours, err error) {
	if !q.hourly(a) {
		p.From, p.To, err = bot.PeriodOf(a[fieldDays])
		return p, h, err
	}
	if p.From, err = calendar.ParseDate(a[fieldDay]); err != nil {
		return p, h, err
	}
	p.To = p.From
	h.From, h.To, err = bot.HoursOf(a[fieldHours])
	return p, h, err
}

// people are those who were chosen, with their names as the office has them.
func (q *ask) people(ctx context.Context, a bot.Answers) ([]request.Person, error) {
	ids, err := bot.PeopleOf(a[fieldPeople])
	if err != nil || len(ids) == 0 {
		return nil, err
	}
	known, err := q.Colleagues.People(ctx, ids)
	people := make([]request.Person, 0, len(known))
	for _, p := range known {
		people = append(people, request.Person{ID: p.ID, Name: p.Name})
	}
	return people, err
}
