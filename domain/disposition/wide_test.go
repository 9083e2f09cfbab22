package disposition_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/staff"
)

// large is a letter that was sent on ten times, and at last to many.
func large(wide int) tree {
	const deep = 10
	var lines []string
	name := "1"
	for range deep {
		lines = append(lines, name+" FORWARDED")
		name += ".1"
	}
	name = strings.TrimSuffix(name, ".1")
	for i := range wide {
		lines = append(lines, fmt.Sprintf("%s.%d SENT", name, i+1))
	}
	return plant(lines...)
}

func TestALetterTenDeepAndFiveHundredWideEndsWithItsLastBranch(t *testing.T) {
	t.Parallel()
	d := large(500)
	for _, b := range d.Branches[10:] {
		if !d.Letter.CompletedAt.IsZero() {
			t.Fatalf("complete before branch %d", b.ID)
		}
		if _, err := d.Finish(b.ID, disposition.Report{Text: "Sudah."}, holder(b.To), tappedAt); err != nil {
			t.Fatal(err)
		}
	}
	for _, b := range d.Branches {
		if b.State != disposition.StateDone {
			t.Errorf("branch %d is %s", b.ID, b.State)
		}
	}
	same(t, "complete", d.Letter.CompletedAt, tappedAt)
}

func BenchmarkALargeLetter(b *testing.B) {
	for _, wide := range []int{500, 5000} {
		d := large(wide)
		for name, do := range map[string]func(*disposition.Dossier) error{
			"finish the last": func(d *disposition.Dossier) error {
				last := d.Branches[len(d.Branches)-1]
				_, err := d.Finish(last.ID, disposition.Report{Text: "Sudah."}, holder(last.To), tappedAt)
				return err
			},
			"send it on to more": func(d *disposition.Dossier) error {
				_, err := d.Dispose(d.Branches[9].ID, sendingTo(d, many()...), holder(d.Branches[9].To), tappedAt)
				return err
			},
			"show the trail": func(d *disposition.Dossier) error {
				desk, _ := deskOf(d)
				_, err := desk.LookTrail(b.Context(), holder(top), 77)
				return err
			},
		} {
			b.Run(fmt.Sprintf("%s of %d", name, wide), func(b *testing.B) { onCopies(b, d.Dossier, do) })
		}
	}
}

func onCopies(b *testing.B, d *disposition.Dossier, do func(*disposition.Dossier) error) {
	b.Helper()
	for b.Loop() {
		if err := do(copyOf(d)); err != nil {
			b.Fatal(err)
		}
	}
}

// many are as many recipients as an order may have.
func many() []staff.PositionID {
	ids := make([]staff.PositionID, disposition.MaxRecipients)
	for i := range ids {
		ids[i] = staff.PositionID(20000 + i)
	}
	return ids
}
