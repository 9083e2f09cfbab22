package main_test

import (
	"encoding/csv"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// The office of the crash test: a head, four heads of division, and their staff.
const (
	divisions   = 4
	perDivision = 8
	headCode    = "KADIS"
)

// employee is somebody of the office.
type employee struct {
	name, nip, phone, position string
}

// order is what one person has to do with a letter, and will.
type order struct {
	letter   int // its agenda number
	to       *employee
	sender   *employee
	first    bool // Proses comes before the rest
	back     bool // the order is returned
	files    int
	words    string // of the report, or the reason
	attached bool   // the letter has a scan
}

// letter is a letter with all its orders.
type letter struct {
	number  int
	sender  *employee
	chained bool // it came to the sender from the head
	orders  []*order
}

// office is a made-up office and what lies before its staff.
type office struct {
	day     time.Time // on which the letters came
	head    *employee
	senders []*employee
	staff   []*employee
	letters []*letter
}

// newOffice makes an office in which each member of the staff has got so many orders.
func newOffice(each int) *office {
	o := &office{day: time.Now().Add(-48 * time.Hour), head: newEmployee(0, headCode)}
	for d := range divisions {
		o.senders = append(o.senders, newEmployee(1+d, divisionCode(d)))
	}
	for i := range divisions * perDivision {
		o.staff = append(o.staff, newEmployee(1+divisions+i, staffCode(i)))
	}
	for round := range each {
		for d := range divisions {
			o.addRound(round, d)
		}
	}
	return o
}

func divisionCode(d int) string { return fmt.Sprintf("KABID-%d", d+1) }

func staffCode(i int) string { return fmt.Sprintf("ANALIS-%02d", i+1) }

func newEmployee(i int, position string) *employee {
	first := []string{"I Wayan", "Ni Made", "I Nyoman", "Ni Ketut", "I Gede", "Ni Luh"}
	last := []string{"Artana", "Suryani", "Wirawan", "Dharmayasa", "Pertiwi", "Kusuma", "Adnyana"}
	return &employee{
		name: first[i%len(first)] + " " + last[i%len(last)], position: position,
		nip:   fmt.Sprintf("1980%02d%02d200501%d%03d", 1+i%12, 1+i%28, 1+i%2, 101+i),
		phone: fmt.Sprintf("62811%07d", 5000+i),
	}
}

// addRound gives each member of a division one order more: by three letters, to three, two and three of them.
func (o *office) addRound(round, division int) {
	next := round
	for share, size := range []int{3, 2, 3} {
		l := &letter{number: len(o.letters) + 1, sender: o.senders[division], chained: share == 2}
		for range size {
			l.orders = append(l.orders, newOrder(l, o.staff[division*perDivision+next%perDivision], round))
			next++
		}
		o.letters = append(o.letters, l)
	}
}

// newOrder decides what will be done, the same in each run.
func newOrder(l *letter, to *employee, round int) *order {
	turn := l.number*7 + round*3 + len(l.orders)*5
	a := &order{
		letter: l.number, to: to, sender: l.sender,
		first: turn%4 == 0, back: turn%9 == 0, files: []int{0, 0, 1, 0, 2}[turn%5], attached: l.scanned(),
	}
	a.words = fmt.Sprintf("Laporan %s atas surat %d: \"selesai\" <b>& lengkap</b> 100%%", to.position, l.number)
	if a.back {
		a.words, a.files = fmt.Sprintf("Surat %d bukan tugas %s & mohon diteruskan", l.number, to.position), 0
	}
	return a
}

// orders are all orders of all letters.
func (o *office) orders() iter.Seq[*order] {
	return func(yield func(*order) bool) {
		for _, l := range o.letters {
			for _, one := range l.orders {
				if !yield(one) {
					return
				}
			}
		}
	}
}

// returned reports whether somebody will return an order of the letter.
func (l *letter) returned() bool {
	return slices.ContainsFunc(l.orders, func(one *order) bool { return one.back })
}

func (l *letter) scanned() bool { return l.number%5 == 0 }

func (o *office) everybody() []*employee {
	return append(append([]*employee{o.head}, o.senders...), o.staff...)
}

// write writes the office as files for the import, with the first so many letters.
func (o *office) write(tb testing.TB, dir string, letters int) {
	tb.Helper()
	tables := map[string][][]string{
		"units":        {{"code", "name", "parent"}, {"DINAS", "Dinas Koperasi", ""}},
		"positions":    {{"code", "title", "unit", "superior", "echelon"}, {headCode, "Kepala Dinas", "DINAS", "", "II"}},
		"staff":        {{"nip", "name", "kind", "phone"}},
		"assignments":  {{"nip", "position", "from"}},
		"letters":      {{"unit", "agenda_year", "agenda_number", "number", "date", "received", "sender", "subject", "files"}},
		"dispositions": {{"code", "letter", "parent", "from", "by", "sent_at", "instructions", "recipients", "deadline"}},
	}
	add := func(table string, row ...string) { tables[table] = append(tables[table], row) }
	for d := range divisions {
		add("positions", divisionCode(d), fmt.Sprintf("Kepala Bidang %d", d+1), "DINAS", headCode, "III")
	}
	for i := range o.staff {
		add("positions", staffCode(i), "Analis "+staffCode(i), "DINAS", divisionCode(i/perDivision), "STAF")
	}
	for _, e := range o.everybody() {
		add("staff", e.nip, e.name, "PNS", "+"+e.phone)
		add("assignments", e.nip, e.position, "2024-01-02")
	}
	for _, l := range o.letters[:letters] {
		scan := ""
		if l.scanned() {
			scan = "pindaian.pdf"
		}
		day := o.day.Format(time.DateOnly)
		add("letters", "DINAS", o.day.Format("2006"), strconv.Itoa(l.number), fmt.Sprintf("B/%d", l.number), day, day,
			"Bappeda", l.subject(), scan)
		o.addDispositions(add, l)
	}
	writeTables(tb, dir, tables)
}

func (l *letter) subject() string { return fmt.Sprintf("Permintaan data, surat ke-%d", l.number) }

func (o *office) addDispositions(add func(table string, row ...string), l *letter) {
	day := o.day
	name := fmt.Sprintf("DINAS/%s/%d", day.Format("2006"), l.number)
	code, parent := fmt.Sprintf("D-%d", l.number), ""
	deadline := day.Add(60 * 24 * time.Hour).Format(time.DateOnly)
	if l.chained {
		parent = code + "-0"
		add("dispositions", parent, name, "", headCode, o.head.nip, day.Format(time.DateOnly)+" 20:00", "Tindak lanjuti",
			l.sender.position, deadline)
	}
	var recipients []string
	for _, one := range l.orders {
		recipients = append(recipients, one.to.position)
	}
	add("dispositions", code, name, parent, l.sender.position, l.sender.nip, day.Format(time.DateOnly)+" 21:00",
		"Tindak lanjuti; Laporkan hasilnya", strings.Join(recipients, ";"), deadline)
}

func writeTables(tb testing.TB, dir string, tables map[string][][]string) {
	tb.Helper()
	for name, rows := range tables {
		var text strings.Builder
		if err := csv.NewWriter(&text).WriteAll(rows); err != nil {
			tb.Fatal(err)
		}
		writeFile(tb, filepath.Join(dir, name+".csv"), text.String())
	}
	writeFile(tb, filepath.Join(dir, "files", "pindaian.pdf"), string(pdf("pindaian")))
}

func writeFile(tb testing.TB, path, content string) {
	tb.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		tb.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		tb.Fatal(err)
	}
}

// pdf is a PDF that says something, small but whole.
func pdf(says string) []byte { return []byte("%PDF-1.4\n% " + says + "\n%%EOF\n") }
