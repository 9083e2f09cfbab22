package store_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/leave"
	"github.com/gelis-bali/gelis/domain/request"
	"github.com/gelis-bali/gelis/domain/roster"
	"github.com/gelis-bali/gelis/domain/staff"
)

// withLeave is the sample office with what was left of two years, and two rules.
func withLeave() roster.Office {
	o := sampleOffice()
	o.Balances = []roster.Balance{
		{BalanceKey: roster.BalanceKey{NIP: wayan, Year: 2024}, Days: 3},
		{BalanceKey: roster.BalanceKey{NIP: wayan, Year: 2025}, Days: 8, Postponed: 5},
	}
	rule := roster.RuleFacts{Name: "cuti pejabat", Priority: 10, Kind: request.Leave, Leave: leave.Annual, Echelon: staff.EchelonIII, Unit: "ORG", Active: true}
	first := roster.StepFacts{Stage: request.Consider, Mode: request.AllOf, EscalateDays: 3}
	last := roster.StepFacts{Stage: request.Decide, Mode: request.AnyOf, EscalateDays: 2}
	other := roster.RuleFacts{Name: "izin", Priority: 20, Kind: request.Permit, MinDays: 1, MaxDays: 1, Active: true}
	o.Approvals = []roster.Approval{
		{RuleFacts: rule, Step: 1, StepFacts: first, ApprovalDecider: roster.ApprovalDecider{Way: request.Superior}},
		{RuleFacts: rule, Step: 1, StepFacts: first, ApprovalDecider: roster.ApprovalDecider{Way: request.NamedPosition, Position: "KARO-UMUM"}},
		{RuleFacts: rule, Step: 2, StepFacts: last, ApprovalDecider: roster.ApprovalDecider{Way: request.NearestInEchelon, Echelon: staff.EchelonI}},
		{RuleFacts: other, Step: 1, StepFacts: last, ApprovalDecider: roster.ApprovalDecider{Way: request.SuperiorsAbove}},
	}
	return o
}

