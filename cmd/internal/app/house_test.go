package app_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"os"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gelis-bali/gelis/cmd/internal/app"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/store"
	"github.com/gelis-bali/gelis/store/embedded"
	"github.com/gelis-bali/gelis/store/storetest"
	"github.com/gelis-bali/gelis/telegramtest"
)

func TestMain(m *testing.M) { storetest.Main(m) }

// patience is how long a test waits for something that has to happen: it only
// matters where that never happens.
func patience() time.Duration { return 2*time.Minute + 3*outage() }

// wita is the office's zone.
func wita() *time.Location { return time.FixedZone("WITA", 8*60*60) }

// firstDay is when a test begins unless it says otherwise: Tuesday morning.
func firstDay() time.Time { return time.Date(2026, time.November, 24, 9, 0, 0, 0, wita()) }

// officeClock goes on from wherever it is set.
type officeClock struct{ ahead atomic.Int64 }

func newClock(at time.Time) *officeClock {
	c := &officeClock{}
	c.set(at)
	return c
}

func (c *officeClock) Now() time.Time { return time.Now().Add(time.Duration(c.ahead.Load())) }

func (c *officeClock) set(at time.Time) { c.ahead.Store(int64(time.Until(at))) }

// house is a whole office in one process: Gelis on a database of its own, a
// Telegram with people in it, and a clock that can be moved.
type house struct {
	tb       testing.TB
	clock    *officeClock
	telegram *telegramtest.Server
	database string
	redis    string
	memory   *embedded.Redis // nil where the test brings a Redis of its own
	gelis    *app.App        // the one that was started last
	log      *logbook
	staff    map[string]employee
	people   map[string]*persona
}

// employee is somebody of the office's fixture.
type employee struct {
	nip   staff.NIP
	name  string
	phone string
}

// furnishing is what a test brings itself; the zero value is the usual house.
type furnishing struct {
	at       time.Time
	database string
	redis    string
	limits   bool // Telegram's limits hold
}

// newHouse furnishes a house in which nobody works yet.
func newHouse(tb testing.TB, f furnishing) *house {
	tb.Helper()
	if f.at.IsZero() {
		f.at = firstDay()
	}
	h := &house{
		tb: tb, clock: newClock(f.at), database: f.database, redis: f.redis, log: &logbook{},
		staff: staffOf(tb, "testdata/office"), people: map[string]*persona{},
	}
	if h.database == "" {
		h.database = storetest.Database(tb, furnish)
	}
	if h.redis == "" {
		h.memory = storetest.Redis(tb)
		h.redis = h.memory.URL()
	}
	h.telegram = telegramtest.Start(tb, telegramtest.Config{Now: h.clock.Now, Limits: f.limits})
	tb.Cleanup(func() {
		if tb.Failed() {
			tb.Logf("the program's log:\n%s", h.log.String())
		}
	})
	return h
}

// opened is a house in which Gelis works.
func opened(tb testing.TB, f furnishing) *house {
	tb.Helper()
	h := newHouse(tb, f)
	h.start()
	return h
}

func (h *house) config() app.Config {
	return app.Config{
		TelegramBotToken: app.Secret(h.telegram.Token()), TelegramAPIURL: h.telegram.URL(),
		DatabaseURL: app.Secret(h.database), RedisURL: app.Secret(h.redis), OfficeTimezone: "Asia/Makassar",
	}
}

// start starts Gelis and returns when it asks for updates. What it returns
// stops it again; that also happens at the end of the test.
func (h *house) start() (stop func()) {
	h.tb.Helper()
	h.gelis, stop = h.launch()
	ctx, cancel := h.patiently()
	defer cancel()
	if err := h.telegram.WaitPolling(ctx); err != nil {
		h.tb.Fatalf("Gelis does not ask for updates: %v", err)
	}
	h.eventually("Gelis knows its name", h.gelis.Receiving)
	return stop
}

// launch starts one more Gelis and does not wait.
func (h *house) launch() (gelis *app.App, stop func()) {
	h.tb.Helper()
	log := slog.New(slog.NewTextHandler(h.log, &slog.HandlerOptions{Level: slog.LevelInfo}))
	gelis, err := app.New(h.tb.Context(), app.Options{Config: h.config(), Now: h.clock.Now, ClockMoves: true, Log: log})
	if err != nil {
		h.tb.Fatalf("put Gelis together: %v", err)
	}
	ctx, cancel := context.WithCancel(context.WithoutCancel(h.tb.Context()))
	ended := make(chan error, 1)
	go func() { ended <- gelis.Run(ctx) }()
	stop = sync.OnceFunc(func() {
		cancel()
		select {
		case err := <-ended:
			if err := errors.Join(err, gelis.Close()); err != nil {
				h.tb.Errorf("Gelis ended with: %v", err)
			}
		case <-time.After(patience()):
			h.tb.Error("Gelis does not stop")
		}
	})
	h.tb.Cleanup(stop)
	return gelis, stop
}

