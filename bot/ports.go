package bot

import (
	"context"
	"time"

	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/document"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
)

// Identities tells who an account belongs to today.
type Identities interface {
	// Identify returns staff.ErrUnknownAccount for a stranger and
	// staff.ErrInactive for somebody who has left.
	Identify(ctx context.Context, account staff.AccountID) (staff.Actor, error)
}

// Reachability keeps in mind whether a person has blocked the bot.
type Reachability interface {
	SetReachable(ctx context.Context, account staff.AccountID, reachable bool) error
}

// Sessions keep one record for each person, replaced by compare-and-set.
type Sessions interface {
	// LoadSession returns the record and its version, nil and 0 when there is none.
	LoadSession(ctx context.Context, person staff.AccountID) (record []byte, version int64, err error)
	// SwapSession replaces the record for keep long if it still has the
	// version (0: there is none); ok is false when it has another one.
	SwapSession(ctx context.Context, person staff.AccountID, version int64, record []byte, keep time.Duration) (ok bool, err error)
}

// Throttle counts what a person sends.
type Throttle interface {
	// Allow reports whether the person may go on with an update, and if not,
	// whether this is the first refusal in a row (only that one is answered).
	// An update that was let through goes on when it comes again.
	Allow(ctx context.Context, person staff.AccountID, update int64) (ok, first bool, err error)
}

// Cards remember which messages show a subject.
type Cards interface {
	// RememberCard records a card; stale is true when the subject has moved on meanwhile.
	RememberCard(ctx context.Context, c notify.Card) (stale bool, err error)
	ForgetCard(ctx context.Context, account staff.AccountID, message int) error
	// StaleCards lists the cards of a subject whose version is behind.
	StaleCards(ctx context.Context, s notify.Subject) ([]notify.Card, error)
}

// DeadLetters keep updates that could not be handled.
type DeadLetters interface {
	AddDeadLetter(ctx context.Context, update int64, account staff.AccountID, body []byte, cause string) error
}

// Inbox keeps updates in place of Telegram, which hands out a hundred at once
// and no more: one that takes long must not hide what is behind it.
type Inbox interface {
	// SetUpdateAside keeps an update; keeping it twice is keeping it once.
	SetUpdateAside(ctx context.Context, update int64, body []byte) error
	// DropUpdate forgets an update that has been handled.
	DropUpdate(ctx context.Context, update int64, body []byte) error
	// UpdatesSetAside returns what is kept, in the order in which it came.
	UpdatesSetAside(ctx context.Context) ([][]byte, error)
}

// Notices are the stored messages that must arrive.
type Notices interface {
	// NoticeChat tells whom a notice is for, that is still to be sent: 0 when
	// there is nobody to send it to, or nothing to send.
	NoticeChat(ctx context.Context, id notify.NoticeID) (staff.AccountID, notify.Class, error)
	// ClaimNotice takes a notice for one attempt, which nobody else makes for
	// the time of the lease. ok is false when there is nothing to do now: it
	// is finished (wait 0), or somebody else is at it or it is not due yet
	// (wait tells when to ask again).
	ClaimNotice(ctx context.Context, id notify.NoticeID, lease time.Duration) (n notify.Notice, ok bool, wait time.Duration, err error)
	// FinishNotice records the outcome, and the card if the message is one.
	// With Delivery.Retry the notice stays open and is due again after it,
	// whatever the outcome was; without, it is finished for good. Gone marks
	// the account unreachable, Moved gives it its new number.
	FinishNotice(ctx context.Context, id notify.NoticeID, o Delivery) error
}

// Delivery is what became of one attempt to deliver a notice.
type Delivery = notify.Delivery

// Uploads remember which file Telegram has under which id.
type Uploads interface {
	TelegramFile(ctx context.Context, id document.ID) (fileID string, err error) // "" when unknown
	RememberTelegramFile(ctx context.Context, id document.ID, fileID string) error
}

// Auditor writes a line that belongs to no change: a refusal.
type Auditor interface {
	RecordAudit(ctx context.Context, e audit.Entry) error
}

// Meter counts what happens at the edge.
type Meter interface {
	// UpdateFinished: result is handled, retried (handled, but not at the
	// first try) or dead_letter.
	UpdateFinished(result string, took time.Duration)
	NoticeAttempted(o notify.Outcome)
	// NoticeUncertain: the fate of an earlier attempt is unknown.
	NoticeUncertain(c notify.Class)
	// Polled: Telegram answered a getUpdates.
	Polled(at time.Time)
	// ReplyFailed: an answer to a person was not shown.
	ReplyFailed(o notify.Outcome)
}

// Copies are those of what goes to many: one for each recipient. The record is
// the truth; what was claimed and never finished may have been sent.
type Copies interface {
	// ClaimCopies marks up to n copies as being dealt with, for the lease: only
	// those that are due, of issues that are running; also those to be edited
	// or withdrawn.
	ClaimCopies(ctx context.Context, n int, lease time.Duration) ([]Copy, error)
	// FinishCopies records what became of copies. Later and Moved are due again
	// after Retry, everything else is over: Unknown is never sent again.
	FinishCopies(ctx context.Context, done []CopyDone) error
}

// BulkPace is the pace of what goes to many.
type BulkPace interface {
	Pace
	// TakeBulk waits until at least one more message may go out, and takes the
	// places of as many as may go out at this moment, at most n.
	TakeBulk(ctx context.Context, n int) (int, error)
	// TakeChat takes the place of a chat, if it is free.
	TakeChat(ctx context.Context, chat staff.AccountID) (bool, error)
}

// Pace makes callers wait until Telegram's limits let a message out.
type Pace interface {
	Wait(ctx context.Context, chat staff.AccountID, bulk bool) error
	// Pause stops all sending for a while, in every replica: Telegram said 429.
	Pause(ctx context.Context, d time.Duration) error
}
