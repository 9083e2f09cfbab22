package main_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gelis-bali/gelis/domain/announce"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/store"
	"github.com/gelis-bali/gelis/store/storetest"
	"github.com/gelis-bali/gelis/telegramtest"
)

const (
	// sayAnnounced begins each copy.
	sayAnnounced = "Pengumuman penting"
	sayFinished  = "Pengumuman selesai dikirim"
	// announceKills is how often the program is killed while it announces.
	announceKills = 10
	// blockEach: of so many one has blocked the bot.
	blockEach = 25
)

// hall is an office to which something is announced by a bot that is killed.
type hall struct {
	t      *testing.T
	tg     *telegram
	env    settings
	db     *store.Store
	desk   *announce.Desk
	bot    *process
	people map[staff.EmployeeID]*telegramtest.Person
	got    atomic.Int64 // copies that have arrived
}

func newHall(t *testing.T) *hall {
	t.Helper()
	tg := startTelegram(t, telegramtest.Config{})
	database := storetest.Database(t, migrated)
	office := storetest.Office{Units: 1, Staff: 760, Years: 1, Today: calendar.DateOf(time.Now(), time.UTC)}
	office.Dispositions = office.Waiting()
	if err := storetest.Fill(t.Context(), database, office); err != nil {
		t.Fatal(err)
	}
	h := &hall{t: t, tg: tg, db: openStore(t, database), people: map[staff.EmployeeID]*telegramtest.Person{}}
	h.env = tg.settings().with(settings{
		"DATABASE_URL": database, "REDIS_URL": storetest.RealRedis(t).URL(), "TELEGRAM_RATE": "100",
	})
	clock := calendar.Clock{Now: time.Now, Zone: time.FixedZone("WITA", 8*60*60)}
	h.desk = announce.NewDesk(h.db, h.db, h.db, calendar.New(calendar.Shipped()), clock)
	for i := range office.People() {
		id := staff.EmployeeID(i + 1)
		account := int64(storetest.Account(staff.PositionID(id)))
		p := tg.Person(telegramtest.Profile{ID: account, Name: fmt.Sprintf("Pegawai %d", id)})
		p.Start()
		if id%blockEach == 0 {
			p.Block()
		}
		h.people[id] = p
	}
	h.dropUpdates()
	events, stop := tg.Subscribe()
	t.Cleanup(stop)
	go h.listen(events)
	return h
}

// dropUpdates: what people did before is not what this is about.
func (h *hall) dropUpdates() {
	h.t.Helper()
	req := httptest.NewRequestWithContext(h.t.Context(), http.MethodPost, "/bot"+h.tg.Token()+"/deleteWebhook?drop_pending_updates=true", http.NoBody)
	h.tg.ServeHTTP(httptest.NewRecorder(), req)
	if n := h.tg.Unconfirmed(); n != 0 {
		h.t.Fatalf("%d updates still wait", n)
	}
}

func (h *hall) listen(events <-chan telegramtest.Event) {
	for e := range events {
		if e.Kind == telegramtest.EventMessage && isCopy(*e.Message) {
			h.got.Add(1)
		}
	}
}

func isCopy(m telegramtest.Message) bool {
	return m.From == telegramtest.FromBot && strings.Contains(m.Plain, sayAnnounced)
}

// announces sends an announcement as the head of the office.
func (h *hall) announces(scope staff.Scope) announce.IssueID {
	h.t.Helper()
	head, err := h.db.Actor(h.t.Context(), 1)
	if err != nil {
		h.t.Fatal(err)
	}
	p, err := h.desk.Send(h.t.Context(), head, announce.Draft{
		Office: announce.Office{Unit: 1, Position: 1}, Scope: scope, Urgent: true,
		Content: announce.Content{HTML: "Rapat pukul <b>09.00</b>."},
	}, "")
	if err != nil {
		h.t.Fatal(err)
	}
	return p.Issue.ID
}

