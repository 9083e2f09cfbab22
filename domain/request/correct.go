package request

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/leave"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
)

// mostCorrected is how many days a correction may give or take: all that
// somebody can have in a year.
const mostCorrected = leave.Entitlement + leave.MaxOlder

// Correct makes a correction of the days of a year, by the personnel office of
// the employee's unit, and tells the employee. Nobody corrects the own books.
func (b Books) Correct(by staff.Actor, e leave.Entry, reason, once string, m Moment) (Booking, Decision, error) {
	reason = strings.TrimSpace(reason)
	if err := b.mayCorrect(by); err != nil {
		return Booking{}, Decision{}, err
	}
	if err := checkCorrection(e, reason, m); err != nil {
		return Booking{}, Decision{}, err
	}
	subject := notify.Subject{Kind: notify.SubjectEmployee, ID: int64(b.Employee.ID)}
	facts := map[string]string{"year": strconv.Itoa(e.Year), "days": strconv.Itoa(e.Days)}
	entry := audit.Entry{At: m.Now, Actor: by.ID, Account: by.Account, Action: audit.LeaveCorrected, Subject: subject, Facts: facts}
	told := notify.Message{
		Key: string(notify.LeaveCorrected) + ":" + subject.String() + ":" + once, To: notify.ToEmployee(b.Employee.ID),
		Kind: notify.LeaveCorrected, Class: notify.Ask, Subject: subject, Facts: facts,
	}
	booking := Booking{Entry: e, Reason: reason, By: by.Name, At: m.Now}
	return booking, Decision{Audit: []audit.Entry{entry}, Messages: []notify.Message{told}}, nil
}

func (b Books) mayCorrect(by staff.Actor) error {
	switch {
	case !by.Active:
		return staff.ErrInactive
	case !by.HasIn(staff.Personnel, b.Employee.Unit):
		return staff.ErrNotAllowed
	case by.ID == b.Employee.ID:
		return ErrOwnBooks
	}
	return nil
}

func checkCorrection(e leave.Entry, reason string, m Moment) error {
	year := m.Today().Year()
	switch {
	case reason == "":
		return ErrReasonMissing
	case utf8.RuneCountInString(reason) > MaxReason:
		return &TooLongError{Field: FieldReason, Length: utf8.RuneCountInString(reason), Limit: MaxReason}
	case e.Days == 0 || max(e.Days, -e.Days) > mostCorrected, e.Year < year-2 || e.Year > year+1:
		return ErrCorrection
	}
	return nil
}
