package app_test

import (
	"fmt"
	"regexp"
	"slices"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// clerks are ten people who all keep the registry of Diskop for this test.
func clerks(t *testing.T) (*house, []*persona) {
	t.Helper()
	h := opened(t, furnishing{})
	names := []string{"Budi", "Sri", "Agung", "Dwi", "Wirawan", "Ayu", "Oka", "Suardika", "Rai", "Eka"}
	h.link(names...)
	h.exec(`INSERT INTO role_grant (employee_id, role, unit_id)
		SELECT e.id, 'TU', u.id FROM employee AS e CROSS JOIN unit AS u JOIN link AS l ON l.employee_id = e.id
		WHERE u.code = 'DISKOP' ON CONFLICT DO NOTHING`)
	var all []*persona
	for _, name := range names {
		all = append(all, h.person(name))
	}
	return h, all
}

// entersLetter fills in the form of a letter, up to the last look at it.
func (p *persona) entersLetter(number string) {
	p.h.tb.Helper()
	p.Send("/surat")
	p.h.settle()
	p.taps("➕ Daftarkan surat")
	p.h.settle()
	p.taps("Lewati")
	for _, answer := range []string{number, "kemarin", "Yayasan Tirta Amerta", "Permohonan " + number} {
		p.h.settle()
		p.Send(answer)
	}
	for _, label := range []string{"Biasa", "Biasa", "Lewati", "Lewati", "Kepala Dinas Koperasi dan UKM · Ir. I Gusti Ngurah Rai…"} {
		p.h.settle()
		p.taps(label)
	}
	p.h.settle()
	p.hears("Sudah benar?", number)
}

func TestTenClerksRegisterAtOnce(t *testing.T) {
	t.Parallel()
	h, all := clerks(t)
	for i, p := range all {
		p.entersLetter(fmt.Sprintf("027/%d/YTA", 300+i))
	}
	h.sendAtOnce(all)
	var told, want []string
	for i, p := range all {
		numbers := p.agendaNumbers()
		if len(numbers) != 1 {
			t.Errorf("%s was told of the numbers %v:\n%s", p.Name(), numbers, p.lately())
		}
		told, want = append(told, numbers...), append(want, fmt.Sprint(50+i))
	}
	slices.Sort(told)
	if diff := cmp.Diff(want, told); diff != "" {
		t.Errorf("the agenda numbers (-want +got):\n%s", diff)
	}
}

// sendAtOnce lets all of them press Kirim at the same moment, each with an
// impatient thumb.
func (h *house) sendAtOnce(all []*persona) {
	h.tb.Helper()
	ctx, cancel := h.patiently()
	defer cancel()
	begin := make(chan struct{})
	var taps sync.WaitGroup
	for _, p := range all {
		b := newest("Kirim")(p)
		for range 2 {
			taps.Go(func() {
				<-begin
				if _, err := p.TapForced(ctx, b.message, b.data); err != nil {
					h.tb.Errorf("%s taps: %v", p.Name(), err)
				}
			})
		}
	}
	close(begin)
	taps.Wait()
	h.quiet()
}

// agendaNumbers are those that somebody was told, each once.
func (p *persona) agendaNumbers() []string {
	p.forget()
	var numbers []string
	for _, m := range p.Chat() {
		for _, found := range regexp.MustCompile(`Terdaftar dengan nomor agenda (\d+)/2026`).FindAllStringSubmatch(m.Plain, -1) {
			numbers = append(numbers, found[1])
		}
	}
	slices.Sort(numbers)
	return slices.Compact(numbers)
}