// eventually waits until something is so.
func (h *hall) eventually(what string, so func() bool) {
	h.t.Helper()
	late := time.After(patience)
	look := time.NewTicker(2 * time.Millisecond)
	defer look.Stop()
	for !so() {
		select {
		case <-look.C:
		case <-late:
			h.t.Fatalf("waited in vain: %s; %d copies have arrived\nthe bot said:\n%s", what, h.got.Load(), tail(h.bot.log.String()))
		}
	}
}

// over waits until nothing of an issue is to be sent any more, and gives its figures.
func (h *hall) over(id announce.IssueID) announce.Count {
	h.t.Helper()
	var issue announce.Issue
	h.eventually("the announcement is sent", func() bool {
		var err error
		issue, err = h.db.Issue(h.t.Context(), id)
		return err == nil && issue.State == announce.Done
	})
	return issue.Count
}

// killed kills the bot in the middle of the announcement: when so many have it, or, each second time, when somebody has it
// and the bot does not know so.
func (h *hall) killed(number int) {
	h.t.Helper()
	after := int64((number + 1) * len(h.people) / (announceKills + 2))
	h.eventually("the announcement goes on", func() bool { return h.got.Load() >= after })
	if number%2 == 1 {
		trap := h.tg.setTrap(sayAnnounced)
		select {
		case <-trap.caught:
		case <-time.After(patience):
			h.t.Fatal("nothing is sent any more")
		}
	}
	h.bot.kill()
	h.tg.removeTrap()
	h.eventually("what was on its way has arrived", h.calm())
}

// calm reports whether nothing more has arrived between two looks.
func (h *hall) calm() func() bool {
	before := int64(-1)
	return func() bool {
		now := h.got.Load()
		same := now == before
		before = now
		return same
	}
}

// expire lets the leases of who was killed run out, as if a minute had gone by. No bot may be at work.
func (h *hall) expire() {
	h.t.Helper()
	const statement = `UPDATE announcement_copy SET lease_until = clock_timestamp() - interval '1 second' WHERE state = 'SEDANG'`
	if _, err := h.db.Pool().Exec(h.t.Context(), statement); err != nil { //nolint:forbidigo // a test lets time go by
		h.t.Fatal(err)
	}
}

// states are what became of the copies of an issue.
func (h *hall) states(id announce.IssueID) map[staff.EmployeeID]announce.CopyState {
	h.t.Helper()
	readers, _, err := h.db.Readers(h.t.Context(), id, false, 0, len(h.people)+1)
	if err != nil {
		h.t.Fatal(err)
	}
	states := map[staff.EmployeeID]announce.CopyState{}
	for _, r := range readers {
		states[r.Who.ID] = r.State
	}
	return states
}

// The built program is killed ten times in the middle of an announcement: nobody gets it twice, and whoever perhaps did
// not get it is counted and shown.
func TestCrashesInTheMiddleOfAnAnnouncement(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	begun := time.Now()
	h.bot = startedBot(t, h.tg, h.env)
	id := h.announces(staff.Scope{Units: []staff.UnitID{1}})
	for number := range announceKills {
		h.killed(number)
		if number == announceKills-1 {
			h.expire()
		}
		h.bot = startedBot(t, h.tg, h.env)
	}
	count := h.over(id)
	t.Logf("%d kills in %s: %+v", announceKills, time.Since(begun).Round(time.Second), count)
	if sum := count.Sent + count.Unknown + count.Unreachable + count.Failed; sum != count.People || count.People != len(h.people) {
		t.Errorf("%d of %d people are accounted for: %+v", sum, len(h.people), count)
	}
	if count.Unknown < announceKills/2 {
		t.Errorf("%d are of unknown fate; %d had it when the bot was killed and did not know so", count.Unknown, announceKills/2)
	}
	h.countCopies(h.states(id))
	h.countCalls()
	h.showsTheAuthor(count)
	h.leavesAlone()
}

