package store

import (
	"github.com/gelis-bali/gelis/domain/apel"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/store/internal/sqlc"
)

// The functions of this file write the domain's apel as the database wants it, and read it.

func apelEventOf(r sqlc.ApelEventsRow) apel.Event {
	return apel.Event{
		ID: apel.EventID(r.ID), Version: int(r.Version), Rule: apel.RuleID(orZero(r.RuleID)), Planned: dayOf(&r.Planned),
		Date: dayOf(&r.Date), State: apel.State(r.State), Reason: r.Reason, Own: r.Own, Secret: r.Secret, ClosedAt: orZero(r.ClosedAt),
		Details: apelDetailsOf(r),
	}
}

// apelDetailsOf reads what rules and events say alike.
func apelDetailsOf(r sqlc.ApelEventsRow) apel.Details {
	return apel.Details{
		Kind: apel.Kind(r.Kind), Name: r.Name, Minute: int(r.Minute), Dress: apel.Dress(r.Dress), Inspector: r.Inspector, Bring: r.Bring,
		Place: apel.Place{
			ID: apel.PlaceID(r.PlaceID), Name: r.PlaceName, Latitude: r.Latitude, Longitude: r.Longitude, Radius: int(r.Radius),
			Active: r.PlaceActive,
		},
		Scope: staff.Scope{
			Everyone: r.Everyone, Units: someIDs[staff.UnitID](r.Units), Echelons: someNames[staff.Echelon](r.Eselons),
			Kinds: someNames[staff.Kind](r.Kinds), People: someIDs[staff.EmployeeID](r.People),
		},
		Window:   apel.Window{OpensBefore: int(r.OpensBefore), LateAfter: int(r.LateAfter), ClosesAfter: int(r.ClosesAfter)},
		Officers: someIDs[staff.EmployeeID](r.Officers), Unit: staff.UnitID(r.UnitID),
	}
}

func apelRuleOf(r sqlc.ApelRulesRow) (apel.Rule, error) {
	recurrence, err := calendar.ParseRule(r.Recurrence)
	return apel.Rule{
		ID: apel.RuleID(r.ID), Version: int(r.Version), Active: r.Active, Recurrence: recurrence,
		Details: apelDetailsOf(sqlc.ApelEventsRow{
			Kind: r.Kind, Name: r.Name, Minute: r.Minute, PlaceID: r.PlaceID, PlaceName: r.PlaceName, Latitude: r.Latitude,
			Longitude: r.Longitude, Radius: r.Radius, PlaceActive: r.PlaceActive, Dress: r.Dress, Inspector: r.Inspector,
			Bring: r.Bring, Everyone: r.Everyone, Units: r.Units, Eselons: r.Eselons, Kinds: r.Kinds, People: r.People,
			OpensBefore: r.OpensBefore, LateAfter: r.LateAfter, ClosesAfter: r.ClosesAfter, Officers: r.Officers, UnitID: r.UnitID,
		}),
	}, err
}

// someIDs gives names to bare numbers; none are nil.
func someIDs[ID ~int64](bare []int64) []ID {
	if len(bare) == 0 {
		return nil
	}
	return ids[ID](bare)
}

// someNames reads names; none are nil.
func someNames[T ~string](column []string) []T {
	if len(column) == 0 {
		return nil
	}
	return alike(column, func(name string) T { return T(name) })
}

// bare gives the plain texts of names.
func bare[T ~string](names []T) []string {
	return alike(names, func(name T) string { return string(name) })
}

//nolint:gosec // minutes of a day, versions that grow by one with each change
func ruleRow(r apel.Rule) sqlc.SaveApelRuleParams {
	return sqlc.SaveApelRuleParams{
		ID: int64(r.ID), Version: int32(r.Version), Recurrence: r.Recurrence.String(), Active: r.Active,
		Kind: string(r.Kind), Name: storable(r.Name), Minute: int32(r.Minute), PlaceID: int64(r.Place.ID), Dress: string(r.Dress),
		Inspector: storable(r.Inspector), Bring: storable(r.Bring), Everyone: r.Scope.Everyone, Units: numbers(r.Scope.Units),
		Eselons: bare(r.Scope.Echelons), Kinds: bare(r.Scope.Kinds), People: numbers(r.Scope.People),
		OpensBefore: int32(r.Window.OpensBefore), LateAfter: int32(r.Window.LateAfter), ClosesAfter: int32(r.Window.ClosesAfter),
		Officers: numbers(r.Officers), UnitID: int64(r.Unit),
	}
}

// newRuleRow is the row of a rule that is added: it has no ID yet.
func newRuleRow(r sqlc.SaveApelRuleParams) sqlc.AddApelRuleParams {
	return sqlc.AddApelRuleParams{
		Version: r.Version, Recurrence: r.Recurrence, Active: r.Active, Kind: r.Kind, Name: r.Name, Minute: r.Minute,
		PlaceID: r.PlaceID, Dress: r.Dress, Inspector: r.Inspector, Bring: r.Bring, Everyone: r.Everyone, Units: r.Units,
		Eselons: r.Eselons, Kinds: r.Kinds, People: r.People, OpensBefore: r.OpensBefore, LateAfter: r.LateAfter,
		ClosesAfter: r.ClosesAfter, Officers: r.Officers, UnitID: r.UnitID,
	}
}

