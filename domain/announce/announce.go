// Package announce knows what is told to many: what an announcement says, for
// whom it is, when it goes out, and what became of each copy.
package announce

import (
	"time"

	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
)

// Identifiers of the records of this package.
type (
	ID      int64
	IssueID int64
	CopyID  int64
)

// Timing says when an announcement goes out: at once, at an instant, or by a
// rule at a minute of the day.
type Timing struct {
	At     time.Time // zero: at once, or by the rule
	Rule   *calendar.Rule
	Minute int // of the day, with a rule
}

// Announcement is what somebody wrote, for whom and when.
type Announcement struct {
	ID         ID
	Version    int // of the content: a change is brought to every copy
	Author     staff.EmployeeID
	AuthorName string
	Position   staff.PositionID // in which the author wrote it
	Title      string           // of the position
	Unit       staff.UnitID     // for which the author may write
	UnitName   string
	Content    Content
	Scope      staff.Scope
	Timing     Timing
	Urgent     bool // goes out at any hour and cannot be muted
	Written    time.Time
	// Ended: a repeating one that does not go out any more.
	Ended     bool
	Withdrawn bool
}

// IssueState is the state of an issue.
type IssueState string

// The states of an issue.
const (
	Scheduled IssueState = "TERJADWAL"
	Sending   IssueState = "DIKIRIM"
	Stopped   IssueState = "DIHENTIKAN" // can go on
	Done      IssueState = "SELESAI"
	Missed    IssueState = "TERLEWAT"   // it was due while nobody sent, for longer than it made sense
	Dropped   IssueState = "DIBATALKAN" // ended before it began
)

// Issue is one sending of an announcement.
type Issue struct {
	ID           IssueID
	Version      int // of what its author sees
	Announcement ID
	Due          time.Time
	State        IssueState
	Repeats      IssueID // to those who have not read that one; 0: an own one
	Begun, Ended time.Time
	Count        Count
}

// SubjectOf is an issue as the subject of the card that its author has.
func SubjectOf(id IssueID) notify.Subject {
	return notify.Subject{Kind: notify.SubjectIssue, ID: int64(id)}
}

// Count is what became of the copies of an issue.
type Count struct {
	People      int
	Waiting     int // still to be sent
	Sent        int
	Unreachable int // no account, or the bot is blocked
	Failed      int
	Unknown     int // perhaps arrived: never sent again
	Muted       int // they find it in their list
	Read        int
	Editing     int // sent ones that still show an older version
	Withdrawn   int
}

// Over reports whether no copy is to be sent any more.
func (c Count) Over() bool { return c.Waiting == 0 }

// CopyState is the state of a copy.
type CopyState string

// The states of a copy.
const (
	CopyWaiting     CopyState = "MENUNGGU"
	CopySending     CopyState = "SEDANG"
	CopySent        CopyState = "TERKIRIM"
	CopyUnreachable CopyState = "TAK_TERJANGKAU"
	CopyFailed      CopyState = "GAGAL"
	CopyUnknown     CopyState = "TAK_PASTI"
	CopyMuted       CopyState = "DIBISUKAN"
	CopyWithdrawn   CopyState = "DITARIK"
)

// Reader is a recipient of an issue.
type Reader struct {
	Who    staff.Member
	State  CopyState
	SentAt time.Time
	ReadAt time.Time
}

// Progress is an issue with the announcement it is of, and how fast it goes.
type Progress struct {
	Announcement Announcement
	Issue        Issue
	PerSecond    float64       // of the last seconds; 0: unknown
	Left         time.Duration // 0: unknown
	Held         time.Time     // quiet hours: nothing goes out before; zero: not held
	May          Rights        // of who looks at it; none in a list
}
