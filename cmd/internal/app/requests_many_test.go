package app_test

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gelis-bali/gelis/cmd/internal/app"
	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/leave"
	"github.com/gelis-bali/gelis/domain/request"
	"github.com/gelis-bali/gelis/domain/staff"
)

// chooseAll brings somebody to the question whether to approve all that waits.
func (p *persona) chooseAll(items ...string) {
	p.h.tb.Helper()
	p.Send("/persetujuan")
	p.taps("Pilih beberapa")
	p.taps(items...)
	p.taps("Lanjut")
	p.hears(fmt.Sprintf("Setujui %d permohonan?", len(items)))
}

// Two who are entitled approve the same six at once; meanwhile one is
// withdrawn and one refused. Each is checked on its own.
func TestSeveralApprovalsAtOnceByTwoAreEachCheckedOnTheirOwn(t *testing.T) {
	t.Parallel()
	h := opened(t, furnishing{})
	h.link("Dwi", "Rai", "Agung")
	dwi, rai, agung := h.person("Dwi"), h.person("Rai"), h.person("Agung")
	var items []string
	for _, day := range []int{1, 2, 3, 4, 8, 10} {
		h.memory.Advance(hour) // she is not in a hurry
		dwi.asksPermit(fmt.Sprintf("%d Desember 2026", day))
		items = append(items, fmt.Sprintf("Ni Kadek Dwi Pratiwi, %d Des 2026", day))
	}
	rai.chooseAll(items...)
	agung.chooseAll(items...)
	approveRai, approveAgung := newest("Setujui 6 permohonan")(rai), newest("Setujui 6 permohonan")(agung)
	dwi.taps("Tarik", "Ya, tarik") // the last one
	h.quiet()
	refuse(h, agung, december(2, 2))
	h.memory.Advance(hour)

	atOnce(h, map[*persona]pressed{rai: approveRai, agung: approveAgung})
	h.quiet()
	a1, r1 := rai.becameOfMany()
	a2, r2 := agung.becameOfMany()
	if a1+a2 != 4 || a1+r1 != 6 || a2+r2 != 6 {
		t.Errorf("of the six Rai approved %d and could not %d, Agung %d and %d; want 4 approved in all", a1, r1, a2, r2)
	}
	if n := len(h.verdicts()); n != 5 {
		t.Errorf("%d verdicts in the audit log, want five", n)
	}
	h.pass(request.UndoFor)
	dwi.wasTold(4, approved)
	dwi.wasTold(1, refused)
}

// atOnce lets people tap at the same moment.
func atOnce(h *house, buttons map[*persona]pressed) {
	h.tb.Helper()
	ctx, cancel := h.patiently()
	defer cancel()
	var taps sync.WaitGroup
	for p, b := range buttons {
		taps.Go(func() {
			if _, err := p.TapForced(ctx, b.message, b.data); err != nil {
				h.tb.Errorf("%s taps: %v", p.Name(), err)
			}
		})
	}
	taps.Wait()
}

// becameOfMany reads how many of the chosen requests were approved, and how many could not be.
func (p *persona) becameOfMany() (approved, refused int) {
	p.h.tb.Helper()
	said := p.hears("tidak dapat disetujui")
	if n := strings.Count(said.Plain, "Ditarik pemohon"); n != 1 {
		p.h.tb.Errorf("%s reads of %d that were withdrawn:\n%s", p.Name(), n, describe(said))
	}
	number := func(pattern string) int {
		found := regexp.MustCompile(`(\d+) ` + pattern).FindStringSubmatch(said.Plain)
		if found == nil {
			return 0
		}
		n, _ := strconv.Atoi(found[1])
		return n
	}
	return number("permohonan Anda setujui"), number("tidak dapat disetujui")
}

// refuse refuses what waits for somebody in these days, without the form.
func refuse(h *house, by *persona, days request.Period) {
	h.tb.Helper()
	desk, actor := h.gelis.Requests(), h.actor(h.gelis, by)
	page, err := desk.Waiting(h.tb.Context(), actor, 0, 20)
	if err != nil {
		h.tb.Fatal(err)
	}
	i := slices.IndexFunc(page.Items, func(item request.Item) bool { return item.Period == days })
	if i < 0 {
		h.tb.Fatalf("nothing from %s waits for %s", days.From, by.Name())
	}
	if _, err := desk.Decide(h.tb.Context(), actor, page.Items[i].ID, request.Refuse, "Ada pemeriksaan.", request.Period{}, ""); err != nil {
		h.tb.Fatal(err)
	}
}

// actor is somebody as a process sees them now.
func (h *house) actor(gelis *app.App, p *persona) staff.Actor {
	h.tb.Helper()
	actor, err := gelis.Store().Identify(h.tb.Context(), staff.AccountID(p.ID()))
	if err != nil {
		h.tb.Fatal(err)
	}
	return actor
}

func december(from, to int) request.Period {
	return request.Period{From: calendar.NewDate(2026, time.December, from), To: calendar.NewDate(2026, time.December, to)}
}

