package leave_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/leave"
	"github.com/gelis-bali/gelis/domain/staff"
)

// old is the record of a PNS of long service of whom nothing else is known.
func old(change ...func(*leave.Record)) leave.Record {
	r := leave.Record{Kind: staff.PNS, Since: calendar.NewDate(1991, time.February, 1)}
	for _, c := range change {
		c(&r)
	}
	return r
}

func since(year int, month time.Month, day int) func(*leave.Record) {
	return func(r *leave.Record) { r.Since = calendar.NewDate(year, month, day) }
}

func pppk(r *leave.Record) { r.Kind = staff.PPPK }

func used(year, source, days int) func(*leave.Record) {
	return func(r *leave.Record) {
		r.Charges = append(r.Charges, leave.Charge{Year: year, Source: source, Days: days})
	}
}

func postponed(year, source, days int) func(*leave.Record) {
	return func(r *leave.Record) {
		r.Postponed = append(r.Postponed, leave.Charge{Year: year, Source: source, Days: days})
	}
}

func entry(year int, kind leave.EntryKind, days int) func(*leave.Record) {
	return func(r *leave.Record) {
		r.Entries = append(r.Entries, leave.Entry{Year: year, Kind: kind, Days: days})
	}
}

func long(year int) func(*leave.Record) {
	return func(r *leave.Record) { r.LongYears = append(r.LongYears, year) }
}

// spent leaves nothing to be carried over from a year.
func spent(year int) func(*leave.Record) { return used(year, year, leave.Entitlement) }

