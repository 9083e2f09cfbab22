package store

import (
	"context"

	"github.com/gelis-bali/gelis/domain/roster"
	"github.com/gelis-bali/gelis/store/internal/sqlc"
)

// importApel saves places and rules of the apel. What is to come of the rules is brought up to date by whoever looks
// after the schedule next (apel.Desk.Reconcile).
func importApel(ctx context.Context, q *sqlc.Queries, o roster.Office) (places, rules roster.Tally, err error) {
	places, err = tallied("apel places", q.ImportApelPlace(ctx, alike(o.ApelPlaces, importedApelPlace)), len(o.ApelPlaces))
	if err != nil {
		return places, rules, err
	}
	rules, err = tallied("apel rules", q.ImportApelRule(ctx, alike(o.ApelRules, importedApelRule)), len(o.ApelRules))
	return places, rules, err
}

func importedApelPlace(p roster.ApelPlace) sqlc.ImportApelPlaceParams {
	return sqlc.ImportApelPlaceParams{
		Name: p.Name, Latitude: p.Latitude, Longitude: p.Longitude, Radius: int32(p.Radius), Active: p.Active, //nolint:gosec // metres
	}
}

func importedApelRule(r roster.ApelRule) sqlc.ImportApelRuleParams {
	return sqlc.ImportApelRuleParams{
		Name: r.Name, Kind: string(r.Kind), Recurrence: r.Recurrence.String(), Minute: int32(r.Minute), Place: r.Place, //nolint:gosec // of a day
		Dress: string(r.Dress), Inspector: r.Inspector, Bring: r.Bring, Units: bare(r.Units), Eselons: bare(r.Echelons),
		OpensBefore: int32(r.Window.OpensBefore), LateAfter: int32(r.Window.LateAfter), ClosesAfter: int32(r.Window.ClosesAfter), //nolint:gosec // minutes
		Officers: bare(r.Officers), Unit: r.Unit, Active: r.Active,
	}
}

func knownApel(ctx context.Context, q *sqlc.Queries, keys *roster.Keys) error {
	rows, err := q.KnownApelNames(ctx)
	keys.ApelPlaces, keys.ApelRules = map[string]bool{}, map[string]bool{}
	for _, row := range rows {
		if row.IsPlace {
			keys.ApelPlaces[row.Name] = true
		} else {
			keys.ApelRules[row.Name] = true
		}
	}
	return err
}
