package store_test

import (
	"errors"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gelis-bali/gelis/domain/apel"
	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/store"
)

func TestOfFiftyCheckInsOfOnePersonOneCounts(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	id := o.event(o.gathering(), today.AddDays(1)) // nobody has a row yet
	lines := len(o.wholeAuditLog())
	who := o.employee(nyoman)
	errs := atOnce(50, func(int) error {
		_, err := o.Apel().UpdatePresence(t.Context(), id, who, there(7, o.clock.Now()))
		return err
	})
	for _, err := range errs {
		if _, already := errors.AsType[*apel.AlreadyError](err); err != nil && !already {
			t.Errorf("a check-in: %v", err)
		}
	}
	if n := succeeded(errs); n != 1 {
		t.Errorf("%d check-ins counted, want 1", n)
	}
	same(t, "audit log", []audit.Action{audit.ApelPresent}, o.actions(lines))
	if n := o.number("SELECT count(*) FROM apel_presence WHERE status = 'HADIR' AND version = 2"); n != 1 {
		t.Errorf("%d presences, want 1", n)
	}
}

func TestOneAccountIsOnePerson(t *testing.T) {
	t.Parallel()
	o, id := openAll(t)
	people := []staff.EmployeeID{o.employee(nyoman), o.employee(putu), o.employee(wayan), o.employee(kadek)}
	errs := atOnce(len(people), func(i int) error {
		_, err := o.Apel().UpdatePresence(t.Context(), id, people[i], there(7, o.clock.Now()))
		return err
	})
	for _, err := range errs {
		if _, taken := errors.AsType[*apel.TakenError](err); err != nil && !taken {
			t.Errorf("from the account of another: %v", err)
		}
	}
	if n := succeeded(errs); n != 1 || o.number("SELECT count(*) FROM apel_presence WHERE status IS NOT NULL") != 1 {
		t.Errorf("%d people are there from one account, want 1", n)
	}
	other := o.event(o.gathering(), today.AddDays(2))
	if err := o.come(other, kadek, 7); err != nil {
		t.Errorf("at another event: %v", err)
	}
}

func TestThreeReplicasTellEverybodyOnce(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	id := o.event(o.gathering(), today.AddDays(1))
	replicas := []*store.Store{o.Store, o.open(o.url), o.open(o.url)}
	errs := atOnce(6, func(i int) error {
		_, err := replicas[i%3].Apel().Expect(t.Context(), id, remind)
		return err
	})
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
	rows, told := o.number("SELECT count(*) FROM apel_presence WHERE told_at IS NOT NULL"), o.number("SELECT count(*) FROM notice")
	if jobs := o.number("SELECT count(*) FROM job WHERE notice IS NOT NULL"); rows != 6 || told != 6 || jobs != 6 {
		t.Errorf("%d presences, %d notices, %d jobs, want six people told once", rows, told, jobs)
	}
}

// inTime lets somebody be there unless the event is over; then they were missing.
func (o *office) inTime(c apel.Case) (apel.Decision, error) {
	if c.Event.State != apel.Closed {
		return there(staff.AccountID(c.Employee.ID), o.clock.Now())(c)
	}
	if c.Status != apel.Unexplained {
		o.t.Errorf("after the end employee %d is %q", c.Employee.ID, c.Status)
	}
	return apel.Decision{}, apel.ErrOver
}

func TestWhoComesWhileTheDayEndsIsThereOrUnexplained(t *testing.T) {
	t.Parallel()
	o, id := openAll(t)
	people := []staff.EmployeeID{o.employee(nyoman), o.employee(putu), o.employee(wayan), o.employee(kadek), o.employee(ketut)}
	errs := atOnce(len(people)+2, func(i int) error {
		if i >= len(people) {
			return o.settle(id)
		}
		_, err := o.Apel().UpdatePresence(t.Context(), id, people[i], o.inTime)
		return err
	})
	came := 0
	for i, err := range errs {
		if err != nil && !errors.Is(err, apel.ErrOver) {
			t.Errorf("%d: %v", i, err)
		}
		if err == nil && i < len(people) {
			came++
		}
	}
	if n := o.number("SELECT count(*) FROM apel_presence WHERE status = 'HADIR'"); n != came {
		t.Errorf("%d are there, %d came", n, came)
	}
	if n := o.number("SELECT count(*) FROM apel_presence WHERE status = 'TANPA_KETERANGAN' AND way = 'PENUTUPAN'"); n != 6-came {
		t.Errorf("%d are unexplained, want the %d others", n, 6-came)
	}
	if n := len(slices.DeleteFunc(o.actions(0), func(a audit.Action) bool { return a != audit.ApelSettled })); n != 1 {
		t.Errorf("settled %d times, want once", n)
	}
}

func TestOfManyChangesOfTheScheduleNoneIsLost(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	o.schedule(apel.Change{Rules: []apel.Rule{{Version: 1, Details: o.gathering(), Recurrence: everyFirstMonday(), Active: true}}})
	replicas := []*store.Store{o.Store, o.open(o.url), o.open(o.url)}
	errs := atOnce(12, func(i int) error {
		_, err := replicas[i%3].Apel().UpdateSchedule(t.Context(), today, "", func(was apel.Timetable) (apel.Change, apel.Decision, error) {
			rule := was.Rules[0]
			rule.Version++
			c := apel.Change{Rules: []apel.Rule{rule}}
			if len(was.Events) == 0 { // as whoever reconciles does
				e := single(rule.Details, nextMonday())
				e.Rule = rule.ID
				c.Events = []apel.Event{e}
				return c, apel.Decision{}, nil
			}
			e := was.Events[0]
			e.Version++
			c.Events = []apel.Event{e}
			return c, apel.Decision{}, nil
		})
		return err
	})
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
	version, event := o.number("SELECT version FROM apel_rule"), o.number("SELECT sum(version) FROM apel_event")
	if version != 13 || event != 12 {
		t.Errorf("the rule has version %d, the event %d, want 13 and 12", version, event)
	}
}

