package request

import (
	"strings"

	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/leave"
	"github.com/gelis-bali/gelis/domain/staff"
)

// Plan judges an ask: what it would become if it were sent at this moment, or
// why it cannot be sent.
func (f Facts) Plan(a Ask, m Moment) (Plan, error) {
	if a.Cancels != 0 {
		return f.planCancellation(a, m)
	}
	a, err := a.tidy().named(f.Applicant.ID, f.People)
	if err != nil {
		return Plan{}, err
	}
	days, charges, err := judging{
		Ask: a, applicant: f.Applicant.Employee, books: f.Books, others: f.Others, today: m.Today(), calendar: m.Calendar,
	}.judge()
	if err != nil {
		return Plan{}, err
	}
	plan := Plan{Ask: a, Applicant: f.Applicant, Days: days, Charges: charges}
	if a.Leave == leave.Annual {
		plan.Balance = balances(f.Books, a.Period)
	}
	plan.Steps, err = f.chain(a, days)
	return plan, err
}

// planCancellation judges the ask to cancel an approved request: all but the
// reason and the files are those of the original, and it goes the same way anew.
func (f Facts) planCancellation(a Ask, m Moment) (Plan, error) {
	if f.Original == nil {
		return Plan{}, ErrNoSuchRequest
	}
	original := Case{Request: f.Original}
	if f.Original.Applicant.ID != f.Applicant.ID {
		return Plan{}, ErrNotYours
	}
	if err := original.mayCancel(m); err != nil {
		return Plan{}, err
	}
	ask := f.Original.Ask
	ask.Reason, ask.Files, ask.Cancels = strings.TrimSpace(a.Reason), eachOnce(a.Files), a.Cancels
	if err := (written{FieldReason, ask.Reason, MaxReason, true}).check(); err != nil {
		return Plan{}, err
	}
	if len(ask.Files) > MaxFiles {
		return Plan{}, ErrTooManyFiles
	}
	plan := Plan{Ask: ask, Applicant: f.Applicant, Days: f.Original.Days}
	steps, err := f.chain(ask, plan.Days)
	plan.Steps = steps
	return plan, err
}

func (f Facts) chain(a Ask, days int) ([]Step, error) {
	rule, err := f.rule(a, days)
	if err != nil {
		return nil, err
	}
	return rule.Chain(f.Applicant, f.Line)
}

// Send makes the request of an ask, and begins its first step.
func (f Facts) Send(a Ask, by staff.Actor, m Moment) (*Request, Decision, error) {
	plan, err := f.Plan(a, m)
	if err != nil {
		return nil, Decision{}, err
	}
	c := Case{Line: f.Line, Request: &Request{
		ID: f.ID, Version: 1, Ask: plan.Ask, Applicant: f.Applicant, State: Waiting,
		Days: plan.Days, Charges: plan.Charges, Steps: plan.Steps, SentAt: m.Now,
	}}
	holding, _ := by.Holds(f.Applicant.Position)
	entry := audit.Entry{
		At: m.Now, Action: audit.RequestSent, Subject: SubjectOf(f.ID), Facts: map[string]string{"kind": string(a.Kind)},
	}
	d := Decision{Audit: []audit.Entry{entry.By(by, holding)}}
	c.begin(0, m, &d)
	c.WakeAt = c.wakeAt(m)
	return c.Request, d, nil
}

// balances are those of the years that a period touches.
func balances(b Books, p Period) []leave.Balance {
	var all []leave.Balance
	for _, year := range p.Years() {
		all = append(all, b.Record().Balance(year))
	}
	return all
}
