package apel

import (
	"context"
	"time"

	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/request"
	"github.com/gelis-bali/gelis/domain/staff"
)

// Decision is what an act brings about beside the change itself; the store
// saves all of it in one transaction.
type Decision struct {
	Audit    []audit.Entry
	Messages []notify.Message
}

// Store keeps rules, events and who was there.
type Store interface {
	Schedule
	Attendance
	Figures
}

// Rulebook keeps what the events are made from.
type Rulebook interface {
	// Rules lists the rules, active ones first, by name.
	Rules(ctx context.Context) ([]Rule, error)
	// Rule loads one, or returns ErrNoSuchRule.
	Rule(ctx context.Context, id RuleID) (Rule, error)
	Places(ctx context.Context) ([]Place, error)
	// Reminders lists them; none: DefaultReminders hold.
	Reminders(ctx context.Context) ([]Reminder, error)
}

// Schedule keeps what is to come.
type Schedule interface {
	Rulebook
	// Events lists the events whose date is in a span, by date and hour, cancelled ones too.
	Events(ctx context.Context, from, to calendar.Date) ([]Event, error)
	// Event loads one, or returns ErrNoSuchEvent.
	Event(ctx context.Context, id EventID) (Event, error)
	// UpdateSchedule locks the schedule (one lock for all of it: changes are
	// rare), lets change judge it, and saves what it says in one transaction.
	// A once that was used already changes nothing and returns done = true; an
	// empty one holds nothing off. The cards of events that are changed are redrawn.
	UpdateSchedule(ctx context.Context, from calendar.Date, once string, change func(Timetable) (Change, Decision, error)) (done bool, err error)
}

// Timetable is the schedule as it is, under its lock.
type Timetable struct {
	Rules     []Rule
	Places    []Place
	Reminders []Reminder
	// Events are those from the day on that was asked for, cancelled ones too,
	// and for each who was told of it already (ToldAt set).
	Events []Event
	Told   map[EventID][]staff.EmployeeID
}

// Change is what is to be saved of the schedule. Records with an ID are
// changed, those without are added; Version is that to be saved. A message of
// the Decision may be about an event that is added now: it says so by
// Message.Facts["planned"] and gets the subject when the event has its ID.
type Change struct {
	Rules     []Rule
	Places    []Place
	Reminders []Reminder // nil: as they are
	Events    []Event
}

// Attendance keeps who is expected and who was there.
type Attendance interface {
	// Expect brings the presences of an event up to date: rows for everybody
	// in its scope today who has none, marks from approved absences on its day
	// where nothing else is known yet (Open, or marked ByRequest; a mark ByRequest
	// goes away with its absence), and takes away rows of people who left the
	// scope and of whom nothing is known. It gives all presences to tell and
	// stores the messages that tell returns in the same transaction; to whom
	// one of kind apel.reminder goes (To.Employee) gets ToldAt = now where it is
	// zero. It locks out UpdateSchedule meanwhile, so that whoever was told of
	// the event is told of each later change. An event that is not Planned is
	// left as it is, and tell is not called; a nil tell tells nobody.
	Expect(ctx context.Context, id EventID, tell func(Event, []Presence) ([]notify.Message, error)) ([]Presence, error)
	// Presence loads one person's; where no row was made yet and the person is
	// in the scope today, one with Version 0 of which nothing is known.
	// ErrNotExpected otherwise.
	Presence(ctx context.Context, id EventID, who staff.EmployeeID) (Presence, error)
	// UpdatePresence locks one person's presence (making its row, if the person
	// is in the scope of the event today), lets decide change it, and saves it,
	// with the Version that decide gave it, audit lines and messages in one
	// transaction. A decision without audit lines changed nothing.
	// ErrNoSuchEvent; ErrNotExpected where the person has no row and is not in
	// the scope; *TakenError where another person was marked from the same
	// account at the event.
	UpdatePresence(ctx context.Context, id EventID, who staff.EmployeeID, decide func(Case) (Decision, error)) (Presence, error)
	// Mine lists somebody's presences of events from a day on, the newest first.
	Mine(ctx context.Context, who staff.EmployeeID, from calendar.Date, limit int) ([]Presence, []Event, error)
	Boards
}

