package apel

import (
	"cmp"
	"slices"
	"time"

	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/notify"
)

const (
	// horizon is for how many days ahead events are made.
	horizon = 62
	// lookBack is how far back events are looked at: a rule moves a day by at
	// most ten weeks.
	lookBack = 70
)

// Why a rule changed or called off an event, in the place of somebody's words.
const (
	ReasonRule      = "ATURAN"          // the rule or the calendar gives another day, or other details
	ReasonRuleEnded = "ATURAN_BERAKHIR" // the rule has ended
)

// Reckoning is what a schedule is reconciled by.
type Reckoning struct {
	Now      time.Time
	Zone     *time.Location
	Calendar *calendar.Calendar
	Secret   func() []byte // makes that of a new event
}

// Today is the office's day.
func (r Reckoning) Today() calendar.Date { return calendar.DateOf(r.Now, r.Zone) }

// identity is what an event of a rule is known by, however often it is moved.
type identity struct {
	rule    RuleID
	planned calendar.Date
}

// Reconcile makes the events what the rules say of the days to come: what is
// missing is added, what differs is changed, what fell away is called off.
// Whoever was told of an event is told of what became of it. What was changed
// by hand, has opened or is over is left alone, and nothing is moved into the
// past. A second time it changes nothing.
func (t Timetable) Reconcile(r Reckoning) (Change, Decision) {
	p := pass{Timetable: t, Reckoning: r, known: map[identity]bool{}}
	due := map[identity]calendar.Date{}
	rules := map[RuleID]Rule{}
	for _, rule := range t.Rules {
		rules[rule.ID] = rule
		if !rule.Active {
			continue
		}
		for _, o := range rule.Recurrence.Between(r.Today().AddDays(-lookBack), p.end(), r.Calendar) {
			due[identity{rule.ID, o.Planned}] = o.Date
		}
	}
	for _, e := range t.Events {
		id := identity{e.Rule, e.Planned}
		if e.Rule == 0 {
			continue
		}
		p.known[id] = true
		if day, ok := due[id]; ok {
			p.follow(e, rules[e.Rule], day)
		} else {
			p.callOff(e, rules[e.Rule])
		}
	}
	for _, id := range sorted(due) {
		p.add(rules[id.rule], calendar.Occurrence{Planned: id.planned, Date: due[id]})
	}
	return p.change, p.decision
}

func sorted(due map[identity]calendar.Date) []identity {
	ids := make([]identity, 0, len(due))
	for id := range due {
		ids = append(ids, id)
	}
	slices.SortFunc(ids, func(a, b identity) int {
		return cmp.Or(a.planned.Compare(b.planned), cmp.Compare(a.rule, b.rule))
	})
	return ids
}

// pass is one reconciling.
type pass struct {
	Timetable
	Reckoning
	known    map[identity]bool
	change   Change
	decision Decision
}

// end is up to which day the rules are asked: far enough that an event that was
// moved beyond the horizon is not taken for one that fell away.
func (p *pass) end() calendar.Date {
	last := p.Today().AddDays(horizon)
	for _, e := range p.Events {
		if e.Date.After(last) {
			last = e.Date
		}
	}
	return last.AddDays(lookBack)
}

// mine reports whether the rule may still change an event.
func (p *pass) mine(e Event) bool {
	return !e.Own && e.State != Closed && e.Opens(p.Zone).After(p.Now)
}

// follow changes an event to what its rule says.
func (p *pass) follow(e Event, rule Rule, day calendar.Date) {
	want := e
	want.Date, want.Details, want.State = day, rule.Details, Planned
	if !p.mine(e) || !want.Begins(p.Zone).After(p.Now) || e.equals(want) {
		return
	}
	want.Reason = ReasonRule
	p.save(e, want)
}

// callOff cancels an event that its rule does not have any more.
func (p *pass) callOff(e Event, rule Rule) {
	if !p.mine(e) || e.State == Cancelled {
		return
	}
	want := e
	want.State, want.Reason = Cancelled, ReasonRule
	if !rule.Active {
		want.Reason = ReasonRuleEnded
	}
	p.save(e, want)
}

// add makes an event that is missing.
func (p *pass) add(rule Rule, o calendar.Occurrence) {
	e := Event{Version: 1, Rule: rule.ID, Planned: o.Planned, Date: o.Date, Details: rule.Details, State: Planned}
	if p.known[identity{rule.ID, o.Planned}] || o.Date.After(p.Today().AddDays(horizon)) || !e.Begins(p.Zone).After(p.Now) {
		return
	}
	e.Secret = p.Secret()
	p.change.Events = append(p.change.Events, e)
}

func (p *pass) save(before, after Event) {
	after.Version++
	p.change.Events = append(p.change.Events, after)
	p.decision.Audit = append(p.decision.Audit, changedLine(after, p.Now))
	p.decision.Messages = append(p.decision.Messages, p.tellChange(before, after, p.Zone)...)
}

func changedLine(e Event, at time.Time) audit.Entry {
	return audit.Entry{At: at, Action: audit.ApelChanged, Subject: SubjectOf(e.ID), Facts: map[string]string{
		"state": string(e.State), "date": e.Date.String(), "version": number(int64(e.Version)),
	}}
}

// tellChange tells whoever was told of an event before what became of it, once
// for each version. What nobody sees on the card is not worth telling.
func (t Timetable) tellChange(before, after Event, zone *time.Location) []notify.Message {
	kind := notify.ApelChanged
	switch {
	case after.State == Cancelled:
		kind = notify.ApelCancelled
	case before.looks(after):
		return nil
	}
	until := after.Closes(zone)
	if closes := before.Closes(zone); closes.After(until) {
		until = closes
	}
	var messages []notify.Message
	for _, who := range t.Told[after.ID] {
		m := about(kind, after.ID, number(int64(after.Version)), notify.ToEmployee(who))
		m.Class, m.NotAfter = notify.Reminder, until
		messages = append(messages, m)
	}
	return messages
}
