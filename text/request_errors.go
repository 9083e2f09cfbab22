package text

import "github.com/gelis-bali/gelis/domain/request"

// requests words the errors of package request.
func requests() []wording {
	return append([]wording{
		as[*request.DecidedError]("error.request.decided_by"),
		as[*request.EndedError]("error.request.ended_by"),
		as[*request.NudgedError]("error.request.nudged_at"),
		is(request.ErrNoSuchRequest, "error.request.none"),
		is(request.ErrNotYours, "error.request.yours"),
		is(request.ErrOwnRequest, "error.request.own"),
		is(request.ErrOnlyDecider, "error.request.decider"),
		is(request.ErrOnlyApplicant, "error.request.applicant"),
		is(request.ErrNotYourTurn, "error.request.turn"),
		is(request.ErrAwaitsAnswer, "error.request.awaits"),
		is(request.ErrDecided, "error.request.decided"),
		is(request.ErrEnded, "error.request.ended"),
		is(request.ErrUndoOver, "error.request.undo"),
		is(request.ErrNothingToTakeBack, "error.request.nothing_back"),
		is(request.ErrNothingToAnswer, "error.request.nothing_proposed"),
		is(request.ErrNudged, "error.request.nudged"),
		is(request.ErrWithheld, "error.request.withheld"),
		is(request.ErrNotDecided, "error.request.undecided"),
		is(request.ErrNotApproved, "error.request.unapproved"),
		is(request.ErrNotCancellable, "error.request.cancellation"),
		is(request.ErrCancelOpen, "error.request.cancel_open"),
		is(request.ErrPassed, "error.request.passed"),
		is(request.ErrOwnBooks, "error.request.books"),
	}, asks()...)
}

// asks words why an ask or a choice will not do.
func asks() []wording {
	return []wording{
		as[*request.NoRuleError]("error.ask.rule"),
		as[*request.MissingError]("error.ask.missing"),
		as[*request.TooLongError]("error.length"),
		as[*request.PersonError]("error.ask.person"),
		as[*request.PastError]("error.ask.past"),
		as[*request.TooFarError]("error.ask.far"),
		as[*request.OverlapError]("error.ask.overlap_with"),
		as[*request.OvertimeError]("error.ask.overtime"),
		is(request.ErrNotYourPosition, "error.ask.position"),
		is(request.ErrNoRule, "error.ask.no_rule"),
		is(request.ErrNobodyAbove, "error.ask.nobody"),
		is(request.ErrKind, "error.ask.kind"),
		is(request.ErrMissing, "error.ask.incomplete"),
		is(request.ErrTooLong, "error.ask.long"),
		is(request.ErrTooManyFiles, "error.ask.files"),
		is(request.ErrTooManyPeople, "error.ask.people"),
		is(request.ErrPerson, "error.ask.someone"),
		is(request.ErrPeriod, "error.ask.period"),
		is(request.ErrOneDay, "error.ask.one_day"),
		is(request.ErrPast, "error.ask.early"),
		is(request.ErrTooFar, "error.ask.late"),
		is(request.ErrNoWorkingDay, "error.ask.closed"),
		is(request.ErrHours, "error.ask.hours"),
		is(request.ErrWorkingHours, "error.ask.working_hours"),
		is(request.ErrOvertime, "error.ask.overtime_limit"),
		is(request.ErrOverlap, "error.ask.overlap"),
		is(request.ErrChoice, "error.ask.choice"),
		is(request.ErrReasonMissing, "error.ask.reason"),
		is(request.ErrSameProposal, "error.ask.same"),
		is(request.ErrCorrection, "error.ask.correction"),
	}
}
