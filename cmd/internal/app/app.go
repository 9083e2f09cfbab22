// Package app puts Gelis together: configuration, stores, services, router,
// receiver, sender, scheduler. Nothing here decides anything; routes.go has
// the whole surface of the bot on one page.
package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"
	"golang.org/x/sync/errgroup"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/account"
	"github.com/gelis-bali/gelis/domain/acting"
	"github.com/gelis-bali/gelis/domain/announce"
	"github.com/gelis-bali/gelis/domain/apel"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/officedays"
	"github.com/gelis-bali/gelis/domain/registry"
	"github.com/gelis-bali/gelis/domain/request"
	"github.com/gelis-bali/gelis/scheduler"
	"github.com/gelis-bali/gelis/store"
	"github.com/gelis-bali/gelis/text"
)

// Options are what a start needs beside its configuration.
type Options struct {
	Config Config
	Now    func() time.Time // the office's clock
	// ClockMoves: the clock is not the machine's, it may be moved.
	ClockMoves bool
	Log        *slog.Logger
}

// App is Gelis, put together. Run lets it work.
type App struct {
	config   Config
	clock    calendar.Clock
	calendar *calendar.Calendar
	log      *slog.Logger
	metrics  *metrics

	db          *Database
	memory      *memory
	jobs        *river.Client[pgx.Tx]
	client      *bot.Client
	edge        *bot.Bot
	duties      *scheduler.Scheduler
	keeper      *officedays.Keeper
	apel        *apel.Desk
	boards      *boards
	announce    *announce.Desk
	broadcaster *bot.Broadcaster

	name     atomic.Pointer[string]       // the bot's user name, once Telegram has told it
	leads    atomic.Bool                  // this process receives updates
	receiver atomic.Pointer[bot.Receiver] // the one that polls, while it does
}

// New opens the stores, brings the tables up to date, and puts everything
// together. Close has to be called on what it returns.
func New(ctx context.Context, o Options) (*App, error) {
	zone, err := o.Config.Zone()
	if err != nil {
		return nil, err
	}
	a := &App{
		config: o.Config, clock: calendar.Clock{Now: o.Now, Zone: zone}, calendar: calendar.New(calendar.Shipped()),
		log: o.Log, metrics: newMetrics(),
	}
	if err := a.open(ctx); err != nil {
		return nil, errors.Join(err, a.Close())
	}
	if err := a.assemble(officeTime{now: o.Now, shifted: o.ClockMoves}); err != nil {
		return nil, errors.Join(err, a.Close())
	}
	return a, nil
}

// open opens what the program remembers with.
func (a *App) open(ctx context.Context) (err error) {
	if a.db, err = a.awaitDatabase(ctx); err != nil {
		return err
	}
	if err = a.db.Migrate(ctx); err != nil {
		return err
	}
	a.keeper = officedays.NewKeeper(a.db, a.calendar)
	if _, err = a.keeper.Refresh(ctx); err != nil {
		return err
	}
	a.memory, err = openMemory(ctx, a.config, a.log)
	return err
}

// awaitDatabase opens the database, and waits for one that is away: after a
// power cut everything starts at the same time.
func (a *App) awaitDatabase(ctx context.Context) (*Database, error) {
	const again = 2 * time.Second
	for {
		db, err := OpenDatabase(ctx, a.config, a.clock, a.log)
		if err == nil || a.config.DatabaseURL == "" || !store.IsUnavailable(err) {
			return db, err
		}
		a.log.WarnContext(ctx, "the database is away, waiting for it", slog.Any("error", err))
		if !wait(ctx, again) {
			return nil, err
		}
	}
}

