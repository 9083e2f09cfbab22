package bot

import (
	"context"
	"fmt"

	"github.com/gelis-bali/gelis/domain/calendar"
)

// Days is what a calendar keyboard has to know; it comes from the domain.
type Days struct {
	// Span says from when to when days can be chosen.
	Span func(ctx context.Context, r *Request, a Answers) (Span, error)
	// Marks looks up the days of a stretch, most often a month, and tells of
	// each what is to be known. Nil: nothing is marked.
	Marks func(ctx context.Context, r *Request, a Answers, from, to calendar.Date) (func(calendar.Date) DayMark, error)
}

// Span is the stretch of days that can be chosen, both ends included.
type Span struct {
	Today       calendar.Date // the office's
	First, Last calendar.Date
	Open        calendar.Date // in the month that is shown first; zero: today, or the end that is nearest to it
}

// DayMark is what is to be known about a day.
type DayMark struct {
	Special []calendar.Day // holidays, joint leave, Bali's days, the office's own
	Own     bool           // the person is away
	Others  int            // so many others of the unit are away
	// Closed says why the day cannot be chosen, as an error that has a
	// wording; nil: it can.
	Closed error
}

// DayError: the day cannot be chosen; those from First to Last can.
type DayError struct{ Day, First, Last calendar.Date }

func (e *DayError) Error() string {
	return fmt.Sprintf("day %v is not within %v and %v", e.Day, e.First, e.Last)
}

// check refuses a day that cannot be chosen.
func (d Days) check(ctx context.Context, r *Request, a Answers, span Span, days ...calendar.Date) error {
	for _, day := range days {
		if day.Before(span.First) || day.After(span.Last) {
			return &DayError{Day: day, First: span.First, Last: span.Last}
		}
		mark, err := d.marks(ctx, r, a, day, day)
		if err != nil {
			return err
		}
		if closed := mark(day).Closed; closed != nil {
			return closed
		}
	}
	return nil
}

func (d Days) marks(ctx context.Context, r *Request, a Answers, from, to calendar.Date) (func(calendar.Date) DayMark, error) {
	if d.Marks == nil {
		return func(calendar.Date) DayMark { return DayMark{} }, nil
	}
	return d.Marks(ctx, r, a, from, to)
}

// read reads typed days.
func (d Days) read(ctx context.Context, r *Request, a Answers) (span Span, first, last calendar.Date, err error) {
	span, err = d.Span(ctx, r, a)
	if err != nil {
		return span, first, last, err
	}
	if r.File != nil || r.Contact != nil || r.Tap() {
		return span, first, last, ErrDayExpected
	}
	first, last, ok := r.words.ReadDays(r.Text, span.Today)
	if !ok {
		return span, first, last, ErrDayExpected
	}
	return span, first, last, nil
}
