-- The books of leave: what was entered, and what requests take.

-- name: BookOwners :many
-- Employees in the position that they hold today, the definitive one before others, or the last one they held; with the
-- first day of their first assignment.
SELECT
    e.id, e.nip, e.name, e.kind, e.active, coalesce(h.position_id, 0)::bigint AS position_id,
    coalesce(h.title, '')::text AS title, coalesce(h.unit_id, 0)::bigint AS unit_id,
    coalesce(h.unit_name, '')::text AS unit_name, coalesce(h.eselon, '')::text AS eselon,
    coalesce((SELECT min(f.from_day) FROM assignment AS f WHERE f.employee_id = e.id), '0001-01-01')::date AS since
FROM employee AS e
LEFT JOIN LATERAL (
    SELECT p.id AS position_id, p.title, u.id AS unit_id, u.name AS unit_name, p.eselon
    FROM assignment AS a
    JOIN position AS p ON p.id = a.position_id
    JOIN unit AS u ON u.id = p.unit_id
    WHERE a.employee_id = e.id
    ORDER BY (a.from_day <= @today::date AND (a.until_day IS NULL OR a.until_day >= @today::date)) DESC,
        a.kind = 'DEFINITIF' DESC, a.from_day DESC, a.id DESC
    LIMIT 1
) AS h ON true
WHERE e.id = ANY(@employees::bigint[])
ORDER BY e.name, e.id;

-- name: StaffIn :many
-- The active staff who hold a position in a unit or below it on a day.
WITH RECURSIVE down AS (
    SELECT u.id FROM unit AS u WHERE u.id = @unit
    UNION
    SELECT u.id FROM down JOIN unit AS u ON u.parent_id = down.id
)
SELECT DISTINCT e.id
FROM down
JOIN position AS p ON p.unit_id = down.id
JOIN assignment AS a ON a.position_id = p.id
JOIN employee AS e ON e.id = a.employee_id
WHERE e.active AND a.from_day <= @today::date AND (a.until_day IS NULL OR a.until_day >= @today::date)
ORDER BY e.id;

-- name: EntriesOf :many
SELECT l.employee_id, l.year, l.kind, l.days, l.reason, e.name AS by_name, l.at
FROM leave_entry AS l
LEFT JOIN employee AS e ON e.id = l.by_id
WHERE l.employee_id = ANY(@employees::bigint[])
ORDER BY l.year, l.at, l.id;

-- name: ChargesOf :many
-- What requests of employees take of annual leave, or had before they were postponed; but for one request.
SELECT r.applicant_id, c.year, c.source, c.days, (r.state = 'DITANGGUHKAN')::boolean AS postponed
FROM request AS r
JOIN request_charge AS c ON c.request_id = r.id
WHERE r.applicant_id = ANY(@employees::bigint[]) AND r.id <> @but
ORDER BY c.year, c.source, c.request_id;

-- name: AbsencesOf :many
-- When people are away or will be, by requests that are open or approved and end on a day or later, but for one request.
-- OFFSET 0 keeps PostgreSQL from reading all requests: it cannot know how few of them are somebody's.
SELECT
    r.id, p.employee_id, e.name, r.unit_id, r.unit_name, r.kind, r.leave_type, r.permit_type, r.from_day, r.to_day,
    r.from_minute, r.to_minute, (r.state = 'DISETUJUI')::boolean AS approved
FROM unnest(@people::bigint[]) AS who (id)
CROSS JOIN LATERAL (
    SELECT k.request_id, k.employee_id FROM request_person AS k
    WHERE k.blocks AND int8range(k.employee_id, k.employee_id, '[]') && int8range(who.id, who.id, '[]')
        AND k.during && tsrange(@since::date, NULL)
    OFFSET 0
) AS p
CROSS JOIN LATERAL (SELECT q.* FROM request AS q WHERE q.id = p.request_id OFFSET 0) AS r
CROSS JOIN LATERAL (SELECT m.name FROM employee AS m WHERE m.id = p.employee_id OFFSET 0) AS e
WHERE r.id <> @but::bigint
ORDER BY r.from_day, e.name, r.id;

-- name: LongLeavesOf :many
-- All long leaves that are open or approved, but for one request.
SELECT r.applicant_id, r.from_day, r.to_day
FROM request AS r
WHERE r.applicant_id = ANY(@employees::bigint[]) AND r.leave_type = 'BESAR' AND r.cancels_id IS NULL
    AND r.state IN ('MENUNGGU', 'PERUBAHAN', 'DISETUJUI') AND r.id <> @but
ORDER BY r.from_day;

-- name: TakenIn :many
-- The leave of an employee that spends days in a year or is in it, whatever became of it but withdrawals.
SELECT
    r.id, r.kind, r.leave_type, r.permit_type, r.cancels_id, e.name, r.unit_name, r.from_day, r.to_day, r.from_minute,
    r.to_minute, r.days, r.state, r.sent_at,
    (
        SELECT coalesce(jsonb_agg(jsonb_build_object('Year', c.year, 'Source', c.source, 'Days', c.days)
            ORDER BY c.year, c.source), '[]')
        FROM request_charge AS c
        WHERE c.request_id = r.id
    )::jsonb AS charges
FROM request AS r
JOIN employee AS e ON e.id = r.applicant_id
WHERE r.applicant_id = @employee AND r.kind = 'CUTI' AND r.cancels_id IS NULL AND r.state <> 'DITARIK'
    AND ((r.from_day <= @last_day::date AND r.to_day >= @first_day::date)
        OR EXISTS (SELECT FROM request_charge AS c WHERE c.request_id = r.id AND c.year = @year))
ORDER BY r.from_day, r.id;

-- name: AddLeaveEntry :exec
INSERT INTO leave_entry (employee_id, year, kind, days, reason, by_id, at)
VALUES (@employee, @year, @kind, @days, @reason, @by, @at);

-- name: LockEmployeeByNIP :one
SELECT id FROM employee WHERE nip = @nip FOR NO KEY UPDATE;
