package announce_test

import (
	"context"
	"slices"
	"time"

	"github.com/gelis-bali/gelis/domain/announce"
	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/document"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
)

// The office of these tests: unit 1 is above all, 2 and 3 below it, 4 below 2.
// In each unit works one person whose id is that of the unit.
const (
	whole  staff.UnitID = 1
	bureau staff.UnitID = 2
	other  staff.UnitID = 3
	part   staff.UnitID = 4

	authorID staff.EmployeeID = 20
)

func wita() *time.Location { return time.FixedZone("WITA", 8*60*60) }

func at(day, hour, minute int) time.Time {
	return time.Date(2026, time.November, day, hour, minute, 0, 0, wita())
}

func actor(id staff.EmployeeID) staff.Actor {
	return staff.Actor{Employee: staff.Employee{ID: id, Name: "I Wayan Sudarma", Kind: staff.PNS, Active: true}, Account: staff.AccountID(7000 + id)}
}

func below(units ...staff.UnitID) []staff.UnitID {
	all := map[staff.UnitID][]staff.UnitID{whole: {whole, bureau, other, part}, bureau: {bureau, part}, other: {other}, part: {part}}
	var list []staff.UnitID
	for _, u := range units {
		list = append(list, all[u]...)
	}
	return list
}

func granted(role staff.Role, unit staff.UnitID) staff.Actor {
	a := actor(1)
	a.Grants = []staff.Grant{{Role: role, UnitID: unit, UnitName: "Unit", Covers: below(unit)}}
	return a
}

func head(id staff.EmployeeID, unit staff.UnitID) staff.Actor {
	a := actor(id)
	a.Holdings = []staff.Holding{{Position: staff.Position{ID: staff.PositionID(unit + 100), Title: "Kepala", UnitID: unit, UnitName: "Unit"}, Capacity: staff.Definitive, Leads: true}}
	return a
}

// author is the head of the bureau, who wrote what is there.
func author() staff.Actor { return head(authorID, bureau) }

func gone(a staff.Actor) staff.Actor {
	a.Active = false
	return a
}

// cabinet is the store, the people and the audit log.
type cabinet struct {
	now      time.Time
	written  []announce.Announcement
	issues   []announce.Issue
	onces    map[string]announce.IssueID
	people   map[staff.EmployeeID]staff.Actor
	begun    []announce.IssueID
	lines    []audit.Entry
	messages []notify.Message
	refusals []audit.Entry
	readers  []announce.Received
}

func newCabinet() *cabinet {
	return &cabinet{now: at(23, 9, 0), onces: map[string]announce.IssueID{}, people: map[staff.EmployeeID]staff.Actor{authorID: author()}}
}

func (c *cabinet) desk() *announce.Desk {
	return announce.NewDesk(c, c, c, calendar.New(nil), calendar.Clock{Now: func() time.Time { return c.now }, Zone: wita()})
}

func (c *cabinet) AddAnnouncement(_ context.Context, a announce.Announcement, first *announce.Issue, once string, lines []audit.Entry) (announce.Announcement, announce.Issue, error) {
	if id, used := c.onces[once]; used {
		i := c.issues[id-1]
		return c.written[i.Announcement-1], i, nil
	}
	a.ID = announce.ID(len(c.written) + 1)
	c.written, c.lines = append(c.written, a), append(c.lines, lines...)
	if first == nil {
		return a, announce.Issue{}, nil
	}
	i := c.add(announce.Issue{Announcement: a.ID, Due: first.Due, State: first.State})
	if !i.Due.After(c.now) {
		c.issues[i.ID-1].State = announce.Sending
	}
	c.onces[once] = i.ID
	return a, c.issues[i.ID-1], nil
}

func (c *cabinet) add(i announce.Issue) announce.Issue {
	i.ID = announce.IssueID(len(c.issues) + 1)
	c.issues = append(c.issues, i)
	return i
}

func (c *cabinet) Announcement(_ context.Context, id announce.ID) (announce.Announcement, error) {
	if id < 1 || int(id) > len(c.written) {
		return announce.Announcement{}, announce.ErrNoSuchAnnouncement
	}
	return c.written[id-1], nil
}

func (c *cabinet) UpdateAnnouncement(ctx context.Context, id announce.ID, change func(*announce.Announcement, []announce.Issue) (announce.Decision, error)) (announce.Announcement, error) {
	a, err := c.Announcement(ctx, id)
	if err != nil {
		return a, err
	}
	d, err := change(&a, slices.Clone(c.issues))
	if err != nil {
		return announce.Announcement{}, err
	}
	c.written[id-1] = a
	c.keep(d)
	return a, nil
}

func (c *cabinet) keep(d announce.Decision) {
	c.lines, c.messages = append(c.lines, d.Audit...), append(c.messages, d.Messages...)
}

