package apelrule

import (
	"context"
	"slices"
	"time"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/apel"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/handlers/audience"
	"github.com/gelis-bali/gelis/handlers/nav"
	"github.com/gelis-bali/gelis/handlers/recurrence"
	"github.com/gelis-bali/gelis/text"
)

// The keys of the fields of a rule or an event.
const (
	fieldKind      = "kind"
	fieldName      = "name"
	fieldDate      = "date"
	fieldMinute    = "minute"
	fieldPlace     = "place"
	fieldDress     = "dress"
	fieldInspector = "inspector"
	fieldScope     = "scope"
	fieldBring     = "bring"
	fieldOfficers  = "officers"
	fieldWindow    = "window"
)

const maxName = 60

// fields are the questions of a rule or an event, in the order of a card.
func (f *form) fields() []bot.Field {
	return append(f.whenFields(),
		f.placeField(),
		choice(fieldDress, 2, dresses),
		bot.TextField{Key: fieldInspector, Label: label(fieldInspector), Ask: asks(fieldInspector, 100), Limit: 100, Optional: true}.Field(),
		audience.Field{Key: fieldScope, Label: label(fieldScope), Ask: asks(fieldScope, 0), Reach: f.reach, Staff: f.Staff}.Field(),
		bot.TextField{Key: fieldBring, Label: label(fieldBring), Ask: asks(fieldBring, 200), Limit: 200, Optional: true}.Field(),
		f.officersField(), windowField(),
		bot.TextField{
			Key: fieldReason, Label: text.Label("field.reason"), Ask: asks(fieldReason, apel.MaxReason), Check: checkReason, Limit: apel.MaxReason,
			Skip: func(a bot.Answers) bool { return eventAnswer(a) == 0 },
		}.Field(),
		saveField(f.confirm),
	)
}

// saveField shows what will be, and saves it: Simpan, Ubah, Batal.
func saveField(show bot.Question) bot.Field {
	field := bot.ConfirmField{Key: fieldSend, Ask: show}.Field()
	confirm := field.Ask
	field.Ask = func(ctx context.Context, r *bot.Request, a bot.Answers) (bot.Reply, error) {
		reply, err := confirm(ctx, r, a)
		if err == nil {
			reply.Buttons[0][0].Label = text.Label("label.apel.save")
		}
		return reply, err
	}
	return field
}

// whenFields are the questions of what it is, and when.
func (f *form) whenFields() []bot.Field {
	when := append([]bot.Field{
		choice(fieldKind, 2, kinds),
		bot.TextField{Key: fieldName, Label: label(fieldName), Ask: asks(fieldName, maxName), Limit: maxName}.Field(),
		bot.DateField{
			Key: fieldDate, Label: label(fieldDate), Ask: asks(fieldDate, 0), Days: f.days(), Skip: func(a bot.Answers) bool { return !single(a) },
		}.Field(),
	}, f.recurrence().Fields()...)
	return append(when, hourField(fieldMinute))
}

// recurrence are the questions of how a rule comes back. Moving it to the next
// week comes first: that is how the apel of June 2020 was moved.
func (f *form) recurrence() recurrence.Form {
	return recurrence.Form{
		Prefix: "r.", Days: f.days(), Skip: single, Kinds: []calendar.RuleKind{calendar.MonthWeekday, calendar.MonthDay, calendar.Weekly, calendar.Yearly},
		Shifts: []calendar.Shift{calendar.NextWeek, calendar.NextWorking, calendar.Skip, calendar.Keep},
	}
}

// single reports whether the form is about a single day.
func single(a bot.Answers) bool { return a[answerSingle] != "" }

func label(key string) text.Label { return text.Label("field.apel." + key) }

// asks is the question for a field.
func asks(key string, limit int) bot.Question {
	return func(context.Context, *bot.Request, bot.Answers) (bot.Phrase, error) {
		return text.AskApelRule{Field: apel.Field(key), Limit: limit}, nil
	}
}

// choice is a field whose options depend on nothing.
func choice(key string, perRow int, options func() []bot.Option) bot.Field {
	return bot.ChoiceField{
		Key: key, Label: label(key), Ask: asks(key, 0), PerRow: perRow,
		Options: func(context.Context, *bot.Request, bot.Answers) ([]bot.Option, error) { return options(), nil },
	}.Field()
}

func kinds() []bot.Option {
	var list []bot.Option
	for _, k := range []apel.Kind{apel.Assembly, apel.Ceremony} {
		list = append(list, bot.Option{Label: text.ApelKindLabel{Kind: k}, Value: string(k)})
	}
	return list
}

