package calendar

import "time"

// Span is a time of a day, in minutes from midnight.
type Span struct{ From, To int }

// IsZero reports whether there is no time.
func (s Span) IsZero() bool { return s == Span{} }

// Fits reports whether the span lies within one day and does not end before it
// begins.
func (s Span) Fits() bool { return s.From >= 0 && s.From < s.To && s.To <= 24*60 }

// On returns the instants at which the span begins and ends on a day in the
// zone.
func (s Span) On(d Date, zone *time.Location) (from, to time.Time) {
	return d.At(0, s.From, zone), d.At(0, s.To, zone)
}

// Hours are the hours in which the office works for a time.
type Hours struct {
	From, Until Date   // both included; zero: no bound
	Name        string // why, as people call it; empty for the ordinary hours
	Source      string // the circular
	MonThu, Fri Span
}

// OrdinaryHours are the office's hours where nothing else is said: Monday to
// Thursday 07.30-16.30, Friday 07.30-14.30 (Pergub Bali 58/2023).
func OrdinaryHours() Hours {
	return Hours{MonThu: Span{From: 7*60 + 30, To: 16*60 + 30}, Fri: Span{From: 7*60 + 30, To: 14*60 + 30}}
}

// RamadanSpan is the span of Ramadan, 08.00-15.30 from Monday to Thursday
// (Pergub Bali 58/2023). That it is the same on a Friday is an assumption, so
// the office names both when it says when Ramadan is.
func RamadanSpan() Span { return Span{From: 8 * 60, To: 15*60 + 30} }

// Covers reports whether a day lies within the time.
func (h Hours) Covers(d Date) bool {
	return !d.Before(h.From) && (h.Until.IsZero() || !d.After(h.Until))
}

// On is the span of a day of the week within the time.
func (h Hours) On(d Date) Span {
	if d.Weekday() == time.Friday {
		return h.Fri
	}
	return h.MonThu
}

// HoursOn returns the time of a day in which the office works; false: it does
// not work on that day.
func (c *Calendar) HoursOn(d Date) (Span, bool) {
	now := c.content.Load()
	if !now.isWorking(d) {
		return Span{}, false
	}
	return now.hoursOf(d).On(d), true
}

// HoursOf returns the hours that hold on a day: of the times that cover it
// that which began last, and the ordinary ones if there is none.
func (c *Calendar) HoursOf(d Date) Hours { return c.content.Load().hoursOf(d) }

func (c *content) hoursOf(d Date) Hours {
	found := OrdinaryHours()
	for _, h := range c.hours {
		if h.Covers(d) {
			found = h
		}
	}
	return found
}
