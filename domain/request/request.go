// Package request knows how staff ask for leave, permission, duty travel and
// overtime, and how it is decided: which steps a request goes through, who may
// decide at this moment, what a decision brings about, and when a request
// moves on by itself.
//
// Rules: domain section 3 of the office (PP 11/2017, Peraturan BKN 24/2017)
// and SE BKN 1/SE/I/2021 for acting officials.
package request

import (
	"time"

	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/document"
	"github.com/gelis-bali/gelis/domain/leave"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
)

// ID identifies a request.
type ID int64

// Kind is what is asked for.
type Kind string

// The kinds of requests.
const (
	Leave    Kind = "CUTI"
	Permit   Kind = "IZIN"
	Travel   Kind = "DINAS_LUAR"
	Overtime Kind = "LEMBUR"
)

// Kinds lists all kinds, in the order in which they are offered.
func Kinds() []Kind { return []Kind{Leave, Permit, Travel, Overtime} }

// PermitType is a kind of permission.
type PermitType string

// The kinds of permission: come late, leave early, not come in.
const (
	Late   PermitType = "TERLAMBAT"
	Early  PermitType = "PULANG_CEPAT"
	Absent PermitType = "TIDAK_MASUK"
)

// State of a request.
type State string

// The states of a request. Waiting: a step waits for its decider. Proposed: a
// decider proposed other dates, the applicant has to answer. All others are
// ends; an approved one can still be cancelled by a request of its own.
const (
	Waiting   State = "MENUNGGU"
	Proposed  State = "PERUBAHAN"
	Approved  State = "DISETUJUI"
	Refused   State = "DITOLAK"
	Postponed State = "DITANGGUHKAN"
	Withdrawn State = "DITARIK"
	Lapsed    State = "KEDALUWARSA" // its day passed before anybody decided
	Cancelled State = "DIBATALKAN"  // was approved, and a cancellation was approved
)

// Open reports whether somebody still has to act.
func (s State) Open() bool { return s == Waiting || s == Proposed }

// Occupies reports whether days and balance are kept for a request.
func (s State) Occupies() bool { return s.Open() || s == Approved }

// Period is from a day to a day, both included.
type Period struct {
	From, To calendar.Date
}

// Hours are from a minute to a minute of one day, counted from midnight of
// the office's clock; zero: the whole day.
type Hours struct {
	From, To int
}

// Applicant is who asks, in which position, as of the day of sending.
type Applicant struct {
	staff.Employee
	Position staff.PositionID
	Title    string
	Unit     staff.UnitID
	UnitName string
	Echelon  staff.Echelon
}

// Person is somebody else whom a request is about: a follower on a duty
// travel, somebody who works overtime.
type Person struct {
	ID   staff.EmployeeID
	Name string
}

// Trip is what a duty travel needs beside days and reason (SPT, SPPD).
type Trip struct {
	From, To string // places
	Vehicle  string
	Budget   string // budget line; may be empty
}

// Ask is what is asked for, before it is sent.
type Ask struct {
	Kind    Kind
	Leave   leave.Type // of a Leave
	Permit  PermitType // of a Permit
	Period  Period
	Hours   Hours  // of a late or early Permit, and of Overtime
	Reason  string // or the purpose, or the work
	Address string // during leave
	Phone   string // during leave
	Child   int    // of maternity leave: which child it is
	Trip    Trip   // of a Travel
	People  []Person
	Files   []document.File
	// Cancels: the ask is to cancel that approved request; all but Reason
	// and Files comes from it.
	Cancels ID
}

// Request is an ask with its chain and all that became of it. It is the unit
// that is locked, decided on and saved.
type Request struct {
	ID      ID
	Version int // grows with every change
	Ask
	Applicant Applicant
	State     State
	Days      int // working days of a leave, calendar days of the others; of a request as it stands now
	Charges   []leave.Charge
	Steps     []Step // by Ordinal, then Slot
	SentAt    time.Time
	EndedAt   time.Time
	EndReason string    // of a withdrawal or a lapse: nothing; of the others the decider's
	NudgedAt  time.Time // when the applicant last asked the decider to hurry
	WakeAt    time.Time // when the request moves on by itself; zero: never
	// CancelledBy is the open or approved request that cancels this one.
	CancelledBy ID
}

// Stage says what a step is for.
type Stage string

// The stages: a consideration is advice to who decides.
const (
	Consider Stage = "PERTIMBANGAN"
	Decide   Stage = "KEPUTUSAN"
)

// Mode says how many of a step's positions have to act.
type Mode string

// The modes of a step with several positions.
const (
	AnyOf Mode = "SALAH_SATU"
	AllOf Mode = "SEMUA"
)

// Step is one position's part in the chain. The chain is fixed when the
// request is sent; who holds the position is asked at the moment of the tap.
type Step struct {
	Ordinal  int // steps of one ordinal act at the same time
	Slot     int // among those of one ordinal
	Stage    Stage
	Mode     Mode
	Position staff.PositionID
	Title    string
	UnitName string
	// Instead is the position that the step was meant for when the request
	// was sent, if it went on to the next above; Why says why.
	Instead      staff.PositionID
	InsteadTitle string
	Why          Detour
	Since        time.Time // when its turn began; zero: not yet
	// EscalateDays is after how many working days without an answer the next
	// level may act as well; 0 never. EscalateAt is the instant, from Since on
	// until it was escalated.
	EscalateDays   int
	EscalateAt     time.Time
	Escalated      staff.PositionID // who may act as well since EscalateAt
	EscalatedTitle string
	Verdict        *Verdict
	Skipped        bool // AnyOf: another slot was first
}

// Detour says why a step went on to the next position above.
type Detour string

// The detours.
const (
	Straight Detour = ""
	Vacant   Detour = "KOSONG"  // nobody holds the position, and no acting official
	OwnCase  Detour = "SENDIRI" // the applicant holds it
)

// Choice is what a decider can choose (the form's sections VII and VIII).
type Choice string

// The choices. All but the first need a reason.
const (
	Approve  Choice = "SETUJU"
	Change   Choice = "UBAH"
	Postpone Choice = "TANGGUH"
	Refuse   Choice = "TOLAK"
)

// Choices lists what may be chosen for a kind, in the order of the form:
// all four for leave, elsewhere approval and refusal, and changes of a travel.
func (k Kind) Choices() []Choice {
	switch k {
	case Leave:
		return []Choice{Approve, Change, Postpone, Refuse}
	case Travel:
		return []Choice{Approve, Change, Refuse}
	case Permit, Overtime:
	}
	return []Choice{Approve, Refuse}
}

// Verdict is what somebody chose in a step.
type Verdict struct {
	Choice   Choice
	Reason   string
	Proposal Period // of a Change
	Act      Act
	// Settled: the time to take it back is over, and it has moved the
	// request on. Until then only its author is shown it.
	Settled bool
	// Accepted is when the applicant accepted a Change.
	Accepted time.Time
}

// Act is who did something, when, in which position and as what.
type Act struct {
	At       time.Time
	By       staff.EmployeeID
	ByName   string
	ByNIP    staff.NIP
	Position staff.PositionID
	Title    string
	As       staff.Capacity
}

// UndoFor is how long a verdict can be taken back by its author. Nobody else
// is told of it before.
const UndoFor = 60 * time.Second

// SubjectOf makes the subject of messages and cards about a request.
func SubjectOf(id ID) notify.Subject {
	return notify.Subject{Kind: notify.SubjectRequest, ID: int64(id)}
}