func dresses() []bot.Option {
	list := []bot.Option{{Label: text.DressLabel{}, Value: auto, Style: bot.Primary}}
	for _, d := range apel.Dresses() {
		list = append(list, bot.Option{Label: text.DressLabel{Dress: d}, Value: string(d)})
	}
	return list
}

// hourField takes an hour of the office's day.
func hourField(key string) bot.Field {
	return recurrence.HourField{
		Key: key, Label: label(fieldMinute), Ask: asks(key, 0), First: 6 * 60, Last: 17 * 60, Step: 30,
	}.Field()
}

// placeField takes one of the places in use.
func (f *form) placeField() bot.Field {
	return bot.ChoiceField{
		Key: fieldPlace, Label: label(fieldPlace), Ask: asks(fieldPlace, 0),
		Options: func(ctx context.Context, r *bot.Request, _ bot.Answers) ([]bot.Option, error) {
			table, err := f.Desk.Schedule(ctx, r.Actor)
			var list []bot.Option
			for _, p := range active(table.Places) {
				list = append(list, bot.Option{Label: text.PlaceLabel{Place: p}, Value: nav.IDArg(p.ID)})
			}
			return list, endIfRefused(err)
		},
	}.Field()
}

func active(places []apel.Place) []apel.Place {
	return slices.DeleteFunc(slices.Clone(places), func(p apel.Place) bool { return !p.Active })
}

// officersField takes people who may open the attendance as well.
func (f *form) officersField() bot.Field {
	const most = 10
	return bot.PersonField{
		Key: fieldOfficers, Label: label(fieldOfficers), Ask: asks(fieldOfficers, 0), Several: true, Max: most, Find: f.findOfficers, Look: f.lookOfficers,
	}.Field()
}

func (f *form) findOfficers(ctx context.Context, r *bot.Request, _ bot.Answers, s bot.PersonSearch) (bot.PersonPage, error) {
	found, total, err := f.Staff.StaffOf(ctx, served(r.Actor), s.Search, s.Offset, s.Limit)
	page := bot.PersonPage{Total: total}
	for _, m := range found {
		page.People = append(page.People, bot.Person{ID: m.ID, Name: m.Name, Position: m.Title, Unit: m.UnitName})
	}
	return page, err
}

func (f *form) lookOfficers(ctx context.Context, r *bot.Request, _ bot.Answers, ids []staff.EmployeeID) ([]bot.Person, error) {
	found, err := f.Staff.Members(ctx, served(r.Actor), ids)
	if err == nil && len(found) < len(ids) {
		err = staff.ErrNotAllowed
	}
	people := make([]bot.Person, 0, len(found))
	for _, m := range found {
		people = append(people, bot.Person{ID: m.ID, Name: m.Name, Position: m.Title, Unit: m.UnitName})
	}
	return people, err
}

// served are the units whose schedule the actor looks after.
func served(by staff.Actor) []staff.UnitID {
	var units []staff.UnitID
	for _, g := range by.Grants {
		if g.Role == staff.Personnel || g.Role == staff.Admin {
			units = append(units, g.Covers...)
		}
	}
	return units
}

// windowField takes when being there can be proved: a usual window, or three
// numbers of minutes.
func windowField() bot.Field {
	usual := []apel.Window{apel.DefaultWindow(), {OpensBefore: 60, ClosesAfter: 60}, {OpensBefore: 30, LateAfter: 10, ClosesAfter: 30}}
	return bot.Field{
		Key: fieldWindow, Label: label(fieldWindow),
		Ask: func(ctx context.Context, r *bot.Request, a bot.Answers) (bot.Reply, error) {
			question, err := asks(fieldWindow, 0)(ctx, r, a)
			var rows [][]bot.Button
			for _, w := range usual {
				rows = append(rows, []bot.Button{bot.AnswerButton(text.WindowLabel{Window: w}, windowText(w))})
			}
			return bot.Reply{Text: question, Buttons: rows}, err
		},
		Parse: func(_ context.Context, r *bot.Request, _ bot.Answers, value string) (bot.Answer, error) {
			if value == "" {
				value = r.Text
			}
			w, err := readWindow(value)
			return bot.Answer{Value: windowText(w)}, err
		},
	}
}

// days are the days that a single event or a yearly one can be on.
func (f *form) days() bot.Days {
	return bot.Days{
		Span: func(context.Context, *bot.Request, bot.Answers) (bot.Span, error) {
			today := f.Desk.Today()
			return bot.Span{Today: today, First: today, Last: calendar.NewDate(today.Year()+1, time.December, 31)}, nil
		},
		Marks: func(context.Context, *bot.Request, bot.Answers, calendar.Date, calendar.Date) (func(calendar.Date) bot.DayMark, error) {
			return func(d calendar.Date) bot.DayMark { return bot.DayMark{Special: f.Calendar.Observed(d)} }, nil
		},
	}
}
