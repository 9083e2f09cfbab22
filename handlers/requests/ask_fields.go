package requests

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/document"
	"github.com/gelis-bali/gelis/domain/leave"
	"github.com/gelis-bali/gelis/domain/request"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/handlers/nav"
	"github.com/gelis-bali/gelis/handlers/upload"
	"github.com/gelis-bali/gelis/text"
)

// The keys of the fields of the forms.
const (
	fieldPosition  = "position"
	fieldType      = "type" // of leave, of permission
	fieldChild     = "child"
	fieldDays      = "days"
	fieldDay       = "day"
	fieldHours     = "hours"
	fieldAddress   = "address"
	fieldPhone     = "phone"
	fieldDocuments = "files"
	fieldFrom      = "from"
	fieldTo        = "to"
	fieldVehicle   = "vehicle"
	fieldBudget    = "budget"
	fieldPeople    = "people"
)

// fields are what a kind of request needs, in the order of the official forms.
func (q *ask) fields(kind request.Kind) []bot.Field {
	of := askOf{ask: q, kind: kind}
	fields := []bot.Field{of.position()}
	switch kind {
	case request.Leave:
		fields = append(fields,
			of.leaveType(), of.child(), of.days(), of.text(fieldReason, request.FieldReason, "field.reason"),
			of.text(fieldAddress, request.FieldAddress, "field.address"), of.phone(), of.documents())
	case request.Permit:
		fields = append(fields, of.permitType(), of.day(), of.days(), of.hours(), of.text(fieldReason, request.FieldReason, "field.reason"), of.documents())
	case request.Travel:
		fields = append(fields,
			of.text(fieldReason, request.FieldReason, "field.purpose"), of.text(fieldFrom, request.FieldFrom, "field.from"),
			of.text(fieldTo, request.FieldTo, "field.to"), of.days(), of.text(fieldVehicle, request.FieldVehicle, "field.vehicle"),
			of.text(fieldBudget, request.FieldBudget, "field.budget"), of.people("field.followers"), of.documents())
	case request.Overtime:
		fields = append(fields, of.day(), of.hours(), of.text(fieldReason, request.FieldReason, "field.work"), of.people("field.workers"))
	}
	return append(fields, of.preview())
}

// askOf makes the fields of one kind of request.
type askOf struct {
	*ask
	kind request.Kind
}

func (q askOf) position() bot.Field {
	return bot.ChoiceField{
		Key: fieldPosition, Label: text.Label("field.position"), Ask: says(text.Label("ask.position")),
		Options: func(_ context.Context, r *bot.Request, _ bot.Answers) ([]bot.Option, error) {
			var options []bot.Option
			for _, id := range r.Actor.PositionIDs() {
				h, _ := r.Actor.Holds(id)
				options = append(options, bot.Option{Label: text.HoldingLabel{Holding: h}, Value: nav.IDArg(id)})
			}
			return options, nil
		},
	}.Field()
}

// leaveType offers what the employee can take. Unpaid leave is offered to be
// explained: its button brings the reason why it is not taken here.
func (q askOf) leaveType() bot.Field {
	field := bot.ChoiceField{
		Key: fieldType, Label: text.Label("field.type"), PerRow: 2,
		Ask: func(_ context.Context, r *bot.Request, _ bot.Answers) (bot.Phrase, error) {
			return text.AskLeave{Kind: r.Actor.Kind}, nil
		},
		Options: func(_ context.Context, r *bot.Request, _ bot.Answers) ([]bot.Option, error) {
			var options []bot.Option
			for _, t := range leaveTypes(r.Actor.Kind) {
				options = append(options, bot.Option{Label: text.LeaveLabel{Type: t}, Value: string(t)})
			}
			return options, nil
		},
	}.Field()
	parse := field.Parse
	field.Parse = func(ctx context.Context, r *bot.Request, a bot.Answers, value string) (bot.Answer, error) {
		if value == string(leave.Unpaid) {
			return bot.Answer{}, leave.ErrUnpaid
		}
		return parse(ctx, r, a, value)
	}
	return field
}

// leaveTypes are the kinds of leave of a kind of employee: CAP, long and
// unpaid leave are for PNS.
func leaveTypes(k staff.Kind) []leave.Type {
	if k == staff.PPPK {
		return []leave.Type{leave.Annual, leave.Sick, leave.Maternity}
	}
	return append(leave.Types(), leave.Unpaid)
}

func (q askOf) permitType() bot.Field {
	return bot.ChoiceField{
		Key: fieldType, Label: text.Label("field.type"), Ask: says(text.Label("ask.permit")),
		Options: func(context.Context, *bot.Request, bot.Answers) ([]bot.Option, error) {
			var options []bot.Option
			for _, p := range []request.PermitType{request.Late, request.Early, request.Absent} {
				options = append(options, bot.Option{Label: text.PermitLabel{Permit: p}, Value: string(p)})
			}
			return options, nil
		},
	}.Field()
}

