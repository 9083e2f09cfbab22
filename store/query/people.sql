-- name: Identify :one
-- Who an account speaks for, or an employee, with what they hold on a day and the roles with all units below them.
WITH RECURSIVE who AS (
    SELECT k.employee_id FROM link AS k WHERE k.account = @account::bigint
    UNION ALL
    SELECT m.id FROM employee AS m WHERE m.id = @employee::bigint
), covered AS (
    SELECT g.role, g.unit_id AS top_id, g.unit_id
    FROM role_grant AS g JOIN who AS h ON h.employee_id = g.employee_id
    UNION
    SELECT c.role, c.top_id, b.id FROM covered AS c JOIN unit AS b ON b.parent_id = c.unit_id
)
SELECT
    e.id,
    e.nip,
    e.name,
    e.kind,
    e.active,
    coalesce(l.account, 0)::bigint AS account,
    (l.unreachable_since IS NOT NULL)::boolean AS unreachable,
    (
        SELECT coalesce(jsonb_agg(jsonb_build_object(
            'position', p.id, 'title', p.title, 'unit', u.id, 'unit_name', u.name, 'capacity', a.kind,
            'leads', EXISTS (SELECT FROM position AS s WHERE s.superior_id = p.id)
        ) ORDER BY p.id, a.kind), '[]')
        FROM assignment AS a
        JOIN position AS p ON p.id = a.position_id
        JOIN unit AS u ON u.id = p.unit_id
        WHERE a.employee_id = e.id AND a.from_day <= @today::date AND (a.until_day IS NULL OR a.until_day >= @today::date)
    )::jsonb AS holdings,
    (
        SELECT coalesce(jsonb_agg(jsonb_build_object(
            'role', g.role, 'unit', g.top_id, 'unit_name', g.name, 'covers', g.covers
        ) ORDER BY g.role, g.top_id), '[]')
        FROM (
            SELECT c.role, c.top_id, t.name, jsonb_agg(c.unit_id ORDER BY c.unit_id) AS covers
            FROM covered AS c JOIN unit AS t ON t.id = c.top_id
            GROUP BY c.role, c.top_id, t.name
        ) AS g
    )::jsonb AS grants,
    coalesce((SELECT to_jsonb(s) FROM employee_settings AS s WHERE s.employee_id = e.id), '{}')::jsonb AS settings
FROM who AS w
JOIN employee AS e ON e.id = w.employee_id
LEFT JOIN link AS l ON l.employee_id = e.id;

-- name: HoldersOn :many
-- Who holds positions on a day, as whatever; those who have left hold nothing.
SELECT DISTINCT a.position_id, a.employee_id
FROM assignment AS a
JOIN employee AS e ON e.id = a.employee_id
WHERE a.position_id = ANY(@positions::bigint[])
    AND a.from_day <= @today::date AND (a.until_day IS NULL OR a.until_day >= @today::date)
    AND e.active
ORDER BY a.position_id, a.employee_id;

-- name: UnitsOfEmployeeOn :many
SELECT DISTINCT p.unit_id
FROM assignment AS a
JOIN position AS p ON p.id = a.position_id
WHERE a.employee_id = @employee AND a.from_day <= @today::date AND (a.until_day IS NULL OR a.until_day >= @today::date)
ORDER BY p.unit_id;

-- name: EmployeeByNIP :one
SELECT id, nip, name, kind, active FROM employee WHERE nip = @nip;

-- name: EmployeesByID :many
SELECT id, nip, name, kind, active FROM employee WHERE id = ANY(@ids::bigint[]) ORDER BY id;

-- name: EmployeesByPhone :many
-- Two are enough to know that the number identifies nobody.
SELECT id FROM employee WHERE phone = @phone AND active ORDER BY id LIMIT 2;

-- name: LockEmployees :exec
-- In the order of ids, so that two who need the same two wait and do not block each other.
SELECT id FROM employee WHERE id = ANY(@ids::bigint[]) ORDER BY id FOR NO KEY UPDATE;

-- name: ShareEmployee :exec
SELECT id FROM employee WHERE id = @id FOR SHARE;

-- name: WaitingEmployees :many
-- Those with a linked account for whom something waits: at their positions, or a request for their verdict, or at others to
-- whom they sent it and who are late. A request
-- climbs as the domain says, see ListWaitingRequests: past positions that nobody or its applicant holds.
WITH RECURSIVE holder AS (
    SELECT a.position_id, a.employee_id
    FROM assignment AS a
    JOIN employee AS e ON e.id = a.employee_id
    WHERE e.active AND a.from_day <= @today::date AND (a.until_day IS NULL OR a.until_day >= @today::date)
), climb AS (
    SELECT s.position_id, s.applicant_id FROM request_step AS s WHERE s.open
    UNION
    SELECT s.escalated_id, s.applicant_id FROM request_step AS s WHERE s.open AND s.escalated_id IS NOT NULL
    UNION
    SELECT p.superior_id, c.applicant_id
    FROM climb AS c
    JOIN position AS p ON p.id = c.position_id
    LEFT JOIN LATERAL (
        SELECT count(*) AS holders, bool_or(a.employee_id = c.applicant_id) AS own
        FROM assignment AS a
        JOIN employee AS e ON e.id = a.employee_id
        WHERE a.position_id = c.position_id AND e.active
            AND a.from_day <= @today::date AND (a.until_day IS NULL OR a.until_day >= @today::date)
    ) AS h ON true
    WHERE p.superior_id IS NOT NULL AND (h.holders = 0 OR h.own)
), decides AS (
    SELECT DISTINCT c.position_id
    FROM climb AS c
    LEFT JOIN holder AS h ON h.position_id = c.position_id AND h.employee_id = c.applicant_id
    WHERE h.employee_id IS NULL
)
SELECT DISTINCT h.employee_id
FROM holder AS h
JOIN link AS l ON l.employee_id = h.employee_id
LEFT JOIN decides AS d ON d.position_id = h.position_id
WHERE d.position_id IS NOT NULL OR EXISTS (
    SELECT FROM branch AS b
    WHERE b.position_id = h.position_id AND b.state IN ('SENT', 'READ', 'IN_PROGRESS') AND NOT b.is_copy
) OR EXISTS (
    SELECT FROM branch AS b
    WHERE b.from_position_id = h.position_id AND b.state IN ('SENT', 'READ', 'IN_PROGRESS') AND NOT b.is_copy
        AND b.deadline <= @sent_late::date
)
ORDER BY h.employee_id;

-- name: ClerksOf :many
-- Whose role of clerk was granted for a unit, or for one above it.
WITH RECURSIVE above AS (
    SELECT u.id, u.parent_id FROM unit AS u WHERE u.id = @unit
    UNION
    SELECT u.id, u.parent_id FROM unit AS u JOIN above AS a ON u.id = a.parent_id
)
SELECT DISTINCT e.id
FROM role_grant AS g
JOIN above AS a ON a.id = g.unit_id
JOIN employee AS e ON e.id = g.employee_id
WHERE g.role = 'TU' AND e.active
ORDER BY e.id;
