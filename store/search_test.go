package store_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/registry"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/store"
	"github.com/gelis-bali/gelis/store/storetest"
)

// searched opens the sample office with letters of these subjects, all sent from the Sekda to the bureau of organization.
func searched(t *testing.T, subjects ...string) *office {
	t.Helper()
	o := emptyOffice(t)
	sample := sampleOffice()
	sample.Letters, sample.Dispositions = nil, nil
	for i, subject := range subjects {
		l := letter(i + 1)
		l.Subject = subject
		sample.Letters = append(sample.Letters, l)
		sample.Dispositions = append(sample.Dispositions, order(fmt.Sprint("D", i+1), i+1, branchTo("KARO-ORG")))
	}
	sample.Sort()
	if _, err := o.ImportOfficeQuietly(t.Context(), sample); err != nil {
		t.Fatal(err)
	}
	return o
}

func (o *office) archive() *registry.Archive {
	return registry.NewArchive(o.Store, calendar.Clock{Now: o.clock.Now, Zone: wita()})
}

// walking is an archive in which all words are common ones, looked for in the newest letters of the reader.
func (o *office) walking(letters int) *registry.Archive {
	return registry.NewArchive(store.NearSighted{Store: o.Store, Letters: letters}, calendar.Clock{Now: o.clock.Now, Zone: wita()})
}

// finds are the agenda numbers of what somebody finds, be the words rare or common.
func (o *office) finds(by staff.Actor, words string, change ...func(*registry.Query)) []int {
	o.t.Helper()
	q := registry.Query{Words: words, Filter: registry.FoundAll, Limit: 50}
	for _, c := range change {
		c(&q)
	}
	const all = 1000
	rare, common := o.findsIn(o.archive(), by, q), o.findsIn(o.walking(all), by, q)
	if diff := cmp.Diff(rare, common); diff != "" {
		o.t.Errorf("search %q (-rare +common):\n%s", words, diff)
	}
	return rare
}

func (o *office) findsIn(archive *registry.Archive, by staff.Actor, q registry.Query) []int {
	o.t.Helper()
	found, err := archive.Search(o.t.Context(), by, q)
	if err != nil {
		o.t.Fatalf("search %q: %v", q.Words, err)
	}
	numbers := []int{}
	for _, hit := range found.Items {
		numbers = append(numbers, hit.AgendaNumber)
	}
	return numbers
}

func TestOfMoreLettersThanAreLookedAtTheNewestAreFound(t *testing.T) {
	t.Parallel()
	o := searched(t, "Rapat satu", "Rapat dua", "Rapat tiga", "Rapat empat")
	o.exec("UPDATE letter SET received = '2025-01-05' WHERE agenda_number = 1")
	ketut := o.actor(ketut)
	near := o.walking(1) // one and the one begun
	q := registry.Query{Words: "rapat", Filter: registry.FoundAll, Limit: 50}
	found, err := near.Search(t.Context(), ketut, q)
	if err != nil || len(found.Items) == 0 || len(found.Items) == 4 || !found.More {
		t.Fatalf("found %d letters, more: %v, %v", len(found.Items), found.More, err)
	}
	if got := found.Items[0].AgendaNumber; got != 4 {
		t.Errorf("first is %d", got)
	}
	q.Until = calendar.NewDate(2025, 12, 31)
	if diff := cmp.Diff([]int{1}, o.findsIn(near, ketut, q)); diff != "" {
		t.Errorf("those of a year long ago (-want +got):\n%s", diff)
	}
}

