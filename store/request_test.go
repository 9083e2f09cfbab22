package store_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/leave"
	"github.com/gelis-bali/gelis/domain/request"
	"github.com/gelis-bali/gelis/domain/staff"
)

func TestARequestIsSavedWithAllThatFollows(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	saved, err := o.send(nyoman, "STAF", annual(daysOf(nextMonday(), 5)), "draft-1")
	if err != nil {
		t.Fatal(err)
	}
	same(t, "what is loaded", saved, o.request(saved.ID))
	same(t, "charges", []leave.Charge{{Year: 2026, Source: 2026, Days: 5}}, saved.Charges)
	if saved.State != request.Waiting || saved.Version != 1 || saved.Days != 5 || saved.Applicant.ID != o.employee(nyoman) || len(saved.Steps) != 2 {
		t.Errorf("saved %+v", saved.Request)
	}
	same(t, "audit log", []audit.Action{audit.RequestSent}, o.actions(1))
	// Two hold the position of the atasan langsung's superior today, but it is the first step's turn.
	same(t, "told", []string{string(wayan)}, o.texts("SELECT e.nip FROM notice n JOIN employee e ON e.id = n.employee_id"))
	same(t, "jobs", []string{fmt.Sprintf("wake %d", saved.ID)}, o.texts("SELECT subject FROM job WHERE subject IS NOT NULL"))
	same(t, "time that is kept", []string{"[2026-08-31 00:00:00,2026-09-05 00:00:00)"},
		[]string{o.texts(`SELECT replace(during::text, '"', '') FROM request_person WHERE blocks`)[0]})
}

func TestADraftIsSentOnce(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	o.actor(nyoman)
	var ids [8]request.ID
	errs := atOnce(len(ids), func(i int) error {
		c, err := o.send(nyoman, "STAF", annual(daysOf(nextMonday(), 5)), "draft-1")
		if err == nil {
			ids[i] = c.ID
		}
		return err
	})
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
	for _, id := range ids {
		if id != ids[0] {
			t.Errorf("the draft became requests %v, want one", ids)
			break
		}
	}
	if n := o.number("SELECT count(*) FROM request"); n != 1 {
		t.Errorf("%d requests, want 1", n)
	}
}

func TestARequestGoesThroughItsChain(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	id := o.sent(nyoman, "STAF", annual(daysOf(nextMonday(), 5)))
	same(t, "waits for the first", []request.ID{id}, o.waiting(wayan))
	if err := o.rule(wayan, id, request.Approve); err != nil {
		t.Fatal(err)
	}
	same(t, "waits for its author", []request.ID(nil), o.waiting(wayan))
	same(t, "waits for the second", []request.ID(nil), o.waiting(ketut))
	if v := o.request(id).Steps[0].Verdict; v == nil || v.Settled || v.Act.By != o.employee(wayan) || v.Act.ByNIP != wayan {
		t.Errorf("the verdict is %+v, want the first one's, not settled", v)
	}
	o.clock.advance(request.UndoFor)
	same(t, "overdue", []request.ID{id}, o.overdue())
	o.advance(id)
	same(t, "overdue after it moved on", []request.ID(nil), o.overdue())
	same(t, "waits for the second", []request.ID{id}, o.waiting(ketut))
	same(t, "waits for who acts as the second", []request.ID{id}, o.waiting(wayan))
	o.settled(ketut, id, request.Approve)
	c := o.request(id)
	if c.State != request.Approved || !c.WakeAt.IsZero() || len(c.Charges) != 1 {
		t.Errorf("it is %s, wakes at %s and takes %v, want it approved", c.State, c.WakeAt, c.Charges)
	}
	same(t, "waits for the second", []request.ID(nil), o.waiting(ketut))
	told := o.texts("SELECT n.kind FROM notice n JOIN employee e ON e.id = n.employee_id WHERE e.nip = $1", string(nyoman))
	same(t, "told the applicant", []string{"request.approved"}, told)
}

func (o *office) overdue() []request.ID {
	o.t.Helper()
	ids, err := o.OverdueWakes(o.t.Context(), o.clock.Now(), 10)
	if err != nil {
		o.t.Fatal(err)
	}
	if len(ids) == 0 {
		return nil
	}
	return ids
}

