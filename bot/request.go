package bot

import (
	"context"
	"time"

	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
)

// Request is one update of a private chat, as a handler sees it.
type Request struct {
	Update  int64
	At      time.Time // when it is being handled
	Account staff.AccountID
	Actor   staff.Actor // zero for a stranger
	Message int         // id of the message sent, or of the one whose button was tapped

	// What the person did; only what fits is set.
	Text     string
	Command  string // without slash and bot name, lower case
	Argument string // what stood behind the command
	Action   string // a button's action
	Args     []string
	Draft    string // id of the draft that a form is filled in for
	Shown    string // what the open question of a form shows, as the last Answer.Show said
	Was      string // what the open question of a form was answered with before it was asked anew
	File     *File
	Contact  *Contact
	Place    *Place
	Content  *Content // of a message: all of it, as it was written
	// Forwarded: somebody wrote it first, perhaps somebody else; or another bot did.
	Forwarded bool

	tap   bool   // a button was tapped; data is what it carried
	data  string // as it came: anybody can send anything
	group bool   // the button stands in a group
	left  bool   // the account belongs to somebody who has left
	words Words  // reads what was typed; the forms set it
}

// Tap reports whether the person tapped a button.
func (r *Request) Tap() bool { return r.tap || r.Action != "" }

// File is a file that a person sent; its content is still with Telegram.
type File struct {
	ID   string // for Download
	Name string
	MIME string // as claimed
	Size int64  // as claimed
}

// Content is a message as it can be sent on: everything in it that the office
// takes.
type Content struct {
	HTML  string // text or caption with its formatting, as Telegram reads it
	Files []File
	Album string // the same for all parts of an album, which come one by one
	Other bool   // there is something in it that cannot be taken: a voice, a video, a sticker
}

// Place is where the person's phone says that it is, or a point that was
// picked on a map: only a live location is what the phone itself tells.
type Place struct {
	Latitude, Longitude float64
	Accuracy            float64 // radius of uncertainty in metres; 0: not said
	Live                bool    // goes on being told for a while
	Forwarded           bool    // somebody sent it on: it need not be theirs
	// Moved: a live location that was shared before is somewhere else now.
	// Nobody waits for an answer to that: refusals are not shown.
	Moved bool
}

// Contact is a shared contact card.
type Contact struct {
	Own   bool // the sender's own card: contact.user_id == from.id
	Phone string
}

// Handler deals with one request. Errors are returned untouched: one table
// words them.
type Handler func(ctx context.Context, r *Request) (Reply, error)

// Middleware wraps a handler.
type Middleware func(Handler) Handler

// NoticeHandler renders a notice from the current state of its subject for
// the employee who is to read it; notify.ErrObsolete when it has lost its point.
type NoticeHandler func(ctx context.Context, to staff.Actor, n notify.Notice) (Reply, error)

// CardHandler draws the card of a subject from its current state for the
// employee on whose phone it is.
type CardHandler func(ctx context.Context, to staff.Actor, s notify.Subject) (Reply, error)
