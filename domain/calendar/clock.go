package calendar

import "time"

// Clock is the office's clock: the instant now, and the zone that turns it
// into a day.
type Clock struct {
	Now  func() time.Time
	Zone *time.Location
}

// Today is the office's day.
func (c Clock) Today() Date { return DateOf(c.Now(), c.Zone) }
