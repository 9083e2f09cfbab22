package store_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/request"
	"github.com/gelis-bali/gelis/domain/roster"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/store"
	"github.com/gelis-bali/gelis/store/storetest"
)

func TestMain(m *testing.M) { storetest.Main(m) }

// migrate makes our tables, and one that stands for a queue's.
func migrate(ctx context.Context, url string) error {
	return store.Migrate(ctx, url, func(ctx context.Context, pool *store.Pool) error {
		_, err := pool.Exec(ctx, "CREATE TABLE job (notice bigint, subject text, not_before timestamptz, bulk boolean)")
		return err
	})
}

// queue keeps jobs in the database, so that it shows whether they belong to the transaction.
type queue struct{ broken error }

func (q *queue) EnqueueNotices(ctx context.Context, tx store.Tx, jobs []store.NoticeJob) error {
	for _, j := range jobs {
		_, err := tx.Exec(ctx, "INSERT INTO job (notice, not_before, bulk) VALUES ($1, $2, $3)", int64(j.ID), j.NotBefore, j.Bulk)
		if err != nil {
			return err
		}
	}
	return q.broken
}

func (q *queue) EnqueueRedrawSoon(ctx context.Context, tx store.Tx, s notify.Subject) error {
	return q.EnqueueRedraw(ctx, tx, s)
}

func (q *queue) EnqueueRedraw(ctx context.Context, tx store.Tx, s notify.Subject) error {
	_, err := tx.Exec(ctx, "INSERT INTO job (subject) VALUES ($1)", s.String())
	return errors.Join(err, q.broken)
}

func (q *queue) EnqueueWake(ctx context.Context, tx store.Tx, id request.ID, at time.Time) error {
	_, err := tx.Exec(ctx, "INSERT INTO job (subject, not_before) VALUES ($1, $2)", fmt.Sprintf("wake %d", id), at)
	return errors.Join(err, q.broken)
}

// clock is the office's clock, moved by hand.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// today is the Wednesday on which these tests begin, at 09.00 in the office.
var today = calendar.NewDate(2026, time.August, 12) //nolint:gochecknoglobals // a constant

func wita() *time.Location { return time.FixedZone("WITA", 8*60*60) }

// office is a store with the people of sampleOffice in it.
type office struct {
	*store.Store
	t     *testing.T
	url   string
	clock *clock
	queue *queue
}

// emptyOffice opens a store on a database of its own.
func emptyOffice(t *testing.T) *office {
	t.Helper()
	o := &office{t: t, url: storetest.Database(t, migrate), queue: &queue{}}
	o.clock = &clock{now: today.At(9, 0, wita())}
	o.Store = o.open(o.url)
	return o
}

func (o *office) open(url string) *store.Store {
	o.t.Helper()
	s, err := store.Open(o.t.Context(), store.Config{
		URL: url, Clock: calendar.Clock{Now: o.clock.Now, Zone: wita()}, Enqueuer: o.queue, MaxConns: 10,
	})
	if err != nil {
		o.t.Fatalf("open store: %v", err)
	}
	o.t.Cleanup(s.Close)
	return s
}

func openOffice(t *testing.T) *office {
	t.Helper()
	o := emptyOffice(t)
	if _, err := o.ImportOfficeQuietly(t.Context(), sampleOffice()); err != nil {
		t.Fatalf("import the sample office: %v", err)
	}
	return o
}

// The NIPs of the sample office.
const (
	made   staff.NIP = "197001011995031001" // Sekda
	ketut  staff.NIP = "197502021999031002" // head of the bureau of organization
	wayan  staff.NIP = "198003032005011003" // head of a division there
	nyoman staff.NIP = "199004042015042004" // his staff
	putu   staff.NIP = "197605052000031005" // head of the general bureau
	kadek  staff.NIP = "198806062012122006" // registry clerk of the province
)

