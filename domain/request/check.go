package request

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/gelis-bali/gelis/domain/document"
	"github.com/gelis-bali/gelis/domain/leave"
	"github.com/gelis-bali/gelis/domain/staff"
)

// What fits into a request.
const (
	MaxReason = 500 // characters; also of a verdict and of a correction
	MaxField  = 200 // characters of every other field
	MaxFiles  = 5
	MaxPeople = 20
)

// tidy trims what was written and leaves out what the kind does not have.
func (a Ask) tidy() Ask {
	for _, text := range []*string{&a.Reason, &a.Address, &a.Phone, &a.Trip.From, &a.Trip.To, &a.Trip.Vehicle, &a.Trip.Budget} {
		*text = strings.TrimSpace(*text)
	}
	if a.Kind != Leave {
		a.Leave, a.Address, a.Phone = "", "", ""
	}
	if a.Leave != leave.Maternity {
		a.Child = 0
	}
	if a.Kind != Permit {
		a.Permit = ""
	}
	if a.Kind != Travel {
		a.Trip = Trip{}
	}
	if !a.hourly() {
		a.Hours = Hours{}
	}
	if a.Kind != Travel && a.Kind != Overtime {
		a.People = nil
	}
	a.Files = eachOnce(a.Files)
	return a
}

func eachOnce(files []document.File) []document.File {
	var kept []document.File
	for _, f := range files {
		if !slices.ContainsFunc(kept, func(k document.File) bool { return k.ID == f.ID }) {
			kept = append(kept, f)
		}
	}
	return kept
}

// hourly reports whether an ask is for hours of one day.
func (a Ask) hourly() bool {
	return a.Kind == Overtime || a.Kind == Permit && (a.Permit == Late || a.Permit == Early)
}

// checkShape sees that an ask is whole, whatever the day.
func (a Ask) checkShape() error {
	if err := a.checkKind(); err != nil {
		return err
	}
	if err := a.checkTexts(); err != nil {
		return err
	}
	if len(a.Files) > MaxFiles {
		return ErrTooManyFiles
	}
	return a.checkTime()
}

func (a Ask) checkKind() error {
	switch a.Kind {
	case Leave:
		if a.Leave == leave.Unpaid {
			return leave.ErrUnpaid
		}
		if !slices.Contains(leave.Types(), a.Leave) {
			return leave.ErrNoSuchType
		}
	case Permit:
		if !slices.Contains([]PermitType{Late, Early, Absent}, a.Permit) {
			return ErrKind
		}
	case Travel, Overtime:
	default:
		return ErrKind
	}
	return nil
}

// written is a field as it was filled in.
type written struct {
	field Field
	text  string
	most  int
	need  bool
}

// checkTexts looks at the fields in the order of the form.
func (a Ask) checkTexts() error {
	onLeave, onTrip := a.Kind == Leave, a.Kind == Travel
	for _, w := range []written{
		{FieldReason, a.Reason, MaxReason, true},
		{FieldAddress, a.Address, MaxField, onLeave},
		{FieldPhone, a.Phone, MaxField, onLeave},
		{FieldFrom, a.Trip.From, MaxField, onTrip},
		{FieldTo, a.Trip.To, MaxField, onTrip},
		{FieldVehicle, a.Trip.Vehicle, MaxField, onTrip},
		{FieldBudget, a.Trip.Budget, MaxField, false},
	} {
		if err := w.check(); err != nil {
			return err
		}
	}
	return nil
}

func (w written) check() error {
	if w.need && w.text == "" {
		return &MissingError{Field: w.field}
	}
	if n := utf8.RuneCountInString(w.text); n > w.most {
		return &TooLongError{Field: w.field, Length: n, Limit: w.most}
	}
	return nil
}

func (a Ask) checkTime() error {
	if a.Period.From.IsZero() || a.Period.To.Before(a.Period.From) {
		return ErrPeriod
	}
	if !a.hourly() {
		return nil
	}
	if a.Period.From != a.Period.To {
		return ErrOneDay
	}
	if a.Hours.From < 0 || a.Hours.To <= a.Hours.From || a.Hours.To > minutesPerDay {
		return ErrHours
	}
	return nil
}

// named sees that everybody who is named can take part, and writes their
// names as the office does.
func (a Ask) named(applicant staff.EmployeeID, known []staff.Employee) (Ask, error) {
	if len(a.People) > MaxPeople {
		return a, ErrTooManyPeople
	}
	seen := map[staff.EmployeeID]bool{applicant: true}
	people := slices.Clone(a.People)
	for n, p := range people {
		i := slices.IndexFunc(known, func(e staff.Employee) bool { return e.ID == p.ID && e.Active })
		if i < 0 || seen[p.ID] {
			return a, &PersonError{Name: p.Name}
		}
		seen[p.ID] = true
		people[n].Name = known[i].Name
	}
	a.People = people
	return a, nil
}
