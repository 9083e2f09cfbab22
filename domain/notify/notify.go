// Package notify knows what a message to an employee is before anybody has
// worded it: whom it is for, what it tells, by which key it is told only once.
package notify

import (
	"errors"
	"strconv"
	"time"

	"github.com/gelis-bali/gelis/domain/staff"
)

// Subject is the thing a message or a card is about.
type Subject struct {
	Kind SubjectKind
	ID   int64
}

// SubjectKind names a sort of subject.
type SubjectKind string

// The subjects of cards and messages.
const (
	SubjectBranch   SubjectKind = "branch"
	SubjectLetter   SubjectKind = "letter"
	SubjectEmployee SubjectKind = "employee"
	SubjectRequest  SubjectKind = "request"
	SubjectActing   SubjectKind = "acting"
	SubjectApel     SubjectKind = "apel"     // an event
	SubjectPlea     SubjectKind = "plea"     // an excuse at an event, as the superior sees it
	SubjectIssue    SubjectKind = "announce" // an issue of an announcement, as its author sees it
)

// Kind names a sort of message; text has one template for each.
type Kind string

// The kinds of messages.
const (
	DispositionNew       Kind = "disposition.new"       // a disposition waits for you
	DispositionDone      Kind = "disposition.done"      // told to the sender
	DispositionReturned  Kind = "disposition.returned"  // told to the sender
	DispositionNudged    Kind = "disposition.nudged"    // the sender, or somebody above, asks to hurry
	DispositionEscalated Kind = "disposition.escalated" // overdue for days: told to the superior of the sender
	DeadlineNear         Kind = "disposition.near"      // told the working day before
	DeadlineOver         Kind = "disposition.overdue"   // told at most twice
	RequestAsk           Kind = "request.ask"           // a request waits for your verdict
	RequestApproved      Kind = "request.approved"      // told to the applicant and to the people concerned
	RequestRefused       Kind = "request.refused"
	RequestPostponed     Kind = "request.postponed"
	RequestProposed      Kind = "request.proposed"  // other dates are proposed: told to the applicant
	RequestLapsed        Kind = "request.lapsed"    // its day passed before anybody decided
	RequestCancelled     Kind = "request.cancelled" // an approved request ended: told to the applicant and to the people concerned
	RequestEscalated     Kind = "request.escalated" // told to the applicant and to who may decide as well
	RequestNudged        Kind = "request.nudged"    // the applicant asks to hurry
	RequestWithdrawn     Kind = "request.withdrawn" // told to whom it waited for
	LeaveCorrected       Kind = "leave.corrected"   // the personnel office changed the books of the employee
	ActingAppointed      Kind = "acting.appointed"  // told to deputy and holder of the position
	ActingBegins         Kind = "acting.begins"     // on the morning, if it was appointed before
	ActingEnded          Kind = "acting.ended"      // on the morning after, or when it was ended early
	ApelReminder         Kind = "apel.reminder"     // tomorrow, or this morning
	ApelChanged          Kind = "apel.changed"      // told to those who were told before
	ApelCancelled        Kind = "apel.cancelled"
	ApelExcuse           Kind = "apel.excuse"      // an excuse waits for the superior's consent
	ApelConsent          Kind = "apel.consent"     // what the superior said: told to the person
	ApelMayOpen          Kind = "apel.may_open"    // told to the officers: the attendance can be opened
	ApelUnit             Kind = "apel.unit"        // the list of the unit, told to its heads
	ApelAll              Kind = "apel.all"         // the figures of all units, told to the personnel office
	ApelCorrected        Kind = "apel.corrected"   // told to the person
	AnnounceMissed       Kind = "announce.missed"  // it was due while Gelis was away: told to its author
	AnnounceDone         Kind = "announce.done"    // all copies are out: told to its author
	DutyMissed           Kind = "duty.missed"      // told to the administrators
	DecreeMissing        Kind = "calendar.decree"  // a year has no decree of holidays
	Digest               Kind = "digest"           // what waits this morning
	AccountReplaced      Kind = "account.replaced" // told to the account that was replaced
	Resumed              Kind = "resumed"          // Gelis was away, taps may be lost
)

// ToldAtHome lists the kinds whose news the home card tells as well: what
// waits, and how pressing it is. Whoever has just been given the home card
// need not be told them one by one.
func ToldAtHome() []Kind {
	return []Kind{DispositionNew, DispositionNudged, DeadlineNear, DeadlineOver, RequestAsk, RequestEscalated, RequestNudged, Digest, Resumed}
}

