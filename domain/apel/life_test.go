package apel_test

import (
	"context"
	"maps"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/gelis-bali/gelis/domain/apel"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
)

// faultOf says what is illegal in a presence.
func faultOf(p apel.Presence, closed bool) string {
	proved := p.Way == apel.ByCode || p.Way == apel.ByQR || p.Way == apel.ByLocation
	switch {
	case (p.Status == apel.Open) != (p.Way == "") || (p.Status == apel.Open) != p.At.IsZero():
		return "a status without a way or an instant"
	case proved != p.Status.There() && p.Way != apel.ByOfficer || proved != (p.Account != 0):
		return "being there without a proof"
	case p.Way == apel.ByConsent && (p.Excuse.Consent != apel.Granted || p.Excuse.As != p.Status):
		return "a consent that nobody gave"
	case p.Way == apel.ByClose && p.Status != apel.Unexplained || closed && p.Status == apel.Open:
		return "open after the end of the day"
	case (p.Way == apel.ByOfficer) != (p.MarkedBy != 0) || p.MarkedBy == p.Employee.ID:
		return "a mark that nobody made"
	case p.Excuse.Consent == apel.Asked && (p.Status.There() || p.Coming):
		return "an excuse of who is there or comes"
	case p.Wrong > apel.MaxWrong:
		return "too many tries"
	}
	return ""
}

// mayFollow says whether what is known now may have come after what was known.
func mayFollow(before, after apel.Presence) bool {
	switch {
	case before.Version > after.Version:
		return false
	case before.Way == apel.ByOfficer:
		return after.Way == apel.ByOfficer
	case before.Status.There():
		return after.Way == apel.ByOfficer || after.Status == before.Status
	}
	return true
}

func TestWhateverPeopleDoEveryPresenceIsLegal(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		o := open()
		names := slices.Sorted(maps.Keys(crowd()))
		before := map[staff.EmployeeID]apel.Presence{}
		for range rapid.IntRange(1, 40).Draw(rt, "acts") {
			by := crowd()[rapid.SampledFrom(names).Draw(rt, "by")]
			if rapid.IntRange(0, 9).Draw(rt, "phone") == 0 {
				by.Account = crowd()["self"].Account
			}
			o.act(t.Context(), rt, by)
			o.isLegal(rt, before)
		}
	})
}

// isLegal sees that every presence is legal and may have come after the one
// before.
func (o office) isLegal(t *rapid.T, before map[staff.EmployeeID]apel.Presence) {
	for who, p := range o.rows[1] {
		if fault := faultOf(p, o.events[0].State == apel.Closed); fault != "" {
			t.Fatalf("%s: %+v", fault, p)
		}
		if !mayFollow(before[who], p) {
			t.Fatalf("%+v\nbecame %+v", before[who], p)
		}
		before[who] = p
	}
}

// act lets somebody do something, or time pass. Most of it is refused.
func (o office) act(ctx context.Context, t *rapid.T, by staff.Actor) {
	who := rapid.SampledFrom([]staff.EmployeeID{selfID, mateID, headID, farID}).Draw(t, "whom")
	as := rapid.SampledFrom(append(apel.Statuses(), apel.Open)).Draw(t, "as")
	yes := rapid.Bool().Draw(t, "yes")
	switch rapid.IntRange(0, 8).Draw(t, "does") {
	case 0:
		_, _ = o.Coming(ctx, by, 1)
	case 1:
		_, _ = o.Excuse(ctx, by, 1, rapid.SampledFrom([]apel.Status{apel.Sick, apel.Permitted, apel.Travelling, as}).Draw(t, "why"), "alasan")
	case 2:
		_, _ = o.Consent(ctx, by, 1, who, o.verdict(who, yes, "jawaban"))
	case 3, 4:
		_, _ = o.CheckIn(ctx, by, rapid.SampledFrom([]apel.Proof{
			o.code(), {Event: 1, Digits: "000000"}, {Event: 1, Fix: here()}, {Event: 1, Token: o.events[0].Token(apel.StepAt(*o.time))},
		}).Draw(t, "proof"))
	case 5:
		_, _ = o.Mark(ctx, by, 1, who, as, "alasan")
	case 6:
		o.absent[who] = map[bool]apel.Status{true: apel.OnLeave, false: apel.Open}[yes]
		_, _ = o.Expect(ctx, 1, nil)
	default:
		o.passes(ctx, t)
	}
}

// passes lets some time pass, with what is due in it.
func (o office) passes(ctx context.Context, t *rapid.T) {
	to := o.time.Add(time.Duration(rapid.SampledFrom([]int{1, 10, 45, 180, 900}).Draw(t, "minutes")) * time.Minute)
	due, _ := o.Instants(ctx, *o.time, to)
	o.set(to)
	for _, i := range due {
		if err := o.RunTask(ctx, i.Task, i.At); err != nil {
			t.Fatal(err)
		}
	}
}

func drawRecurrence(t *rapid.T) calendar.Rule {
	return calendar.Rule{
		Kind:    rapid.SampledFrom([]calendar.RuleKind{calendar.Weekly, calendar.MonthDay, calendar.MonthWeekday}).Draw(t, "kind"),
		Weekday: time.Weekday(rapid.IntRange(0, 6).Draw(t, "weekday")), Nth: rapid.SampledFrom([]int{1, 2, calendar.Last}).Draw(t, "nth"),
		Day: rapid.IntRange(1, 31).Draw(t, "day"), Shift: rapid.SampledFrom(calendar.Shifts()).Draw(t, "shift"),
	}
}

