package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"runtime/debug"
	"time"

	"github.com/gelis-bali/gelis/cmd/internal/app"
	"github.com/gelis-bali/gelis/cmd/internal/importer"
	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/calendar"
)

// wallClock is the machine's clock; only commands read it.
func wallClock() time.Time { return time.Now() }

// databaseFlags are the settings that commands beside run have.
type databaseFlags struct {
	DatabaseURL    app.Secret `env:"DATABASE_URL" help:"PostgreSQL 15 or newer. Empty: the private one under DATA_DIR."`
	DataDir        string     `env:"DATA_DIR" help:"Folder of the private PostgreSQL (default: the user's data folder)."`
	OfficeTimezone string     `env:"OFFICE_TIMEZONE" default:"Asia/Makassar" help:"Zone of the office's clock (WITA)."`
	LogLevel       string     `env:"LOG_LEVEL" default:"warn" help:"debug, info, warn or error."`
	LogFormat      string     `env:"LOG_FORMAT" default:"text" help:"text or json."`
}

// office is an opened database with the office's clock.
type office struct {
	*app.Database
	clock calendar.Clock
}

func (f databaseFlags) open(ctx context.Context) (*office, error) {
	c := app.Config{
		DatabaseURL: f.DatabaseURL, DataDir: f.DataDir, OfficeTimezone: f.OfficeTimezone,
		LogLevel: f.LogLevel, LogFormat: f.LogFormat,
	}
	if err := c.CheckDatabase(); err != nil {
		return nil, err
	}
	zone, err := c.Zone()
	if err != nil {
		return nil, err
	}
	clock := calendar.Clock{Now: wallClock, Zone: zone}
	db, err := app.OpenDatabase(ctx, c, clock, c.Logger(os.Stderr))
	if err != nil {
		return nil, err
	}
	return &office{Database: db, clock: clock}, nil
}

type migrateCommand struct {
	databaseFlags `embed:""`
}

// Run brings the tables up to date.
func (m *migrateCommand) Run(ctx context.Context, out io.Writer) error {
	db, err := m.open(ctx)
	if err != nil {
		return err
	}
	if err := db.Migrate(ctx); err != nil {
		return errors.Join(err, db.Close())
	}
	have, _, err := db.MigrationStatus(ctx)
	if err == nil {
		_, err = fmt.Fprintf(out, "The database is up to date (migration %d).\n", have)
	}
	return errors.Join(err, db.Close())
}

type importCommand struct {
	databaseFlags `embed:""`
	Dir           string `arg:"" type:"existingdir" help:"Folder with units, positions, staff, assignments, roles, letters and dispositions as .csv or .xlsx; docs/import.md describes them."`
	DryRun        bool   `help:"Read and check everything, change nothing."`
}

// Run imports the office from a folder, or lists everything that is wrong
// with the files and changes nothing.
func (i *importCommand) Run(ctx context.Context, out io.Writer) error {
	db, err := i.open(ctx)
	if err != nil {
		return err
	}
	return errors.Join(i.run(ctx, db, out), db.Close())
}

func (i *importCommand) run(ctx context.Context, db *office, out io.Writer) error {
	if err := db.Migrate(ctx); err != nil {
		return err
	}
	if err := db.InsertJobs(); err != nil {
		return err
	}
	options := importer.Options{
		Now: db.clock.Now(), Zone: db.clock.Zone, Calendar: calendar.New(calendar.Shipped()),
	}
	return importer.Run(ctx, db.Store, os.DirFS(i.Dir), options, i.DryRun, out)
}

type auditCommand struct {
	Verify auditVerifyCommand `cmd:"" help:"Prove the audit log whole, or name the first broken line."`
}

type auditVerifyCommand struct {
	databaseFlags `embed:""`
}

// Run walks the audit log from its first line to its last.
func (a *auditVerifyCommand) Run(ctx context.Context, out io.Writer) error {
	db, err := a.open(ctx)
	if err != nil {
		return err
	}
	var verifier audit.Verifier
	for line, err := range db.AuditLines(ctx, 0) {
		if err == nil {
			err = verifier.Check(line)
		}
		if err != nil {
			return errors.Join(err, db.Close())
		}
	}
	lines, hash := verifier.Lines()
	_, err = fmt.Fprintf(out, "The audit log is whole: %d lines. Last hash: %s\n", lines, hash)
	return errors.Join(err, db.Close())
}

type versionCommand struct{}

// Run prints what was built, from the build's own record.
func (versionCommand) Run(out io.Writer) error {
	version, revision := "unknown", ""
	if info, ok := debug.ReadBuildInfo(); ok {
		version = info.Main.Version
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" {
				revision = " " + s.Value
			}
		}
	}
	_, err := fmt.Fprintf(out, "gelis %s%s %s %s/%s\n", version, revision, runtime.Version(), runtime.GOOS, runtime.GOARCH)
	return err
}

type doctorCommand struct {
	app.Config `embed:""`
}

// Run looks at everything the bot needs, and says what to do.
func (d *doctorCommand) Run(ctx context.Context, out io.Writer) error {
	log := d.Config
	log.LogLevel = "error" // the doctor speaks by itself
	return app.Doctor(ctx, d.Config, wallClock, log.Logger(os.Stderr), out)
}