func (h *house) patiently() (context.Context, context.CancelFunc) {
	return context.WithTimeout(h.tb.Context(), patience())
}

// settle waits until Gelis has handled everything that people did.
func (h *house) settle() {
	h.tb.Helper()
	ctx, cancel := h.patiently()
	defer cancel()
	if err := h.telegram.WaitConfirmed(ctx); err != nil {
		h.tb.Fatalf("%d updates are not confirmed: %v", h.telegram.Unconfirmed(), err)
	}
}

// quiet waits until nothing is left to be handled or sent.
func (h *house) quiet() {
	h.tb.Helper()
	h.settle()
	ctx, cancel := h.patiently()
	defer cancel()
	if err := h.gelis.Idle(ctx); err != nil {
		h.tb.Fatal(err)
	}
}

// eventually waits until something is so.
func (h *house) eventually(what string, so func() bool) {
	h.tb.Helper()
	h.within(patience(), what, so)
}

func (h *house) within(limit time.Duration, what string, so func() bool) {
	h.tb.Helper()
	over := time.NewTimer(limit)
	defer over.Stop()
	again := time.NewTicker(5 * time.Millisecond)
	defer again.Stop()
	for !so() {
		select {
		case <-again.C:
		case <-over.C:
			h.tb.Fatalf("waited %s in vain: %s", limit, what)
		}
	}
}

// moveTo sets the clock forward and lets every duty in between happen when it
// is due.
func (h *house) moveTo(at time.Time) {
	h.tb.Helper()
	for {
		before := h.clock.Now()
		due := h.nextDuty(before)
		if due.IsZero() || due.After(at) {
			break
		}
		h.set(due)
		ctx, cancel := h.patiently()
		_, err := h.gelis.RunDue(ctx, before, due)
		cancel()
		if err != nil {
			h.tb.Fatalf("run what is due at %s: %v", due, err)
		}
		h.quiet()
	}
	h.set(at)
}

// nextDuty is when something is due next, with what was planned until now;
// zero for never.
func (h *house) nextDuty(after time.Time) time.Time {
	h.tb.Helper()
	ctx, cancel := h.patiently()
	defer cancel()
	coming, err := h.gelis.ComingDuties(ctx, after)
	if err != nil {
		h.tb.Fatalf("find what is due after %s: %v", after, err)
	}
	if len(coming) == 0 {
		return time.Time{}
	}
	return coming[0].At
}

// set moves the clock and lets the memory for drafts age with it.
func (h *house) set(at time.Time) {
	if h.memory != nil {
		h.memory.Advance(at.Sub(h.clock.Now()))
	}
	h.clock.set(at)
}

// furnish makes the tables and brings the office in.
func furnish(ctx context.Context, url string) error {
	memory, err := embedded.StartRedis(nil)
	if err != nil {
		return err
	}
	defer memory.Stop()
	before := newClock(firstDay().Add(-time.Hour))
	gelis, err := app.New(ctx, app.Options{
		Config: app.Config{
			TelegramBotToken: telegramtest.DefaultToken, TelegramAPIURL: "http://127.0.0.1:1",
			DatabaseURL: app.Secret(url), RedisURL: app.Secret(memory.URL()), OfficeTimezone: "Asia/Makassar",
		},
		Now: before.Now, ClockMoves: true, Log: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		return err
	}
	return errors.Join(importFolder(ctx, gelis, "testdata/office"), gelis.Close())
}

func importFolder(ctx context.Context, gelis *app.App, folder string) error {
	var said bytes.Buffer
	if err := gelis.Import(ctx, os.DirFS(folder), &said); err != nil {
		return errors.Join(err, errors.New(said.String()))
	}
	return nil
}

// logbook keeps what the program logs.
type logbook struct {
	mu sync.Mutex
	bytes.Buffer
}

func (l *logbook) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.Buffer.Write(p)
}

func (l *logbook) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.Buffer.String()
}

var _ io.Writer = (*logbook)(nil)

// exec changes the database behind Gelis's back.
func (h *house) exec(statement string) {
	h.tb.Helper()
	if _, err := h.gelis.Store().Pool().Exec(h.tb.Context(), statement); err != nil { //nolint:forbidigo // a test makes trouble on purpose
		h.tb.Fatalf("%s: %v", statement, err)
	}
}

// holdLetter locks a letter as another transaction would, until release.
func (h *house) holdLetter(agenda int) (release func()) {
	h.tb.Helper()
	held, releasing := make(chan struct{}), make(chan struct{})
	ended := make(chan error, 1)
	go func() {
		ended <- h.gelis.Store().InTx(h.tb.Context(), func(tx store.Tx) error {
			_, err := tx.Exec(h.tb.Context(), "SELECT FROM letter WHERE agenda_number = $1 FOR UPDATE", agenda) //nolint:forbidigo // as above
			close(held)
			<-releasing
			return err
		})
	}()
	<-held
	return func() {
		close(releasing)
		if err := <-ended; err != nil {
			h.tb.Errorf("hold a letter: %v", err)
		}
	}
}
