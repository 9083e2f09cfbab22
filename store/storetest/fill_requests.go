package storetest

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	"golang.org/x/sync/errgroup"
)

// The requests of an office: every past one was asked for by one of its staff in turn, a few days at a time, most of them
// annual leave that both steps of the chain approved; and what waits for those who lead, which is the same for a seat in
// every office. PostgreSQL makes them itself, so that a million take seconds.

// gapDays are the days from one past request of somebody to the next.
func (o Office) gapDays() int {
	each := max(1, o.Requests/max(1, o.Units*o.unitSize())+1)
	return max(1, (365*o.Years-30)/each)
}

// fillRequests writes all requests. The employees, positions and links are there already.
func (o Office) fillRequests(ctx context.Context, pool *pgxpool.Pool) error {
	if o.Requests == 0 {
		return nil
	}
	seats, today, begin := o.Units*o.unitSize(), o.Today.At(0, 0, time.UTC), o.Today.AddDays(-365*o.Years).At(0, 0, time.UTC)
	one := func(ctx context.Context, statement string, arguments ...any) error {
		if _, err := pool.Exec(ctx, statement, arguments...); err != nil {
			return fmt.Errorf("fill requests: %.60q: %w", statement, err)
		}
		return nil
	}
	if err := one(ctx, waitingRequests, today, seats); err != nil {
		return err
	}
	if err := one(ctx, pastRequests, o.Requests, seats, begin, o.gapDays()); err != nil {
		return err
	}
	parts, filling := errgroup.WithContext(ctx)
	parts.Go(func() error { return one(filling, requestSteps, o.unitSize()) })
	parts.Go(func() error {
		if err := one(filling, `ALTER TABLE request_person DROP CONSTRAINT request_person_one_at_a_time`); err != nil {
			return err
		}
		if err := one(filling, requestPeople); err != nil {
			return err
		}
		return one(filling, uniqueTimes)
	})
	parts.Go(func() error { return one(filling, requestCharges) })
	if err := parts.Wait(); err != nil {
		return err
	}
	return one(ctx, `SELECT setval(pg_get_serial_sequence('request', 'id'), max(id)) FROM request`)
}

// uniqueTimes is the constraint of the migration: made at the end it takes a tenth of the time.
const uniqueTimes = `ALTER TABLE request_person ADD CONSTRAINT request_person_one_at_a_time EXCLUDE USING gist (
	int8range(employee_id, employee_id, '[]') WITH &&, during WITH &&) WHERE (blocks)`

// waitingRequests are one to four requests for each position that others report to, of the first of those. They were sent
// in the last days, for days to come.
const waitingRequests = `INSERT INTO request (
	id, version, applicant_id, position_id, title, unit_id, unit_name, eselon, kind, leave_type, from_day, to_day, days, reason,
	address, phone, state, sent_at, wake_at
) OVERRIDING SYSTEM VALUE
SELECT
	row_number() OVER (ORDER BY s.superior_id, k), 1, s.id, s.id, s.title, s.unit_id, u.name, s.eselon, 'CUTI', 'TAHUNAN',
	$1::date + 7 + 7 * k, $1::date + 9 + 7 * k, 3, 'Upacara keluarga di kampung', 'Jalan Raya Puputan 1', '081100000000',
	'MENUNGGU', $1::date - make_interval(days => 1 + k, hours => (s.id % 8)::integer),
	$1::date + make_interval(days => 1 + k)
FROM (SELECT superior_id, min(id) AS id FROM position WHERE superior_id IS NOT NULL AND id <= $2 GROUP BY superior_id) AS f
JOIN position AS s ON s.id = f.id
JOIN unit AS u ON u.id = s.unit_id
CROSS JOIN LATERAL generate_series(0, (s.superior_id % 4)::integer) AS k`

