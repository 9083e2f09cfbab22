package leave_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/leave"
	"github.com/gelis-bali/gelis/domain/staff"
)

// The years in which everything happens.
const firstYear, lastYear = 2024, 2029

// records draws what may stand in somebody's books.
func records() *rapid.Generator[leave.Record] {
	return rapid.Custom(func(t *rapid.T) leave.Record {
		r := leave.Record{
			Kind:  rapid.SampledFrom([]staff.Kind{staff.PNS, staff.PNS, staff.PPPK}).Draw(t, "kind"),
			Since: calendar.NewDate(rapid.IntRange(2019, 2027).Draw(t, "since"), 3, 1),
		}
		kinds := rapid.SampledFrom([]leave.EntryKind{leave.Opening, leave.Correction, leave.Postponed})
		for range rapid.IntRange(0, 4).Draw(t, "entries") {
			r.Entries = append(r.Entries, leave.Entry{Year: years().Draw(t, "year"), Kind: kinds.Draw(t, "what"), Days: rapid.IntRange(-6, 14).Draw(t, "days")})
		}
		if rapid.IntRange(0, 4).Draw(t, "long") == 0 {
			r.LongYears = []int{years().Draw(t, "long in")}
		}
		return r
	})
}

func years() *rapid.Generator[int] { return rapid.IntRange(firstYear, lastYear) }

// asks draws a leave, sometimes over the year's end.
func asks() *rapid.Generator[leave.Days] {
	return rapid.Custom(func(t *rapid.T) leave.Days {
		year := years().Draw(t, "in")
		days := leave.Days{{Year: year, Days: rapid.IntRange(1, 16).Draw(t, "days")}}
		if rapid.IntRange(0, 3).Draw(t, "over the year's end") == 0 {
			days = append(days, leave.YearDays{Year: year + 1, Days: rapid.IntRange(1, 10).Draw(t, "after")})
		}
		return days
	})
}

// balances are those of all years.
func balances(r leave.Record) []leave.Balance {
	var all []leave.Balance
	for year := firstYear - 1; year <= lastYear+3; year++ {
		all = append(all, r.Balance(year))
	}
	return all
}

// office takes, gives back and postpones leave of one record as people might.
type office struct {
	leave.Record
	taken [][]leave.Charge
}

// begin draws books with some leave in them.
func begin(t *rapid.T) *office {
	o := &office{Record: records().Draw(t, "books")}
	for range rapid.IntRange(0, 12).Draw(t, "acts") {
		o.act(t)
	}
	return o
}

func (o *office) act(t *rapid.T) {
	switch rapid.IntRange(0, 4).Draw(t, "act") {
	case 0:
		if len(o.taken) > 0 {
			o.giveBack(rapid.IntRange(0, len(o.taken)-1).Draw(t, "which"))
		}
	case 1:
		if len(o.taken) > 0 {
			i := rapid.IntRange(0, len(o.taken)-1).Draw(t, "which")
			o.Postponed = append(o.Postponed, o.taken[i]...)
			o.giveBack(i)
		}
	default:
		o.ask(t, asks().Draw(t, "ask"))
	}
}

func (o *office) ask(t *rapid.T, days leave.Days) {
	charges, err := o.Take(days)
	if err != nil {
		o.wantRefusal(t, days, err)
		return
	}
	wantSplit(t, days, charges)
	o.taken = append(o.taken, charges)
	o.recharge()
}

func (o *office) giveBack(i int) {
	o.taken = slices.Delete(o.taken, i, i+1)
	o.recharge()
}

func (o *office) recharge() { o.Charges = slices.Concat(o.taken...) }

func (o *office) wantRefusal(t *rapid.T, days leave.Days, err error) {
	quota, ok := errors.AsType[*leave.QuotaError](err)
	if !ok || quota.Left >= quota.Asked || quota.Left < 0 || !slices.Contains(days, leave.YearDays{Year: quota.Year, Days: quota.Asked}) {
		t.Fatalf("%v refused by %v", days, err)
	}
}

// wantSplit checks that the charges pay for each year's days, no more and no
// less, out of the three sources.
func wantSplit(t *rapid.T, days leave.Days, charges []leave.Charge) {
	left := map[int]int{}
	for _, d := range days {
		left[d.Year] += d.Days
	}
	for _, c := range charges {
		left[c.Year] -= c.Days
		if c.Days < 1 || c.Source > c.Year || c.Source < c.Year-2 {
			t.Fatalf("a charge of %+v", c)
		}
	}
	for year, days := range left {
		if days != 0 {
			t.Fatalf("%d days of %d are not paid for by %v", days, year, charges)
		}
	}
}

