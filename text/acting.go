package text

import "github.com/gelis-bali/gelis/domain/acting"

// officials words the errors of package acting.
func officials() []wording {
	return []wording{
		as[*acting.ActsError]("error.acting.acts_from"),
		as[*acting.HeldError]("error.acting.held_by"),
		as[*acting.TooLongError]("error.acting.until"),
		is(acting.ErrNoSuchPosition, "error.acting.position"),
		is(acting.ErrNoSuchAppointment, "error.acting.none"),
		is(acting.ErrNotYours, "error.acting.yours"),
		is(acting.ErrOnlyPersonnel, "error.acting.personnel"),
		is(acting.ErrCapacity, "error.acting.capacity"),
		is(acting.ErrSelf, "error.acting.self"),
		is(acting.ErrDeputyLeft, "error.acting.left"),
		is(acting.ErrDeputyHolds, "error.acting.holds"),
		is(acting.ErrActs, "error.acting.acts"),
		is(acting.ErrVacant, "error.acting.vacant"),
		is(acting.ErrHeld, "error.acting.held"),
		is(acting.ErrPast, "error.acting.past"),
		is(acting.ErrBackwards, "error.acting.backwards"),
		is(acting.ErrTooLong, "error.acting.long"),
		is(acting.ErrOver, "error.acting.over"),
	}
}
