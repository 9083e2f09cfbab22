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
		last := d.Branches[len(d.Branches)-1]
		d.Branches[0].To = head
		b.Run(fmt.Sprintf("finish the last of %d", wide), func(b *testing.B) {
			for b.Loop() {
				if _, err := copyOf(d.Dossier).Finish(last.ID, disposition.Report{Text: "Sudah."}, holder(last.To), tappedAt); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(fmt.Sprintf("send on to %d more beside %d", disposition.MaxRecipients, wide), func(b *testing.B) {
			sender := d.Branches[9]
			var to []staff.PositionID
			for i := range disposition.MaxRecipients {
				to = append(to, staff.PositionID(20000+i))
			}
			for b.Loop() {
				one := copyOf(d.Dossier)
				if _, err := one.Dispose(sender.ID, sendingTo(one, to...), holder(sender.To), tappedAt); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(fmt.Sprintf("the trail of %d", wide), func(b *testing.B) {
			desk, _ := deskOf(d.Dossier)
			for b.Loop() {
				if _, err := desk.LookTrail(b.Context(), holder(top), 77); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
