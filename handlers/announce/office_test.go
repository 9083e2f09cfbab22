package announce

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/announce"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/document"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/handlers/handlerstest"
)

// office is a desk with one announcement, and the staff of two units.
type office struct {
	*bot.Router

	mu    sync.Mutex
	did   []string
	state announce.IssueState
	of    announce.Announcement
	may   announce.Rights
}

func clock() calendar.Clock {
	return calendar.Clock{Now: func() time.Time { return time.Date(2026, time.November, 23, 10, 0, 0, 0, handlerstest.Zone()) }, Zone: handlerstest.Zone()}
}

func personnel() staff.Actor {
	return staff.Actor{
		Employee: staff.Employee{ID: 9, Name: "I Nyoman Suardika", Active: true},
		Grants:   []staff.Grant{{Role: staff.Personnel, UnitID: 1, UnitName: "Pemerintah Provinsi", Covers: []staff.UnitID{1, 2, 3}}},
	}
}

func reader() staff.Actor {
	return staff.Actor{Employee: staff.Employee{ID: 7, Name: "Ni Wayan Suartini", Active: true}}
}

func newOffice(c *bot.Client) *office {
	o := &office{Router: bot.NewRouter(), state: announce.Done, may: announce.Rights{Speak: true, Stop: true, Readers: true}}
	o.of = announce.Announcement{
		ID: 4, Version: 1, Author: 9, AuthorName: "I Nyoman Suardika", Unit: 1, UnitName: "Pemerintah Provinsi",
		Content: announce.Content{HTML: "Senam <b>pagi</b>."}, Scope: staff.Scope{Everyone: true},
	}
	New(Parts{Desk: o, Staff: o, Files: handlerstest.Sent{Client: c, Keeper: o}, Calendar: calendar.New(nil), Clock: clock()}).Register(o.Router)
	o.Action("home", staff.Everyone, func(context.Context, *bot.Request) (bot.Reply, error) { return bot.Reply{}, nil })
	return o
}

func (o *office) note(format string, args ...any) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.did = append(o.did, fmt.Sprintf(format, args...))
}

func (o *office) hasDone(t *testing.T, want string) {
	t.Helper()
	o.mu.Lock()
	defer o.mu.Unlock()
	if !slices.Contains(o.did, want) {
		t.Errorf("done: %q, want %q among it", o.did, want)
	}
}

func (o *office) progress() announce.Progress {
	return announce.Progress{Announcement: o.of, May: o.may, Issue: announce.Issue{
		ID: 6, Version: 1, Announcement: 4, Due: clock().Now(), Begun: clock().Now(), State: o.state, Count: announce.Count{People: 3, Sent: 3, Read: 1},
	}}
}

func (o *office) Offices(_ context.Context, by staff.Actor) ([]announce.Office, error) {
	if len(by.Grants) == 0 {
		return nil, nil
	}
	return []announce.Office{{Unit: 1, UnitName: "Pemerintah Provinsi", Role: staff.Personnel, Whole: true, Covers: []staff.UnitID{1, 2, 3}}}, nil
}

func (o *office) Begin(ctx context.Context, by staff.Actor) ([]announce.Office, error) {
	offices, err := o.Offices(ctx, by)
	if len(offices) == 0 {
		err = staff.ErrNotAllowed
	}
	return offices, err
}

func (o *office) Check(context.Context, staff.Actor, announce.Draft) error { return nil }

func (o *office) Send(_ context.Context, _ staff.Actor, d announce.Draft, once string) (announce.Progress, error) {
	rule := ""
	if d.Timing.Rule != nil {
		rule = d.Timing.Rule.String()
	}
	o.note("send %q to %+v, rule %q at %d, urgent %t, once %t", d.Content.HTML, d.Scope, rule, d.Timing.Minute, d.Urgent, once != "")
	p := o.progress()
	p.Issue.State = announce.Sending
	return p, nil
}

func (o *office) Coming(announce.Timing) time.Time { return time.Time{} }

func (o *office) Show(context.Context, staff.Actor, announce.ID, announce.IssueID) (announce.Progress, error) {
	return o.progress(), nil
}

func (o *office) Progress(context.Context, staff.Actor, announce.IssueID) (announce.Progress, error) {
	return o.progress(), nil
}

func (o *office) Look(_ context.Context, _ staff.Actor, id announce.IssueID) (announce.Progress, error) {
	if id != 6 {
		return announce.Progress{}, announce.ErrNoSuchIssue
	}
	return o.progress(), nil
}

func (o *office) Readers(context.Context, staff.Actor, announce.IssueID, bool, int, int) ([]announce.Reader, int, error) {
	return []announce.Reader{{Who: staff.Member{Employee: staff.Employee{Name: "I Ketut Rai"}, UnitName: "Sekretariat"}, State: announce.CopySent}}, 1, nil
}

func (o *office) Written(context.Context, staff.Actor, int, int) ([]announce.Progress, int, error) {
	return []announce.Progress{o.progress()}, 1, nil
}

