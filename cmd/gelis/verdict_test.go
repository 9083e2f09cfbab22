package main_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/request"
	"github.com/gelis-bali/gelis/store"
	"github.com/gelis-bali/gelis/store/storetest"
	"github.com/gelis-bali/gelis/telegramtest"
)

// The words by which messages about requests are known.
const (
	sayWaits    = "Permohonan menunggu keputusan Anda"
	sayApproved = "Permohonan disetujui"
	sayChosen   = "Anda memilih: Disetujui"
)

// heard is a message that the bot sent, as it was when it came.
type heard struct {
	person int64
	plain  string
	at     time.Time
}

// chamber is a small office whose built bot is killed around verdicts.
type chamber struct {
	t    *testing.T
	tg   *telegram
	env  settings
	db   *store.Store
	bot  *process
	taps atomic.Int64

	mu    sync.Mutex
	heard []heard
}

func newChamber(t *testing.T) *chamber {
	t.Helper()
	tg := startTelegram(t, telegramtest.Config{})
	database := storetest.Database(t, migrated)
	c := &chamber{
		t: t, tg: tg, db: openStore(t, database),
		env: tg.settings().with(settings{"DATABASE_URL": database, "REDIS_URL": storetest.RealRedis(t).URL()}),
	}
	o, dir := newOffice(0), t.TempDir()
	o.write(t, dir, 0)
	if done := gelis(t, c.env, "import", dir); done.code != 0 {
		t.Fatalf("import ended with %d:\n%s%s", done.code, done.out, done.complaint)
	}
	events, stop := tg.Subscribe()
	t.Cleanup(stop)
	go c.listen(events)
	c.start()
	return c
}

func (c *chamber) listen(events <-chan telegramtest.Event) {
	for e := range events {
		if e.Kind == telegramtest.EventMessage && e.Message.From == telegramtest.FromBot {
			c.mu.Lock()
			c.heard = append(c.heard, heard{e.PersonID, e.Message.Plain, e.At})
			c.mu.Unlock()
		}
	}
}

// start starts the bot, and returns when it asks for updates.
func (c *chamber) start() { c.bot = startedBot(c.t, c.tg, c.env) }

// killed ends the bot as a crash does, lets time go by, and starts it again.
func (c *chamber) killed(away time.Duration) {
	c.t.Helper()
	c.bot.kill()
	c.age(away)
	c.start()
}

// linked is somebody of the office with a phone that is linked.
func (c *chamber) linked(i int, position string) *driver {
	c.t.Helper()
	who := newEmployee(i, position)
	d := &driver{
		Person: c.tg.Person(telegramtest.Profile{Name: who.name, Phone: "+" + who.phone}), who: who, taps: &c.taps,
		chance: rand.New(rand.NewPCG(uint64(i), 3)),
	}
	c.must(d.link(c.t.Context()))
	return d
}

func (c *chamber) must(err error) {
	c.t.Helper()
	if err != nil {
		c.t.Fatalf("%v\nthe bot said:\n%s", err, tail(c.bot.log.String()))
	}
}

// told are the moments at which somebody was sent a message with all the words.
func (c *chamber) told(d *driver, words ...string) []time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	var times []time.Time
	for _, h := range c.heard {
		if h.person == d.ID() && containsAll(h.plain, words) {
			times = append(times, h.at)
		}
	}
	return times
}

func containsAll(text string, words []string) bool {
	for _, w := range words {
		if !strings.Contains(text, w) {
			return false
		}
	}
	return true
}

// eventually waits until something is so.
func (c *chamber) eventually(what string, so func() bool) {
	c.t.Helper()
	late := time.After(2 * patience)
	look := time.NewTicker(5 * time.Millisecond)
	defer look.Stop()
	for !so() {
		select {
		case <-look.C:
		case <-late:
			c.t.Fatalf("waited in vain: %s\nthe bot said:\n%s", what, tail(c.bot.log.String()))
		}
	}
}

