package main_test

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"github.com/gelis-bali/gelis/cmd/internal/app"
	"github.com/gelis-bali/gelis/domain/calendar"
)

// migrated brings a database up to date, as gelis migrate does.
func migrated(ctx context.Context, url string) error {
	db, err := app.OpenDatabase(ctx, app.Config{DatabaseURL: app.Secret(url)}, calendar.Clock{Now: time.Now, Zone: time.UTC}, slog.New(slog.DiscardHandler))
	if err != nil {
		return err
	}
	return errors.Join(db.Migrate(ctx), db.Close())
}
