package store_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
)

// outTray is what people do with dispositions, over the real database.
func (o *office) outTray() *disposition.Desk {
	return disposition.NewDesk(o.Store, o.Store, o.Store, calendar.New(nil), calendar.Clock{Now: o.clock.Now, Zone: wita()})
}

// down is an order of the head of the bureau to those below.
func (o *office) down(to ...string) disposition.Order {
	order := disposition.Order{Instructions: []string{"Tindak lanjuti", "Hadiri"}, Note: "Mohon bahan."}
	for _, code := range to {
		order.To = append(order.To, o.position(code))
	}
	return order
}

func TestWhatIsSentOnIsSavedWithItsBranchesAndNotices(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	id := o.branch("D1", "KARO-ORG")
	ketut := o.actor(ketut)
	order := o.down("KABAG")
	order.Copies = []staff.PositionID{o.position("STAF")}
	sent, err := o.outTray().Dispose(t.Context(), ketut, id, order, "draft-1")
	if err != nil {
		t.Fatal(err)
	}
	loaded, err := o.Dossier(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	loaded.Numbers, sent.Numbers = disposition.Numbers{}, disposition.Numbers{}
	if diff := cmp.Diff(loaded, sent.Dossier); diff != "" {
		t.Errorf("what was returned is not what was saved (-saved +returned):\n%s", diff)
	}
	if len(sent.Branches) != 2 || sent.Branches[0].ToTitle != "Kepala Bagian Kelembagaan" || !sent.Branches[1].Copy {
		t.Errorf("sent %+v", sent.Branches)
	}
	for _, b := range sent.Branches {
		key := fmt.Sprintf("%s:branch:%d", notify.DispositionNew, b.ID)
		if n := o.number("SELECT count(*) FROM notice WHERE key = $1", key); n != 1 {
			t.Errorf("%d people are told of branch %d", n, b.ID)
		}
	}
	again, err := o.outTray().Dispose(t.Context(), ketut, id, order, "draft-1")
	if err != nil || again.Disposition.ID != sent.Disposition.ID {
		t.Errorf("sent again it is %d, %v, want %d", again.Disposition.ID, err, sent.Disposition.ID)
	}
}

func TestOfTwoWhoSendTheSameOnAtOnceOneDoes(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	id := o.branch("D1", "KARO-ORG")
	heads := []staff.Actor{o.actor(ketut), o.actor(wayan)} // the head, and who stands in as Plh
	errs := atOnce(8, func(i int) error {
		_, err := o.outTray().Dispose(t.Context(), heads[i%2], id, o.down("KABAG"), fmt.Sprint("draft-", i))
		return err
	})
	if n := succeeded(errs); n != 1 {
		t.Errorf("%d were sent: %v", n, errs)
	}
	if n := o.number("SELECT count(*) FROM branch b JOIN disposition d ON d.id = b.disposition_id WHERE d.parent_branch_id = $1", int64(id)); n != 1 {
		t.Errorf("%d branches were made", n)
	}
}

func TestItIsTakenBackOrReadAndNeverBoth(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	desk, ketut, wayan := o.outTray(), o.actor(ketut), o.actor(wayan)
	for range 5 {
		sent, err := desk.Dispose(t.Context(), ketut, o.branch("D1", "KARO-ORG"), o.down("KABAG"), "")
		if err != nil {
			t.Fatal(err)
		}
		child := sent.Branches[0].ID
		errs := atOnce(2, func(i int) error {
			if i == 0 {
				_, err := desk.Cancel(t.Context(), ketut, child)
				return err
			}
			_, err := desk.Open(t.Context(), wayan, child)
			return err
		})
		view, err := desk.Look(t.Context(), ketut, child)
		if err != nil {
			t.Fatal(err)
		}
		if cancelled := view.Branch.State == disposition.StateCancelled; cancelled != (errs[0] == nil) {
			t.Fatalf("taken back: %v, and it is %s", errs[0], view.Branch.State)
		}
		if view.Branch.State != disposition.StateCancelled {
			return
		}
	}
}

func TestHundredsAreSentToInOneTransaction(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	id := o.branch("D1", "KARO-ORG")
	const many = 500
	o.exec(`INSERT INTO position (code, title, unit_id, superior_id)
		SELECT 'M' || n, 'Pelaksana ' || n, p.unit_id, p.id FROM generate_series(1, $1::integer) AS n, position AS p WHERE p.code = 'KARO-ORG'`, many)
	seats, err := o.Below(t.Context(), o.position("KARO-ORG"), disposition.LineQuery{Search: "pelaksana", Limit: many})
	if err != nil || seats.Total != many {
		t.Fatalf("%d positions, %v", seats.Total, err)
	}
	ketut := o.actor(ketut)
	saved, err := o.UpdateDossier(t.Context(), disposition.Change{Branch: id, NewBranches: many}, func(d *disposition.Dossier) (disposition.Decision, error) {
		from := disposition.Disposition{ID: d.Numbers.Disposition, Parent: id, From: o.position("KARO-ORG"), By: ketut.ID, As: staff.Definitive, SentAt: o.clock.Now()}
		d.Dispositions = append(d.Dispositions, from)
		for i, seat := range seats.Seats {
			d.Branches = append(d.Branches, &disposition.Branch{ID: d.Numbers.Branches[i], Version: 1, Disposition: from.ID, To: seat.ID, State: disposition.StateSent})
		}
		return disposition.Decision{}, nil
	})
	if err != nil || len(saved.Branches) < many {
		t.Fatal(err)
	}
	if n := o.number("SELECT count(*) FROM branch WHERE from_position_id = $1", int64(o.position("KARO-ORG"))); n != many {
		t.Errorf("%d branches know who sent them", n)
	}
}

func TestTheRegistryIsToldOfWhatComesBack(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	o.tell(notify.Message{
		Key: "x", To: notify.ToClerks(staff.UnitID(o.number("SELECT id FROM unit WHERE code = 'ORG-1'")), 0),
		Kind: notify.DispositionReturned, Class: notify.Ask, Subject: notify.Subject{Kind: notify.SubjectBranch, ID: 1},
	})
	told := o.texts("SELECT e.nip FROM notice n JOIN employee e ON e.id = n.employee_id WHERE n.key = 'x'")
	if diff := cmp.Diff([]string{string(kadek)}, told); diff != "" {
		t.Errorf("told (-want +got):\n%s", diff)
	}
}

func TestTheListsOfASender(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	id := o.branch("D1", "KARO-ORG")
	desk, ketut := o.outTray(), o.actor(ketut)
	order := o.down("KABAG")
	order.Deadline = today
	sent, err := desk.Dispose(t.Context(), ketut, id, order, "")
	if err != nil {
		t.Fatal(err)
	}
	positions := []staff.PositionID{o.position("KARO-ORG")}
	for _, c := range []struct {
		filter disposition.Filter
		late   calendar.Date
		want   []disposition.BranchID
	}{
		{disposition.WithOthers, today, []disposition.BranchID{id}},
		{disposition.SentByMe, today, []disposition.BranchID{sent.Branches[0].ID}},
		{disposition.SentLate, today, []disposition.BranchID{sent.Branches[0].ID}},
		{disposition.SentLate, today.AddDays(-1), nil},
	} {
		q := disposition.Query{Positions: positions, Filter: c.filter, Today: today, LateUpTo: c.late, Limit: 5}
		page, err := o.List(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		var got []disposition.BranchID
		for _, item := range page.Items {
			got = append(got, item.Branch)
		}
		if diff := cmp.Diff(c.want, got); diff != "" || page.Total != len(c.want) {
			t.Errorf("%s up to %v: total %d (-want +got):\n%s", c.filter, c.late, page.Total, diff)
		}
	}
	counts, err := o.Count(t.Context(), disposition.Query{Positions: positions, Today: today, LateUpTo: today})
	if err != nil || counts.Forwarded != 1 || counts.Sent != 1 || counts.SentLate != 1 {
		t.Errorf("counted %+v, %v", counts, err)
	}
	waiting, err := o.WaitingEmployees(t.Context(), today, today)
	if err != nil || len(waiting) == 0 {
		t.Errorf("in the morning %v are told, %v", waiting, err)
	}
	late, err := o.BranchesOverdue(t.Context(), today.AddDays(-5), today)
	if err != nil || len(late) != 1 || late[0].Superior != o.position("SEKDA") {
		t.Errorf("overdue are %+v, %v, want one below the Sekda", late, err)
	}
}

func TestTheLineIsWalkedAndSearched(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	title := func(page disposition.LinePage) []string {
		var titles []string
		for _, s := range page.Seats {
			titles = append(titles, s.Title)
		}
		return titles
	}
	for _, c := range []struct {
		name, of string
		q        disposition.LineQuery
		want     []string
	}{
		{"right below", "SEKDA", disposition.LineQuery{Limit: 5}, []string{"Kepala Biro Organisasi", "Kepala Biro Umum"}},
		{"further down", "SEKDA", disposition.LineQuery{Above: o.position("KARO-ORG"), Limit: 5}, []string{"Kepala Bagian Kelembagaan"}},
		{"beside the own line", "KARO-ORG", disposition.LineQuery{Above: o.position("KARO-UMUM"), Limit: 5}, []string{"Kepala Bagian Kelembagaan"}},
		{"by a holder's name, at any depth", "SEKDA", disposition.LineQuery{Search: "suastini", Limit: 5}, []string{"Analis Kelembagaan"}},
		{"never up", "KARO-ORG", disposition.LineQuery{Search: "sekretaris", Limit: 5}, nil},
		{"signs are only signs", "SEKDA", disposition.LineQuery{Search: "%_'\\", Limit: 5}, nil},
		{"the second page", "SEKDA", disposition.LineQuery{Limit: 1, Offset: 1}, []string{"Kepala Biro Umum"}},
	} {
		page, err := o.Below(t.Context(), o.position(c.of), c.q)
		if diff := cmp.Diff(c.want, title(page)); diff != "" || err != nil {
			t.Errorf("%s: %v (-want +got):\n%s", c.name, err, diff)
		}
	}
	unit := staff.UnitID(o.number("SELECT id FROM unit WHERE code = 'ORG'"))
	top, err := o.InUnit(t.Context(), unit, disposition.LineQuery{Limit: 5})
	if err != nil || len(top.Seats) != 1 || len(top.Seats[0].Holders) != 2 || top.Seats[0].Holders[1].As != staff.Plh {
		t.Errorf("at the top of the bureau: %+v, %v, want its head, and who stands in", top.Seats, err)
	}
	mixed := []staff.PositionID{o.position("STAF"), o.position("KARO-UMUM"), o.position("KABAG")}
	for name, find := range map[string]func() ([]disposition.Seat, error){
		"below":   func() ([]disposition.Seat, error) { return o.SeatsBelow(t.Context(), o.position("KARO-ORG"), mixed) },
		"in unit": func() ([]disposition.Seat, error) { return o.SeatsInUnit(t.Context(), unit, mixed) },
	} {
		if seats, err := find(); err != nil || len(seats) != 2 || seats[0].Title != "Analis Kelembagaan" {
			t.Errorf("%s: %+v, %v, want the two of the bureau in their order", name, seats, err)
		}
	}
}

func TestWhatWasSentBeforeIsOfferedAgain(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	desk, made := o.outTray(), o.actor(made)
	seats, quick, err := o.Usual(t.Context(), o.position("SEKDA"), 3)
	if err != nil || len(seats) != 1 || len(quick) != 2 || quick[1].Copies[0].Title != "Kepala Biro Umum" {
		t.Fatalf("usual %+v, quick %+v, %v", seats, quick, err)
	}
	o.exec("UPDATE position SET superior_id = NULL WHERE code = 'KARO-UMUM'")
	if _, quick, err = o.Usual(t.Context(), o.position("SEKDA"), 3); err != nil || len(quick) != 1 {
		t.Errorf("quick is %+v, %v, want only what can be sent still", quick, err)
	}
	if _, err := desk.Dispose(t.Context(), made, o.branch("D1", "KARO-ORG"), o.down("KABAG"), ""); !errors.Is(err, disposition.ErrOnlyRecipient) {
		t.Errorf("who has sent it sends it on for its recipient: %v", err)
	}
}

func TestALetterThatIsNotThere(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	if _, err := o.Letter(t.Context(), 999); !errors.Is(err, disposition.ErrNoSuchLetter) {
		t.Errorf("got %v", err)
	}
}

func TestOneRedrawForTheWayOfALetter(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	id := o.branch("D1", "KARO-ORG")
	d, err := o.Dossier(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	way := notify.Card{Subject: disposition.SubjectOfLetter(d.Letter.ID), Account: 5, MessageID: 9, Version: d.Letter.Version}
	if stale, err := o.RememberCard(t.Context(), way); stale || err != nil {
		t.Fatalf("stale %t, %v", stale, err)
	}
	if _, err := o.outTray().Open(t.Context(), o.actor(ketut), id); err != nil {
		t.Fatal(err)
	}
	if n := o.number("SELECT count(*) FROM job WHERE subject = $1", way.Subject.String()); n != 1 {
		t.Errorf("the way is drawn anew %d times", n)
	}
	cards, err := o.StaleCards(t.Context(), way.Subject)
	if err != nil || len(cards) != 1 || cards[0].Version != way.Version {
		t.Errorf("behind are %+v, %v", cards, err)
	}
	if got := o.actions(0); got[len(got)-1] != audit.BranchRead {
		t.Errorf("the log ends with %v", got)
	}
	o.exec("UPDATE letter SET changed_at = $1", time.Now().Add(-time.Hour))
	if n, err := o.RequeueStuck(t.Context(), time.Minute); err != nil || n == 0 {
		t.Errorf("a redraw that was lost is not asked for again: %d, %v", n, err)
	}
}
