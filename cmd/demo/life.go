package main

import (
	"context"
	"fmt"
	"io/fs"

	"golang.org/x/sync/errgroup"

	"github.com/gelis-bali/gelis/cmd/internal/app"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/telegramtest"
)

// officeName is what the page is headed with.
const officeName = "Biro Organisasi"

// life is one office from its beginning to its end: the program, its
// Telegram, and what the page asks.
type life struct {
	house    house
	gelis    *app.App
	telegram *telegramtest.Server
	office   *fictional
	api      *telegramtest.API
	ready    func()
	greeted  bool // it was ready, and who waited was told
}

func (d *demo) newLife(ctx context.Context, samples fs.FS) (*life, error) {
	clock := &officeClock{}
	if err := clock.restore(d.house.file(clockFile)); err != nil {
		return nil, err
	}
	telegram := telegramtest.New(telegramtest.Config{Now: clock.Now, Logger: d.log})
	telegram.SetURL(d.site.url())
	if !d.house.temporary {
		if err := telegram.KeepIn(context.WithoutCancel(ctx), d.house.file(phonesFile)); err != nil {
			return nil, fmt.Errorf("go on with the phones of %s: %w", d.house.dir, err)
		}
	}
	gelis, err := app.New(ctx, app.Options{
		Config: app.Config{
			TelegramBotToken: app.Secret(telegram.Token()), TelegramAPIURL: d.site.url(), TelegramRate: 30,
			OfficeTimezone: "Asia/Makassar", OfficePlace: "Denpasar", DataDir: d.house.dir,
		},
		Now: clock.Now, ClockMoves: true, Log: d.log,
	})
	if err != nil {
		telegram.Close()
		return nil, err
	}
	l := &life{
		house: d.house, gelis: gelis, telegram: telegram,
		office: &fictional{gelis: gelis, telegram: telegram, clock: clock, links: map[staff.NIP]link{}},
	}
	l.api = telegramtest.NewAPI(telegram, telegramtest.APIConfig{ //nolint:contextcheck // it lives as long as its server does
		Office: l.office, Time: &timeMachine{gelis: gelis, clock: clock, file: d.house.file(clockFile), log: d.log}, Samples: samples,
		Name: officeName, Demo: true, Days: specialDays(gelis.Zone()), Places: places(gelis), DutyName: dutyName, Reset: d.reset,
	})
	return l, nil
}

// work runs the program and furnishes its office, until the context ends.
func (l *life) work(ctx context.Context) error {
	parts, working := errgroup.WithContext(ctx)
	parts.Go(func() error { return l.gelis.Run(working) })
	parts.Go(func() error {
		if err := l.office.furnish(working, l.house.file(furnishedFile)); err != nil {
			return err
		}
		l.ready()
		return nil
	})
	return parts.Wait()
}
