package store_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/leave"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/request"
	"github.com/gelis-bali/gelis/domain/staff"
)

// desk is what employees do with requests, over the store of the test and the holidays of 2026.
func (o *office) desk() *request.Desk {
	return request.NewDesk(o.Store, o.Store, calendar.New(calendar.Shipped()), calendar.Clock{Now: o.clock.Now, Zone: wita()})
}

// moment is now, as the domain wants it.
func (o *office) moment() request.Moment {
	return request.Moment{Now: o.clock.Now(), Zone: wita(), Calendar: calendar.New(calendar.Shipped())}
}

// nextMonday is the first day of what is asked for: the last of August; there are no holidays for weeks.
func nextMonday() calendar.Date { return calendar.NewDate(2026, time.August, 31) }

func daysOf(from calendar.Date, days int) request.Period {
	return request.Period{From: from, To: from.AddDays(days - 1)}
}

func annual(p request.Period) request.Ask {
	return request.Ask{
		Kind: request.Leave, Leave: leave.Annual, Period: p, Reason: "Upacara di kampung", Address: "Jalan Gajah Mada 1", Phone: "081234567804",
	}
}

func travel(p request.Period, with ...request.Person) request.Ask {
	return request.Ask{
		Kind: request.Travel, Period: p, Reason: "Rapat koordinasi", People: with,
		Trip: request.Trip{From: "Denpasar", To: "Singaraja", Vehicle: "Kendaraan dinas"},
	}
}

func (o *office) person(nip staff.NIP) request.Person { return request.Person{ID: o.employee(nip)} }

// send sends an ask of somebody, in the position of the code.
func (o *office) send(nip staff.NIP, position string, a request.Ask, once string) (request.Case, error) {
	o.t.Helper()
	actor := o.actor(nip)
	return o.AddRequest(o.t.Context(), actor.ID, o.position(position), a, once,
		func(f request.Facts) (*request.Request, request.Decision, error) { return f.Send(a, actor, o.moment()) })
}

// sent sends an ask that nothing is wrong with.
func (o *office) sent(nip staff.NIP, position string, a request.Ask) request.ID {
	o.t.Helper()
	c, err := o.send(nip, position, a, "")
	if err != nil {
		o.t.Fatalf("send a request of %s: %v", nip, err)
	}
	return c.ID
}

// request loads a request.
func (o *office) request(id request.ID) request.Case {
	o.t.Helper()
	c, err := o.Request(o.t.Context(), id)
	if err != nil {
		o.t.Fatalf("load request %d: %v", id, err)
	}
	return c
}

// rule gives a verdict.
func (o *office) rule(nip staff.NIP, id request.ID, choice request.Choice) error {
	o.t.Helper()
	actor := o.actor(nip)
	_, err := o.UpdateRequest(o.t.Context(), id, "", func(c request.Case) (request.Decision, error) {
		return c.Decide(actor, request.Ruling{Choice: choice, Reason: "Sesuai ketentuan"}, o.moment())
	})
	return err
}

// settled gives a verdict and lets the time pass in which it can be taken back.
func (o *office) settled(nip staff.NIP, id request.ID, choice request.Choice) {
	o.t.Helper()
	if err := o.rule(nip, id, choice); err != nil {
		o.t.Fatalf("%s on request %d: %v", choice, id, err)
	}
	o.clock.advance(request.UndoFor)
	o.advance(id)
}

func (o *office) advance(id request.ID) {
	o.t.Helper()
	if err := o.desk().Advance(o.t.Context(), id); err != nil {
		o.t.Fatal(err)
	}
}

// approved sends an ask and has both steps of the chain consent.
func (o *office) approved(nip staff.NIP, position string, a request.Ask, deciders ...staff.NIP) request.ID {
	o.t.Helper()
	id := o.sent(nip, position, a)
	for _, decider := range deciders {
		o.settled(decider, id, request.Approve)
	}
	if state := o.request(id).State; state != request.Approved {
		o.t.Fatalf("request %d is %s, want it approved", id, state)
	}
	return id
}

// waiting are the requests that wait for somebody.
func (o *office) waiting(nip staff.NIP) []request.ID {
	o.t.Helper()
	actor := o.actor(nip)
	page, err := o.WaitingFor(o.t.Context(), actor, o.clock.Now(), 0, 100)
	if err != nil {
		o.t.Fatal(err)
	}
	if count, err := o.CountWaitingFor(o.t.Context(), actor, o.clock.Now()); err != nil || count != page.Total || count != len(page.Items) {
		o.t.Errorf("%d wait for %s, counted %d with the page and %d alone, %v", len(page.Items), nip, page.Total, count, err)
	}
	var ids []request.ID
	for _, item := range page.Items {
		ids = append(ids, item.ID)
	}
	return ids
}

func same(t *testing.T, what string, want, got any) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

func requestCard(account staff.AccountID, message int, id request.ID, version int) notify.Card {
	return notify.Card{Subject: request.SubjectOf(id), Account: account, MessageID: message, Version: version}
}
