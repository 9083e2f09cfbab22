package roster_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/roster"
	"github.com/gelis-bali/gelis/domain/staff"
)

func TestABranchThatWasHandedOnIsDoneWithTheLastOfItsChildren(t *testing.T) {
	t.Parallel()
	at5, at9 := done("D3", "D", 5), done("D2", "E", 9)
	returned := roster.Progress{BranchKey: at9.BranchKey, State: disposition.StateReturned, Ended: at(9), Reason: "no"}
	tests := []struct {
		name     string
		progress []roster.Progress
		want     string
		ended    time.Time // of the first branch
	}{
		{"nothing is done", nil, "B FORWARDED, C FORWARDED, E SENT, D SENT", time.Time{}},
		{"one of two children is done", []roster.Progress{at5}, "B FORWARDED, C DONE, E SENT, D DONE", time.Time{}},
		{"all are done", []roster.Progress{at5, at9}, "B DONE, C DONE, E DONE, D DONE", at(9)},
		{"a returned child keeps it open", []roster.Progress{at5, returned}, "B FORWARDED, C DONE, E RETURNED, D DONE", time.Time{}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			o := chain()
			o.Settle(tt.progress)
			if diff := cmp.Diff(tt.want, states(o)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			first := o.Dispositions[0].Branches[0]
			if !first.Ended.At.Equal(tt.ended) || first.Ended.By != "" || !first.Read.At.Equal(at(2)) {
				t.Errorf("the first branch: %+v", first)
			}
		})
	}
}

func done(code, to string, hour int) roster.Progress {
	return roster.Progress{
		BranchKey: roster.BranchKey{Disposition: code, Position: to}, State: disposition.StateDone, Ended: at(hour), By: "b", Report: "ok",
	}
}

// states are the states of all branches but copies.
func states(o roster.Office) string {
	var all []string
	for _, d := range o.Dispositions {
		for _, b := range d.Branches {
			if !b.Copy {
				all = append(all, b.To+" "+string(b.State))
			}
		}
	}
	return strings.Join(all, ", ")
}

// chain is A to B, B to C and E (with a copy to D), C to D.
func chain() roster.Office {
	order := func(code, from string, hour int, to ...string) roster.Disposition {
		d := roster.Disposition{Code: code, Letter: letter(), From: from, By: staff.NIP("by " + from), As: staff.Definitive, SentAt: at(hour)}
		for _, position := range to {
			d.Branches = append(d.Branches, roster.Branch{To: position, State: disposition.StateSent})
		}
		return d
	}
	o := roster.Office{Dispositions: []roster.Disposition{
		order("D1", "A", 1, "B"), order("D2", "B", 2, "C", "E"), order("D3", "C", 3, "D"),
	}}
	o.Dispositions[1].Parent = roster.BranchKey{Disposition: "D1", Position: "B"}
	o.Dispositions[2].Parent = roster.BranchKey{Disposition: "D2", Position: "C"}
	o.Dispositions[1].Branches = append(o.Dispositions[1].Branches, roster.Branch{To: "D", Copy: true, State: disposition.StateSent})
	return o
}

func TestReadByWhoeverBeganOrEnded(t *testing.T) {
	t.Parallel()
	o := chain()
	o.Settle([]roster.Progress{{
		BranchKey: roster.BranchKey{Disposition: "D3", Position: "D"}, State: disposition.StateProgress, Started: at(5), By: "d", As: staff.Plh,
	}})
	want := roster.Act{At: at(5), By: "d", As: staff.Plh}
	if b := o.Dispositions[2].Branches[0]; b.Read != want || b.Started != want || !b.Ended.At.IsZero() {
		t.Errorf("got %+v", b)
	}
}

