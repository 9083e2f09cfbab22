package store_test

import (
	"fmt"

	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/registry"
)

// registryDesk is what clerks do, over the store of the test and the holidays of 2026.
func (o *office) registryDesk() *registry.Desk {
	clock := calendar.Clock{Now: o.clock.Now, Zone: wita()}
	return registry.NewDesk(o.Store, o.Store, o.Store, calendar.New(calendar.Shipped()), clock)
}

// incoming is a letter that goes to the head of the bureau first.
func (o *office) incoming(number string) registry.Entry {
	o.t.Helper()
	return registry.Entry{
		Unit: o.unit("SETDA"), Number: number, Date: today.AddDays(-1), Sender: "Dinas Kebudayaan", Subject: "Undangan " + number,
		Speed: disposition.Ordinary, Secrecy: disposition.Open, First: o.position("KARO-ORG"),
	}
}

// registered registers a letter that nothing is wrong with.
func (o *office) registered(e registry.Entry) registry.Registered {
	o.t.Helper()
	done, err := o.registryDesk().Register(o.t.Context(), o.actor(kadek), e, "")
	if err != nil {
		o.t.Fatalf("register letter %s: %v", e.Number, err)
	}
	return done
}

// entered is a letter as the desk hands it to the store.
func (o *office) entered(unit string, year int) *disposition.Dossier {
	o.t.Helper()
	now := o.clock.Now()
	return &disposition.Dossier{
		Letter: disposition.Letter{
			UnitID: o.unit(unit), AgendaYear: year, Number: "1", Date: today, Received: today, Sender: "Dinas Kebudayaan", Subject: "Undangan",
			Speed: disposition.Ordinary, Secrecy: disposition.Open, RegisteredBy: o.employee(kadek), RegisteredAt: now,
		},
		Dispositions: []disposition.Disposition{{Routing: true, By: o.employee(kadek), SentAt: now}},
		Branches:     []*disposition.Branch{{To: o.position("KARO-ORG"), State: disposition.StateSent, Deadline: today.AddDays(3)}},
	}
}

func nothingTold(*disposition.Dossier) disposition.Decision { return disposition.Decision{} }

// agenda are the numbers of a unit's agenda of a year, in their order.
func (o *office) agenda(unit string, year int) []string {
	o.t.Helper()
	return o.texts(`SELECT l.agenda_number::text FROM letter l JOIN unit u ON u.id = l.unit_id
		WHERE u.code = $1 AND l.agenda_year = $2 ORDER BY l.agenda_number`, unit, year)
}

// counted are the numbers from 1 to a number.
func counted(to int) []string {
	var all []string
	for n := range to {
		all = append(all, fmt.Sprint(n+1))
	}
	return all
}
