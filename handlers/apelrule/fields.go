package apelrule

import (
	"context"
	"slices"
	"strconv"
	"time"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/apel"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/handlers/audience"
	"github.com/gelis-bali/gelis/handlers/nav"
	"github.com/gelis-bali/gelis/text"
)

// The keys of the fields of a rule or an event.
const (
	fieldKind       = "kind"
	fieldName       = "name"
	fieldRecurrence = "recurrence"
	fieldWeekday    = "weekday"
	fieldNth        = "nth"
	fieldDay        = "day"
	fieldDate       = "date"
	fieldShift      = "shift"
	fieldMinute     = "minute"
	fieldPlace      = "place"
	fieldDress      = "dress"
	fieldInspector  = "inspector"
	fieldScope      = "scope"
	fieldBring      = "bring"
	fieldOfficers   = "officers"
	fieldWindow     = "window"
)

const maxName = 60

// fields are the questions of a rule or an event, in the order of a card.
func (f *form) fields() []bot.Field {
	return append(f.whenFields(),
		f.placeField(),
		choice(fieldDress, 2, nil, dresses),
		bot.TextField{Key: fieldInspector, Label: label(fieldInspector), Ask: asks(fieldInspector, 100), Limit: 100, Optional: true}.Field(),
		audience.Field{Key: fieldScope, Label: label(fieldScope), Ask: asks(fieldScope, 0), Reach: f.reach, Staff: f.Staff}.Field(),
		bot.TextField{Key: fieldBring, Label: label(fieldBring), Ask: asks(fieldBring, 200), Limit: 200, Optional: true}.Field(),
		f.officersField(), windowField(),
		bot.TextField{
			Key: fieldReason, Label: text.Label("field.reason"), Ask: asks(fieldReason, apel.MaxReason), Check: checkReason, Limit: apel.MaxReason,
			Skip: func(a bot.Answers) bool { return eventAnswer(a) == 0 },
		}.Field(),
		bot.ConfirmField{Key: fieldSend, Ask: f.confirm}.Field(),
	)
}

// whenFields are the questions of what it is, and when.
func (f *form) whenFields() []bot.Field {
	return []bot.Field{
		choice(fieldKind, 2, nil, kinds),
		bot.TextField{Key: fieldName, Label: label(fieldName), Ask: asks(fieldName, maxName), Limit: maxName}.Field(),
		recurrenceField(),
		choice(fieldWeekday, 3, unless(calendar.Weekly, calendar.MonthWeekday), weekdays),
		choice(fieldNth, 3, unless(calendar.MonthWeekday), nths),
		bot.NumberField{
			Key: fieldDay, Label: label(fieldDay), Ask: asks(fieldDay, 0), Min: 1, Max: 31, Quick: []int{1, 10, 15, 17, 25}, Skip: unless(calendar.MonthDay),
		}.Field(),
		bot.DateField{Key: fieldDate, Label: label(fieldDate), Ask: asks(fieldDate, 0), Days: f.days(), Skip: unless(calendar.Once, calendar.Yearly)}.Field(),
		choice(fieldShift, 1, unless(calendar.Weekly, calendar.MonthWeekday, calendar.MonthDay, calendar.Yearly), shifts),
		hourField(fieldMinute, []int{6*60 + 30, 7 * 60, 7*60 + 30, 8 * 60, 15 * 60, 16 * 60}),
	}
}

func label(key string) text.Label { return text.Label("field.apel." + key) }

// asks is the question for a field.
func asks(key string, limit int) bot.Question {
	return func(_ context.Context, _ *bot.Request, a bot.Answers) (bot.Phrase, error) {
		return text.AskApelRule{Field: apel.Field(key), Kind: calendar.RuleKind(a[fieldRecurrence]), Limit: limit}, nil
	}
}

// unless leaves a field out unless it comes back in one of these ways.
func unless(kinds ...calendar.RuleKind) func(bot.Answers) bool {
	return func(a bot.Answers) bool { return !slices.Contains(kinds, calendar.RuleKind(a[fieldRecurrence])) }
}

