package request

import (
	"context"
	"time"

	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/document"
	"github.com/gelis-bali/gelis/domain/leave"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
)

// Decision is what an act on a request brings about beside the request
// itself; the store saves all of it in one transaction. A decision without
// audit lines changed nothing, and its request has its old Version.
type Decision struct {
	Audit    []audit.Entry
	Messages []notify.Message
	// Cancel is the approved request that ends with this one's approval:
	// Case.Original, changed already (state, end, charges), to be saved too.
	Cancel ID
}

// Books are what is written about one employee's leave: what was entered by
// the personnel office, and what requests that occupy or were postponed took.
// The charges of a request stand in Charges while its state Occupies, and in
// Postponed when its state is Postponed. Requests that Cancel have none.
type Books struct {
	Employee  Applicant     // in the definitive position, or in any
	Since     calendar.Date // first day of service that the office knows; zero: unknown
	Entries   []Booking
	Charges   []leave.Charge
	Postponed []leave.Charge
	LongYears []int           // years in which a long leave began, open or approved
	LongEnds  []calendar.Date // the last days of those
	Absences  []Absence       // the employee's own, open or approved, from two years back on
}

// Booking is an entry as it was made.
type Booking struct {
	leave.Entry
	Reason string // of a correction
	By     string // who made it; empty: an import
	At     time.Time
}

// Absence is a time in which somebody is away, or will be if it is approved.
type Absence struct {
	Request  ID
	Employee staff.EmployeeID
	Name     string
	Unit     staff.UnitID
	UnitName string
	Kind     Kind
	Leave    leave.Type
	Permit   PermitType
	Period   Period
	Hours    Hours
	Approved bool
}

// Facts are what sending a request is judged by, loaded under the lock of the
// people whom it is about.
type Facts struct {
	// ID is what the request will be called: the store takes it from the
	// sequence before it calls send, because messages carry it. 0 in a plan.
	ID        ID
	Applicant Applicant
	Books     Books
	Rules     []Rule         // by priority; none: DefaultRules
	Units     []staff.UnitID // the applicant's unit and all above it, the nearest first
	Line      Line           // of the applicant's position and of the rules' named positions
	// People are those of the ask, as they are now; who is not found is left out.
	People []staff.Employee
	// Others are absences of the people beside the applicant, open or
	// approved, in the weeks of the period.
	Others []Absence
	// Original is the request that a cancellation is about.
	Original *Request
}

// Case is a request with the line of its positions, as of now, and what
// changes of it are judged by.
type Case struct {
	*Request
	// Line has the positions of the steps (also Instead and Escalated), the
	// applicant's, and all above them, with who holds them today.
	Line Line
	// Books of the applicant and Others, the absences of the other people from
	// the beginning of this week on, are what a proposal and its answer are
	// judged by. Only UpdateRequest fills them in, under its locks; this
	// request's own charges, absences and long leave are left out.
	Books  Books
	Others []Absence
	// Original is the request that a cancellation is about, locked like the request.
	Original *Request
}

// Store keeps requests.
type Store interface {
	// Facts loads what an ask of an employee, in the position, is judged by.
	Facts(ctx context.Context, employee staff.EmployeeID, position staff.PositionID, a Ask) (Facts, error)
	// AddRequest locks the people of an ask, loads the facts, lets send make
	// the request, and saves it with its messages in one transaction. A once
	// that was used already returns the request of the first time; send is
	// not called then. An overlap that the database refuses is ErrOverlap.
	AddRequest(ctx context.Context, employee staff.EmployeeID, position staff.PositionID, a Ask, once string,
		send func(Facts) (*Request, Decision, error)) (Case, error)
	// Request loads a request, or returns ErrNoSuchRequest.
	Request(ctx context.Context, id ID) (Case, error)
	// UpdateRequest locks the people of a request and the request (and the
	// original of a cancellation), lets decide change it, and saves it with
	// charges, absences, audit lines, messages, a job for its WakeAt and
	// redraws of its cards in one transaction. A once that is not empty makes
	// the change happen once for ever. ErrNoSuchRequest where there is none;
	// an overlap that the database refuses is ErrOverlap.
	UpdateRequest(ctx context.Context, id ID, once string, decide func(Case) (Decision, error)) (Case, error)
	Shelf
}

// Shelf is what is looked at, and the books of leave.
type Shelf interface {
	Lists
	Ledger
}

// Lists are what is looked at in pages and figures.
type Lists interface {
	// Mine pages through what an employee asked for, the newest first, open ones before ended ones.
	Mine(ctx context.Context, employee staff.EmployeeID, offset, limit int) (Page, error)
	// WaitingFor pages through what waits for a verdict of the actor now, the
	// longest waiting first: at positions held, at vacant ones below them, at
	// positions below them that the applicant holds in any capacity, and
	// escalated ones (see Line.Effective). Never the actor's own requests, and
	// nothing in state Proposed. A step whose verdict is in its undo time does
	// not wait for its author, and still waits for everybody else; so does a
	// step in AnyOf another slot of which has such a verdict.
	WaitingFor(ctx context.Context, by staff.Actor, now time.Time, offset, limit int) (Page, error)
	CountWaitingFor(ctx context.Context, by staff.Actor, now time.Time) (int, error)
	// Away lists absences in a period of staff of units and of all below them, by day and name.
	Away(ctx context.Context, units []staff.UnitID, p Period) ([]Absence, error)
	Content(ctx context.Context, id document.ID) (document.Content, error)
}

// Item is a request in a list.
type Item struct {
	ID        ID
	Kind      Kind
	Leave     leave.Type
	Permit    PermitType
	Cancels   ID
	Applicant string // name
	UnitName  string
	Period    Period
	Hours     Hours
	Days      int
	State     State
	SentAt    time.Time
	At        string    // title of the position that has it now; "" when none has
	Since     time.Time // since when it waits there
}

// Page is a part of a list.
type Page struct {
	Items []Item
	Total int
}

// Ledger keeps the books of leave.
type Ledger interface {
	// Books loads what is written about an employee, or returns staff.ErrNoSuchEmployee.
	Books(ctx context.Context, employee staff.EmployeeID) (Books, error)
	// BooksByNIP does so by NIP.
	BooksByNIP(ctx context.Context, nip staff.NIP) (Books, error)
	// BooksIn loads the books of the active staff of a unit and of those below it, by name.
	BooksIn(ctx context.Context, unit staff.UnitID) ([]Books, error)
	// UpdateBooks locks an employee, lets decide make an entry, and saves it
	// with its audit lines and messages in one transaction; once as ever.
	UpdateBooks(ctx context.Context, nip staff.NIP, once string, decide func(Books) (Booking, Decision, error)) (Books, error)
	// Taken lists the leave of an employee that spends days in a year or is
	// in that year, by first day, whatever became of it but withdrawals.
	Taken(ctx context.Context, employee staff.EmployeeID, year int) ([]Taken, error)
}

// Taken is a leave with what it took from the books.
type Taken struct {
	Item
	Charges []leave.Charge
}
