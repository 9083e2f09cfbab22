// Package audit knows what an accountable line is and how lines are chained:
// each carries the hash of the line before, so that a change to any of them
// shows.
package audit

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
)

// Action names what somebody did or tried to do.
type Action string

// The audited actions.
const (
	LinkMade          Action = "link.made"
	LinkRemoved       Action = "link.removed"
	LinkFailed        Action = "link.failed"
	LinkCodeIssued    Action = "link.code_issued"
	BranchRead        Action = "branch.read"
	BranchStarted     Action = "branch.started"
	BranchDone        Action = "branch.done"
	BranchReturned    Action = "branch.returned"
	BranchCompleted   Action = "branch.completed" // done by itself, its children being done
	BranchArchived    Action = "branch.archived"
	BranchCancelled   Action = "branch.cancelled" // taken back unread
	BranchSettled     Action = "branch.settled"   // returned or taken back, and sent elsewhere or taken over
	BranchNudged      Action = "branch.nudged"
	BranchReopened    Action = "branch.reopened"  // by itself: nothing of what was sent on is left
	DispositionSent   Action = "disposition.sent" // Facts: disposition, to, copies
	LetterRegistered  Action = "letter.registered"
	LetterCompleted   Action = "letter.completed"
	RequestSent       Action = "request.sent"
	VerdictGiven      Action = "request.verdict"    // Facts: choice, step, stage
	VerdictTakenBack  Action = "request.taken_back" // within the undo time
	VerdictSettled    Action = "request.settled"    // it can no longer be taken back, and takes effect
	RequestEnded      Action = "request.ended"      // Facts: state; the actor where somebody ended it
	RequestChanged    Action = "request.changed"    // the applicant accepted other days
	RequestEscalated  Action = "request.escalated"
	RequestNudged     Action = "request.nudged"
	LeaveCorrected    Action = "leave.corrected"  // Facts: year, days
	ActingAppointed   Action = "acting.appointed" // Facts: position, deputy, as, from, until
	ActingEnded       Action = "acting.ended"     // early
	ApelScheduled     Action = "apel.scheduled"   // a rule or a single event was made or changed
	ApelChanged       Action = "apel.changed"     // an occurrence was changed or called off
	ApelOpened        Action = "apel.opened"      // an officer shows the code
	ApelPresent       Action = "apel.present"     // Facts: status, way
	ApelCodeWrong     Action = "apel.code_wrong"  // Facts: left
	ApelExcused       Action = "apel.excused"     // somebody gave an excuse
	ApelConsented     Action = "apel.consented"   // Facts: consent
	ApelSettled       Action = "apel.settled"     // the figures of an event are made
	ApelCorrected     Action = "apel.corrected"   // Facts: employee, from, to
	ApelMonthClosed   Action = "apel.month_closed"
	AnnounceSent      Action = "announce.sent" // Facts: people, urgent
	AnnounceStopped   Action = "announce.stopped"
	AnnounceResumed   Action = "announce.resumed"
	AnnounceEdited    Action = "announce.edited"
	AnnounceWithdrawn Action = "announce.withdrawn"
	DayAdded          Action = "calendar.day_added" // Facts: date, kind
	DayChanged        Action = "calendar.day_changed"
	DayRemoved        Action = "calendar.day_removed"
	DayIgnored        Action = "calendar.day_ignored" // a computed day is not proposed any more
	HoursAdded        Action = "calendar.hours_added" // Facts: from, until
	HoursRemoved      Action = "calendar.hours_removed"
	ActionRefused     Action = "action.refused"
	OfficeImported    Action = "office.imported"
	UpdateDeadLetter  Action = "update.dead_letter"
)

// Entry is one line before it is chained. Facts carry ids and states, never
// content, phone numbers or NIPs.
type Entry struct {
	At       time.Time
	Actor    staff.EmployeeID // 0: the program itself, or a stranger
	Account  staff.AccountID
	Position staff.PositionID
	Capacity staff.Capacity
	Action   Action
	Subject  notify.Subject
	Facts    map[string]string
}