func annualLeave(p request.Period) request.Ask {
	return request.Ask{Kind: request.Leave, Leave: leave.Annual, Period: p, Reason: "Upacara keluarga.", Address: "Ubud", Phone: "0811"}
}

// Twelve ask at once in two processes, for the same four weeks: what is sent is
// no more than there is, and never twice the same day.
func TestAnnualLeaveIsNeverOverdrawnByTwoProcesses(t *testing.T) {
	t.Parallel()
	h := opened(t, furnishing{})
	h.link("Ayu")
	second, _ := h.launch()
	ayu := h.person("Ayu")
	actor := h.actor(h.gelis, ayu)
	balance, err := h.gelis.Requests().Balance(t.Context(), actor, 2026)
	if err != nil {
		t.Fatal(err)
	}
	weeks := []request.Period{december(1, 4), december(7, 10), december(14, 17), december(28, 31)}
	most := balance.Total() / 4
	if most == 0 || most >= len(weeks) {
		t.Fatalf("with a balance of %d days nothing can be overdrawn", balance.Total())
	}
	sent := askAtOnce(h, actor, weeks, []*request.Desk{h.gelis.Requests(), second.Requests()})
	if len(sent) != most || len(h.audited(nil, audit.RequestSent)) != most {
		t.Errorf("%d weeks are taken, with %d lines in the audit log; want %d", len(sent), len(h.audited(nil, audit.RequestSent)), most)
	}
	left := func() int {
		b, err := second.Requests().Balance(t.Context(), actor, 2026)
		if err != nil {
			t.Fatal(err)
		}
		return b.Total()
	}
	if n := left(); n != balance.Total()-4*most {
		t.Errorf("%d days are left of %d, want %d", n, balance.Total(), balance.Total()-4*most)
	}
	for _, id := range sent { // what is withdrawn is given back to the day
		if _, err := h.gelis.Requests().Withdraw(t.Context(), actor, id); err != nil {
			t.Fatal(err)
		}
	}
	if n := left(); n != balance.Total() {
		t.Errorf("%d days are left after all were withdrawn, want %d", n, balance.Total())
	}
}

// askAtOnce asks for each week three times, at two desks. What is refused overlaps or is too much.
func askAtOnce(h *house, by staff.Actor, weeks []request.Period, desks []*request.Desk) map[calendar.Date]request.ID {
	h.tb.Helper()
	var mu sync.Mutex
	sent := map[calendar.Date]request.ID{}
	var asks sync.WaitGroup
	begin := make(chan struct{})
	for i := range 3 * len(weeks) {
		asks.Go(func() {
			<-begin
			week := weeks[i%len(weeks)]
			view, err := desks[i%len(desks)].Send(h.tb.Context(), by, by.PositionIDs()[0], annualLeave(week), fmt.Sprintf("draft %d", i))
			if _, quota := errors.AsType[*leave.QuotaError](err); quota || errors.Is(err, request.ErrOverlap) {
				return
			}
			mu.Lock()
			defer mu.Unlock()
			if err != nil || sent[week.From] != 0 {
				h.tb.Errorf("ask for the week from %s, taken by request %d: %v", week.From, sent[week.From], err)
			}
			sent[week.From] = view.ID
		})
	}
	close(begin)
	asks.Wait()
	return sent
}

// Somebody is about to send what meanwhile a colleague's request takes.
func TestWhatOverlapsIsRefusedWithWords(t *testing.T) {
	t.Parallel()
	h := opened(t, furnishing{})
	h.link("Budi", "Ayu")
	budi, ayu := h.person("Budi"), h.person("Ayu")
	budi.Send("/ajukan")
	budi.taps("Izin", "Izin tidak masuk")
	budi.Send("10 Desember 2026")
	h.settle()
	budi.Send("Urusan keluarga.")
	budi.taps("Lewati")
	budi.hears("Periksa sebelum dikirim")

	by, follower := h.actor(h.gelis, ayu), h.actor(h.gelis, budi)
	trip := request.Ask{
		Kind: request.Travel, Period: december(9, 11), Reason: "Rapat.", Trip: request.Trip{From: "Denpasar", To: "Singaraja", Vehicle: "Mobil dinas"},
		People: []request.Person{{ID: follower.ID, Name: follower.Name}},
	}
	if _, err := h.gelis.Requests().Send(t.Context(), by, by.PositionIDs()[0], trip, "trip"); err != nil {
		t.Fatal(err)
	}
	budi.taps("Kirim")
	for _, words := range []string{"Anda sudah tercatat: Dinas luar, 9–11 Des 2026", "Pilih waktu lain"} {
		if !strings.Contains(budi.answer.Toast, words) {
			t.Errorf("the toast lacks %q: %q", words, budi.answer.Toast)
		}
	}
	if n := len(h.audited(budi, audit.RequestSent)); n != 0 {
		t.Errorf("%d requests of Budi were sent", n)
	}
	h.nothingLost()
}
