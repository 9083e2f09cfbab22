package store_test

import (
	"errors"
	"testing"

	"github.com/gelis-bali/gelis/domain/acting"
	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/staff"
)

func (o *office) actingDesk() *acting.Desk {
	return acting.NewDesk(o.Acting(), o.Store, calendar.Clock{Now: o.clock.Now, Zone: wita()})
}

// standIn asks for a deputy of the head of a division, from a day on.
func (o *office) standIn(from, days int) acting.Order {
	return acting.Order{
		Position: o.position("KABAG"), Deputy: o.employee(nyoman), As: staff.Plh, From: today.AddDays(from), Until: today.AddDays(from + days - 1),
	}
}

func (o *office) appointed(order acting.Order, once string) acting.Appointment {
	o.t.Helper()
	a, err := o.actingDesk().Appoint(o.t.Context(), o.actor(wayan), order, once)
	if err != nil {
		o.t.Fatal(err)
	}
	return a
}

func TestAnAppointmentIsAnAssignmentWhileItLasts(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	a := o.appointed(o.standIn(1, 2), "d1")
	same(t, "the draft again", a, o.appointed(o.standIn(1, 2), "d1"))
	loaded, err := o.Acting().Appointment(t.Context(), a.ID)
	if err != nil {
		t.Fatal(err)
	}
	same(t, "what is loaded", a, loaded)
	if a.Position.Title != "Kepala Bagian Kelembagaan" || a.Deputy.NIP != nyoman || a.By != o.employee(wayan) || a.Revoked {
		t.Errorf("appointed %+v", a)
	}
	id := o.sent(nyoman, "STAF", permit(0))
	var held []int
	for range 4 {
		held = append(held, len(o.actor(nyoman).Holdings))
		o.clock.advance(24 * 60 * 60e9)
	}
	same(t, "positions held from day to day", []int{1, 2, 2, 1}, held)
	if got := o.waiting(nyoman); len(got) != 0 {
		t.Errorf("the own request %d waits for the applicant", id)
	}
	same(t, "audit log", []audit.Action{audit.ActingAppointed, audit.RequestSent}, o.actions(1))
}

func TestAnEarlyEndEndsTheAssignment(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		from, later int
		rows        []string
		revoked     bool
	}{
		"what has begun ends with yesterday": {0, 1, []string{"PLH 2026-08-12 2026-08-12"}, false},
		"what begins today is revoked":       {0, 0, []string{}, true},
		"what comes later is revoked":        {5, 1, []string{}, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := openOffice(t)
			a := o.appointed(o.standIn(tt.from, 4), "")
			for range tt.later {
				o.clock.advance(24 * 60 * 60e9)
			}
			ended, err := o.actingDesk().End(t.Context(), o.actor(wayan), a.ID)
			if err != nil {
				t.Fatal(err)
			}
			o.ended(ended, tt.revoked)
			rows := o.texts(`SELECT kind || ' ' || from_day || ' ' || until_day FROM assignment
				WHERE employee_id = $1 AND kind <> 'DEFINITIF'`, int64(o.employee(nyoman)))
			same(t, "assignments", tt.rows, rows)
			o.appointed(o.standIn(tt.from+tt.later, 2), "") // the position is free for the same deputy again
		})
	}
}

// ended says whether an appointment was ended by who made it, and cannot be ended again.
func (o *office) ended(a acting.Appointment, revoked bool) {
	o.t.Helper()
	if a.Revoked != revoked || a.EndedBy != o.employee(wayan) || a.EndedAt.IsZero() {
		o.t.Errorf("ended %+v", a)
	}
	if _, err := o.actingDesk().End(o.t.Context(), o.actor(wayan), a.ID); !errors.Is(err, acting.ErrOver) {
		o.t.Errorf("ended a second time: %v", err)
	}
}

func TestOneOfManyAppointmentsOfADeputyCounts(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	desk, actor, order := o.actingDesk(), o.actor(wayan), o.standIn(0, 3)
	errs := atOnce(10, func(int) error {
		_, err := desk.Appoint(t.Context(), actor, order, "")
		return err
	})
	if n := succeeded(errs); n != 1 {
		t.Errorf("%d succeeded, want 1: %v", n, errors.Join(errs...))
	}
	for _, err := range errs {
		if err != nil && !errors.Is(err, acting.ErrActs) {
			t.Errorf("refused with %v, want ErrActs", err)
		}
	}
}

func TestNothingOfAnAppointmentIsSavedIfOnePartFails(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	actor := o.actor(wayan)
	before := o.number("SELECT count(*) FROM assignment")
	o.queue.broken = errors.New("the queue is broken")
	if _, err := o.actingDesk().Appoint(t.Context(), actor, o.standIn(0, 3), "d"); !errors.Is(err, o.queue.broken) {
		t.Fatalf("got %v", err)
	}
	if n := o.number("SELECT count(*) FROM assignment"); n != before || o.number("SELECT count(*) FROM acting_appointment") != 0 {
		t.Errorf("%d assignments, want %d", n, before)
	}
}

