package request_test

import (
	"context"
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/document"
	"github.com/gelis-bali/gelis/domain/leave"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/request"
	"github.com/gelis-bali/gelis/domain/staff"
)

// cabinet keeps requests in memory as a database does: what was not saved is
// forgotten, and books are computed from what was.
type cabinet struct {
	now      time.Time
	line     request.Line
	rules    []request.Rule
	requests map[request.ID]request.Request
	entries  map[staff.EmployeeID][]request.Booking
	once     map[string]request.ID
	saved    []request.Decision
	noted    []audit.Entry
	told     []notify.Message
	broken   error
}

// office is a desk on a cabinet, on a Monday morning.
type office struct {
	*request.Desk
	*cabinet
}

func open(change ...func(*cabinet)) office {
	k := &cabinet{
		now: at(monday(), 9, 0), line: line(), requests: map[request.ID]request.Request{},
		entries: map[staff.EmployeeID][]request.Booking{}, once: map[string]request.ID{},
	}
	for _, c := range change {
		c(k)
	}
	clock := calendar.Clock{Now: func() time.Time { return k.now }, Zone: wita()}
	return office{request.NewDesk(k, k, officeCalendar(), clock), k}
}

func officeCalendar() *calendar.Calendar { return calendar.New([]calendar.Day{dayOff()}) }

func copyOf(r request.Request) request.Request {
	r.Steps, r.Charges = slices.Clone(r.Steps), slices.Clone(r.Charges)
	for i := range r.Steps {
		if v := r.Steps[i].Verdict; v != nil {
			bare := *v
			r.Steps[i].Verdict = &bare
		}
	}
	return r
}

func (k *cabinet) Facts(_ context.Context, id staff.EmployeeID, position staff.PositionID, a request.Ask) (request.Facts, error) {
	f := request.Facts{
		Applicant: applicant(k.line, id), Books: k.books(id, 0), Rules: k.rules, Line: maps.Clone(k.line),
		Units: []staff.UnitID{bureau, agency, 1}, Others: k.others(a, 0),
	}
	f.Applicant.Position = position
	for _, p := range a.People {
		if names()[p.ID] != "" {
			f.People = append(f.People, employee(p.ID))
		}
	}
	if original, ok := k.requests[a.Cancels]; ok {
		original = copyOf(original)
		f.Original = &original
	}
	return f, k.broken
}

func (k *cabinet) others(a request.Ask, but request.ID) []request.Absence {
	var all []request.Absence
	for _, p := range a.People {
		all = append(all, k.books(p.ID, but).Absences...)
	}
	return all
}

func (k *cabinet) AddRequest(ctx context.Context, id staff.EmployeeID, position staff.PositionID, a request.Ask, once string,
	send func(request.Facts) (*request.Request, request.Decision, error),
) (request.Case, error) {
	if known, ok := k.once[once]; ok && once != "" {
		return k.Request(ctx, known)
	}
	f, err := k.Facts(ctx, id, position, a)
	if err != nil {
		return request.Case{}, err
	}
	f.ID = request.ID(len(k.requests) + 1)
	r, d, err := send(f)
	if err != nil {
		return request.Case{}, err
	}
	k.once[once] = r.ID
	k.keep(r, d)
	return k.Request(ctx, r.ID)
}

func (k *cabinet) keep(r *request.Request, d request.Decision) {
	k.requests[r.ID] = copyOf(*r)
	k.saved, k.told = append(k.saved, d), append(k.told, d.Messages...)
	for id, other := range k.requests {
		other.CancelledBy = 0
		for _, c := range k.requests {
			if c.Cancels == id && c.State.Occupies() {
				other.CancelledBy = c.ID
			}
		}
		k.requests[id] = other
	}
}

func (k *cabinet) Request(_ context.Context, id request.ID) (request.Case, error) {
	r, ok := k.requests[id]
	if !ok || k.broken != nil {
		return request.Case{}, cmpOr(k.broken, request.ErrNoSuchRequest)
	}
	r = copyOf(r)
	c := request.Case{Request: &r, Line: maps.Clone(k.line)}
	if original, ok := k.requests[r.Cancels]; ok {
		original = copyOf(original)
		c.Original = &original
	}
	return c, nil
}

