package main_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"os"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/document"
	"github.com/gelis-bali/gelis/store"
	"github.com/gelis-bali/gelis/store/storetest"
	"github.com/gelis-bali/gelis/telegramtest"
)

const (
	fewKills = 5 // in a test among others; GELIS_CRASH_KILLS asks for more
	// A program may live for so long: some die while they start, most in the middle of work.
	shortestLife, longestLife = 200 * time.Millisecond, 4 * time.Second
	// crashPatience is for all of it.
	crashPatience = 12 * time.Minute
	// answerPatience is the longest wait for an answer that is no defect.
	answerPatience = 2 * time.Minute
)

// kill is one SIGKILL.
type kill struct {
	at          time.Time
	unconfirmed int // updates that Telegram had not had confirmed: the most that are handled again
	sending     int // notices of unknown fate, those of earlier kills among them
}

// crash is a whole run: an office at work while the bot is killed again and again.
type crash struct {
	t       *testing.T
	tg      *telegram
	db      *store.Store
	env     settings
	office  *office
	drivers []*driver
	heard   *recorder
	last    *telegramtest.Person
	chance  *rand.Rand
	taps    atomic.Int64

	bot    *process
	logs   []*process
	kills  []kill
	caught int // kills between a message and the answer to it

	startsMu sync.Mutex
	starts   []time.Duration // from exec to the first getUpdates, of those that lived so long
}

// Thirty-seven people work while the built program is killed at any moment. Afterwards everything is counted.
func TestCrashesLoseNothingAndDoubleNothing(t *testing.T) {
	kills := fewKills
	if asked := os.Getenv("GELIS_CRASH_KILLS"); asked != "" {
		var err error
		if kills, err = strconv.Atoi(asked); err != nil || kills < 1 {
			t.Fatalf("GELIS_CRASH_KILLS is %q, which is no number of kills", asked)
		}
	}
	c := newCrash(t, 1+kills/8)
	begun := time.Now()
	c.live(kills)
	worked := time.Since(begun)
	c.settle()
	c.report(worked, time.Since(begun))
	c.count()
}

