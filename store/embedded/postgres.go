// Package embedded runs the private PostgreSQL and the in-process Redis that Gelis uses when no server of the office's is
// configured. The demo, the tests and the program itself share it.
//
// The PostgreSQL is a real one, found on the machine or else downloaded. It keeps its files in a folder that only one
// process can use at a time, listens where only we can reach it, and ends with us: at Stop, and on Linux also when we are
// killed. What a killed process left behind is stopped by the next start in the same folder.
package embedded

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"sync"
	"time"
)

// Options say where and how the private PostgreSQL runs.
type Options struct {
	// Dir is the folder of the data, kept for it alone. It is made if need be; what is there is continued.
	Dir string
	// Logger is told about starts, stops and mishaps. Nil: nobody.
	Logger *slog.Logger
	// Settings are added to postgresql.conf, for example NotDurable().
	Settings map[string]string
	// Pristine is a folder that keeps a new cluster to copy further ones from, which saves most of the time of a first
	// start; for tests, which start often. Empty: each cluster is made from nothing.
	Pristine string

	search *search // for tests; nil: the usual places
}

// Postgres is the private PostgreSQL. Its methods are safe to call from several goroutines.
type Postgres struct {
	options Options
	logger  *slog.Logger
	address address

	mu      sync.Mutex // held by whoever starts or stops
	folder  *folder    // nil while stopped
	cluster cluster
	server  *server
	stop    context.CancelFunc // ends the watch over the server
	watched sync.WaitGroup
}

// StartPostgres starts the private PostgreSQL and returns when it takes connections. It is started again by itself should
// it end unasked, until Stop. Errors: ErrInUse if another process uses the folder, ErrNotInstalled if there is no
// PostgreSQL and none can be fetched, *VersionError if the data are of another version than what is installed.
func StartPostgres(ctx context.Context, options Options) (*Postgres, error) {
	p := &Postgres{options: options, logger: options.Logger}
	if p.logger == nil {
		p.logger = slog.New(slog.DiscardHandler)
	}
	if p.options.search == nil {
		usual := defaultSearch(p.logger)
		p.options.search = &usual
	}
	if err := p.Start(ctx); err != nil {
		return nil, err
	}
	return p, nil
}

// URL is the connection string of the database "gelis", whose role may do everything. It stays the same as long as this
// value lives, also over Stop and Start.
func (p *Postgres) URL() string { return p.address.url(databaseName) }

// Start starts the server again after Stop or Kill, at the same address.
func (p *Postgres) Start(ctx context.Context) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.folder != nil {
		return nil
	}
	folder, err := openFolder(ctx, p.options.Dir)
	if err != nil {
		return err
	}
	if err := p.open(ctx, folder); err != nil {
		return errors.Join(err, folder.release())
	}
	p.folder = folder
	p.logger.InfoContext(ctx, "private PostgreSQL started", "version", p.cluster.binaries.version, "folder", p.cluster.home,
		"user", p.cluster.account.name)
	watch, stop := context.WithCancel(context.WithoutCancel(ctx))
	p.stop = stop
	p.watched.Go(func() { p.watch(watch) })
	return nil
}

// open makes or continues the cluster of the folder and starts its server.
func (p *Postgres) open(ctx context.Context, f *folder) error {
	c, err := p.prepare(ctx, f)
	if err != nil {
		return err
	}
	if err := c.ensure(ctx, p.options.Pristine, p.durable()); err != nil {
		return err
	}
	p.cluster = c
	if err := p.clear(ctx); err != nil {
		return err
	}
	return p.launch(ctx, f.logPath())
}

func (p *Postgres) durable() bool { return p.options.Settings["fsync"] != "off" }

// prepare finds out who runs the server, where, and which one.
func (p *Postgres) prepare(ctx context.Context, f *folder) (cluster, error) {
	home, err := f.home()
	if err != nil {
		return cluster{}, err
	}
	acc, err := accountFor(home)
	if err != nil {
		return cluster{}, err
	}
	major, err := clusterMajor(filepath.Join(home, "data"))
	if err != nil {
		return cluster{}, err
	}
	bin, err := p.options.search.find(ctx, acc, major)
	if err != nil {
		return cluster{}, err
	}
	if home, err = f.makeHome(ctx, acc, elsewhereParents(p.durable())); err != nil {
		return cluster{}, err
	}
	if home, err = filepath.EvalSymlinks(home); err != nil {
		return cluster{}, fmt.Errorf("find cluster folder: %w", err)
	}
	return cluster{home: home, account: acc, binaries: bin}, nil
}

// clear stops what an owner who was killed has left running on the cluster.
func (p *Postgres) clear(ctx context.Context) error {
	found, err := stopLeftover(ctx, p.cluster.data())
	if err != nil {
		return err
	}
	if found {
		p.logger.WarnContext(ctx, "stopped a private PostgreSQL whose owner had died", "folder", p.cluster.home)
	}
	return forgetServer(p.cluster.home)
}

// launch configures and starts the server, and tries again where something passing is in the way. The first start chooses
// the address; later ones keep to it.
func (p *Postgres) launch(ctx context.Context, logPath string) error {
	chosen := p.address != address{}
	for tries := 0; ; tries++ {
		if !chosen {
			addr, err := chooseAddress(ctx, p.cluster.home)
			if err != nil {
				return err
			}
			p.address = addr
		}
		err := p.launchOnce(ctx, logPath)
		if tries == 20 || !inTheWay(err) {
			return err
		}
		select {
		case <-ctx.Done():
			return errors.Join(ctx.Err(), err)
		case <-time.After(250 * time.Millisecond):
		}
	}
}

func (p *Postgres) launchOnce(ctx context.Context, logPath string) error {
	if err := p.cluster.configure(p.address, p.options.Settings); err != nil {
		return err
	}
	if p.address.overTCP() {
		if err := p.cluster.setPassword(ctx, p.address); err != nil {
			return err
		}
	}
	started, err := startServer(ctx, p.cluster, p.address, logPath)
	p.server = started
	return err
}

// Stop ends the server and leaves the folder to the next owner. It returns within 5 s: a server that has not ended
// gracefully by then is ended at once, and recovers at its next start.
func (p *Postgres) Stop() error { return p.end((*server).stop) }

// Kill ends the server as a crash would, for tests.
func (p *Postgres) Kill() error { return p.end((*server).kill) }

// Restart stops the server and starts it again at the same address.
func (p *Postgres) Restart(ctx context.Context) error {
	if err := p.Stop(); err != nil {
		return err
	}
	return p.Start(ctx)
}

func (p *Postgres) end(how func(*server) error) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.folder == nil {
		return nil
	}
	p.stop()
	p.watched.Wait()
	var err error
	if p.server != nil {
		err = how(p.server)
	}
	err = errors.Join(err, p.folder.release())
	p.folder, p.server = nil, nil
	p.logger.Info("private PostgreSQL stopped", "folder", p.cluster.home)
	return err
}