func cmpOr(errs ...error) error {
	i := slices.IndexFunc(errs, func(err error) bool { return err != nil })
	return errs[i]
}

func (k *cabinet) UpdateRequest(ctx context.Context, id request.ID, once string,
	decide func(request.Case) (request.Decision, error),
) (request.Case, error) {
	c, err := k.Request(ctx, id)
	if _, done := k.once[once]; err != nil || done && once != "" {
		return c, err
	}
	c.Books, c.Others = k.books(c.Applicant.ID, id), k.others(c.Ask, id)
	before := c.Version
	d, err := decide(c)
	if err != nil {
		return request.Case{}, err
	}
	if len(d.Audit) > 0 != (c.Version > before) {
		panic("a change without a line, or a line without a change")
	}
	if once != "" {
		k.once[once] = id
	}
	if d.Cancel != 0 {
		k.requests[d.Cancel] = copyOf(*c.Original)
	}
	if len(d.Audit) > 0 {
		k.keep(c.Request, d)
	}
	return k.Request(ctx, id)
}

// books are computed from the requests, but for one.
func (k *cabinet) books(id staff.EmployeeID, but request.ID) request.Books {
	b := request.Books{Employee: applicant(k.line, id), Entries: k.entries[id]}
	for _, n := range slices.Sorted(maps.Keys(k.requests)) {
		r := k.requests[n]
		if r.ID == but || r.Cancels != 0 {
			continue
		}
		if r.State.Occupies() && takes(r, id) {
			b.Absences = append(b.Absences, request.Absence{
				Request: r.ID, Employee: id, Name: names()[id], Kind: r.Kind, Leave: r.Leave, Permit: r.Permit,
				Period: r.Period, Hours: r.Hours, Approved: r.State == request.Approved,
			})
		}
		if r.Applicant.ID == id {
			charge(&b, r)
		}
	}
	return b
}

func (k *cabinet) Books(_ context.Context, id staff.EmployeeID) (request.Books, error) {
	return k.books(id, 0), k.broken
}

func (k *cabinet) BooksByNIP(_ context.Context, nip staff.NIP) (request.Books, error) {
	for id := range names() {
		if nipOf(id) == nip {
			return k.books(id, 0), nil
		}
	}
	return request.Books{}, staff.ErrNoSuchEmployee
}

// nipOf is the number by which the test asks for somebody's books.
func nipOf(id staff.EmployeeID) staff.NIP { return staff.NIP(names()[id]) }

func (k *cabinet) BooksIn(_ context.Context, unit staff.UnitID) ([]request.Books, error) {
	var all []request.Books
	for _, id := range slices.Sorted(maps.Keys(names())) {
		if b := k.books(id, 0); b.Employee.Unit == unit {
			all = append(all, b)
		}
	}
	return all, k.broken
}

func (k *cabinet) UpdateBooks(ctx context.Context, nip staff.NIP, once string,
	decide func(request.Books) (request.Booking, request.Decision, error),
) (request.Books, error) {
	b, err := k.BooksByNIP(ctx, nip)
	if _, done := k.once[once]; err != nil || done {
		return b, err
	}
	booking, d, err := decide(b)
	if err != nil {
		return b, err
	}
	id := b.Employee.ID
	k.once[once] = 0
	k.entries[id] = append(k.entries[id], booking)
	k.saved, k.told = append(k.saved, d), append(k.told, d.Messages...)
	return k.books(id, 0), nil
}

func (k *cabinet) Taken(_ context.Context, id staff.EmployeeID, year int) ([]request.Taken, error) {
	var all []request.Taken
	for _, n := range slices.Sorted(maps.Keys(k.requests)) {
		r := k.requests[n]
		if r.Applicant.ID == id && r.Kind == request.Leave && r.Period.From.Year() == year {
			all = append(all, request.Taken{Item: request.Item{ID: r.ID, State: r.State, Days: r.Days}, Charges: r.Charges})
		}
	}
	return all, k.broken
}

func (k *cabinet) Mine(_ context.Context, id staff.EmployeeID, offset, limit int) (request.Page, error) {
	return request.Page{Total: int(id) + offset + limit}, k.broken
}

