package storetest

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"reflect"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/gelis-bali/gelis/store/embedded"
)

// Migrate brings an empty database to the state that a test begins with.
type Migrate = func(ctx context.Context, url string) error

// started tells Main whether there is a shared server to stop.
var started atomic.Bool

// Database gives the test a database of its own, and removes it after the test, whoever is still connected. The first
// call in a test binary starts the server and runs migrate once; each database is a copy of the result. Migrate must be a
// plain function, the same at each call, because that is how it is recognised; nil gives an empty database.
func Database(tb testing.TB, migrate Migrate) string {
	tb.Helper()
	started.Store(true)
	c, err := shared()
	if err != nil {
		tb.Fatalf("start the PostgreSQL of these tests: %v", err)
	}
	ctx, cancel := context.WithTimeout(tb.Context(), patience)
	defer cancel()
	name, err := c.create(ctx, migrate)
	if err != nil {
		tb.Fatalf("make a database for this test: %v", err)
	}
	tb.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(tb.Context()), patience)
		defer cancel()
		if err := c.drop(ctx, name); err != nil {
			tb.Errorf("remove the database of this test: %v", err)
		}
	})
	return c.url(name)
}

// cluster is the shared server and its template databases.
type cluster struct {
	server *instance
	admin  *pgxpool.Pool
	count  atomic.Int64

	mu        sync.Mutex
	templates map[uintptr]func() (string, error) // by migrate function
}

// startCluster also removes what test binaries that were killed have left.
func startCluster() (*cluster, error) {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	if _, err := embedded.CleanAbandoned(ctx, os.TempDir(), folderPrefix); err != nil {
		fmt.Fprintln(os.Stderr, "storetest:", err) // a nuisance, no reason to fail
	}
	server, err := start(ctx, map[string]string{
		"max_connections":    "200", // many tests at a time, each with a pool
		"synchronous_commit": "off", // nobody kills this server and asks what it knew
	})
	if err != nil {
		return nil, err
	}
	c := &cluster{server: server, templates: map[uintptr]func() (string, error){}}
	if c.admin, err = pgxpool.New(ctx, server.URL()); err != nil {
		return nil, errors.Join(err, server.end())
	}
	return c, nil
}

func (c *cluster) stop() error {
	c.admin.Close()
	return c.server.end()
}

func (c *cluster) url(database string) string {
	u, err := url.Parse(c.server.URL())
	if err != nil {
		panic(fmt.Sprintf("embedded gave a URL that is none: %v", err))
	}
	u.Path = "/" + database
	return u.String()
}

// create copies the template of the migrate function.
func (c *cluster) create(ctx context.Context, migrate Migrate) (string, error) {
	template := "template0"
	if migrate != nil {
		var err error
		if template, err = c.template(migrate)(); err != nil { //nolint:contextcheck // see makeTemplate
			return "", err
		}
	}
	name := fmt.Sprintf("test_%d", c.count.Add(1))
	return name, c.execute(ctx, "CREATE DATABASE %s TEMPLATE %s STRATEGY FILE_COPY", name, template)
}

// template returns what makes the template of a migrate function once and gives its name from then on.
func (c *cluster) template(migrate Migrate) func() (string, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	key := reflect.ValueOf(migrate).Pointer()
	if c.templates[key] == nil {
		name := fmt.Sprintf("template_%d", len(c.templates)+1)
		c.templates[key] = sync.OnceValues(func() (string, error) { return name, c.makeTemplate(name, migrate) })
	}
	return c.templates[key]
}

// makeTemplate has no caller's context: the template is for all tests, also if the first one ends early.
func (c *cluster) makeTemplate(name string, migrate Migrate) error {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	if err := c.execute(ctx, "CREATE DATABASE %s TEMPLATE template0", name); err != nil {
		return err
	}
	if err := migrate(ctx, c.url(name)); err != nil {
		return fmt.Errorf("migrate the template database: %w", err)
	}
	// A connection that migrate left behind would make every copy fail.
	return c.execute(ctx, "ALTER DATABASE %s WITH ALLOW_CONNECTIONS false", name)
}

func (c *cluster) drop(ctx context.Context, name string) error {
	return c.execute(ctx, "DROP DATABASE %s WITH (FORCE)", name)
}

// execute fills in names of databases, which no statement takes as parameters.
func (c *cluster) execute(ctx context.Context, statement string, names ...string) error {
	for _, name := range names {
		statement = strings.Replace(statement, "%s", pgx.Identifier{name}.Sanitize(), 1)
	}
	if _, err := c.admin.Exec(ctx, statement, pgx.QueryExecModeSimpleProtocol); err != nil {
		return fmt.Errorf("%s: %w", statement, err)
	}
	return nil
}