func TestWordsThatManyLettersHaveAreKnownToBeCommon(t *testing.T) {
	t.Parallel()
	o := emptyOffice(t)
	if err := storetest.Fill(t.Context(), o.url, storetest.Office{Units: 2, Staff: 8, Dispositions: 12_000, Years: 2, Shallow: true, Today: today}); err != nil {
		t.Fatal(err)
	}
	secretary := staff.Actor{
		Employee: staff.Employee{ID: 51, Active: true},
		Holdings: []staff.Holding{{Position: staff.Position{ID: 51}, Capacity: staff.Definitive}},
	}
	for words, more := range map[string]bool{"desa": true, "rapat": false, storetest.Village(77): false, "xyzzy": false} {
		found, err := o.archive().Search(t.Context(), secretary, registry.Query{Words: words, Filter: registry.FoundAll, Limit: 5})
		if err != nil || found.More != (more || found.Total >= registry.SearchAtMost) {
			t.Errorf("%q: %d found, more: %v, %v", words, found.Total, found.More, err)
		}
		if (found.Total == 0) != (words == "xyzzy") {
			t.Errorf("%q: %d found", words, found.Total)
		}
	}
}

func TestWordsAreFoundInTheirForms(t *testing.T) {
	t.Parallel()
	o := searched(t, "Pembangunan jembatan", "Laporan membangun desa", "Undangan rapat", "Permohonan bangunan <gedung>")
	ketut := o.actor(ketut)
	for words, want := range map[string][]int{
		"bangun": {1, 2, 4}, "pembangunan": {1, 2, 4}, "BANGUN": {1, 2, 4}, "undang": {3}, "rap": {3},
		"jembatan pembangunan": {1}, "jembatan rapat": {}, "gedung": {4}, "005/2/diskominfos": {2}, "diskominfos": {1, 2, 3, 4},
		"dinas komunikasi": {1, 2, 3, 4}, "2/2026": {2}, "agenda 3": {3}, "tidak ada": {},
		"segera": {1, 2, 3, 4}, // the note
	} {
		got := o.finds(ketut, words)
		slices.Sort(got)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", words, diff)
		}
	}
}

func TestASenderIsFoundWithATypingError(t *testing.T) {
	t.Parallel()
	o := searched(t, "Satu", "Dua")
	o.exec("UPDATE letter SET sender = 'Badan Pengelola Keuangan Daerah' WHERE agenda_number = 1")
	o.exec("INSERT INTO correspondent (unit_id, key, name, uses, last_used) SELECT unit_id, letter_key(sender), sender, 1, now() FROM letter WHERE agenda_number = 1 ON CONFLICT DO NOTHING")
	for _, words := range []string{"pengelolah keuangan", "badan pngelola", "keuangn daerah"} {
		if diff := cmp.Diff([]int{1}, o.finds(o.actor(ketut), words)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", words, diff)
		}
	}
}