// countCopies compares what is on the phones with what is written down.
func (h *hall) countCopies(states map[staff.EmployeeID]announce.CopyState) {
	h.t.Helper()
	for id, p := range h.people {
		n, state := 0, states[id]
		for _, m := range p.Chat() {
			if isCopy(m) {
				n++
			}
		}
		blocked := id%blockEach == 0
		switch {
		case n > 1:
			h.t.Errorf("employee %d got it %d times", id, n)
		case state == announce.CopySent && (n != 1 || blocked):
			h.t.Errorf("employee %d counts as %s and has it %d times", id, state, n)
		case state == announce.CopyUnreachable && (n != 0 || !blocked):
			h.t.Errorf("employee %d counts as %s and has it %d times", id, state, n)
		case !slices.Contains([]announce.CopyState{announce.CopySent, announce.CopyUnreachable, announce.CopyUnknown}, state):
			h.t.Errorf("employee %d counts as %q", id, state)
		}
	}
}

// countCalls: nobody is called twice, those who blocked the bot least of all.
func (h *hall) countCalls() {
	h.t.Helper()
	calls := map[int64]int{}
	for _, call := range h.tg.Calls(telegramtest.CallFilter{Method: "sendMessage"}) {
		if strings.Contains(call.Params["text"], sayAnnounced) {
			calls[call.ChatID]++
		}
	}
	for person, n := range calls {
		if n > 1 {
			h.t.Errorf("%d was called %d times", person, n)
		}
	}
}

// showsTheAuthor: the notice and the card say what is not known.
func (h *hall) showsTheAuthor(count announce.Count) {
	h.t.Helper()
	ctx, cancel := context.WithTimeout(h.t.Context(), patience)
	defer cancel()
	author := &driver{Person: h.people[1], who: &employee{position: "the author"}, taps: new(atomic.Int64)}
	unknown := fmt.Sprintf("Tidak pasti: %d (", count.Unknown)
	notice, err := author.await(ctx, "the notice", holds(sayFinished))
	if err != nil {
		h.t.Fatal(err)
	}
	card, err := author.say(ctx, "/pengumuman", holds("Rapat pukul"))
	if err == nil {
		err = author.tap(ctx, card.ID, dataOf(card, "1"))
	}
	if err == nil {
		card, err = author.await(ctx, "the card", holds("Selesai dikirim"))
	}
	if err != nil {
		h.t.Fatal(err)
	}
	for _, m := range []telegramtest.Message{notice, card} {
		if !strings.Contains(m.Plain, unknown) {
			h.t.Errorf("the author is not told %q:\n%s", unknown, m.Plain)
		}
	}
}

// leavesAlone: at the next announcement nobody is called who is known to have blocked the bot.
func (h *hall) leavesAlone() {
	h.t.Helper()
	var away []staff.EmployeeID
	for id := range h.people {
		if id%blockEach == 0 {
			away = append(away, id)
		}
	}
	known := h.number(`SELECT count(*) FROM link WHERE unreachable_since IS NOT NULL`)
	last := h.tg.Calls(telegramtest.CallFilter{})
	count := h.over(h.announces(staff.Scope{People: append(away, 1, 2)}))
	if count.Sent != 2 || count.Unreachable != len(away) {
		h.t.Errorf("two and %d who have blocked the bot: %+v", len(away), count)
	}
	called := 0
	for _, call := range h.tg.Calls(telegramtest.CallFilter{Method: "sendMessage", After: last[len(last)-1].Seq}) {
		if call.Code == http.StatusForbidden {
			called++
		}
	}
	if called != len(away)-known {
		h.t.Errorf("%d of %d who have blocked the bot were called; %d were known", called, len(away), known)
	}
}

func (h *hall) number(query string) (n int) {
	h.t.Helper()
	if err := h.db.Pool().QueryRow(h.t.Context(), query).Scan(&n); err != nil { //nolint:forbidigo // a test looks behind
		h.t.Fatal(err)
	}
	return n
}