// assemble wires services, edge, jobs and duties.
func (a *App) assemble(clock officeTime) (err error) {
	if a.client, err = bot.NewClient(a.config.TelegramBotToken.Reveal(), a.config.TelegramAPIURL, nil); err != nil {
		return fmt.Errorf("make the Bot API client: %w", err)
	}
	words, err := text.New(a.clock.Zone)
	if err != nil {
		return fmt.Errorf("read the wording: %w", err)
	}
	workers := river.NewWorkers()
	if a.jobs, err = newJobs(a.db.Pool(), workers, clock, a.log); err != nil {
		return err
	}
	queue := &enqueuer{client: a.jobs, now: a.clock.Now}
	a.db.UseEnqueuer(queue)
	a.apel = apel.NewDesk(a.db.Apel(), a.db, a.db, a.calendar, a.clock)
	a.announce = announce.NewDesk(a.db, a.db, a.db, a.calendar, a.clock)
	talks := a.conversations()
	a.edge = bot.New(a.parts(words, queue, newRouter(talks)))
	sender := a.edge.Sender()
	a.broadcaster = a.broadcasts(bulletins(talks))
	a.boards = &boards{desk: a.apel, drawer: gatherings(talks), who: a.db, sender: sender, log: a.log}
	river.AddWorker(workers, &deliverWorker{sender: sender})
	river.AddWorker(workers, &redrawWorker{sender: sender})
	river.AddWorker(workers, &wakeWorker{desk: a.requests()})
	a.duties = scheduler.New(a.planned(), a.db, a.db, a.clock.Now, a.metrics, a.log)
	return nil
}

// planned are the duties of the office.
func (a *App) planned() []scheduler.Duty {
	zone := a.clock.Zone
	return append(scheduler.Apel(a.apel),
		scheduler.Digest(zone, a.calendar, a.db),
		scheduler.Deadlines(zone, a.calendar, a.db),
		scheduler.Escalations(zone, a.calendar, a.db),
		scheduler.Reconcile(zone, a.apel),
		scheduler.Announce(a.announce),
		scheduler.Decrees(zone, a.calendar, a.calendarKeepers),
	)
}

// conversations is what the conversations are about.
func (a *App) conversations() services {
	return services{
		clock:       a.clock,
		calendar:    a.calendar,
		desk:        disposition.NewDesk(a.db, a.db, a.db, a.calendar, a.clock),
		archive:     registry.NewArchive(a.db, a.clock),
		registry:    registry.NewDesk(a.db, a.db, a.db, a.calendar, a.clock),
		requests:    a.requests(),
		units:       a.db,
		deputies:    acting.NewDesk(a.db.Acting(), a.db, a.clock),
		colleagues:  colleagues{store: a.db.Store, clock: a.clock},
		accounts:    account.NewService(a.db, a.clock.Now),
		identities:  a.db,
		files:       sentFiles{a.client, a.db.Store},
		botName:     a.username,
		place:       a.config.OfficePlace,
		apel:        a.apel,
		days:        officedays.NewDesk(a.db, a.db, a.clock),
		daysChanged: func(ctx context.Context) error { a.followCalendar(ctx); return nil }, // what fails is made up for by the next heartbeat
		announce:    a.announce,
		missed:      missedDuties{a.db.Store},
		office:      a.db,
	}
}

// parts is what the edge is made from.
func (a *App) parts(words *text.Words, queue *enqueuer, router *bot.Router) bot.Parts {
	return bot.Parts{
		Client: a.client, Router: router, Words: words,
		Identities: a.db, Reach: a.db, Sessions: a.memory, Cards: a.db, DeadLetters: a.db, Inbox: a.db, Notices: a.db, Audit: a.db,
		Pace: a.memory, Throttle: a.memory, Uploads: a.db, Meter: a.metrics,
		Redraw: func(ctx context.Context, s notify.Subject) error {
			return a.db.InTx(ctx, func(tx store.Tx) error { return queue.EnqueueRedraw(ctx, tx, s) })
		},
		OnWebhook: a.endWebhook,
		Transient: store.IsUnavailable,
		Username:  a.username,
		Now:       a.clock.Now,
		Logger:    a.log,
	}
}

