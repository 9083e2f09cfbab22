package request

import (
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/leave"
)

// judge says how many days an ask takes and what pays for them, or why it
// cannot be.
func (j judging) judge() (days int, charges []leave.Charge, err error) {
	if err := j.checkShape(); err != nil {
		return 0, nil, err
	}
	if err := j.checkFar(); err != nil {
		return 0, nil, err
	}
	if j.Kind != Leave {
		return j.Period.To.Sub(j.Period.From) + 1, nil, j.checkWhen()
	}
	spread := leave.Spread(j.calendar, j.Period.From, j.Period.To)
	if err := j.checkLeave(spread.Total()); err != nil {
		return 0, nil, err
	}
	if err := j.checkWhen(); err != nil {
		return 0, nil, err
	}
	if j.Leave == leave.Annual {
		charges, err = j.books.Record().Take(spread)
	}
	return spread.Total(), charges, err
}

// checkLeave asks the rules of the kind of leave.
func (j judging) checkLeave(workingDays int) error {
	record := j.books.Record()
	if err := leave.CheckStart(j.Leave, j.Period.From, j.today, j.calendar); err != nil {
		return err
	}
	err := leave.Check(j.Leave, record.Kind, record.Since, j.Period.From, j.Period.To, j.today, workingDays, len(j.Files), j.Child)
	if err == nil && j.Leave == leave.Long {
		err = record.CheckLong(j.Period.From, j.Period.To, j.calendar)
	}
	return err
}

// judgeProposal says what a request would take on other days. It may keep the
// first day that was asked for, also when that has come meanwhile.
func (c Case) judgeProposal(p Period, m Moment) (days int, charges []leave.Charge, err error) {
	today := m.Today()
	changed := c.Ask
	changed.Period = p
	if c.lapses() && !p.To.IsZero() && p.To.Before(today) {
		return 0, nil, &PastError{Earliest: today}
	}
	return judging{
		Ask: changed, self: c.ID, applicant: c.Applicant.Employee, books: c.Books, others: c.Others,
		today: earlier(today, c.Period.From), calendar: m.Calendar,
	}.judge()
}

func earlier(a, b calendar.Date) calendar.Date {
	if b.Before(a) {
		return b
	}
	return a
}
