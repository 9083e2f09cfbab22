package request_test

import (
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/leave"
	"github.com/gelis-bali/gelis/domain/request"
	"github.com/gelis-bali/gelis/domain/staff"
)

// legalMoves are all changes of a request's state.
func legalMoves() map[request.State][]request.State {
	ends := []request.State{request.Approved, request.Refused, request.Postponed, request.Withdrawn, request.Lapsed}
	return map[request.State][]request.State{
		request.Waiting:  append([]request.State{request.Proposed}, ends...),
		request.Proposed: append([]request.State{request.Waiting}, ends...),
		request.Approved: {request.Cancelled},
	}
}

// drawRules draws chains of one to three steps, each of one to three positions.
func drawRules(t *rapid.T) []request.Rule {
	who := rapid.SampledFrom([]request.Decider{
		{Way: request.Superior},
		{Way: request.SuperiorsAbove},
		{Way: request.NearestInEchelon, Echelon: staff.EchelonII},
		{Way: request.NamedPosition, Position: treasury},
		{Way: request.NamedPosition, Position: neighbour},
		{Way: request.NamedPosition, Position: head},
	})
	mode := rapid.SampledFrom([]request.Mode{request.AnyOf, request.AllOf})
	var rules []request.Rule
	for _, kind := range request.Kinds() {
		r := request.Rule{Kind: kind}
		for i := range rapid.IntRange(1, 3).Draw(t, "steps") {
			stage := request.Decide
			if i > 0 {
				stage = rapid.SampledFrom([]request.Stage{request.Consider, request.Decide}).Draw(t, "stage")
			}
			r.Steps = append([]request.RuleStep{{
				Stage: stage, Mode: mode.Draw(t, "mode"), EscalateDays: rapid.IntRange(0, 2).Draw(t, "escalate"),
				Who: rapid.SliceOfN(who, 1, 3).Draw(t, "who"),
			}}, r.Steps...)
		}
		rules = append(rules, r)
	}
	return rules
}

func drawAsk(t *rapid.T) request.Ask {
	a := rapid.SampledFrom([]func(...func(*request.Ask)) request.Ask{annual, annual, annual, sick, late, travel, overtime}).Draw(t, "kind")()
	from := monday().AddDays(rapid.IntRange(-2, 60).Draw(t, "from"))
	a.Period = days(from, from)
	if a.Kind == request.Leave || a.Kind == request.Travel {
		a.Period.To = from.AddDays(rapid.IntRange(0, 20).Draw(t, "days"))
	}
	return a
}

// world is an office in which anything may happen.
type world struct {
	*testing.T
	office
	crowd []staff.EmployeeID
}

func TestWhateverPeopleDoEveryRequestComesToOneEnd(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		w := world{t, open(func(k *cabinet) { k.rules = drawRules(rt) }), slices.Sorted(maps.Keys(names()))}
		rt.Repeat(map[string]func(*rapid.T){
			"send":    w.send,
			"send2":   w.send,
			"decide":  w.act(request.ActionDecide, w.decide),
			"decide2": w.act(request.ActionDecide, w.decide),
			"decide3": w.act(request.ActionDecide, w.decide),
			"back": w.act(request.ActionTakeBack, func(_ *rapid.T, by staff.Actor, id request.ID) error {
				_, err := w.TakeBack(t.Context(), by, id)
				return err
			}),
			"answer": w.act(request.ActionAnswer, func(rt *rapid.T, by staff.Actor, id request.ID) error {
				_, err := w.Answer(t.Context(), by, id, rapid.IntRange(0, 3).Draw(rt, "accepts") > 0)
				return err
			}),
			"withdraw": w.act(request.ActionWithdraw, func(_ *rapid.T, by staff.Actor, id request.ID) error {
				_, err := w.Withdraw(t.Context(), by, id)
				return err
			}),
			"nudge": w.act(request.ActionNudge, func(_ *rapid.T, by staff.Actor, id request.ID) error {
				_, err := w.Nudge(t.Context(), by, id)
				return err
			}),
			"cancel": w.act(request.ActionAskCancel, func(_ *rapid.T, by staff.Actor, id request.ID) error {
				a := request.Ask{Cancels: id, Reason: "Batal"}
				_, err := w.Send(t.Context(), by, applicant(w.line, by.ID).Position, a, "")
				return err
			}),
			"advance": w.act(request.ActionView, func(_ *rapid.T, _ staff.Actor, id request.ID) error { return w.Advance(t.Context(), id) }),
			"seat":    w.reseat,
			"time":    w.passes,
			"time2":   w.passes,
			"":        w.inOrder,
		})
	})
}