// requests is what employees do with requests.
func (a *App) requests() *request.Desk {
	return request.NewDesk(a.db, a.db, a.calendar, a.clock)
}

// sentFiles fetches what people send from Telegram and keeps it in the database.
type sentFiles struct {
	*bot.Client
	*store.Store
}

// username is the bot's own name, empty until Telegram has told it.
func (a *App) username() string {
	if name := a.name.Load(); name != nil {
		return *name
	}
	return ""
}

// Run works until the context ends or something fails that waiting does not
// mend. What is in flight is finished first.
func (a *App) Run(ctx context.Context) error {
	parts, ctx := errgroup.WithContext(ctx)
	parts.Go(func() error { return a.learnName(ctx) })
	parts.Go(func() error { a.edge.Menu().Run(ctx); return nil })
	parts.Go(func() error { return a.receive(ctx) })
	parts.Go(func() error { return a.work(ctx) })
	parts.Go(func() error { return a.duties.Run(ctx) })
	parts.Go(func() error { return a.keep(ctx) })
	parts.Go(func() error { a.boards.run(ctx); return nil })
	parts.Go(func() error { a.broadcaster.Run(ctx); return nil })
	parts.Go(func() error { return a.admin(ctx) })
	return parts.Wait()
}

// Close ends the connections and whatever was started for this process alone.
func (a *App) Close() error {
	var err error
	if a.memory != nil {
		err = a.memory.Close()
	}
	if a.db != nil {
		err = errors.Join(err, a.db.Close())
	}
	return err
}

// learnName asks Telegram for the bot's own name for as long as it takes.
func (a *App) learnName(ctx context.Context) error {
	const again = 2 * time.Second
	for {
		_, name, err := a.client.Me(ctx)
		if err == nil {
			a.name.Store(&name)
			a.log.InfoContext(ctx, "this is the bot", slog.String("username", name))
			return nil
		}
		if errors.Is(err, bot.ErrUnauthorized) {
			return errToken()
		}
		a.log.WarnContext(ctx, "Telegram does not answer, asking again", slog.Any("error", err))
		if !wait(ctx, again) {
			return nil
		}
	}
}

// errToken says what to do when Telegram refuses the token.
func errToken() error {
	return &ConfigError{"TELEGRAM_BOT_TOKEN", "is refused by Telegram; ask @BotFather for the current one (/token)"}
}

// work sends what is due until the context ends, then lets what is being sent
// finish.
func (a *App) work(ctx context.Context) error {
	const patience = 2 * time.Second
	running := context.WithoutCancel(ctx)
	if err := a.jobs.Start(running); err != nil {
		return fmt.Errorf("start the jobs: %w", err)
	}
	<-ctx.Done()
	stopping, cancel := context.WithTimeout(running, patience)
	defer cancel()
	if err := a.jobs.Stop(stopping); err != nil {
		cutting, cancel := context.WithTimeout(running, patience)
		defer cancel()
		if err := a.jobs.StopAndCancel(cutting); err != nil { // the database is away
			a.log.WarnContext(ctx, "jobs did not end in time; they are taken up again after the next start", slog.Any("error", err))
		}
	}
	return nil
}

// admin serves health, metrics and the job page, if an address is set.
func (a *App) admin(ctx context.Context) error {
	if a.config.AdminAddr == "" {
		return nil
	}
	pages, err := adminHandler(ctx, a.metrics, a.jobs, a.checks(), a.log)
	if err != nil {
		return err
	}
	a.log.InfoContext(ctx, "health, metrics and jobs", slog.String("addr", a.config.AdminAddr))
	if err := serve(ctx, a.config.AdminAddr, pages); err != nil {
		return &ConfigError{"ADMIN_ADDR", fmt.Sprintf("cannot be served (%v); set another address, or none for a second process on one machine", err)}
	}
	return nil
}

// wait waits; false when the context ended first.
func wait(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}
