package apelrule

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/apel"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/handlers/handlerstest"
	"github.com/gelis-bali/gelis/handlers/nav"
	"github.com/gelis-bali/gelis/text"
)

// office answers what a desk and the register would.
type office struct {
	table  apel.Timetable
	saved  apel.Rule
	event  apel.Event
	router *bot.Router
	plan   *Schedule
}

func newOffice() *office {
	rule := apel.Rule{
		ID: 3, Version: 2, Active: true, Recurrence: calendar.Rule{Kind: calendar.MonthWeekday, Nth: 1, Weekday: time.Monday, Shift: calendar.NextWeek},
		Details: apel.Details{
			Kind: apel.Assembly, Name: "Apel Disiplin", Minute: 450, Place: apel.Place{ID: 1, Name: "Halaman Kantor", Radius: 100, Active: true},
			Scope: staff.Scope{Everyone: true}, Window: apel.DefaultWindow(), Officers: []staff.EmployeeID{5}, Unit: 1,
		},
	}
	o := &office{router: bot.NewRouter(), table: apel.Timetable{
		Rules: []apel.Rule{rule}, Places: []apel.Place{rule.Place}, Reminders: apel.DefaultReminders(),
		Events: []apel.Event{{ID: 41, Rule: 3, Date: calendar.NewDate(2026, time.December, 7), Details: rule.Details, State: apel.Planned}},
	}}
	o.plan = New(Parts{Desk: o, Staff: o, Calendar: calendar.New(calendar.Shipped())})
	o.plan.Register(o.router)
	quiet := func(context.Context, *bot.Request) (bot.Reply, error) {
		return bot.Reply{Text: text.Label("home.not_understood")}, nil
	}
	for _, name := range []string{nav.Home, nav.Apel, actionOpenEvent} {
		o.router.Action(name, staff.Everyone, quiet)
	}
	o.router.Fallback(quiet)
	o.router.Stranger(quiet)
	o.router.Cancel("batal", bot.SayHelpCancel)
	return o
}

func by(args ...string) *bot.Request {
	return &bot.Request{Args: args, Draft: "draft", Actor: staff.Actor{
		Employee: staff.Employee{ID: 9, Name: "I Nyoman Suardika", Active: true},
		Grants:   []staff.Grant{{Role: staff.Personnel, UnitID: 1, Covers: []staff.UnitID{1, 2}}},
	}}
}

func (o *office) Today() calendar.Date { return calendar.NewDate(2026, time.November, 23) }

func (o *office) Schedule(context.Context, staff.Actor) (apel.Timetable, error) { return o.table, nil }

func (o *office) Preview(r apel.Rule) ([]apel.Foreseen, error) {
	var list []apel.Foreseen
	for _, one := range r.Recurrence.Between(o.Today(), o.Today().AddDays(90), calendar.New(calendar.Shipped())) {
		list = append(list, apel.Foreseen{Occurrence: one, Dress: apel.Khaki, Why: apel.DressWeekday})
	}
	return list, nil
}

func (o *office) SaveRule(_ context.Context, _ staff.Actor, r apel.Rule, _ string) error {
	o.saved = r
	return nil
}
func (o *office) EndRule(context.Context, staff.Actor, apel.RuleID) error { return nil }

func (o *office) Show(context.Context, staff.Actor, apel.EventID) (apel.View, error) {
	return apel.View{Event: o.table.Events[0], MayManage: true, Stage: apel.Coming}, nil
}

func (o *office) SaveEvent(_ context.Context, _ staff.Actor, e apel.Event, _ string) error {
	o.event = e
	return nil
}
func (o *office) Cancel(context.Context, staff.Actor, apel.EventID, string) error { return nil }
func (o *office) SavePlace(context.Context, staff.Actor, apel.Place) error        { return nil }

func (o *office) SaveReminders(_ context.Context, _ staff.Actor, all []apel.Reminder) error {
	o.table.Reminders = all
	return nil
}