// Optional tells what an employee mutes to be spared messages of the kind,
// nothing for those that are told to everybody.
func (k Kind) Optional() staff.Optional {
	return map[Kind]staff.Optional{
		DeadlineNear: staff.DeadlineReminders, DeadlineOver: staff.DeadlineReminders, Digest: staff.MorningDigest,
	}[k]
}

// Class says how a message is treated when it is not known whether it
// arrived, and whether it may be queued behind others.
type Class string

// The classes of messages. An Ask or a Reminder whose fate is unknown is sent
// again; an Announcement is not. Reminders and Announcements go to many at
// once: they are bulk, for the queue and for the pace.
const (
	Ask          Class = "ask"
	Reminder     Class = "reminder"
	Announcement Class = "announcement"
)

// Repeatable reports whether a message of the class is sent again when its
// fate is unknown.
func (c Class) Repeatable() bool { return c != Announcement }

// Bulk reports whether the class has to leave room for the others.
func (c Class) Bulk() bool { return c == Announcement || c == Reminder }

// Recipient is whom a message is for: an employee, whoever holds a position
// or keeps the registry of a unit at the moment the message is stored, or a
// bare account (of somebody who was unlinked). Exactly one of the four is set;
// Except is never told.
type Recipient struct {
	Employee staff.EmployeeID
	Position staff.PositionID
	Account  staff.AccountID
	Clerks   staff.UnitID
	Except   staff.EmployeeID
}

// ToEmployee addresses one employee.
func ToEmployee(id staff.EmployeeID) Recipient { return Recipient{Employee: id} }

// ToHolders addresses everybody who holds the position today, but for the one
// whose act is being told.
func ToHolders(id staff.PositionID, except staff.EmployeeID) Recipient {
	return Recipient{Position: id, Except: except}
}

// ToClerks addresses everybody whose role of clerk covers the unit today, but
// for the one whose act is being told.
func ToClerks(unit staff.UnitID, except staff.EmployeeID) Recipient {
	return Recipient{Clerks: unit, Except: except}
}

// ToAccount addresses a Telegram account whoever it belongs to.
func ToAccount(id staff.AccountID) Recipient { return Recipient{Account: id} }

// Message is facts for somebody, never wording.
type Message struct {
	// Key makes the message unique for ever for each recipient.
	Key       string
	To        Recipient
	Kind      Kind
	Class     Class
	Subject   Subject
	Facts     map[string]string
	NotBefore time.Time // zero: at once
	NotAfter  time.Time // from then on it is not worth telling; zero: always
}

// NoticeID identifies a stored message to one recipient.
type NoticeID int64

// Notice is a stored Message to one recipient, as the sender gets it.
type Notice struct {
	ID       NoticeID
	Key      string
	Employee staff.EmployeeID // 0 when addressed to a bare account
	Account  staff.AccountID  // 0 when the employee has no linked account
	Kind     Kind
	Class    Class
	Subject  Subject
	Facts    map[string]string
	// Uncertain: an earlier attempt began and nobody knows how it ended.
	Uncertain bool
	// Attempt counts from 1.
	Attempt int
}

// Outcome is what became of an attempt to send.
type Outcome string

// The outcomes of an attempt (design section 6).
const (
	Sent     Outcome = "sent"
	Later    Outcome = "later"    // surely not arrived, try again after a pause
	Gone     Outcome = "gone"     // the person cannot be reached until they come back
	Moved    Outcome = "moved"    // the chat has a new id
	Unknown  Outcome = "unknown"  // perhaps arrived
	Defect   Outcome = "defect"   // our own mistake: never retried, counted loudly
	Obsolete Outcome = "obsolete" // no longer worth telling when its turn came
)

// ErrObsolete is returned by a renderer when a notice has lost its point: the
// subject has been decided, or nothing is waiting any more.
var ErrObsolete = errors.New("notice is obsolete")

// Card is a message on somebody's phone that shows a subject with buttons.
type Card struct {
	Subject   Subject
	Account   staff.AccountID
	MessageID int
	Version   int // version of the subject that the card shows
}

// String gives kind and id, as they stand in keys and logs.
func (s Subject) String() string { return string(s.Kind) + ":" + strconv.FormatInt(s.ID, 10) }
