package storetest

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"net/url"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"golang.org/x/sync/errgroup"

	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/staff"
)

// Office is the size of an invented office, for measurements: units of one shape, and years of letters that went from the
// top of a unit down to somebody in it. Everybody holds one position and has linked an account.
type Office struct {
	Units int // each with desks of 17 who lead
	Staff int // in each unit, beside those who lead
	// Dispositions is how many there ever were. Those that wait are among them, so it has to be at least Waiting.
	Dispositions int
	// Requests is how many there ever were, those that wait among them; 0: none.
	Requests int
	// Announcements is how many went to everybody, one a week; 0: none.
	Announcements int
	// Apels is how many there ever were, the last one today; everybody was expected at each. 0: none.
	Apels int
	// StaffWait: something waits for everybody. Otherwise for those who lead alone; for them it is always the same.
	StaffWait bool
	// Shallow: finished letters went no further down than to the third step, so that there are more of them.
	Shallow bool
	Years   int // over which the others are spread
	Today   calendar.Date

	sends bool // the schema knows who sent a branch, and who may see a letter
}

// People is how many work in the office, the secretary above the units included.
func (o Office) People() int { return o.Units*o.unitSize() + 1 }

// Desks are the positions of those who lead. What waits for them does not depend on how many dispositions there were.
func (o Office) Desks() []staff.PositionID {
	var desks []staff.PositionID
	for seat := range o.seats() {
		if seat.leads() {
			desks = append(desks, staff.PositionID(seat.id))
		}
	}
	return desks
}

// Account is the Telegram account of whoever holds a position.
func Account(p staff.PositionID) staff.AccountID { return 700_000_000 + staff.AccountID(p) }

// CreateDatabase makes an empty database beside that of the URL and returns the URL of the new one.
func CreateDatabase(ctx context.Context, server, name string) (string, error) {
	u, err := url.Parse(server)
	if err != nil {
		return "", fmt.Errorf("read the address of the database: %w", err)
	}
	conn, err := pgx.Connect(ctx, server)
	if err != nil {
		return "", fmt.Errorf("connect to make database %s: %w", name, err)
	}
	_, err = conn.Exec(ctx, "CREATE DATABASE "+pgx.Identifier{name}.Sanitize()+" TEMPLATE template0")
	u.Path = "/" + name
	return u.String(), errors.Join(err, conn.Close(ctx))
}

// ServerVersion says which PostgreSQL answers.
func ServerVersion(ctx context.Context, server string) (string, error) {
	conn, err := pgx.Connect(ctx, server)
	if err != nil {
		return "", fmt.Errorf("connect to ask for the version: %w", err)
	}
	var version string
	err = conn.QueryRow(ctx, "SHOW server_version").Scan(&version)
	return version, errors.Join(err, conn.Close(ctx))
}

// Fill writes an office into a migrated database that is empty, and lets PostgreSQL look at what it got. The same office
// is always the same to the last letter.
func Fill(ctx context.Context, database string, o Office) error {
	pool, err := fillPool(ctx, database)
	if err != nil {
		return err
	}
	defer pool.Close()
	if err := pool.QueryRow(ctx, "SELECT to_regclass('letter_reader') IS NOT NULL").Scan(&o.sends); err != nil {
		return fmt.Errorf("look for the version of the schema: %w", err)
	}
	if err := o.copyTables(ctx, pool); err != nil {
		return err
	}
	if err := errors.Join(o.fillRequests(ctx, pool), o.fillApel(ctx, pool), fillSenders(ctx, pool), o.fillReaders(ctx, pool)); err != nil {
		return err
	}
	if err := o.fillAnnouncements(ctx, pool); err != nil {
		return err
	}
	for _, name := range []string{"unit", "position", "employee", "letter", "disposition", "branch"} {
		if err := nextID(ctx, pool, name); err != nil {
			return fmt.Errorf("set the next id of table %s: %w", name, err)
		}
	}
	// As autovacuum would within the day; and what was filled is on disk before anybody works with it.
	for _, chore := range []string{"VACUUM (ANALYZE)", "CHECKPOINT"} {
		if _, err := pool.Exec(ctx, chore); err != nil {
			return fmt.Errorf("%s after filling: %w", chore, err)
		}
	}
	return nil
}

// copyTables copies the tables of people and letters.
func (o Office) copyTables(ctx context.Context, pool *pgxpool.Pool) error {
	work, working := errgroup.WithContext(ctx)
	work.SetLimit(2) // the tables are of all sizes; more at a time would only wait for one another
	for _, t := range o.tables() {
		work.Go(func() error {
			_, err := pool.CopyFrom(working, pgx.Identifier{t.name}, t.columns, copied(t.rows))
			if err != nil {
				return fmt.Errorf("fill table %s: %w", t.name, err)
			}
			return nil
		})
	}
	return work.Wait()
}

// fillPool connects without triggers: foreign keys are right by construction and need not be looked up ten million times.
func fillPool(ctx context.Context, database string) (*pgxpool.Pool, error) {
	config, err := pgxpool.ParseConfig(database)
	if err != nil {
		return nil, fmt.Errorf("read the address of the database: %w", err)
	}
	config.ConnConfig.RuntimeParams["session_replication_role"] = "replica"
	config.ConnConfig.RuntimeParams["synchronous_commit"] = "off"
	config.ConnConfig.RuntimeParams["maintenance_work_mem"] = "256MB"
	pool, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		return nil, fmt.Errorf("make pool to fill a database with: %w", err)
	}
	return pool, nil
}

// nextID lets ids go on after those that were given.
func nextID(ctx context.Context, pool *pgxpool.Pool, table string) error {
	_, err := pool.Exec(ctx, fmt.Sprintf(
		"SELECT setval(pg_get_serial_sequence('%[1]s', 'id'), max(id)) FROM %[1]s", pgx.Identifier{table}.Sanitize()))
	return err
}

// table is what is copied into a table.
type table struct {
	name    string
	columns []string
	rows    iter.Seq[[]any]
}

// copied hands rows to COPY.
func copied(rows iter.Seq[[]any]) pgx.CopyFromSource {
	next, _ := iter.Pull(rows) // read to its end, or the program ends
	return pgx.CopyFromFunc(func() ([]any, error) {
		row, ok := next()
		if !ok {
			return nil, nil
		}
		return row, nil
	})
}
