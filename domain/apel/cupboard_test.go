package apel_test

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/gelis-bali/gelis/domain/apel"
	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/request"
	"github.com/gelis-bali/gelis/domain/staff"
)

// cupboard is a store in memory, as strict as the ports say: versions grow by
// one, an event is there once, a notice is told once, and what has no audit
// line was not changed.
type cupboard struct {
	now       func() time.Time
	rules     []apel.Rule
	places    []apel.Place
	reminders []apel.Reminder
	events    []apel.Event
	rows      map[apel.EventID]map[staff.EmployeeID]apel.Presence
	members   map[staff.EmployeeID]staff.Member
	absent    map[staff.EmployeeID]apel.Status // by an approved request
	linked    map[staff.EmployeeID]time.Time
	line      request.Line
	seat      map[staff.EmployeeID]staff.PositionID
	months    map[calendar.Date]apel.Month
	boards    []apel.Board
	used      map[string]bool
	told      []notify.Message
	keys      map[string]bool
	lines     []audit.Entry
	refusals  []audit.Entry
}

func (k *cupboard) RecordAudit(_ context.Context, e audit.Entry) error {
	k.refusals = append(k.refusals, e)
	return nil
}

func (k *cupboard) keep(d apel.Decision) {
	k.lines = append(k.lines, d.Audit...)
	for _, m := range d.Messages {
		if m.Subject.ID == 0 || m.Key == "" || m.To == (notify.Recipient{}) {
			panic(fmt.Sprintf("a message to nobody or about nothing: %+v", m))
		}
		key := fmt.Sprintf("%s to %v", m.Key, m.To)
		if !k.keys[key] {
			k.keys[key] = true
			k.told = append(k.told, m)
		}
	}
}

func (k *cupboard) Rules(context.Context) ([]apel.Rule, error) {
	return slices.Clone(k.rules), nil
}

func (k *cupboard) Places(context.Context) ([]apel.Place, error) {
	return slices.Clone(k.places), nil
}

func (k *cupboard) Reminders(context.Context) ([]apel.Reminder, error) {
	return k.reminders, nil
}

func (k *cupboard) Rule(_ context.Context, id apel.RuleID) (apel.Rule, error) {
	i := slices.IndexFunc(k.rules, func(r apel.Rule) bool { return r.ID == id })
	if i < 0 {
		return apel.Rule{}, apel.ErrNoSuchRule
	}
	return k.rules[i], nil
}

func (k *cupboard) Events(_ context.Context, from, to calendar.Date) ([]apel.Event, error) {
	var found []apel.Event
	for _, e := range k.events {
		if !e.Date.Before(from) && !e.Date.After(to) {
			found = append(found, e)
		}
	}
	slices.SortStableFunc(found, func(a, b apel.Event) int { return a.Begins(zone()).Compare(b.Begins(zone())) })
	return found, nil
}

func (k *cupboard) Event(_ context.Context, id apel.EventID) (apel.Event, error) {
	if id < 1 || int(id) > len(k.events) {
		return apel.Event{}, apel.ErrNoSuchEvent
	}
	return k.events[id-1], nil
}

func (k *cupboard) UpdateSchedule(_ context.Context, from calendar.Date, once string, change func(apel.Timetable) (apel.Change, apel.Decision, error)) (bool, error) {
	if once != "" && k.used[once] {
		return true, nil
	}
	t := apel.Timetable{Rules: slices.Clone(k.rules), Places: k.places, Reminders: k.reminders, Told: map[apel.EventID][]staff.EmployeeID{}}
	for _, e := range k.events {
		if e.Date.Before(from) {
			continue
		}
		t.Events = append(t.Events, e)
		for _, id := range slices.Sorted(maps.Keys(k.rows[e.ID])) {
			if !k.rows[e.ID][id].ToldAt.IsZero() {
				t.Told[e.ID] = append(t.Told[e.ID], id)
			}
		}
	}
	c, d, err := change(t)
	if err != nil {
		return false, err
	}
	k.used[once] = true
	k.put(c)
	k.keep(d)
	return false, nil
}

// put saves a change of the schedule.
func (k *cupboard) put(c apel.Change) {
	for _, r := range c.Rules {
		if r.ID == 0 {
			r.ID = apel.RuleID(len(k.rules) + 1)
			k.rules = append(k.rules, apel.Rule{})
		}
		follows(k.rules[r.ID-1].Version, r.Version)
		k.rules[r.ID-1] = r
	}
	for _, e := range c.Events {
		if e.ID == 0 {
			e.ID = apel.EventID(len(k.events) + 1)
			k.events = append(k.events, apel.Event{})
		}
		follows(k.events[e.ID-1].Version, e.Version)
		k.events[e.ID-1] = e
		k.isUnique(e)
	}
	for _, p := range c.Places {
		if p.ID == 0 {
			p.ID = apel.PlaceID(len(k.places) + 1)
			k.places = append(k.places, p)
		}
		k.places[p.ID-1] = p
	}
	if c.Reminders != nil {
		k.reminders = c.Reminders
	}
}

