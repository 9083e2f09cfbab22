package request

import (
	"context"
	"errors"
	"time"

	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/document"
	"github.com/gelis-bali/gelis/domain/leave"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
)

// Errors of the store.
var (
	// ErrNoSuchRequest: there is no request of that number.
	ErrNoSuchRequest = errors.New("no such request")
	// ErrOverlap: somebody whom the request is about has another one at that time.
	ErrOverlap = errors.New("another request takes the same time")
)

// Decision is what an act on a request brings about beside the request
// itself; the store saves all of it in one transaction.
type Decision struct {
	Audit    []audit.Entry
	Messages []notify.Message
	// Cancel is the approved request that ends with this one's approval.
	Cancel ID
}

// Books are what is written about one employee's leave: what was entered by
// the personnel office, and what requests that occupy or were postponed took.
type Books struct {
	Employee  staff.Employee
	Entries   []leave.Entry
	Charges   []leave.Charge // of annual leave that is open or approved
	Postponed []leave.Charge // of annual leave that was postponed
	LongYears []int          // years in which long leave was taken
	Absences  []Absence      // the employee's own, open or approved, from two years back on
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
	// ID is the number that the request will have, for its messages and audit
	// lines; 0 where nothing is saved.
	ID        ID
	Applicant Applicant
	Books     Books
	Rules     []Rule // by priority
	Line      Line   // of the applicant and of the rules' named positions
	// Others are absences of the people beside the applicant.
	Others []Absence
	// Original is the request that a cancellation is about.
	Original *Request
}

// Case is a request with the line of its positions, as of now.
type Case struct {
	*Request
	Line Line
	// Books of the applicant and Others, the absences of the other people, are
	// what a proposal and its answer are judged by. Only UpdateRequest fills
	// them in, under its locks; this request's own charges and absences are
	// left out.
	Books  Books
	Others []Absence
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
	// UpdateRequest locks a request, lets decide change it, and saves it with
	// charges, absences, audit lines, messages, a job for its WakeAt and
	// redraws of its cards in one transaction. A once that is not empty makes
	// the change happen once for ever.
	UpdateRequest(ctx context.Context, id ID, once string, decide func(Case) (Decision, error)) (Case, error)
	Lists
}

// Lists are what is looked at in pages and figures.
type Lists interface {
	// Mine pages through what an employee asked for, the newest first, open ones before ended ones.
	Mine(ctx context.Context, employee staff.EmployeeID, offset, limit int) (Page, error)
	// WaitingFor pages through what waits for a verdict of the actor now, the
	// longest waiting first: at positions held, at vacant ones below them, at
	// positions whose only holder is the applicant, and escalated ones.
	WaitingFor(ctx context.Context, by staff.Actor, now time.Time, offset, limit int) (Page, error)
	CountWaitingFor(ctx context.Context, by staff.Actor, now time.Time) (int, error)
	// Away lists absences in a period of staff of units, by day and name.
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
