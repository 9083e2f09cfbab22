package store_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gelis-bali/gelis/domain/disposition"
)

func TestAnImportWaitsForNothingThatItLeavesAsItWas(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	tap, err := o.Pool().Begin(t.Context())
	if err == nil {
		_, err = tap.Exec(t.Context(), "SELECT FROM letter l JOIN branch b ON b.letter_id = l.id WHERE l.agenda_number = 1 FOR UPDATE")
	}
	if err != nil {
		t.Fatal(err)
	}
	defer tap.Rollback(t.Context()) // nothing is lost with it
	again := sampleOffice()
	again.Letters[1].Subject = "Undangan rapat yang diundur"
	again.Dispositions = append(again.Dispositions, order("D3", 2, branchTo("KABAG")))
	report := o.importAll(again)
	if report.Letters.Changed != 1 || report.Dispositions.Created != 1 {
		t.Errorf("got %+v, want the other letter changed and a disposition of it", report)
	}
}

func TestWhatShowsALetterThatHasChangedIsDrawnAnew(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	of := []string{
		disposition.SubjectOf(o.branch("D1", "KARO-ORG")).String(), disposition.SubjectOf(o.branch("D1", "KARO-UMUM")).String(),
	}
	for i, id := range []disposition.BranchID{o.branch("D1", "KARO-ORG"), o.branch("D1", "KARO-UMUM")} {
		if _, err := o.RememberCard(t.Context(), card(1, 10+i, id, 1)); err != nil {
			t.Fatal(err)
		}
	}
	again := sampleOffice()
	again.Letters[0].Secrecy = disposition.Secret
	for range 2 { // the second time nothing changes
		o.importAll(again)
		if diff := cmp.Diff(of, o.texts("SELECT subject FROM job ORDER BY subject")); diff != "" {
			t.Errorf("redraws (-want +got):\n%s", diff)
		}
	}
	for _, id := range []disposition.BranchID{o.branch("D1", "KARO-ORG"), o.branch("D1", "KARO-UMUM")} {
		if cards, err := o.StaleCards(t.Context(), disposition.SubjectOf(id)); err != nil || len(cards) != 1 {
			t.Errorf("branch %d: %v, %v, want its card to be behind", id, cards, err)
		}
	}
	if n := o.number("SELECT count(*) FROM branch WHERE version > 1"); n != 2 {
		t.Errorf("%d branches have changed, want the two of the letter", n)
	}
}