func (k *cupboard) isUnique(e apel.Event) {
	for _, other := range k.events {
		if e.Rule != 0 && other.ID != e.ID && other.Rule == e.Rule && other.Planned == e.Planned {
			panic("an event is there twice")
		}
	}
}

func follows(before, after int) {
	if after != before+1 {
		panic(fmt.Sprintf("version %d follows %d", after, before))
	}
}

func (k *cupboard) fits(e apel.Event, who staff.EmployeeID) bool {
	m, ok := k.members[who]
	return ok && (e.Scope.Everyone || slices.Contains(e.Scope.Units, m.UnitID) || slices.Contains(e.Scope.People, who))
}

func (k *cupboard) row(e apel.Event, who staff.EmployeeID) (apel.Presence, error) {
	if p, ok := k.rows[e.ID][who]; ok {
		return p, nil
	}
	if !k.fits(e, who) {
		return apel.Presence{}, apel.ErrNotExpected
	}
	return apel.Presence{Event: e.ID, Employee: k.members[who]}, nil
}

func (k *cupboard) save(p apel.Presence) {
	if k.rows[p.Event] == nil {
		k.rows[p.Event] = map[staff.EmployeeID]apel.Presence{}
	}
	k.rows[p.Event][p.Employee.ID] = p
}

// refresh makes the rows of an event, with the marks of approved absences.
func (k *cupboard) refresh(e apel.Event) []apel.Presence {
	var all []apel.Presence
	for _, who := range slices.Sorted(maps.Keys(k.members)) {
		p, err := k.row(e, who)
		if err != nil {
			continue
		}
		if p.Status == apel.Open || p.Way == apel.ByRequest {
			p.Status, p.Way, p.At = k.absent[who], "", time.Time{}
			if p.Status != apel.Open {
				p.Way, p.At = apel.ByRequest, k.now()
			}
		}
		k.save(p)
		all = append(all, p)
	}
	return all
}

func (k *cupboard) Expect(ctx context.Context, id apel.EventID, tell func(apel.Event, []apel.Presence) ([]notify.Message, error)) ([]apel.Presence, error) {
	e, err := k.Event(ctx, id)
	if err != nil || e.State != apel.Planned {
		return nil, err
	}
	all := k.refresh(e)
	if tell == nil {
		return all, nil
	}
	messages, err := tell(e, slices.Clone(all))
	if err != nil {
		return nil, err
	}
	k.keep(apel.Decision{Messages: messages})
	for _, m := range messages {
		p, ok := k.rows[id][m.To.Employee]
		if ok && m.Kind == notify.ApelReminder && p.ToldAt.IsZero() {
			p.ToldAt = k.now()
			k.save(p)
		}
	}
	return all, nil
}

func (k *cupboard) Presence(ctx context.Context, id apel.EventID, who staff.EmployeeID) (apel.Presence, error) {
	e, err := k.Event(ctx, id)
	if err != nil {
		return apel.Presence{}, err
	}
	return k.row(e, who)
}

func (k *cupboard) UpdatePresence(ctx context.Context, id apel.EventID, who staff.EmployeeID, decide func(apel.Case) (apel.Decision, error)) (apel.Presence, error) {
	e, err := k.Event(ctx, id)
	if err != nil {
		return apel.Presence{}, err
	}
	before, err := k.row(e, who)
	if err != nil {
		return apel.Presence{}, err
	}
	p := before
	c := apel.Case{Presence: &p, Event: e, LinkedAt: k.linked[who], Line: k.line, Position: k.seat[who]}
	_, c.MonthClosed = k.months[calendar.NewDate(e.Date.Year(), e.Date.Month(), 1)]
	d, err := decide(c)
	if err != nil {
		return apel.Presence{}, err
	}
	if len(d.Audit) == 0 {
		if p != before {
			panic("changed without an audit line")
		}
		return before, nil
	}
	follows(before.Version, p.Version)
	for _, other := range k.rows[id] {
		if p.Account != 0 && other.Employee.ID != who && other.Account == p.Account {
			return apel.Presence{}, &apel.TakenError{}
		}
	}
	k.save(p)
	k.keep(d)
	return p, nil
}