// quiet waits until nothing is left to be handled or told.
func (c *chamber) quiet() {
	c.t.Helper()
	ctx, cancel := context.WithTimeout(c.t.Context(), patience)
	defer cancel()
	c.must(c.tg.WaitConfirmed(ctx))
	c.eventually("all is told", func() bool {
		notices, cards, err := c.db.OpenWork(ctx)
		return err == nil && notices+cards == 0
	})
}

// age makes all verdicts that can still be taken back older, as if time had gone by.
func (c *chamber) age(by time.Duration) {
	c.t.Helper()
	for _, statement := range []string{
		`UPDATE request_step SET act_at = act_at - make_interval(secs => $1) WHERE act_at IS NOT NULL AND NOT settled`,
		`UPDATE request AS r SET wake_at = wake_at - make_interval(secs => $1)
		WHERE EXISTS (SELECT FROM request_step AS s WHERE s.request_id = r.id AND s.act_at IS NOT NULL AND NOT s.settled)`,
		`UPDATE river_job SET scheduled_at = scheduled_at - make_interval(secs => $1) WHERE kind = 'request_wake' AND state = 'scheduled'`,
	} {
		if _, err := c.db.Pool().Exec(c.t.Context(), statement, by.Seconds()); err != nil { //nolint:forbidigo // a test lets time go by
			c.t.Fatal(err)
		}
	}
}

// settled counts the verdicts that have taken effect.
func (c *chamber) settled() int {
	c.t.Helper()
	return c.number(`SELECT count(*) FROM request_step WHERE settled`)
}

func (c *chamber) number(query string) (n int) {
	c.t.Helper()
	if err := c.db.Pool().QueryRow(c.t.Context(), query).Scan(&n); err != nil { //nolint:forbidigo // as above
		c.t.Fatal(err)
	}
	return n
}

// workday is a day on which the office works, weeks from now.
func workday(number int) calendar.Date {
	return calendar.New(calendar.Shipped()).AddWorkingDays(calendar.DateOf(time.Now(), time.UTC), 5+number)
}

// written is a day as people write it, and as they read it.
func written(d calendar.Date) string { return fmt.Sprintf("%d/%d/%d", d.Day(), d.Month(), d.Year()) }

// asksLeave asks for a day of annual leave.
func (d *driver) asksLeave(ctx context.Context, day calendar.Date) error {
	return d.asks(ctx, []string{"Cuti", "Cuti tahunan"}, "Pilih hari pertama", []line{
		{written(day), "Tulis alasan"},
		{"Upacara keluarga.", "Tulis alamat"},
		{"Banjar Tengah, Ubud", "Nomor mana"},
		{"0811 0000 0205", "Periksa sebelum dikirim"},
	})
}

// line is what somebody writes, and what is asked then.
type line struct{ says, asked string }

// asks fills in a form and sends it.
func (d *driver) asks(ctx context.Context, choices []string, first string, lines []line) error {
	m, err := d.say(ctx, "/ajukan", holds("Apa yang hendak Anda ajukan"))
	for i, choice := range choices {
		if err != nil {
			return err
		}
		next := choices[i:]
		words := first
		if len(next) > 1 {
			words = "Jenis"
		}
		if err = d.tap(ctx, m.ID, dataOf(m, choice)); err == nil {
			m, err = d.await(ctx, "the next question", holds(words))
		}
	}
	for _, l := range lines {
		if err != nil {
			return err
		}
		m, err = d.say(ctx, l.says, holds(l.asked))
	}
	if err != nil {
		return err
	}
	return d.send(ctx, m, "Permohonan terkirim")
}

// decides approves what somebody was told to wait for.
func (d *driver) decides(ctx context.Context, label string) error {
	m, err := d.await(ctx, "a request to decide on", func(m telegramtest.Message) bool {
		return strings.Contains(m.Plain, sayWaits) && dataOf(m, label) != ""
	})
	if err != nil {
		return err
	}
	return d.tap(ctx, m.ID, dataOf(m, label))
}

