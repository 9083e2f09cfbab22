package request

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/document"
	"github.com/gelis-bali/gelis/domain/leave"
	"github.com/gelis-bali/gelis/domain/staff"
)

// Auditor writes a line that belongs to no change: a refusal.
type Auditor interface {
	RecordAudit(ctx context.Context, e audit.Entry) error
}

// Desk is what an employee does with requests.
type Desk struct {
	store    Store
	audit    Auditor
	calendar *calendar.Calendar
	clock    calendar.Clock
}

// NewDesk makes the service over its store, audit log, calendar and clock.
func NewDesk(store Store, auditor Auditor, cal *calendar.Calendar, clock calendar.Clock) *Desk {
	return &Desk{store: store, audit: auditor, calendar: cal, clock: clock}
}

// Plan is what an ask would become if it were sent now.
type Plan struct {
	Ask       Ask
	Applicant Applicant
	Days      int
	Charges   []leave.Charge
	Balance   []leave.Balance // of each year concerned, before this; annual leave only
	Steps     []Step
	Line      Line      // of their positions, with who holds them today
	Away      []Absence // others of the unit in those days; what for is left out
}

// View is a request as an employee may see it now. A verdict in its undo time
// is shown to nobody but its author.
type View struct {
	*Request
	Line      Line
	Relation  Relation
	Allowed   []Action  // beside View
	Choices   []Choice  // where Decide is allowed
	Waits     []Turn    // who has it now; empty when the applicant has it or it has ended
	Own       *Step     // the viewer's step with a verdict that can be taken back
	UndoUntil time.Time // of Own
	Balance   []leave.Balance
	Away      []Absence // of the unit in those days, for who decides
	Original  *Request  // that a cancellation is about
}

// Turn is a position that a request waits for.
type Turn struct {
	Title        string
	Holders      []Holder
	Since        time.Time
	InsteadTitle string // the position that it was meant for, if it went on
	Why          Detour
	Escalated    bool // may act as well, because the first did not answer in time
}

// Outcome is what became of one of several requests.
type Outcome struct {
	ID   ID
	View View
	Err  error
}

// Today is the office's day.
func (d *Desk) Today() calendar.Date { return d.clock.Today() }

func (d *Desk) moment() Moment {
	return Moment{Now: d.clock.Now(), Zone: d.clock.Zone, Calendar: d.calendar}
}

// Plan judges an ask as Send would, with the same errors, and changes nothing.
func (d *Desk) Plan(ctx context.Context, by staff.Actor, position staff.PositionID, a Ask) (Plan, error) {
	if err := mayAsk(by, position); err != nil {
		return Plan{}, fmt.Errorf("plan a request of employee %d: %w", by.ID, err)
	}
	facts, err := d.store.Facts(ctx, by.ID, position, a)
	if err != nil {
		return Plan{}, fmt.Errorf("load what a request of employee %d is judged by: %w", by.ID, err)
	}
	plan, err := facts.Plan(a, d.moment())
	if err != nil {
		return Plan{}, fmt.Errorf("plan a request of employee %d: %w", by.ID, err)
	}
	away, err := d.store.Away(ctx, []staff.UnitID{facts.Applicant.Unit}, plan.Ask.Period)
	if err != nil {
		return Plan{}, fmt.Errorf("find who else is away: %w", err)
	}
	plan.Line, plan.Away = facts.Line, withoutCause(away, by.ID)
	return plan, nil
}

// Send sends an ask; the same once sends it only once.
func (d *Desk) Send(ctx context.Context, by staff.Actor, position staff.PositionID, a Ask, once string) (View, error) {
	if err := mayAsk(by, position); err != nil {
		return View{}, fmt.Errorf("send a request of employee %d: %w", by.ID, err)
	}
	m := d.moment()
	c, err := d.store.AddRequest(ctx, by.ID, position, a, once, func(f Facts) (*Request, Decision, error) {
		return f.Send(a, by, m)
	})
	if err != nil {
		return View{}, fmt.Errorf("send a request of employee %d: %w", by.ID, err)
	}
	return d.view(ctx, by, c)
}

// Look shows a request to somebody who is told of it. It is nobody's tap, so a
// refusal is not audited.
func (d *Desk) Look(ctx context.Context, by staff.Actor, id ID) (View, error) {
	view, err := d.look(ctx, by, id)
	if err != nil {
		return View{}, fmt.Errorf("look at request %d: %w", id, err)
	}
	return view, nil
}

// Show shows a request to whoever tapped for it. A refusal is audited.
func (d *Desk) Show(ctx context.Context, by staff.Actor, id ID) (View, error) {
	view, err := d.look(ctx, by, id)
	if err != nil {
		return View{}, d.refused(ctx, by, ActionView, id, err)
	}
	return view, nil
}

// May asks, before a form is begun, whether it could be submitted now. A
// refusal is audited like that of the act itself.
func (d *Desk) May(ctx context.Context, by staff.Actor, act Action, id ID) (View, error) {
	m := d.moment()
	c, err := d.store.Request(ctx, id)
	if err == nil {
		c.foresee(m)
		err = c.May(by, act, m)
	}
	if err != nil {
		return View{}, d.refused(ctx, by, act, id, err)
	}
	return d.view(ctx, by, c)
}

// Decide gives a verdict on the step whose turn it is. It can be taken back
// for UndoFor, and takes effect then.
func (d *Desk) Decide(ctx context.Context, by staff.Actor, id ID, choice Choice, reason string, proposal Period, once string) (View, error) {
	return d.change(ctx, by, id, ActionDecide, once, func(c Case, m Moment) (Decision, error) {
		return c.Decide(by, Ruling{Choice: choice, Reason: reason, Proposal: proposal}, m)
	})
}

