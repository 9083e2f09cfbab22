package announce_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/gelis-bali/gelis/domain/announce"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
)

func draft(change ...func(*announce.Draft)) announce.Draft {
	d := announce.Draft{
		Office: announce.Office{Unit: bureau, Position: 102}, Content: announce.Content{HTML: "Senam pagi."}, Scope: staff.Scope{Units: []staff.UnitID{bureau}},
	}
	for _, c := range change {
		c(&d)
	}
	return d
}

func daily(d *announce.Draft) {
	d.Timing = announce.Timing{Rule: &calendar.Rule{Kind: calendar.Weekly, Weekday: time.Tuesday, Shift: calendar.Keep}, Minute: 9 * 60}
}

func tomorrow(d *announce.Draft) { d.Timing = announce.Timing{At: at(24, 9, 0)} }

func says(html string) func(*announce.Draft) {
	return func(d *announce.Draft) { d.Content.HTML = html }
}

// send lets the author send a draft.
func (c *cabinet) send(t *testing.T, d announce.Draft) announce.Progress {
	t.Helper()
	p, err := c.desk().Send(t.Context(), author(), d, "draft")
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// Who may write for whom.
func TestAuthorisation(t *testing.T) {
	t.Parallel()
	everyone, own, sub, beside := staff.Scope{Everyone: true}, staff.Scope{Units: []staff.UnitID{bureau}}, staff.Scope{Units: []staff.UnitID{part}}, staff.Scope{Units: []staff.UnitID{other}}
	ownPerson, strangePerson := staff.Scope{People: []staff.EmployeeID{4}}, staff.Scope{People: []staff.EmployeeID{4, 3}}
	for _, who := range []struct {
		name   string
		actor  staff.Actor
		office announce.Office
		may    [6]bool // everyone, own unit, below it, beside it, a person of it, a person beside it
	}{
		{"personnel of the whole office", granted(staff.Personnel, whole), announce.Office{Unit: whole, Role: staff.Personnel}, [6]bool{true, true, true, true, true, true}},
		{"admin of the whole office", granted(staff.Admin, whole), announce.Office{Unit: whole, Role: staff.Admin}, [6]bool{true, true, true, true, true, true}},
		{"clerk of the unit above all", granted(staff.Clerk, whole), announce.Office{Unit: whole, Role: staff.Clerk}, [6]bool{false, true, true, true, true, true}},
		{"personnel of the bureau", granted(staff.Personnel, bureau), announce.Office{Unit: bureau, Role: staff.Personnel}, [6]bool{false, true, true, false, true, false}},
		{"admin of the bureau", granted(staff.Admin, bureau), announce.Office{Unit: bureau, Role: staff.Admin}, [6]bool{false, true, true, false, true, false}},
		{"clerk of the bureau", granted(staff.Clerk, bureau), announce.Office{Unit: bureau, Role: staff.Clerk}, [6]bool{false, true, true, false, true, false}},
		{"head of the bureau", head(1, bureau), announce.Office{Unit: bureau, Position: 102}, [6]bool{false, true, true, false, true, false}},
		{"head of a part of it", head(1, part), announce.Office{Unit: part, Position: 104}, [6]bool{false, false, true, false, true, false}},
		{"head who claims a role", head(1, bureau), announce.Office{Unit: bureau, Role: staff.Personnel}, [6]bool{}},
		{"clerk who claims another unit", granted(staff.Clerk, bureau), announce.Office{Unit: whole, Role: staff.Clerk}, [6]bool{}},
		{"somebody without an office", actor(1), announce.Office{Unit: bureau}, [6]bool{}},
		{"head who has left", gone(head(1, bureau)), announce.Office{Unit: bureau, Position: 102}, [6]bool{}},
	} {
		for i, scope := range []staff.Scope{everyone, own, sub, beside, ownPerson, strangePerson} {
			c := newCabinet()
			_, err := c.desk().Send(t.Context(), who.actor, draft(func(d *announce.Draft) { d.Office, d.Scope = who.office, scope }), "draft")
			if got := err == nil; got != who.may[i] {
				t.Errorf("%s, scope %d: %v, want allowed %t", who.name, i, err, who.may[i])
			}
			if err != nil && (len(c.refusals) != 1 || len(c.written) != 0) {
				t.Errorf("%s, scope %d: %d refusals are written down, %d announcements", who.name, i, len(c.refusals), len(c.written))
			}
		}
	}
}

func TestWhatCannotBeSentIsRefused(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		change func(*announce.Draft)
		want   error
	}{
		"nothing to say":       {func(d *announce.Draft) { d.Content = announce.Content{} }, announce.ErrEmpty},
		"only spaces":          {says(" \n\u00a0&nbsp;\u3000"), announce.ErrEmpty},
		"an empty pattern":     {says("\u2800\u2800"), announce.ErrEmpty},
		"no width":             {says("\u200b\u200d\u2060\ufeff\u3164&#8203;\ufe0f"), announce.ErrEmpty},
		"tags around nothing":  {says("<b> <a href=\"https://bali.example\">\u2800</a></b>\n"), announce.ErrEmpty},
		"nobody":               {func(d *announce.Draft) { d.Scope = staff.Scope{} }, announce.ErrNobody},
		"nobody of an echelon": {func(d *announce.Draft) { d.Scope.Echelons = []staff.Echelon{staff.EchelonI} }, announce.ErrNobody},
		"an hour ago":          {func(d *announce.Draft) { d.Timing.At = at(23, 8, 0) }, announce.ErrPast},
		"a rule that is over": {func(d *announce.Draft) {
			daily(d)
			d.Timing.Rule.Until = calendar.NewDate(2026, time.November, 1)
		}, announce.ErrPast},
	} {
		if _, err := newCabinet().desk().Send(t.Context(), author(), draft(tt.change), "draft"); !errors.Is(err, tt.want) {
			t.Errorf("%s: %v, want %v", name, err, tt.want)
		}
	}
}

