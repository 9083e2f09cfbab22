package apel

import (
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
)

// employeeBits are what the number of a plea keeps for the employee.
const employeeBits = 32

// CardVersion is the version of an event's card on somebody's phone: it shows
// the event and what is known of its reader, so it grows with either. Nil: the
// reader is not expected.
func CardVersion(e Event, mine *Presence) int {
	if mine == nil {
		return e.Version
	}
	return e.Version + mine.Version
}

// SubjectOfPlea is the excuse of somebody at an event as the subject of the
// superior's card; its version is that of the presence.
func SubjectOfPlea(id EventID, who staff.EmployeeID) notify.Subject {
	return notify.Subject{Kind: notify.SubjectPlea, ID: int64(id)<<employeeBits | int64(who)}
}

// OfPlea says whose excuse at which event a plea is.
func OfPlea(s notify.Subject) (EventID, staff.EmployeeID) {
	return EventID(s.ID >> employeeBits), staff.EmployeeID(s.ID & (1<<employeeBits - 1))
}
