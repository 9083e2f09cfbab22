package requests

import (
	"context"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/request"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/text"
	"github.com/gelis-bali/gelis/text/paper"
)

// PrintDesk makes the official form of a leave that was decided.
type PrintDesk interface {
	Form(ctx context.Context, by staff.Actor, id request.ID) (request.Form, error)
}

// forms prints the official form of a leave.
type forms struct {
	desk  PrintDesk
	clock calendar.Clock
	place string
}

func (f *forms) register(rt *bot.Router) { rt.Action(actionPrint, staff.Everyone, f.print) }

func (f *forms) print(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	id, err := requestArg(r)
	if err != nil {
		return bot.Reply{}, err
	}
	form, err := f.desk.Form(ctx, r.Actor, id)
	if err != nil {
		return bot.Reply{}, err
	}
	printed, err := f.fill(form).Print()
	if err != nil {
		return bot.Reply{}, err
	}
	return bot.Reply{Toast: text.Sending{Count: 1}, Attachments: []bot.Attachment{bot.Printed(printed)}}, nil
}

// fill writes the form out, as of now.
func (f *forms) fill(form request.Form) paper.LeaveForm {
	return paper.LeaveForm{
		Request: form.Request, Balance: form.Now, Service: text.Service(form.Since, f.clock.Today()),
		Place: f.place, Office: f.place, Zone: f.clock.Zone, At: f.clock.Now(),
	}
}