func TestADraftIsSentOnce(t *testing.T) {
	t.Parallel()
	c := newCabinet()
	first, second := c.send(t, draft()), c.send(t, draft())
	if diff := cmp.Diff(first, second); diff != "" || len(c.written) != 1 {
		t.Errorf("sent twice (-first +second):\n%s", diff)
	}
}

func TestHowFastItGoesAndHowLongItTakes(t *testing.T) {
	t.Parallel()
	c := newCabinet()
	id := c.send(t, draft()).Issue.ID
	c.issues[id-1].Count = announce.Count{People: 1000, Waiting: 500}
	p, err := c.desk().Progress(t.Context(), author(), id)
	if err != nil || p.PerSecond != 25 || p.Left != 20*time.Second || !p.Held.IsZero() {
		t.Errorf("25 a second, 20 s left: %+v, %v", p, err)
	}
	c.now = at(23, 20, 30)
	if p, err = c.desk().Progress(t.Context(), author(), id); err != nil || !p.Held.Equal(at(24, 6, 0)) {
		t.Errorf("held until %s, %v; want the morning", p.Held, err)
	}
}

func TestTheGraceEndsAfterFourHoursOrInTheEvening(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		due    time.Time
		urgent bool
		want   time.Time
	}{
		{at(23, 9, 0), false, at(23, 13, 0)},
		{at(23, 17, 0), false, at(23, 20, 0)},
		{at(23, 16, 0), false, at(23, 20, 0)},
		{at(23, 17, 0), true, at(23, 21, 0)},
		{at(23, 22, 0), false, at(24, 2, 0)},
	} {
		if got := announce.GraceEnds(tt.due, tt.urgent, wita()); !got.Equal(tt.want) {
			t.Errorf("due %s, urgent %t: %s, want %s", tt.due, tt.urgent, got, tt.want)
		}
	}
}

func TestAnIssueIsSentOnceWithinItsGraceAndMissedAfterIt(t *testing.T) {
	t.Parallel()
	for name, kind := range map[string]func(*announce.Draft){"for tomorrow": tomorrow, "repeating": daily} {
		for late, want := range map[time.Duration]announce.IssueState{
			0: announce.Sending, 10 * time.Minute: announce.Sending, 3 * time.Hour: announce.Sending, 4*time.Hour + time.Minute: announce.Missed, 72 * time.Hour: announce.Missed,
		} {
			t.Run(name+" "+late.String(), func(t *testing.T) {
				t.Parallel()
				runLate(t, kind, late, want)
			})
		}
	}
}