// atMoment is when the bot is killed, once the superior's verdict was tapped.
type atMoment struct {
	name   string
	kill   func(c *chamber)
	repeat bool          // the fate of the message is unknown, so it may come twice
	least  time.Duration // from the tap until the next one is told, where the clock was left alone
}

func moments() []atMoment {
	const soon = request.UndoFor - 2*time.Second
	return []atMoment{
		{name: "right after the tap, and the whole minute goes by", least: request.UndoFor, kill: func(c *chamber) { c.killed(0) }},
		{name: "twice during the minute", kill: func(c *chamber) {
			c.killed(request.UndoFor / 2)
			c.killed(request.UndoFor/2 - 3*time.Second)
		}},
		{name: "and the minute ends meanwhile", kill: func(c *chamber) { c.killed(request.UndoFor) }},
		{name: "when the verdict has just taken effect", repeat: true, kill: func(c *chamber) {
			c.age(soon)
			c.eventually("the verdict takes effect", func() bool { return c.settled() == 1 })
			c.killed(0)
		}},
		{name: "when the next has the message and the bot does not know so", repeat: true, kill: func(c *chamber) {
			trap := c.tg.setTrap(sayWaits)
			c.age(soon)
			select {
			case <-trap.caught:
			case <-time.After(patience):
				c.t.Fatal("nobody is told")
			}
			c.killed(0)
		}},
	}
}

// The program is killed between a tap and what is told of it: the verdict
// stands, it is told once, and the next step begins.
func TestCrashBetweenAVerdictAndTheTelling(t *testing.T) {
	t.Parallel()
	// All at the same time, however few processors there are: they wait more than they work.
	var all sync.WaitGroup
	for _, moment := range moments() {
		all.Go(func() { t.Run(moment.name, moment.happens) })
	}
	all.Wait()
}

func (moment atMoment) happens(t *testing.T) {
	c := newChamber(t)
	staff, superior, head := c.linked(1+divisions, staffCode(0)), c.linked(1, divisionCode(0)), c.linked(0, headCode)
	c.must(staff.asksLeave(t.Context(), workday(0)))
	tapped := time.Now()
	c.must(superior.decides(t.Context(), "Setujui"))
	if n := len(c.told(head, sayWaits)); n != 0 {
		t.Fatalf("the next was told %d times at the tap", n)
	}
	moment.kill(c)
	c.must(head.decides(t.Context(), "Setujui")) // it is the next one's turn, who is told
	if after := c.told(head, sayWaits)[0].Sub(tapped); after < moment.least {
		t.Errorf("the next was told %s after the tap, want %s at least", after, moment.least)
	}
	c.age(request.UndoFor)
	c.eventually("the applicant is told", func() bool { return len(c.told(staff, sayApproved)) > 0 })
	c.quiet()
	c.check(moment, staff, head)
}

// check looks at what became of the one request.
func (c *chamber) check(moment atMoment, staff, head *driver) {
	c.t.Helper()
	if n := len(c.told(head, sayWaits)); n != 1 && (!moment.repeat || n != 2) {
		c.t.Errorf("the next was told %d times", n)
	}
	if n := len(c.told(staff, sayApproved)); n != 1 {
		c.t.Errorf("the applicant was told %d times", n)
	}
	for what, query := range map[string]string{
		"verdicts given":   `SELECT count(*) FROM audit_line WHERE action = 'request.verdict'`,
		"verdicts settled": `SELECT count(*) FROM audit_line WHERE action = 'request.settled'`,
	} {
		if n := c.number(query); n != 2 {
			c.t.Errorf("%d %s, want the two of the chain", n, what)
		}
	}
	if n := c.number(`SELECT count(*) FROM request WHERE state = 'DISETUJUI' AND wake_at IS NULL`); n != 1 {
		c.t.Errorf("%d requests are approved", n)
	}
	if verified := gelis(c.t, c.env, "audit", "verify"); verified.code != 0 {
		c.t.Errorf("audit verify: %+v", verified)
	}
}