func (o *office) Received(context.Context, staff.Actor, int, int) ([]announce.Received, int, error) {
	return []announce.Received{{Issue: 6, Announcement: o.of, SentAt: clock().Now(), State: announce.CopySent}}, 1, nil
}

func (o *office) Got(context.Context, staff.Actor, announce.IssueID) (announce.Received, error) {
	return announce.Received{Issue: 6, Announcement: o.of, SentAt: clock().Now(), State: announce.CopySent}, nil
}

func (o *office) Read(_ context.Context, _ staff.Actor, id announce.IssueID) (bool, error) {
	o.note("read %d", id)
	return true, nil
}

func (o *office) Content(context.Context, document.ID) (document.Content, error) {
	return document.Content{Bytes: []byte("PDF")}, nil
}

func (o *office) act(name string, id announce.IssueID, to announce.IssueState) (announce.Progress, error) {
	o.note("%s %d", name, id)
	o.state = to
	return o.progress(), nil
}

func (o *office) Stop(_ context.Context, _ staff.Actor, id announce.IssueID) (announce.Progress, error) {
	return o.act("stop", id, announce.Stopped)
}

func (o *office) Resume(_ context.Context, _ staff.Actor, id announce.IssueID) (announce.Progress, error) {
	return o.act("resume", id, announce.Sending)
}

func (o *office) SendMissed(_ context.Context, _ staff.Actor, id announce.IssueID) (announce.Progress, error) {
	return o.act("send missed", id, announce.Sending)
}

func (o *office) Remind(_ context.Context, _ staff.Actor, id announce.IssueID) (announce.Progress, error) {
	return o.act("remind", id, announce.Sending)
}

func (o *office) Edit(_ context.Context, _ staff.Actor, id announce.ID, c announce.Content) (announce.Announcement, error) {
	o.note("edit %d: %s", id, c.HTML)
	return o.of, nil
}

func (o *office) Withdraw(_ context.Context, _ staff.Actor, id announce.ID) (announce.Announcement, error) {
	o.note("withdraw %d", id)
	o.of.Withdrawn = true
	return o.of, nil
}

func (o *office) End(_ context.Context, _ staff.Actor, id announce.ID) (announce.Announcement, error) {
	o.note("end %d", id)
	return o.of, nil
}

func (o *office) KeepFile(context.Context, document.Content) error { return nil }

func (o *office) Units(_ context.Context, ids []staff.UnitID) ([]staff.Unit, error) {
	names := map[staff.UnitID]string{1: "Pemerintah Provinsi", 2: "Biro Organisasi", 3: "Dinas Kebudayaan"}
	var list []staff.Unit
	for _, id := range ids {
		list = append(list, staff.Unit{ID: id, Name: names[id]})
	}
	return list, nil
}

func (o *office) ChildUnits(ctx context.Context, parent staff.UnitID) ([]staff.Unit, error) {
	if parent != 1 {
		return nil, nil
	}
	return o.Units(ctx, []staff.UnitID{2, 3})
}

func (o *office) UnitsBelow(_ context.Context, units []staff.UnitID) ([]staff.UnitID, error) {
	if slices.Contains(units, 1) {
		return []staff.UnitID{1, 2, 3}, nil
	}
	return units, nil
}

func (o *office) RootUnits(context.Context) ([]staff.UnitID, error) { return []staff.UnitID{1}, nil }

func (o *office) CountInScope(context.Context, staff.Scope) (people, reachable int, err error) {
	return 1204, 1180, nil
}

func (o *office) StaffOf(context.Context, []staff.UnitID, string, int, int) ([]staff.Member, int, error) {
	return []staff.Member{{Employee: staff.Employee{ID: 7, Name: "Ni Wayan Suartini"}, Title: "Analis Arsip"}}, 1, nil
}

func (o *office) Members(_ context.Context, _ []staff.UnitID, ids []staff.EmployeeID) ([]staff.Member, error) {
	return []staff.Member{{Employee: staff.Employee{ID: ids[0]}}}, nil
}

func (o *office) Employees(context.Context, []staff.EmployeeID) ([]staff.Employee, error) {
	return []staff.Employee{{ID: 7, Name: "Ni Wayan Suartini"}}, nil
}

// talk is the office on a Telegram, with one person before it.
type talk struct {
	*office
	*handlerstest.Talk
}

func newTalk(t *testing.T, actor staff.Actor) *talk {
	t.Helper()
	k := &talk{}
	k.Talk = handlerstest.NewTalk(t, actor, func(c *bot.Client) *bot.Router {
		k.office = newOffice(c)
		return k.Router
	})
	return k
}

func (k *talk) taps(t *testing.T, label, answer string) {
	t.Helper()
	if a := k.Taps(t, label); a.Toast != "" {
		t.Fatalf("%s is answered with %q", label, a.Toast)
	}
	k.Expects(t, answer)
}
