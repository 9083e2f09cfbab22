package apel

import (
	"context"
	"time"

	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/staff"
)

// Desk is what an employee does about apel, and what is due by the clock.
type Desk struct {
	store    Store
	audit    Auditor
	people   People
	calendar *calendar.Calendar
	clock    calendar.Clock
}

// NewDesk makes the service over its store, audit log, office, calendar and clock.
func NewDesk(store Store, auditor Auditor, people People, cal *calendar.Calendar, clock calendar.Clock) *Desk {
	return &Desk{store: store, audit: auditor, people: people, calendar: cal, clock: clock}
}

// Today is the office's day.
func (d *Desk) Today() calendar.Date { return d.clock.Today() }

var errToCome = ErrNotOpen

func (d *Desk) Home(ctx context.Context, by staff.Actor) (Home, error) { return Home{}, errToCome }
func (d *Desk) Show(ctx context.Context, by staff.Actor, id EventID) (View, error) {
	return View{}, errToCome
}
func (d *Desk) Look(ctx context.Context, by staff.Actor, id EventID) (View, error) {
	return View{}, errToCome
}
func (d *Desk) Coming(ctx context.Context, by staff.Actor, id EventID) (View, error) {
	return View{}, errToCome
}
func (d *Desk) Excuse(ctx context.Context, by staff.Actor, id EventID, as Status, reason string) (View, error) {
	return View{}, errToCome
}
func (d *Desk) Consent(ctx context.Context, by staff.Actor, id EventID, who staff.EmployeeID, grant bool, reason string) (Plea, error) {
	return Plea{}, errToCome
}
func (d *Desk) LookPlea(ctx context.Context, by staff.Actor, id EventID, who staff.EmployeeID) (Plea, error) {
	return Plea{}, errToCome
}
func (d *Desk) CheckIn(ctx context.Context, by staff.Actor, p Proof) (View, error) {
	return View{}, errToCome
}
func (d *Desk) OpenNow(ctx context.Context, by staff.Actor) ([]View, error) { return nil, errToCome }
func (d *Desk) Board(ctx context.Context, by staff.Actor, id EventID) (BoardView, error) {
	return BoardView{}, errToCome
}
func (d *Desk) OpenBoard(ctx context.Context, by staff.Actor, id EventID, message int) error {
	return errToCome
}
func (d *Desk) CloseBoard(ctx context.Context, by staff.Actor, message int) error { return errToCome }
func (d *Desk) DrawBoard(ctx context.Context, id EventID) (BoardView, error) {
	return BoardView{}, errToCome
}
func (d *Desk) Mark(ctx context.Context, by staff.Actor, id EventID, who staff.EmployeeID, s Status, reason string) (Presence, error) {
	return Presence{}, errToCome
}
func (d *Desk) Find(ctx context.Context, by staff.Actor, id EventID, words string, offset, limit int) ([]Presence, int, error) {
	return nil, 0, errToCome
}
func (d *Desk) Roll(ctx context.Context, by staff.Actor, id EventID) (Roll, error) {
	return Roll{}, errToCome
}
func (d *Desk) UnitRoll(ctx context.Context, by staff.Actor, id EventID, unit staff.UnitID) (Roll, error) {
	return Roll{}, errToCome
}
func (d *Desk) Rekap(ctx context.Context, by staff.Actor, year int, month time.Month) (Rekap, error) {
	return Rekap{}, errToCome
}
func (d *Desk) RekapPeople(ctx context.Context, by staff.Actor, year int, month time.Month, words string, offset, limit int) ([]Record, int, error) {
	return nil, 0, errToCome
}
func (d *Desk) CloseMonth(ctx context.Context, by staff.Actor, year int, month time.Month) error {
	return errToCome
}
func (d *Desk) Schedule(ctx context.Context, by staff.Actor) (Timetable, error) {
	return Timetable{}, errToCome
}
func (d *Desk) CountScope(ctx context.Context, by staff.Actor, s staff.Scope) (people, linked int, err error) {
	return 0, 0, errToCome
}
func (d *Desk) Preview(r Rule) ([]Foreseen, error) { return nil, errToCome }
func (d *Desk) SaveRule(ctx context.Context, by staff.Actor, r Rule, once string) error {
	return errToCome
}
func (d *Desk) EndRule(ctx context.Context, by staff.Actor, id RuleID) error { return errToCome }
func (d *Desk) SaveEvent(ctx context.Context, by staff.Actor, e Event, once string) error {
	return errToCome
}
func (d *Desk) Cancel(ctx context.Context, by staff.Actor, id EventID, reason string) error {
	return errToCome
}
func (d *Desk) SavePlace(ctx context.Context, by staff.Actor, p Place) error { return errToCome }
func (d *Desk) SaveReminders(ctx context.Context, by staff.Actor, all []Reminder) error {
	return errToCome
}
func (d *Desk) Reconcile(ctx context.Context) error { return errToCome }
func (d *Desk) Instants(ctx context.Context, from, to time.Time) ([]Instant, error) {
	return nil, errToCome
}
func (d *Desk) RunTask(ctx context.Context, t Task, due time.Time) error  { return errToCome }
func (d *Desk) DueBoards(ctx context.Context, limit int) ([]Board, error) { return nil, errToCome }
func (d *Desk) ShownBoard(ctx context.Context, b Board) error             { return errToCome }
