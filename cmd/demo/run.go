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
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/gelis-bali/gelis/cmd/demo/office"
	"github.com/gelis-bali/gelis/cmd/internal/app"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/telegramtest"
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
	d, err := newDemo(ctx, site, house, log)
	if err != nil {
		return errors.Join(err, site.close())
	}
	d.announce = func() {
		_, _ = fmt.Fprintf(out, "Gelis is ready after %s: %s\nCtrl-C ends it.\n", time.Since(begun).Round(100*time.Millisecond), site.url())
		if !o.noOpen {
			openBrowser(ctx, site.url())
		}
	}
	_, _ = fmt.Fprintf(out, "Starting an office of %d phones on %s\n", len(office.Phones()), site.url())
	return d.run(ctx)
}

// demo is the office, its Telegram and the page, put together.
type demo struct {
	site     *site
	house    house
	gelis    *app.App
	telegram *telegramtest.Server
	office   *fictional
	machine  *timeMachine
	announce func()
}

func newDemo(ctx context.Context, site *site, house house, log *slog.Logger) (*demo, error) {
	clock := &officeClock{}
	if err := clock.restore(house.file("clock")); err != nil {
		return nil, err
	}
	telegram := telegramtest.New(telegramtest.Config{Now: clock.Now, Logger: log})
	telegram.SetURL(site.url())
	if !house.temporary {
		if err := telegram.KeepIn(context.WithoutCancel(ctx), house.file("telegram.json")); err != nil {
			return nil, fmt.Errorf("go on with the phones of %s: %w", house.dir, err)
		}
	}
	gelis, err := app.New(ctx, app.Options{
		Config: app.Config{
			TelegramBotToken: app.Secret(telegram.Token()), TelegramAPIURL: site.url(), TelegramRate: 30,
			OfficeTimezone: "Asia/Makassar", DataDir: house.dir,
		},
		Now: clock.Now, ClockMoves: true, Log: log,
	})
	if err != nil {
		return nil, err
	}
	return &demo{
		site: site, house: house, gelis: gelis, telegram: telegram,
		office:  &fictional{gelis: gelis, telegram: telegram, clock: clock, links: map[staff.NIP]link{}},
		machine: &timeMachine{gelis: gelis, clock: clock, file: house.file("clock")},
	}, nil
}

// run serves and works until the context ends. Gelis ends first, while its
// Telegram still answers; the page ends last.
func (d *demo) run(ctx context.Context) error {
	samples, err := office.Samples()
	if err != nil {
		return err
	}
	parts, working := errgroup.WithContext(ctx)
	api := telegramtest.NewAPI(d.telegram, telegramtest.APIConfig{Office: d.office, Time: d.machine, Samples: samples}) //nolint:contextcheck // it lives as long as its server does
	served := make(chan error, 1)
	go func() { served <- d.site.serve(api) }()
	parts.Go(func() error { return d.gelis.Run(working) })
	parts.Go(func() error {
		if err := d.office.furnish(working, d.house.file("furnished")); err != nil {
			return err
		}
		d.announce()
		return nil
	})
	parts.Go(func() error {
		select {
		case err := <-served:
			return err
		case <-working.Done():
			return nil
		}
	})
	err = parts.Wait()
	d.telegram.Close()
	return errors.Join(err, d.site.close(), d.gelis.Close())
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