func TestBalancesAndRulesAreImported(t *testing.T) {
	t.Parallel()
	o := emptyOffice(t)
	office := withLeave()
	report := o.importAll(office)
	same(t, "created", [2]roster.Tally{{Created: 2}, {Created: 2}}, [2]roster.Tally{report.Balances, report.Rules})
	again := o.importAll(office)
	same(t, "again", [2]roster.Tally{{Unchanged: 2}, {Unchanged: 2}}, [2]roster.Tally{again.Balances, again.Rules})
	keys, err := o.KnownKeys(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	same(t, "known balances", map[roster.BalanceKey]bool{{NIP: wayan, Year: 2024}: true, {NIP: wayan, Year: 2025}: true}, keys.Balances)
	same(t, "known rules", map[string]bool{"cuti pejabat": true, "izin": true}, keys.Rules)

	facts, err := o.Facts(t.Context(), o.employee(wayan), o.position("KABAG"), annual(daysOf(nextMonday(), 1)))
	if err != nil {
		t.Fatal(err)
	}
	want := []request.Rule{{
		Name: "cuti pejabat", Priority: 10, Kind: request.Leave, Leave: leave.Annual, Echelon: staff.EchelonIII, Unit: o.unit("ORG"),
		Steps: []request.RuleStep{
			{Stage: request.Consider, Mode: request.AllOf, EscalateDays: 3, Who: []request.Decider{
				{Way: request.Superior}, {Way: request.NamedPosition, Position: o.position("KARO-UMUM")},
			}},
			{Stage: request.Decide, Mode: request.AnyOf, EscalateDays: 2, Who: []request.Decider{{Way: request.NearestInEchelon, Echelon: staff.EchelonI}}},
		},
	}}
	same(t, "rules", want, facts.Rules)
	same(t, "units", []staff.UnitID{o.unit("ORG-1"), o.unit("ORG"), o.unit("SETDA")}, facts.Units)
	if _, ok := facts.Line[o.position("KARO-UMUM")]; !ok || len(facts.Line) != 4 {
		t.Errorf("the line is %v, want the named position and all above the applicant", facts.Line)
	}

	office.Balances[1].Days, office.Balances[1].Postponed = 6, 0
	office.Approvals[3].MaxDays = 2
	for i := range 3 {
		office.Approvals[i].Active = false
	}
	changed := o.importAll(office)
	same(t, "changed", [2]roster.Tally{{Changed: 1, Unchanged: 1}, {Changed: 2}}, [2]roster.Tally{changed.Balances, changed.Rules})
	gone := o.importAll(office)
	same(t, "and again", [2]roster.Tally{{Unchanged: 2}, {Unchanged: 2}}, [2]roster.Tally{gone.Balances, gone.Rules})
	same(t, "entries", []string{"2024 SALDO_AWAL 3", "2025 SALDO_AWAL 6"},
		o.texts("SELECT year || ' ' || kind || ' ' || days FROM leave_entry ORDER BY year, kind"))
}

// longLeave is a leave of two months.
func longLeave(from request.Period) request.Ask {
	a := annual(from)
	a.Leave = leave.Long
	return a
}

func TestBooksTellWhatWasEnteredAndTaken(t *testing.T) {
	t.Parallel()
	o := emptyOffice(t)
	office := withLeave()
	office.Approvals = nil // the rules of every office
	o.importAll(office)
	taken := o.approved(wayan, "KABAG", annual(daysOf(nextMonday(), 2)), made)
	put := o.sent(wayan, "KABAG", annual(daysOf(nextMonday().AddDays(7), 1)))
	o.settled(made, put, request.Postpone)
	if err := o.desk().Correct(t.Context(), o.actor(putu), wayan, 2026, -1, "Salah hitung", "d1"); err != nil {
		t.Fatal(err)
	}
	if err := o.desk().Correct(t.Context(), o.actor(putu), wayan, 2026, -1, "Salah hitung", "d1"); err != nil {
		t.Fatal(err) // the same draft again
	}
	books := o.books(wayan)
	corrected := o.clock.Now().UTC()
	imported := today.At(9, 0, wita()).UTC()
	booking := func(year int, kind leave.EntryKind, days int) request.Booking {
		return request.Booking{Entry: leave.Entry{Year: year, Kind: kind, Days: days}, At: imported}
	}
	correction := request.Booking{Entry: leave.Entry{Year: 2026, Kind: leave.Correction, Days: -1}, Reason: "Salah hitung", By: "I Putu Mahendra", At: corrected}
	want := request.Books{
		Employee: request.Applicant{
			Employee: staff.Employee{ID: o.employee(wayan), NIP: wayan, Name: "I Wayan Sudira", Kind: staff.PNS, Active: true},
			Position: o.position("KABAG"), Title: "Kepala Bagian Kelembagaan", Unit: o.unit("ORG-1"), UnitName: "Bagian Kelembagaan", Echelon: staff.EchelonIII,
		},
		Since:     today.AddDays(-588),
		Entries:   []request.Booking{booking(2024, leave.Opening, 3), booking(2025, leave.Opening, 8), booking(2025, leave.Postponed, 5), correction},
		Charges:   o.request(taken).Charges,
		Postponed: o.request(put).Charges,
		Absences: []request.Absence{{
			Request: taken, Employee: o.employee(wayan), Name: "I Wayan Sudira", Unit: o.unit("ORG-1"), UnitName: "Bagian Kelembagaan",
			Kind: request.Leave, Leave: leave.Annual, Period: daysOf(nextMonday(), 2), Approved: true,
		}},
	}
	if diff := cmp.Diff(want, books); diff != "" {
		t.Errorf("books (-want +got):\n%s", diff)
	}
	all, err := o.BooksIn(t.Context(), o.unit("ORG"))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, b := range all {
		names = append(names, b.Employee.Name)
	}
	same(t, "books of the bureau", []string{"I Ketut Ardana", "I Wayan Sudira", "Ni Nyoman Suastini"}, names)
	same(t, "the same books among others", books, all[1])
	statement, err := o.Taken(t.Context(), o.employee(wayan), 2026)
	if err != nil || len(statement) != 2 || statement[0].ID != taken || statement[0].State != request.Approved || statement[1].State != request.Postponed {
		t.Errorf("taken: %+v, %v", statement, err)
	}
	if other, err := o.Taken(t.Context(), o.employee(wayan), 2025); err != nil || len(other) != 0 {
		t.Errorf("taken the year before: %+v, %v", other, err)
	}
	if n := o.number("SELECT count(*) FROM notice WHERE kind = 'leave.corrected'"); n != 1 {
		t.Errorf("told %d times of the correction, want once", n)
	}
}

func TestLongLeaveIsRememberedForYears(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	id := o.approved(putu, "KARO-UMUM", longLeave(daysOf(nextMonday(), 60)), made)
	o.exec("UPDATE request SET from_day = '2021-02-01', to_day = '2021-04-30' WHERE id = $1", int64(id))
	o.exec("UPDATE request_person SET during = '[2021-02-01, 2021-05-01)' WHERE request_id = $1", int64(id))
	books, err := o.Books(t.Context(), o.employee(putu))
	if err != nil {
		t.Fatal(err)
	}
	if len(books.Absences) != 0 || len(books.LongYears) != 1 || books.LongYears[0] != 2021 || books.LongEnds[0].String() != "2021-04-30" {
		t.Errorf("absences %v, long leaves of %v ended %v", books.Absences, books.LongYears, books.LongEnds)
	}
}

func TestAFailedCorrectionChangesNothing(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	lines := len(o.wholeAuditLog())
	broken := errors.New("no")
	_, err := o.UpdateBooks(t.Context(), wayan, "d", func(request.Books) (request.Booking, request.Decision, error) {
		return request.Booking{}, request.Decision{}, broken
	})
	if !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
	if _, err := o.UpdateBooks(t.Context(), "197001011995031999", "", nil); !errors.Is(err, staff.ErrNoSuchEmployee) {
		t.Errorf("nobody's books: %v", err)
	}
	if _, err := o.Books(t.Context(), 999); !errors.Is(err, staff.ErrNoSuchEmployee) {
		t.Errorf("nobody's books: %v", err)
	}
	if len(o.wholeAuditLog()) != lines || o.number("SELECT count(*) FROM leave_entry") != 0 {
		t.Error("something was saved")
	}
	// The draft of what failed can be sent again.
	if err := o.desk().Correct(t.Context(), o.actor(putu), wayan, 2026, 2, "Salah hitung", "d"); err != nil {
		t.Fatal(err)
	}
	same(t, "audit log", []audit.Action{audit.LeaveCorrected}, o.actions(lines))
}

func TestManyCorrectionsOfOneDraftAreOne(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	actor := o.actor(putu)
	errs := atOnce(10, func(int) error {
		return o.desk().Correct(t.Context(), actor, wayan, 2026, 2, "Salah hitung", "d")
	})
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
	if n := o.number("SELECT count(*) FROM leave_entry"); n != 1 {
		t.Errorf("%d entries, want 1", n)
	}
}
