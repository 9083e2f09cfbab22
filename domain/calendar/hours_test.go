package calendar_test

import (
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/gelis-bali/gelis/domain/calendar"
)

func ramadan(t *testing.T) calendar.Hours {
	t.Helper()
	return calendar.Hours{
		From: day(t, "2026-02-19"), Until: day(t, "2026-03-17"), Name: "Ramadan", Source: "SE 1",
		MonThu: calendar.RamadanSpan(), Fri: calendar.Span{From: 8 * 60, To: 15 * 60},
	}
}

func TestTheOfficesHoursOfADay(t *testing.T) {
	t.Parallel()
	c := calendar.New(nil)
	c.Reset(calendar.Shipped(), []calendar.Hours{
		{From: day(t, "2026-03-02"), Until: day(t, "2026-03-03"), Name: "Rapat", MonThu: calendar.Span{From: 9 * 60, To: 12 * 60}},
		ramadan(t),
		{From: day(t, "2027-01-01"), Name: "without an end", MonThu: calendar.Span{From: 7 * 60, To: 15 * 60}, Fri: calendar.Span{From: 7 * 60, To: 11 * 60}},
	})
	ordinary, friday := calendar.Span{From: 450, To: 990}, calendar.Span{From: 450, To: 870}
	tests := []struct {
		name, date string
		want       calendar.Span
	}{
		{"an ordinary Monday", "2026-11-23", ordinary},
		{"an ordinary Friday", "2026-11-27", friday},
		{"the Wednesday before Ramadan", "2026-02-18", ordinary},
		{"the first day of Ramadan", "2026-02-19", calendar.Span{From: 480, To: 930}},
		{"a Friday of Ramadan", "2026-02-20", calendar.Span{From: 480, To: 900}},
		{"the last day of Ramadan", "2026-03-17", calendar.Span{From: 480, To: 930}},
		{"what began later holds", "2026-03-02", calendar.Span{From: 540, To: 720}},
		{"and ends", "2026-03-04", calendar.Span{From: 480, To: 930}},
		{"years later, without an end", "2030-01-04", calendar.Span{From: 420, To: 660}},
		{"a Saturday", "2026-11-28", calendar.Span{}},
		{"a holiday", "2026-12-25", calendar.Span{}},
		{"a dispensation", "2026-06-17", ordinary},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, works := c.HoursOn(day(t, tt.date))
			if got != tt.want || works != !tt.want.IsZero() {
				t.Errorf("got %v and %v, want %v", got, works, tt.want)
			}
		})
	}
	if got, works := c.HoursOn(calendar.Date{}); works {
		t.Errorf("no date has hours: %v", got)
	}
	if got := c.HoursOf(day(t, "2026-02-21")); got.Name != "Ramadan" { // a Saturday
		t.Errorf("the hours that hold then are %v", got)
	}
}

func TestASpanIsInstantsOfTheOffice(t *testing.T) {
	t.Parallel()
	wita := time.FixedZone("WITA", 8*60*60)
	from, to := calendar.OrdinaryHours().MonThu.On(day(t, "2026-11-23"), wita)
	want := []time.Time{time.Date(2026, 11, 22, 23, 30, 0, 0, time.UTC), time.Date(2026, 11, 23, 8, 30, 0, 0, time.UTC)}
	if diff := cmp.Diff(want, []time.Time{from.UTC(), to.UTC()}); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for _, s := range []calendar.Span{{}, {From: 480, To: 480}, {From: 900, To: 480}, {From: -1, To: 480}, {From: 480, To: 24*60 + 1}} {
		if s.Fits() {
			t.Errorf("%v is a time of a day", s)
		}
	}
	if !(calendar.Span{From: 0, To: 24 * 60}).Fits() {
		t.Error("a whole day is no time of a day")
	}
}

func TestEverybodyWhoHoldsACalendarSeesItsNewContent(t *testing.T) {
	t.Parallel()
	c := calendar.New(nil)
	monday := day(t, "2026-11-23")
	before := c.Snapshot()
	c.Reset([]calendar.Day{{Date: monday, Kind: calendar.National, Name: "x", Source: "x"}}, []calendar.Hours{ramadan(t)})
	if c.IsWorking(monday) || len(c.On(monday)) != 1 || !c.HasDecree(2026) || c.HoursOf(day(t, "2026-02-19")).Name == "" {
		t.Error("the new content is not seen")
	}
	if !before.IsWorking(monday) || before.HasDecree(2026) {
		t.Error("a snapshot changes")
	}
	c.Reset(nil, nil)
	if !c.IsWorking(monday) {
		t.Error("the old content is still seen")
	}
}

