package store

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"

	"github.com/gelis-bali/gelis/domain/document"
	"github.com/gelis-bali/gelis/store/internal/sqlc"
)

// KeepFile stores a checked file, once under the SHA-256 of its content.
func (s *Store) KeepFile(ctx context.Context, c document.Content) error {
	has, err := s.queries.HasFile(ctx, string(c.ID))
	if err == nil && !has {
		err = s.queries.AddFile(ctx, s.fileRow(c))
	}
	if err != nil {
		return fmt.Errorf("keep file %s: %w", c.ID, err)
	}
	return nil
}

func (s *Store) fileRow(c document.Content) sqlc.AddFileParams {
	return sqlc.AddFileParams{
		ID: string(c.ID), Name: c.Name, Mime: c.MIME, Size: int64(c.Size), Content: c.Bytes, At: s.clock.Now(),
	}
}

// Content returns a stored file under the name that it was first given, or ErrNoSuchFile.
func (s *Store) Content(ctx context.Context, id document.ID) (document.Content, error) {
	row, err := s.queries.LoadFile(ctx, string(id))
	if errors.Is(err, pgx.ErrNoRows) {
		return document.Content{}, fmt.Errorf("load file %s: %w", id, ErrNoSuchFile)
	}
	if err != nil {
		return document.Content{}, fmt.Errorf("load file %s: %w", id, err)
	}
	return document.Content{
		File:  document.File{ID: document.ID(row.ID), Name: row.Name, MIME: row.Mime, Size: int(row.Size)},
		Bytes: row.Content,
	}, nil
}

// TelegramFile tells under which id Telegram has a file already, "" if it does not.
func (s *Store) TelegramFile(ctx context.Context, id document.ID) (string, error) {
	known, err := s.queries.TelegramFile(ctx, string(id))
	if errors.Is(err, pgx.ErrNoRows) {
		return "", nil
	}
	if err != nil {
		return "", fmt.Errorf("find Telegram's id of file %s: %w", id, err)
	}
	return known, nil
}

// RememberTelegramFile notes under which id Telegram has a file; the latest is the one that counts.
func (s *Store) RememberTelegramFile(ctx context.Context, id document.ID, fileID string) error {
	err := s.queries.RememberTelegramFile(ctx, string(id), fileID)
	if err != nil {
		return fmt.Errorf("remember Telegram's id of file %s: %w", id, err)
	}
	return nil
}
