package disposition

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/gelis-bali/gelis/domain/document"
)

// Limits of what a recipient writes.
const (
	MaxReport      = 3000 // characters
	MaxReason      = 500
	MaxReportFiles = 5
)

// Report is a follow-up report (laporan tindak lanjut).
type Report struct {
	Text  string
	Files []document.File
}

// CheckReason says whether a text will do as the reason of a return. Space
// around it does not count.
func CheckReason(reason string) error {
	if !legible(reason) {
		return ErrReasonMissing
	}
	return checkLength(reason, MaxReason)
}

// CheckReportText says whether a text will do as a report. Space around it
// does not count.
func CheckReportText(text string) error {
	if !legible(text) {
		return ErrReportMissing
	}
	return checkLength(text, MaxReport)
}

// legible reports whether there is anything to read in a text: spaces, control
// characters and invisible marks are nothing.
func legible(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool { return unicode.IsGraphic(r) && !unicode.IsSpace(r) })
}

func checkLength(text string, limit int) error {
	if n := utf8.RuneCountInString(strings.TrimSpace(text)); n > limit {
		return &TooLongError{Length: n, Limit: limit}
	}
	return nil
}

func (d *Dossier) checkReport(r Report) error {
	if d.Letter.Secrecy.StaysInOffice() {
		if r.Text != "" || len(r.Files) > 0 {
			return ErrSecretInOffice
		}
		return nil
	}
	if len(r.Files) > MaxReportFiles {
		return ErrTooManyFiles
	}
	return CheckReportText(r.Text)
}

// eachOnce drops a file that was sent twice: a file is known by its content.
func eachOnce(files []document.File) []document.File {
	var once []document.File
	seen := map[document.ID]bool{}
	for _, f := range files {
		if !seen[f.ID] {
			seen[f.ID] = true
			once = append(once, f)
		}
	}
	return once
}
