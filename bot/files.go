package bot

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"

	telegram "github.com/go-telegram/bot"

	"github.com/gelis-bali/gelis/domain/document"
)

// Download fetches a file that a person sent. Errors with a wording:
// *document.TooLargeError, ErrFileGone.
func (c *Client) Download(ctx context.Context, f File) ([]byte, error) {
	if f.Size > document.MaxBytes {
		return nil, &document.TooLargeError{Size: f.Size}
	}
	ctx, cancel := context.WithTimeout(ctx, fileTimeout)
	defer cancel()
	info, err := c.api.GetFile(ctx, &telegram.GetFileParams{FileID: f.ID})
	if err != nil {
		return nil, fileError(f, callError(err))
	}
	if info.FileSize > document.MaxBytes {
		return nil, &document.TooLargeError{Size: info.FileSize}
	}
	return c.fetch(ctx, info.FilePath)
}

// fileError words what Telegram says of a file: that it hands out only what
// is not too big, and not for ever.
func fileError(f File, err error) error {
	var call *CallError
	if !errors.As(err, &call) || call.Code != http.StatusBadRequest {
		return err
	}
	if strings.HasPrefix(call.Description, "Bad Request: file is too big") {
		return &document.TooLargeError{Size: max(f.Size, document.MaxBytes+1)}
	}
	return fmt.Errorf("%w: %w", ErrFileGone, err)
}

// fetch reads a file, and not one byte more than is allowed.
func (c *Client) fetch(ctx context.Context, at string) ([]byte, error) {
	const method = "download"
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, c.files+at, http.NoBody)
	if err != nil {
		return nil, &CallError{Method: method, fate: missed, Cause: c.transport.redact(err)}
	}
	resp, err := c.transport.http.Do(req)
	if err != nil {
		return nil, &CallError{Method: method, fate: missed, Cause: c.transport.redact(err)}
	}
	defer resp.Body.Close()
	switch {
	case resp.StatusCode == http.StatusNotFound:
		return nil, fmt.Errorf("%w: %w", ErrFileGone, &CallError{Method: method, Code: resp.StatusCode, Description: "Not Found", fate: refused})
	case resp.StatusCode != http.StatusOK:
		return nil, &CallError{
			Method: method, Code: resp.StatusCode, fate: missed, Cause: fmt.Errorf("status %d", resp.StatusCode), // reading again harms nobody
		}
	}
	content, err := io.ReadAll(io.LimitReader(resp.Body, document.MaxBytes+1))
	if err != nil {
		return nil, &CallError{Method: method, fate: missed, Cause: c.transport.redact(err)}
	}
	if len(content) > document.MaxBytes {
		return nil, &document.TooLargeError{Size: int64(len(content))}
	}
	return content, nil
}