func TestAppointmentsAreListedForWhomTheyConcern(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	a, later := o.appointed(o.standIn(0, 2), ""), o.appointed(o.standIn(4, 2), "")
	for name, tt := range map[string]struct {
		query acting.Query
		want  []acting.ID
	}{
		"who appointed":        {acting.Query{Employee: o.employee(wayan)}, []acting.ID{a.ID, later.ID}},
		"the deputy":           {acting.Query{Employee: o.employee(nyoman)}, []acting.ID{a.ID, later.ID}},
		"the position":         {acting.Query{Positions: []staff.PositionID{a.Position.ID}}, []acting.ID{a.ID, later.ID}},
		"the personnel office": {acting.Query{Units: []staff.UnitID{o.unit("ORG-1")}}, []acting.ID{a.ID, later.ID}},
		"somebody else":        {acting.Query{Employee: o.employee(putu), Units: []staff.UnitID{o.unit("UMUM")}}, nil},
		"when one is over":     {acting.Query{Employee: o.employee(nyoman), Today: today.AddDays(2)}, []acting.ID{later.ID}},
	} {
		if tt.query.Today.IsZero() {
			tt.query.Today = today
		}
		all, err := o.Acting().Appointments(t.Context(), tt.query)
		if err != nil {
			t.Fatal(err)
		}
		var got []acting.ID
		for _, one := range all {
			got = append(got, one.ID)
		}
		same(t, name, tt.want, got)
	}
}

func TestDeputiesAndPositionsAreFoundByWords(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	store := o.Acting()
	candidates, err := store.Candidates(t.Context(), o.unit("ORG"), "", today, 3)
	if err != nil {
		t.Fatal(err)
	}
	want := []acting.Candidate{
		{ID: o.employee(ketut), Name: "I Ketut Ardana", Title: "Kepala Biro Organisasi", UnitName: "Biro Organisasi", SameUnit: true},
		{ID: o.employee(wayan), Name: "I Wayan Sudira", Title: "Kepala Bagian Kelembagaan", UnitName: "Bagian Kelembagaan", SameUnit: true},
		{ID: o.employee(nyoman), Name: "Ni Nyoman Suastini", Title: "Analis Kelembagaan", UnitName: "Bagian Kelembagaan", SameUnit: true},
	}
	same(t, "the unit first", want, candidates)
	for text, names := range map[string][]string{
		"KADEK":         {"Ni Kadek Ratnasari"},
		"umum kepala":   {"I Putu Mahendra"},
		"i made":        {"I Made Sudarsana"},
		"%":             nil,
		"\x00":          nil,
		"tidak ada ini": nil,
	} {
		found, err := store.Candidates(t.Context(), o.unit("ORG"), text, today, 9)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, c := range found {
			got = append(got, c.Name)
		}
		same(t, text, names, got)
	}
	posts, err := store.Posts(t.Context(), []staff.UnitID{o.unit("ORG"), o.unit("ORG-1")}, "", today, 9)
	if err != nil {
		t.Fatal(err)
	}
	var titles []string
	for _, p := range posts {
		titles = append(titles, p.Title+": "+p.Holder)
	}
	same(t, "positions, those of heads first", []string{
		"Kepala Biro Organisasi: I Ketut Ardana", "Kepala Bagian Kelembagaan: I Wayan Sudira", "Analis Kelembagaan: Ni Nyoman Suastini",
	}, titles)
	if posts, err := store.Posts(t.Context(), []staff.UnitID{o.unit("ORG-1")}, "sudira", today, 9); err != nil || len(posts) != 1 {
		t.Errorf("by the holder's name: %v, %v", posts, err)
	}
}

func TestWhatADeputyWillSeeIsCounted(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	o.sent(nyoman, "STAF", permit(0))
	load, err := o.Acting().Workload(t.Context(), o.position("KABAG"))
	same(t, "at the division", acting.Workload{Requests: 1}, load)
	head, headErr := o.Acting().Workload(t.Context(), o.position("KARO-ORG"))
	same(t, "at the bureau", acting.Workload{Dispositions: 2}, head)
	if err := errors.Join(err, headErr); err != nil {
		t.Error(err)
	}
}

func TestWhatIsNotThereIsNotFound(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	store := o.Acting()
	_, noPosition := store.Facts(t.Context(), acting.Order{Position: 999})
	_, noDeputy := store.Facts(t.Context(), acting.Order{Position: o.position("KABAG"), Deputy: 999})
	_, noAppointment := store.Appointment(t.Context(), 999)
	_, nothingToEnd := store.UpdateAppointment(t.Context(), 999, nil)
	_, noPositionToHold := store.AddAppointment(t.Context(), acting.Order{Position: 999}, "", nil)
	for _, tt := range []struct{ got, want error }{
		{noPosition, acting.ErrNoSuchPosition},
		{noDeputy, staff.ErrNoSuchEmployee},
		{noAppointment, acting.ErrNoSuchAppointment},
		{nothingToEnd, acting.ErrNoSuchAppointment},
		{noPositionToHold, acting.ErrNoSuchPosition},
	} {
		if !errors.Is(tt.got, tt.want) {
			t.Errorf("got %v, want %v", tt.got, tt.want)
		}
	}
}