func (k *cupboard) Mine(_ context.Context, who staff.EmployeeID, from calendar.Date, limit int) ([]apel.Presence, []apel.Event, error) {
	var presences []apel.Presence
	var events []apel.Event
	for _, e := range slices.Backward(k.events) {
		if p, ok := k.rows[e.ID][who]; ok && !e.Date.Before(from) && len(events) < limit {
			presences, events = append(presences, p), append(events, e)
		}
	}
	return presences, events, nil
}

func (k *cupboard) OpenBoard(_ context.Context, b apel.Board) error {
	k.boards = append(k.boards, b)
	return nil
}

func (k *cupboard) CloseBoard(_ context.Context, account staff.AccountID, message int) error {
	k.boards = slices.DeleteFunc(k.boards, func(b apel.Board) bool { return b.Account == account && b.Message == message })
	return nil
}

func (k *cupboard) DueBoards(_ context.Context, step int64, limit int) ([]apel.Board, error) {
	due := slices.DeleteFunc(slices.Clone(k.boards), func(b apel.Board) bool { return b.Step >= step })
	return due[:min(limit, len(due))], nil
}

func (k *cupboard) ShownBoard(_ context.Context, b apel.Board) error {
	for i := range k.boards {
		if k.boards[i].Account == b.Account && k.boards[i].Message == b.Message {
			k.boards[i] = b
		}
	}
	return nil
}

func (k *cupboard) Settle(ctx context.Context, id apel.EventID, settle func(apel.Event) (apel.Event, apel.Decision, error)) error {
	before, err := k.Event(ctx, id)
	if err != nil {
		return err
	}
	e, d, err := settle(before)
	if err != nil || len(d.Audit) == 0 {
		return err
	}
	follows(before.Version, e.Version)
	k.events[id-1] = e
	k.keep(d)
	for _, p := range k.rows[id] {
		if p.Status == apel.Open {
			p.Status, p.Way, p.At = apel.Unexplained, apel.ByClose, e.ClosedAt
			p.Version++
			k.save(p)
		}
	}
	return nil
}

func (k *cupboard) Roll(_ context.Context, id apel.EventID, units []staff.UnitID) ([]apel.Presence, error) {
	var all []apel.Presence
	for _, who := range slices.Sorted(maps.Keys(k.rows[id])) {
		if p := k.rows[id][who]; len(units) == 0 || slices.Contains(units, p.Employee.UnitID) {
			all = append(all, p)
		}
	}
	return all, nil
}

func (k *cupboard) Tally(ctx context.Context, from, to calendar.Date, units []staff.UnitID, event apel.EventID) ([]apel.Count, error) {
	of := map[staff.UnitID]map[apel.Status]int{}
	for _, e := range k.events {
		if e.State == apel.Cancelled || e.Date.Before(from) || e.Date.After(to) || event != 0 && e.ID != event {
			continue
		}
		roll, _ := k.Roll(ctx, e.ID, units)
		for _, p := range roll {
			if of[p.Employee.UnitID] == nil {
				of[p.Employee.UnitID] = map[apel.Status]int{}
			}
			of[p.Employee.UnitID][p.Status]++
		}
	}
	var all []apel.Count
	for _, unit := range slices.Sorted(maps.Keys(of)) {
		all = append(all, apel.Count{Unit: unit, Of: of[unit]})
	}
	return all, nil
}

func (k *cupboard) Records(context.Context, calendar.Date, calendar.Date, []staff.UnitID, string, int, int) ([]apel.Record, int, error) {
	return nil, 0, nil
}

func (k *cupboard) Month(_ context.Context, year int, month time.Month) (apel.Month, error) {
	return k.months[calendar.NewDate(year, month, 1)], nil
}

func (k *cupboard) CloseMonth(_ context.Context, m apel.Month, lines []audit.Entry) error {
	k.months[calendar.NewDate(m.Year, m.Month, 1)] = m
	k.keep(apel.Decision{Audit: lines})
	return nil
}

func (k *cupboard) CountInScope(_ context.Context, s staff.Scope) (people, linked int, err error) {
	for who := range k.members {
		if k.fits(apel.Event{Details: apel.Details{Scope: s}}, who) {
			people++
		}
	}
	return people, people, nil
}

func (k *cupboard) RootUnits(context.Context) ([]staff.UnitID, error) {
	return []staff.UnitID{root}, nil
}

func (k *cupboard) Heads(_ context.Context, units []staff.UnitID) ([]staff.Position, error) {
	tops := map[staff.UnitID]staff.PositionID{root: topPost, bureau: headPost}
	var heads []staff.Position
	for _, u := range units {
		if top, ok := tops[u]; ok {
			heads = append(heads, staff.Position{ID: top, UnitID: u})
		}
	}
	return heads, nil
}

func (k *cupboard) Personnel(context.Context, staff.UnitID) ([]staff.EmployeeID, error) {
	return []staff.EmployeeID{personnelID}, nil
}