// shown is what somebody who was told knows of an event.
type shown struct {
	date   calendar.Date
	minute int
	state  apel.State
}

func (o office) shown() map[apel.EventID]shown {
	all := map[apel.EventID]shown{}
	for _, e := range o.events {
		all[e.ID] = shown{e.Date, e.Minute, e.State}
	}
	return all
}

// everybodyKnows sees that since a moment each who was told before was told of
// each event that changed, once, and of no other.
func (o office) everybodyKnows(t *rapid.T, was map[apel.EventID]shown, told map[apel.EventID][]staff.EmployeeID, from int) {
	heard := heardOf(o.told[from:])
	for id, now := range o.shown() {
		before, known := was[id]
		want := 0
		if known && before != now {
			want = 1
		}
		for _, who := range told[id] {
			if heard[id][who] != want {
				t.Fatalf("employee %d heard %d times that apel %d of %+v became %+v", who, heard[id][who], id, before, now)
			}
		}
		if len(heard[id]) > len(told[id])*want {
			t.Fatalf("apel %d was told to who did not know of it: %v", id, heard[id])
		}
	}
}

// heardOf counts how often each was told that an event changed.
func heardOf(messages []notify.Message) map[apel.EventID]map[staff.EmployeeID]int {
	heard := map[apel.EventID]map[staff.EmployeeID]int{}
	for _, m := range messages {
		id := apel.EventID(m.Subject.ID)
		if heard[id] == nil {
			heard[id] = map[staff.EmployeeID]int{}
		}
		if m.Kind == notify.ApelChanged || m.Kind == notify.ApelCancelled {
			heard[id][m.To.Employee]++
		}
	}
	return heard
}

func (o office) toldSoFar() map[apel.EventID][]staff.EmployeeID {
	told := map[apel.EventID][]staff.EmployeeID{}
	for id, rows := range o.rows {
		for who, p := range rows {
			if !p.ToldAt.IsZero() {
				told[id] = append(told[id], who)
			}
		}
	}
	return told
}

func TestWhateverBecomesOfRulesAndDaysEverybodyIsToldOnce(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		o := empty()
		for range rapid.IntRange(1, 12).Draw(rt, "changes") {
			was, told, from := o.shown(), o.toldSoFar(), len(o.told)
			o.upset(t.Context(), rt)
			if err := o.Reconcile(t.Context()); err != nil {
				rt.Fatal(err)
			}
			o.everybodyKnows(rt, was, told, from)
			o.isSettled(rt)
			if rapid.IntRange(0, 2).Draw(rt, "time passes") == 0 {
				o.passes(t.Context(), rt)
			}
		}
	})
}

// upset changes a rule or the calendar, or lets somebody hear of an event.
func (o office) upset(ctx context.Context, t *rapid.T) {
	switch rapid.IntRange(0, 3).Draw(t, "upset") {
	case 0:
		var days []calendar.Day
		for range rapid.IntRange(0, 6).Draw(t, "holidays") {
			days = append(days, holiday(on(12, 1).AddDays(rapid.IntRange(0, 70).Draw(t, "holiday"))))
		}
		o.cal.Reset(days, nil)
	case 1, 2:
		r := mondays()
		if len(o.rules) > 0 {
			r = rapid.SampledFrom(o.rules).Draw(t, "rule")
			r.Version++
		} else {
			r.Version = 1
		}
		r.Recurrence, r.Minute = drawRecurrence(t), rapid.SampledFrom([]int{450, 480}).Draw(t, "minute")
		r.Active = rapid.IntRange(0, 4).Draw(t, "active") > 0
		o.put(apel.Change{Rules: []apel.Rule{r}})
	case 3:
		if len(o.events) > 0 {
			id := rapid.SampledFrom(o.events).Draw(t, "event").ID
			_, _ = o.Coming(ctx, crowd()[rapid.SampledFrom([]string{"self", "mate"}).Draw(t, "who")], id)
		}
	}
}

// isSettled sees that reconciling again changes nothing, and that what is to
// come is what the rules say.
func (o office) isSettled(t *rapid.T) {
	tt := apel.Timetable{Rules: o.rules, Events: o.events, Told: o.toldSoFar()}
	c, d := tt.Reconcile(apel.Reckoning{Now: *o.time, Zone: zone(), Calendar: o.cal, Secret: func() []byte { return []byte("x") }})
	if len(c.Events) > 0 || len(d.Messages) > 0 || len(d.Audit) > 0 {
		t.Fatalf("a second time changes %+v and tells %+v", c.Events, d.Messages)
	}
	for _, r := range o.rules {
		for _, due := range r.Recurrence.Between(o.Today().AddDays(1), o.Today().AddDays(62), o.cal) {
			held := slices.ContainsFunc(o.events, func(e apel.Event) bool {
				return e.Rule == r.ID && e.Planned == due.Planned && (e.Date == due.Date && e.State == apel.Planned || e.Date.Before(o.Today().AddDays(1)))
			})
			if r.Active && !held {
				t.Fatalf("%s misses %+v", r.Recurrence, due)
			}
		}
	}
}