// sampleOffice is a line of four positions, another bureau beside it, and a clerk.
func sampleOffice() roster.Office {
	from := calendar.NewDate(2025, time.January, 1)
	o := roster.Office{
		Units: []roster.Unit{
			{Code: "SETDA", Name: "Sekretariat Daerah"},
			{Code: "ORG", Name: "Biro Organisasi", Parent: "SETDA"},
			{Code: "UMUM", Name: "Biro Umum", Parent: "SETDA"},
			{Code: "ORG-1", Name: "Bagian Kelembagaan", Parent: "ORG"},
		},
		Positions: []roster.Position{
			{Code: "SEKDA", Title: "Sekretaris Daerah", Unit: "SETDA", Echelon: staff.EchelonI},
			{Code: "KARO-ORG", Title: "Kepala Biro Organisasi", Unit: "ORG", Superior: "SEKDA", Echelon: staff.EchelonII},
			{Code: "KARO-UMUM", Title: "Kepala Biro Umum", Unit: "UMUM", Superior: "SEKDA", Echelon: staff.EchelonII},
			{Code: "KABAG", Title: "Kepala Bagian Kelembagaan", Unit: "ORG-1", Superior: "KARO-ORG", Echelon: staff.EchelonIII},
			{Code: "STAF", Title: "Analis Kelembagaan", Unit: "ORG-1", Superior: "KABAG", Echelon: staff.Staf},
		},
		Staff: []roster.Employee{
			{NIP: made, Name: "I Made Sudarsana", Kind: staff.PNS, Active: true},
			{NIP: ketut, Name: "I Ketut Ardana", Kind: staff.PNS, Active: true, Phone: "6281234567802"},
			{NIP: wayan, Name: "I Wayan Sudira", Kind: staff.PNS, Active: true, Phone: "6281234567803"},
			{NIP: nyoman, Name: "Ni Nyoman Suastini", Kind: staff.PPPK, Active: true, Phone: "6281234567804"},
			{NIP: putu, Name: "I Putu Mahendra", Kind: staff.PNS, Active: true},
			{NIP: kadek, Name: "Ni Kadek Ratnasari", Kind: staff.PNS, Active: true},
		},
		Assignments: []roster.Assignment{
			{NIP: made, Position: "SEKDA", Capacity: staff.Definitive, From: from},
			{NIP: ketut, Position: "KARO-ORG", Capacity: staff.Definitive, From: from},
			{NIP: wayan, Position: "KABAG", Capacity: staff.Definitive, From: from},
			{NIP: nyoman, Position: "STAF", Capacity: staff.Definitive, From: from},
			{NIP: putu, Position: "KARO-UMUM", Capacity: staff.Definitive, From: from},
			// From today to Friday the head of the bureau is away.
			{NIP: wayan, Position: "KARO-ORG", Capacity: staff.Plh, From: today, Until: today.AddDays(2)},
		},
		Grants: []roster.Grant{
			{NIP: kadek, Role: staff.Clerk, Unit: "SETDA", Active: true},
			{NIP: putu, Role: staff.Personnel, Unit: "ORG", Active: true},
		},
	}
	o.Letters = []roster.Letter{letter(1), letter(2)}
	o.Letters[1].Secrecy = disposition.Secret
	o.Dispositions = []roster.Disposition{
		order("D1", 1, branchTo("KARO-ORG"), copyTo("KARO-UMUM")),
		order("D2", 2, branchTo("KARO-ORG")),
	}
	o.Sort()
	return o
}

func letter(number int) roster.Letter {
	return roster.Letter{
		LetterKey:    roster.LetterKey{Unit: "SETDA", Year: 2026, Number: number},
		LetterNumber: fmt.Sprintf("005/%d/DISKOMINFOS", number), Date: today.AddDays(-3), Received: today.AddDays(-1),
		Sender: "Dinas Komunikasi", Subject: fmt.Sprintf("Undangan rapat %d", number),
		Speed: disposition.Ordinary, Secrecy: disposition.Open,
	}
}

// order is a disposition of the Sekda's, sent this morning.
func order(code string, number int, branches ...roster.Branch) roster.Disposition {
	return roster.Disposition{
		Code: code, Letter: roster.LetterKey{Unit: "SETDA", Year: 2026, Number: number}, From: "SEKDA", By: made,
		As: staff.Definitive, SentAt: today.At(8, 0, time.UTC).Add(-8 * time.Hour), Note: "Mohon segera",
		Instructions: []string{"Tindak lanjuti", "Laporkan hasilnya"}, Branches: branches,
	}
}

func branchTo(position string) roster.Branch {
	return roster.Branch{To: position, State: disposition.StateSent, Deadline: today.AddDays(3)}
}

func copyTo(position string) roster.Branch {
	return roster.Branch{To: position, State: disposition.StateSent, Copy: true}
}