func newCrash(t *testing.T, each int) *crash {
	t.Helper()
	seed := uint64(time.Now().UnixNano())
	if asked := os.Getenv("GELIS_CRASH_SEED"); asked != "" {
		var err error
		if seed, err = strconv.ParseUint(asked, 10, 64); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("seed %d (GELIS_CRASH_SEED)", seed)
	c := &crash{
		t: t, tg: startTelegram(t, telegramtest.Config{Limits: true}), office: newOffice(each),
		chance: rand.New(rand.NewPCG(seed, 1)),
	}
	database, redis := storetest.Postgres(t, nil).URL(), storetest.RealRedis(t).URL()
	c.env = c.tg.settings().with(settings{"DATABASE_URL": database, "REDIS_URL": redis})
	c.importLetters(len(c.office.letters) / 2)
	c.db = openStore(t, database)
	for i, who := range c.office.everybody() {
		c.drivers = append(c.drivers, c.newDriver(who, seed+uint64(i)))
	}
	c.last = c.tg.Person(telegramtest.Profile{Name: "I Putu Terakhir"})
	c.heard = record(c.tg, c.last)
	return c
}

func openStore(t *testing.T, url string) *store.Store {
	t.Helper()
	zone, err := time.LoadLocation("Asia/Makassar")
	if err != nil {
		t.Fatal(err)
	}
	db, err := store.Open(t.Context(), store.Config{URL: url, Clock: calendar.Clock{Now: time.Now, Zone: zone}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(db.Close)
	return db
}

func (c *crash) newDriver(who *employee, seed uint64) *driver {
	d := &driver{
		Person: c.tg.Person(telegramtest.Profile{Name: who.name, Phone: "+" + who.phone}), who: who,
		chance: rand.New(rand.NewPCG(seed, 2)),
		orders: map[int]*order{}, files: map[int][]document.ID{}, taps: &c.taps,
	}
	for _, l := range c.office.letters {
		for _, one := range l.orders {
			if one.to == who {
				d.orders[one.letter] = one
			}
		}
	}
	return d
}

// importLetters brings the office with its first letters, as an operator does.
func (c *crash) importLetters(letters int) {
	c.t.Helper()
	dir := c.t.TempDir()
	c.office.write(c.t, dir, letters)
	done := gelis(c.t, c.env, "import", dir)
	if done.code != 0 {
		c.t.Fatalf("import ended with %d:\n%s%s", done.code, done.out, done.complaint)
	}
}

// live lets everybody work until the last kill, and until all orders have been carried out.
func (c *crash) live(kills int) {
	c.t.Helper()
	ctx, cancel := context.WithTimeoutCause(c.t.Context(), crashPatience, errors.New("no answer ever came"))
	defer cancel()
	over := make(chan struct{})
	people, ctx := errgroup.WithContext(ctx)
	c.start()
	for _, d := range c.drivers {
		people.Go(func() error {
			if err := d.link(ctx); err != nil {
				return err
			}
			return d.work(ctx, over)
		})
	}
	people.Go(c.killer(kills, ctx.Done(), over))
	if err := people.Wait(); err != nil {
		c.t.Fatalf("after %d kills: %v\nthe last bot said:\n%s", len(c.kills), err, tail(c.bot.log.String()))
	}
}

func tail(log string) string {
	const most = 4000
	return log[max(0, len(log)-most):]
}

// start starts the bot, and measures how long it takes to ask for updates.
func (c *crash) start() {
	asked := c.tg.nextPoll()
	p := start(c.t, c.env, "run")
	c.bot, c.logs = p, append(c.logs, p)
	go func() {
		select {
		case at := <-asked:
			c.startsMu.Lock()
			defer c.startsMu.Unlock()
			c.starts = append(c.starts, at.Sub(p.begun))
		case <-p.exited:
		}
	}()
}

// killer kills the bot again and again until it is stopped, and tells when it is over. It also has further letters imported.
func (c *crash) killer(kills int, stop <-chan struct{}, over chan<- struct{}) func() error {
	return func() error {
		defer close(over)
		for i := range kills {
			if i == kills/3 {
				c.importLetters(len(c.office.letters))
			}
			if goOn, err := c.letLive(i, stop); !goOn {
				return err
			}
			k := kill{at: time.Now(), unconfirmed: c.tg.Unconfirmed()}
			c.bot.kill()
			figures, err := c.db.Figures(c.t.Context())
			if err != nil {
				return err
			}
			k.sending = figures.Notices["SENDING"]
			c.kills = append(c.kills, k)
			c.start()
		}
		return nil
	}
}

// letLive waits for the moment of the next kill. Now and then that is the one at which a message has arrived and the bot
// does not know so yet: by chance it would hardly ever be hit.
func (c *crash) letLive(number int, stop <-chan struct{}) (goOn bool, err error) {
	timer := time.NewTimer(shortestLife + time.Duration(c.chance.Int64N(int64(longestLife-shortestLife))))
	defer timer.Stop()
	var caught <-chan struct{}
	switch number % 5 {
	case 1:
		caught = c.tg.setTrap("").caught
	case 3:
		caught = c.tg.setTrap(sayDone).caught
	}
	defer c.tg.removeTrap()
	select {
	case <-timer.C:
		return true, nil
	case <-caught:
		c.caught++
		return true, nil
	case <-c.bot.exited:
		return false, fmt.Errorf("gelis ended by itself: %s", c.bot.cmd.ProcessState)
	case <-stop:
		return false, nil // who stopped it says why
	}
}

// settle waits until the bot has caught up with everything, and ends it.
func (c *crash) settle() {
	c.t.Helper()
	ctx, cancel := context.WithTimeout(c.t.Context(), 3*time.Minute)
	defer cancel()
	if err := c.tg.WaitConfirmed(ctx); err != nil {
		c.t.Fatalf("%d updates are not confirmed: %v", c.tg.Unconfirmed(), err)
	}
	look := time.NewTicker(50 * time.Millisecond)
	defer look.Stop()
	for {
		notices, cards, err := c.db.OpenWork(ctx)
		if err != nil {
			c.t.Fatalf("look for open work: %v; %d notices and %d cards are still to go out\n%s", err, notices, cards, tail(c.bot.log.String()))
		}
		if notices+cards == 0 {
			break
		}
		select {
		case <-look.C:
		case <-ctx.Done():
			c.t.Fatalf("%d notices and %d cards never went out\n%s", notices, cards, tail(c.bot.log.String()))
		}
	}
	c.bot.terminate()
	if code := c.bot.wait(); code != 0 {
		c.t.Errorf("after SIGTERM gelis ended with %d:\n%s", code, tail(c.bot.log.String()))
	}
	if n := c.tg.Unconfirmed(); n != 0 {
		c.t.Errorf("%d updates are not confirmed", n)
	}
	c.last.Send("sampai jumpa")
	<-c.heard.ended
}

// report prints what was measured.
func (c *crash) report(worked, took time.Duration) {
	texts, orders, refused, open := 0, 0, 0, 0
	for _, d := range c.drivers {
		texts += len(slices.DeleteFunc(d.Chat(), func(m telegramtest.Message) bool { return m.From == telegramtest.FromBot }))
	}
	for _, l := range c.office.letters {
		orders += len(l.orders)
	}
	for _, call := range c.tg.Calls(telegramtest.CallFilter{}) {
		if call.Code == http.StatusTooManyRequests {
			refused++
		}
	}
	for _, k := range c.kills {
		open += k.unconfirmed
	}
	slices.Sort(c.starts)
	c.t.Logf("%d kills, %d of them between a message and the answer to it; all orders were carried out after %s, everybody had been told after %s",
		len(c.kills), c.caught, worked.Round(time.Second), took.Round(time.Second))
	c.t.Logf("%d people, %d orders in %d letters, %d texts and files, %d taps", len(c.drivers), orders, len(c.office.letters), texts, c.taps.Load())
	c.t.Logf("from exec to the first getUpdates: median %s, longest %s of %d that lived so long; target 2 s",
		c.starts[len(c.starts)/2].Round(time.Millisecond), c.starts[len(c.starts)-1].Round(time.Millisecond), len(c.starts))
	c.t.Logf("repeated: %d notices; %d answers, where %d updates were open at a kill; Telegram said 429 %d times",
		len(c.heard.repeated()), c.repeatedAnswers(), open, refused)
}

// repeatedAnswers is how many messages people got as answers beyond those that they waited for.
func (c *crash) repeatedAnswers() int {
	repeated := 0
	for _, d := range c.drivers {
		repeated += c.heard.answers[d.ID()] - d.asked
	}
	return repeated
}
