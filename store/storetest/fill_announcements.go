package storetest

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
)

// The announcements of an office: each went to everybody, one a week, and two thirds of the copies were read. PostgreSQL
// makes them itself.

// fillAnnouncements writes all announcements with their copies. The employees, positions and links are there already.
func (o Office) fillAnnouncements(ctx context.Context, pool *pgxpool.Pool) error {
	if o.Announcements == 0 {
		return nil
	}
	begin := o.Today.AddDays(-7*o.Announcements).At(1, 0, time.UTC)
	for _, statement := range []string{pastAnnouncements, pastIssues, pastCopies} {
		if _, err := pool.Exec(ctx, statement, o.Announcements, begin); err != nil {
			return fmt.Errorf("fill announcements: %.60q: %w", statement, err)
		}
	}
	for _, name := range []string{"announcement", "announcement_issue", "announcement_copy"} {
		if err := nextID(ctx, pool, name); err != nil {
			return fmt.Errorf("set the next id of table %s: %w", name, err)
		}
	}
	return nil
}

const pastAnnouncements = `INSERT INTO announcement (
	id, author_id, position_id, title, unit_id, unit_name, html, album, everyone, units, eselons, kinds, people, minute, urgent,
	written_at
) OVERRIDING SYSTEM VALUE
SELECT i, 1, 1, p.title, p.unit_id, u.name, 'Pengumuman ke-' || i || ': rapat pukul <b>09.00</b>', false, true, '{}', '{}', '{}',
	'{}', 0, false, $2::timestamptz + make_interval(weeks => i)
FROM generate_series(1, $1::integer) AS i
JOIN position AS p ON p.id = 1
JOIN unit AS u ON u.id = p.unit_id`

const pastIssues = `INSERT INTO announcement_issue (id, announcement_id, version, changed_at, due, state, begun_at, ended_at)
OVERRIDING SYSTEM VALUE
SELECT i, i, 9, at, at, 'SELESAI', at, at + interval '15 minutes'
FROM (SELECT i, $2::timestamptz + make_interval(weeks => i) AS at FROM generate_series(1, $1::integer) AS i) AS s`

const pastCopies = `INSERT INTO announcement_copy (
	issue_id, employee_id, state, from_minute, until_minute, not_before, account, message_ids, version, attempt, claimed_at,
	sent_at, read_at
)
SELECT
	s.i, l.employee_id, 'TERKIRIM', 360, 1200, s.at, l.account, ARRAY[3000000000 + s.i], 1, 1, s.at, s.at + interval '5 minutes',
	CASE WHEN (s.i + l.employee_id) % 3 > 0 THEN s.at + interval '1 hour' END
FROM (SELECT i, $2::timestamptz + make_interval(weeks => i) AS at FROM generate_series(1, $1::integer) AS i) AS s
CROSS JOIN link AS l`
