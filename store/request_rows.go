package store

import (
	"github.com/gelis-bali/gelis/domain/request"
	"github.com/gelis-bali/gelis/store/internal/sqlc"
)

// The functions of this file write the domain's requests as the database wants them.

//nolint:gosec // days, minutes of a day and ordinals
func requestRow(r *request.Request, once string) sqlc.AddRequestParams {
	return sqlc.AddRequestParams{
		ID: int64(r.ID), Once: orNull(once), Version: int32(r.Version), ApplicantID: int64(r.Applicant.ID),
		PositionID: int64(r.Applicant.Position), Title: r.Applicant.Title, UnitID: int64(r.Applicant.Unit),
		UnitName: r.Applicant.UnitName, Eselon: string(r.Applicant.Echelon), Kind: string(r.Kind),
		LeaveType: orNull(string(r.Leave)), PermitType: orNull(string(r.Permit)),
		FromDay: dayColumn(r.Period.From), ToDay: dayColumn(r.Period.To), FromMinute: int32(r.Hours.From),
		ToMinute: int32(r.Hours.To), Days: int32(r.Days), Reason: r.Reason, Address: r.Address, Phone: r.Phone,
		Child: int32(r.Child), TripFrom: r.Trip.From, TripTo: r.Trip.To, TripVehicle: r.Trip.Vehicle, TripBudget: r.Trip.Budget,
		CancelsID: orNull(int64(r.Cancels)), State: string(r.State), SentAt: r.SentAt, EndedAt: orNull(r.EndedAt),
		EndReason: r.EndReason, NudgedAt: orNull(r.NudgedAt), WakeAt: orNull(r.WakeAt),
	}
}

//nolint:gosec // versions grow by one with each tap; days and minutes of a day
func changedRow(r *request.Request, old int) sqlc.SaveRequestParams {
	return sqlc.SaveRequestParams{
		ID: int64(r.ID), OldVersion: int32(old), Version: int32(r.Version), State: string(r.State),
		FromDay: dayColumn(r.Period.From), ToDay: dayColumn(r.Period.To), FromMinute: int32(r.Hours.From),
		ToMinute: int32(r.Hours.To), Days: int32(r.Days), EndedAt: orNull(r.EndedAt), EndReason: r.EndReason,
		NudgedAt: orNull(r.NudgedAt), WakeAt: orNull(r.WakeAt),
	}
}

//nolint:gosec // ordinals and days
func stepRow(r *request.Request, s request.Step) sqlc.SaveRequestStepParams {
	row := sqlc.SaveRequestStepParams{
		RequestID: int64(r.ID), Ordinal: int32(s.Ordinal), Slot: int32(s.Slot), ApplicantID: int64(r.Applicant.ID),
		Stage: string(s.Stage), Mode: string(s.Mode), PositionID: int64(s.Position), Title: s.Title, UnitName: s.UnitName,
		InsteadID: orNull(int64(s.Instead)), InsteadTitle: s.InsteadTitle, Why: orNull(string(s.Why)), Since: orNull(s.Since),
		EscalateDays: int32(s.EscalateDays), EscalateAt: orNull(s.EscalateAt), EscalatedID: orNull(int64(s.Escalated)),
		EscalatedTitle: s.EscalatedTitle, Skipped: s.Skipped, Open: waits(r, s),
	}
	if v := s.Verdict; v != nil {
		row.Choice, row.Reason, row.Settled = orNull(string(v.Choice)), v.Reason, v.Settled
		row.ProposalFrom, row.ProposalTo = dayOrNull(v.Proposal.From), dayOrNull(v.Proposal.To)
		row.AcceptedAt, row.ActAt = orNull(v.Accepted), orNull(v.Act.At)
		row.ActBy, row.ActPositionID = orNull(int64(v.Act.By)), orNull(int64(v.Act.Position))
		row.ActTitle, row.ActAs = v.Act.Title, orNull(string(v.Act.As))
	}
	return row
}

// waits reports whether a step belongs into the list of what waits: also while its verdict can be taken back, when it
// waits for everybody but the author, see request.Lists.
func waits(r *request.Request, s request.Step) bool {
	return r.State == request.Waiting && !s.Since.IsZero() && !s.Skipped && (s.Verdict == nil || !s.Verdict.Settled)
}
