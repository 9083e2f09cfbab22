package officedays

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
)

const (
	// MaxText is the most characters of a name or a source.
	MaxText = 120
	// yearsAhead is how many years ahead a day can be entered.
	yearsAhead = 5
	// longestHours is how many days a time with other hours may last.
	longestHours = 366
)

// firstDay is the first day that can be entered, and lastDay the last.
func firstDay() calendar.Date { return calendar.NewDate(2000, time.January, 6) }

func lastDay(today calendar.Date) calendar.Date {
	return calendar.NewDate(today.Year()+yearsAhead, time.December, 31)
}

// MayChange reports whether the actor may change the calendar: it is the whole
// office's, so the personnel office or an administrator who covers a unit
// without a unit above it. The personnel office of a part may not.
func (b Book) MayChange(by staff.Actor) bool {
	return by.Active && slices.ContainsFunc(b.Roots, func(root staff.UnitID) bool {
		return by.HasIn(staff.Personnel, root) || by.HasIn(staff.Admin, root)
	})
}

func (b Book) may(by staff.Actor) error {
	switch {
	case !by.Active:
		return staff.ErrInactive
	case !b.MayChange(by):
		return ErrNotWhole
	}
	return nil
}

// Add puts a day into the calendar.
func (b Book) Add(d calendar.Day, by staff.Actor, clock calendar.Clock) (Change, error) {
	if err := b.may(by); err != nil {
		return Change{}, err
	}
	d, err := b.checked(d, 0, clock.Today())
	if err != nil {
		return Change{}, err
	}
	added := Day{ID: b.NextDay, Version: 1, Day: d}
	return Change{Add: &added, Audit: lines(audit.DayAdded, added, by, clock)}, nil
}

// Replace changes a day as it was in a version.
func (b Book) Replace(id ID, version int, d calendar.Day, by staff.Actor, clock calendar.Clock) (Change, error) {
	if err := b.may(by); err != nil {
		return Change{}, err
	}
	old, err := b.Find(id)
	if err != nil {
		return Change{}, err
	}
	if old.Version != version {
		return Change{}, ErrChanged
	}
	if d, err = b.checked(d, id, clock.Today()); err != nil {
		return Change{}, err
	}
	changed := Day{ID: id, Version: version + 1, Day: d}
	return Change{Replace: &changed, Audit: lines(audit.DayChanged, changed, by, clock)}, nil
}

// Remove takes a day out of the calendar.
func (b Book) Remove(id ID, by staff.Actor, clock calendar.Clock) (Change, error) {
	if err := b.may(by); err != nil {
		return Change{}, err
	}
	old, err := b.Find(id)
	if err != nil {
		return Change{}, err
	}
	return Change{Remove: id, Audit: lines(audit.DayRemoved, old, by, clock)}, nil
}

// Confirm makes a computed Balinese day one of the calendar: a day on which the
// office is closed, or a dispensation.
func (b Book) Confirm(p Computed, as calendar.Kind, by staff.Actor, clock calendar.Clock) (Change, error) {
	if err := b.may(by); err != nil {
		return Change{}, err
	}
	if as != calendar.OfficeOwn && as != calendar.BaliDispensation {
		return Change{}, ErrKind
	}
	day, err := b.proposed(p, clock.Today())
	if err != nil {
		return Change{}, err
	}
	return b.Add(calendar.Day{Date: day.Date, Kind: as, Name: capitalised(day.Name), Source: day.Source}, by, clock)
}

// Ignore puts a computed Balinese day aside: it is not proposed any more.
func (b Book) Ignore(p Computed, by staff.Actor, clock calendar.Clock) (Change, error) {
	if err := b.may(by); err != nil {
		return Change{}, err
	}
	if _, err := b.proposed(p, clock.Today()); err != nil {
		return Change{}, err
	}
	entry := audit.Entry{
		At: clock.Now(), Action: audit.DayIgnored, Facts: map[string]string{"date": p.Date.String(), "kind": string(p.Kind)},
	}
	return Change{Ignore: &p, Audit: []audit.Entry{entry.By(by, staff.Holding{})}}, nil
}

