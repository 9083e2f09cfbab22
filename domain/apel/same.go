package apel

import (
	"slices"
	"strings"

	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
)

// looks reports whether two versions of an event are the same to whoever has
// its card.
func (e Event) looks(other Event) bool {
	return e.Date == other.Date && e.State == other.State && e.Kind == other.Kind && e.Name == other.Name &&
		e.Minute == other.Minute && e.Place.ID == other.Place.ID && e.Dress == other.Dress &&
		e.Inspector == other.Inspector && e.Bring == other.Bring
}

// equals reports whether two versions of an event are the same but for why. A
// place is what its id says: its name and fence are kept with it.
func (e Event) equals(other Event) bool {
	return e.looks(other) && e.Window == other.Window && e.Unit == other.Unit &&
		slices.Equal(e.Officers, other.Officers) && sameScope(e.Scope, other.Scope)
}

func sameScope(a, b staff.Scope) bool {
	return a.Everyone == b.Everyone && slices.Equal(a.Units, b.Units) && slices.Equal(a.Echelons, b.Echelons) &&
		slices.Equal(a.Kinds, b.Kinds) && slices.Equal(a.People, b.People)
}

// Outdated reports whether a notice has lost its point: the event was called
// off or moved before it was told.
func (e Event) Outdated(n notify.Notice) bool {
	switch n.Kind { //nolint:exhaustive // the others are told as they are
	case notify.ApelReminder:
		return e.State != Planned || !strings.HasPrefix(n.Key, reminderKey(e))
	case notify.ApelChanged, notify.ApelMayOpen:
		return e.State != Planned
	case notify.ApelCancelled:
		return e.State != Cancelled
	}
	return false
}

// reminderKey is how the keys of an event's reminders begin: with the day, so
// that an event that was moved is told anew.
func reminderKey(e Event) string {
	return string(notify.ApelReminder) + ":" + number(e.ID) + ":" + e.Date.String() + ":"
}