// act lets somebody do something with a request: mostly somebody who may.
func (w world) act(act request.Action, do func(*rapid.T, staff.Actor, request.ID) error) func(*rapid.T) {
	return func(t *rapid.T) {
		by := rapid.SampledFrom(w.crowd).Draw(t, "by")
		id := request.ID(rapid.IntRange(1, len(w.requests)+1).Draw(t, "request"))
		if able := w.able(act); len(able) > 0 && rapid.IntRange(0, 4).Draw(t, "may") > 0 {
			drawn := rapid.SampledFrom(able).Draw(t, "able")
			by, id = drawn.by, drawn.id
		}
		actor := actor(w.line, by)
		actor.Active = rapid.IntRange(0, 19).Draw(t, "active") > 0
		w.step(t, actor, id, do)
	}
}

// pair is somebody with a request.
type pair struct {
	by staff.EmployeeID
	id request.ID
}

// able are those who may do something now.
func (w world) able(act request.Action) []pair {
	var able []pair
	for _, id := range slices.Sorted(maps.Keys(w.requests)) {
		for _, by := range w.crowd {
			if _, err := w.May(w.Context(), actor(w.line, by), act, id); err == nil {
				able = append(able, pair{by, id})
			}
		}
	}
	return able
}

func (w world) send(t *rapid.T) {
	id := rapid.SampledFrom(w.crowd).Draw(t, "by")
	a := drawAsk(t)
	before := w.copies()
	_, err := w.Send(w.Context(), actor(w.line, id), applicant(w.line, id).Position, a, "")
	if diff := cmp.Diff(before, w.copies()); err != nil && diff != "" {
		t.Fatalf("refused, but it changed:\n%s", diff)
	}
}

func (w world) decide(t *rapid.T, by staff.Actor, id request.ID) error {
	choice := rapid.SampledFrom([]request.Choice{request.Approve, request.Approve, request.Approve, request.Change, request.Postpone, request.Refuse}).Draw(t, "choice")
	from := monday().AddDays(rapid.IntRange(0, 60).Draw(t, "from"))
	other := days(from, from.AddDays(rapid.IntRange(0, 10).Draw(t, "days")))
	_, err := w.Decide(w.Context(), by, id, choice, "Beban kerja", other, "")
	return err
}

// reseat empties a position, or seats somebody on it.
func (w world) reseat(t *rapid.T) {
	position := staff.PositionID(rapid.IntRange(1, 7).Draw(t, "position"))
	var hs []request.Holder
	for range rapid.IntRange(0, 2).Draw(t, "holders") {
		as := rapid.SampledFrom([]staff.Capacity{staff.Definitive, staff.Plt, staff.Plh}).Draw(t, "as")
		hs = append(hs, acting(rapid.SampledFrom(w.crowd).Draw(t, "who"), as))
	}
	seat(w.line, position, hs...)
	if rapid.IntRange(0, 9).Draw(t, "loop") == 0 {
		p := w.line[position]
		p.Superior = staff.PositionID(rapid.IntRange(0, 7).Draw(t, "superior"))
		w.line[position] = p
	}
}

// passes lets time go by, with the jobs that are due or with late ones.
func (w world) passes(t *rapid.T) {
	d := rapid.SampledFrom([]time.Duration{time.Second, 30 * time.Second, time.Minute, time.Hour, 20 * time.Hour, 5 * 24 * time.Hour}).Draw(t, "time")
	if rapid.Bool().Draw(t, "late jobs") {
		w.now = w.now.Add(d)
		return
	}
	before := w.copies()
	w.pass(w.T, d)
	for id := range before {
		onlyLegalMoves(t, before[id], w.requests[id])
	}
}

func (w world) copies() map[request.ID]request.Request {
	all := map[request.ID]request.Request{}
	for id, r := range w.requests {
		all[id] = copyOf(r)
	}
	return all
}

// step lets somebody do something, and sees that it is lawful or changes nothing.
func (w world) step(t *rapid.T, by staff.Actor, id request.ID, do func(*rapid.T, staff.Actor, request.ID) error) {
	before, saved := w.copies(), len(w.saved)
	_, asked := w.May(w.Context(), by, request.ActionDecide, id)
	err := do(t, by, id)
	if diff := cmp.Diff(before, w.copies()); err != nil && diff != "" {
		t.Fatalf("refused with %v, but it changed:\n%s", err, diff)
	}
	for other := range before {
		onlyLegalMoves(t, before[other], w.requests[other])
	}
	for _, d := range w.saved[saved:] {
		for _, e := range d.Audit {
			if e.Action == audit.VerdictGiven && (asked != nil || e.Actor != by.ID) {
				t.Fatalf("employee %d gave a verdict out of turn: %v", e.Actor, asked)
			}
		}
	}
}

func onlyLegalMoves(t *rapid.T, was, is request.Request) {
	if was.State != is.State && !slices.Contains(reachable(was.State), is.State) {
		t.Fatalf("request %d went from %s to %s", is.ID, was.State, is.State)
	}
	if !was.State.Open() && is.State != request.Cancelled {
		bare := is
		bare.CancelledBy = was.CancelledBy
		if diff := cmp.Diff(was, bare); diff != "" {
			t.Fatalf("request %d had ended and changed:\n%s", is.ID, diff)
		}
	}
	if was.Version > is.Version {
		t.Fatalf("request %d went from version %d to %d", is.ID, was.Version, is.Version)
	}
}

