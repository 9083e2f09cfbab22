package announce

import (
	"context"
	"time"

	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/document"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
)

// Decision is what an act brings about beside the change itself; the store
// saves all of it in one transaction.
type Decision struct {
	Audit    []audit.Entry
	Messages []notify.Message
}

// Store keeps announcements, their issues and copies.
type Store interface {
	Announcements
	Issues
	Occasions
	Readers
}

// Announcements keep what was written.
type Announcements interface {
	// AddAnnouncement saves an announcement with its first issue (none for
	// what only repeats later) in one transaction; a once that was used already
	// returns what became of it the first time. An issue that is due now gets
	// its copies at once (see BeginIssue).
	AddAnnouncement(ctx context.Context, a Announcement, first *Issue, once string, lines []audit.Entry) (Announcement, Issue, error)
	// Announcement loads one, or returns ErrNoSuchAnnouncement.
	Announcement(ctx context.Context, id ID) (Announcement, error)
	// UpdateAnnouncement locks one with its issues, lets change change it (the
	// content: then Version+1, and every sent copy is to be edited; Withdrawn;
	// Ended), and saves it. The cards of its issues are redrawn.
	UpdateAnnouncement(ctx context.Context, id ID, change func(*Announcement, []Issue) (Decision, error)) (Announcement, error)
	// Repeating lists announcements that repeat and have not ended.
	Repeating(ctx context.Context) ([]Announcement, error)
}

// Issues keep the sendings.
type Issues interface {
	// AddIssue adds an issue of an announcement, once for (announcement, due,
	// repeats); added is false if it is there already.
	AddIssue(ctx context.Context, i Issue) (issue Issue, added bool, err error)
	// BeginIssue makes the copies of an issue that is scheduled, for whoever is
	// in the scope now (or has not read the issue that it repeats), and lets it
	// be sent: with the hours that each chose (quiet hours, unless urgent), MUTED
	// for who muted, UNREACHABLE for who has no account. Nothing the second time.
	BeginIssue(ctx context.Context, id IssueID, quiet Quiet) error
	// Issue loads one with its figures, or returns ErrNoSuchIssue.
	Issue(ctx context.Context, id IssueID) (Issue, error)
	// UpdateIssue locks one, lets change change its state, and saves it; its
	// card is redrawn.
	UpdateIssue(ctx context.Context, id IssueID, change func(*Issue, Announcement) (Decision, error)) (Issue, error)
}

// Occasions tell when something is due, and how fast it goes.
type Occasions interface {
	// DueIssues lists scheduled issues that are due by an instant, the oldest first.
	DueIssues(ctx context.Context, by time.Time) ([]Issue, error)
	// ScheduledAfter lists the instants at which issues are due after one, ascending, few.
	ScheduledAfter(ctx context.Context, after time.Time, limit int) ([]time.Time, error)
	// SentSince counts the copies that were sent since an instant.
	SentSince(ctx context.Context, id IssueID, since time.Time) (int, error)
}

// Readers are who got it, and what authors look at.
type Readers interface {
	// MarkRead notes that an employee has read a copy of theirs; first is false
	// the second time. ErrNotYours where the employee has no copy of it.
	MarkRead(ctx context.Context, id IssueID, who staff.EmployeeID, at time.Time) (first bool, err error)
	// Readers pages through the recipients: unread first if unread only, by unit and name.
	Readers(ctx context.Context, id IssueID, unreadOnly bool, offset, limit int) ([]Reader, int, error)
	// Written pages through the announcements of units (by those who may write
	// for them), the newest first, each with its latest issue.
	Written(ctx context.Context, author staff.EmployeeID, units []staff.UnitID, offset, limit int) ([]Progress, int, error)
	// Received pages through what an employee got or muted, the newest first.
	Received(ctx context.Context, who staff.EmployeeID, offset, limit int) ([]Received, int, error)
	Content(ctx context.Context, id document.ID) (document.Content, error)
}

// Received is an announcement as its recipient has it in the list.
type Received struct {
	Issue        IssueID
	Announcement Announcement
	SentAt       time.Time
	ReadAt       time.Time
	State        CopyState
}

// Quiet are the hours outside of which announcements wait, in minutes of the
// office's day.
type Quiet struct {
	From, Until int // may be sent from, until
	Zone        *time.Location
}

// OfficeHours are from 06.00 to 20.00 (domain rule 5).
func OfficeHours(zone *time.Location) Quiet { return Quiet{From: 6 * 60, Until: 20 * 60, Zone: zone} }

// People says who is in a scope.
type People interface {
	CountInScope(ctx context.Context, s staff.Scope) (people, reachable int, err error)
	// Root reports the units that have no unit above them: who covers one of
	// them covers the whole office.
	RootUnits(ctx context.Context) ([]staff.UnitID, error)
	// Members finds those of the ids who belong to the staff of units and of all below them.
	Members(ctx context.Context, units []staff.UnitID, ids []staff.EmployeeID) ([]staff.Member, error)
	UnitsBelow(ctx context.Context, units []staff.UnitID) ([]staff.UnitID, error)
	// Actor is an employee with the positions and roles of today, or
	// staff.ErrNoSuchEmployee, staff.ErrInactive.
	Actor(ctx context.Context, id staff.EmployeeID) (staff.Actor, error)
}

// Auditor writes a line that belongs to no change: a refusal.
type Auditor interface {
	RecordAudit(ctx context.Context, e audit.Entry) error
}
