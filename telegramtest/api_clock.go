package telegramtest

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"time"
)

const (
	// nextDuty asks for whatever duty comes next.
	nextDuty = "duty"
	// farthest is how far the clock goes in one move.
	farthest = 366 * 24 * time.Hour
)

type clockJSON struct {
	Now  time.Time  `json:"now"`
	Zone string     `json:"zone"` // as people call it: WITA
	Days []Day      `json:"days"` // what is special about today
	Ran  []dutyJSON `json:"ran"`
	Next *dutyJSON  `json:"next"` // null if no duty will come
	// Coming are the duties that will come, each once, the first first.
	Coming []dutyJSON `json:"coming"`
}

type dutyJSON struct {
	Duty string    `json:"duty"`
	Name string    `json:"name"` // for people
	Due  time.Time `json:"due"`
}

// Day is something special about a day of the office.
type Day struct {
	Kind string `json:"kind"`
	Name string `json:"name"`
}

type moveRequest struct {
	Advance string    `json:"advance"`
	To      time.Time `json:"to"`
	Next    string    `json:"next"`
}

func (a *API) clock(*http.Request) (any, error) { return a.readClock(nil), nil }

func (a *API) readClock(ran []Occurrence) clockJSON {
	now := a.s.cfg.Now()
	if a.c.Time != nil {
		now = a.c.Time.Now()
	}
	zone, _ := now.Zone()
	c := clockJSON{Now: now, Zone: zone, Days: []Day{}, Ran: a.showDuties(ran), Coming: a.coming()}
	if a.c.Days != nil {
		c.Days = nonNil(a.c.Days(now))
	}
	if a.c.Time == nil {
		return c
	}
	if duty, due := a.c.Time.Next(); !due.IsZero() {
		next := a.showDuty(Occurrence{duty, due})
		c.Next = &next
	}
	return c
}

// Coming is what a TimeMachine may have too: the next occurrence of each of its duties, the first first.
type Coming interface{ Coming() []Occurrence }

func (a *API) coming() []dutyJSON {
	if c, ok := a.c.Time.(Coming); ok {
		return a.showDuties(c.Coming())
	}
	return []dutyJSON{}
}

func (a *API) showDuties(all []Occurrence) []dutyJSON {
	shown := make([]dutyJSON, 0, len(all))
	for _, o := range all {
		shown = append(shown, a.showDuty(o))
	}
	return shown
}

func (a *API) showDuty(o Occurrence) dutyJSON {
	name := o.Duty
	if a.c.DutyName != nil {
		name = a.c.DutyName(o.Duty)
	}
	return dutyJSON{Duty: o.Duty, Name: name, Due: o.Due}
}

func (a *API) moveClock(r *http.Request) (any, error) {
	var in moveRequest
	if err := readJSON(r, &in); err != nil {
		return nil, err
	}
	if a.c.Time == nil {
		return nil, refuse(http.StatusNotImplemented, "the clock here is the real one and cannot be moved")
	}
	a.moving.Lock()
	defer a.moving.Unlock()
	ran, err := a.move(r.Context(), in)
	if err != nil {
		return nil, err
	}
	after := a.readClock(ran)
	a.logDuties(ran)
	a.journal.add("clock", after)
	return after, nil
}

func (a *API) move(ctx context.Context, in moveRequest) ([]Occurrence, error) {
	now := a.c.Time.Now()
	switch {
	case in.Advance != "" && in.To.IsZero() && in.Next == "":
		d, err := readDuration("advance", in.Advance)
		if err != nil {
			return nil, err
		}
		return a.moveTo(ctx, now, now.Add(d))
	case in.Advance == "" && !in.To.IsZero() && in.Next == "":
		return a.moveTo(ctx, now, in.To)
	case in.Advance == "" && in.To.IsZero() && in.Next != "":
		return a.moveToDuty(ctx, now, in.Next)
	}
	return nil, refuse(http.StatusBadRequest,
		`say one of {"advance": "16h"}, {"to": "2026-08-17T07:30:00+08:00"} and {"next": "duty"}`)
}

func (a *API) moveTo(ctx context.Context, now, t time.Time) ([]Occurrence, error) {
	switch {
	case t.Before(now):
		return nil, refuse(http.StatusBadRequest, "the clock goes forward only: it is %s already", now.Format(time.RFC3339))
	case t.Sub(now) > farthest:
		return nil, refuse(http.StatusBadRequest, "the clock goes at most 366 days in one move")
	}
	ran, err := a.c.Time.To(ctx, t)
	if err != nil {
		return ran, fmt.Errorf("move the clock to %s: %w", t.Format(time.RFC3339), err)
	}
	return ran, nil
}

// Duties is what a TimeMachine may have too: the names of all its duties. Then the clock can be moved to a duty by
// its name, past others.
type Duties interface{ Duties() []string }

// checkDuty says whether a duty of that name will come, so that no clock is moved for one that does not exist.
func (a *API) checkDuty(wanted, next string) error {
	if wanted == nextDuty || wanted == next {
		return nil
	}
	if d, ok := a.c.Time.(Duties); ok && slices.Contains(d.Duties(), wanted) {
		return nil
	}
	return refuse(http.StatusNotFound, "no duty called %q will come: the next is %s", wanted, next)
}

// moveToDuty goes from duty to duty until the one that was asked for has run.
func (a *API) moveToDuty(ctx context.Context, now time.Time, wanted string) ([]Occurrence, error) {
	next, _ := a.c.Time.Next()
	if err := a.checkDuty(wanted, next); err != nil {
		return nil, err
	}
	var all []Occurrence
	for last := now.Add(farthest); ; {
		_, due := a.c.Time.Next()
		if due.IsZero() || due.After(last) {
			return nil, refuse(http.StatusNotFound, "no duty called %q comes within 366 days of %s", wanted, now.Format(time.RFC3339))
		}
		ran, err := a.moveTo(ctx, a.c.Time.Now(), later(due, a.c.Time.Now()))
		if err != nil {
			return nil, err
		}
		all = append(all, ran...)
		isWanted := func(o Occurrence) bool { return o.Duty == wanted }
		if wanted == nextDuty || slices.ContainsFunc(ran, isWanted) {
			return all, nil
		}
	}
}

// later is the later of two instants: a duty may be due while the clock runs past it.
func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
