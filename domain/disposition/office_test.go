package disposition_test

import (
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/staff"
)

// The positions of the chain in which the tests play: the letter went from the
// head over the secretary and the bureau to the section, which has to act.
const (
	head staff.PositionID = iota + 1
	secretary
	bureau
	section
	neighbour // another section of the same bureau
	elsewhere
)

const (
	registry  staff.UnitID = 10 // it registered the letter
	otherUnit staff.UnitID = 20
)

// The branch that is acted on, and the two above it.
const (
	toSecretary disposition.BranchID = iota + 1
	toBureau
	toSection
	toBelow // where the section has sent it on
)

// Those who once acted in positions that are others' now.
const (
	formerSender staff.EmployeeID = 301
	formerHolder staff.EmployeeID = 401
)

var (
	sentAt   = time.Date(2026, 2, 3, 1, 0, 0, 0, time.UTC)
	endedAt  = time.Date(2026, 2, 4, 2, 30, 0, 0, time.UTC)
	tappedAt = time.Date(2026, 2, 5, 3, 45, 0, 0, time.UTC)
)

func person(id staff.EmployeeID, name string, holdings ...staff.Holding) staff.Actor {
	return staff.Actor{
		Employee: staff.Employee{ID: id, Name: name, Kind: staff.PNS, Active: true},
		Account:  staff.AccountID(id + 70000),
		Holdings: holdings,
	}
}

func holding(id staff.PositionID, as staff.Capacity) staff.Holding {
	return staff.Holding{Position: staff.Position{ID: id}, Capacity: as, Leads: true}
}

// holder is somebody who holds a position definitively; its number is in the name.
func holder(id staff.PositionID) staff.Actor {
	return person(staff.EmployeeID(500+id), "Ni Luh Putu Sekarini", holding(id, staff.Definitive))
}

func clerk(id staff.EmployeeID, unit staff.UnitID) staff.Actor {
	a := person(id, "I Gede Putra Adnyana", holding(elsewhere, staff.Definitive))
	a.Grants = []staff.Grant{{Role: staff.Clerk, UnitID: unit, Covers: []staff.UnitID{unit}}}
	return a
}

// people are all who may stand before a branch, by what they are to it.
func people() map[string]staff.Actor {
	gone := person(408, "I Wayan Sudarma", holding(section, staff.Definitive))
	gone.Active = false
	return map[string]staff.Actor{
		"recipient without staff": person(406, "Ni Nyoman Sudarmi", staff.Holding{Position: staff.Position{ID: section}, Capacity: staff.Definitive}),
		"recipient":               person(402, "Ni Made Ayu Wulandari", holding(section, staff.Definitive)),
		"recipient as Plh":        person(403, "I Nyoman Karya", holding(elsewhere, staff.Definitive), holding(section, staff.Plh)),
		"recipient as Plt":        person(404, "I Ketut Darma", holding(section, staff.Plt)),
		"former holder":           person(formerHolder, "I Made Suardana", holding(elsewhere, staff.Definitive)),
		"sender":                  person(302, "Ni Wayan Rai", holding(bureau, staff.Definitive)),
		"former sender":           person(formerSender, "I Gusti Ngurah Oka", holding(elsewhere, staff.Definitive)),
		"further up the chain":    person(102, "Ida Ayu Komang Sari", holding(head, staff.Plt)),
		"clerk of the unit":       clerk(601, registry),
		"clerk of another unit":   clerk(602, otherUnit),
		"colleague":               person(405, "Ni Komang Astiti", holding(neighbour, staff.Definitive)),
		"stranger":                {Account: 99},
		"deactivated recipient":   gone,
	}
}

// standing says how the branch stands that is acted on.
type standing struct {
	State   disposition.State
	Copy    bool
	Secrecy disposition.Secrecy
	Routed  bool // by the registry, and not by the bureau
	Settled bool
}

// chain is the letter on its way down to the section, whose branch stands as told.
func chain(s standing) *disposition.Dossier {
	forwarded := func(id disposition.BranchID, to staff.PositionID) *disposition.Branch {
		return &disposition.Branch{ID: id, Version: 3, Disposition: disposition.DispositionID(id), To: to, State: disposition.StateForwarded}
	}
	b := &disposition.Branch{
		ID: toSection, Version: 5, Disposition: disposition.DispositionID(toSection), To: section,
		Copy: s.Copy, State: s.State, Deadline: calendar.NewDate(2026, 2, 6),
	}
	former := disposition.Act{At: endedAt, By: formerHolder, ByName: "I Made Suardana", Position: section, As: staff.Definitive}
	switch s.State {
	case disposition.StateSent, disposition.StateForwarded:
	case disposition.StateRead:
		b.Read = former
	case disposition.StateProgress:
		b.Read, b.Started = former, former
	case disposition.StateDone:
		b.Read, b.Started, b.Ended, b.Report = former, former, former, "Sudah ditindaklanjuti."
	case disposition.StateReturned:
		b.Read, b.Ended, b.Reason = former, former, "Bukan tugas kami."
	case disposition.StateCancelled:
		b.Ended = disposition.Act{At: endedAt, By: formerSender, ByName: "I Gusti Ngurah Oka", Position: bureau, As: staff.Definitive}
	}
	d := &disposition.Dossier{
		Letter: disposition.Letter{
			ID: 77, UnitID: registry, UnitName: "Biro Umum", AgendaYear: 2026, AgendaNumber: 12, Number: "B.10/412/UM",
			Date: calendar.NewDate(2026, 1, 30), Received: calendar.NewDate(2026, 2, 2), Sender: "Dinas Kebudayaan",
			Subject: "Undangan rapat", Summary: "Rapat persiapan pesta kesenian.", Classification: "005", Secrecy: s.Secrecy,
		},
		Dispositions: []disposition.Disposition{
			order(1, 0, head, 101), order(2, toSecretary, secretary, 201), order(3, toBureau, bureau, formerSender),
		},
		Branches: []*disposition.Branch{forwarded(toSecretary, secretary), forwarded(toBureau, bureau), b},
	}
	if s.Routed {
		d.Dispositions[2] = disposition.Disposition{ID: 3, By: 601, ByName: "I Gede Putra Adnyana", SentAt: sentAt, Routing: true}
	}
	if s.Settled {
		b.Settled = disposition.Act{At: endedAt, By: formerSender, ByName: "I Gusti Ngurah Oka", Position: bureau, As: staff.Definitive}
	}
	if s.State == disposition.StateForwarded {
		on := order(4, toSection, section, formerHolder)
		on.ByName, on.SentAt = "I Made Suardana", endedAt
		d.Dispositions = append(d.Dispositions, on)
		d.Branches = append(d.Branches, &disposition.Branch{ID: toBelow, Version: 1, Disposition: 4, To: neighbour, State: disposition.StateSent})
	}
	return d
}