func TestWhatIsReturnedIsWhatIsSaved(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	id := o.sent(nyoman, "STAF", annual(daysOf(nextMonday(), 5)))
	actor := o.actor(wayan)
	ruling := request.Ruling{Choice: request.Change, Reason: "Ada pemeriksaan", Proposal: daysOf(nextMonday().AddDays(7), 3)}
	for name, act := range map[string]func(c request.Case) (request.Decision, error){
		"a proposal": func(c request.Case) (request.Decision, error) { return c.Decide(actor, ruling, o.moment()) },
	} {
		c, err := o.UpdateRequest(t.Context(), id, "", act)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		loaded := o.request(id)
		c.Books, c.Others = request.Books{}, nil
		same(t, name, loaded, c)
	}
	o.clock.advance(request.UndoFor)
	o.advance(id)
	applicant := o.actor(nyoman)
	c, err := o.UpdateRequest(t.Context(), id, "", func(c request.Case) (request.Decision, error) {
		return c.Answer(applicant, true, o.moment())
	})
	if err != nil {
		t.Fatal(err)
	}
	c.Books = request.Books{}
	same(t, "an answer", o.request(id), c)
	if c.Days != 3 || c.Charges[0].Days != 3 || c.Period != ruling.Proposal {
		t.Errorf("%d days of %v charged %v, want the three that were proposed", c.Days, c.Period, c.Charges)
	}
	same(t, "time that is kept", []string{"[2026-09-07 00:00:00,2026-09-10 00:00:00)"},
		o.texts(`SELECT replace(during::text, '"', '') FROM request_person WHERE blocks`))
}

func TestAChangeThatWakesAtTheSameTimeNeedsNoOtherJob(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	id := o.sent(nyoman, "STAF", annual(daysOf(nextMonday(), 5)))
	if _, err := o.desk().Nudge(t.Context(), o.actor(nyoman), id); err != nil {
		t.Fatal(err)
	}
	if n := o.number("SELECT count(*) FROM job WHERE subject LIKE 'wake%'"); n != 1 {
		t.Errorf("%d jobs, want the one that it was sent with", n)
	}
	if err := o.rule(wayan, id, request.Approve); err != nil {
		t.Fatal(err)
	}
	if n := o.number("SELECT count(*) FROM job WHERE subject LIKE 'wake%' AND not_before = $1", o.clock.Now().Add(request.UndoFor)); n != 1 {
		t.Errorf("%d jobs for the end of the time to take it back, want 1", n)
	}
}

func TestNothingOfAVerdictIsSavedIfOnePartFails(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	id := o.sent(nyoman, "STAF", annual(daysOf(nextMonday(), 5)))
	before, lines := o.request(id), len(o.wholeAuditLog())
	o.queue.broken = errors.New("the queue is broken")
	if err := o.rule(wayan, id, request.Refuse); !errors.Is(err, o.queue.broken) {
		t.Fatalf("got %v, want the queue's error", err)
	}
	same(t, "the request", before, o.request(id))
	if n := len(o.wholeAuditLog()); n != lines {
		t.Errorf("%d audit lines, want %d", n, lines)
	}
	if _, err := o.send(putu, "KARO-UMUM", annual(daysOf(nextMonday(), 2)), "d"); !errors.Is(err, o.queue.broken) {
		t.Fatalf("got %v, want the queue's error", err)
	}
	if n := o.number("SELECT count(*) FROM request_person"); n != 1 {
		t.Errorf("%d people of requests, want the first one's alone", n)
	}
}

func TestWhatEndsGivesBackWhatItTook(t *testing.T) {
	t.Parallel()
	for name, end := range map[string]func(o *office, id request.ID){
		"refused": func(o *office, id request.ID) {
			o.settled(wayan, id, request.Approve)
			o.settled(ketut, id, request.Refuse)
		},
		"withdrawn": func(o *office, id request.ID) {
			if _, err := o.desk().Withdraw(o.t.Context(), o.actor(nyoman), id); err != nil {
				o.t.Fatal(err)
			}
		},
		"lapsed": func(o *office, id request.ID) {
			o.clock.advance(30 * 24 * time.Hour)
			o.advance(id)
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := openOffice(t)
			before := o.books(nyoman)
			id := o.sent(nyoman, "STAF", annual(daysOf(nextMonday(), 5)))
			end(o, id)
			same(t, "the books", before, o.books(nyoman))
			if c := o.request(id); c.State.Occupies() || c.EndedAt.IsZero() {
				t.Errorf("it is %s, ended at %s", c.State, c.EndedAt)
			}
			if n := o.number("SELECT count(*) FROM request_step WHERE open") + o.number("SELECT count(*) FROM request_person WHERE blocks"); n != 0 {
				t.Errorf("%d steps and people are still kept", n)
			}
		})
	}
}

func (o *office) books(nip staff.NIP) request.Books {
	o.t.Helper()
	books, err := o.BooksByNIP(o.t.Context(), nip)
	if err != nil {
		o.t.Fatal(err)
	}
	return books
}

