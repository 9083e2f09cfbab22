// Package registry knows what the registry desk (tata usaha, agendaris) does
// with incoming letters: it gives them their number in the agenda, passes them
// on to the first position, and always sees where they are. What becomes of a
// letter after that is decided in package disposition.
//
// Everything here is pure but for [Desk], which works over ports: no clock, no
// database, no wording.
package registry

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/document"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
)

// Limits of what a clerk enters, in characters. Numbers of letters are long:
// a hundred characters and more are real.
const (
	MaxNumber         = 200
	MaxSender         = 200
	MaxSubject        = 500
	MaxSummary        = 1000
	MaxClassification = 30
	MaxFiles          = 10
)

// Entry is a letter as a clerk enters it. Of one that stays in the office only
// what the agenda needs is entered: date, speed, secrecy, and where it goes.
type Entry struct {
	Unit           staff.UnitID
	Number         string
	Date           calendar.Date // as it stands on the letter
	Sender         string
	Subject        string
	Summary        string
	Classification string
	Speed          disposition.Speed
	Secrecy        disposition.Secrecy
	Files          []document.File
	First          staff.PositionID // to which it goes first
	Deadline       calendar.Date    // zero: by the speed
}

// CheckText says whether a text will do as a part of an entry.
func CheckText(s string, limit int, optional bool) error {
	if !optional && !strings.ContainsFunc(s, func(r rune) bool { return unicode.IsGraphic(r) && !unicode.IsSpace(r) }) {
		return ErrMissing
	}
	if n := utf8.RuneCountInString(strings.TrimSpace(s)); n > limit {
		return &disposition.TooLongError{Length: n, Limit: limit}
	}
	return nil
}

// Check says whether the letter can be registered on a day.
func (e Entry) Check(today calendar.Date) error {
	switch {
	case e.Date.IsZero():
		return ErrMissing
	case e.Date.After(today):
		return ErrFuture
	case !e.Deadline.IsZero() && e.Deadline.Before(today):
		return disposition.ErrDeadlinePast
	case !known(e.Speed, disposition.Ordinary, disposition.Urgent, disposition.VeryUrgent),
		!known(e.Secrecy, disposition.Open, disposition.Restricted, disposition.Secret, disposition.TopSecret):
		return ErrMissing
	case len(e.Files) > MaxFiles:
		return ErrTooManyFiles
	case e.Secrecy.StaysInOffice():
		return e.checkSecret()
	}
	for _, part := range []struct {
		text     string
		limit    int
		optional bool
	}{
		{e.Number, MaxNumber, false},
		{e.Sender, MaxSender, false},
		{e.Subject, MaxSubject, false},
		{e.Summary, MaxSummary, true},
		{e.Classification, MaxClassification, true},
	} {
		if err := CheckText(part.text, part.limit, part.optional); err != nil {
			return err
		}
	}
	return nil
}

func known[T comparable](v T, all ...T) bool {
	return slices.Contains(all, v)
}

// checkSecret refuses whatever stands in a letter that stays in the office
// (design section 8).
func (e Entry) checkSecret() error {
	if e.Number+e.Sender+e.Subject+e.Summary+e.Classification != "" || len(e.Files) > 0 {
		return disposition.ErrSecretInOffice
	}
	return nil
}

// tidy is the entry without space around its texts.
func (e Entry) tidy() Entry {
	e.Number, e.Sender, e.Subject = oneLine(e.Number), oneLine(e.Sender), oneLine(e.Subject)
	e.Summary, e.Classification = strings.TrimSpace(e.Summary), oneLine(e.Classification)
	return e
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// Identifiers are what the store sets aside for a letter before it is made.
type Identifiers struct {
	Letter       disposition.LetterID
	AgendaYear   int
	AgendaNumber int
	disposition.Numbers
}

// Opened is a letter as it is first saved.
type Opened struct {
	Dossier  *disposition.Dossier
	Decision disposition.Decision
}

// open makes the dossier of a letter: registered by a clerk, and passed on to
// its first position.
func (e Entry) open(ids Identifiers, by staff.Actor, first disposition.Seat, received calendar.Date, act disposition.Act) Opened {
	letter := disposition.Letter{
		ID: ids.Letter, UnitID: e.Unit, AgendaYear: ids.AgendaYear, AgendaNumber: ids.AgendaNumber, Number: e.Number,
		Date: e.Date, Received: received, Sender: e.Sender, Subject: e.Subject, Summary: e.Summary, Classification: e.Classification,
		Speed: e.Speed, Secrecy: e.Secrecy, Files: e.Files, Version: 1,
		RegisteredBy: by.ID, RegisteredByName: by.Name, RegisteredAt: act.At,
	}
	routing := disposition.Disposition{
		ID: ids.Disposition, Routing: true, By: by.ID, ByName: by.Name, As: act.As, SentAt: act.At,
	}
	branch := &disposition.Branch{
		ID: ids.Branches[0], Version: 1, Disposition: ids.Disposition, To: first.ID, ToTitle: first.Title, ToUnit: first.UnitName,
		State: disposition.StateSent, Deadline: e.Deadline,
	}
	subject := disposition.SubjectOf(branch.ID)
	return Opened{
		Dossier: &disposition.Dossier{
			Letter: letter, Dispositions: []disposition.Disposition{routing}, Branches: []*disposition.Branch{branch},
		},
		Decision: disposition.Decision{
			Audit: []audit.Entry{
				{At: act.At, Actor: by.ID, Account: by.Account, Action: audit.LetterRegistered, Subject: disposition.SubjectOfLetter(letter.ID)},
				{At: act.At, Actor: by.ID, Account: by.Account, Action: audit.DispositionSent, Subject: subject},
			},
			Messages: []notify.Message{{
				Key: string(notify.DispositionNew) + ":" + subject.String(), To: notify.ToHolders(first.ID, 0),
				Kind: notify.DispositionNew, Class: notify.Ask, Subject: subject,
			}},
		},
	}
}
