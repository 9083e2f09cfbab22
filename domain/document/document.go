// Package document decides which files the office takes: PDF and pictures,
// told by their content and not by their name, of at most 20 MB (the most
// that the Bot API lets a bot download).
package document

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
)

// MaxBytes is the largest file that is taken: 20 MB.
const MaxBytes = 20 << 20

// ID is the SHA-256 of a file's content in hex; a file is stored once.
type ID string

// File is a file's description, without its content.
type File struct {
	ID   ID     `json:"id"`
	Name string `json:"name"`
	MIME string `json:"mime"`
	Size int    `json:"size"`
}

// Content is a file that has been checked.
type Content struct {
	File
	Bytes []byte
}

// Errors about files.
var (
	// ErrEmpty: the file has no content.
	ErrEmpty = errors.New("file is empty")
	// ErrTooLarge is matched by every TooLargeError.
	ErrTooLarge = errors.New("file is too large")
	// ErrKind is matched by every KindError.
	ErrKind = errors.New("file is neither PDF nor picture")
)

// TooLargeError tells how large the file is.
type TooLargeError struct{ Size int64 }

func (e *TooLargeError) Error() string { return fmt.Sprintf("file of %d bytes is too large", e.Size) }

// Is makes errors.Is(err, ErrTooLarge) true.
func (e *TooLargeError) Is(target error) bool { return target == ErrTooLarge }

// KindError tells what the content is instead, as a media type.
type KindError struct {
	MIME string
	// Cut: it would be one of those that are taken, but its end is missing.
	Cut bool
}

func (e *KindError) Error() string {
	if e.Cut {
		return "file of " + e.MIME + " has no end"
	}
	return "file is neither PDF nor picture but " + e.MIME
}

// Is makes errors.Is(err, ErrKind) true.
func (e *KindError) Is(target error) bool { return target == ErrKind }

// extension gives the ending of a media type's file names, if it is taken.
func extension(mime string) (string, bool) {
	switch mime {
	case "application/pdf":
		return ".pdf", true
	case "image/jpeg":
		return ".jpg", true
	case "image/png":
		return ".png", true
	case "image/webp":
		return ".webp", true
	}
	return "", false
}

// Check looks at a file's content and returns it with its id, its true media
// type and a harmless name.
func Check(name string, content []byte) (Content, error) {
	if len(content) == 0 {
		return Content{}, ErrEmpty
	}
	if len(content) > MaxBytes {
		return Content{}, &TooLargeError{Size: int64(len(content))}
	}
	mime := http.DetectContentType(content)
	ext, ok := extension(mime)
	if !ok {
		return Content{}, &KindError{MIME: mime}
	}
	if ext == ".pdf" && !completePDF(content) {
		return Content{}, &KindError{MIME: mime, Cut: true}
	}
	sum := sha256.Sum256(content)
	return Content{
		File: File{
			ID:   ID(hex.EncodeToString(sum[:])),
			Name: CleanName(name, ext),
			MIME: mime,
			Size: len(content),
		},
		Bytes: content,
	}, nil
}

// completePDF reports whether the end of a PDF is there: a cut upload has a
// head and no end marker.
func completePDF(content []byte) bool {
	const tail = 2048
	return bytes.Contains(content[max(0, len(content)-tail):], []byte("%%EOF"))
}
