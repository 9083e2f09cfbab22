// Package upload takes the files that people send: fetched, checked by what
// is in them, kept once.
package upload

import (
	"context"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/document"
)

// Files fetches what people send and keeps it.
type Files interface {
	// Download returns the content of a file that somebody has sent.
	Download(ctx context.Context, f bot.File) ([]byte, error)
	// KeepFile stores a checked file once.
	KeepFile(ctx context.Context, c document.Content) error
}

// Keep makes the Keep of a bot.FilesField: it takes a file only if its
// content is what the office takes.
func Keep(files Files) func(context.Context, *bot.Request, bot.File) (document.File, error) {
	return func(ctx context.Context, _ *bot.Request, sent bot.File) (document.File, error) {
		content, err := files.Download(ctx, sent)
		if err != nil {
			return document.File{}, err
		}
		checked, err := document.Check(sent.Name, content)
		if err != nil {
			return document.File{}, err
		}
		return checked.File, files.KeepFile(ctx, checked)
	}
}
