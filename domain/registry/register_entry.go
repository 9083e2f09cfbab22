package registry

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/document"
	"github.com/gelis-bali/gelis/domain/staff"
)

// What fits into an entry, in characters. Numbers of letters with 100 characters and more are
// real.
const (
	MaxNumber         = 200
	MaxSender         = 200
	MaxSubject        = 500
	MaxSummary        = 1000
	MaxClassification = 30
	MaxFiles          = 10
)

// Entry is what a clerk enters of a letter that came in. The agenda number and
// the day of receipt are the program's.
//
// Of a letter that stays in the office only date, speed and secrecy are
// entered: the rest stands in the agenda on paper, under the same number.
type Entry struct {
	Unit           staff.UnitID
	Number         string
	Date           calendar.Date // of the letter
	Sender         string
	Subject        string
	Summary        string // optional
	Classification string // optional
	Speed          disposition.Speed
	Secrecy        disposition.Secrecy
	Files          []document.File
	First          staff.PositionID // to which it is passed on
	Deadline       calendar.Date    // zero: by the speed
}

// Check says what is missing or wrong in an entry made today.
func (e Entry) Check(today calendar.Date) error {
	e = e.tidy()
	switch {
	case !knownSpeed(e.Speed) || !knownSecrecy(e.Secrecy) || e.Date.IsZero():
		return ErrMissing
	case e.Date.After(today):
		return ErrFuture
	case !e.Deadline.IsZero() && e.Deadline.Before(today):
		return disposition.ErrDeadlinePast
	case e.Secrecy.StaysInOffice():
		return e.checkBare()
	case len(e.Files) > MaxFiles:
		return ErrTooManyFiles
	}
	return e.checkTexts()
}

// checkBare sees that nothing of a letter that stays in the office is entered
// but what the agenda needs.
func (e Entry) checkBare() error {
	if e.Number+e.Sender+e.Subject+e.Summary+e.Classification != "" || len(e.Files) > 0 {
		return disposition.ErrSecretInOffice
	}
	return nil
}

func (e Entry) checkTexts() error {
	for _, text := range []struct {
		is       string
		limit    int
		optional bool
	}{
		{e.Number, MaxNumber, false},
		{e.Sender, MaxSender, false},
		{e.Subject, MaxSubject, false},
		{e.Summary, MaxSummary, true},
		{e.Classification, MaxClassification, true},
	} {
		if err := CheckText(text.is, text.limit, text.optional); err != nil {
			return err
		}
	}
	return nil
}

// CheckText says whether a text will do for a field of that many characters.
// Space around it and more than one between words do not count.
func CheckText(text string, limit int, optional bool) error {
	text = spaced(text)
	if n := utf8.RuneCountInString(text); n > limit {
		return &disposition.TooLongError{Length: n, Limit: limit}
	}
	if !optional && !legible(text) {
		return ErrMissing
	}
	return nil
}

// tidy makes every text one line with single spaces, as it stands in an agenda,
// and takes a file that was sent twice once.
func (e Entry) tidy() Entry {
	for _, text := range []*string{&e.Number, &e.Sender, &e.Subject, &e.Summary, &e.Classification} {
		*text = spaced(*text)
	}
	var once []document.File
	seen := map[document.ID]bool{}
	for _, f := range e.Files {
		if !seen[f.ID] {
			once = append(once, f)
		}
		seen[f.ID] = true
	}
	e.Files = once
	return e
}

func spaced(text string) string { return strings.Join(strings.Fields(text), " ") }

// legible reports whether there is anything to read in a text.
func legible(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool { return unicode.IsGraphic(r) && !unicode.IsSpace(r) })
}

func knownSpeed(s disposition.Speed) bool {
	switch s {
	case disposition.Ordinary, disposition.Urgent, disposition.VeryUrgent:
		return true
	}
	return false
}

func knownSecrecy(s disposition.Secrecy) bool {
	switch s {
	case disposition.Open, disposition.Restricted, disposition.Secret, disposition.TopSecret:
		return true
	}
	return false
}
