-- name: LockPosition :one
-- What is said about who holds a position is said by one at a time.
SELECT p.id, p.title, u.id AS unit_id, u.name AS unit_name
FROM position AS p
JOIN unit AS u ON u.id = p.unit_id
WHERE p.id = @id
FOR NO KEY UPDATE OF p;

-- name: LoadPosition :one
SELECT p.id, p.title, u.id AS unit_id, u.name AS unit_name
FROM position AS p
JOIN unit AS u ON u.id = p.unit_id
WHERE p.id = @id;

-- name: TermsOf :many
-- The assignments to a position that touch a time.
SELECT a.employee_id, e.name, a.kind, a.from_day, a.until_day
FROM assignment AS a
JOIN employee AS e ON e.id = a.employee_id
WHERE a.position_id = @position AND a.from_day <= @until_day::date AND (a.until_day IS NULL OR a.until_day >= @from_day::date)
ORDER BY a.from_day, a.kind, a.id;

-- name: NextAppointment :one
SELECT nextval(pg_get_serial_sequence('acting_appointment', 'id'))::bigint;

-- name: AppointmentOfOnce :one
SELECT id FROM acting_appointment WHERE once = @once::text;

-- name: AddAppointment :exec
-- With the assignment that it is while it lasts.
WITH assigned AS (
    INSERT INTO assignment (employee_id, position_id, kind, from_day, until_day)
    VALUES (@deputy, @position, @kind, @from_day, @until_day::date)
    RETURNING id
)
INSERT INTO acting_appointment (id, once, position_id, deputy_id, kind, from_day, until_day, by_id, at, assignment_id)
OVERRIDING SYSTEM VALUE
SELECT @id, sqlc.narg('once')::text, @position, @deputy, @kind, @from_day, @until_day::date, @by, @at, assigned.id
FROM assigned;

-- name: PositionOfAppointment :one
SELECT position_id FROM acting_appointment WHERE id = @id;

-- name: LoadAppointment :one
SELECT
    a.id, a.position_id, p.title, u.id AS unit_id, u.name AS unit_name, a.deputy_id, e.nip, e.name, e.kind AS employment, e.active,
    a.kind, a.from_day, a.until_day, a.by_id, a.at, a.revoked, a.ended_by, a.ended_at
FROM acting_appointment AS a
JOIN position AS p ON p.id = a.position_id
JOIN unit AS u ON u.id = p.unit_id
JOIN employee AS e ON e.id = a.deputy_id
WHERE a.id = @id;

-- name: ListAppointments :many
-- Those that are in force or coming, by their first day.
SELECT
    a.id, a.position_id, p.title, u.id AS unit_id, u.name AS unit_name, a.deputy_id, e.nip, e.name, e.kind AS employment, e.active,
    a.kind, a.from_day, a.until_day, a.by_id, a.at, a.revoked, a.ended_by, a.ended_at
FROM acting_appointment AS a
JOIN position AS p ON p.id = a.position_id
JOIN unit AS u ON u.id = p.unit_id
JOIN employee AS e ON e.id = a.deputy_id
WHERE NOT a.revoked AND a.until_day >= @today::date AND (
    a.position_id = ANY(@positions::bigint[]) OR p.unit_id = ANY(@units::bigint[])
    OR a.by_id = @employee OR a.deputy_id = @employee)
ORDER BY a.from_day, a.id;

-- name: EndAssignment :exec
UPDATE assignment AS s SET until_day = @until_day::date
FROM acting_appointment AS a
WHERE a.id = @id AND s.id = a.assignment_id;

-- name: RemoveAssignment :exec
DELETE FROM assignment AS s USING acting_appointment AS a WHERE a.id = @id AND s.id = a.assignment_id;

-- name: EndAppointment :exec
UPDATE acting_appointment SET until_day = @until_day, revoked = @revoked, ended_by = @ended_by, ended_at = @ended_at WHERE id = @id;

-- name: FindPosts :many
-- Positions of units in whose title or definitive holder's name all words are, those that others report to first.
SELECT
    p.id, p.title, u.id AS unit_id, u.name AS unit_name, coalesce(h.name, '')::text AS holder, coalesce(h.id, 0)::bigint AS holder_id
FROM position AS p
JOIN unit AS u ON u.id = p.unit_id
LEFT JOIN LATERAL (
    SELECT e.id, e.name FROM assignment AS a JOIN employee AS e ON e.id = a.employee_id
    WHERE a.position_id = p.id AND a.kind = 'DEFINITIF' AND e.active
        AND a.from_day <= @today::date AND (a.until_day IS NULL OR a.until_day >= @today::date)
    LIMIT 1
) AS h ON true
WHERE p.unit_id = ANY(@units::bigint[]) AND NOT EXISTS (
    SELECT FROM unnest(@words::text[]) AS w (word)
    WHERE strpos(lower(p.title || ' ' || coalesce(h.name, '')), lower(w.word)) = 0)
ORDER BY EXISTS (SELECT FROM position AS s WHERE s.superior_id = p.id) DESC, p.eselon, p.title, p.id
LIMIT @at_most;

-- name: FindCandidates :many
-- Active staff in whose name or positions all words are, those of a unit and of what is below it first.
WITH RECURSIVE down AS (
    SELECT u.id FROM unit AS u WHERE u.id = @unit
    UNION
    SELECT u.id FROM down JOIN unit AS u ON u.parent_id = down.id
), seat AS (
    SELECT DISTINCT ON (a.employee_id)
        a.employee_id, p.title, u.name AS unit_name, (p.unit_id IN (SELECT down.id FROM down))::boolean AS same_unit
    FROM assignment AS a
    JOIN position AS p ON p.id = a.position_id
    JOIN unit AS u ON u.id = p.unit_id
    WHERE a.from_day <= @today::date AND (a.until_day IS NULL OR a.until_day >= @today::date)
    ORDER BY a.employee_id, a.kind, p.id
)
SELECT
    e.id, e.name, coalesce(s.title, '')::text AS title, coalesce(s.unit_name, '')::text AS unit_name,
    coalesce(s.same_unit, false)::boolean AS same_unit
FROM employee AS e
LEFT JOIN seat AS s ON s.employee_id = e.id
WHERE e.active AND NOT EXISTS (
    SELECT FROM unnest(@words::text[]) AS w (word)
    WHERE strpos(lower(e.name || ' ' || coalesce(s.title, '')), lower(w.word)) = 0)
ORDER BY coalesce(s.same_unit, false) DESC, e.name, e.id
LIMIT @at_most;

-- name: WorkloadOf :one
SELECT
    (
        SELECT count(*) FROM branch AS b
        WHERE b.position_id = @position AND b.state IN ('SENT', 'READ', 'IN_PROGRESS') AND NOT b.is_copy
    )::bigint AS dispositions,
    (SELECT count(DISTINCT s.request_id) FROM request_step AS s WHERE s.position_id = @position AND s.open)::bigint AS requests;
