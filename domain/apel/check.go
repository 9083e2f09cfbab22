package apel

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Limits of what is written, in characters, and of windows and fences.
const (
	maxName      = 100
	maxText      = 300
	maxWindow    = 4 * 60 // minutes
	minutesOfDay = 24 * 60
	maxReminders = 6
	minRadius    = 10 // metres: no phone knows it better
	maxRadius    = 2000
)

// check says which field of a gathering is wrong, as *FieldError.
func (d Details) check(places []Place) error {
	for field, ok := range map[Field]bool{
		FieldKind:   d.Kind == Assembly || d.Kind == Ceremony,
		FieldName:   isText(d.Name, 1, maxName),
		FieldMinute: d.Minute >= 0 && d.Minute < minutesOfDay,
		FieldPlace:  slices.ContainsFunc(places, func(p Place) bool { return p.ID == d.Place.ID }),
		FieldDress:  d.Dress == "" || slices.Contains(Dresses(), d.Dress),
		FieldText:   isText(d.Inspector, 0, maxText) && isText(d.Bring, 0, maxText),
		FieldScope:  !d.Scope.IsEmpty(),
		FieldWindow: d.Window.fits(d.Minute),
	} {
		if !ok {
			return &FieldError{Field: field}
		}
	}
	return nil
}

// fits reports whether a window around an hour makes sense and stays within the day.
func (w Window) fits(minute int) bool {
	return w.OpensBefore >= 0 && w.OpensBefore <= maxWindow && w.ClosesAfter > 0 && w.ClosesAfter <= maxWindow &&
		w.LateAfter >= 0 && w.LateAfter <= w.ClosesAfter && minute >= w.OpensBefore && minute+w.ClosesAfter < minutesOfDay
}

func isText(s string, least, most int) bool {
	n := utf8.RuneCountInString(strings.TrimSpace(s))
	return n >= least && n <= most && utf8.ValidString(s)
}

// check says which field of a place is wrong. A place without a radius has no
// fence: there only the code counts.
func (p Place) check() error {
	switch {
	case !isText(p.Name, 1, maxName):
		return &FieldError{Field: FieldName}
	case !(p.Latitude >= -90 && p.Latitude <= 90) || !(p.Longitude >= -180 && p.Longitude <= 180):
		return &FieldError{Field: FieldCentre}
	case p.Radius != 0 && (p.Radius < minRadius || p.Radius > maxRadius):
		return &FieldError{Field: FieldRadius}
	}
	return nil
}

// checkReminders sees that there are reminders, each with a name of its own.
func checkReminders(all []Reminder) error {
	names := map[string]bool{}
	for _, r := range all {
		wrong := !isText(r.Name, 1, maxName) || strings.Contains(r.Name, ":") || r.Minute < 0 || r.Minute >= minutesOfDay
		if wrong || names[r.Name] {
			return &FieldError{Field: FieldReminder}
		}
		names[r.Name] = true
	}
	if len(all) == 0 || len(all) > maxReminders {
		return &FieldError{Field: FieldReminder}
	}
	return nil
}
