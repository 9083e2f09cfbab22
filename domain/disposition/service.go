package disposition

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/document"
	"github.com/gelis-bali/gelis/domain/staff"
)

// Auditor writes a line that belongs to no change: a refusal.
type Auditor interface {
	RecordAudit(ctx context.Context, e audit.Entry) error
}

// Desk is what an employee does with dispositions.
type Desk struct {
	store    Store
	line     Line
	audit    Auditor
	calendar *calendar.Calendar
	clock    calendar.Clock
}

// NewDesk makes the service over its store, the line of superiors, the audit
// log, the office's days and its clock.
func NewDesk(store Store, line Line, auditor Auditor, cal *calendar.Calendar, clock calendar.Clock) *Desk {
	return &Desk{store: store, line: line, audit: auditor, calendar: cal, clock: clock}
}

// View is a branch as an employee may see it now. Of a letter that stays in
// the office it carries nothing but the agenda number and where the letter is.
type View struct {
	*Dossier
	Branch   *Branch
	Relation Relation
	Mark     Mark
	Allowed  []Action // beside View
	First    bool     // this opening left the read receipt
	MayTrail bool     // the whole letter's way may be looked at, as far as the actor is concerned
}

// Today is the office's day.
func (d *Desk) Today() calendar.Date { return d.clock.Today() }

// Counts counts what waits for the positions that the actor holds today.
func (d *Desk) Counts(ctx context.Context, by staff.Actor) (Counts, error) {
	counts, err := d.store.Count(ctx, d.query(by, All))
	if err != nil {
		return Counts{}, fmt.Errorf("count what waits for employee %d: %w", by.ID, err)
	}
	return counts, nil
}

// List pages through what is addressed to the positions held today, the most
// pressing first: overdue, near the deadline, unread, then by deadline.
func (d *Desk) List(ctx context.Context, by staff.Actor, f Filter, offset, limit int) (Page, error) {
	q := d.query(by, f)
	q.Offset, q.Limit = max(0, offset), limit
	page, err := d.store.List(ctx, q)
	if err != nil {
		return Page{}, fmt.Errorf("list what waits for employee %d: %w", by.ID, err)
	}
	return page, nil
}

func (d *Desk) query(by staff.Actor, f Filter) Query {
	today := d.clock.Today()
	return Query{Positions: by.PositionIDs(), Filter: f, Today: today, LateUpTo: LateUpTo(EscalateToSender, today, d.calendar)}
}

// Look shows a branch to somebody who is told of it, without leaving a receipt.
// It is nobody's tap, so a refusal is not audited.
func (d *Desk) Look(ctx context.Context, by staff.Actor, id BranchID) (View, error) {
	view, err := d.look(ctx, by, id)
	if err != nil {
		return View{}, fmt.Errorf("look at branch %d: %w", id, err)
	}
	return view, nil
}

// Show shows more of a branch to whoever tapped for it, without leaving a
// receipt. A refusal is audited.
func (d *Desk) Show(ctx context.Context, by staff.Actor, id BranchID) (View, error) {
	view, err := d.look(ctx, by, id)
	if err != nil {
		return View{}, d.refused(ctx, by, ActionView, id, err)
	}
	return view, nil
}

// Open shows a branch and leaves the recipient's read receipt.
func (d *Desk) Open(ctx context.Context, by staff.Actor, id BranchID) (View, error) {
	view, err := d.Show(ctx, by, id)
	if err != nil {
		return View{}, err
	}
	if view.Branch.State != StateSent || view.Relation != Recipient {
		return view, nil
	}
	first := false
	view, err = d.change(ctx, by, id, ActionView, "", func(dossier *Dossier, now time.Time) (Decision, error) {
		decision, err := dossier.Open(id, by, now)
		first = len(decision.Audit) > 0
		return decision, err
	})
	view.First = first && err == nil
	return view, err
}

// Start takes a branch into progress.
func (d *Desk) Start(ctx context.Context, by staff.Actor, id BranchID) (View, error) {
	return d.change(ctx, by, id, ActionStart, "", func(dossier *Dossier, now time.Time) (Decision, error) {
		return dossier.Start(id, by, now)
	})
}

