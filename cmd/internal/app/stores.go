package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"

	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/store"
	"github.com/gelis-bali/gelis/store/embedded"
)

// Database is the office's database, opened by a command: a server of its
// own, or the private one that ends with the command.
type Database struct {
	*store.Store
	URL     string
	now     func() time.Time
	private *embedded.Postgres
}

// OpenDatabase opens the database of the configuration. Without a
// DATABASE_URL it starts the private PostgreSQL under DATA_DIR.
func OpenDatabase(ctx context.Context, c Config, clock calendar.Clock, log *slog.Logger) (*Database, error) {
	db := &Database{URL: c.DatabaseURL.Reveal(), now: clock.Now}
	if db.URL == "" {
		if err := db.startPrivate(ctx, c, log); err != nil {
			return nil, err
		}
	}
	opened, err := store.Open(ctx, store.Config{URL: db.URL, Clock: clock})
	if err != nil {
		return nil, errors.Join(err, db.stopPrivate())
	}
	db.Store = opened
	return db, nil
}

func (db *Database) startPrivate(ctx context.Context, c Config, log *slog.Logger) error {
	dir, err := c.Folder()
	if err != nil {
		return err
	}
	log.InfoContext(ctx, "starting a private PostgreSQL, DATABASE_URL being empty", slog.String("folder", dir))
	db.private, err = embedded.StartPostgres(ctx, embedded.Options{Dir: filepath.Join(dir, databaseFolder), Logger: log})
	if err != nil {
		return fmt.Errorf("start the private PostgreSQL: %w", err)
	}
	db.URL = db.private.URL()
	return nil
}

// Migrate brings all tables up to date, those of the jobs as well, and puts the
// days that come with the program into the calendar.
func (db *Database) Migrate(ctx context.Context) error {
	if err := store.Migrate(ctx, db.URL, migrateJobs); err != nil {
		return err
	}
	return db.SeedCalendar(ctx, calendar.Shipped())
}

// InsertJobs lets what changes the office tell people: whoever runs the bot
// works the jobs.
func (db *Database) InsertJobs() error {
	jobs, err := river.NewClient(riverpgxv5.New(db.Pool()), &river.Config{})
	if err != nil {
		return fmt.Errorf("make the job client: %w", err)
	}
	db.UseEnqueuer(&enqueuer{client: jobs, now: db.now})
	return nil
}

// Close ends the connections, and the private PostgreSQL.
func (db *Database) Close() error {
	db.Store.Close()
	return db.stopPrivate()
}

func (db *Database) stopPrivate() error {
	if db.private == nil {
		return nil
	}
	if err := db.private.Stop(); err != nil {
		return fmt.Errorf("stop the private PostgreSQL: %w", err)
	}
	return nil
}

// memory is Redis, or what stands in for it inside the process.
type memory struct {
	*store.Redis
	private *embedded.Redis
}

func openMemory(ctx context.Context, c Config, log *slog.Logger) (*memory, error) {
	m := &memory{}
	url := c.RedisURL.Reveal()
	if url == "" {
		private, err := embedded.StartRedis(log)
		if err != nil {
			return nil, fmt.Errorf("start Redis in the process: %w", err)
		}
		log.InfoContext(ctx, "REDIS_URL is empty: drafts of forms are kept in the process and lost at a restart")
		m.private, url = private, private.URL()
	}
	opened, err := store.OpenRedis(store.RedisConfig{URL: url, Pace: paceLimits(c)})
	if err != nil {
		m.stopPrivate()
		return nil, err
	}
	m.Redis = opened
	return m, nil
}

func (m *memory) Close() error {
	err := m.Redis.Close()
	m.stopPrivate()
	return err
}

func (m *memory) stopPrivate() {
	if m.private != nil {
		m.private.Stop()
	}
}

// paceLimits shares the overall rate as store.DefaultPace does: messages are
// spread over the second, and a sixth of it is never left to bulk.
func paceLimits(c Config) store.PaceLimits {
	limits := store.DefaultPace()
	if c.TelegramRate == 0 {
		return store.PaceLimits{Unlimited: true}
	}
	limits.Most = c.TelegramRate
	limits.Overall = max(1, c.TelegramRate*28/30)
	limits.Bulk = max(1, c.TelegramRate*5/6)
	return limits
}

// databaseFolder is where the private PostgreSQL lives in DATA_DIR.
const databaseFolder = "postgres"

// ClearAbandoned removes what killed demos have left: folders in parent whose
// names begin with prefix, with their databases. It returns what it removed.
func ClearAbandoned(ctx context.Context, parent, prefix string) ([]string, error) {
	return embedded.CleanAbandoned(ctx, parent, prefix)
}

// RemoveDatabase deletes the private PostgreSQL of a DATA_DIR for good.
func RemoveDatabase(ctx context.Context, dir string) error {
	return embedded.Remove(ctx, filepath.Join(dir, databaseFolder))
}