func (q askOf) child() bot.Field {
	field := bot.NumberField{
		Key: fieldChild, Label: text.Label("field.child"), Ask: says(text.Label("ask.child")), Min: 1, Max: 20, Quick: []int{1, 2, 3},
		Skip: func(a bot.Answers) bool { return leave.Type(a[fieldType]) != leave.Maternity },
	}.Field()
	parse := field.Parse
	field.Parse = func(ctx context.Context, r *bot.Request, a bot.Answers, value string) (bot.Answer, error) {
		answer, err := parse(ctx, r, a, value)
		if err != nil {
			return answer, err
		}
		child, err := strconv.Atoi(answer.Value)
		if err != nil {
			return answer, fmt.Errorf("read which child it is: %w", err)
		}
		return answer, leave.CheckChild(child) // here, and not only when the days have been chosen
	}
	return field
}

// text is a field for something that is written.
func (q askOf) text(key string, field request.Field, label text.Label) bot.Field {
	limit := request.MaxField
	if field == request.FieldReason {
		limit = request.MaxReason
	}
	return bot.TextField{
		Key: key, Label: label, Limit: limit, Optional: field == request.FieldBudget,
		Ask: says(text.AskText{Field: field, Kind: q.kind, Limit: limit}),
		Check: func(written string) error {
			if strings.TrimSpace(written) == "" {
				return &request.MissingError{Field: field}
			}
			return nil
		},
	}.Field()
}

// ownPhone is what the button with the office's number answers.
const ownPhone = "own"

// phone offers the number that the office has as a button.
func (q askOf) phone() bot.Field {
	field := q.text(fieldPhone, request.FieldPhone, "field.phone")
	parse := field.Parse
	field.Ask = func(ctx context.Context, r *bot.Request, _ bot.Answers) (bot.Reply, error) {
		own, err := q.Phones.PhoneOf(ctx, r.Actor.NIP)
		reply := bot.Reply{Text: text.AskPhone{Own: own}}
		if own != "" {
			reply.Buttons = [][]bot.Button{{bot.AnswerButton(text.PhoneLabel{Own: own}, ownPhone)}}
		}
		return reply, err
	}
	field.Parse = func(ctx context.Context, r *bot.Request, a bot.Answers, value string) (bot.Answer, error) {
		if value != ownPhone {
			return parse(ctx, r, a, value)
		}
		own, err := q.Phones.PhoneOf(ctx, r.Actor.NIP)
		if err == nil && own == "" {
			err = bot.ErrUseButtons
		}
		return bot.Answer{Value: text.DialledPhone(own)}, err
	}
	return field
}

func (q askOf) documents() bot.Field {
	return bot.FilesField{
		Key: fieldDocuments, Label: text.Label("field.documents"), Keep: upload.Keep(q.Files), Max: request.MaxFiles, TooMany: request.ErrTooManyFiles,
		Ask: func(_ context.Context, _ *bot.Request, a bot.Answers, kept []document.File) (bot.Phrase, error) {
			return text.AskDocuments{Leave: q.leave(a), Required: q.required(a), Files: kept, Limit: request.MaxFiles}, nil
		},
		Optional: true,
		Skip:     func(a bot.Answers) bool { return q.kind == request.Leave && q.leave(a).Needs() == leave.NoDocument },
	}.Field()
}

func (q askOf) leave(a bot.Answers) leave.Type {
	if q.kind != request.Leave {
		return ""
	}
	return leave.Type(a[fieldType])
}

func (q askOf) required(a bot.Answers) bool { return q.leave(a).Needs() == leave.Document }

// people are found by a part of their name or position.
func (q askOf) people(label text.Label) bot.Field {
	return bot.PersonField{
		Key: fieldPeople, Label: label, Ask: says(text.AskPeople{Kind: q.kind}), Several: true, Max: request.MaxPeople,
		Find: func(ctx context.Context, r *bot.Request, _ bot.Answers, s bot.PersonSearch) (bot.PersonPage, error) {
			people, total, err := q.Colleagues.Colleagues(ctx, r.Actor, s.Search, s.Offset, s.Limit)
			return bot.PersonPage{People: people, Total: total}, err
		},
		Look: func(ctx context.Context, r *bot.Request, _ bot.Answers, ids []staff.EmployeeID) ([]bot.Person, error) {
			return q.Colleagues.People(ctx, ids)
		},
	}.Field()
}

// preview shows what will be sent, with the chain of deciders. What cannot be
// sent can be changed.
func (q askOf) preview() bot.Field {
	return bot.ConfirmField{Key: fieldSend, Ask: func(ctx context.Context, r *bot.Request, a bot.Answers) (bot.Phrase, error) {
		plan, problem, err := q.plan(ctx, r, q.kind, a)
		return text.AskPreview{Plan: plan, Today: q.Desk.Today(), Problem: problem}, err
	}}.Field()
}

// says is a question that depends on nothing.
func says(p bot.Phrase) bot.Question {
	return func(context.Context, *bot.Request, bot.Answers) (bot.Phrase, error) { return p, nil }
}

func positionAnswer(a bot.Answers) staff.PositionID {
	n, _ := strconv.ParseInt(a[fieldPosition], 10, 64)
	return staff.PositionID(n)
}