// Finish ends a branch with a report; the same once ends it only once.
func (d *Desk) Finish(ctx context.Context, by staff.Actor, id BranchID, r Report, once string) (View, error) {
	return d.change(ctx, by, id, ActionFinish, once, func(dossier *Dossier, now time.Time) (Decision, error) {
		return dossier.Finish(id, r, by, now)
	})
}

// SendBack returns a branch to its sender; the same once returns it only once.
func (d *Desk) SendBack(ctx context.Context, by staff.Actor, id BranchID, reason, once string) (View, error) {
	return d.change(ctx, by, id, ActionReturn, once, func(dossier *Dossier, now time.Time) (Decision, error) {
		return dossier.SendBack(id, reason, by, now)
	})
}

// May asks, before a form is begun, whether it could be submitted now. A
// refusal is audited like that of the act itself.
func (d *Desk) May(ctx context.Context, by staff.Actor, act Action, id BranchID) (View, error) {
	dossier, err := d.store.Dossier(ctx, id)
	if err != nil {
		return View{}, d.refused(ctx, by, act, id, err)
	}
	if _, err := dossier.allowed(by, act, id); err != nil {
		return View{}, d.refused(ctx, by, act, id, err)
	}
	return d.view(by, dossier, id) // who may act may view
}

// Document returns a file of the letter, or of the branch's report, to somebody
// who may see the branch. Files of letters that stay in the office
// are never returned: ErrSecretInOffice.
func (d *Desk) Document(ctx context.Context, by staff.Actor, id BranchID, file document.ID) (document.Content, error) {
	view, err := d.Show(ctx, by, id)
	if err != nil {
		return document.Content{}, err
	}
	if view.Letter.Secrecy.StaysInOffice() {
		return document.Content{}, d.refused(ctx, by, ActionView, id, ErrSecretInOffice)
	}
	same := func(f document.File) bool { return f.ID == file }
	if !slices.ContainsFunc(view.Letter.Files, same) && !slices.ContainsFunc(view.Branch.ReportFiles, same) {
		return document.Content{}, d.refused(ctx, by, ActionView, id, ErrNotYours)
	}
	content, err := d.store.Content(ctx, file)
	if err != nil {
		return document.Content{}, fmt.Errorf("load a file of branch %d: %w", id, err)
	}
	return content, nil
}

func (d *Desk) look(ctx context.Context, by staff.Actor, id BranchID) (View, error) {
	dossier, err := d.store.Dossier(ctx, id)
	if err != nil {
		return View{}, err
	}
	return d.view(by, dossier, id)
}

func (d *Desk) change(ctx context.Context, by staff.Actor, id BranchID, act Action, once string,
	decide func(*Dossier, time.Time) (Decision, error),
) (View, error) {
	now := d.clock.Now()
	dossier, err := d.store.UpdateDossier(ctx, Change{Branch: id, Once: once}, func(dossier *Dossier) (Decision, error) {
		return decide(dossier, now)
	})
	if err != nil {
		return View{}, d.refused(ctx, by, act, id, err)
	}
	view, err := d.view(by, dossier, id)
	if err != nil {
		return View{}, d.refused(ctx, by, act, id, err)
	}
	return view, nil
}

func (d *Desk) view(by staff.Actor, dossier *Dossier, id BranchID) (View, error) {
	dossier = dossier.Withheld()
	branch, err := dossier.allowed(by, ActionView, id)
	if err != nil {
		return View{}, err
	}
	v := View{Dossier: dossier, Branch: branch, Relation: dossier.RelationOf(by, branch), MayTrail: true}
	if branch.State.Waits() && !branch.Copy {
		v.Mark = MarkOf(branch.Deadline, d.clock.Today())
	}
	for _, act := range Actions() {
		nudged := act == ActionNudge && branch.nudgedOn(d.clock.Today(), d.clock.Zone)
		if act != ActionView && !nudged && dossier.May(by, act, branch) == nil {
			v.Allowed = append(v.Allowed, act)
		}
	}
	return v, nil
}
