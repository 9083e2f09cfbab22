package main_test

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/document"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/telegramtest"
)

// inFlight is how long before a kill something can have been sent of which nothing was written down.
const inFlight = 2 * time.Second

// count compares what people did with what came of it.
func (c *crash) count() {
	c.t.Helper()
	c.countFigures()
	c.countNotices()
	c.countLogs()
	branches := c.branches()
	c.countOrders(branches)
	c.countLetters(branches)
	c.countAudit(branches)
	c.countButtons()
}

func (c *crash) countFigures() {
	c.t.Helper()
	figures, err := c.db.Figures(c.t.Context())
	if err != nil {
		c.t.Fatal(err)
	}
	if figures.DeadLetters != 0 || figures.Stuck != 0 {
		letters, _ := c.db.DeadLetters(c.t.Context(), 5)
		c.t.Errorf("%d dead letters, %d stuck notices: %+v", figures.DeadLetters, figures.Stuck, letters)
	}
	for state, n := range figures.Notices {
		if state != "SENT" && state != "OBSOLETE" && n > 0 {
			c.t.Errorf("%d notices are %s", n, state)
		}
	}
	// What is told again was on its way at a kill, and was counted.
	firsts := c.heard.repeated()
	if len(firsts) > figures.Repeats {
		c.t.Errorf("%d notices were told again, but only %d attempts are known to follow one of unknown fate", len(firsts), figures.Repeats)
	}
	for _, at := range firsts {
		if !c.killedSoonAfter(at) {
			c.t.Errorf("a notice of %s was told again, though nothing was killed then", at.Format(time.StampMilli))
		}
	}
	open := 0
	for _, k := range c.kills {
		open += k.unconfirmed
	}
	if repeated := c.repeatedAnswers(); repeated < 0 || repeated > open {
		c.t.Errorf("%d answers were given again; %d updates were open at the kills", repeated, open)
	}
}

func (c *crash) killedSoonAfter(at time.Time) bool {
	return slices.ContainsFunc(c.kills, func(k kill) bool {
		return k.at.Add(inFlight).After(at) && k.at.Sub(at) < inFlight // a request may be written before and arrive after
	})
}

// countNotices: everybody has seen what was for them.
func (c *crash) countNotices() {
	c.t.Helper()
	ids := map[*employee]int64{}
	for _, d := range c.drivers {
		ids[d.who] = d.ID()
	}
	untold := 0
	want := map[told]bool{}
	for one := range c.office.orders() {
		kind := sayDone
		if one.back {
			kind = sayReturned
		}
		want[told{ids[one.sender], kind, one.letter, fmt.Sprintf("Oleh: Analis %s (%s)", one.to.position, one.to.name)}] = true
		fresh := told{person: ids[one.to], kind: sayNew, letter: one.letter}
		if len(c.heard.notices[fresh]) == 0 {
			untold++
			continue
		}
		want[fresh] = true
	}
	for _, l := range c.office.letters {
		if l.chained && !l.returned() {
			want[told{ids[c.office.head], sayDone, l.number, "Oleh: Kepala Bidang " + strings.TrimPrefix(l.sender.position, "KABID-")}] = true
		}
	}
	got := map[told]bool{}
	for key := range c.heard.notices {
		if slices.Contains([]string{sayNew, sayDone, sayReturned}, key.kind) {
			got[key] = true
		}
	}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(told{})); diff != "" {
		c.t.Errorf("what people were told (-want +got):\n%s", diff)
	}
	c.countObsolete(untold)
}

// countObsolete: a person who was not told of an order had carried it out before.
func (c *crash) countObsolete(untold int) {
	c.t.Helper()
	figures, err := c.db.Figures(c.t.Context())
	if err != nil {
		c.t.Fatal(err)
	}
	// A notice that went out and whose sender was killed may be found obsolete at its second attempt.
	if n := figures.Notices["OBSOLETE"]; n < untold || n > untold+figures.Repeats {
		c.t.Errorf("%d people were not told of an order, but %d notices had become obsolete (%d attempts of unknown fate)", untold, n, figures.Repeats)
	}
}

func (c *crash) countLogs() {
	c.t.Helper()
	for i, p := range c.logs {
		p.keepsSecrets(c.env)
		for line := range strings.Lines(p.log.String()) {
			if strings.Contains(line, "level=ERROR") || strings.Contains(line, "panic") {
				c.t.Errorf("start %d: %s", i, line)
			}
		}
	}
}

// found is an order as the database has it.
type found struct {
	*disposition.Branch
	dossier *disposition.Dossier
}

// branches are the orders as the database has them; one that is not there is reported.
func (c *crash) branches() map[*order]found {
	c.t.Helper()
	byPlace := map[string]found{}
	for _, d := range c.drivers {
		actor, err := c.db.Identify(c.t.Context(), staff.AccountID(d.ID()))
		if err != nil {
			c.t.Fatalf("identify %s: %v", d.who.position, err)
		}
		for _, filter := range []disposition.Filter{disposition.All, disposition.Finished} {
			page, err := c.db.List(c.t.Context(), disposition.Query{Positions: actor.PositionIDs(), Filter: filter, Limit: 1000})
			if err != nil {
				c.t.Fatal(err)
			}
			for _, item := range page.Items {
				byPlace[place(item.AgendaNumber, d.who)] = c.load(item.Branch)
			}
		}
	}
	all := map[*order]found{}
	for one := range c.office.orders() {
		b, ok := byPlace[place(one.letter, one.to)]
		if !ok {
			c.t.Fatalf("letter %d, %s: there is no such order", one.letter, one.to.position)
		}
		all[one] = b
	}
	return all
}