func TestACalendarThatIsReplacedAnswersFromOneContent(t *testing.T) {
	t.Parallel()
	first := []calendar.Day{{Date: day(t, "2026-06-01"), Kind: calendar.National}, {Date: day(t, "2026-06-08"), Kind: calendar.National}}
	rule := parsed(t, "HARI_KE 1 SENIN; MINGGU_BERIKUT")
	c := calendar.New(first)
	var writer sync.WaitGroup
	stop := make(chan struct{})
	writer.Go(func() {
		for {
			select {
			case <-stop:
				return
			default:
				c.Reset(nil, nil)
				c.Reset(first, nil)
			}
		}
	})
	for range 2000 {
		got := rule.Between(day(t, "2026-06-01"), day(t, "2026-06-30"), c)
		if len(got) != 1 || got[0].Date != day(t, "2026-06-01") && got[0].Date != day(t, "2026-06-15") {
			t.Errorf("mixed: %v", got)
		}
		if days := c.WorkingDaysBetween(day(t, "2026-06-01"), day(t, "2026-06-30")); days != 20 && days != 22 {
			t.Errorf("mixed: %d days", days)
		}
	}
	close(stop)
	writer.Wait()
}

func TestAYearWithoutADecreeIsMissed(t *testing.T) {
	t.Parallel()
	shipped := calendar.New(calendar.Shipped())
	both := calendar.New(append(calendar.Shipped(), calendar.Day{Date: day(t, "2027-01-01"), Kind: calendar.National}))
	tests := []struct {
		name     string
		calendar *calendar.Calendar
		date     string
		year     int
		recalled bool
	}{
		{"in October nobody waits for it yet", shipped, "2026-10-30", 0, false},
		{"1 November is a Sunday: missed, told tomorrow", shipped, "2026-11-01", 2027, false},
		{"the first working day of November", shipped, "2026-11-02", 2027, true},
		{"the day after", shipped, "2026-11-03", 2027, false},
		{"a Monday later", shipped, "2026-11-09", 2027, true},
		{"a day of joint leave", shipped, "2026-12-24", 2027, false},
		{"the Monday after", shipped, "2026-12-28", 2027, true},
		{"the year has come, and still none", shipped, "2027-01-04", 2027, true},
		{"in the middle of such a year", shipped, "2027-06-09", 2027, false},
		{"and on its Mondays", shipped, "2027-06-07", 2027, true},
		{"it is known", both, "2026-11-02", 0, false},
		{"a year before, the year itself is missed first", both, "2025-11-03", 2025, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			year, missing := tt.calendar.MissingDecree(day(t, tt.date))
			if year != tt.year || missing != (tt.year != 0) {
				t.Errorf("missing: got %d and %v, want %d", year, missing, tt.year)
			}
			if recalled, due := tt.calendar.RecallsDecree(day(t, tt.date)); due != tt.recalled || due && recalled != tt.year {
				t.Errorf("told: got %d and %v, want %v", recalled, due, tt.recalled)
			}
		})
	}
	midweek := calendar.New([]calendar.Day{{Date: day(t, "2028-02-01"), Kind: calendar.National}})
	if _, due := midweek.RecallsDecree(day(t, "2028-11-01")); !due { // a Wednesday
		t.Error("the first working day of November is a Wednesday: not told")
	}
	closed := calendar.New([]calendar.Day{{Date: day(t, "2028-11-06"), Kind: calendar.National}})
	if _, due := closed.RecallsDecree(day(t, "2028-11-07")); !due { // Monday is a holiday
		t.Error("Monday is a holiday: not told on Tuesday")
	}
}

// TestRulesAndHoursDoNotAskTheMachinesZone changes time.Local and so is not parallel.
func TestRulesAndHoursDoNotAskTheMachinesZone(t *testing.T) { //nolint:paralleltest // see above
	local := time.Local
	t.Cleanup(func() { time.Local = local })
	wita := time.FixedZone("WITA", 8*60*60)
	c := calendar.New(calendar.Shipped())
	for _, zone := range []*time.Location{
		time.UTC, wita, time.FixedZone("Pacific/Kiritimati", 14*60*60), time.FixedZone("Pacific/Midway", -11*60*60),
		time.FixedZone("Asia/Kathmandu", 5*60*60+45*60), time.FixedZone("Asia/Jakarta", 7*60*60),
	} {
		time.Local = zone
		clock := calendar.Clock{Now: func() time.Time { return time.Date(2026, 5, 31, 16, 30, 0, 0, time.UTC).Local() }, Zone: wita}
		next, ok := parsed(t, "HARI_KE 1 SENIN; MINGGU_BERIKUT").Next(clock.Today().AddDays(-1), c)
		span, works := c.HoursOn(next.Date)
		from, _ := span.On(next.Date, wita)
		year, _ := c.MissingDecree(calendar.DateOf(time.Date(2026, 10, 31, 16, 0, 0, 0, time.UTC).Local(), wita))
		got := []any{clock.Today().String(), held([]calendar.Occurrence{next}), ok, works, from.UTC(), year}
		want := []any{"2026-06-01", []string{"2026-06-01 -> 2026-06-08"}, true, true, time.Date(2026, 6, 7, 23, 30, 0, 0, time.UTC), 2027}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("machine in %v (-want +got):\n%s", zone, diff)
		}
	}
}
