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
	return house{dir: dir}, nil
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