func order(id disposition.DispositionID, parent disposition.BranchID, from staff.PositionID, by staff.EmployeeID) disposition.Disposition {
	return disposition.Disposition{
		ID: id, Parent: parent, From: from, By: by, As: staff.Definitive, SentAt: sentAt,
		Instructions: []string{"Tindak lanjuti"}, Note: "Segera dilaporkan.",
	}
}

func states() []disposition.State {
	return []disposition.State{
		disposition.StateSent, disposition.StateRead, disposition.StateProgress, disposition.StateDone,
		disposition.StateForwarded, disposition.StateReturned, disposition.StateCancelled,
	}
}

func secrecies() []disposition.Secrecy {
	return []disposition.Secrecy{disposition.Open, disposition.Restricted, disposition.Secret, disposition.TopSecret}
}

// copyOf is a dossier with parts of its own, to compare with later.
func copyOf(d *disposition.Dossier) *disposition.Dossier {
	out := *d
	out.Dispositions, out.Branches = slices.Clone(d.Dispositions), nil
	for _, b := range d.Branches {
		same := *b
		out.Branches = append(out.Branches, &same)
	}
	return &out
}

func branch(t testing.TB, d *disposition.Dossier, id disposition.BranchID) *disposition.Branch {
	t.Helper()
	b, err := d.Branch(id)
	if err != nil {
		t.Fatalf("branch %d: %v", id, err)
	}
	return b
}

func same(t testing.TB, what string, got, want any) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

// sameError looks for the same sentinel, or the same facts in an error of a type.
func sameError(t testing.TB, got, want error) {
	t.Helper()
	if !errors.Is(got, want) && !reflect.DeepEqual(got, want) {
		t.Errorf("error: got %v, want %v", got, want)
	}
}

// attempt does what an action stands for, with words that will do.
func attempt(d *disposition.Dossier, act disposition.Action, id disposition.BranchID, by staff.Actor) (disposition.Decision, error) {
	switch act {
	case disposition.ActionView:
		return d.Open(id, by, tappedAt)
	case disposition.ActionStart:
		return d.Start(id, by, tappedAt)
	case disposition.ActionFinish:
		return d.Finish(id, disposition.Report{Text: reportFor(d)}, by, tappedAt)
	case disposition.ActionReturn:
		return d.SendBack(id, "Bukan tugas kami.", by, tappedAt)
	case disposition.ActionArchive:
		return d.Archive(id, "", by, tappedAt)
	case disposition.ActionDispose:
		defer func() { d.Numbers = disposition.Numbers{} }()
		return d.Dispose(id, sendingTo(d, fresh(d)), by, tappedAt)
	case disposition.ActionRedirect:
		defer func() { d.Numbers = disposition.Numbers{} }()
		return d.Redirect(id, sendingTo(d, fresh(d)), by, tappedAt)
	case disposition.ActionCancel:
		return d.Cancel(id, by, tappedAt)
	case disposition.ActionTakeOver:
		return d.TakeOver(id, by, tappedAt)
	case disposition.ActionNudge:
		return d.Nudge(id, by, tappedAt, wita())
	}
	panic("no such action: " + act)
}

// fresh is a position that has never had the letter.
func fresh(d *disposition.Dossier) staff.PositionID { return staff.PositionID(5000 + len(d.Branches)) }

// sendingTo is an order that will do, to positions that all stand below, and
// lays out the numbers for it.
func sendingTo(d *disposition.Dossier, to ...staff.PositionID) disposition.Sending {
	s := disposition.Sending{Order: disposition.Order{To: to, Deadline: calendar.NewDate(2026, 2, 9)}, Today: calendar.NewDate(2026, 2, 5)}
	if !d.Letter.Secrecy.StaysInOffice() {
		s.Instructions = []string{"Tindak lanjuti"}
	}
	for _, id := range to {
		s.Seats = append(s.Seats, seat(id))
	}
	setAside(d, len(to))
	return s
}

// setAside lays out numbers for what is sent next, as a store does.
func setAside(d *disposition.Dossier, branches int) {
	d.Numbers = disposition.Numbers{Disposition: disposition.DispositionID(1000 + len(d.Dispositions))}
	for i := range branches {
		d.Numbers.Branches = append(d.Numbers.Branches, disposition.BranchID(len(d.Branches)+1+i))
	}
}

// reportFor is a report that will do: none where the letter stays in the office.
func reportFor(d *disposition.Dossier) string {
	if d.Letter.Secrecy.StaysInOffice() {
		return ""
	}
	return strings.Repeat("Sudah. ", 3)
}