// choice is a field whose options depend on nothing.
func choice(key string, perRow int, skip func(bot.Answers) bool, options func(bot.Answers) []bot.Option) bot.Field {
	return bot.ChoiceField{
		Key: key, Label: label(key), Ask: asks(key, 0), PerRow: perRow, Skip: skip,
		Options: func(_ context.Context, _ *bot.Request, a bot.Answers) ([]bot.Option, error) { return options(a), nil },
	}.Field()
}

func kinds(bot.Answers) []bot.Option {
	var list []bot.Option
	for _, k := range []apel.Kind{apel.Assembly, apel.Ceremony} {
		list = append(list, bot.Option{Label: text.ApelKindLabel{Kind: k}, Value: string(k)})
	}
	return list
}

// recurrenceField asks how it comes back. A rule stays a rule and an event an
// event: once there is a record, that cannot be changed into the other.
func recurrenceField() bot.Field {
	return choice(fieldRecurrence, 1, nil, func(a bot.Answers) []bot.Option {
		var list []bot.Option
		for _, k := range []calendar.RuleKind{calendar.MonthWeekday, calendar.MonthDay, calendar.Weekly, calendar.Yearly, calendar.Once} {
			once := k == calendar.Once
			if (eventAnswer(a) != 0 && !once) || (idAnswer(a, answerRule) != 0 && once) {
				continue
			}
			list = append(list, bot.Option{Label: text.ApelRepeatLabel{Kind: k}, Value: string(k)})
		}
		return list
	})
}

func weekdays(bot.Answers) []bot.Option {
	var list []bot.Option
	for _, d := range []time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday, time.Saturday, time.Sunday} {
		list = append(list, bot.Option{Label: text.DayOfWeekLabel{Day: d}, Value: strconv.Itoa(int(d))})
	}
	return list
}

func nths(bot.Answers) []bot.Option {
	var list []bot.Option
	for _, n := range []int{1, 2, 3, 4, calendar.Last} {
		list = append(list, bot.Option{Label: text.NthLabel{Nth: n}, Value: strconv.Itoa(n)})
	}
	return list
}

// shifts leaves out what a weekly rule has no use for.
func shifts(a bot.Answers) []bot.Option {
	var list []bot.Option
	for _, s := range []calendar.Shift{calendar.NextWeek, calendar.NextWorking, calendar.Skip, calendar.Keep} {
		if s == calendar.NextWeek && calendar.RuleKind(a[fieldRecurrence]) == calendar.Weekly {
			continue
		}
		list = append(list, bot.Option{Label: text.ShiftLabel{Shift: s}, Value: string(s)})
	}
	return list
}

func dresses(bot.Answers) []bot.Option {
	list := []bot.Option{{Label: text.DressLabel{}, Value: auto, Style: bot.Primary}}
	for _, d := range apel.Dresses() {
		list = append(list, bot.Option{Label: text.DressLabel{Dress: d}, Value: string(d)})
	}
	return list
}

// hourField takes an hour: one of the usual ones, or any that is typed.
func hourField(key string, usual []int) bot.Field {
	return bot.Field{
		Key: key, Label: label(fieldMinute),
		Ask: func(ctx context.Context, r *bot.Request, a bot.Answers) (bot.Reply, error) {
			question, err := asks(key, 0)(ctx, r, a)
			buttons := make([]bot.Button, 0, len(usual))
			for _, minute := range usual {
				buttons = append(buttons, bot.AnswerButton(bot.HourLabel{Minute: minute}, strconv.Itoa(minute)))
			}
			return bot.Reply{Text: question, Buttons: slices.Collect(slices.Chunk(buttons, 3))}, err
		},
		Parse: func(_ context.Context, r *bot.Request, _ bot.Answers, value string) (bot.Answer, error) {
			if value == "" {
				minute, err := readMinute(r.Text)
				return bot.Answer{Value: strconv.Itoa(minute)}, err
			}
			minute, err := strconv.Atoi(value)
			if err != nil || minute < 0 || minute >= 24*60 {
				return bot.Answer{}, bot.ErrUseButtons
			}
			return bot.Answer{Value: value}, nil
		},
	}
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
