package office_test

import (
	"io/fs"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/gelis-bali/gelis/cmd/demo/office"
	"github.com/gelis-bali/gelis/cmd/internal/importer"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/leave"
	"github.com/gelis-bali/gelis/domain/request"
	"github.com/gelis-bali/gelis/domain/roster"
	"github.com/gelis-bali/gelis/domain/staff"
)

func TestTheOfficeIsImportedWithoutAMistakeOnAnyDay(t *testing.T) {
	t.Parallel()
	first := calendar.NewDate(2026, time.November, 1)
	for i := range 140 {
		today := first.AddDays(3 * i) // every day of the week, and the turn of the year
		reading := read(t, today)
		if len(reading.Mistakes)+len(reading.Warnings) > 0 {
			t.Fatalf("on %v:\n%+v\n%+v", today, reading.Mistakes, reading.Warnings)
		}
	}
}

func TestTheOfficeIsAsTheDemoTellsIt(t *testing.T) {
	t.Parallel()
	o := read(t, monday()).Office
	got := map[string]int{
		"units": len(o.Units), "positions": len(o.Positions), "staff": len(o.Staff),
		"letters": len(o.Letters), "dispositions": len(o.Dispositions),
		"inactive": count(o.Staff, func(e roster.Employee) bool { return !e.Active }),
		"plh":      count(o.Assignments, inForce(staff.Plh)),
		"plt":      count(o.Assignments, inForce(staff.Plt)),
	}
	want := map[string]int{
		"units": 14, "positions": 39, "staff": 39, "letters": 16, "dispositions": 36, "inactive": 1, "plh": 1, "plt": 1,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestWhatWaitsForTheStaffMember(t *testing.T) {
	t.Parallel()
	o := read(t, monday()).Office
	var got []string
	for _, d := range o.Dispositions {
		for _, b := range d.Branches {
			if b.To == "ANALIS-AKUN-1" {
				got = append(got, describe(o, d, b))
			}
		}
	}
	want := []string{
		"D-187-3 DONE", "D-195-3 DONE", "D-198-3 RETURNED", "D-201-3 READ overdue", "D-209-3 IN_PROGRESS",
		"D-212-2 SENT TERBATAS", "D-213-3 SENT copy", "D-214-3 SENT near", "D-215-2 SENT near RAHASIA",
		"D-216-2 SENT", "D-217-2 SENT near",
	}
	slices.Sort(got)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func describe(o roster.Office, d roster.Disposition, b roster.Branch) string {
	words := []string{d.Code, string(b.State)}
	switch mark := disposition.MarkOf(b.Deadline, monday()); {
	case b.Copy:
		words = append(words, "copy")
	case b.State.Waits() && mark != disposition.OnTime:
		words = append(words, string(mark))
	}
	letter := o.Letters[slices.IndexFunc(o.Letters, func(l roster.Letter) bool { return l.LetterKey == d.Letter })]
	if letter.Secrecy != disposition.Open {
		words = append(words, string(letter.Secrecy))
	}
	return strings.Join(words, " ")
}

func TestThePhonesBelongToPeopleWithNumbers(t *testing.T) {
	t.Parallel()
	o := read(t, monday()).Office
	for i, phone := range office.Phones() {
		at := slices.IndexFunc(o.Staff, func(e roster.Employee) bool { return e.NIP == phone.NIP })
		if at < 0 || o.Staff[at].Phone == "" || !o.Staff[at].Active {
			t.Errorf("phone %d: no active employee with a number", i)
		}
		if phone.Linked == (i == 0) {
			t.Errorf("phone %d: linked is %v; only the first links before our eyes", i, phone.Linked)
		}
	}
}

func TestTheLinesReachFourDeepAndMore(t *testing.T) {
	t.Parallel()
	superiors := map[string]string{}
	for _, p := range read(t, monday()).Office.Positions {
		superiors[p.Code] = p.Superior
	}
	var line []string
	for code := "ANALIS-AKUN-1"; code != ""; code = superiors[code] {
		line = append(line, code)
	}
	want := []string{"ANALIS-AKUN-1", "KASUBAG-AKUN", "KABAG-RB", "KARO-ORG", "ASISTEN-3", "SEKDA"}
	if diff := cmp.Diff(want, line); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestScansAreSmallAndNoTokenIsLeft(t *testing.T) {
	t.Parallel()
	files, err := office.Files(monday())
	if err != nil {
		t.Fatal(err)
	}
	scans := 0
	err = fs.WalkDir(files, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := fs.ReadFile(files, name)
		if strings.HasPrefix(name, "files/") {
			scans++
			if len(content) > 5000 {
				t.Errorf("%s has %d bytes", name, len(content))
			}
		} else if strings.Contains(string(content), "{{") {
			t.Errorf("%s has a token that was not resolved", name)
		}
		return err
	})
	if err != nil || scans < 8 {
		t.Errorf("%d scans, %v", scans, err)
	}
}

func TestTheBalancesOfThoseWithPhonesAreTelling(t *testing.T) {
	t.Parallel()
	for _, today := range []calendar.Date{monday(), calendar.NewDate(2026, time.December, 31), calendar.NewDate(2027, time.January, 1)} {
		o, got := read(t, today).Office, []int{}
		for _, phone := range office.Phones() {
			got = append(got, balance(o, phone.NIP, today.Year()))
		}
		if diff := cmp.Diff([]int{18, 24, 3, 12, 19, 2}, got); diff != "" {
			t.Errorf("%v (-want +got):\n%s", today, diff)
		}
	}
}

// balance is what an employee has left in a year.
func balance(o roster.Office, nip staff.NIP, year int) int {
	record := leave.Record{Kind: staff.PNS, Since: leave.ServiceSince(nip, staff.PNS, calendar.Date{})}
	for _, b := range o.Balances {
		if b.NIP == nip {
			record.Entries = append(record.Entries, b.Entries()...)
		}
	}
	return record.Balance(year).Total()
}

func TestEverybodyAtWorkHasABalance(t *testing.T) {
	t.Parallel()
	o := read(t, monday()).Office
	for _, e := range o.Staff {
		known := slices.ContainsFunc(o.Balances, func(b roster.Balance) bool { return b.NIP == e.NIP && b.Year == monday().Year() })
		if known != e.Active {
			t.Errorf("%s: active %v, with a balance %v", e.Name, e.Active, known)
		}
	}
}

func TestEveryKindOfRequestHasARule(t *testing.T) {
	t.Parallel()
	rules := read(t, monday()).Office.ApprovalRules()
	for _, kind := range request.Kinds() {
		if !slices.ContainsFunc(rules, func(r roster.ApprovalRule) bool {
			return r.Kind == kind && r.Echelon == "" && r.Unit == "" && r.Leave == ""
		}) {
			t.Errorf("no rule for everybody's %s", kind)
		}
	}
}

func TestTheApelIsOnTheFirstMondayAndTheCeremonyOnThe17th(t *testing.T) {
	t.Parallel()
	o, office := read(t, monday()).Office, calendar.New(calendar.Shipped())
	got := map[string]string{}
	for _, r := range o.ApelRules {
		next, ok := r.Recurrence.Next(monday(), office)
		if !ok || !slices.ContainsFunc(o.ApelPlaces, func(p roster.ApelPlace) bool { return p.Name == r.Place && p.Radius > 0 }) {
			t.Errorf("%s: never, or nowhere", r.Name)
		}
		got[r.Name] = next.Date.String()
	}
	want := map[string]string{"Apel disiplin": "2026-12-07", "Upacara Hari Kesadaran Nasional": "2026-12-17"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func inForce(as staff.Capacity) func(roster.Assignment) bool {
	return func(a roster.Assignment) bool {
		return a.Capacity == as && !a.From.After(monday()) && (a.Until.IsZero() || !a.Until.Before(monday()))
	}
}

func count[R any](records []R, is func(R) bool) int {
	found := 0
	for _, r := range records {
		if is(r) {
			found++
		}
	}
	return found
}

// read imports the office in the first minute of a day.
func read(t *testing.T, today calendar.Date) importer.Reading {
	t.Helper()
	files, err := office.Files(today)
	if err != nil {
		t.Fatal(err)
	}
	zone := time.FixedZone("WITA", 8*60*60)
	reading, err := importer.Read(files, roster.Keys{Instructions: instructions()}, importer.Options{
		Now: today.At(0, 1, zone), Zone: zone, Calendar: calendar.New(calendar.Shipped()),
	})
	if err != nil {
		t.Fatal(err)
	}
	return reading
}

func monday() calendar.Date { return calendar.NewDate(2026, time.November, 23) }

func instructions() []string {
	return []string{
		"Untuk diketahui", "Tindak lanjuti", "Pelajari dan telaah", "Tanggapan dan saran", "Proses lebih lanjut",
		"Koordinasikan/konfirmasikan", "Hadiri", "Wakili", "Siapkan jawaban", "Siapkan bahan", "Jadwalkan",
		"Laporkan hasilnya", "Bicarakan dengan saya", "Selesaikan segera", "Arsipkan",
	}
}