func place(letter int, of *employee) string { return fmt.Sprintf("%d %s", letter, of.position) }

func (c *crash) load(id disposition.BranchID) found {
	c.t.Helper()
	dossier, err := c.db.Dossier(c.t.Context(), id)
	if err != nil {
		c.t.Fatal(err)
	}
	branch, err := dossier.Branch(id)
	if err != nil {
		c.t.Fatal(err)
	}
	return found{branch, dossier}
}

// outcome is how an order ended.
type outcome struct {
	State          disposition.State
	Report, Reason string
	Files          []document.ID
	Started        bool
}

// countOrders: each has the state that its person chose, with what was typed and sent.
func (c *crash) countOrders(branches map[*order]found) {
	c.t.Helper()
	sent := map[*employee]map[int][]document.ID{}
	for _, d := range c.drivers {
		sent[d.who] = d.files
	}
	for one, b := range branches {
		want := outcome{State: disposition.StateDone, Report: one.words, Files: sent[one.to][one.letter], Started: one.first}
		if one.back {
			want = outcome{State: disposition.StateReturned, Reason: one.words, Started: one.first}
		}
		got := outcome{State: b.State, Report: b.Report, Reason: b.Reason, Started: !b.Started.At.IsZero()}
		for _, f := range b.ReportFiles {
			got.Files = append(got.Files, f.ID)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			c.t.Errorf("letter %d, %s (-want +got):\n%s", one.letter, one.to.position, diff)
		}
		if len(got.Files) != one.files {
			c.t.Errorf("letter %d, %s has %d files, want %d", one.letter, one.to.position, len(got.Files), one.files)
		}
	}
}

// countLetters: a letter is complete exactly when none of its orders was returned.
func (c *crash) countLetters(branches map[*order]found) {
	c.t.Helper()
	for _, l := range c.office.letters {
		b := branches[l.orders[0]]
		if complete := !b.dossier.Letter.CompletedAt.IsZero(); complete == l.returned() {
			c.t.Errorf("letter %d is complete: %v, one of its orders was returned: %v", l.number, complete, l.returned())
		}
		want := len(l.orders)
		if l.chained {
			want++
		}
		if len(b.dossier.Branches) != want {
			c.t.Errorf("letter %d has %d branches, want %d", l.number, len(b.dossier.Branches), want)
		}
	}
}

// counted is how often each action stands in the audit log about each subject.
type counted map[audit.Action]map[notify.Subject]int

func (n counted) add(action audit.Action, about notify.Subject) {
	if n[action] == nil {
		n[action] = map[notify.Subject]int{}
	}
	n[action][about]++
}

// countAudit: the chain is whole, and each decision stands in it once.
func (c *crash) countAudit(branches map[*order]found) {
	c.t.Helper()
	if verified := gelis(c.t, c.env, "audit", "verify"); verified.code != 0 || !strings.Contains(verified.out, "The audit log is whole") {
		c.t.Errorf("audit verify: %+v", verified)
	}
	lines := counted{}
	for line, err := range c.db.AuditLines(c.t.Context(), 0) {
		if err != nil {
			c.t.Fatal(err)
		}
		lines.add(line.Entry.Action, line.Entry.Subject)
	}
	want := counted{}
	for one, b := range branches {
		about := disposition.SubjectOf(b.ID)
		want.add(audit.BranchRead, about)
		if one.first {
			want.add(audit.BranchStarted, about)
		}
		if one.back {
			want.add(audit.BranchReturned, about)
		} else {
			want.add(audit.BranchDone, about)
		}
	}
	for action, subjects := range want {
		if diff := cmp.Diff(subjects, lines[action]); diff != "" {
			c.t.Errorf("%s lines of the audit log (-want +got):\n%s", action, diff)
		}
	}
	c.countLinks(lines)
}

func (c *crash) countLinks(lines counted) {
	c.t.Helper()
	if made := lines[audit.LinkMade]; len(made) != len(c.drivers) {
		c.t.Errorf("%d people were linked, want %d", len(made), len(c.drivers))
	}
	for subject, n := range lines[audit.LinkMade] {
		if n != 1 {
			c.t.Errorf("%s was linked %d times", subject, n)
		}
	}
	for _, action := range []audit.Action{audit.LinkFailed, audit.LinkRemoved, audit.UpdateDeadLetter} {
		if n := len(lines[action]); n > 0 {
			c.t.Errorf("%d lines of %s", n, action)
		}
	}
	c.t.Logf("%d orders had a tap refused that came again after a kill", len(lines[audit.ActionRefused]))
}

// countButtons: no message offers what no longer works. Only one that was on its way at a kill may, so that nobody knows
// of it; its buttons say that they are stale.
func (c *crash) countButtons() {
	c.t.Helper()
	unknown := 0
	for _, d := range c.drivers {
		for _, m := range d.Chat() {
			action := acts(m)
			switch {
			case action == "":
			case c.killedSoonAfter(m.Date) && !m.Edited:
				unknown++
			default:
				c.t.Errorf("%s still has %s on message %d of %s: %q", d.who.position, action, m.ID, m.Date.Format(time.StampMilli), m.Plain)
			}
		}
	}
	c.t.Logf("%d messages that were on their way at a kill keep their buttons", unknown)
}

// acts is the action of a button that would do something to an order, "" if there is none.
func acts(m telegramtest.Message) string {
	for _, row := range m.Buttons {
		for _, b := range row {
			callback, err := bot.DecodeCallback(b.Data)
			if err == nil && slices.Contains([]string{"branch.start", "branch.finish", "branch.return"}, callback.Action) {
				return b.Text
			}
		}
	}
	return ""
}
