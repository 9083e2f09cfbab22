package text

import "github.com/gelis-bali/gelis/domain/apel"

// apels words the errors of package apel.
func apels() []wording {
	return []wording{
		as[*apel.EarlyError]("error.apel.early"),
		as[*apel.LateError]("error.apel.late"),
		as[*apel.CodeError]("error.apel.code"),
		as[*apel.AwayError]("error.apel.away"),
		as[*apel.VagueError]("error.apel.vague"),
		as[*apel.TakenError]("error.apel.taken"),
		as[*apel.AlreadyError]("error.apel.already"),
		as[*apel.ConsentedError]("error.apel.consented_by"),
		as[*apel.FieldError]("error.apel.field"),
		is(apel.ErrNoSuchRule, "error.apel.rule"),
		is(apel.ErrNoSuchEvent, "error.apel.event"),
		is(apel.ErrNoSuchPlace, "error.apel.place"),
		is(apel.ErrNotExpected, "error.apel.expected"),
		is(apel.ErrNotOfficer, "error.apel.officer"),
		is(apel.ErrCancelled, "error.apel.cancelled"),
		is(apel.ErrOver, "error.apel.over"),
		is(apel.ErrNotOpen, "error.apel.open"),
		is(apel.ErrPlainLocation, "error.apel.plain"),
		is(apel.ErrForwarded, "error.apel.forwarded"),
		is(apel.ErrNewAccount, "error.apel.account"),
		is(apel.ErrLocked, "error.apel.locked"),
		is(apel.ErrMonthClosed, "error.apel.month"),
		is(apel.ErrMonthNotOver, "error.apel.month_runs"),
		is(apel.ErrNotSuperior, "error.apel.superior"),
		is(apel.ErrNoExcuse, "error.apel.excuse"),
		is(apel.ErrExcuseWaits, "error.apel.waits"),
		is(apel.ErrOtherExcuse, "error.apel.other_excuse"),
		is(apel.ErrNoProof, "error.apel.proof"),
		is(apel.ErrNoFence, "error.apel.fence"),
		is(apel.ErrNotManager, "error.apel.manager"),
		is(apel.ErrNotHead, "error.apel.head"),
		is(apel.ErrBeyond, "error.apel.beyond"),
		is(apel.ErrOwnMark, "error.apel.own"),
		is(apel.ErrStatus, "error.apel.status"),
		is(apel.ErrReasonMissing, "error.apel.reason"),
		is(apel.ErrPast, "error.apel.past"),
		is(apel.ErrConsented, "error.apel.consented"),
	}
}
