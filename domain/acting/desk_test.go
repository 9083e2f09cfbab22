package acting_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/gelis-bali/gelis/domain/acting"
	"github.com/gelis-bali/gelis/domain/staff"
)

func TestThePlanShowsWhatTheDeputyWillSee(t *testing.T) {
	t.Parallel()
	beside := acts(4, staff.Plh, day(time.November, 23), day(time.November, 25))
	k := &keeper{facts: facts(definitive(holderID), beside)}
	got, err := open(k).Plan(t.Context(), people()["holder"], order())
	if err != nil {
		t.Fatal(err)
	}
	want := acting.Plan{
		Order: order(), Position: position(), Deputy: employee(deputyID, "Ni Made Ratna"),
		Holders: []acting.Term{definitive(holderID)}, Others: []acting.Term{beside},
		Workload: acting.Workload{Dispositions: 4, Requests: 2},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if len(k.saved) > 0 {
		t.Error("a plan was saved")
	}
}

func TestAPlanIsRefusedAsTheOrderWouldBe(t *testing.T) {
	t.Parallel()
	for name, o := range map[string]acting.Order{
		"past": order(days(day(time.November, 2), day(time.November, 3))), "Plt": order(plt),
	} {
		for who, by := range people() {
			_, planned := open(&keeper{}).Plan(t.Context(), by, o)
			_, ordered := open(&keeper{}).Appoint(t.Context(), by, o, "")
			if reason := reasonOf(planned); reason == nil || !errors.Is(ordered, reason) {
				t.Errorf("%s by %s: %v and %v", name, who, planned, ordered)
			}
		}
	}
}

// reasonOf is why an order was refused.
func reasonOf(err error) error {
	for _, reason := range []error{acting.ErrPast, acting.ErrHeld, acting.ErrNotYours, acting.ErrOnlyPersonnel, staff.ErrInactive} {
		if errors.Is(err, reason) {
			return reason
		}
	}
	return nil
}

func TestPositionsThatAreOffered(t *testing.T) {
	t.Parallel()
	found := acting.Post{Position: staff.Position{ID: section, Title: "Kepala Subbagian", UnitID: bureau}}
	own := acting.Post{Position: position(), Holder: "I Wayan Sudarma", HolderID: holderID}
	both := granted(people()["holder"], staff.Personnel, bureau)
	tests := []struct {
		name  string
		by    staff.Actor
		text  string
		limit int
		want  []acting.Post
	}{
		{"to a holder, the own one", people()["holder"], "", 5, []acting.Post{own}},
		{"to a holder who looks for it", people()["holder"], "biro KEPALA", 5, []acting.Post{own}},
		{"to a holder who looks for another", people()["holder"], "dinas", 5, nil},
		{"to who acts, the definitive ones alone", people()["deputy"], "", 5, []acting.Post{{
			Position: held(section, staff.Definitive).Position, Holder: "Ni Made Ratna", HolderID: deputyID,
		}}},
		{"to the personnel office, those of the unit", people()["personnel of the unit"], "", 5, []acting.Post{own, found}},
		{"to both, each once", both, "", 5, []acting.Post{own, found}},
		{"no more than asked for", both, "", 1, []acting.Post{own}},
		{"to others, none", people()["clerk of the unit"], "", 5, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, err := open(&keeper{posts: []acting.Post{own, found}}).Posts(t.Context(), tt.by, tt.text, tt.limit)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, got, emptyIsNone()); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func emptyIsNone() cmp.Option {
	return cmp.Transformer("none", func(p []acting.Post) map[int]acting.Post {
		all := map[int]acting.Post{}
		for i, post := range p {
			all[i] = post
		}
		return all
	})
}

func TestDeputiesThatAreOffered(t *testing.T) {
	t.Parallel()
	people := people()
	k := &keeper{candidates: []acting.Candidate{{ID: 7, Name: "the actor"}, {ID: holderID, Name: "the holder"}, {ID: 20}, {ID: 21}, {ID: 22}}}
	got, err := open(k).Candidates(t.Context(), people["personnel of the unit"], head, "", 2)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]acting.Candidate{{ID: 20}, {ID: 21}}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if _, err := open(k).Candidates(t.Context(), people["clerk of the unit"], head, "", 2); !errors.Is(err, acting.ErrNotYours) || len(k.refusals) != 1 {
		t.Errorf("got %v, %d refusals", err, len(k.refusals))
	}
}

func TestTheListIsOfWhatOneHasToDoWith(t *testing.T) {
	t.Parallel()
	today := day(time.November, 23)
	for who, want := range map[string]acting.Query{
		"holder":                {Employee: holderID, Positions: []staff.PositionID{head}, Today: today},
		"deputy":                {Employee: deputyID, Positions: []staff.PositionID{section}, Today: today},
		"personnel of the unit": {Employee: 7, Units: []staff.UnitID{bureau, bureau + 1}, Today: today},
		"clerk of the unit":     {Employee: 11, Today: today},
	} {
		k := &keeper{kept: appointment()}
		all, err := open(k).Mine(t.Context(), people()[who])
		if err != nil || len(all) != 1 {
			t.Fatalf("%d, %v", len(all), err)
		}
		if diff := cmp.Diff(want, k.asked); diff != "" {
			t.Errorf("%s: (-want +got):\n%s", who, diff)
		}
	}
}

func TestWhoIsOfferedToEndIt(t *testing.T) {
	t.Parallel()
	over := appointment(func(a *acting.Appointment) { a.Until = day(time.November, 22) })
	for _, tt := range []struct {
		who  string
		kept acting.Appointment
		want bool
	}{
		{"holder", appointment(), true},
		{"personnel of the unit", appointment(), true},
		{"former personnel who appointed", appointment(), true},
		{"deputy", appointment(), false},
		{"holder", over, false},
	} {
		_, got, err := open(&keeper{kept: tt.kept}).Show(t.Context(), people()[tt.who], 55)
		if err != nil || got != tt.want {
			t.Errorf("%s: got %v, %v, want %v", tt.who, got, err, tt.want)
		}
	}
}

func TestWhatTheStoreSaysIsHandedOn(t *testing.T) {
	t.Parallel()
	for _, failure := range []error{acting.ErrNoSuchPosition, acting.ErrNoSuchAppointment, staff.ErrNoSuchEmployee, errors.New("away")} {
		desk, by := open(&keeper{err: failure}), people()["personnel of the unit"]
		calls := map[string]func() error{
			"facts":      func() error { _, err := desk.Plan(t.Context(), by, order()); return err },
			"appoint":    func() error { _, err := desk.Appoint(t.Context(), by, order(), ""); return err },
			"end":        func() error { _, err := desk.End(t.Context(), by, 55); return err },
			"look":       func() error { _, err := desk.Look(t.Context(), 55); return err },
			"show":       func() error { _, _, err := desk.Show(t.Context(), by, 55); return err },
			"list":       func() error { _, err := desk.Mine(t.Context(), by); return err },
			"posts":      func() error { _, err := desk.Posts(t.Context(), by, "", 5); return err },
			"candidates": func() error { _, err := desk.Candidates(t.Context(), by, head, "", 5); return err },
		}
		for name, call := range calls {
			if err := call(); !errors.Is(err, failure) {
				t.Errorf("%s: got %v, want %v", name, err, failure)
			}
		}
	}
}
