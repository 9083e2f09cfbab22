package storetest

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
)

// The apel of an office: one rule, and its events spread over the years up to today. Everybody was expected at each of
// them; of those that are over it is known who was there, late, away or missing, and of today's nothing yet. PostgreSQL
// makes the presences itself, so that a million take seconds.

// gatherings are how many rows of presences are written in one statement at most: those of so many events.
const gatherings = 20

// fillApel writes the apel. Employees and positions are there already.
func (o Office) fillApel(ctx context.Context, pool *pgxpool.Pool) error {
	if o.Apels == 0 {
		return nil
	}
	today := o.Today.At(0, 0, time.UTC)
	gap := max(1, 365*o.Years/o.Apels)
	for _, statement := range []struct {
		sql       string
		arguments []any
	}{
		{apelRule, nil},
		{apelEvents, []any{today, o.Apels, gap}},
	} {
		if _, err := pool.Exec(ctx, statement.sql, statement.arguments...); err != nil {
			return fmt.Errorf("fill the apel: %.60q: %w", statement.sql, err)
		}
	}
	for first := 1; first <= o.Apels; first += gatherings {
		if _, err := pool.Exec(ctx, apelPresences, first, first+gatherings-1); err != nil {
			return fmt.Errorf("fill the presences of apel %d and those after it: %w", first, err)
		}
	}
	return nil
}

const apelRule = `INSERT INTO apel_rule (
	kind, name, minute, place_id, everyone, opens_before, late_after, closes_after, unit_id, recurrence
)
SELECT 'APEL', 'Apel disiplin', 450, p.id, true, 45, 0, 30, 1, 'MINGGUAN SENIN; LEWATI' FROM apel_place AS p ORDER BY p.id LIMIT 1`

// apelEvents are numbered by time: the last one is today's.
const apelEvents = `INSERT INTO apel_event (
	rule_id, planned, date, kind, name, minute, place_id, everyone, opens_before, late_after, closes_after, unit_id, state, secret,
	closed_at
)
SELECT
	r.id, d.day, d.day, r.kind, r.name, r.minute, r.place_id, r.everyone, r.opens_before, r.late_after, r.closes_after, r.unit_id,
	CASE WHEN i = $2 THEN 'TERJADWAL' ELSE 'SELESAI' END, sha256(i::text::bytea),
	CASE WHEN i < $2 THEN d.day + interval '9 hours' END
FROM apel_rule AS r
CROSS JOIN generate_series(1, $2::integer) AS i
CROSS JOIN LATERAL (SELECT $1::date - ($2::integer - i) * $3::integer AS day) AS d
ORDER BY i`

const apelPresences = `INSERT INTO apel_presence (
	event_id, employee_id, version, position_id, title, unit_id, unit_name, status, way, at, account, coming, told_at
)
SELECT
	e.id, m.id, CASE WHEN s.status IS NULL THEN 1 ELSE 2 END, p.id, p.title, u.id, u.name, s.status,
	CASE s.status WHEN 'TANPA_KETERANGAN' THEN 'PENUTUPAN' WHEN 'CUTI' THEN 'PERMOHONAN' ELSE
		CASE WHEN s.status IS NOT NULL THEN 'KODE' END END,
	CASE WHEN s.status IS NOT NULL THEN e.date + interval '-1 hour' END,
	CASE WHEN s.status IN ('HADIR', 'TERLAMBAT') THEN 700000000 + m.id END, false, e.date - interval '17 hours'
FROM apel_event AS e
CROSS JOIN employee AS m
JOIN position AS p ON p.id = m.id
JOIN unit AS u ON u.id = p.unit_id
CROSS JOIN LATERAL (
	SELECT CASE WHEN e.state = 'SELESAI' THEN
		CASE (m.id * 7919 + e.id * 104729) % 20 WHEN 0 THEN 'TANPA_KETERANGAN' WHEN 1 THEN 'CUTI' WHEN 2 THEN 'TERLAMBAT' ELSE 'HADIR' END
	END AS status
) AS s
WHERE e.id BETWEEN $1 AND $2
ORDER BY e.id, m.id`
