package disposition_test

import (
	"testing"

	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/disposition"
)

func date(tb testing.TB, s string) calendar.Date {
	tb.Helper()
	if s == "" {
		return calendar.Date{}
	}
	d, err := calendar.ParseDate(s)
	if err != nil {
		tb.Fatal(err)
	}
	return d
}

func TestDefaultDeadlines(t *testing.T) {
	t.Parallel()
	cal := calendar.New(calendar.Shipped())
	tests := []struct {
		name                        string
		sent                        string
		veryUrgent, urgent, orderly string
	}{
		{"a Monday in an ordinary week", "2026-02-02", "2026-02-02", "2026-02-03", "2026-02-05"},
		{"over a weekend", "2026-02-05", "2026-02-05", "2026-02-06", "2026-02-10"},
		{"a Saturday counts as the Monday", "2026-02-07", "2026-02-09", "2026-02-10", "2026-02-12"},
		{"before the Monday and Tuesday of Imlek", "2026-02-13", "2026-02-13", "2026-02-18", "2026-02-20"},
		{"a Sunday before the days of Imlek", "2026-02-15", "2026-02-18", "2026-02-19", "2026-02-23"},
		{"before the days of Nyepi and Idul Fitri", "2026-03-17", "2026-03-17", "2026-03-25", "2026-03-27"},
		{"on Nyepi", "2026-03-19", "2026-03-25", "2026-03-26", "2026-03-30"},
		{"the office works on Galungan", "2026-06-15", "2026-06-15", "2026-06-17", "2026-06-19"},
		{"before Independence Day on a Monday", "2026-08-14", "2026-08-14", "2026-08-18", "2026-08-20"},
		{"before Christmas", "2026-12-23", "2026-12-23", "2026-12-28", "2026-12-30"},
		{"over the year's end, next year's decree being unknown", "2026-12-30", "2026-12-30", "2026-12-31", "2027-01-04"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			for speed, want := range map[disposition.Speed]string{
				disposition.VeryUrgent: tt.veryUrgent, disposition.Urgent: tt.urgent, disposition.Ordinary: tt.orderly,
			} {
				if got := disposition.DefaultDeadline(speed, date(t, tt.sent), cal).String(); got != want {
					t.Errorf("%s: got %s, want %s", speed, got, want)
				}
			}
		})
	}
}

func TestDefaultDeadlinesKnowNextYearsDecree(t *testing.T) {
	t.Parallel()
	cal := calendar.New([]calendar.Day{{Date: date(t, "2027-01-01"), Kind: calendar.National}})
	if got := disposition.DefaultDeadline(disposition.Ordinary, date(t, "2026-12-30"), cal).String(); got != "2027-01-05" {
		t.Errorf("got %s", got)
	}
}

func TestMarks(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name            string
		deadline, today string
		want            disposition.Mark
	}{
		{"no deadline", "", "2026-02-05", disposition.OnTime},
		{"three days before", "2026-02-08", "2026-02-05", disposition.OnTime},
		{"two days before", "2026-02-07", "2026-02-05", disposition.Near},
		{"the day before", "2026-02-06", "2026-02-05", disposition.Near},
		{"the day itself", "2026-02-05", "2026-02-05", disposition.Near},
		{"the day after", "2026-02-04", "2026-02-05", disposition.Overdue},
		{"long after", "2025-02-04", "2026-02-05", disposition.Overdue},
		{"a Monday, seen on Friday", "2026-02-09", "2026-02-06", disposition.OnTime},
		{"a Monday, seen on Saturday", "2026-02-09", "2026-02-07", disposition.Near},
		{"over the year's end", "2027-01-01", "2026-12-30", disposition.Near},
		{"last year's", "2026-12-31", "2027-01-01", disposition.Overdue},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := disposition.MarkOf(date(t, tt.deadline), date(t, tt.today)); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestWhatMayLeaveTheOffice(t *testing.T) {
	t.Parallel()
	type answer struct{ StaysInOffice, Protected bool }
	want := map[disposition.Secrecy]answer{
		disposition.Open:       {},
		disposition.Restricted: {Protected: true},
		disposition.Secret:     {StaysInOffice: true, Protected: true},
		disposition.TopSecret:  {StaysInOffice: true, Protected: true},
	}
	for _, s := range secrecies() {
		same(t, string(s), answer{s.StaysInOffice(), s.Protected()}, want[s])
	}
}
