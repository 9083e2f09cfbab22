package app_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/telegramtest"
)

// openMonday is when the attendance of Monday's apel is open.
const openMonday = "2026-12-07 07.00"

// atTheBoard brings the office to Monday's apel, with the code on Suardika's
// phone and somebody more on theirs.
func atTheBoard(t *testing.T, names ...string) (h *house, board *persona) {
	t.Helper()
	h = opened(t, furnishing{at: instant(t, friday)})
	h.link(append(names, "Suardika")...)
	h.imports("apel")
	return h, h.opensBoard()
}

// opensBoard moves to Monday's apel and lets Suardika show the code.
func (h *house) opensBoard() (board *persona) {
	h.tb.Helper()
	h.moveTo(instant(h.tb, openMonday))
	board = h.person("Suardika")
	board.must(board.tap("Buka presensi"))
	board.hears("Pindai kode QR")
	return board
}

// crowd are people of the office beside those of its folder.
const crowd = 200

// hireCrowd lets the office hire them, each in a position of their own below
// the head of a section, and links their accounts.
func (h *house) hireCrowd() []*persona {
	h.tb.Helper()
	people, positions, holders := "nip,name,kind,phone,active\n", "code,title,unit,superior,echelon\n", "nip,position,capacity,from,until\n"
	var all []*persona
	for i := range crowd {
		nip, phone, name := fmt.Sprintf("199001012015031%03d", 100+i), fmt.Sprintf("081200%06d", i), fmt.Sprintf("I Wayan Peserta %03d", i)
		people += fmt.Sprintf("%s,%s,PNS,%s,yes\n", nip, name, phone)
		positions += fmt.Sprintf("PELAKSANA%03d,Pelaksana %d,DISKOP-UKM,KASI,STAF\n", i, i)
		holders += fmt.Sprintf("%s,PELAKSANA%03d,DEFINITIF,2025-01-02,\n", nip, i)
		key := fmt.Sprintf("Peserta%03d", i)
		h.staff[key] = employee{nip: staff.NIP(nip), name: name, phone: phone}
		all = append(all, h.person(key))
	}
	file := func(content string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(content)} }
	folder := fstest.MapFS{"staff.csv": file(people), "positions.csv": file(positions), "assignments.csv": file(holders)}
	var said strings.Builder
	if err := h.gelis.Import(h.tb.Context(), folder, &said); err != nil {
		h.tb.Fatalf("hire the crowd: %v\n%s", err, said.String())
	}
	for _, p := range all {
		url, err := h.gelis.LinkFor(h.tb.Context(), p.nip)
		if err != nil {
			h.tb.Fatal(err)
		}
		p.must(p.Open(url))
	}
	h.quiet()
	return all
}

// The crowd has the machine to itself: it runs before the tests that share it.
func TestTwoHundredPeopleCheckInAtOnce(t *testing.T) {
	h := opened(t, furnishing{at: instant(t, friday)})
	h.link("Suardika", "Agung")
	people := h.hireCrowd()
	h.imports("apel")
	h.opensBoard()
	h.provesAtOnce(people)
	h.nothingLost()
	marked := map[int64]int{}
	for _, line := range h.audited(nil, audit.ApelPresent) {
		marked[int64(line.Entry.Account)]++
	}
	for _, p := range people {
		// Whose first try was cut off by a slow machine, after it had counted, is told at the next what stands.
		told := p.told("Kehadiran Anda tercatat.") + p.told("Anda sudah tercatat: Hadir")
		if marked[p.ID()] != 1 || told != 1 {
			t.Errorf("%s was marked %d times and told %d times:\n%s", p.Name(), marked[p.ID()], told, p.lately())
		}
	}
	h.moveTo(instant(t, "2026-12-07 08.00"))
	h.person("Agung").hears("Hadir 200 dari 204 orang")
}

// provesAtOnce lets people type or scan Suardika's code at the same moment, by turns. All cameras read the same, so one
// does for them.
func (h *house) provesAtOnce(people []*persona) {
	h.tb.Helper()
	board := h.person("Suardika")
	picture, digits, err := board.board()
	board.must(err)
	link, err := telegramtest.ReadLink(picture.Attachments[0])
	board.must(err)
	var all sync.WaitGroup
	for i, p := range people {
		all.Go(func() {
			if i%2 == 1 {
				p.Send(digits)
			} else if err := p.Open(link); err != nil {
				h.tb.Errorf("%s: %v", p.Name(), err)
			}
		})
	}
	all.Wait()
}

func TestTheSamePersonCheckingInManyTimesIsThereOnce(t *testing.T) {
	t.Parallel()
	h, board := atTheBoard(t, "Budi")
	budi := h.person("Budi")
	picture, digits, err := board.board()
	board.must(err)
	var taps sync.WaitGroup
	link, err := telegramtest.ReadLink(picture.Attachments[0])
	board.must(err)
	for range each {
		taps.Go(func() { budi.Send(digits) })
		taps.Go(func() { budi.must(budi.Open(link)) })
	}
	taps.Wait()
	h.nothingLost()
	if n := len(h.audited(budi, audit.ApelPresent)); n != 1 {
		t.Errorf("Budi was marked %d times", n)
	}
	if n := budi.told("Kehadiran Anda tercatat."); n != 1 {
		t.Errorf("Budi was told %d times", n)
	}
}

// Two accounts of one person: only the linked one counts, and one that was
// linked when the attendance was open counts at the next apel.
func TestTwoAccountsOfOnePersonAreOnePresence(t *testing.T) {
	t.Parallel()
	h, board := atTheBoard(t, "Budi")
	old, fresh := h.person("Budi"), h.newPhone("BudiBaru", h.staff["Budi"])
	_, digits, err := board.board()
	board.must(err)
	h.link("BudiBaru")
	var both sync.WaitGroup
	for range 5 {
		both.Go(func() { old.Send(digits) })
		both.Go(func() { fresh.Send(digits) })
	}
	both.Wait()
	h.nothingLost()
	if n := len(h.audited(nil, audit.ApelPresent)); n != 0 {
		t.Errorf("Budi was marked %d times:\n%s\n%s", n, old.lately(), fresh.lately())
	}
	if fresh.told("baru dihubungkan sesudah presensi dibuka") == 0 || old.told("Kehadiran Anda tercatat.") != 0 {
		t.Errorf("they read:\n%s\n%s", old.lately(), fresh.lately())
	}
}

// The code that was just shown counts for one more half minute; an older one is
// a wrong one, and a scanned one that is too old costs no try.
func TestACodeIsTakenForAsLongAsItIsShownAndOnceMore(t *testing.T) {
	t.Parallel()
	h, board := atTheBoard(t, "Budi", "Ayu")
	budi, ayu := h.person("Budi"), h.person("Ayu")
	picture, digits, err := board.board()
	board.must(err)
	ends := h.clock.Now().Truncate(30 * time.Second).Add(30 * time.Second)
	h.set(ends.Add(29 * time.Second))
	budi.Send(digits)
	budi.hears("Kehadiran Anda tercatat.")

	h.set(ends.Add(31 * time.Second))
	ayu.must(ayu.Scan(picture.Attachments[0]))
	ayu.hears("Kode itu tidak cocok", "Masih 5 kali mencoba")
	ayu.Send(digits)
	ayu.hears("Kode itu tidak cocok", "Masih 4 kali mencoba")
	board.hears("Hadir: 1 dari 7 orang")
	ayu.must(ayu.typesCode("Suardika"))
	ayu.hears("Kehadiran Anda tercatat.")
	h.nothingLost()
}