// runLate runs what is due tomorrow at nine so much later, three times.
func runLate(t *testing.T, kind func(*announce.Draft), late time.Duration, want announce.IssueState) {
	t.Helper()
	c := newCabinet()
	c.send(t, draft(kind))
	due := at(24, 9, 0)
	instants, err := c.desk().Instants(t.Context(), c.now, c.now.AddDate(0, 0, 3))
	if err != nil || len(instants) != 1 || !instants[0].At.Equal(due) {
		t.Fatalf("instants %v, %v", instants, err)
	}
	c.now = due.Add(late)
	for range 3 {
		if err := c.desk().RunDue(t.Context(), due); err != nil {
			t.Fatal(err)
		}
	}
	if len(c.issues) != 1 || c.issues[0].State != want {
		t.Errorf("%+v, want one that is %s", c.issues, want)
	}
	told := len(c.messages) == 1 && c.messages[0].Kind == notify.AnnounceMissed
	if told != (want == announce.Missed) || len(c.begun) > 1 {
		t.Errorf("told %v, begun %v", c.messages, c.begun)
	}
}

func TestWhatWasMissedCanBeSentAfterAll(t *testing.T) {
	t.Parallel()
	c := newCabinet()
	c.send(t, draft(tomorrow))
	c.now = at(26, 9, 0)
	if err := c.desk().Missed(t.Context(), at(24, 9, 0)); err != nil {
		t.Fatal(err)
	}
	if p, err := c.desk().SendMissed(t.Context(), author(), 1); err != nil || p.Issue.State != announce.Sending {
		t.Errorf("%+v, %v; want it sent", p.Issue, err)
	}
	if _, err := c.desk().SendMissed(t.Context(), author(), 1); !errors.Is(err, announce.ErrOver) {
		t.Errorf("sent twice: %v", err)
	}
}

func TestWhoLostTheOfficeSendsNothingThatIsDue(t *testing.T) {
	t.Parallel()
	for when, kind := range map[string]func(*announce.Draft){"for tomorrow": tomorrow, "repeating": daily} {
		for name, now := range map[string]staff.Actor{
			"no head any more": actor(authorID), "head of something else": head(authorID, part), "clerk there now": as(authorID, granted(staff.Clerk, bureau)), "has left": gone(author()),
		} {
			c := newCabinet()
			c.send(t, draft(kind))
			c.people[authorID] = now
			c.now = at(24, 9, 0)
			if err := c.desk().RunDue(t.Context(), c.now); err != nil {
				t.Fatal(err)
			}
			told := len(c.messages) == 1 && c.messages[0].Kind == notify.AnnounceMissed && c.messages[0].To == notify.ToEmployee(authorID)
			if c.issues[0].State != announce.Dropped || !told || len(c.begun) != 0 {
				t.Errorf("%s, %s: %+v, told %v", when, name, c.issues[0], c.messages)
			}
		}
	}
}

func TestTheUnreadAreRemindedOnce(t *testing.T) {
	t.Parallel()
	c := newCabinet()
	id := c.send(t, draft()).Issue.ID
	if _, err := c.desk().Remind(t.Context(), author(), id); !errors.Is(err, announce.ErrOver) {
		t.Errorf("reminded of what is still being sent: %v", err)
	}
	c.issues[id-1].State, c.issues[id-1].Count = announce.Done, announce.Count{People: 4, Sent: 3, Read: 3}
	if _, err := c.desk().Remind(t.Context(), author(), id); !errors.Is(err, announce.ErrAllRead) {
		t.Errorf("reminded although all have read it: %v", err)
	}
	c.issues[id-1].Count.Read = 1
	p, err := c.desk().Remind(t.Context(), author(), id)
	if err != nil || p.Issue.Repeats != id || p.Issue.State != announce.Sending {
		t.Fatalf("%+v, %v", p.Issue, err)
	}
	if _, err := c.desk().Remind(t.Context(), author(), id); !errors.Is(err, announce.ErrRepeatedBefore) {
		t.Errorf("reminded twice: %v", err)
	}
	if _, err := c.desk().Remind(t.Context(), author(), p.Issue.ID); !errors.Is(err, announce.ErrRepeatedBefore) {
		t.Errorf("reminded of a reminder: %v", err)
	}
}

