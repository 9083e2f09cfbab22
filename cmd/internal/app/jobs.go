package app

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/rivermigrate"
	"github.com/riverqueue/river/rivertype"

	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/request"
	"github.com/gelis-bali/gelis/store"
)

// The queues: what people wait for is never behind what is for everybody.
const (
	queueNotices = "notices"
	queueBulk    = "bulk"
	queueRedraw  = "redraw"
	queueWake    = "wake"
)

// A job in flight when its process was killed is taken up again after
// rescueAfter; it has to be longer than any job may run.
const (
	jobTimeout  = 20 * time.Second
	rescueAfter = 25 * time.Second
	// maxAttempts with retryPause bounds how long a notice is tried: about a
	// day with an hour between the later attempts. The row then says so.
	maxAttempts = 40
)

// deliverArgs is the job that wakes the sender for one notice. The notice's
// row is the truth; the job only knows its number.
type deliverArgs struct {
	Notice notify.NoticeID `json:"notice"`
}

func (deliverArgs) Kind() string { return "deliver" }

// redrawArgs is the job that redraws the cards of one subject.
type redrawArgs struct {
	Subject notify.SubjectKind `json:"subject"`
	ID      int64              `json:"id"`
}

func (redrawArgs) Kind() string { return "redraw" }

// wakeArgs is the job that looks at a request when it moves on by itself. The
// request's row is the truth: a job that comes too early or twice changes nothing.
type wakeArgs struct {
	Request request.ID `json:"request"`
}

func (wakeArgs) Kind() string { return "request_wake" }

// waker is what the jobs need of package request.
type waker interface {
	Advance(ctx context.Context, id request.ID) error
}

type wakeWorker struct {
	river.WorkerDefaults[wakeArgs]
	desk waker
}

// Work lets a request move on as far as it is due.
func (w *wakeWorker) Work(ctx context.Context, job *river.Job[wakeArgs]) error {
	if err := w.desk.Advance(ctx, job.Args.Request); err != nil {
		return fmt.Errorf("wake request %d: %w", job.Args.Request, err)
	}
	return nil
}

// sender is what the jobs need of package bot.
type sender interface {
	Deliver(ctx context.Context, id notify.NoticeID) (retryAfter time.Duration, err error)
	Redraw(ctx context.Context, s notify.Subject) error
}

type deliverWorker struct {
	river.WorkerDefaults[deliverArgs]
	sender sender
}

// Work sends one notice. A pause that Telegram asked for is a snooze and
// counts as no attempt.
func (w *deliverWorker) Work(ctx context.Context, job *river.Job[deliverArgs]) error {
	again, err := w.sender.Deliver(ctx, job.Args.Notice)
	if err != nil {
		return fmt.Errorf("deliver notice %d: %w", job.Args.Notice, err)
	}
	if again > 0 {
		return river.JobSnooze(again)
	}
	return nil
}

type redrawWorker struct {
	river.WorkerDefaults[redrawArgs]
	sender sender
}

// Work redraws all cards of a subject that are behind.
func (w *redrawWorker) Work(ctx context.Context, job *river.Job[redrawArgs]) error {
	subject := notify.Subject{Kind: job.Args.Subject, ID: job.Args.ID}
	if err := w.sender.Redraw(ctx, subject); err != nil {
		return fmt.Errorf("redraw %s: %w", subject, err)
	}
	return nil
}

// enqueuer inserts jobs in the transaction of the decision they tell of.
type enqueuer struct {
	client *river.Client[pgx.Tx]
	now    func() time.Time
}

// EnqueueNotices implements store.Enqueuer.
func (e *enqueuer) EnqueueNotices(ctx context.Context, tx pgx.Tx, jobs []store.NoticeJob) error {
	params := make([]river.InsertManyParams, 0, len(jobs))
	for _, job := range jobs {
		opts := &river.InsertOpts{Queue: queueNotices, ScheduledAt: job.NotBefore}
		if job.Bulk {
			opts.Queue = queueBulk
		}
		params = append(params, river.InsertManyParams{Args: deliverArgs{Notice: job.ID}, InsertOpts: opts})
	}
	if len(params) == 0 {
		return nil
	}
	if _, err := e.client.InsertManyFastTx(ctx, tx, params); err != nil {
		return fmt.Errorf("enqueue %d notices: %w", len(params), err)
	}
	return nil
}

// EnqueueRedraw implements store.Enqueuer.
func (e *enqueuer) EnqueueRedraw(ctx context.Context, tx pgx.Tx, s notify.Subject) error {
	_, err := e.client.InsertTx(ctx, tx, redrawArgs{Subject: s.Kind, ID: s.ID}, &river.InsertOpts{Queue: queueRedraw})
	if err != nil {
		return fmt.Errorf("enqueue redraw of %s: %w", s, err)
	}
	return nil
}

// gather is how long changes of one subject are gathered before its cards are
// drawn anew once: of what hangs on hundreds of others, nobody could read more.
const gather = 2 * time.Second

