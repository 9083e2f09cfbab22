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
	ctx, cancel := h.patiently()
	defer cancel()
	begin := make(chan struct{})
	var taps sync.WaitGroup
	for _, p := range all {
		b := newest("Kirim")(p)
		for range 2 { // an impatient thumb
			taps.Go(func() {
				<-begin
				if _, err := p.TapForced(ctx, b.message, b.data); err != nil {
					t.Errorf("%s taps: %v", p.Name(), err)
				}
			})
		}
	}
	close(begin)
	taps.Wait()
	h.quiet()

	given := regexp.MustCompile(`Terdaftar dengan nomor agenda (\d+)/2026`)
	var told []string
	for _, p := range all {
		p.forget()
		numbers := map[string]bool{}
		for _, m := range p.Chat() {
			for _, found := range given.FindAllStringSubmatch(m.Plain, -1) {
				numbers[found[1]] = true
			}
		}
		if len(numbers) != 1 {
			t.Errorf("%s was told of %d numbers:\n%s", p.Name(), len(numbers), p.lately())
		}
		for n := range numbers {
			told = append(told, n)
		}
	}
	slices.Sort(told)
	var want []string
	for n := range 10 {
		want = append(want, fmt.Sprint(50+n))
	}
	if diff := cmp.Diff(want, told); diff != "" {
		t.Errorf("the agenda numbers (-want +got):\n%s", diff)
	}
}
