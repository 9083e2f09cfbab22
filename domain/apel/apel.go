// Package apel knows the discipline apel of the office: when and where it is,
// who is expected, how being there is proved and not claimed, and what the
// figures are afterwards.
package apel

import (
	"time"

	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
)

// Identifiers of the records of this package.
type (
	PlaceID int64
	RuleID  int64
	EventID int64
)

// Kind of a gathering.
type Kind string

// The kinds: the apel of every month or week, and the ceremony, such as that
// of the 17th (Hari Kesadaran Nasional).
const (
	Assembly Kind = "APEL"
	Ceremony Kind = "UPACARA"
)

// Place is where an apel is held.
type Place struct {
	ID        PlaceID
	Name      string
	Latitude  float64 // degrees, WGS 84
	Longitude float64
	Radius    int // metres around the centre within which somebody is there
	Active    bool
}

// Window says when being there can be proved, in minutes around the hour.
type Window struct {
	OpensBefore int // minutes before the hour
	LateAfter   int // minutes after the hour from which on one is late
	ClosesAfter int // minutes after the hour
}

// DefaultWindow opens 45 minutes before the hour and closes 30 minutes after
// it; whoever comes after the hour is late [A].
func DefaultWindow() Window { return Window{OpensBefore: 45, LateAfter: 0, ClosesAfter: 30} }

// Details are what rules and events say of a gathering.
type Details struct {
	Kind      Kind
	Name      string
	Minute    int // of the office's day at which it begins
	Place     Place
	Dress     Dress  // "": by the rules of dress, see DressOn
	Inspector string // pembina apel: name or position, as the office writes it
	Bring     string // what to bring; may be empty
	Scope     staff.Scope
	Window    Window
	Officers  []staff.EmployeeID // may open the attendance beside the personnel office
	// Unit is that of the personnel office which looks after it; the root for
	// the whole office.
	Unit staff.UnitID
}

// Rule is an apel that comes back.
type Rule struct {
	ID      RuleID
	Version int
	Details
	Recurrence calendar.Rule
	Active     bool
}

// State of an event.
type State string

// The states of an event: it is to come or going on, it was called off, or its
// figures are made.
const (
	Planned   State = "TERJADWAL"
	Cancelled State = "DIBATALKAN"
	Closed    State = "SELESAI"
)

// Event is one apel on one day.
type Event struct {
	ID      EventID
	Version int
	Rule    RuleID        // 0: a single event
	Planned calendar.Date // the day that the rule gave, before it was moved
	Date    calendar.Date
	Details
	State  State
	Reason string // of a change or cancellation
	// Own: changed by hand, so that the rule does not change it any more.
	Own bool
	// Secret is what the codes of the attendance are made from.
	Secret []byte
	// ClosedAt is when the window was settled; zero before.
	ClosedAt time.Time
}

// SubjectOf is an event as the subject of messages and cards.
func SubjectOf(id EventID) notify.Subject {
	return notify.Subject{Kind: notify.SubjectApel, ID: int64(id)}
}

// Begins is the instant at which the event begins.
func (e Event) Begins(zone *time.Location) time.Time {
	return e.Date.At(e.Minute/60, e.Minute%60, zone)
}

// Opens is when the attendance begins.
func (e Event) Opens(zone *time.Location) time.Time {
	return e.Begins(zone).Add(-time.Duration(e.Window.OpensBefore) * time.Minute)
}

// Closes is when the attendance ends.
func (e Event) Closes(zone *time.Location) time.Time {
	return e.Begins(zone).Add(time.Duration(e.Window.ClosesAfter) * time.Minute)
}

// Status is what is known of somebody on the day of an event.
type Status string

// The statuses of domain rule 4; Open is nothing yet.
const (
	Open        Status = ""
	Present     Status = "HADIR"
	Late        Status = "TERLAMBAT"
	Permitted   Status = "IZIN"
	Sick        Status = "SAKIT"
	Travelling  Status = "DINAS_LUAR"
	OnLeave     Status = "CUTI"
	Training    Status = "DIKLAT"
	Studying    Status = "TUGAS_BELAJAR"
	OnGuard     Status = "PIKET"
	Unexplained Status = "TANPA_KETERANGAN"
)

// Way says how it is known.
type Way string

// The ways.
const (
	ByCode     Way = "KODE"       // typed
	ByQR       Way = "QR"         // scanned
	ByLocation Way = "LOKASI"     // live, inside the fence
	ByOfficer  Way = "PETUGAS"    // marked by hand
	ByRequest  Way = "PERMOHONAN" // an approved absence
	ByConsent  Way = "ATASAN"     // an excuse that the superior consented to
	ByClose    Way = "PENUTUPAN"  // open at the end of the day
)

// Excuse is what somebody says why they will not be there.
type Excuse struct {
	As        Status // Permitted, Sick or Travelling; "": none
	Reason    string
	At        time.Time
	Consent   Consent
	By        staff.EmployeeID // who decided
	ByName    string
	Title     string // of the position in which it was decided
	DecidedAt time.Time
}

// Consent of the superior to an excuse (Pergub Bali 54/2014: an absence needs
// a letter signed by the atasan langsung).
type Consent string

// The states of a consent.
const (
	NotAsked Consent = ""
	Asked    Consent = "DIMINTA"
	Granted  Consent = "DISETUJUI"
	Refused  Consent = "DITOLAK"
)

// Presence is one person at one event.
type Presence struct {
	Event    EventID
	Version  int
	Employee staff.Member // with the position and unit of that day
	Status   Status
	Way      Way
	At       time.Time // of the status
	Account  staff.AccountID
	Coming   bool // said that they will come
	Excuse   Excuse
	ToldAt   time.Time // of the first reminder; zero: never told
	Wrong    int       // wrong codes typed
	Note     string    // reason of a mark or correction by hand
	MarkedBy staff.EmployeeID
}

// Reminder is when people are told of what is to come.
type Reminder struct {
	Name   string
	Before bool // on the working day before, else on the day itself
	Minute int  // of that day
}

// DefaultReminders are at 15.00 on the working day before and at 06.00 on the
// day.
func DefaultReminders() []Reminder {
	return []Reminder{{Name: "sore", Before: true, Minute: 15 * 60}, {Name: "pagi", Minute: 6 * 60}}
}