// Case is a presence and what a change of it is judged by, loaded under the
// lock of its row.
type Case struct {
	*Presence
	Event Event
	// LinkedAt is when the account was linked that speaks for the person now.
	LinkedAt time.Time
	// Line is the person's position and all above it, for the consent.
	Line     request.Line
	Position staff.PositionID
	// MonthClosed: corrections are over.
	MonthClosed bool
}

// Board is a message on an officer's phone that shows the code.
type Board struct {
	Event   EventID
	Account staff.AccountID
	Message int
	Step    int64 // that it shows
}

// Boards keep where the code is shown.
type Boards interface {
	OpenBoard(ctx context.Context, b Board) error
	CloseBoard(ctx context.Context, account staff.AccountID, message int) error
	// DueBoards claims up to limit boards that show an older step than the
	// one that is now, for a few seconds, so that one process redraws each.
	DueBoards(ctx context.Context, step int64, limit int) ([]Board, error)
	// ShownBoard notes what a board shows now.
	ShownBoard(ctx context.Context, b Board) error
}

// Figures are what is made of it afterwards.
type Figures interface {
	// Settle locks an event and lets settle end it; if it comes back Closed
	// with audit lines, it is saved and what is Open becomes Unexplained (ByClose,
	// at ClosedAt). Without audit lines nothing changes: it was settled before,
	// or called off.
	Settle(ctx context.Context, id EventID, settle func(Event) (Event, Decision, error)) error
	// Roll lists the presences of an event of units with all below them (none: all), by unit and name.
	Roll(ctx context.Context, id EventID, units []staff.UnitID) ([]Presence, error)
	// Tally counts the presences of events in a span that were not called off,
	// or of one event (0: all), by unit of the people, of units with all below
	// them (none: all).
	Tally(ctx context.Context, from, to calendar.Date, units []staff.UnitID, event EventID) ([]Count, error)
	// Records counts them by person, by name, those whose name or NIP has the words.
	Records(ctx context.Context, from, to calendar.Date, units []staff.UnitID, words string, offset, limit int) ([]Record, int, error)
	Months
}

// Months are the months of attendance.
type Months interface {
	// Month says whether a month is closed, and by whom.
	Month(ctx context.Context, year int, month time.Month) (Month, error)
	// CloseMonth closes it once; the second one finds it closed.
	CloseMonth(ctx context.Context, m Month, lines []audit.Entry) error
}

// Month is a month of attendance.
type Month struct {
	Year     int
	Month    time.Month
	ClosedAt time.Time // zero: corrections are taken
	ClosedBy staff.EmployeeID
	ByName   string
}

// Count is how many of a unit had which status.
type Count struct {
	Unit     staff.UnitID
	UnitName string
	Of       map[Status]int
}

// Record is how often somebody had which status.
type Record struct {
	Who staff.Member
	Of  map[Status]int
}

// People knows the office.
type People interface {
	CountInScope(ctx context.Context, s staff.Scope) (people, linked int, err error)
	// RootUnits are the units that have no unit above them: who covers one of
	// them covers the whole office.
	RootUnits(ctx context.Context) ([]staff.UnitID, error)
	// Heads finds the positions at the top of units: those to which others
	// report and that have no superior in the same unit.
	Heads(ctx context.Context, units []staff.UnitID) ([]staff.Position, error)
	// Personnel are the active employees who have the role of the personnel
	// office in a unit today, or in one above it.
	Personnel(ctx context.Context, unit staff.UnitID) ([]staff.EmployeeID, error)
}

// Auditor writes a line that belongs to no change: a refusal.
type Auditor interface {
	RecordAudit(ctx context.Context, e audit.Entry) error
}
