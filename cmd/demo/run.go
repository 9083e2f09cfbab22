package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/gelis-bali/gelis/cmd/demo/office"
)

// serveOffice runs the whole demo until the context ends.
func serveOffice(ctx context.Context, o options, out io.Writer) error {
	begun := time.Now()
	log := logger(o.verbose)
	house, err := openHouse(ctx, o.data, log)
	if err != nil {
		return err
	}
	defer func() {
		if err := house.leave(context.WithoutCancel(ctx)); err != nil {
			log.ErrorContext(ctx, "cannot remove the demo's folder", slog.Any("error", err))
		}
	}()
	site, err := listen(ctx, o.addr)
	if err != nil {
		return err
	}
	d := &demo{site: site, gate: newGate(), house: house, log: log, asked: make(chan chan<- struct{})}
	d.announce = func() {
		_, _ = fmt.Fprintf(out, "Gelis is ready after %s: %s\nCtrl-C ends it.\n", time.Since(begun).Round(100*time.Millisecond), site.url())
		if !o.noOpen {
			openBrowser(ctx, site.url())
		}
	}
	_, _ = fmt.Fprintf(out, "Starting an office of %d phones on %s\n", len(office.Phones()), site.url())
	return d.run(ctx)
}

// demo is the address and the folder in which one office lives after another:
// each reset begins a new one.
type demo struct {
	site     *site
	gate     *gate
	house    house
	log      *slog.Logger
	announce func()               // tells once that the first office is ready
	asked    chan chan<- struct{} // for another office; closed when it is there
}

// run lets one office live after the other until the context ends.
func (d *demo) run(ctx context.Context) error {
	samples, err := office.Samples()
	if err != nil {
		return errors.Join(err, d.site.close())
	}
	served := make(chan error, 1)
	go func() { served <- d.site.serve(d.gate) }()
	var waiting []chan<- struct{}
	for {
		l, err := d.newLife(ctx, samples)
		if err != nil {
			return errors.Join(err, d.site.close())
		}
		l.ready = d.greet(l, slices.Clone(waiting))
		d.gate.build(l.api)
		asks, err := d.live(ctx, l, served)
		if err != nil || asks == nil {
			return errors.Join(err, d.site.close())
		}
		if l.greeted {
			waiting = nil
		}
		waiting = append(waiting, asks) // the others asked for one that was never ready
	}
}

// greet opens the gate of an office that is ready, and tells who waits for it.
func (d *demo) greet(l *life, waiting []chan<- struct{}) func() {
	return func() {
		l.greeted = true
		d.gate.let()
		for _, w := range waiting {
			close(w)
		}
		if len(waiting) == 0 {
			d.announce()
		}
	}
}

// live lets an office work until the context ends, or until somebody asks for
// another one and everything of this one is cleared away.
func (d *demo) live(ctx context.Context, l *life, served <-chan error) (waiting chan<- struct{}, err error) {
	errAsked := errors.New("another office is asked for")
	parts, working := errgroup.WithContext(ctx)
	parts.Go(func() error { return l.work(working) })
	parts.Go(func() error {
		select {
		case err := <-served:
			return err
		case waiting = <-d.asked:
			d.gate.shut()
			l.telegram.ClearFaults() // what is in flight is to arrive
			return errAsked
		case <-working.Done():
			return nil
		}
	})
	err = parts.Wait()
	l.telegram.Close()
	closed := l.gelis.Close()
	if !errors.Is(err, errAsked) {
		return nil, errors.Join(err, closed)
	}
	if closed != nil {
		d.log.WarnContext(ctx, "the office before the reset did not end well", slog.Any("error", closed))
	}
	return waiting, d.house.clear(ctx)
}

// reset asks for another office and waits until it is there.
func (d *demo) reset(ctx context.Context) error {
	there := make(chan struct{})
	select {
	case d.asked <- there:
	case <-ctx.Done():
		return context.Cause(ctx)
	}
	select {
	case <-there:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

func logger(verbose bool) *slog.Logger {
	level := slog.LevelError
	if verbose {
		level = slog.LevelInfo
	}
	return slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: level}))
}

// openBrowser shows the page where there is a browser; where there is none,
// the address has been printed.
func openBrowser(ctx context.Context, url string) {
	command := "xdg-open"
	switch {
	case runtime.GOOS == "darwin":
		command = "open"
	case os.Getenv("DISPLAY") == "" && os.Getenv("WAYLAND_DISPLAY") == "":
		return
	}
	if path, err := exec.LookPath(command); err == nil {
		_ = exec.CommandContext(ctx, path, url).Start() //nolint:gosec // one of two names, found in PATH; where it fails, the address has been printed
	}
}