func TestDeadlinesThatAreLeftOutFollowTheSpeedOfTheLetter(t *testing.T) {
	t.Parallel()
	day := calendar.NewDate(2026, time.August, 20)
	known := roster.Keys{Letters: map[roster.LetterKey]roster.KnownLetter{letter(): {Speed: disposition.Urgent}}}
	o := chain()
	o.Dispositions[0].Branches[0].Deadline = day
	o.SetDeadlines(known, calendar.New(calendar.Shipped()), time.UTC)
	got := []calendar.Date{o.Dispositions[0].Branches[0].Deadline, o.Dispositions[1].Branches[0].Deadline, o.Dispositions[1].Branches[2].Deadline}
	want := []calendar.Date{day, calendar.NewDate(2026, time.August, 19), {}} // sent on Tuesday the 18th; copies have none
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestWhatStandsAboveComesFirst(t *testing.T) {
	t.Parallel()
	o := roster.Office{
		Units:     []roster.Unit{{Code: "A1", Parent: "Z"}, {Code: "A0", Parent: "A1"}, {Code: "Z"}, {Code: "B", Parent: "known"}},
		Positions: []roster.Position{{Code: "1", Superior: "9"}, {Code: "0", Superior: "1"}, {Code: "9"}},
	}
	o.Sort()
	var got []string
	for _, u := range o.Units {
		got = append(got, u.Code)
	}
	for _, p := range o.Positions {
		got = append(got, p.Code)
	}
	if diff := cmp.Diff([]string{"Z", "A1", "B", "A0", "9", "1", "0"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// Two definitive holders of one position on one day are found in any order of
// the rows, wherever each of the two comes from, and nobody else is.
func TestNoDayHasTwoDefinitiveHolders(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		rows := rapid.SliceOfN(term(), 0, 8).Draw(t, "rows")
		known := rapid.SliceOfN(term(), 0, 1).Draw(t, "known")
		clash := clashes(rows, known)
		faults := roster.Office{Assignments: rows}.Check(nil, roster.Keys{Assignments: known}, moment())
		found := false
		for _, f := range faults {
			found = found || f.Reason == roster.HeldTwice
		}
		if found != clash {
			t.Fatalf("clash %v, found %v: %+v", clash, found, faults)
		}
	})
}

func TestEveryTermThatOverlapsIsTold(t *testing.T) {
	t.Parallel()
	jan := func(d int) calendar.Date { return calendar.NewDate(2026, time.January, d) }
	definitive := func(nip staff.NIP, from, until calendar.Date) roster.Assignment {
		return roster.Assignment{NIP: nip, Position: "P", Capacity: staff.Definitive, From: from, Until: until}
	}
	open := definitive("1", jan(1), calendar.Date{})
	tests := []struct {
		name        string
		rows, known []roster.Assignment
		want        []int // rows
	}{
		{"a short term within an open one, and one after it", []roster.Assignment{open, definitive("2", jan(3), jan(4)), definitive("3", jan(9), jan(10))}, nil, []int{1, 2}},
		{"the known one stays open", []roster.Assignment{definitive("2", jan(3), jan(4))}, []roster.Assignment{open}, []int{0}},
		{"the known one begins later", []roster.Assignment{open}, []roster.Assignment{definitive("2", jan(3), jan(4))}, []int{0}},
		{"the known one is ended by its row", []roster.Assignment{definitive("2", jan(3), jan(4)), definitive("1", jan(1), jan(2))}, []roster.Assignment{open}, nil},
	}
	for _, tt := range tests {
		var got []int
		for _, f := range (roster.Office{Assignments: tt.rows}).Check(nil, roster.Keys{Assignments: tt.known}, moment()) {
			if f.Reason == roster.HeldTwice {
				got = append(got, f.Index)
			}
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

func term() *rapid.Generator[roster.Assignment] {
	return rapid.Custom(func(t *rapid.T) roster.Assignment {
		first := calendar.NewDate(2026, time.January, rapid.IntRange(1, 20).Draw(t, "from"))
		a := roster.Assignment{
			NIP:      rapid.SampledFrom([]staff.NIP{"1", "2", "3"}).Draw(t, "nip"),
			Position: rapid.SampledFrom([]string{"P", "Q"}).Draw(t, "position"),
			Capacity: rapid.SampledFrom([]staff.Capacity{staff.Definitive, staff.Definitive, staff.Plh}).Draw(t, "capacity"),
			From:     first,
		}
		if rapid.Bool().Draw(t, "ends") {
			a.Until = first.AddDays(rapid.IntRange(0, 6).Draw(t, "days"))
		}
		return a
	})
}

// clashes compares every pair of terms, day by day; of rows with one key the
// first counts, and a row replaces what the database knows by its key.
func clashes(rows, known []roster.Assignment) bool {
	keys := map[roster.Assignment]bool{}
	holders := map[string]map[calendar.Date]int{"P": {}, "Q": {}}
	for _, a := range slices.Concat(rows, known) {
		if keys[a.Key()] || a.Capacity != staff.Definitive {
			continue
		}
		keys[a.Key()] = true
		for d := a.From; !d.After(calendar.NewDate(2026, time.February, 15)) && (a.Until.IsZero() || !d.After(a.Until)); d = d.AddDays(1) {
			holders[a.Position][d]++
		}
	}
	for _, days := range holders {
		for _, n := range days {
			if n > 1 {
				return true
			}
		}
	}
	return false
}

func TestAnEmptyFieldBreaksNoRule(t *testing.T) {
	t.Parallel()
	o := roster.Office{
		Units: make([]roster.Unit, 2), Positions: make([]roster.Position, 2), Staff: make([]roster.Employee, 2),
		Assignments: make([]roster.Assignment, 2), Grants: make([]roster.Grant, 2), Letters: make([]roster.Letter, 2),
		Dispositions: make([]roster.Disposition, 2), Balances: make([]roster.Balance, 2), Approvals: make([]roster.Approval, 2),
	}
	progress := make([]roster.Progress, 2)
	o.Settle(progress)
	if faults := o.Check(progress, roster.Keys{}, moment()); len(faults) > 0 {
		t.Errorf("got %+v", faults)
	}
}

func TestADispositionThatIsKnownIsLeftAsItIs(t *testing.T) {
	t.Parallel()
	o := roster.Office{Dispositions: chain().Dispositions[:1]}
	known := roster.Keys{Branches: map[roster.BranchKey]roster.KnownBranch{
		{Disposition: "D1", Position: "B"}: {Letter: letter(), State: disposition.StateDone},
	}}
	if faults := o.Check(nil, known, moment()); len(faults) > 0 {
		t.Errorf("nothing has changed: %+v", faults)
	}
	o.Dispositions[0].Branches[0].Copy = true
	want := []roster.Fault{{Sheet: roster.Dispositions, Field: "code", Reason: roster.Edited, Value: "D1", Other: -1}}
	if diff := cmp.Diff(want, o.Check(nil, known, moment())); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestDispositionsGoDownwardOnly(t *testing.T) {
	t.Parallel()
	line := []roster.Position{{Code: "A"}, {Code: "B", Superior: "A"}, {Code: "C", Superior: "B"}, {Code: "D", Superior: "C"}, {Code: "X", Superior: "A"}}
	tests := []struct {
		from, to string
		below    bool
	}{
		{"A", "B", true}, {"A", "D", true}, {"B", "D", true}, {"B", "A", false}, {"D", "A", false}, {"B", "B", false}, {"B", "X", false}, {"X", "C", false},
	}
	for _, tt := range tests {
		o := roster.Office{Positions: line, Dispositions: []roster.Disposition{{Code: "D1", From: tt.from, Branches: []roster.Branch{{To: tt.to}}}}}
		below := true
		for _, f := range o.Check(nil, roster.Keys{}, moment()) {
			below = below && f.Reason != roster.NotBelow
		}
		if below != tt.below {
			t.Errorf("%s to %s: got %v", tt.from, tt.to, below)
		}
	}
}

func TestTwoEmployeesMaySwapTheirTelephones(t *testing.T) {
	t.Parallel()
	known := roster.Keys{Staff: map[staff.NIP]roster.KnownEmployee{"1": {Phone: "62811"}, "2": {Phone: "62812"}}}
	swapped := roster.Office{Staff: []roster.Employee{{NIP: "1", Phone: "62812"}, {NIP: "2", Phone: "62811"}}}
	if faults := swapped.Check(nil, known, moment()); len(faults) > 0 {
		t.Errorf("got %+v", faults)
	}
	taken := roster.Office{Staff: swapped.Staff[:1]}
	want := []roster.Fault{{Sheet: roster.Staff, Field: "phone", Reason: roster.PhoneTaken, Value: "62812", Detail: "2", Other: -1}}
	if diff := cmp.Diff(want, taken.Check(nil, known, moment())); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func letter() roster.LetterKey { return roster.LetterKey{Unit: "U", Year: 2026, Number: 1} }

func at(hour int) time.Time { return time.Date(2026, time.August, 18, hour, 0, 0, 0, time.UTC) }

func moment() roster.Moment {
	return roster.Moment{Now: time.Date(2026, time.August, 30, 0, 0, 0, 0, time.UTC), Zone: time.UTC}
}

func TestWhatIsForwardedIsBroughtAgain(t *testing.T) {
	t.Parallel()
	known := roster.Keys{Branches: map[roster.BranchKey]roster.KnownBranch{
		{Disposition: "D1", Position: "B"}: {Letter: letter(), State: disposition.StateRead},
	}}
	unknown := func(o roster.Office) (codes []string) {
		for _, f := range o.Check(nil, known, moment()) {
			if f.Reason == roster.UnknownParent {
				codes = append(codes, o.Dispositions[f.Index].Code)
			}
		}
		return codes
	}
	if got := unknown(chain()); got != nil {
		t.Errorf("with the parent: %v", got)
	}
	alone := roster.Office{Dispositions: chain().Dispositions[1:2]}
	if diff := cmp.Diff([]string{"D2"}, unknown(alone)); diff != "" {
		t.Errorf("without the parent (-want +got):\n%s", diff)
	}
}
