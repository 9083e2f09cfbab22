-- name: ImportBalance :batchone
-- What was left of a year, and what of it was postponed, are two entries; a row means that one of them is not as it was.
WITH opening AS (
    INSERT INTO leave_entry (employee_id, year, kind, days, at)
    VALUES ((SELECT e.id FROM employee AS e WHERE e.nip = @nip), @year, 'SALDO_AWAL', @days, @at)
    ON CONFLICT (employee_id, year, kind) WHERE kind IN ('SALDO_AWAL', 'DITANGGUHKAN') DO UPDATE SET
        days = excluded.days, at = excluded.at
    WHERE leave_entry.days <> excluded.days
    RETURNING (xmax = 0)::boolean AS created
), postponed AS (
    INSERT INTO leave_entry (employee_id, year, kind, days, at)
    SELECT e.id, @year, 'DITANGGUHKAN', @postponed::integer, @at FROM employee AS e WHERE e.nip = @nip AND @postponed::integer > 0
    ON CONFLICT (employee_id, year, kind) WHERE kind IN ('SALDO_AWAL', 'DITANGGUHKAN') DO UPDATE SET
        days = excluded.days, at = excluded.at
    WHERE leave_entry.days <> excluded.days
    RETURNING true AS done
), lifted AS (
    DELETE FROM leave_entry AS l USING employee AS e
    WHERE e.nip = @nip AND l.employee_id = e.id AND l.year = @year AND l.kind = 'DITANGGUHKAN' AND @postponed::integer = 0
    RETURNING true AS done
)
SELECT coalesce((SELECT o.created FROM opening AS o), false)::boolean AS created
WHERE EXISTS (SELECT FROM opening) OR EXISTS (SELECT FROM postponed) OR EXISTS (SELECT FROM lifted);

-- name: KnownBalances :many
SELECT e.nip, l.year FROM leave_entry AS l JOIN employee AS e ON e.id = l.employee_id WHERE l.kind = 'SALDO_AWAL';

-- name: KnownRules :many
-- All rules by their names, with all their steps and deciders.
SELECT
    r.id, r.name, r.priority, r.kind, r.leave_type, r.min_days, r.max_days, r.eselon, u.code AS unit,
    s.ordinal, s.stage, s.mode, s.escalate_days, d.way, d.eselon AS decider_eselon, p.code AS position
FROM approval_rule AS r
JOIN approval_rule_step AS s ON s.rule_id = r.id
JOIN approval_rule_decider AS d ON d.rule_id = s.rule_id AND d.ordinal = s.ordinal
LEFT JOIN unit AS u ON u.id = r.unit_id
LEFT JOIN position AS p ON p.id = d.position_id
ORDER BY r.name, s.ordinal, d.slot;

-- name: RemoveRule :execrows
DELETE FROM approval_rule WHERE name = @name;

-- name: ImportRule :one
INSERT INTO approval_rule (name, priority, kind, leave_type, min_days, max_days, eselon, unit_id)
VALUES (
    @name, @priority, @kind, @leave_type, @min_days, @max_days, @eselon,
    (SELECT u.id FROM unit AS u WHERE u.code = sqlc.narg('unit'))
)
RETURNING id;

-- name: ImportRuleStep :exec
INSERT INTO approval_rule_step (rule_id, ordinal, stage, mode, escalate_days)
VALUES (@rule, @ordinal, @stage, @mode, @escalate_days);

-- name: ImportRuleDecider :exec
INSERT INTO approval_rule_decider (rule_id, ordinal, slot, way, eselon, position_id)
VALUES (@rule, @ordinal, @slot, @way, @eselon, (SELECT p.id FROM position AS p WHERE p.code = sqlc.narg('position')));
