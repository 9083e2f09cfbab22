package bot

import (
	"errors"
	"fmt"
)

// Errors that this package shows to people; text words each of them.
var (
	// ErrUnavailable: a part of the office is away for a moment. What the
	// person sent is kept and handled as soon as it is back.
	ErrUnavailable = errors.New("a part of the office is away")
	// ErrFormsAway: the memory for drafts has been away for too long. What the
	// person sent was not taken; everything but forms works.
	ErrFormsAway = errors.New("forms are away")
	// ErrThrottled: the person sends too much in too short a time.
	ErrThrottled = errors.New("person sends too fast")
	// ErrStaleButton: nobody knows the button any more, or it was forged.
	ErrStaleButton = errors.New("button is unknown")
	// ErrStaleDraft: the button belongs to a form that is over.
	ErrStaleDraft = errors.New("button belongs to another draft")
	// ErrPrivateOnly: the bot speaks in private chats only.
	ErrPrivateOnly = errors.New("only in a private chat")
	// ErrUseButtons: the question is answered with its buttons.
	ErrUseButtons = errors.New("answer is not one of the buttons")
	// ErrTextExpected: the question is answered with a text.
	ErrTextExpected = errors.New("answer is no text")
	// ErrFileExpected: the question is answered with a photo or a PDF.
	ErrFileExpected = errors.New("answer is no file")
	// ErrContactExpected: the question is answered with the own contact.
	ErrContactExpected = errors.New("answer is no contact")
	// ErrDayExpected: the question is answered with a day, or with days.
	ErrDayExpected = errors.New("answer is no day")
	// ErrHoursExpected: the question is answered with hours of a day.
	ErrHoursExpected = errors.New("answer is no hours")
	// ErrNumberExpected: the question is answered with a number.
	ErrNumberExpected = errors.New("answer is no number")
	// ErrPlaceExpected: the question is answered with a location.
	ErrPlaceExpected = errors.New("answer is no location")
	// ErrPlaceForwarded: the location is somebody else's, or from before.
	ErrPlaceForwarded = errors.New("location was forwarded")
	// ErrContentKind: what was sent cannot be sent on: only text, photos and
	// PDF can.
	ErrContentKind = errors.New("message cannot be sent on")
	// ErrFileGone: Telegram does not hand the file out any more.
	ErrFileGone = errors.New("file cannot be fetched from Telegram")
)

// ErrUnauthorized: Telegram does not know the token, or it was revoked. There
// is no point in going on.
var ErrUnauthorized = errors.New("telegram refuses the token")

// ErrNotMine is returned by a handler of [Router.Place] or [Router.Digits] for
// what it has no interest in: it is answered as if nobody had understood it.
var ErrNotMine = errors.New("not for this handler")

// TextTooLongError tells how long a text is, and how long it may be, in
// characters.
type TextTooLongError struct{ Length, Limit int }

func (e *TextTooLongError) Error() string {
	return fmt.Sprintf("text of %d characters is longer than %d", e.Length, e.Limit)
}

// endFormError carries an error that leaves a form no point.
type endFormError struct{ err error }

// EndForm is returned by a field or by Submit when going on with the form has
// no point: the person is shown err, and the form is over.
func EndForm(err error) error { return &endFormError{err} }

func (e *endFormError) Error() string { return "form ends: " + e.err.Error() }

// Unwrap gives the reason.
func (e *endFormError) Unwrap() error { return e.err }

// DefectError is a mistake of our own in something that was to be shown: a
// text or a button that Telegram would refuse. Trying again is useless.
type DefectError struct{ Reason string }

func (e *DefectError) Error() string { return "defect: " + e.Reason }
