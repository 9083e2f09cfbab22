package officedays

import "errors"

// Errors of this package, without words for people.
var (
	// ErrNotWhole: the calendar is the whole office's, and the actor is not in
	// charge of all of it.
	ErrNotWhole = errors.New("the actor is not in charge of the whole office")
	// ErrNoSuchDay: there is no such day in the calendar, or not any more.
	ErrNoSuchDay = errors.New("no such day in the calendar")
	// ErrNoSuchHours: there is no such time with other hours, or not any more.
	ErrNoSuchHours = errors.New("no such time with other hours")
	// ErrChanged: somebody else has changed the day meanwhile.
	ErrChanged = errors.New("day was changed meanwhile")
	// ErrTwice: the day stands in the calendar already, with that kind and name.
	ErrTwice = errors.New("day stands in the calendar already")
	// ErrNotProposed: there is no such proposal, or it was dealt with.
	ErrNotProposed = errors.New("no such proposal")
	// ErrKind: none of the kinds of day that the office enters.
	ErrKind = errors.New("no kind of day that can be entered")
	// ErrName: a name or a source is empty.
	ErrName = errors.New("name or source is missing")
	// ErrLong: a name or a source is too long.
	ErrLong = errors.New("name or source is too long")
	// ErrFarDay: the day is before 2000 or more than five years ahead.
	ErrFarDay = errors.New("day is too far away")
	// ErrSpan: the hours end before they begin.
	ErrSpan = errors.New("hours end before they begin")
	// ErrBackwards: the time ends before it begins, or is longer than a year.
	ErrBackwards = errors.New("time of other hours ends before it begins or is too long")
	// ErrOverlap: there are other hours in that time already.
	ErrOverlap = errors.New("there are other hours in that time already")
)