// pastRequests fills up to a number: applicants take turns by a prime stride, so that neighbours in time are none in the
// office; of each, one request follows the other.
const pastRequests = `INSERT INTO request (
	id, version, changed_at, applicant_id, position_id, title, unit_id, unit_name, eselon, kind, leave_type, permit_type,
	from_day, to_day, from_minute, to_minute, days, reason, address, phone, state, sent_at, ended_at
) OVERRIDING SYSTEM VALUE
SELECT
	w.n + i, 3, r.at + interval '2 days', s.id, s.id, s.title, s.unit_id, u.name, s.eselon,
	CASE WHEN i % 10 < 7 THEN 'CUTI' ELSE 'IZIN' END, CASE WHEN i % 10 < 7 THEN 'TAHUNAN' END,
	CASE WHEN i % 10 >= 7 THEN 'TERLAMBAT' END,
	r.day, r.day + r.more, CASE WHEN i % 10 >= 7 THEN 450 ELSE 0 END, CASE WHEN i % 10 >= 7 THEN 570 ELSE 0 END,
	1 + r.more, 'Upacara keluarga di kampung', 'Jalan Raya Puputan 1', '081100000000',
	CASE WHEN i % 12 = 0 THEN 'DITOLAK' WHEN i % 25 = 0 THEN 'DITARIK' ELSE 'DISETUJUI' END,
	r.at, r.at + interval '2 days'
FROM (SELECT count(*) AS n FROM request) AS w
CROSS JOIN LATERAL generate_series(1, $1 - w.n) AS i
CROSS JOIN LATERAL (
	SELECT 1 + (i * 7919) % $2 AS seat, $3::date + ((i / $2) * $4)::integer AS day,
		CASE WHEN i % 10 < 7 THEN least(i % 3, $4::integer - 1)::integer ELSE 0 END AS more,
		$3::date + make_interval(days => ((i / $2) * $4)::integer - 10, hours => 9) AS at
) AS r
JOIN position AS s ON s.id = r.seat
JOIN unit AS u ON u.id = s.unit_id`

// requestSteps are the consideration of the next above and the decision of the head of the unit.
const requestSteps = `INSERT INTO request_step (
	request_id, ordinal, slot, applicant_id, stage, mode, position_id, title, unit_name, since, escalate_days, open, choice,
	settled, act_at, act_by, act_position_id, act_title, act_as, reason
)
SELECT
	r.id, step.ordinal, 0, r.applicant_id, step.stage, 'SALAH_SATU', p.id, p.title, r.unit_name,
	CASE WHEN step.ordinal = 0 OR r.state <> 'MENUNGGU' THEN r.sent_at + make_interval(days => step.ordinal) END,
	2, r.state = 'MENUNGGU' AND step.ordinal = 0, v.choice, v.choice IS NOT NULL,
	CASE WHEN v.choice IS NOT NULL THEN r.sent_at + make_interval(days => 1 + step.ordinal) END,
	CASE WHEN v.choice IS NOT NULL THEN p.id END, CASE WHEN v.choice IS NOT NULL THEN p.id END,
	CASE WHEN v.choice IS NOT NULL THEN p.title ELSE '' END, CASE WHEN v.choice IS NOT NULL THEN 'DEFINITIF' END,
	CASE WHEN v.choice = 'TOLAK' THEN 'Ada pemeriksaan' ELSE '' END
FROM request AS r
JOIN position AS s ON s.id = r.position_id
CROSS JOIN (VALUES (0, 'PERTIMBANGAN'), (1, 'KEPUTUSAN')) AS step (ordinal, stage)
JOIN position AS p ON p.id = CASE step.ordinal WHEN 0 THEN s.superior_id ELSE (s.unit_id - 1) * $1 + 1 END
CROSS JOIN LATERAL (
	SELECT CASE r.state WHEN 'DISETUJUI' THEN 'SETUJU' WHEN 'DITOLAK' THEN CASE step.ordinal WHEN 0 THEN 'SETUJU' ELSE 'TOLAK' END END AS choice
) AS v`

const requestPeople = `INSERT INTO request_person (request_id, employee_id, ordinal, during, blocks)
SELECT r.id, r.applicant_id, 0, tsrange(
	r.from_day + make_interval(mins => r.from_minute),
	CASE WHEN r.to_minute = 0 THEN r.to_day + interval '1 day' ELSE r.to_day + make_interval(mins => r.to_minute) END
), r.state IN ('MENUNGGU', 'DISETUJUI')
FROM request AS r`

const requestCharges = `INSERT INTO request_charge (request_id, year, source, days)
SELECT r.id, extract(year FROM r.from_day)::integer, extract(year FROM r.from_day)::integer, r.days
FROM request AS r
WHERE r.leave_type = 'TAHUNAN' AND r.state IN ('MENUNGGU', 'DISETUJUI')`
