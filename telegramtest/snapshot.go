package telegramtest

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// Snapshot writes down, as JSON and at one moment, what a Telegram remembers: people, chats with their messages and
// keyboards, files with their contents, unconfirmed updates, taps that can still be answered, command menus, the
// webhook and how far the ids are. It leaves out what only this run of the program can know: the clock, faults, rate
// limits, the log of calls, events, and what Next has not yet handed over.
func (s *Server) Snapshot(w io.Writer) error {
	k, contents := s.take()
	k.Contents = contents
	return k.write(w)
}

func (k kept) write(w io.Writer) error {
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false)
	if err := out.Encode(k); err != nil {
		return fmt.Errorf("write snapshot: %w", err)
	}
	return nil
}

// Restore fills a server that nobody has used yet with a snapshot. All ids jump ahead by 100,000, so that what was
// given out after the snapshot was written is never given out again; whoever restores twice from one snapshot must
// write a new one before that, as KeepIn does. A snapshot that cannot be read leaves the server as it was.
func (s *Server) Restore(r io.Reader) error {
	k, err := readKept(r)
	if err != nil {
		return err
	}
	return s.give(k, func(unique string) ([]byte, error) {
		content, ok := k.Contents[unique]
		if !ok {
			return nil, errors.New("its content is missing")
		}
		return content, nil
	})
}

func readKept(r io.Reader) (kept, error) {
	data, err := io.ReadAll(r)
	if err != nil {
		return kept{}, fmt.Errorf("read snapshot: %w", err)
	}
	var head keptHead
	if err := json.Unmarshal(data, &head); err != nil {
		return kept{}, fmt.Errorf("this is no snapshot of telegramtest: %w", err)
	}
	switch {
	case head.Format != keptFormat:
		return kept{}, errors.New("this is no snapshot of telegramtest")
	case head.Version != keptVersion:
		return kept{}, fmt.Errorf("the snapshot is of version %d; version %d can be read", head.Version, keptVersion)
	}
	var k kept
	if err := json.Unmarshal(data, &k); err != nil {
		return kept{}, fmt.Errorf("the snapshot is damaged: %w", err)
	}
	return k, nil
}