func TestBalances(t *testing.T) {
	t.Parallel()
	tests := []struct {
		article, name string
		record        leave.Record
		year          int
		want          [3]int // of year-2, year-1 and the year
	}{
		{"III.A.2", "a year is worth twelve days", old(spent(2018)), 2019, [3]int{0, 0, 12}},
		{"III.A.1", "none in the year of appointment", old(since(2019, time.March, 1)), 2019, [3]int{}},
		{"III.A.1", "all of them in the year in which the first is over", old(since(2018, time.December, 31)), 2019, [3]int{0, 0, 12}},
		{"III.A.1", "nothing is carried over from the first year", old(since(2018, time.March, 1)), 2019, [3]int{0, 0, 12}},
		{"III.A.1", "the second year with leave has one behind it", old(since(2018, time.March, 1)), 2020, [3]int{0, 6, 12}},
		{"III.A.1", "the third year with leave has two behind it", old(since(2018, time.March, 1)), 2021, [3]int{6, 6, 12}},
		{"III.A.1", "none before there was any service", old(since(2020, time.March, 1)), 2018, [3]int{}},
		{"III.A.1", "none if nobody knows the service", leave.Record{Kind: staff.PNS}, 2019, [3]int{}},

		{"III.A.8", "example: nothing asked for in 2018 makes 18 in 2019", old(spent(2017)), 2019, [3]int{0, 6, 12}},
		{"III.A.9", "ten used a year ago make 14", old(used(2018, 2018, 10)), 2019, [3]int{0, 2, 12}},
		{"III.A.9", "five used a year ago make 18", old(used(2018, 2018, 5)), 2019, [3]int{0, 6, 12}},
		{"III.A.9", "carried days that were used do not come again", old(spent(2018), used(2019, 2018, 6)), 2020, [3]int{0, 6, 12}},
		{"III.A.9", "carried days are used up", old(spent(2017), used(2019, 2018, 4)), 2019, [3]int{0, 2, 12}},
		{"III.A.9", "all days are used up", old(spent(2017), used(2019, 2018, 6), used(2019, 2019, 12)), 2019, [3]int{}},
		{"III.A.10", "nothing for two years makes 24", old(), 2020, [3]int{6, 6, 12}},
		{"III.A.10", "nothing for three years makes 24 as well", old(spent(2016)), 2020, [3]int{6, 6, 12}},
		{"III.A.10", "one day two years ago makes 18", old(used(2018, 2018, 1)), 2020, [3]int{0, 6, 12}},
		{"III.A.10", "one day a year ago makes 18", old(used(2019, 2018, 1)), 2020, [3]int{0, 6, 12}},
		{"III.A.10", "after the 24 there is a year with 18", old(used(2020, 2018, 6)), 2021, [3]int{0, 6, 12}},
		{"III.A.10", "leave on paper that was corrected is leave", old(entry(2018, leave.Correction, -1)), 2020, [3]int{0, 6, 12}},

		{"III.A.12", "example: twelve postponed make 24", old(spent(2017), postponed(2018, 2018, 12)), 2019, [3]int{0, 12, 12}},
		{"III.A.12", "four postponed come on top of six", old(spent(2017), postponed(2018, 2018, 4)), 2019, [3]int{0, 10, 12}},
		{"III.A.12", "four postponed beside eight used", old(used(2018, 2018, 8), postponed(2018, 2018, 4)), 2019, [3]int{0, 4, 12}},
		{"III.A.12", "what was taken after all is not postponed", old(spent(2018), postponed(2018, 2018, 4)), 2019, [3]int{0, 0, 12}},
		{"III.A.12", "never more than 24", old(postponed(2018, 2018, 12)), 2019, [3]int{0, 12, 12}},
		{
			"III.A.12", "never more than 24, whatever was corrected",
			old(spent(2017), entry(2018, leave.Correction, 5), postponed(2018, 2018, 12)), 2019,
			[3]int{0, 12, 12},
		},
		{
			"III.A.12", "a day of what was carried over can be postponed once only",
			old(spent(2017), used(2019, 2018, 4), postponed(2019, 2018, 6)), 2020,
			[3]int{2, 6, 12},
		},
		{
			"III.A.12", "carried days that were postponed are kept",
			old(spent(2017), used(2019, 2019, 12), postponed(2019, 2018, 6)), 2020,
			[3]int{6, 0, 12},
		},
		{"III.A.12", "postponed with six behind it", old(spent(2017), postponed(2019, 2018, 6), postponed(2019, 2019, 2)), 2020, [3]int{4, 8, 12}},
		{"III.A.11", "postponed by one year only", old(spent(2017), postponed(2018, 2018, 12), used(2019, 2019, 1)), 2020, [3]int{0, 6, 12}},
		{"III.A.12", "postponed days that were used up", old(spent(2017), postponed(2018, 2018, 12), used(2019, 2018, 12)), 2019, [3]int{0, 0, 12}},

		{"III.B.2", "example Aldi: none in the year of a long leave", old(since(2014, time.January, 1), long(2019)), 2019, [3]int{}},
		{"III.B.3", "example Ahmad: the year after has its own again", old(since(2014, time.January, 1), spent(2019), long(2019)), 2020, [3]int{0, 0, 12}},
		{"III.B.2", "nothing is carried over a long leave", old(long(2018)), 2019, [3]int{0, 0, 12}},
		{"III.B.2", "two years after it six are carried over", old(long(2019)), 2021, [3]int{0, 6, 12}},
		{"III.B.2", "nor what was postponed into it", old(postponed(2018, 2018, 12), long(2019)), 2019, [3]int{}},

		{"PP 49/2018 art. 78", "a PPPK has twelve", old(pppk, spent(2018)), 2019, [3]int{0, 0, 12}},
		{"an assumption", "of which nothing is carried over", old(pppk), 2019, [3]int{0, 0, 12}},
		{"an assumption", "but what was postponed", old(pppk, postponed(2018, 2018, 5)), 2019, [3]int{0, 5, 12}},
		{"PP 49/2018 art. 78", "after one year", old(pppk, since(2019, time.March, 1)), 2019, [3]int{}},
	}
	for _, tt := range tests {
		t.Run(tt.article+": "+tt.name, func(t *testing.T) {
			t.Parallel()
			wantBalance(t, tt.record, tt.year, tt.want)
		})
	}
}

