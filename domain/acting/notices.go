package acting

import (
	"strconv"
	"time"

	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
)

// morning is the hour at which a beginning and an end are told.
const morning = 7

// factUntil is the last day as it was when a message was written.
const factUntil = "until"

// appointed writes down an appointment. The deputy and the holder are told at
// once, but for who did it; on the morning on which it begins, if that is
// later; and on the morning after it.
func (f Facts) appointed(a Appointment, by staff.Actor, clock calendar.Clock) Decision {
	d := Decision{Audit: []audit.Entry{line(audit.ActingAppointed, a, by, a.At)}}
	begins, over := a.From.At(morning, 0, clock.Zone), a.Until.AddDays(1).At(morning, 0, clock.Zone)
	for _, to := range f.concerned(a) {
		if to != by.ID {
			d.Messages = append(d.Messages, message(notify.ActingAppointed, a, to, time.Time{}))
		}
		if clock.Today().Before(a.From) {
			m := message(notify.ActingBegins, a, to, begins)
			m.NotAfter = over
			d.Messages = append(d.Messages, m)
		}
		d.Messages = append(d.Messages, message(notify.ActingEnded, a, to, over))
	}
	return d
}

// ended writes down an early end. Both are told at once, but for who did it.
func (f Facts) ended(a Appointment, by staff.Actor) Decision {
	d := Decision{Audit: []audit.Entry{line(audit.ActingEnded, a, by, a.EndedAt)}}
	for _, to := range f.concerned(a) {
		if to != by.ID {
			d.Messages = append(d.Messages, message(notify.ActingEnded, a, to, time.Time{}))
		}
	}
	return d
}

// concerned are the deputy and whoever holds the position definitively.
func (f Facts) concerned(a Appointment) []staff.EmployeeID {
	people := []staff.EmployeeID{a.Deputy.ID}
	for _, t := range f.Terms {
		if t.As == staff.Definitive && t.touches(a.From, a.Until) {
			people = append(people, t.Employee)
		}
	}
	return people
}

// message is told to one of the two. An early end has another key than the end
// that was foreseen.
func message(kind notify.Kind, a Appointment, to staff.EmployeeID, at time.Time) notify.Message {
	key := string(kind) + ":" + id(a.ID)
	if !a.EndedAt.IsZero() {
		key += ":early"
	}
	return notify.Message{
		Key: key, To: notify.ToEmployee(to), Kind: kind, Class: notify.Ask, Subject: SubjectOf(a.ID), NotBefore: at,
		Facts: map[string]string{factUntil: a.Until.String()},
	}
}

// Outdated reports whether a notice has lost its point: what it tells of was
// ended before it was told, or told otherwise.
func (a Appointment) Outdated(n notify.Notice) bool {
	if a.EndedAt.IsZero() {
		return false
	}
	return n.Key != string(notify.ActingEnded)+":"+id(a.ID)+":early"
}

func id[T ~int64](n T) string { return strconv.FormatInt(int64(n), 10) }
