package store_test

import (
	"errors"
	"testing"

	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/request"
	"github.com/gelis-bali/gelis/domain/staff"
)

func TestOfFiftyVerdictsAtOnceOneCounts(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	id := o.sent(nyoman, "STAF", annual(daysOf(nextMonday(), 5)))
	o.settled(wayan, id, request.Approve)
	lines := len(o.wholeAuditLog())
	deciders := []staff.Actor{o.actor(ketut), o.actor(wayan)} // the head of the bureau, and who acts as such
	choices := []request.Choice{request.Approve, request.Refuse}
	errs := atOnce(50, func(i int) error {
		_, err := o.UpdateRequest(t.Context(), id, "", func(c request.Case) (request.Decision, error) {
			return c.Decide(deciders[i%2], request.Ruling{Choice: choices[i%2], Reason: "Sesuai"}, o.moment())
		})
		return err
	})
	same(t, "audit log", []audit.Action{audit.VerdictGiven}, o.actions(lines))
	verdict := o.request(id).Steps[1].Verdict
	for i, err := range errs {
		mine := deciders[i%2].ID == verdict.Act.By // a second tap of the same is answered like the first
		if mine != (err == nil) || (!mine && !errors.Is(err, request.ErrDecided)) {
			t.Errorf("tap %d: %v", i, err)
		}
	}
}

func TestTwoWhoAskAtOnceDoNotOverdraw(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	o.actor(nyoman)
	errs := atOnce(8, func(i int) error {
		_, err := o.send(nyoman, "STAF", annual(daysOf(nextMonday().AddDays(7*i), 5)), "")
		return err
	})
	if n := succeeded(errs); n != 2 {
		t.Errorf("%d of eight times five days were taken, want two of twelve days: %v", n, errors.Join(errs...))
	}
	if days := o.number("SELECT sum(days) FROM request_charge"); days != 10 {
		t.Errorf("%d days are charged, want 10", days)
	}
}

// unchecked makes a request as if nobody had looked at who is away.
func (o *office) unchecked(nip staff.NIP, position string, a request.Ask) error {
	actor := o.actor(nip)
	_, err := o.AddRequest(o.t.Context(), actor.ID, o.position(position), a, "",
		func(f request.Facts) (*request.Request, request.Decision, error) {
			f.Books.Absences, f.Others = nil, nil
			return f.Send(a, actor, o.moment())
		})
	return err
}

func TestTheDatabaseRefusesAnOverlap(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	// Both take somebody along; the journeys have one day in common.
	asks := []request.Ask{travel(daysOf(nextMonday(), 3), o.person(nyoman)), travel(daysOf(nextMonday().AddDays(2), 3), o.person(nyoman))}
	who, where := []staff.NIP{wayan, putu}, []string{"KABAG", "KARO-UMUM"}
	for i := range who {
		o.actor(who[i])
	}
	errs := atOnce(8, func(i int) error { return o.unchecked(who[i%2], where[i%2], asks[i%2]) })
	if n := succeeded(errs); n != 1 {
		t.Errorf("%d journeys with the same person, want 1", n)
	}
	for _, err := range errs {
		if err != nil && !errors.Is(err, request.ErrOverlap) {
			t.Errorf("refused with %v, want ErrOverlap", err)
		}
	}
	if err := o.unchecked(wayan, "KABAG", travel(daysOf(nextMonday().AddDays(10), 1), o.person(nyoman))); err != nil {
		t.Errorf("another day: %v", err)
	}
}

func TestAVerdictIsEitherTakenBackOrSettled(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	author := o.actor(wayan)
	ends := map[bool]int{}
	for round := range 10 {
		id := o.sent(nyoman, "STAF", annual(daysOf(nextMonday().AddDays(7*round), 1)))
		if err := o.rule(wayan, id, request.Approve); err != nil {
			t.Fatal(err)
		}
		// The last moment of the one is the first of the other; nobody knows which clock read it first.
		last := o.moment()
		last.Now = last.Now.Add(request.UndoFor - 1)
		first := o.moment()
		first.Now = first.Now.Add(request.UndoFor)
		errs := atOnce(2, func(i int) error {
			_, err := o.UpdateRequest(t.Context(), id, "", func(c request.Case) (request.Decision, error) {
				if i == 0 {
					return c.TakeBack(author, last)
				}
				return c.Advance(first), nil
			})
			return err
		})
		c := o.request(id)
		undone := errs[0] == nil
		ends[undone]++
		if errs[1] != nil || undone != (c.Steps[0].Verdict == nil) || undone != c.Steps[1].Since.IsZero() {
			t.Errorf("taken back: %v, advanced: %v; steps %+v", errs[0], errs[1], c.Steps)
		}
		if _, err := o.desk().Withdraw(t.Context(), o.actor(nyoman), id); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("taken back %d times, settled %d times", ends[true], ends[false])
}