// number reads one number from the database.
func (o *office) number(query string, args ...any) int {
	o.t.Helper()
	var n int
	if err := o.Pool().QueryRow(o.t.Context(), query, args...).Scan(&n); err != nil {
		o.t.Fatalf("%s: %v", query, err)
	}
	return n
}

// texts reads a column of texts from the database.
func (o *office) texts(query string, args ...any) []string {
	o.t.Helper()
	rows, err := o.Pool().Query(o.t.Context(), query, args...)
	if err != nil {
		o.t.Fatalf("%s: %v", query, err)
	}
	found, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		o.t.Fatalf("%s: %v", query, err)
	}
	return found
}

func (o *office) exec(statement string, args ...any) {
	o.t.Helper()
	if _, err := o.Pool().Exec(o.t.Context(), statement, args...); err != nil {
		o.t.Fatalf("%s: %v", statement, err)
	}
}

func (o *office) employee(nip staff.NIP) staff.EmployeeID {
	o.t.Helper()
	return staff.EmployeeID(o.number("SELECT id FROM employee WHERE nip = $1", string(nip)))
}

func (o *office) position(code string) staff.PositionID {
	o.t.Helper()
	return staff.PositionID(o.number("SELECT id FROM position WHERE code = $1", code))
}

func (o *office) branch(code, position string) disposition.BranchID {
	o.t.Helper()
	return disposition.BranchID(o.number(`SELECT b.id FROM branch b JOIN disposition d ON d.id = b.disposition_id
		JOIN position p ON p.id = b.position_id WHERE d.code = $1 AND p.code = $2`, code, position))
}

// link lets an account speak for an employee, whatever the rules of linking are.
func (o *office) link(nip staff.NIP, account staff.AccountID) {
	o.t.Helper()
	o.exec("INSERT INTO link (employee_id, account, linked_at) VALUES ($1, $2, $3)",
		int64(o.employee(nip)), int64(account), o.clock.Now())
}

// actor is an employee with what they hold today.
func (o *office) actor(nip staff.NIP) staff.Actor {
	o.t.Helper()
	account := staff.AccountID(o.employee(nip)) + 1000
	if o.number("SELECT count(*) FROM link WHERE account = $1", int64(account)) == 0 {
		o.link(nip, account)
	}
	actor, err := o.Identify(o.t.Context(), account)
	if err != nil {
		o.t.Fatalf("identify: %v", err)
	}
	return actor
}

// tell stores messages as a duty would.
func (o *office) tell(messages ...notify.Message) {
	o.t.Helper()
	due := o.clock.Now().Add(time.Duration(o.number("SELECT count(*) FROM occurrence")) * time.Microsecond)
	claimed, err := o.ClaimOccurrence(o.t.Context(), "test", due, func(context.Context) ([]notify.Message, error) {
		return messages, nil
	})
	if err != nil || !claimed {
		o.t.Fatalf("store messages: %t, %v", claimed, err)
	}
}

// wholeAuditLog reads and proves the audit log.
func (o *office) wholeAuditLog() []audit.Line {
	o.t.Helper()
	var verifier audit.Verifier
	var lines []audit.Line
	for line, err := range o.AuditLines(o.t.Context(), 0) {
		if err != nil {
			o.t.Fatalf("read audit log: %v", err)
		}
		if err := verifier.Check(line); err != nil {
			o.t.Fatalf("the audit log is broken: %v", err)
		}
		lines = append(lines, line)
	}
	return lines
}

// actions are those of the audit log after a line.
func (o *office) actions(after int) []audit.Action {
	o.t.Helper()
	var actions []audit.Action
	for _, line := range o.wholeAuditLog()[after:] {
		actions = append(actions, line.Entry.Action)
	}
	return actions
}

// atOnce runs do n times at the same moment and returns the errors.
func atOnce(n int, do func(i int) error) []error {
	errs := make([]error, n)
	begin := make(chan struct{})
	var all sync.WaitGroup
	for i := range n {
		all.Go(func() {
			<-begin
			errs[i] = do(i)
		})
	}
	close(begin)
	all.Wait()
	return errs
}

// succeeded counts those without an error.
func succeeded(errs []error) int {
	return len(slices.DeleteFunc(slices.Clone(errs), func(err error) bool { return err != nil }))
}