func TestNobodyIsToldOfAnEventWhileItChanges(t *testing.T) {
	t.Parallel()
	o, id := openAll(t)
	changing, goOn := make(chan struct{}), make(chan struct{})
	changed, told := make(chan error, 1), make(chan error, 1)
	go func() {
		_, err := o.Apel().UpdateSchedule(t.Context(), today, "", func(was apel.Timetable) (apel.Change, apel.Decision, error) {
			close(changing)
			<-goOn
			e := was.Events[0]
			e.Version, e.State = 2, apel.Cancelled
			return apel.Change{Events: []apel.Event{e}}, apel.Decision{}, nil
		})
		changed <- err
	}()
	<-changing
	go func() {
		_, err := o.Apel().Expect(t.Context(), id, remind)
		told <- err
	}()
	o.awaitBlocked(1, told)
	close(goOn)
	if err := errors.Join(<-changed, <-told); err != nil {
		t.Fatal(err)
	}
	if n := o.number("SELECT count(*) FROM notice"); n != 0 {
		t.Errorf("%d were told of an event that was called off", n)
	}
}

func TestAMonthIsNotClosedWhileSomebodyCorrects(t *testing.T) {
	t.Parallel()
	o, id := openAll(t)
	month := apel.Month{Year: 2026, Month: time.August, ClosedAt: o.clock.Now(), ClosedBy: o.employee(putu)}
	who := o.employee(nyoman)
	correcting, goOn := make(chan struct{}), make(chan struct{})
	corrected, closed := make(chan error, 1), make(chan error, 1)
	go func() {
		_, err := o.Apel().UpdatePresence(t.Context(), id, who, func(c apel.Case) (apel.Decision, error) {
			close(correcting)
			<-goOn
			return there(7, month.ClosedAt)(c)
		})
		corrected <- err
	}()
	<-correcting
	go func() {
		closed <- o.Apel().CloseMonth(t.Context(), month, []audit.Entry{{At: month.ClosedAt, Action: audit.ApelMonthClosed}})
	}()
	o.awaitBlocked(1, closed)
	close(goOn)
	if err := errors.Join(<-corrected, <-closed); err != nil {
		t.Fatal(err)
	}
	var seen atomic.Bool
	if _, err := o.Apel().UpdatePresence(t.Context(), id, who, func(c apel.Case) (apel.Decision, error) {
		seen.Store(c.MonthClosed)
		return apel.Decision{}, nil
	}); err != nil || !seen.Load() {
		t.Errorf("afterwards the month is closed: %t, %v", seen.Load(), err)
	}
	if err := o.Apel().CloseMonth(t.Context(), month, nil); !errors.Is(err, apel.ErrMonthClosed) {
		t.Errorf("closed a second time: %v", err)
	}
	month.ByName = "I Putu Mahendra"
	got, err := o.Apel().Month(t.Context(), 2026, time.August)
	same(t, "the month", month, got)
	open, openErr := o.Apel().Month(t.Context(), 2026, time.September)
	same(t, "the next month", apel.Month{Year: 2026, Month: time.September}, open)
	if err := errors.Join(err, openErr); err != nil {
		t.Error(err)
	}
}

func TestEachBoardIsDrawnByOneProcess(t *testing.T) {
	t.Parallel()
	o, id := openAll(t)
	ctx := t.Context()
	for message := range 4 {
		if err := o.Apel().OpenBoard(ctx, apel.Board{Event: id, Account: 9, Message: message, Step: 100}); err != nil {
			t.Fatal(err)
		}
	}
	if due, err := o.Apel().DueBoards(ctx, 100, 10); err != nil || len(due) != 0 {
		t.Errorf("in their own step: %v, %v, want none", due, err)
	}
	var claimed atomic.Int64
	errs := atOnce(6, func(int) error {
		due, err := o.Apel().DueBoards(ctx, 101, 10)
		claimed.Add(int64(len(due)))
		return err
	})
	if err := errors.Join(errs...); err != nil || claimed.Load() != 4 {
		t.Fatalf("%d boards claimed, %v, want each once", claimed.Load(), err)
	}
	if err := o.Apel().ShownBoard(ctx, apel.Board{Event: id, Account: 9, Message: 0, Step: 101}); err != nil {
		t.Fatal(err)
	}
	if err := o.Apel().CloseBoard(ctx, 9, 1); err != nil {
		t.Fatal(err)
	}
	o.exec("UPDATE apel_board SET claimed_until = claimed_until - interval '1 hour'") // those who had them are dead
	due, err := o.Apel().DueBoards(ctx, 101, 10)
	want := []apel.Board{{Event: id, Account: 9, Message: 2, Step: 100}, {Event: id, Account: 9, Message: 3, Step: 100}}
	slices.SortFunc(due, func(a, b apel.Board) int { return a.Message - b.Message })
	same(t, "boards that nobody drew", want, due)
	if err != nil {
		t.Error(err)
	}
}