func TestWhatStandsInTheSubjectComesFirst(t *testing.T) {
	t.Parallel()
	o := searched(t, "Permohonan data", "Lomba desa", "Rapat kerja")
	o.exec("UPDATE letter SET summary = 'tentang lomba' WHERE agenda_number = 3")
	if diff := cmp.Diff([]int{2, 3}, o.finds(o.actor(ketut), "lomba")); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestALetterThatStaysInTheOfficeIsFoundByItsAgendaNumberOnly(t *testing.T) {
	t.Parallel()
	o := searched(t, "Mutasi pejabat", "Lain")
	o.exec("UPDATE letter SET secrecy = 'RAHASIA' WHERE agenda_number = 1")
	ketut := o.actor(ketut)
	for _, words := range []string{"mutasi", "pejabat", "005/1/diskominfos", "dinas komunikasi", "segera"} {
		if got := o.finds(ketut, words); slices.Contains(got, 1) && words != "segera" {
			t.Errorf("%q finds %v", words, got)
		}
	}
	found, err := o.archive().Search(t.Context(), ketut, registry.Query{Words: "agenda 1", Limit: 5})
	if err != nil || len(found.Items) != 1 || found.Items[0].Subject+found.Items[0].Sender+found.Items[0].Number != "" {
		t.Errorf("by its number: %+v, %v", found.Items, err)
	}
}

func TestFiltersOfASearch(t *testing.T) {
	t.Parallel()
	o := searched(t, "Rapat satu", "Rapat dua", "Rapat tiga")
	ketut, kadek := o.actor(ketut), o.actor(kadek)
	if _, err := o.outTray().Finish(t.Context(), ketut, o.branch("D1", "KARO-ORG"), disposition.Report{Text: "Sudah"}, ""); err != nil {
		t.Fatal(err)
	}
	o.exec("UPDATE branch SET deadline = $1 WHERE letter_id = (SELECT id FROM letter WHERE agenda_number = 2)", today.AddDays(-1).At(0, 0, wita()))
	o.exec("UPDATE letter SET received = '2025-01-05' WHERE agenda_number = 3")
	for _, c := range []struct {
		name   string
		by     staff.Actor
		change func(*registry.Query)
		want   []int
	}{
		{"waiting", ketut, func(q *registry.Query) { q.Filter = registry.FoundWaiting }, []int{2, 3}},
		{"overdue", ketut, func(q *registry.Query) { q.Filter = registry.FoundOverdue }, []int{2}},
		{"overdue, of the registry", kadek, func(q *registry.Query) { q.Filter = registry.FoundOverdue }, []int{2}},
		{"mine, of a clerk", kadek, func(q *registry.Query) { q.Filter = registry.FoundMine }, []int{}},
		{"period", ketut, func(q *registry.Query) { q.From = calendar.NewDate(2026, 1, 1) }, []int{1, 2}},
		{"until", ketut, func(q *registry.Query) { q.Until = calendar.NewDate(2025, 12, 31) }, []int{3}},
		{"unit", kadek, func(q *registry.Query) { q.Unit = staff.UnitID(o.number("SELECT id FROM unit WHERE code = 'SETDA'")) }, []int{1, 2, 3}},
		{"another unit", kadek, func(q *registry.Query) { q.Unit = staff.UnitID(o.number("SELECT id FROM unit WHERE code = 'UMUM'")) }, []int{}},
		{"the second page", ketut, func(q *registry.Query) { q.Offset, q.Limit = 2, 2 }, nil},
	} {
		got := o.finds(c.by, "rapat", c.change)
		slices.Sort(got)
		if c.want == nil {
			if len(got) != 1 {
				t.Errorf("%s: %v", c.name, got)
			}
			continue
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

// Whatever is asked by whomever: what is found is what the dossier itself lets them see.
func TestNobodyFindsWhatTheyMayNotSee(t *testing.T) {
	t.Parallel()
	o := emptyOffice(t)
	if err := storetest.Fill(t.Context(), o.url, storetest.Office{Units: 3, Staff: 8, Dispositions: 900, Years: 2, Today: today}); err != nil {
		t.Fatal(err)
	}
	chance := rand.New(rand.NewPCG(7, 11))
	words := []string{"rapat", "permohonan", "laporan", "desa", "badan", "bkd", "kabupaten 3", "upacara puputan", "mohon", "ketentuan", "kepegawain", "12", "agenda 40", "di", "a' OR 1=1 --", "%", "su:*", "!rapat"}
	found := 0
	for range 150 {
		by := o.somebody(t, chance)
		q := registry.Query{Words: words[chance.IntN(len(words))], Filter: registry.SearchFilters()[chance.IntN(4)], Limit: 50, Offset: chance.IntN(3) * 5}
		archive := []*registry.Archive{o.archive(), o.walking(20)}[chance.IntN(2)]
		page, err := archive.Search(t.Context(), by, q)
		if err != nil && !strings.Contains(err.Error(), "nothing to look for") {
			t.Fatalf("%q: %v", q.Words, err)
		}
		for _, hit := range page.Items {
			found++
			if d, err := o.Letter(t.Context(), hit.Letter); err != nil || !maySee(d, by) {
				t.Fatalf("employee %d finds letter %d by %q: %v", by.ID, hit.Letter, q.Words, err)
			}
		}
	}
	if found < 200 {
		t.Errorf("only %d hits were looked at", found)
	}
}

// somebody of the office, now and then a clerk.
func (o *office) somebody(t *testing.T, chance *rand.Rand) staff.Actor {
	t.Helper()
	id := staff.PositionID(1 + chance.IntN(o.number("SELECT count(*)::integer FROM position")))
	a := staff.Actor{
		Employee: staff.Employee{ID: staff.EmployeeID(id), Active: true},
		Holdings: []staff.Holding{{Position: staff.Position{ID: id}, Capacity: staff.Definitive}},
	}
	if chance.IntN(4) == 0 {
		unit := staff.UnitID(1 + chance.IntN(3))
		a.Grants = []staff.Grant{{Role: staff.Clerk, UnitID: unit, Covers: []staff.UnitID{unit}}}
	}
	return a
}

// maySee asks the dossier, branch by branch.
func maySee(d *disposition.Dossier, by staff.Actor) bool {
	return slices.ContainsFunc(d.Branches, func(b *disposition.Branch) bool { return d.RelationOf(by, b) != disposition.Nobody })
}

func TestAnOfficeWithLettersIsMigratedToOneThatFindsThem(t *testing.T) {
	t.Parallel()
	url := storetest.Database(t, func(ctx context.Context, url string) error { return store.MigrateTo(ctx, url, 14) })
	if err := storetest.Fill(t.Context(), url, storetest.Office{Units: 2, Staff: 5, Dispositions: 600, Years: 2, Today: today}); err != nil {
		t.Fatal(err)
	}
	if err := store.Migrate(t.Context(), url); err != nil {
		t.Fatal(err)
	}
	o := &office{t: t, url: url, queue: &queue{}, clock: &clock{now: today.At(9, 0, wita())}}
	o.Store = o.open(url)
	head := staff.Actor{
		Employee: staff.Employee{ID: 1, Active: true},
		Holdings: []staff.Holding{{Position: staff.Position{ID: staff.PositionID(o.number("SELECT position_id FROM branch LIMIT 1"))}, Capacity: staff.Definitive}},
	}
	if got := o.finds(head, "permohonan"); len(got) == 0 {
		t.Error("a letter of before is not found")
	}
	if n := o.number("SELECT count(*) FROM (SELECT position_id, letter_id FROM branch EXCEPT SELECT position_id, letter_id FROM letter_reader) AS m"); n != 0 {
		t.Errorf("%d readers are missing", n)
	}
}

func TestFiguresOfAUnit(t *testing.T) {
	t.Parallel()
	o := searched(t, "Satu", "Dua", "Tiga")
	ketut := o.actor(ketut)
	if _, err := o.outTray().Finish(t.Context(), ketut, o.branch("D1", "KARO-ORG"), disposition.Report{Text: "Sudah"}, ""); err != nil {
		t.Fatal(err)
	}
	if _, err := o.outTray().Dispose(t.Context(), ketut, o.branch("D2", "KARO-ORG"), o.down("KABAG"), ""); err != nil {
		t.Fatal(err)
	}
	o.exec("UPDATE branch SET deadline = $1 WHERE id = $2", today.AddDays(-1).At(0, 0, wita()), int64(o.branch("D3", "KARO-ORG")))
	figures, err := o.archive().Figures(t.Context(), ketut, today.AddDays(-7), today)
	if err != nil {
		t.Fatal(err)
	}
	total := figures.Total
	if total.Received != 4 || total.Done != 1 || total.Waiting != 2 || total.Overdue != 1 || total.Median <= 0 || len(figures.Units) != 2 {
		t.Errorf("figures %+v of %d units", total, len(figures.Units))
	}
	if _, err := o.archive().Figures(t.Context(), o.actor(nyoman), today, today); err == nil {
		t.Error("who leads nobody gets figures")
	}
}
