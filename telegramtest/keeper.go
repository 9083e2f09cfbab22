package telegramtest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

const (
	keepPause  = 300 * time.Millisecond // between two snapshots
	retryPause = 5 * time.Second        // after one that could not be written
)

// KeepIn lets the server outlive the program. It restores the snapshot at path if there is one, writes a new one, and
// returns. From then on a snapshot is written when something has changed, at most about every 300 ms, and once more
// when ctx ends or the server is closed; end it after the bot has stopped. Close waits for the last one. The contents
// of files lie in the folder path + ".files", by file_unique_id.
//
// The folder of path must exist, and nobody else may keep a server there. A program that is killed at any moment
// leaves a whole snapshot, and loses what happened after it: about the last 300 ms. A snapshot that cannot be written
// is logged and tried again.
func (s *Server) KeepIn(ctx context.Context, path string) error {
	k := &keeper{s: s, path: path, files: path + ".files", written: map[string]bool{}}
	if err := k.restore(); err != nil {
		return fmt.Errorf("restore Telegram from %s: %w", path, err)
	}
	news := s.events.join()
	if err := k.write(); err != nil { // now, so that ids jump again after the next restart
		s.events.leave(news)
		return fmt.Errorf("keep Telegram in %s: %w", path, err)
	}
	s.keepers.Go(func() {
		defer s.events.leave(news)
		k.run(ctx, news)
	})
	return nil
}

// keeper writes snapshots of a server.
type keeper struct {
	s       *Server
	path    string
	files   string          // folder of their contents
	written map[string]bool // contents that are there, by file_unique_id
	last    []byte          // the snapshot that is there
}

func (k *keeper) restore() error {
	if err := os.Mkdir(k.files, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("make folder of files: %w", err)
	}
	f, err := os.Open(k.path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err //nolint:wrapcheck // the caller says what was read
	}
	defer f.Close()
	state, err := readKept(f)
	if err != nil {
		return err
	}
	return k.s.give(state, func(unique string) ([]byte, error) {
		k.written[unique] = true
		return os.ReadFile(filepath.Join(k.files, filepath.Base(unique)))
	})
}

// run writes when something has happened, until the end.
func (k *keeper) run(ctx context.Context, news *subscriber) {
	var pause <-chan time.Time // nil while nothing waits to be over
	for failed := false; ; {
		wake := news.wake
		if pause != nil {
			wake = nil
		}
		select {
		case <-wake:
		case <-pause:
			if pause = nil; !failed {
				continue
			}
		case <-ctx.Done():
			k.tryWrite(ctx)
			return
		case <-k.s.settled:
			k.tryWrite(ctx)
			return
		}
		news.take()
		failed = !k.tryWrite(ctx)
		pause = k.s.cfg.After(pauseAfter(failed))
	}
}

func pauseAfter(failed bool) time.Duration {
	if failed {
		return retryPause
	}
	return keepPause
}

func (k *keeper) tryWrite(ctx context.Context) bool {
	err := k.write()
	if err != nil {
		k.s.log.ErrorContext(ctx, "Telegram cannot be kept", "path", k.path, "error", err)
	}
	return err == nil
}

// write writes the files that are new, and then the snapshot that speaks of them, unless nothing has changed.
func (k *keeper) write() error {
	state, contents := k.s.take()
	for unique, content := range contents {
		if k.written[unique] {
			continue
		}
		if err := replaceFile(filepath.Join(k.files, unique), content); err != nil {
			return err
		}
		k.written[unique] = true
	}
	var b bytes.Buffer
	if err := state.write(&b); err != nil {
		return err
	}
	if bytes.Equal(b.Bytes(), k.last) {
		return nil
	}
	if err := replaceFile(k.path, b.Bytes()); err != nil {
		return err
	}
	k.last = b.Bytes()
	return nil
}