func TestOpeningBalancesAndCorrections(t *testing.T) {
	t.Parallel()
	opened := func(n2, n1, n int, more ...func(*leave.Record)) leave.Record {
		return old(append([]func(*leave.Record){
			entry(2024, leave.Opening, n2), entry(2025, leave.Opening, n1), entry(2026, leave.Opening, n),
		}, more...)...)
	}
	tests := []struct {
		name   string
		record leave.Record
		year   int
		want   [3]int
	}{
		{"what is left replaces what is computed", opened(0, 4, 9), 2026, [3]int{0, 4, 9}},
		{"the cap on carried days holds", opened(0, 12, 12), 2026, [3]int{0, 6, 12}},
		{"days of two years before say that there was no leave", opened(6, 6, 12), 2026, [3]int{6, 6, 12}},
		{"in full or capped, it is the same", opened(12, 12, 12), 2026, [3]int{6, 6, 12}},
		{"nothing is left", opened(0, 0, 0), 2026, [3]int{}},
		{"charges come off", opened(6, 6, 12, used(2026, 2024, 6), used(2026, 2025, 1)), 2026, [3]int{0, 5, 12}},
		{"three days, and nothing is known of before", old(entry(2026, leave.Opening, 3)), 2026, [3]int{0, 0, 3}},
		{"three days that were left are carried over", old(entry(2026, leave.Opening, 3)), 2027, [3]int{0, 3, 12}},
		{"of three days two were used since", old(entry(2026, leave.Opening, 3), used(2026, 2026, 2)), 2027, [3]int{0, 1, 12}},
		{"six of nine are carried over", opened(0, 4, 9), 2027, [3]int{0, 6, 12}},
		{"after a year with leave there are not 24", opened(0, 12, 9), 2027, [3]int{0, 6, 12}},
		{"after two full years there are", opened(0, 12, 12), 2027, [3]int{6, 6, 12}},
		{"not if there was leave since", opened(0, 12, 12, used(2026, 2025, 1)), 2027, [3]int{0, 6, 12}},
		{"two years later the books alone count", opened(0, 0, 0), 2028, [3]int{0, 6, 12}},
		{"three years later there may be 24 again", opened(0, 0, 0), 2029, [3]int{6, 6, 12}},
		{"of last year only, entered this year", old(entry(2025, leave.Opening, 4)), 2026, [3]int{0, 4, 12}},
		{"of last year only, all of it", old(entry(2025, leave.Opening, 12)), 2026, [3]int{0, 6, 12}},
		{"postponed before the books began", opened(0, 12, 12, entry(2025, leave.Postponed, 12)), 2026, [3]int{0, 12, 12}},
		{"some of it postponed", opened(0, 7, 12, entry(2025, leave.Postponed, 3)), 2026, [3]int{0, 7, 12}},
		{"the last of two for one year holds", opened(0, 0, 9, entry(2026, leave.Opening, 5)), 2026, [3]int{0, 0, 5}},
		{
			"it is given to somebody in the first year, too",
			old(since(2026, time.March, 1), entry(2026, leave.Opening, 2)), 2026,
			[3]int{0, 0, 2},
		},
		{"of a PPPK nothing is carried over", opened(6, 6, 12, pppk), 2026, [3]int{0, 0, 12}},

		{"a correction adds", old(spent(2025), entry(2026, leave.Correction, 2)), 2026, [3]int{0, 0, 14}},
		{"a correction takes away", old(spent(2025), entry(2026, leave.Correction, -5)), 2026, [3]int{0, 0, 7}},
		{"corrections add up", old(spent(2025), entry(2026, leave.Correction, -5), entry(2026, leave.Correction, 2)), 2026, [3]int{0, 0, 9}},
		{"a correction of an opening balance", opened(0, 4, 9, entry(2026, leave.Correction, -1)), 2026, [3]int{0, 4, 8}},
		{"a correction of last year counts before the cap", opened(0, 4, 9, entry(2025, leave.Correction, -1)), 2026, [3]int{0, 3, 9}},
		{"a correction never makes debts", old(spent(2025), used(2026, 2026, 10), entry(2026, leave.Correction, -5)), 2026, [3]int{}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			wantBalance(t, tt.record, tt.year, tt.want)
		})
	}
}

func TestDaysThatLaterYearsRelyOnAreNotLeft(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		record leave.Record
		want   [3]int // in 2026
	}{
		{"six of this year are charged next January", old(spent(2025), used(2027, 2026, 6)), [3]int{0, 0, 6}},
		{"two of this year are charged next January", old(spent(2025), used(2027, 2026, 2)), [3]int{0, 0, 10}},
		{"next year's own do not matter", old(spent(2025), used(2027, 2027, 12)), [3]int{0, 0, 12}},
		{"what is older goes first", old(spent(2024), used(2027, 2026, 6)), [3]int{0, 6, 6}},
		{"24 next year need a year without leave", old(spent(2024), used(2027, 2025, 6)), [3]int{}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			wantBalance(t, tt.record, 2026, tt.want)
		})
	}
}

func wantBalance(t *testing.T, r leave.Record, year int, want [3]int) {
	t.Helper()
	balance := r.Balance(year)
	wanted := leave.Balance{Year: year}
	for i, days := range want {
		wanted.Sources = append(wanted.Sources, leave.Source{Year: year - 2 + i, Days: days})
	}
	if diff := cmp.Diff(wanted, balance); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if total := want[0] + want[1] + want[2]; balance.Total() != total {
		t.Errorf("a total of %d, want %d", balance.Total(), total)
	}
}

func TestAskingChangesNothing(t *testing.T) {
	t.Parallel()
	r := old(entry(2026, leave.Opening, 12), used(2027, 2026, 3))
	before := slices.Clone(r.Charges)
	r.Charges = r.Charges[:1:1]
	r.Balance(2026)
	if _, err := r.Take(leave.Days{{Year: 2026, Days: 4}}); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(before, r.Charges); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
