package announce_test

import (
	"context"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gelis-bali/gelis/domain/announce"
	"github.com/gelis-bali/gelis/domain/document"
	"github.com/gelis-bali/gelis/domain/staff"
)

// as is somebody with the id of somebody else.
func as(id staff.EmployeeID, a staff.Actor) staff.Actor {
	a.ID = id
	return a
}

// tried is something that is done to an issue that is in the state for it.
type tried struct {
	state announce.IssueState
	do    func(d *announce.Desk, by staff.Actor, i announce.IssueID) error
}

// by tries it as somebody, on what the head of the bureau wrote.
func (a tried) by(t *testing.T, by staff.Actor) error {
	t.Helper()
	c := newCabinet()
	id := c.send(t, draft(daily)).Announcement.ID
	i := c.add(announce.Issue{Announcement: id, Due: c.now, State: a.state, Count: announce.Count{People: 4, Sent: 3, Read: 1}})
	return a.do(c.desk(), by, i.ID)
}

// stating changes the state of an issue.
func stating(t *testing.T, state announce.IssueState, do func(*announce.Desk, context.Context, staff.Actor, announce.IssueID) (announce.Progress, error)) tried {
	t.Helper()
	return tried{state, func(d *announce.Desk, by staff.Actor, i announce.IssueID) error {
		_, err := do(d, t.Context(), by, i)
		return err
	}}
}

// rewriting changes the announcement.
func rewriting(t *testing.T, do func(*announce.Desk, context.Context, staff.Actor, announce.ID) (announce.Announcement, error)) tried {
	t.Helper()
	return tried{announce.Done, func(d *announce.Desk, by staff.Actor, _ announce.IssueID) error {
		_, err := do(d, t.Context(), by, 1)
		return err
	}}
}

// acts are all that can be done about an announcement.
func acts(t *testing.T) map[string]tried {
	t.Helper()
	return map[string]tried{
		"edit": {announce.Done, func(d *announce.Desk, by staff.Actor, _ announce.IssueID) error {
			_, err := d.Edit(t.Context(), by, 1, announce.Content{HTML: "Batal."})
			return err
		}},
		"remind":   stating(t, announce.Done, (*announce.Desk).Remind),
		"resume":   stating(t, announce.Stopped, (*announce.Desk).Resume),
		"missed":   stating(t, announce.Missed, (*announce.Desk).SendMissed),
		"stop":     stating(t, announce.Sending, (*announce.Desk).Stop),
		"withdraw": rewriting(t, (*announce.Desk).Withdraw),
		"end":      rewriting(t, (*announce.Desk).End),
		"readers": {announce.Done, func(d *announce.Desk, by staff.Actor, i announce.IssueID) error {
			_, _, err := d.Readers(t.Context(), by, i, true, 0, 5)
			return err
		}},
	}
}

// allowed says which right an act needs.
func allowed(act string, may announce.Rights) bool {
	switch act {
	case "edit", "remind", "resume", "missed":
		return may.Speak
	case "readers":
		return may.Readers
	}
	return may.Stop
}

// Who may do what about that which the head of the bureau wrote.
func TestWhoMayDoWhatAboutWhatSomebodyWrote(t *testing.T) {
	t.Parallel()
	all, stops, stopsAndReads := announce.Rights{Speak: true, Stop: true, Readers: true}, announce.Rights{Stop: true}, announce.Rights{Stop: true, Readers: true}
	for _, who := range []struct {
		name  string
		actor staff.Actor
		look  bool
		may   announce.Rights
	}{
		{"the author", author(), true, all},
		{"the author, no head any more", actor(authorID), true, stops},
		{"the author, head of a part", head(authorID, part), true, stops},
		{"the author, clerk of the unit now", as(authorID, granted(staff.Clerk, bureau)), true, stops},
		{"the author, personnel of the unit now", as(authorID, granted(staff.Personnel, bureau)), true, stopsAndReads},
		{"the author, who has left", gone(author()), false, announce.Rights{}},
		{"who came after the author", head(1, bureau), true, stops},
		{"the head above", head(1, whole), true, stops},
		{"personnel above", granted(staff.Personnel, whole), true, stopsAndReads},
		{"personnel of the unit", granted(staff.Personnel, bureau), true, stopsAndReads},
		{"an admin above", granted(staff.Admin, whole), true, stops},
		{"a clerk of the unit", granted(staff.Clerk, bureau), true, announce.Rights{}},
		{"a clerk above", granted(staff.Clerk, whole), true, announce.Rights{}},
		{"personnel beside", granted(staff.Personnel, other), false, announce.Rights{}},
		{"a head beside", head(1, other), false, announce.Rights{}},
		{"a head below", head(1, part), false, announce.Rights{}},
		{"somebody who got it", actor(4), false, announce.Rights{}},
	} {
		checkRights(t, who.name, who.actor, who.look, who.may)
	}
}

// checkRights tries all, and looks at what is shown to be allowed.
func checkRights(t *testing.T, name string, by staff.Actor, look bool, may announce.Rights) {
	t.Helper()
	err := tried{announce.Done, func(d *announce.Desk, by staff.Actor, i announce.IssueID) error {
		p, err := d.Progress(t.Context(), by, i)
		if diff := cmp.Diff(may, p.May); diff != "" {
			t.Errorf("%s is shown other rights (-want +got):\n%s", name, diff)
		}
		return err
	}}.by(t, by)
	if (err == nil) != look {
		t.Errorf("%s looks: %v, want allowed %t", name, err, look)
	}
	for act, a := range acts(t) {
		if err := a.by(t, by); (err == nil) != allowed(act, may) {
			t.Errorf("%s, %s: %v, want allowed %t", name, act, err, allowed(act, may))
		}
	}
}

// Somebody whose words are for people who are not in the unit any more.
func TestWhatGoesBeyondTheOfficeOfTodayIsNotSaidAgain(t *testing.T) {
	t.Parallel()
	c := newCabinet()
	c.send(t, draft(func(d *announce.Draft) { d.Scope = staff.Scope{People: []staff.EmployeeID{4}} }))
	c.written[0].Scope.People = []staff.EmployeeID{3}
	if _, err := c.desk().Edit(t.Context(), author(), 1, announce.Content{HTML: "Batal."}); !errors.Is(err, announce.ErrOnlyAuthor) {
		t.Errorf("it is changed: %v", err)
	}
	if len(c.refusals) != 1 || c.refusals[0].Facts["reason"] != "only_author" {
		t.Errorf("refusals written down: %+v", c.refusals)
	}
	if _, err := c.desk().Withdraw(t.Context(), author(), 1); err != nil {
		t.Errorf("it cannot be withdrawn: %v", err)
	}
}

func TestNothingCanBeSeenOfAChange(t *testing.T) {
	t.Parallel()
	c := newCabinet()
	c.send(t, draft())
	blank := announce.Content{HTML: "<i>\u2800 \u200b</i>"}
	if _, err := c.desk().Edit(t.Context(), author(), 1, blank); !errors.Is(err, announce.ErrEmpty) {
		t.Errorf("it says nothing: %v, want %v", err, announce.ErrEmpty)
	}
	c.written[0].Content.Files = []document.File{{Name: "jadwal.pdf"}}
	if a, err := c.desk().Edit(t.Context(), author(), 1, blank); err != nil || a.Content.HTML != "" {
		t.Errorf("the file alone: %q, %v", a.Content.HTML, err)
	}
}
