package upload_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/document"
	"github.com/gelis-bali/gelis/handlers/upload"
)

// shelf hands out one content, and keeps what it is given.
type shelf struct {
	sent []byte
	kept map[document.ID][]byte
}

func (s *shelf) Download(context.Context, bot.File) ([]byte, error) { return s.sent, nil }

func (s *shelf) KeepFile(_ context.Context, c document.Content) error {
	s.kept[c.ID] = c.Bytes
	return nil
}

func TestOnlyWhatTheOfficeTakesIsKept(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name    string
		file    bot.File
		content string
		want    error
	}{
		{"a whole PDF", bot.File{Name: "hasil.pdf"}, "%PDF-1.4\n%%EOF", nil},
		{"is too large", bot.File{Name: "hasil.pdf"}, strings.Repeat("x", document.MaxBytes+1), document.ErrTooLarge},
		{"is empty", bot.File{Name: "hasil.pdf"}, "", document.ErrEmpty},
		{"is a program", bot.File{Name: "foto.jpg", MIME: "image/jpeg"}, "MZ\x90\x00", document.ErrKind},
		{"is a cut PDF", bot.File{Name: "hasil.pdf"}, "%PDF-1.4\n", document.ErrKind},
	} {
		s := &shelf{sent: []byte(c.content), kept: map[document.ID][]byte{}}
		file, err := upload.Keep(s)(t.Context(), &bot.Request{}, c.file)
		if !errors.Is(err, c.want) {
			t.Errorf("a file that %s: %v, want %v", c.name, err, c.want)
		}
		if _, kept := s.kept[file.ID]; kept != (c.want == nil) {
			t.Errorf("a file that %s: kept is %v", c.name, kept)
		}
	}
}