// reachable are the states that one or more moves lead to.
func reachable(from request.State) []request.State {
	var all []request.State
	var walk func(request.State)
	walk = func(s request.State) {
		for _, next := range legalMoves()[s] {
			if !slices.Contains(all, next) {
				all = append(all, next)
				walk(next)
			}
		}
	}
	walk(from)
	return all
}

// inOrder holds of every office at every moment.
func (w world) inOrder(t *rapid.T) {
	for _, id := range slices.Sorted(maps.Keys(w.requests)) {
		r := w.requests[id]
		w.stepsInOrder(t, r)
		w.endInOrder(t, r)
	}
	for _, id := range w.crowd {
		w.booksInOrder(t, id)
	}
}

func (w world) stepsInOrder(t *rapid.T, r request.Request) {
	if r.Steps[len(r.Steps)-1].Stage != request.Decide {
		t.Fatalf("request %d is decided by nobody", r.ID)
	}
	for i, s := range r.Steps {
		if i > 0 && !s.Since.IsZero() && r.Steps[i-1].Since.IsZero() {
			t.Fatalf("request %d: step %d.%d began before the one before it", r.ID, s.Ordinal, s.Slot)
		}
		if s.Verdict != nil {
			verdictInOrder(t, r, s)
		}
	}
}

func verdictInOrder(t *rapid.T, r request.Request, s request.Step) {
	switch v := s.Verdict; {
	case s.Since.IsZero() || v.Act.At.Before(s.Since):
		t.Fatalf("request %d: a verdict before its turn", r.ID)
	case v.Act.By == r.Applicant.ID:
		t.Fatalf("request %d was decided by its applicant", r.ID)
	case !v.Settled && !r.State.Open():
		t.Fatalf("request %d has ended with a verdict that is pending", r.ID)
	case s.Skipped:
		t.Fatalf("request %d: a verdict in a step that was skipped", r.ID)
	}
}

// endInOrder: an end has an instant and wakes no more; an approval has the
// consent of every step that decides.
func (w world) endInOrder(t *rapid.T, r request.Request) {
	if r.State.Open() != r.EndedAt.IsZero() || !r.State.Open() && !r.WakeAt.IsZero() {
		t.Fatalf("request %d: %s, ended %s, wakes %s", r.ID, r.State, r.EndedAt, r.WakeAt)
	}
	if r.State != request.Approved {
		return
	}
	agreed := map[int]bool{}
	for _, s := range r.Steps {
		agreed[s.Ordinal] = agreed[s.Ordinal] || consents(s)
		if s.Mode == request.AllOf && !consents(s) {
			t.Fatalf("request %d is approved without step %d.%d", r.ID, s.Ordinal, s.Slot)
		}
	}
	for _, s := range r.Steps {
		if !agreed[s.Ordinal] {
			t.Fatalf("request %d is approved with nobody's consent in step %d", r.ID, s.Ordinal)
		}
	}
}

// consents reports whether a verdict lets a request go on: advice always does.
func consents(s request.Step) bool {
	v := s.Verdict
	if v == nil || v.Choice == request.Change {
		return v != nil && !v.Accepted.IsZero()
	}
	return s.Stage == request.Consider || v.Choice == request.Approve
}

// booksInOrder: charges are exactly the days of what occupies or was
// postponed, no source is overdrawn, and nobody is at two places.
func (w world) booksInOrder(t *rapid.T, id staff.EmployeeID) {
	for _, r := range w.requests {
		if got, want := charged(r.Charges), due(r); r.Applicant.ID == id && got != want {
			t.Fatalf("request %d, %s, of %d days is charged %d", r.ID, r.State, r.Days, got)
		}
	}
	b := w.books(id, 0)
	spent := map[leave.Charge]int{}
	for _, c := range b.Charges {
		spent[leave.Charge{Source: c.Source}] += c.Days
	}
	for source, days := range spent {
		if days > leave.Entitlement || days < 0 {
			t.Fatalf("employee %d spent %d days of %d", id, days, source.Source)
		}
	}
	for i, x := range b.Absences {
		for _, y := range b.Absences[i+1:] {
			if together := meet(x, y); together {
				t.Fatalf("employee %d is at two places: requests %d and %d", id, x.Request, y.Request)
			}
		}
	}
}

func charged(charges []leave.Charge) int {
	total := 0
	for _, c := range charges {
		total += c.Days
	}
	return total
}

// due is what a request has to be charged.
func due(r request.Request) int {
	if r.Leave == leave.Annual && r.Cancels == 0 && (r.State.Occupies() || r.State == request.Postponed) {
		return r.Days
	}
	return 0
}

func meet(x, y request.Absence) bool {
	from, to := x.During()
	start, end := y.During()
	return from.Before(end) && start.Before(to)
}