func (k *cabinet) WaitingFor(_ context.Context, by staff.Actor, _ time.Time, offset, limit int) (request.Page, error) {
	return request.Page{Total: int(by.ID) + offset + limit}, k.broken
}

func (k *cabinet) CountWaitingFor(_ context.Context, by staff.Actor, _ time.Time) (int, error) {
	return int(by.ID), k.broken
}

func (k *cabinet) Away(_ context.Context, units []staff.UnitID, p request.Period) ([]request.Absence, error) {
	var all []request.Absence
	for _, id := range slices.Sorted(maps.Keys(names())) {
		b := k.books(id, 0)
		for _, a := range b.Absences {
			if slices.Contains(units, b.Employee.Unit) && a.Period.Meets(p) {
				all = append(all, a)
			}
		}
	}
	return all, k.broken
}

func (k *cabinet) Content(_ context.Context, id document.ID) (document.Content, error) {
	return document.Content{File: document.File{ID: id}}, k.broken
}

func (k *cabinet) RecordAudit(_ context.Context, e audit.Entry) error {
	k.noted = append(k.noted, e)
	return k.broken
}

// takes reports whether a request takes somebody's time.
func takes(r request.Request, id staff.EmployeeID) bool {
	return r.Applicant.ID == id || slices.ContainsFunc(r.People, func(p request.Person) bool { return p.ID == id })
}

// charge writes into the books what a request took.
func charge(b *request.Books, r request.Request) {
	switch {
	case r.State.Occupies():
		b.Charges = append(b.Charges, r.Charges...)
	case r.State == request.Postponed:
		b.Postponed = append(b.Postponed, r.Charges...)
	}
	if r.State.Occupies() && r.Leave == leave.Long {
		b.LongYears, b.LongEnds = append(b.LongYears, r.Period.From.Year()), append(b.LongEnds, r.Period.To)
	}
}

// sent sends an ask by somebody, in the first position that they hold.
func (o office) sent(t testing.TB, id staff.EmployeeID, a request.Ask) request.View {
	t.Helper()
	v, err := o.Send(t.Context(), actor(o.line, id), applicant(o.line, id).Position, a, "")
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// rules gives a verdict; all but approval carry a reason.
func (o office) rulesOn(t testing.TB, by staff.EmployeeID, id request.ID, c request.Choice) error {
	t.Helper()
	_, err := o.Decide(t.Context(), actor(o.line, by), id, c, "Beban kerja", days(day(2026, time.November, 23), day(2026, time.November, 24)), "")
	return err
}

// must gives a verdict that is lawful, and lets it settle.
func (o office) must(t testing.TB, by staff.EmployeeID, id request.ID, c request.Choice) {
	t.Helper()
	if err := o.rulesOn(t, by, id, c); err != nil {
		t.Fatal(err)
	}
	o.pass(t, request.UndoFor)
}

// pass lets time go by, with every job that is due in it.
func (o office) pass(t testing.TB, d time.Duration) {
	t.Helper()
	until := o.now.Add(d)
	for {
		id, due := o.due()
		if id == 0 || due.After(until) {
			break
		}
		if due.After(o.now) {
			o.now = due
		}
		version := o.requests[id].Version
		if err := o.Advance(t.Context(), id); err != nil {
			t.Fatal(err)
		}
		if o.requests[id].Version == version {
			t.Fatalf("request %d woke at %s and did nothing", id, due)
		}
	}
	o.now = until
}

// until lets time go by up to an instant.
func (o office) until(t testing.TB, when time.Time) {
	t.Helper()
	o.pass(t, when.Sub(o.now))
}

// due is the request that wakes first.
func (o office) due() (request.ID, time.Time) {
	var id request.ID
	var first time.Time
	for _, n := range slices.Sorted(maps.Keys(o.requests)) {
		if at := o.requests[n].WakeAt; !at.IsZero() && (id == 0 || at.Before(first)) {
			id, first = n, at
		}
	}
	return id, first
}

// news are the messages since the last call, as "kind > whom".
func (o office) news() []string {
	var all []string
	for _, m := range o.told {
		whom := names()[m.To.Employee]
		if m.To.Position != 0 {
			whom = o.line[m.To.Position].Title
		}
		all = append(all, string(m.Kind)+" > "+whom)
	}
	o.told = nil
	return all
}