//nolint:gosec // minutes of a day, versions that grow by one with each change
func eventRow(e apel.Event) sqlc.SaveApelEventParams {
	return sqlc.SaveApelEventParams{
		ID: int64(e.ID), Version: int32(e.Version), Date: dayColumn(e.Date), State: string(e.State), Reason: storable(e.Reason),
		Own: e.Own, ClosedAt: orNull(e.ClosedAt),
		Kind: string(e.Kind), Name: storable(e.Name), Minute: int32(e.Minute), PlaceID: int64(e.Place.ID), Dress: string(e.Dress),
		Inspector: storable(e.Inspector), Bring: storable(e.Bring), Everyone: e.Scope.Everyone, Units: numbers(e.Scope.Units),
		Eselons: bare(e.Scope.Echelons), Kinds: bare(e.Scope.Kinds), People: numbers(e.Scope.People),
		OpensBefore: int32(e.Window.OpensBefore), LateAfter: int32(e.Window.LateAfter), ClosesAfter: int32(e.Window.ClosesAfter),
		Officers: numbers(e.Officers), UnitID: int64(e.Unit),
	}
}

// newEventRow is the row of an event that is added: it has no ID yet.
func newEventRow(e apel.Event) sqlc.AddApelEventParams {
	r := eventRow(e)
	return sqlc.AddApelEventParams{
		Version: r.Version, RuleID: orNull(int64(e.Rule)), Planned: dayColumn(e.Planned), Date: r.Date, State: r.State,
		Reason: r.Reason, Own: r.Own, Secret: e.Secret, ClosedAt: r.ClosedAt, Kind: r.Kind, Name: r.Name, Minute: r.Minute,
		PlaceID: r.PlaceID, Dress: r.Dress, Inspector: r.Inspector, Bring: r.Bring, Everyone: r.Everyone, Units: r.Units,
		Eselons: r.Eselons, Kinds: r.Kinds, People: r.People, OpensBefore: r.OpensBefore, LateAfter: r.LateAfter,
		ClosesAfter: r.ClosesAfter, Officers: r.Officers, UnitID: r.UnitID,
	}
}

func presenceOf(r sqlc.ApelPresencesRow) apel.Presence {
	return apel.Presence{
		Event: apel.EventID(r.EventID), Version: int(r.Version), Status: apel.Status(orZero(r.Status)), Way: apel.Way(orZero(r.Way)),
		Employee: staff.Member{
			Employee: staff.Employee{
				ID: staff.EmployeeID(r.EmployeeID), NIP: staff.NIP(r.Nip), Name: r.Name, Kind: staff.Kind(r.Employment), Active: r.Active,
			},
			Title: r.Title, UnitID: staff.UnitID(orZero(r.UnitID)), UnitName: r.UnitName,
		},
		At: orZero(r.At), Account: staff.AccountID(orZero(r.Account)), Coming: r.Coming, ToldAt: orZero(r.ToldAt),
		Excuse: apel.Excuse{
			As: apel.Status(orZero(r.Excuse)), Reason: r.ExcuseReason, At: orZero(r.ExcuseAt), Consent: apel.Consent(orZero(r.Consent)),
			By: staff.EmployeeID(orZero(r.ConsentBy)), ByName: orZero(r.ConsentName), Title: r.ConsentTitle, DecidedAt: orZero(r.ConsentAt),
		},
		Wrong: int(r.Wrong), Note: r.Note, MarkedBy: staff.EmployeeID(orZero(r.MarkedBy)),
	}
}

//nolint:gosec // versions and wrong codes grow by one with each tap
func presenceRow(p apel.Presence, old int) sqlc.SaveApelPresenceParams {
	return sqlc.SaveApelPresenceParams{
		Event: int64(p.Event), Who: int64(p.Employee.ID), OldVersion: int32(old), Version: int32(p.Version),
		Status: orNull(string(p.Status)), Way: orNull(string(p.Way)), At: orNull(p.At), Account: orNull(int64(p.Account)),
		Coming: p.Coming, Excuse: orNull(string(p.Excuse.As)), ExcuseReason: storable(p.Excuse.Reason),
		ExcuseAt: orNull(p.Excuse.At), Consent: orNull(string(p.Excuse.Consent)), ConsentBy: orNull(int64(p.Excuse.By)),
		ConsentTitle: storable(p.Excuse.Title), ConsentAt: orNull(p.Excuse.DecidedAt), ToldAt: orNull(p.ToldAt),
		Wrong: int32(p.Wrong), Note: storable(p.Note), MarkedBy: orNull(int64(p.MarkedBy)),
	}
}