// AddHours gives the office other hours for a time.
func (b Book) AddHours(h calendar.Hours, by staff.Actor, clock calendar.Clock) (Change, error) {
	if err := b.may(by); err != nil {
		return Change{}, err
	}
	h.Name, h.Source = strings.TrimSpace(h.Name), strings.TrimSpace(h.Source)
	if err := b.checkHours(h, clock.Today()); err != nil {
		return Change{}, err
	}
	added := Hours{ID: b.NextHours, Hours: h}
	return Change{AddHours: &added, Audit: hoursLines(audit.HoursAdded, added, by, clock)}, nil
}

// RemoveHours lets the ordinary hours hold again.
func (b Book) RemoveHours(id HoursID, by staff.Actor, clock calendar.Clock) (Change, error) {
	if err := b.may(by); err != nil {
		return Change{}, err
	}
	old, err := b.FindHours(id)
	if err != nil {
		return Change{}, err
	}
	return Change{RemoveHours: id, Audit: hoursLines(audit.HoursRemoved, old, by, clock)}, nil
}

// checked tidies a day and says why it cannot stand in the calendar beside the
// others; except is the one that it replaces.
func (b Book) checked(d calendar.Day, except ID, today calendar.Date) (calendar.Day, error) {
	d.Name, d.Source = strings.TrimSpace(d.Name), strings.TrimSpace(d.Source)
	if !slices.Contains(calendar.Kinds(), d.Kind) {
		return d, ErrKind
	}
	if d.Date.Before(firstDay()) || d.Date.After(lastDay(today)) {
		return d, ErrFarDay
	}
	if err := CheckText(d.Name); err != nil {
		return d, err
	}
	if err := CheckText(d.Source); err != nil {
		return d, err
	}
	for _, other := range b.Days {
		if other.ID != except && other.Date == d.Date && other.Kind == d.Kind && strings.EqualFold(other.Name, d.Name) {
			return d, ErrTwice
		}
	}
	return d, nil
}

// CheckText says what is wrong with a name or a source.
func CheckText(text string) error {
	text = strings.TrimSpace(text)
	switch {
	case text == "" || !utf8.ValidString(text) || strings.ContainsFunc(text, unicode.IsControl):
		return ErrName
	case utf8.RuneCountInString(text) > MaxText:
		return ErrLong
	}
	return nil
}

// checkHours says why a time cannot have other hours.
func (b Book) checkHours(h calendar.Hours, today calendar.Date) error {
	switch {
	case h.From.Before(firstDay()) || h.Until.After(lastDay(today)):
		return ErrFarDay
	case h.Until.Before(h.From) || h.Until.Sub(h.From) >= longestHours:
		return ErrBackwards
	case !h.MonThu.Fits() || !h.Fri.Fits():
		return ErrSpan
	}
	if err := CheckText(h.Name); err != nil {
		return err
	}
	if err := CheckText(h.Source); err != nil {
		return err
	}
	for _, other := range b.Hours {
		if !other.Until.Before(h.From) && !h.Until.Before(other.From) {
			return ErrOverlap
		}
	}
	return nil
}

func lines(act audit.Action, d Day, by staff.Actor, clock calendar.Clock) []audit.Entry {
	entry := audit.Entry{
		At: clock.Now(), Action: act, Subject: notify.Subject{Kind: SubjectDay, ID: int64(d.ID)},
		Facts: map[string]string{"date": d.Date.String(), "kind": string(d.Kind), "version": strconv.Itoa(d.Version)},
	}
	return []audit.Entry{entry.By(by, staff.Holding{})}
}

func hoursLines(act audit.Action, h Hours, by staff.Actor, clock calendar.Clock) []audit.Entry {
	entry := audit.Entry{
		At: clock.Now(), Action: act, Subject: notify.Subject{Kind: SubjectHours, ID: int64(h.ID)},
		Facts: map[string]string{"from": h.From.String(), "until": h.Until.String()},
	}
	return []audit.Entry{entry.By(by, staff.Holding{})}
}