func TestOneOfTheOwnIsFoundOnAnyPage(t *testing.T) {
	t.Parallel()
	c := newCabinet()
	for i := range 230 {
		c.readers = append(c.readers, announce.Received{Issue: announce.IssueID(i + 1)})
	}
	if got, err := c.desk().Got(t.Context(), actor(4), 220); err != nil || got.Issue != 220 {
		t.Errorf("%+v, %v", got, err)
	}
	if _, err := c.desk().Got(t.Context(), actor(4), 999); !errors.Is(err, announce.ErrNotYours) {
		t.Errorf("somebody else's is shown: %v", err)
	}
}

// Whatever is done in whatever order: an issue that is done, or was given up,
// stays so; what was withdrawn is never sent; nothing is sent twice.
func TestWhateverIsDoneTheStatesAreKept(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		c := newCabinet()
		desk := c.desk()
		if _, err := desk.Send(t.Context(), author(), draft(daily), "draft"); err != nil {
			rt.Fatal(err)
		}
		ended := map[announce.IssueID]bool{}
		for range rapid.IntRange(1, 30).Draw(rt, "acts") {
			before := c.states()
			id := announce.IssueID(rapid.IntRange(1, 3).Draw(rt, "issue"))
			act := rapid.SampledFrom([]string{"time", "due", "stop", "resume", "missed", "done", "withdraw", "end", "remind"}).Draw(rt, "act")
			c.do(t, desk, act, id)
			if fault := c.fault(before, ended); fault != "" {
				rt.Fatalf("%s %d: %s", act, id, fault)
			}
		}
	})
}

// fault names what must not have become of the issues since before.
func (c *cabinet) fault(before map[announce.IssueID]announce.IssueState, ended map[announce.IssueID]bool) string {
	for issue, now := range c.states() {
		was, known := before[issue]
		switch {
		case known && ended[issue] && now != was:
			return "one that had ended changes from " + string(was) + " to " + string(now)
		case known && c.written[0].Withdrawn && now == announce.Sending && was != now:
			return "what is withdrawn is sent"
		}
		ended[issue] = now == announce.Done || now == announce.Dropped
	}
	return ""
}

func (c *cabinet) states() map[announce.IssueID]announce.IssueState {
	states := map[announce.IssueID]announce.IssueState{}
	for _, i := range c.issues {
		states[i.ID] = i.State
	}
	return states
}

// do does something; that it may be refused is the point.
func (c *cabinet) do(t *testing.T, desk *announce.Desk, act string, id announce.IssueID) {
	t.Helper()
	switch act {
	case "time":
		c.now = c.now.Add(26 * time.Hour)
	case "done":
		if int(id) <= len(c.issues) && c.issues[id-1].State == announce.Sending {
			c.issues[id-1].State, c.issues[id-1].Count = announce.Done, announce.Count{People: 4, Sent: 4}
		}
	case "due":
		for day := range 20 {
			_ = desk.RunDue(t.Context(), at(24+day, 9, 0))
			if at(24+day, 9, 0).After(c.now) {
				break
			}
		}
	default:
		for name, do := range map[string]func() error{
			"stop":     func() error { _, err := desk.Stop(t.Context(), author(), id); return err },
			"resume":   func() error { _, err := desk.Resume(t.Context(), author(), id); return err },
			"missed":   func() error { _, err := desk.SendMissed(t.Context(), author(), id); return err },
			"remind":   func() error { _, err := desk.Remind(t.Context(), author(), id); return err },
			"withdraw": func() error { _, err := desk.Withdraw(t.Context(), author(), 1); return err },
			"end":      func() error { _, err := desk.End(t.Context(), author(), 1); return err },
		} {
			if name == act {
				_ = do()
			}
		}
	}
}
