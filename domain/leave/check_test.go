package leave_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/leave"
	"github.com/gelis-bali/gelis/domain/staff"
)

// ask is a leave asked for on Monday, 23 November 2026, by a PNS of 1991.
type ask struct {
	kind      staff.Kind
	since     calendar.Date
	from, to  string
	weekend   bool // no working day in it
	documents int
	child     int
}

func (a ask) check(t *testing.T, of leave.Type) error {
	t.Helper()
	kind, since, days := a.kind, a.since, 1
	if kind == "" {
		kind = staff.PNS
	}
	if since.IsZero() {
		since = calendar.NewDate(1991, time.February, 1)
	}
	if a.weekend {
		days = 0
	}
	return leave.Check(of, kind, since, date(t, a.from), date(t, a.to), today(), days, a.documents, a.child)
}

func today() calendar.Date { return calendar.NewDate(2026, time.November, 23) }

func date(t *testing.T, text string) calendar.Date {
	t.Helper()
	if text == "" {
		return calendar.Date{}
	}
	d, err := calendar.ParseDate(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestTheRulesOfEachKind(t *testing.T) {
	t.Parallel()
	day := calendar.NewDate
	start := func(of leave.Type) error { return &leave.StartError{Type: of, Earliest: today()} }
	tests := []struct {
		article, name string
		of            leave.Type
		ask           ask
		want          error
	}{
		{"III.A.3", "annual leave of one day", leave.Annual, ask{from: "2026-11-23", to: "2026-11-23"}, nil},
		{"III.A.3", "annual leave without a working day", leave.Annual, ask{from: "2026-11-28", to: "2026-11-29", weekend: true}, leave.ErrNoWorkingDay},
		{
			"III.A.1", "annual leave on the day on which one year is over", leave.Annual,
			ask{since: day(2025, time.December, 1), from: "2026-12-01", to: "2026-12-02"},
			nil,
		},
		{
			"III.A.1", "annual leave a day before", leave.Annual,
			ask{since: day(2025, time.December, 2), from: "2026-12-01", to: "2026-12-02"},
			&leave.ServiceError{Type: leave.Annual, Years: 1, From: day(2026, time.December, 2)},
		},
		{
			"PP 49/2018 art. 78", "annual leave of a PPPK in the first year", leave.Annual,
			ask{kind: staff.PPPK, since: day(2026, time.March, 1), from: "2026-12-01", to: "2026-12-02"},
			&leave.ServiceError{Type: leave.Annual, Years: 1, From: day(2027, time.March, 1)},
		},
		{"an assumption", "annual leave that has begun", leave.Annual, ask{from: "2026-11-20", to: "2026-11-24"}, start(leave.Annual)},

		{"III.B.1", "long leave of three months, example Aldi", leave.Long, ask{from: "2027-03-01", to: "2027-05-31"}, nil},
		{
			"III.B.1", "long leave of a day more", leave.Long,
			ask{from: "2027-03-01", to: "2027-06-01"},
			&leave.LengthError{Type: leave.Long, Until: day(2027, time.May, 31)},
		},
		{
			"III.B.1", "long leave after five years, example Aldi", leave.Long,
			ask{since: day(2022, time.January, 1), from: "2027-01-01", to: "2027-01-31"},
			nil,
		},
		{
			"III.B.1", "long leave before five years", leave.Long,
			ask{since: day(2022, time.February, 1), from: "2027-01-31", to: "2027-02-10"},
			&leave.ServiceError{Type: leave.Long, Years: 5, From: day(2027, time.February, 1)},
		},
		{
			"III.B.4", "long leave before five years, for the first pilgrimage", leave.Long,
			ask{since: day(2024, time.February, 1), from: "2027-01-31", to: "2027-02-10", documents: 1},
			nil,
		},
		{
			"PP 49/2018", "long leave of a PPPK", leave.Long,
			ask{kind: staff.PPPK, from: "2027-03-01", to: "2027-03-02"},
			&leave.KindError{Type: leave.Long, Kind: staff.PPPK},
		},
		{"an assumption", "long leave that has begun", leave.Long, ask{from: "2026-11-20", to: "2026-12-24"}, start(leave.Long)},

		{"III.C.2", "sick leave of a day with a letter", leave.Sick, ask{from: "2026-11-23", to: "2026-11-23", documents: 1}, nil},
		{"III.C.2", "sick leave of a day without one", leave.Sick, ask{from: "2026-11-23", to: "2026-11-23"}, &leave.DocumentError{Type: leave.Sick}},
		{"III.C.3", "sick leave of 14 days without one", leave.Sick, ask{from: "2026-11-23", to: "2026-12-06"}, &leave.DocumentError{Type: leave.Sick}},
		{
			"III.C.4", "sick leave of 15 days without one", leave.Sick,
			ask{from: "2026-11-23", to: "2026-12-07"},
			&leave.DocumentError{Type: leave.Sick, Government: true},
		},
		{"art. 320", "sick leave of a year", leave.Sick, ask{from: "2026-11-23", to: "2027-11-22", documents: 1}, nil},
		{
			"art. 320", "sick leave of a day more", leave.Sick,
			ask{from: "2026-11-23", to: "2027-11-23", documents: 1},
			&leave.LengthError{Type: leave.Sick, Until: day(2027, time.November, 22)},
		},
		{"BKN 7/2022 art. 15", "sick leave of a PPPK of a month", leave.Sick, ask{kind: staff.PPPK, from: "2026-11-23", to: "2026-12-22", documents: 1}, nil},
		{
			"BKN 7/2022 art. 15", "sick leave of a PPPK of a day more", leave.Sick,
			ask{kind: staff.PPPK, from: "2026-11-23", to: "2026-12-23", documents: 1},
			&leave.LengthError{Type: leave.Sick, Until: day(2026, time.December, 22)},
		},
		{"an assumption", "sick leave that has begun is for the calendar to judge", leave.Sick, ask{from: "2026-11-18", to: "2026-11-24", documents: 1}, nil},
		{"III.C", "sick leave in the first year", leave.Sick, ask{since: day(2026, time.November, 1), from: "2026-11-23", to: "2026-11-24", documents: 1}, nil},

		{"III.D", "maternity leave of three months", leave.Maternity, ask{from: "2026-12-15", to: "2027-03-14", child: 1}, nil},
		{
			"III.D", "maternity leave of a day more", leave.Maternity,
			ask{from: "2026-12-15", to: "2027-03-15", child: 1},
			&leave.LengthError{Type: leave.Maternity, Until: day(2027, time.March, 14)},
		},
		{"III.D", "maternity leave to the end of February", leave.Maternity, ask{from: "2026-11-30", to: "2027-02-28", child: 1}, nil},
		{
			"III.D", "maternity leave into March", leave.Maternity,
			ask{from: "2026-11-30", to: "2027-03-01", child: 1},
			&leave.LengthError{Type: leave.Maternity, Until: day(2027, time.February, 28)},
		},
		{"III.D", "maternity leave for the third child", leave.Maternity, ask{from: "2026-12-15", to: "2027-03-14", child: 3}, nil},
		{"III.D", "maternity leave for the fourth child", leave.Maternity, ask{from: "2026-12-15", to: "2027-03-14", child: 4}, &leave.ChildError{Child: 4}},
		{"III.D", "maternity leave for a child that nobody named", leave.Maternity, ask{from: "2026-12-15", to: "2027-03-14"}, &leave.ChildError{}},
		{"BKN 7/2022 art. 18", "maternity leave of a PPPK", leave.Maternity, ask{kind: staff.PPPK, from: "2026-12-15", to: "2027-03-14", child: 2}, nil},
		{
			"BKN 7/2022 art. 18", "maternity leave of a PPPK for the fourth child", leave.Maternity,
			ask{kind: staff.PPPK, from: "2026-12-15", to: "2027-03-14", child: 4},
			&leave.ChildError{Child: 4},
		},

		{"III.E", "leave for an important reason of a month", leave.Important, ask{from: "2026-11-23", to: "2026-12-22"}, nil},
		{
			"III.E", "leave for an important reason of a day more", leave.Important,
			ask{from: "2026-11-23", to: "2026-12-23"},
			&leave.LengthError{Type: leave.Important, Until: day(2026, time.December, 22)},
		},
		{
			"PP 49/2018", "leave for an important reason of a PPPK", leave.Important,
			ask{kind: staff.PPPK, from: "2026-11-23", to: "2026-11-24"},
			&leave.KindError{Type: leave.Important, Kind: staff.PPPK},
		},

		{"III.G", "unpaid leave", leave.Unpaid, ask{from: "2027-01-01", to: "2028-12-31"}, leave.ErrUnpaid},
		{"none", "another leave", "LAIN", ask{from: "2027-01-01", to: "2027-01-02"}, leave.ErrNoSuchType},
		{"none", "leave that ends before it begins", leave.Annual, ask{from: "2026-11-24", to: "2026-11-23"}, leave.ErrBackwards},
		{"none", "leave without a beginning", leave.Annual, ask{to: "2026-11-23"}, leave.ErrBackwards},
		{"none", "leave without an end", leave.Annual, ask{from: "2026-11-23"}, leave.ErrBackwards},
	}
	for _, tt := range tests {
		t.Run(tt.article+": "+tt.name, func(t *testing.T) {
			t.Parallel()
			wantError(t, tt.ask.check(t, tt.of), tt.want)
		})
	}
}

// wantError compares an error with the wanted one and all that it tells.
func wantError(t *testing.T, got, want error) {
	t.Helper()
	if errors.Is(got, want) {
		return
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if got != nil && got.Error() == "" {
		t.Error("the error says nothing")
	}
}

func TestTheFirstDayThatMayBeAskedFor(t *testing.T) {
	t.Parallel()
	cal := calendar.New(calendar.Shipped())
	for of, want := range map[leave.Type]string{
		leave.Annual: "2026-11-23", leave.Long: "2026-11-23",
		leave.Sick: "2026-11-18", leave.Maternity: "2026-11-18", leave.Important: "2026-11-18",
	} {
		earliest := leave.Earliest(of, today(), cal)
		if earliest != date(t, want) {
			t.Errorf("%s: got %s, want %s", of, earliest, want)
		}
		wantError(t, leave.CheckStart(of, earliest, today(), cal), nil)
		wantError(t, leave.CheckStart(of, earliest.AddDays(-1), today(), cal), &leave.StartError{Type: of, Earliest: earliest})
	}
}

func TestWhichKindsNeedADocument(t *testing.T) {
	t.Parallel()
	got := map[leave.Type]leave.Need{}
	for _, of := range append(leave.Types(), leave.Unpaid) {
		got[of] = of.Needs()
	}
	want := map[leave.Type]leave.Need{
		leave.Annual: leave.NoDocument, leave.Long: leave.MayDocument, leave.Sick: leave.Document,
		leave.Maternity: leave.MayDocument, leave.Important: leave.MayDocument, leave.Unpaid: leave.NoDocument,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestLongLeaveBesideOtherLeave(t *testing.T) {
	t.Parallel()
	cal := calendar.New(append(calendar.Shipped(), calendar.Day{})) // 2019 and 2020 have no holidays there
	day := calendar.NewDate
	aldi := old(since(2014, time.January, 1), long(2019))
	aldi.LongEnds = []calendar.Date{day(2019, time.May, 31)}
	ahmad := old(since(2014, time.January, 1), spent(2019))
	tests := []struct {
		name     string
		record   leave.Record
		from, to string
		want     error
	}{
		{"III.B.2: example Aldi, the next one on 1 June 2024", aldi, "2024-06-01", "2024-08-31", nil},
		{
			"III.B.2: example Aldi, not on 31 May 2024", aldi, "2024-05-31", "2024-06-30",
			&leave.ServiceError{Type: leave.Long, Years: 5, From: day(2024, time.June, 1)},
		},
		{"III.B.2: where the last day is not known, in the fifth year after", old(long(2019)), "2024-01-01", "2024-03-31", nil},
		{
			"III.B.2: and not before it", old(long(2019)), "2023-12-31", "2024-01-31",
			&leave.ServiceError{Type: leave.Long, Years: 5, From: day(2024, time.January, 1)},
		},
		{"III.B.3: example Ahmad, from 18 November 2019 to 31 January 2020", ahmad, "2019-11-18", "2020-01-31", nil},
		{
			"III.B.3: example Ahmad, not a day more", ahmad, "2019-11-18", "2020-02-01",
			&leave.LengthError{Type: leave.Long, Until: day(2020, time.January, 31)},
		},
		{"III.B.3: annual leave of another year does not matter", old(spent(2018)), "2019-11-18", "2020-02-17", nil},
		{
			"III.B.1: without annual leave three months", old(), "2019-11-18", "2020-02-18",
			&leave.LengthError{Type: leave.Long, Until: day(2020, time.February, 17)},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			wantError(t, tt.record.CheckLong(date(t, tt.from), date(t, tt.to), cal), tt.want)
		})
	}
}

func TestServiceBegins(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name  string
		nip   staff.NIP
		kind  staff.Kind
		first string
		want  string
	}{
		{"with the month in the NIP of a PNS", "196303121991021005", staff.PNS, "2020-01-02", "1991-02-01"},
		{"with the assignment in the year of a PPPK's contract", "199005172023242003", staff.PPPK, "2023-05-01", "2023-05-01"},
		{"at the latest at the end of that year", "199005172023242003", staff.PPPK, "2025-01-02", "2023-12-31"},
		{"at the earliest at its beginning", "199005172023242003", staff.PPPK, "2019-01-02", "2023-01-01"},
		{"at its end if no assignment is known", "199005172023242003", staff.PPPK, "", "2023-12-31"},
		{"with the assignment if there is no NIP", "", staff.PNS, "2020-01-02", "2020-01-02"},
		{"with the assignment if the NIP has no month", "199005172023242003", staff.PNS, "2023-05-01", "2023-05-01"},
		{"with the assignment if the NIP is none", "abcdefghijklmnopqr", staff.PNS, "2023-05-01", "2023-05-01"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := leave.ServiceSince(tt.nip, tt.kind, date(t, tt.first)); got != date(t, tt.want) {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

func TestMonthsLater(t *testing.T) {
	t.Parallel()
	for from, want := range map[string]string{
		"2026-03-01": "2026-05-31", "2026-11-15": "2027-02-14", "2026-11-28": "2027-02-27",
		"2026-11-29": "2027-02-28", "2026-11-30": "2027-02-28", "2027-11-29": "2028-02-28", "2027-11-30": "2028-02-29",
		"2026-08-31": "2026-11-30", "2026-12-31": "2027-03-30",
	} {
		if got := leave.LastOf(date(t, from), 3); got != date(t, want) {
			t.Errorf("three months from %s: got %s, want %s", from, got, want)
		}
	}
}
