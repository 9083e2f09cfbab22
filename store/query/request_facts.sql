-- name: LineOf :many
-- Positions and all above them, with who holds each on a day. A loop in damaged data ends by itself: nothing comes twice.
-- OFFSET 0 keeps PostgreSQL from reading the whole office at once: it cannot know how short a line is.
WITH RECURSIVE up AS (
    SELECT p.id, p.superior_id
    FROM unnest(@positions::bigint[]) AS w (id)
    CROSS JOIN LATERAL (SELECT b.id, b.superior_id FROM position AS b WHERE b.id = w.id OFFSET 0) AS p
    UNION
    SELECT p.id, p.superior_id
    FROM up
    CROSS JOIN LATERAL (SELECT b.id, b.superior_id FROM position AS b WHERE b.id = up.superior_id OFFSET 0) AS p
)
SELECT
    up.id, p.title, p.unit_id, u.name AS unit_name, p.eselon, up.superior_id,
    (
        SELECT coalesce(jsonb_agg(jsonb_build_object('ID', e.id, 'Name', e.name, 'As', a.kind) ORDER BY a.kind, e.name, e.id), '[]')
        FROM assignment AS a JOIN employee AS e ON e.id = a.employee_id
        WHERE a.position_id = up.id AND e.active
            AND a.from_day <= @today::date AND (a.until_day IS NULL OR a.until_day >= @today::date)
    )::jsonb AS holders
FROM up
CROSS JOIN LATERAL (SELECT b.title, b.unit_id, b.eselon FROM position AS b WHERE b.id = up.id OFFSET 0) AS p
JOIN unit AS u ON u.id = p.unit_id
ORDER BY up.id;

-- name: LoadApplicant :one
SELECT
    e.id, e.nip, e.name, e.kind, e.active, p.id AS position_id, p.title, u.id AS unit_id, u.name AS unit_name, p.eselon
FROM employee AS e
CROSS JOIN position AS p
JOIN unit AS u ON u.id = p.unit_id
WHERE e.id = @employee AND p.id = @position;

-- name: UnitsAbove :many
-- A unit and all above it, the nearest first.
WITH RECURSIVE up AS (
    SELECT u.id, u.parent_id, ARRAY[u.id] AS path FROM unit AS u WHERE u.id = @unit
    UNION ALL
    SELECT u.id, u.parent_id, up.path || u.id FROM up JOIN unit AS u ON u.id = up.parent_id WHERE u.id <> ALL(up.path)
)
SELECT up.id FROM up ORDER BY cardinality(up.path);

-- name: RulesFor :many
-- The rules of a kind of request, with all their steps and deciders.
SELECT
    r.id, r.name, r.priority, r.kind, r.leave_type, r.min_days, r.max_days, r.eselon, r.unit_id,
    s.ordinal, s.stage, s.mode, s.escalate_days, d.way, d.eselon AS decider_eselon, d.position_id
FROM approval_rule AS r
JOIN approval_rule_step AS s ON s.rule_id = r.id
JOIN approval_rule_decider AS d ON d.rule_id = s.rule_id AND d.ordinal = s.ordinal
WHERE r.kind = @kind
ORDER BY r.priority, r.name, s.ordinal, d.slot;
