// Package paper prints what leaves the chat: the official leave form as a
// PDF, tables for the personnel office as XLSX, and a unit's calendar as a
// picture. Like everything a person reads, its words are Indonesian.
package paper

import (
	"crypto/sha256"
	"encoding/hex"

	"github.com/gelis-bali/gelis/domain/document"
)

// Media types of what is printed.
const (
	typePDF  = "application/pdf"
	typeXLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	typePNG  = "image/png"
)

// printed makes a file of a print.
func printed(name, mime string, content []byte) document.Content {
	sum := sha256.Sum256(content)
	return document.Content{
		File:  document.File{ID: document.ID(hex.EncodeToString(sum[:])), Name: name, MIME: mime, Size: len(content)},
		Bytes: content,
	}
}
