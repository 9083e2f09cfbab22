package registry_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/document"
	"github.com/gelis-bali/gelis/domain/registry"
	"github.com/gelis-bali/gelis/domain/staff"
)

// The office of these tests: a bureau with a division below it, and another bureau.
const (
	bureau   staff.UnitID = 10
	division staff.UnitID = 11
	other    staff.UnitID = 20

	head     staff.PositionID = 100
	stranger staff.PositionID = 200
)

// today is a Tuesday.
var today = calendar.NewDate(2026, time.November, 24) //nolint:gochecknoglobals // a constant

func wita() *time.Location { return time.FixedZone("WITA", 8*60*60) }

func clerk() staff.Actor {
	return staff.Actor{
		Employee: staff.Employee{ID: 1, Name: "Ni Kadek Ratnasari", Active: true}, Account: 1001,
		Grants: []staff.Grant{{Role: staff.Clerk, UnitID: bureau, UnitName: "Biro Organisasi", Covers: []staff.UnitID{bureau, division}}},
	}
}

func scan(id document.ID) document.File {
	return document.File{ID: id, Name: "surat.pdf", MIME: "application/pdf", Size: 9}
}

func entry() registry.Entry {
	return registry.Entry{
		Unit: bureau, Number: "B.17.045/221/BKD", Date: today.AddDays(-2), Sender: "Dinas Kebudayaan", Subject: "Undangan rapat",
		Speed: disposition.Urgent, Secrecy: disposition.Open, Files: []document.File{scan("a")}, First: head,
	}
}

// bareEntry is of a letter that stays in the office.
func bareEntry() registry.Entry {
	return registry.Entry{Unit: bureau, Date: today, Speed: disposition.Ordinary, Secrecy: disposition.Secret, First: head}
}

// cupboard stands for the store, the positions and the audit log.
type cupboard struct {
	letters  []*disposition.Dossier
	once     map[string]*disposition.Dossier
	decision disposition.Decision // of the last letter that was added
	asked    registry.ListQuery
	lines    []registry.Line
	log      []audit.Entry
	broken   error
}

var errBroken = errors.New("broken")

func (c *cupboard) AddLetter(_ context.Context, d *disposition.Dossier, once string,
	decide func(*disposition.Dossier) disposition.Decision,
) (*disposition.Dossier, error) {
	if known := c.once[once]; known != nil || c.broken != nil {
		return known, c.broken
	}
	n := len(c.letters) + 1
	d.Letter.ID, d.Letter.AgendaNumber = disposition.LetterID(n), n
	d.Dispositions[0].ID = disposition.DispositionID(10 * n)
	d.Branches[0].ID, d.Branches[0].Disposition = disposition.BranchID(100*n), d.Dispositions[0].ID
	c.letters, c.decision = append(c.letters, d), decide(d)
	if once != "" {
		c.once[once] = d
	}
	return d, nil
}

func (c *cupboard) SameLetters(context.Context, staff.UnitID, string, string, int) ([]registry.Line, error) {
	return c.lines, c.broken
}

func (c *cupboard) Senders(_ context.Context, _ staff.UnitID, typed string, _ int) ([]string, error) {
	return []string{"senders of " + typed}, c.broken
}

func (c *cupboard) UnitHeads(context.Context, staff.UnitID) ([]staff.PositionID, error) {
	return []staff.PositionID{head}, c.broken
}

func (c *cupboard) Letters(_ context.Context, q registry.ListQuery) (registry.Page, error) {
	c.asked = q
	return registry.Page{Items: slices.Clone(c.lines), Total: len(c.lines), Offset: q.Offset}, c.broken
}

func (c *cupboard) Letter(_ context.Context, id disposition.LetterID) (*disposition.Dossier, error) {
	for _, d := range c.letters {
		if d.Letter.ID == id {
			return d, c.broken
		}
	}
	return nil, errors.Join(disposition.ErrNoSuchLetter, c.broken)
}

func (c *cupboard) Content(_ context.Context, id document.ID) (document.Content, error) {
	return document.Content{File: scan(id), Bytes: []byte("%PDF-1.4.")}, c.broken
}

func (c *cupboard) InUnit(context.Context, staff.UnitID, disposition.LineQuery) (disposition.LinePage, error) {
	return disposition.LinePage{Seats: []disposition.Seat{seat(head)}, Total: 1}, c.broken
}

func (c *cupboard) SeatsInUnit(_ context.Context, _ staff.UnitID, ids []staff.PositionID) ([]disposition.Seat, error) {
	var seats []disposition.Seat
	for _, id := range ids {
		if id == head {
			seats = append(seats, seat(id))
		}
	}
	return seats, c.broken
}

func seat(id staff.PositionID) disposition.Seat {
	return disposition.Seat{Position: staff.Position{ID: id, Title: "Kepala Biro", UnitID: bureau}, Holders: []disposition.Holder{{Name: "I Ketut Ardana"}}}
}

func (c *cupboard) RecordAudit(_ context.Context, e audit.Entry) error {
	c.log = append(c.log, e)
	return nil
}

// refusals are what was refused, as the log tells it.
func (c *cupboard) refusals() []string {
	var all []string
	for _, e := range c.log {
		all = append(all, strings.Join([]string{string(e.Action), e.Facts["action"], e.Facts["reason"]}, " "))
	}
	return all
}

// openDesk is a desk at half past nine in the morning.
func openDesk() (*registry.Desk, *cupboard) {
	c := &cupboard{once: map[string]*disposition.Dossier{}}
	now := today.At(9, 30, wita())
	clock := calendar.Clock{Now: func() time.Time { return now }, Zone: wita()}
	return registry.NewDesk(c, c, c, calendar.New(nil), clock), c
}

func same(t *testing.T, what string, want, got any) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}
