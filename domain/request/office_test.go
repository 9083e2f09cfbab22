package request_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/document"
	"github.com/gelis-bali/gelis/domain/leave"
	"github.com/gelis-bali/gelis/domain/request"
	"github.com/gelis-bali/gelis/domain/staff"
)

// The positions of the office, from the top.
const (
	secretary staff.PositionID = iota + 1 // Sekda, echelon I
	head                                  // Kepala Dinas, II
	division                              // Kepala Bidang, III
	section                               // Kepala Seksi, IV
	desk                                  // staff
	neighbour                             // staff
	treasury                              // Sekretaris Dinas, III, beside the division
)

// The people of the office; each holds the position of the same number.
const (
	dewa staff.EmployeeID = iota + 101
	sukarmi
	karya
	rai
	wayan
	luh
	sudana
	putu   // holds nothing
	gunung // personnel office
)

const (
	agency    staff.UnitID = 10
	bureau    staff.UnitID = 11
	otherUnit staff.UnitID = 20
)

func names() map[staff.EmployeeID]string {
	return map[staff.EmployeeID]string{
		dewa: "I Dewa Made Alit", sukarmi: "Ni Made Sukarmi", karya: "I Nyoman Karya", rai: "Ida Bagus Rai", wayan: "I Wayan Suta",
		luh: "Luh Sari", sudana: "I Ketut Sudana", putu: "I Putu Gunawan", gunung: "Ni Gusti Ayu Gunung",
	}
}

func wita() *time.Location { return time.FixedZone("WITA", 8*60*60) }

func day(y int, m time.Month, d int) calendar.Date { return calendar.NewDate(y, m, d) }

func days(from, to calendar.Date) request.Period { return request.Period{From: from, To: to} }

// at is an instant by the office's clock.
func at(d calendar.Date, hour, minute int) time.Time { return d.At(hour, minute, wita()).UTC() }

// monday is the day on which everything is sent: an ordinary week follows, and
// Wednesday 11 November is a day off of the office.
func monday() calendar.Date { return day(2026, time.November, 9) }

func dayOff() calendar.Day {
	return calendar.Day{Date: day(2026, time.November, 11), Kind: calendar.OfficeOwn, Name: "Hari uji"}
}

func post(id staff.PositionID, title string, e staff.Echelon, unit staff.UnitID, above staff.PositionID) request.Post {
	return request.Post{
		Position: staff.Position{ID: id, Title: title, UnitID: unit}, Echelon: e, Superior: above, Holders: holders(staff.EmployeeID(id) + 100),
	}
}

func holders(ids ...staff.EmployeeID) []request.Holder {
	var all []request.Holder
	for _, id := range ids {
		all = append(all, request.Holder{ID: id, Name: names()[id], As: staff.Definitive})
	}
	return all
}

func line() request.Line {
	return request.Line{
		secretary: post(secretary, "Sekretaris Daerah", staff.EchelonI, 1, 0),
		head:      post(head, "Kepala Dinas", staff.EchelonII, agency, secretary),
		division:  post(division, "Kepala Bidang", staff.EchelonIII, bureau, head),
		section:   post(section, "Kepala Seksi", staff.EchelonIV, bureau, division),
		desk:      post(desk, "Analis", staff.Staf, bureau, section),
		neighbour: post(neighbour, "Pengelola", staff.Staf, bureau, section),
		treasury:  post(treasury, "Sekretaris Dinas", staff.EchelonIII, agency, head),
	}
}

// seat puts somebody on a post instead of who held it; nobody: vacant.
func seat(l request.Line, id staff.PositionID, hs ...request.Holder) {
	p := l[id]
	p.Holders = hs
	l[id] = p
}

func acting(id staff.EmployeeID, as staff.Capacity) request.Holder {
	return request.Holder{ID: id, Name: names()[id], As: as}
}

func employee(id staff.EmployeeID) staff.Employee {
	return staff.Employee{ID: id, NIP: "198507122010011005", Name: names()[id], Kind: staff.PNS, Active: true}
}

// applicant is somebody as who asks, in the first position that they hold.
func applicant(l request.Line, id staff.EmployeeID) request.Applicant {
	a := request.Applicant{Employee: employee(id), Unit: bureau, UnitName: "Bidang"}
	for position := range staff.PositionID(len(l) + 1) {
		p := l[position]
		if slices.ContainsFunc(p.Holders, func(h request.Holder) bool { return h.ID == id }) && a.Position == 0 {
			a.Position, a.Title, a.Unit, a.Echelon = p.ID, p.Title, p.UnitID, p.Echelon
		}
	}
	return a
}

// actor is somebody as the line has them today.
func actor(l request.Line, id staff.EmployeeID) staff.Actor {
	a := staff.Actor{Employee: employee(id), Account: staff.AccountID(id) + 9000}
	for _, p := range l {
		for _, h := range p.Holders {
			if h.ID == id {
				a.Holdings = append(a.Holdings, staff.Holding{Position: p.Position, Capacity: h.As, Leads: p.Echelon != staff.Staf})
			}
		}
	}
	if id == gunung {
		a.Grants = []staff.Grant{{Role: staff.Personnel, UnitID: agency, Covers: []staff.UnitID{agency, bureau}}}
	}
	return a
}

// annual is an ask for the Monday to Friday of the week after: five working days.
func annual(change ...func(*request.Ask)) request.Ask {
	return ask(request.Ask{
		Kind: request.Leave, Leave: leave.Annual, Period: days(day(2026, time.November, 16), day(2026, time.November, 20)),
		Reason: "Odalan keluarga", Address: "Br. Kaja, Ubud", Phone: "0812",
	}, change)
}

func sick(change ...func(*request.Ask)) request.Ask {
	a := annual(change...)
	a.Leave, a.Files = leave.Sick, []document.File{{ID: "letter"}}
	return a
}

// late is an ask to come late on the Tuesday after.
func late(change ...func(*request.Ask)) request.Ask {
	return ask(request.Ask{
		Kind: request.Permit, Permit: request.Late, Period: days(day(2026, time.November, 10), day(2026, time.November, 10)),
		Hours: request.Hours{From: 7*60 + 30, To: 9 * 60}, Reason: "Ke bank",
	}, change)
}

// travel is an ask for a journey on two days, with Luh.
func travel(change ...func(*request.Ask)) request.Ask {
	return ask(request.Ask{
		Kind: request.Travel, Period: days(day(2026, time.November, 17), day(2026, time.November, 18)), Reason: "Monitoring",
		Trip: request.Trip{From: "Denpasar", To: "Singaraja", Vehicle: "Kendaraan dinas"}, People: []request.Person{{ID: luh, Name: "Luh"}},
	}, change)
}

// overtime is an ask for two hours on the Tuesday after.
func overtime(change ...func(*request.Ask)) request.Ask {
	return ask(request.Ask{
		Kind: request.Overtime, Period: days(day(2026, time.November, 10), day(2026, time.November, 10)),
		Hours: request.Hours{From: 17 * 60, To: 19 * 60}, Reason: "Rekonsiliasi aset",
	}, change)
}

func ask(a request.Ask, change []func(*request.Ask)) request.Ask {
	for _, c := range change {
		c(&a)
	}
	return a
}

func same(t *testing.T, what string, got, want any) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

func sameError(t *testing.T, got, want error) {
	t.Helper()
	if !errors.Is(got, want) {
		t.Errorf("got error %v, want %v", got, want)
	}
}