func TestABalanceIsNeverNegativeAndNeverAboveTheLaw(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		o := begin(t)
		most := leave.Entitlement + leave.MaxOlder + o.corrected()
		for _, b := range balances(o.Record) {
			negative := slices.ContainsFunc(b.Sources, func(s leave.Source) bool { return s.Days < 0 })
			if negative || b.Total() > most {
				t.Fatalf("%+v, %d are the most", b, most)
			}
		}
	})
}

// corrected are the days that the personnel office added by hand.
func (o *office) corrected() int {
	days := 0
	for _, e := range o.Entries {
		if e.Kind != leave.Postponed {
			days += max(0, e.Days)
		}
	}
	return days
}

func TestWhateverIsTakenCanBeTakenAndNoMore(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		o := begin(t)
		year := years().Draw(t, "year")
		left := o.Balance(year).Total()
		if _, err := o.Take(leave.Days{{Year: year, Days: left}}); err != nil {
			t.Fatalf("%d days are left, but %v", left, err)
		}
		if _, err := o.Take(leave.Days{{Year: year, Days: left + 1}}); err == nil {
			t.Fatalf("%d days are left, and one more was taken", left)
		}
	})
}

// The balance after a leave is the balance before it, less its days.
func TestTakingReducesTheYearByItsDays(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		o := begin(t)
		ask := asks().Draw(t, "ask")[:1]
		before := o.Balance(ask[0].Year).Total()
		charges, err := o.Take(ask)
		if err != nil {
			return
		}
		o.Charges = append(o.Charges, charges...)
		if after := o.Balance(ask[0].Year).Total(); after != before-ask.Total() {
			t.Fatalf("%d days less %d are %d", before, ask.Total(), after)
		}
	})
}

// Between taking a leave and giving it back others are taken in the same year:
// the end is as if only they had been.
func TestGivingBackRestoresExactly(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		o := begin(t)
		year := years().Draw(t, "year")
		before, others := o.Balance(year).Total(), 0
		kept := len(o.taken)
		o.ask(t, leave.Days{{Year: year, Days: rapid.IntRange(1, 12).Draw(t, "days")}})
		if len(o.taken) == kept {
			return // there were too few days
		}
		for range rapid.IntRange(0, 3).Draw(t, "others") {
			n := len(o.taken)
			days := rapid.IntRange(1, 6).Draw(t, "days of another")
			if o.ask(t, leave.Days{{Year: year, Days: days}}); len(o.taken) > n {
				others += days
			}
		}
		o.giveBack(kept)
		if after := o.Balance(year).Total(); after != before-others {
			t.Fatalf("%d days before, %d taken by others, %d left", before, others, after)
		}
	})
}

func TestTheOrderOfTheRowsDoesNotMatter(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		o := begin(t)
		before := balances(o.Record)
		if len(o.Charges) > 0 {
			o.Charges = rapid.Permutation(o.Charges).Draw(t, "order")
		}
		if diff := cmp.Diff(before, balances(o.Record)); diff != "" {
			t.Fatalf("(-before +after):\n%s", diff)
		}
	})
}

// Leave is given back in another order than it was taken: the end is the same.
func TestTheOrderOfGivingBackDoesNotMatter(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		o := &office{Record: records().Draw(t, "books")}
		before := balances(o.Record)
		for range rapid.IntRange(1, 8).Draw(t, "leaves") {
			o.ask(t, asks().Draw(t, "ask"))
		}
		for len(o.taken) > 0 {
			o.giveBack(rapid.IntRange(0, len(o.taken)-1).Draw(t, "which"))
		}
		if diff := cmp.Diff(before, balances(o.Record)); diff != "" {
			t.Fatalf("(-before +after):\n%s", diff)
		}
	})
}

// In whatever order requests come, whoever gets days gets them out of what
// there is: no source of a year is ever charged more than it had.
func TestNoOrderOfRequestsOverdraws(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		o := &office{Record: records().Draw(t, "books")}
		all := rapid.SliceOfN(asks(), 2, 8).Draw(t, "requests")
		for _, ask := range rapid.Permutation(all).Draw(t, "order") {
			o.ask(t, ask)
			o.wantCovered(t)
		}
	})
}

// wantCovered checks that every year's charges could be made anew, each out of
// what there is without them.
func (o *office) wantCovered(t *rapid.T) {
	for year := firstYear; year <= lastYear+1; year++ {
		bare := o.Record
		bare.Charges = slices.DeleteFunc(slices.Clone(o.Charges), func(c leave.Charge) bool { return c.Year >= year })
		for _, s := range bare.Balance(year).Sources {
			spent := 0
			for _, c := range o.Charges {
				if c.Year == year && c.Source == s.Year {
					spent += c.Days
				}
			}
			if spent > s.Days {
				t.Fatalf("in %d %d days of %d were spent, there are %d: %+v", year, spent, s.Year, s.Days, o.Charges)
			}
		}
	}
}