// TakeBack takes the actor's own verdict back.
func (d *Desk) TakeBack(ctx context.Context, by staff.Actor, id ID) (View, error) {
	return d.change(ctx, by, id, ActionTakeBack, "", func(c Case, m Moment) (Decision, error) {
		return c.TakeBack(by, m)
	})
}

// ApproveAll approves several requests, each on its own.
func (d *Desk) ApproveAll(ctx context.Context, by staff.Actor, ids []ID) []Outcome {
	outcomes := make([]Outcome, 0, len(ids))
	for _, id := range ids {
		view, err := d.Decide(ctx, by, id, Approve, "", Period{}, "")
		outcomes = append(outcomes, Outcome{ID: id, View: view, Err: err})
	}
	return outcomes
}

// Answer accepts the days that a decider proposed, or withdraws the request.
func (d *Desk) Answer(ctx context.Context, by staff.Actor, id ID, accept bool) (View, error) {
	return d.change(ctx, by, id, ActionAnswer, "", func(c Case, m Moment) (Decision, error) {
		return c.Answer(by, accept, m)
	})
}

// Withdraw ends a request that is open.
func (d *Desk) Withdraw(ctx context.Context, by staff.Actor, id ID) (View, error) {
	return d.change(ctx, by, id, ActionWithdraw, "", func(c Case, m Moment) (Decision, error) {
		return c.Withdraw(by, m)
	})
}

// Nudge reminds whoever has the request, once a day.
func (d *Desk) Nudge(ctx context.Context, by staff.Actor, id ID) (View, error) {
	return d.change(ctx, by, id, ActionNudge, "", func(c Case, m Moment) (Decision, error) {
		return c.Nudge(by, m)
	})
}

// Advance lets a request move on by itself as far as it is due. Whoever calls
// it again, early or late, changes nothing.
func (d *Desk) Advance(ctx context.Context, id ID) error {
	m := d.moment()
	_, err := d.store.UpdateRequest(ctx, id, "", func(c Case) (Decision, error) { return c.Advance(m), nil })
	if err != nil {
		return fmt.Errorf("advance request %d: %w", id, err)
	}
	return nil
}

// Document returns a file of a request to somebody who may see it.
func (d *Desk) Document(ctx context.Context, by staff.Actor, id ID, file document.ID) (document.Content, error) {
	view, err := d.May(ctx, by, ActionDocument, id)
	if err != nil {
		return document.Content{}, err
	}
	if !slices.ContainsFunc(view.Files, func(f document.File) bool { return f.ID == file }) {
		return document.Content{}, d.refused(ctx, by, ActionDocument, id, ErrNotYours)
	}
	content, err := d.store.Content(ctx, file)
	if err != nil {
		return document.Content{}, fmt.Errorf("load a file of request %d: %w", id, err)
	}
	return content, nil
}

func (d *Desk) look(ctx context.Context, by staff.Actor, id ID) (View, error) {
	c, err := d.store.Request(ctx, id)
	if err != nil {
		return View{}, err
	}
	if err := c.May(by, ActionView, d.moment()); err != nil {
		return View{}, err
	}
	return d.view(ctx, by, c)
}

func (d *Desk) change(ctx context.Context, by staff.Actor, id ID, act Action, once string,
	decide func(Case, Moment) (Decision, error),
) (View, error) {
	m := d.moment()
	c, err := d.store.UpdateRequest(ctx, id, once, func(c Case) (Decision, error) { return decide(c, m) })
	if err == nil {
		err = c.May(by, ActionView, m)
	}
	if err != nil {
		return View{}, d.refused(ctx, by, act, id, err)
	}
	return d.view(ctx, by, c)
}

// mayAsk reports whether somebody can ask for anything in a position.
func mayAsk(by staff.Actor, position staff.PositionID) error {
	if !by.Known() {
		return staff.ErrUnknownAccount
	}
	if !by.Active {
		return staff.ErrInactive
	}
	if _, ok := by.Holds(position); !ok {
		return ErrNotYourPosition
	}
	return nil
}

// refused writes the refusal of an act into the audit log and returns the
// reason. Mistakes in what somebody wrote or chose are no refusals.
func (d *Desk) refused(ctx context.Context, by staff.Actor, act Action, id ID, reason error) error {
	reason = fmt.Errorf("%s request %d: %w", act, id, reason)
	code, ok := refusalCode(reason)
	if !ok {
		return reason
	}
	entry := audit.Entry{
		At: d.clock.Now(), Actor: by.ID, Account: by.Account, Action: audit.ActionRefused, Subject: SubjectOf(id),
		Facts: map[string]string{"action": string(act), "reason": code},
	}
	return errors.Join(reason, d.audit.RecordAudit(ctx, entry))
}

func refusalCode(err error) (string, bool) {
	for code, refusal := range map[string]error{
		"no_such_request": ErrNoSuchRequest, "not_yours": ErrNotYours, "own_request": ErrOwnRequest,
		"only_decider": ErrOnlyDecider, "only_applicant": ErrOnlyApplicant, "not_your_turn": ErrNotYourTurn,
		"awaits_answer": ErrAwaitsAnswer, "decided": ErrDecided, "ended": ErrEnded, "undo_over": ErrUndoOver,
		"nothing_to_take_back": ErrNothingToTakeBack, "nothing_to_answer": ErrNothingToAnswer,
		"withheld": ErrWithheld, "not_approved": ErrNotApproved, "cancel_open": ErrCancelOpen,
		"inactive": staff.ErrInactive,
	} {
		if errors.Is(err, refusal) {
			return code, true
		}
	}
	return "", false
}