// By fills in who acted, and in which position as what.
func (e Entry) By(a staff.Actor, h staff.Holding) Entry {
	e.Actor, e.Account = a.ID, a.Account
	e.Position, e.Capacity = h.ID, h.Capacity
	return e
}

// Line is a chained entry.
type Line struct {
	Seq      int64
	Entry    Entry
	Previous string // hex, 64 digits; 64 zeros before the first line
	Hash     string
}

// Genesis is the hash before the first line.
const Genesis = "0000000000000000000000000000000000000000000000000000000000000000"

// Seal chains an entry behind the line with the hash previous.
func Seal(seq int64, previous string, e Entry) (Line, error) {
	e.At = e.At.UTC().Truncate(time.Microsecond) // what PostgreSQL keeps
	sum, err := digest(seq, previous, e)
	if err != nil {
		return Line{}, err
	}
	return Line{Seq: seq, Entry: e, Previous: previous, Hash: sum}, nil
}

// digest hashes an unambiguous rendering of a line: JSON with fixed fields in
// a fixed order; encoding/json sorts the keys of Facts. No facts are the same
// as an empty map of them: a database gives back either.
func digest(seq int64, previous string, e Entry) (string, error) {
	rendered, err := Render(e)
	if err != nil {
		return "", fmt.Errorf("render audit line %d: %w", seq, err)
	}
	sum := sha256.Sum256(fmt.Appendf(nil, "[%d,%q,%s", seq, previous, rendered))
	return hex.EncodeToString(sum[:]), nil
}

// Render is what is hashed of an entry: the rest of a JSON list that begins
// with the line's number and the hash of the line before. So whoever has the
// end of the chain can seal the entry without knowing what it says.
func Render(e Entry) (string, error) {
	if len(e.Facts) == 0 {
		e.Facts = nil
	}
	list, err := json.Marshal([]any{
		e.At.UTC().Format(time.RFC3339Nano), e.Actor, e.Account, e.Position,
		e.Capacity, e.Action, e.Subject.Kind, e.Subject.ID, e.Facts,
	})
	if err != nil {
		return "", err
	}
	return string(list[1:]), nil
}

// ErrBroken is wrapped by every BrokenError.
var ErrBroken = errors.New("audit chain is broken")

// BrokenError names the first line that does not fit.
type BrokenError struct {
	Seq    int64
	Reason string
}

func (e *BrokenError) Error() string { return fmt.Sprintf("audit line %d: %s", e.Seq, e.Reason) }

// Unwrap makes errors.Is(err, ErrBroken) true.
func (e *BrokenError) Unwrap() error { return ErrBroken }

// Verifier checks lines in order of their numbers, one at a time, so that a
// log of any length fits into memory. Its zero value stands before line 1.
//
// A line that was changed and then sealed anew shows in the line after it. So
// a chain by itself cannot show what was done to its end: compare Lines with a
// number and hash that were noted elsewhere.
type Verifier struct {
	seq  int64
	hash string
}

// Check proves that the line follows the one before it.
func (v *Verifier) Check(l Line) error {
	if v.seq == 0 {
		v.hash = Genesis
	}
	if l.Seq <= v.seq {
		return &BrokenError{Seq: l.Seq, Reason: fmt.Sprintf("comes again after line %d", v.seq)}
	}
	if l.Seq != v.seq+1 {
		return &BrokenError{Seq: v.seq + 1, Reason: fmt.Sprintf("missing: line %d follows line %d", l.Seq, v.seq)}
	}
	if l.Previous != v.hash {
		return &BrokenError{Seq: l.Seq, Reason: "does not carry the hash of the line before"}
	}
	sum, err := digest(l.Seq, l.Previous, l.Entry)
	if err != nil {
		return err
	}
	if sum != l.Hash {
		return &BrokenError{Seq: l.Seq, Reason: "was changed after it was written"}
	}
	v.seq, v.hash = l.Seq, l.Hash
	return nil
}

// Lines returns how many lines have been proved, and the hash of the last.
func (v *Verifier) Lines() (int64, string) { return v.seq, v.hash }
