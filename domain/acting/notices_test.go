package acting_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/gelis-bali/gelis/domain/acting"
	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/notify"
)

// told lists messages as key, to whom and when.
func told(d acting.Decision) []string {
	var all []string
	for _, m := range d.Messages {
		at := "at once"
		if !m.NotBefore.IsZero() {
			at = m.NotBefore.In(clock().Zone).Format("2 Jan 15.04")
		}
		all = append(all, fmt.Sprintf("%s to %d, %s", m.Key, m.To.Employee, at))
	}
	return all
}

func TestWhoIsToldWhen(t *testing.T) {
	t.Parallel()
	today := day(time.November, 23)
	tests := []struct {
		name  string
		by    string
		order acting.Order
		want  []string
	}{
		{"the holder appoints for later", "holder", order(), []string{
			"acting.appointed:55 to 2, at once",
			"acting.begins:55 to 2, 24 Nov 07.00",
			"acting.ended:55 to 2, 28 Nov 07.00",
			"acting.begins:55 to 1, 24 Nov 07.00",
			"acting.ended:55 to 1, 28 Nov 07.00",
		}},
		{"the personnel office appoints for today", "personnel of the unit", order(days(today, today)), []string{
			"acting.appointed:55 to 2, at once",
			"acting.ended:55 to 2, 24 Nov 07.00",
			"acting.appointed:55 to 1, at once",
			"acting.ended:55 to 1, 24 Nov 07.00",
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, d, err := facts().Appoint(tt.order, people()[tt.by], clock())
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, told(d)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestAnEarlyEndIsToldToBothButWhoDidIt(t *testing.T) {
	t.Parallel()
	for by, want := range map[string][]string{
		"holder":                         {"acting.ended:55:early to 2, at once"},
		"former personnel who appointed": {"acting.ended:55:early to 2, at once", "acting.ended:55:early to 1, at once"},
	} {
		_, d, err := facts().End(appointment(), people()[by], clock())
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, told(d)); diff != "" {
			t.Errorf("%s: (-want +got):\n%s", by, diff)
		}
	}
}

func TestWhatWasEndedEarlyIsNotToldAsItWasForeseen(t *testing.T) {
	t.Parallel()
	appointed, before, err := facts().Appoint(order(), people()["holder"], clock())
	if err != nil {
		t.Fatal(err)
	}
	ended, after, err := facts().End(appointed, people()["personnel of the unit"], clock())
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range before.Messages {
		if n := (notify.Notice{Key: m.Key, Kind: m.Kind}); appointed.Outdated(n) || !ended.Outdated(n) {
			t.Errorf("%s: outdated before %v, after %v", m.Key, appointed.Outdated(n), ended.Outdated(n))
		}
	}
	for _, m := range after.Messages {
		if ended.Outdated(notify.Notice{Key: m.Key, Kind: m.Kind}) {
			t.Errorf("%s is outdated", m.Key)
		}
	}
}

func TestWhatIsWrittenIntoTheAuditLog(t *testing.T) {
	t.Parallel()
	by := people()["holder"]
	a, appointed, err := facts().Appoint(order(), by, clock())
	if err != nil {
		t.Fatal(err)
	}
	_, ended, err := facts().End(a, by, clock())
	if err != nil {
		t.Fatal(err)
	}
	line := audit.Entry{
		At: clock().Now(), Action: audit.ActingAppointed, Subject: acting.SubjectOf(55),
		Facts: map[string]string{"position": "100", "deputy": "2", "as": "PLH", "from": "2026-11-24", "until": "2026-11-27"},
	}.By(by, by.Holdings[0])
	end := line
	end.Action = audit.ActingEnded
	if diff := cmp.Diff([]audit.Entry{line, end}, append(appointed.Audit, ended.Audit...)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
