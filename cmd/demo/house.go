package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"

	"github.com/gelis-bali/gelis/cmd/internal/app"
)

// folderPrefix marks the temporary folders of demos, so that the next one
// finds those of demos that were killed.
const folderPrefix = "gelis-demo-"

// What an office has in its folder, beside its database.
const (
	clockFile     = "clock"         // how far ahead the clock is
	phonesFile    = "telegram.json" // the chats; their files lie beside it
	furnishedFile = "furnished"     // is there when everybody has a phone
	clearingFile  = "clearing"      // is there while the office is cleared away
)

// house is the folder in which a demo lives.
type house struct {
	dir       string
	temporary bool
}

// openHouse uses the folder that was named, or makes a temporary one. What
// demos that were killed have left is cleared away first.
func openHouse(ctx context.Context, data string, log *slog.Logger) (house, error) {
	cleared, err := app.ClearAbandoned(ctx, os.TempDir(), folderPrefix)
	if err != nil {
		log.WarnContext(ctx, "cannot clear away what an earlier demo left", slog.Any("error", err))
	}
	for _, dir := range cleared {
		log.InfoContext(ctx, "cleared away what a killed demo left", slog.String("folder", dir))
	}
	if data == "" {
		dir, err := os.MkdirTemp("", folderPrefix)
		if err != nil {
			return house{}, fmt.Errorf("make a folder for the demo: %w", err)
		}
		return house{dir: dir, temporary: true}, nil
	}
	dir, err := filepath.Abs(data)
	if err != nil {
		return house{}, fmt.Errorf("find the folder %s: %w", data, err)
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return house{}, fmt.Errorf("make the folder of -data: %w", err)
	}
	h := house{dir: dir}
	if _, err := os.Stat(h.file(clearingFile)); err == nil { // a reset was cut off
		return h, h.clear(ctx)
	}
	return h, nil
}

// clear empties the house for another office. It is marked until it is
// empty, so that a clearing that is cut off is taken up at the next start.
func (h house) clear(ctx context.Context) error {
	ctx = context.WithoutCancel(ctx) // half of an office is of no use
	if err := os.WriteFile(h.file(clearingFile), nil, 0o600); err != nil {
		return fmt.Errorf("mark the office as cleared away: %w", err)
	}
	if err := app.RemoveDatabase(ctx, h.dir); err != nil {
		return fmt.Errorf("clear the office's database away: %w", err)
	}
	for _, name := range []string{clockFile, phonesFile, phonesFile + ".new", phonesFile + ".files", furnishedFile, clearingFile} {
		if err := os.RemoveAll(h.file(name)); err != nil {
			return fmt.Errorf("clear the office away: %w", err)
		}
	}
	return nil
}

// leave removes a temporary folder with its database.
func (h house) leave(ctx context.Context) error {
	if !h.temporary {
		return nil
	}
	return errors.Join(app.RemoveDatabase(ctx, h.dir), os.RemoveAll(h.dir))
}

// file is the path of a file in the house.
func (h house) file(name string) string { return filepath.Join(h.dir, name) }