func TestACancellationEndsTheOriginalWithItsApproval(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	original := o.approved(nyoman, "STAF", annual(daysOf(nextMonday(), 5)), wayan, ketut)
	version := o.request(original).Version
	if _, err := o.RememberCard(t.Context(), requestCard(5, 50, original, version)); err != nil {
		t.Fatal(err)
	}
	o.exec("DELETE FROM job")
	ask := request.Ask{Cancels: original, Reason: "Upacara ditunda"}
	cancellation := o.sent(nyoman, "STAF", ask)
	if c := o.request(original); c.CancelledBy != cancellation || c.Version != version+1 {
		t.Errorf("the original is cancelled by %d in version %d, want %d in the next", c.CancelledBy, c.Version, cancellation)
	}
	same(t, "redraws", []string{fmt.Sprintf("request:%d", original)}, o.texts("SELECT subject FROM job WHERE subject LIKE 'request:%'"))
	if _, err := o.send(nyoman, "STAF", ask, ""); !errors.Is(err, request.ErrCancelOpen) {
		t.Errorf("a second cancellation: %v", err)
	}
	if c := o.request(cancellation); c.Original == nil || c.Original.ID != original || len(c.Charges) > 0 {
		t.Errorf("the cancellation has the original %+v and takes %v", c.Original, c.Charges)
	}
	o.settled(wayan, cancellation, request.Approve)
	o.settled(ketut, cancellation, request.Approve)
	c := o.request(original)
	if c.State != request.Cancelled || len(c.Charges) > 0 || c.CancelledBy != cancellation {
		t.Errorf("the original is %s, takes %v, cancelled by %d", c.State, c.Charges, c.CancelledBy)
	}
	if n := o.number("SELECT count(*) FROM request_person WHERE blocks"); n != 0 {
		t.Errorf("%d people are kept, want none", n)
	}
	o.sent(nyoman, "STAF", annual(daysOf(nextMonday(), 5))) // the days are free again
}

func TestARefusedCancellationLeavesTheOriginalAsItWas(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	original := o.approved(nyoman, "STAF", annual(daysOf(nextMonday(), 5)), wayan, ketut)
	before := o.request(original)
	cancellation := o.sent(nyoman, "STAF", request.Ask{Cancels: original, Reason: "Upacara ditunda"})
	o.settled(wayan, cancellation, request.Approve)
	o.settled(ketut, cancellation, request.Refuse)
	after := o.request(original)
	if after.Version <= before.Version {
		t.Errorf("version %d after %d: its cards say that a cancellation is open", after.Version, before.Version)
	}
	after.Version = before.Version
	same(t, "the original", before.Request, after.Request)
}

func TestThereIsNoRequestOfAnotherNumber(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	_, err := o.Request(t.Context(), 99)
	_, updated := o.UpdateRequest(t.Context(), 99, "", func(request.Case) (request.Decision, error) {
		return request.Decision{}, errors.New("decided on nothing")
	})
	_, sent := o.send(nyoman, "STAF", request.Ask{Cancels: 99, Reason: "?"}, "")
	for _, err := range []error{err, updated, sent} {
		if !errors.Is(err, request.ErrNoSuchRequest) {
			t.Errorf("got %v, want ErrNoSuchRequest", err)
		}
	}
}

func TestWhoeverGoesAlongIsLoadedWithTheRequest(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	file := scan(t)
	if err := o.KeepFile(t.Context(), file); err != nil {
		t.Fatal(err)
	}
	ask := travel(daysOf(nextMonday(), 2), o.person(nyoman), o.person(kadek))
	ask.Files = append(ask.Files, file.File)
	c := o.request(o.sent(wayan, "KABAG", ask))
	want := []request.Person{{ID: o.employee(nyoman), Name: "Ni Nyoman Suastini"}, {ID: o.employee(kadek), Name: "Ni Kadek Ratnasari"}}
	if diff := cmp.Diff(want, c.People); diff != "" {
		t.Errorf("people (-want +got):\n%s", diff)
	}
	same(t, "files", ask.Files, c.Files)
	same(t, "the trip", ask.Trip, c.Trip)
	facts, err := o.Facts(t.Context(), o.employee(putu), o.position("KARO-UMUM"), travel(daysOf(nextMonday().AddDays(1), 3), o.person(nyoman)))
	if err != nil {
		t.Fatal(err)
	}
	if len(facts.Others) != 1 || facts.Others[0].Request != c.ID || facts.Others[0].Approved {
		t.Errorf("absences of the others: %+v, want the journey", facts.Others)
	}
	same(t, "people of the facts", []staff.EmployeeID{o.employee(nyoman)}, []staff.EmployeeID{facts.People[0].ID})
}