// EnqueueRedrawSoon implements store.Enqueuer. Whoever asks within the same
// stretch of time asks for the same job, which runs after its end.
func (e *enqueuer) EnqueueRedrawSoon(ctx context.Context, tx pgx.Tx, s notify.Subject) error {
	_, err := e.client.InsertTx(ctx, tx, redrawArgs{Subject: s.Kind, ID: s.ID}, &river.InsertOpts{
		Queue: queueRedraw, ScheduledAt: e.now().Truncate(gather).Add(gather), UniqueOpts: river.UniqueOpts{ByArgs: true, ByPeriod: gather},
	})
	if err != nil {
		return fmt.Errorf("enqueue redraw of %s: %w", s, err)
	}
	return nil
}

// redrawsToCome counts the redraws that are due or being done. What is gathered for a moment or has failed has its own
// time, and what has run for longer than a job may has died with its process.
func redrawsToCome(ctx context.Context, client *river.Client[pgx.Tx], now time.Time) (int, error) {
	const atMost = 100
	coming, err := client.JobList(ctx, river.NewJobListParams().Queues(queueRedraw).First(atMost).
		States(rivertype.JobStateAvailable, rivertype.JobStateRunning).
		Where("(state <> 'running' OR attempted_at > @alive)", river.NamedArgs{"alive": now.Add(-jobTimeout)}))
	if err != nil {
		return 0, fmt.Errorf("list the redraws to come: %w", err)
	}
	return len(coming.Jobs), nil
}

// EnqueueWake implements store.Enqueuer.
func (e *enqueuer) EnqueueWake(ctx context.Context, tx pgx.Tx, id request.ID, at time.Time) error {
	_, err := e.client.InsertTx(ctx, tx, wakeArgs{Request: id}, &river.InsertOpts{Queue: queueWake, ScheduledAt: at})
	if err != nil {
		return fmt.Errorf("enqueue wake of request %d: %w", id, err)
	}
	return nil
}

// retryPause is the pause before another attempt: 1, 2, 4 .. seconds, an hour
// at most.
type retryPause struct{ now func() time.Time }

// NextRetry implements river.ClientRetryPolicy.
func (p retryPause) NextRetry(job *rivertype.JobRow) time.Time {
	const longest = time.Hour
	pause := longest
	if tries := len(job.Errors); tries < 12 {
		pause = min(longest, time.Second<<tries)
	}
	return p.now().Add(pause)
}

// jobErrors logs what failed; the job is tried again by its own policy.
type jobErrors struct{ log *slog.Logger }

// HandleError implements river.ErrorHandler.
func (h *jobErrors) HandleError(ctx context.Context, job *rivertype.JobRow, err error) *river.ErrorHandlerResult {
	h.log.WarnContext(ctx, "job failed", slog.Int64("job", job.ID), slog.String("kind", job.Kind), slog.Any("error", err))
	return nil
}

// HandlePanic implements river.ErrorHandler.
func (h *jobErrors) HandlePanic(ctx context.Context, job *rivertype.JobRow, cause any, trace string) *river.ErrorHandlerResult {
	h.log.ErrorContext(ctx, "job panicked", slog.Int64("job", job.ID), slog.String("kind", job.Kind),
		slog.Any("cause", cause), slog.String("trace", trace))
	return nil
}

// officeTime gives River the office's clock, so that delayed messages move
// with the demo's time machine.
type officeTime struct {
	now     func() time.Time
	shifted bool // the clock is not the machine's
}

// Now implements rivertype.TimeGenerator.
func (t officeTime) Now() time.Time { return t.now() }

// NowOrNil implements rivertype.TimeGenerator: nil lets PostgreSQL's clock stand.
func (t officeTime) NowOrNil() *time.Time {
	if !t.shifted {
		return nil
	}
	now := t.now()
	return &now
}

// newJobs makes the River client. Its sender is set before Start: the sender
// needs the store, the store needs the client to insert with.
func newJobs(pool *pgxpool.Pool, workers *river.Workers, clock officeTime, log *slog.Logger) (*river.Client[pgx.Tx], error) {
	client, err := river.NewClient(riverpgxv5.New(pool), &river.Config{
		Queues: map[string]river.QueueConfig{
			queueNotices: {MaxWorkers: 50},
			queueBulk:    {MaxWorkers: 50},
			queueRedraw:  {MaxWorkers: 10},
			queueWake:    {MaxWorkers: 10},
		},
		Workers:              workers,
		FetchCooldown:        50 * time.Millisecond,
		FetchPollInterval:    time.Second,
		JobTimeout:           jobTimeout,
		RescueStuckJobsAfter: rescueAfter,
		MaxAttempts:          maxAttempts,
		RetryPolicy:          retryPause{now: clock.now},
		ErrorHandler:         &jobErrors{log: log},
		// Rebuilding an index takes longer than a statement of this pool may
		// take, and one that is cut off leaves a half-built index behind.
		ReindexerSchedule: river.NeverSchedule(),

		Logger: slog.New(jobsLog{log.Handler()}),
		Test:   river.TestConfig{Time: clock},
	})
	if err != nil {
		return nil, fmt.Errorf("make the job client: %w", err)
	}
	return client, nil
}

// migrateJobs brings River's own tables up to date.
func migrateJobs(ctx context.Context, pool *pgxpool.Pool) error {
	migrator, err := rivermigrate.New(riverpgxv5.New(pool), nil)
	if err != nil {
		return fmt.Errorf("read the job tables' migrations: %w", err)
	}
	if _, err := migrator.Migrate(ctx, rivermigrate.DirectionUp, nil); err != nil {
		return fmt.Errorf("migrate the job tables: %w", err)
	}
	return nil
}
