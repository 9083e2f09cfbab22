package store_test

import (
	"errors"
	"testing"
	"time"

	"github.com/gelis-bali/gelis/domain/apel"
	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/staff"
)

// apelDesk is what employees do about the apel, over the store of the test.
func (o *office) apelDesk() *apel.Desk {
	return apel.NewDesk(o.Apel(), o.Store, o.Store, calendar.New(calendar.Shipped()), calendar.Clock{Now: o.clock.Now, Zone: wita()})
}

// runUntil moves the clock on and runs what is due for the apel, in its order.
func (o *office) runUntil(until time.Time) {
	o.t.Helper()
	due, err := o.apelDesk().Instants(o.t.Context(), o.clock.Now(), until)
	if err != nil {
		o.t.Fatal(err)
	}
	for _, i := range due {
		o.clock.advance(max(0, i.At.Sub(o.clock.Now())))
		if err := o.apelDesk().RunTask(o.t.Context(), i.Task, i.At); err != nil {
			o.t.Fatalf("%s due %s: %v", i.Task, i.At, err)
		}
	}
	o.clock.advance(max(0, until.Sub(o.clock.Now())))
}

func TestAnApelFromItsRuleToItsFigures(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	ctx := t.Context()
	o.exec("INSERT INTO role_grant (employee_id, role, unit_id) VALUES ($1, 'KEPEGAWAIAN', $2)", int64(o.employee(kadek)), int64(o.unit("SETDA")))
	personnel, nyomans, wayans := o.actor(kadek), o.actor(nyoman), o.actor(wayan)
	desk, monday := o.apelDesk(), calendar.NewDate(2026, time.September, 7)
	rule := apel.Rule{Details: o.gathering(), Recurrence: everyFirstMonday(), Active: true}
	if err := errors.Join(desk.SaveRule(ctx, personnel, rule, "draft"), desk.Reconcile(ctx), desk.Reconcile(ctx)); err != nil {
		t.Fatal(err)
	}
	id := apel.EventID(o.number("SELECT id FROM apel_event WHERE date = $1", monday.At(0, 0, time.UTC)))
	o.clock.advance(monday.AddDays(-4).At(9, 0, wita()).Sub(o.clock.Now()))
	o.runUntil(monday.At(7, 0, wita()))
	if n := o.number("SELECT count(*) FROM notice WHERE kind = 'apel.reminder'"); n != 12 {
		t.Errorf("%d reminders, want two for each of six", n)
	}
	event := o.loadEvent(id)
	code := event.Digits(apel.StepAt(o.clock.Now()))
	_, wrongErr := desk.CheckIn(ctx, nyomans, apel.Proof{Digits: "000000"})
	if wrong, ok := errors.AsType[*apel.CodeError](wrongErr); !ok || o.presence(id).Wrong != 1 {
		t.Errorf("a wrong code: %+v, %v", wrong, wrongErr)
	}
	view, err := desk.CheckIn(ctx, nyomans, apel.Proof{Digits: code})
	if err != nil || view.Mine == nil || view.Mine.Status != apel.Present {
		t.Fatalf("a check-in: %+v, %v", view.Mine, err)
	}
	if _, err := desk.Excuse(ctx, wayans, id, apel.Sick, "Demam"); err != nil {
		t.Fatal(err)
	}
	if _, err := desk.Consent(ctx, o.actor(ketut), id, wayans.ID, apel.Verdict{Shown: o.clock.Now(), Grant: true}); err != nil {
		t.Fatal(err)
	}
	o.runUntil(monday.At(18, 0, wita()))
	o.checkFigures(id, personnel)
	home, err := desk.Home(ctx, nyomans)
	if err != nil || home.Next == nil || home.Year[apel.Present] != 1 {
		t.Errorf("home: %+v, %v", home, err)
	}
}

// checkFigures looks at the event of the test before, and corrects one of its marks.
func (o *office) checkFigures(id apel.EventID, personnel staff.Actor) {
	o.t.Helper()
	desk, ctx := o.apelDesk(), o.t.Context()
	roll, err := desk.Roll(ctx, personnel, id)
	if err != nil {
		o.t.Fatal(err)
	}
	total, people := apel.Sum(roll.Tally)
	same(o.t, "figures", map[apel.Status]int{apel.Present: 1, apel.Sick: 1, apel.Unexplained: 4}, total)
	if people != 6 || !roll.Whole || o.loadEvent(id).State != apel.Closed {
		o.t.Errorf("%d people, whole: %t, the event %+v", people, roll.Whole, o.loadEvent(id))
	}
	if _, err := desk.Mark(ctx, personnel, id, o.employee(putu), apel.Travelling, "Surat tugas menyusul"); err != nil {
		o.t.Errorf("a correction: %v", err)
	}
	records, found, err := desk.RekapPeople(ctx, personnel, 2026, time.September, "mahendra", 0, 5)
	if err != nil || found != 1 || records[0].Of[apel.Travelling] != 1 {
		o.t.Errorf("the record: %+v, %v", records, err)
	}
	if lines := o.actions(0); lines[len(lines)-1] != audit.ApelCorrected {
		o.t.Errorf("the last line is %s", lines[len(lines)-1])
	}
}
