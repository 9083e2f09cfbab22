package text_test

import (
	"maps"

	"github.com/gelis-bali/gelis/domain/acting"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/leave"
	"github.com/gelis-bali/gelis/domain/request"
	"github.com/gelis-bali/gelis/domain/staff"
)

// wordedRequests are the errors of requests, leave and acting officials.
func wordedRequests() map[string]error {
	return map[string]error{
		"leave.ErrUnpaid":       leave.ErrUnpaid,
		"leave.ErrNoSuchType":   leave.ErrNoSuchType,
		"leave.ErrBackwards":    leave.ErrBackwards,
		"leave.ErrNoWorkingDay": leave.ErrNoWorkingDay,
		"leave.KindError":       &leave.KindError{Type: leave.Long, Kind: staff.PPPK},
		"leave.ServiceError":    &leave.ServiceError{Type: leave.Long, Years: 5, From: calendar.NewDate(2028, 3, 1)},
		"leave.DocumentError":   &leave.DocumentError{Type: leave.Sick},
		"leave.LengthError":     &leave.LengthError{Type: leave.Important, Until: calendar.NewDate(2026, 12, 23)},
		"leave.ChildError":      &leave.ChildError{Child: 4},
		"leave.StartError":      &leave.StartError{Type: leave.Important, Earliest: calendar.NewDate(2026, 11, 18)},
		"leave.QuotaError":      &leave.QuotaError{Asked: 13, Left: 12, Year: 2026},

		"request.ErrNoSuchRequest":     request.ErrNoSuchRequest,
		"request.ErrNotYours":          request.ErrNotYours,
		"request.ErrOwnRequest":        request.ErrOwnRequest,
		"request.ErrOnlyDecider":       request.ErrOnlyDecider,
		"request.ErrOnlyApplicant":     request.ErrOnlyApplicant,
		"request.ErrNotYourTurn":       request.ErrNotYourTurn,
		"request.ErrAwaitsAnswer":      request.ErrAwaitsAnswer,
		"request.ErrDecided":           request.ErrDecided,
		"request.ErrEnded":             request.ErrEnded,
		"request.ErrUndoOver":          request.ErrUndoOver,
		"request.ErrNothingToTakeBack": request.ErrNothingToTakeBack,
		"request.ErrNothingToAnswer":   request.ErrNothingToAnswer,
		"request.ErrNudged":            request.ErrNudged,
		"request.ErrWithheld":          request.ErrWithheld,
		"request.ErrNotDecided":        request.ErrNotDecided,
		"request.ErrNotApproved":       request.ErrNotApproved,
		"request.ErrNotCancellable":    request.ErrNotCancellable,
		"request.ErrCancelOpen":        request.ErrCancelOpen,
		"request.ErrPassed":            request.ErrPassed,
		"request.ErrNotYourPosition":   request.ErrNotYourPosition,
		"request.ErrNoRule":            request.ErrNoRule,
		"request.ErrNobodyAbove":       request.ErrNobodyAbove,
		"request.ErrKind":              request.ErrKind,
		"request.ErrMissing":           request.ErrMissing,
		"request.ErrTooLong":           request.ErrTooLong,
		"request.ErrTooManyFiles":      request.ErrTooManyFiles,
		"request.ErrTooManyPeople":     request.ErrTooManyPeople,
		"request.ErrPerson":            request.ErrPerson,
		"request.ErrPeriod":            request.ErrPeriod,
		"request.ErrOneDay":            request.ErrOneDay,
		"request.ErrPast":              request.ErrPast,
		"request.ErrTooFar":            request.ErrTooFar,
		"request.ErrNoWorkingDay":      request.ErrNoWorkingDay,
		"request.ErrHours":             request.ErrHours,
		"request.ErrWorkingHours":      request.ErrWorkingHours,
		"request.ErrOvertime":          request.ErrOvertime,
		"request.ErrOverlap":           request.ErrOverlap,
		"request.ErrChoice":            request.ErrChoice,
		"request.ErrReasonMissing":     request.ErrReasonMissing,
		"request.ErrSameProposal":      request.ErrSameProposal,
		"request.ErrOwnBooks":          request.ErrOwnBooks,
		"request.ErrCorrection":        request.ErrCorrection,
		"request.DecidedError":         &request.DecidedError{By: "I Ketut Rai", As: staff.Plh, At: at(14, 5), Choice: request.Refuse},
		"request.EndedError":           &request.EndedError{State: request.Approved, By: "I Ketut Rai", At: at(14, 5)},
		"request.NudgedError":          &request.NudgedError{At: at(9, 30)},
		"request.NoRuleError":          &request.NoRuleError{Ask: request.Ask{Kind: request.Travel}, Days: 3},
		"request.MissingError":         &request.MissingError{Field: request.FieldAddress},
		"request.TooLongError":         &request.TooLongError{Field: request.FieldReason, Length: 700, Limit: 500},
		"request.PersonError":          &request.PersonError{Name: "I Ketut Rai"},
		"request.PastError":            &request.PastError{Earliest: today()},
		"request.TooFarError":          &request.TooFarError{Latest: calendar.NewDate(2027, 12, 31)},
		"request.OverlapError": &request.OverlapError{With: request.Absence{
			Name: "I Ketut Rai", Kind: request.Leave, Leave: leave.Annual,
			Period: request.Period{From: today(), To: today().AddDays(10)},
		}},
		"request.OvertimeError": &request.OvertimeError{Name: "I Ketut Rai", Limit: request.OvertimePerDay, Minutes: 240, Allowed: 180},

		"acting.ErrNoSuchPosition":    acting.ErrNoSuchPosition,
		"acting.ErrNoSuchAppointment": acting.ErrNoSuchAppointment,
		"acting.ErrNotYours":          acting.ErrNotYours,
		"acting.ErrOnlyPersonnel":     acting.ErrOnlyPersonnel,
		"acting.ErrCapacity":          acting.ErrCapacity,
		"acting.ErrSelf":              acting.ErrSelf,
		"acting.ErrDeputyLeft":        acting.ErrDeputyLeft,
		"acting.ErrDeputyHolds":       acting.ErrDeputyHolds,
		"acting.ErrActs":              acting.ErrActs,
		"acting.ErrVacant":            acting.ErrVacant,
		"acting.ErrHeld":              acting.ErrHeld,
		"acting.ErrPast":              acting.ErrPast,
		"acting.ErrBackwards":         acting.ErrBackwards,
		"acting.ErrTooLong":           acting.ErrTooLong,
		"acting.ErrOver":              acting.ErrOver,
		"acting.ActsError":            &acting.ActsError{Term: acting.Term{From: today(), Until: today().AddDays(4)}},
		"acting.HeldError":            &acting.HeldError{Term: acting.Term{Name: "I Ketut Rai", From: today()}},
		"acting.TooLongError":         &acting.TooLongError{Until: today().AddDays(90)},
	}
}

// wordedVariants are errors that are worded differently by what is in them.
func wordedVariants() map[string]error {
	return map[string]error{
		"leave.DocumentError of a government doctor": &leave.DocumentError{Type: leave.Sick, Government: true},
		"leave.QuotaError after long leave":          &leave.QuotaError{Asked: 3, Year: 2026, LongLeave: true},
		"request.OvertimeError: least":               &request.OvertimeError{Name: "I Ketut Rai", Limit: request.OvertimeLeast, Minutes: 30, Allowed: 60},
		"request.OvertimeError: week":                &request.OvertimeError{Name: "I Ketut Rai", Limit: request.OvertimeAWeek, Minutes: 900, Allowed: 840},
		"request.EndedError by itself":               &request.EndedError{State: request.Lapsed, At: at(14, 5)},
	}
}

// everyWorded are all errors that a person may meet in the chat.
func everyWorded() map[string]error {
	all := worded()
	maps.Copy(all, wordedRequests())
	maps.Copy(all, wordedAnnouncements())
	maps.Copy(all, wordedDays())
	maps.Copy(all, wordedApel())
	return all
}
