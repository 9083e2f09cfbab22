// Package bot is the edge to Telegram: it receives updates and confirms them
// once they are handled, keeps one person's updates in order, routes them to
// conversations, leads people through forms, and sends what must arrive at
// the pace that Telegram allows. It is the only package that knows Telegram.
package bot

import (
	"context"

	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/document"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
)

// Phrase is something to be said: the name of a template, and in its fields
// the facts that the template words. Package text holds the phrases.
type Phrase interface{ Phrase() string }

// Words turns phrases and errors into what people read.
type Words interface {
	// Render words a phrase as Telegram HTML.
	Render(p Phrase) (string, error)
	// Wording finds the phrase for an error. Without one the person sees an
	// incident code and the log has the error.
	Wording(err error) (Phrase, bool)
	// ReadDays reads a day, or two days and what is between, as people write
	// them; of a single day both are the same.
	ReadDays(text string, today calendar.Date) (first, last calendar.Date, ok bool)
	// ReadHours reads one or two hours of a day in minutes from midnight; of a
	// single one, from is -1.
	ReadHours(text string) (from, to int, ok bool)
}

// StyledWords are Words that can write dates as their reader likes it.
type StyledWords interface {
	// In gives the words for a staff.DateStyle; for one that is unknown, the usual ones.
	In(style string) Words
}

// Reply is what a person is to see. Only this package talks to Telegram, so
// handlers are tested without it.
type Reply struct {
	Text Phrase // nil: say nothing (a toast may be enough)
	// Picture makes the message a photo, with the text as its caption (at most
	// 1,024 UTF-16 units) and the buttons under it. It is sent whole each time.
	Picture     *Attachment
	Buttons     [][]Button
	Keyboard    *Keyboard // the keyboard below the text field
	Edit        bool      // replace the message whose button was tapped, where it can be
	Toast       Phrase    // short answer to a tap
	Alert       bool      // the toast has to be closed by hand
	Protect     bool      // may not be forwarded or saved
	Attachments []Attachment
	Card        *Card  // remember the message as a card of the subject
	Begin       *Begin // start a form; its first question follows the text
	Then        *Reply // another message after this one
	// Unbutton takes the buttons off the message whose button was tapped.
	Unbutton bool
	// Forget: the card behind the tapped message shows the subject no more.
	Forget bool
	// Placed is told the id of the message once it is on the phone; it may be
	// told twice.
	Placed func(ctx context.Context, message int) error

	style staff.DateStyle // of who reads it; the edge alone knows
}

// speaks reports whether there is a message to be sent.
func (r Reply) speaks() bool { return r.Text != nil || r.Picture != nil }

// Button is a button under a message: either an Action with arguments, or a
// URL. What stands in a button is a hint, never an authority.
type Button struct {
	Label  Phrase
	Action string
	Args   []string
	URL    string
	Style  Style
	Draft  string // the form's draft and step; the engine alone writes it
}

// Style is the colour of a button.
type Style string

// The colours that Telegram knows.
const (
	Plain   Style = ""
	Primary Style = "primary"
	Success Style = "success"
	Danger  Style = "danger"
)

// Keyboard is what stands below the text field: a button that shares the own
// telephone number, or nothing any more.
type Keyboard struct {
	RequestContact Phrase
	Remove         bool
}

// Attachment is a file that goes with a reply, after its text. Without an ID
// it is made for this reply alone: it is not remembered, and a picture is
// shown in the chat. What has an ID is a stored file.
type Attachment struct {
	document.File
	// Open reads the content when it is needed: a file that Telegram has
	// already is sent by its id there.
	Open func(ctx context.Context) ([]byte, error)
}

// Made is an attachment that is made when it is sent.
func Made(name, mime string, open func(ctx context.Context) ([]byte, error)) Attachment {
	return Attachment{File: document.File{Name: name, MIME: mime}, Open: open}
}

// Printed is an attachment that was made for this reply already.
func Printed(c document.Content) Attachment {
	return Made(c.Name, c.MIME, func(context.Context) ([]byte, error) { return c.Bytes, nil })
}

// maxPhoto is the largest picture that Telegram shows in a chat: 10 MB.
const maxPhoto = 10 << 20

// shows reports whether the content goes out as a photo: a picture that was
// made for looking at it. A stored one goes out as the file that it is.
func (a Attachment) shows(content []byte) bool {
	return a.ID == "" && (a.MIME == "image/png" || a.MIME == "image/jpeg") && len(content) <= maxPhoto
}

// Card says of which subject, in which version, a message is a card.
type Card = notify.Shown

// Begin starts a form with answers that are known already.
type Begin struct {
	Form    string
	Answers Answers
}