func (o *office) Units(context.Context, []staff.UnitID) ([]staff.Unit, error) { return nil, nil }

func (o *office) ChildUnits(context.Context, staff.UnitID) ([]staff.Unit, error) { return nil, nil }

func (o *office) RootUnits(context.Context) ([]staff.UnitID, error) { return []staff.UnitID{1}, nil }

func (o *office) Employees(context.Context, []staff.EmployeeID) ([]staff.Employee, error) {
	return nil, nil
}

func (o *office) UnitsBelow(_ context.Context, units []staff.UnitID) ([]staff.UnitID, error) {
	return units, nil
}

func (o *office) CountInScope(context.Context, staff.Scope) (people, reachable int, err error) {
	return 1204, 1180, nil
}

func (o *office) StaffOf(context.Context, []staff.UnitID, string, int, int) ([]staff.Member, int, error) {
	return nil, 0, nil
}

func (o *office) Members(context.Context, []staff.UnitID, []staff.EmployeeID) ([]staff.Member, error) {
	return nil, nil
}

func TestTheTableIsComplete(t *testing.T) {
	t.Parallel()
	if err := newOffice().router.Check(); err != nil {
		t.Error(err)
	}
}

func TestWhatThePersonnelOfficeSees(t *testing.T) {
	t.Parallel()
	for name, handle := range map[string]func(*Schedule) bot.Handler{
		"list":      func(s *Schedule) bot.Handler { return s.lists.open },
		"events":    func(s *Schedule) bot.Handler { return s.lists.events },
		"places":    func(s *Schedule) bot.Handler { return s.settings.places },
		"reminders": func(s *Schedule) bot.Handler { return s.settings.reminders },
	} {
		o := newOffice()
		reply, err := handle(o.plan)(t.Context(), by())
		handlerstest.Shows(t, o.router, name, reply, err)
	}
	o := newOffice()
	reply, err := o.plan.lists.rule(t.Context(), by("3"))
	handlerstest.Shows(t, o.router, "rule", reply, err)
	if _, err := o.plan.lists.rule(t.Context(), by("4")); !errors.Is(err, apel.ErrNoSuchRule) {
		t.Errorf("a rule that is not there: %v", err)
	}
}

func TestARuleThatIsNotChangedIsSavedAsItIs(t *testing.T) {
	t.Parallel()
	o := newOffice()
	begun, err := o.plan.form.edit(t.Context(), by("3"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := o.plan.form.submit(t.Context(), by(), begun.Begin.Answers); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(o.table.Rules[0], o.saved); diff != "" {
		t.Errorf("(-as it was +saved):\n%s", diff)
	}
	preview, err := o.plan.form.confirm(t.Context(), by(), begun.Begin.Answers)
	handlerstest.Shows(t, o.router, "preview", bot.Reply{Text: preview}, err)
}

func TestOneDayIsChangedWithAReason(t *testing.T) {
	t.Parallel()
	o := newOffice()
	begun, err := o.plan.form.change(t.Context(), by("41"))
	if err != nil {
		t.Fatal(err)
	}
	answers := begun.Begin.Answers
	answers[fieldMinute], answers[fieldReason] = "480", "Hujan."
	if _, err := o.plan.form.submit(t.Context(), by(), answers); err != nil {
		t.Fatal(err)
	}
	want := o.table.Events[0]
	want.Minute, want.Reason = 480, "Hujan."
	if diff := cmp.Diff(want, o.event); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestWindowsThatMakeNoSenseAreRefused(t *testing.T) {
	t.Parallel()
	for _, answer := range []string{"", "45", "45 0", "a b c", "0 0 0", "45 40 30", "-1 0 30", "45 0 9999"} {
		if _, err := readWindow(answer); err == nil {
			t.Errorf("%q is taken", answer)
		}
	}
	if w, err := readWindow("45 0 30"); err != nil || w != apel.DefaultWindow() {
		t.Errorf("%v, %v", w, err)
	}
}