func (c *cabinet) Repeating(context.Context) ([]announce.Announcement, error) {
	return slices.DeleteFunc(slices.Clone(c.written), func(a announce.Announcement) bool {
		return a.Timing.Rule == nil || a.Ended || a.Withdrawn
	}), nil
}

func (c *cabinet) AddIssue(_ context.Context, i announce.Issue) (announce.Issue, bool, error) {
	for _, known := range c.issues {
		if known.Announcement == i.Announcement && known.Due.Equal(i.Due) && known.Repeats == i.Repeats {
			return known, false, nil
		}
	}
	return c.add(i), true, nil
}

func (c *cabinet) BeginIssue(_ context.Context, id announce.IssueID, _ announce.Quiet) error {
	if c.issues[id-1].State == announce.Scheduled {
		c.issues[id-1].State = announce.Sending
		c.begun = append(c.begun, id)
	}
	return nil
}

func (c *cabinet) Issue(_ context.Context, id announce.IssueID) (announce.Issue, error) {
	if id < 1 || int(id) > len(c.issues) {
		return announce.Issue{}, announce.ErrNoSuchIssue
	}
	return c.issues[id-1], nil
}

func (c *cabinet) UpdateIssue(ctx context.Context, id announce.IssueID, change func(*announce.Issue, announce.Announcement) (announce.Decision, error)) (announce.Issue, error) {
	i, err := c.Issue(ctx, id)
	if err != nil {
		return i, err
	}
	d, err := change(&i, c.written[i.Announcement-1])
	if err != nil {
		return announce.Issue{}, err
	}
	c.issues[id-1] = i
	c.keep(d)
	return i, nil
}

func (c *cabinet) DueIssues(_ context.Context, by time.Time) ([]announce.Issue, error) {
	return slices.DeleteFunc(slices.Clone(c.issues), func(i announce.Issue) bool {
		return i.State != announce.Scheduled || i.Due.After(by)
	}), nil
}

func (c *cabinet) ScheduledAfter(_ context.Context, after time.Time, _ int) ([]time.Time, error) {
	var list []time.Time
	for _, i := range c.issues {
		if i.State == announce.Scheduled && i.Due.After(after) {
			list = append(list, i.Due)
		}
	}
	return list, nil
}

func (c *cabinet) SentSince(context.Context, announce.IssueID, time.Time) (int, error) {
	return 250, nil
}

func (c *cabinet) MarkRead(_ context.Context, id announce.IssueID, _ staff.EmployeeID, _ time.Time) (bool, error) {
	if int(id) > len(c.issues) {
		return false, announce.ErrNotYours
	}
	return true, nil
}

func (c *cabinet) Readers(context.Context, announce.IssueID, bool, int, int) ([]announce.Reader, int, error) {
	return []announce.Reader{{}}, 1, nil
}

func (c *cabinet) Written(context.Context, staff.EmployeeID, []staff.UnitID, int, int) ([]announce.Progress, int, error) {
	return nil, 0, nil
}

func (c *cabinet) Received(_ context.Context, _ staff.EmployeeID, offset, limit int) ([]announce.Received, int, error) {
	from := min(offset, len(c.readers))
	return c.readers[from:min(len(c.readers), from+limit)], len(c.readers), nil
}

func (c *cabinet) Content(context.Context, document.ID) (document.Content, error) {
	return document.Content{}, nil
}

func (c *cabinet) CountInScope(_ context.Context, s staff.Scope) (people, reachable int, err error) {
	if slices.Contains(s.Echelons, staff.EchelonI) {
		return 0, 0, nil
	}
	return 4, 3, nil
}

func (c *cabinet) RootUnits(context.Context) ([]staff.UnitID, error) {
	return []staff.UnitID{whole}, nil
}

func (c *cabinet) Members(_ context.Context, units []staff.UnitID, ids []staff.EmployeeID) ([]staff.Member, error) {
	var found []staff.Member
	for _, id := range ids {
		if slices.Contains(below(units...), staff.UnitID(id)) {
			found = append(found, staff.Member{Employee: staff.Employee{ID: id}})
		}
	}
	return found, nil
}

func (c *cabinet) UnitsBelow(_ context.Context, units []staff.UnitID) ([]staff.UnitID, error) {
	return below(units...), nil
}

func (c *cabinet) Actor(_ context.Context, id staff.EmployeeID) (staff.Actor, error) {
	a, known := c.people[id]
	if !known {
		return a, staff.ErrNoSuchEmployee
	}
	return a, nil
}

func (c *cabinet) RecordAudit(_ context.Context, e audit.Entry) error {
	c.refusals = append(c.refusals, e)
	return nil
}
