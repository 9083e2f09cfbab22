-- name: SeatsOf :many
-- Positions as they can be chosen: with those who hold them on a day, and how many others report to them.
SELECT
    p.id, p.title, p.unit_id, u.name AS unit_name,
    (SELECT count(*) FROM position AS s WHERE s.superior_id = p.id)::bigint AS below,
    (
        SELECT coalesce(jsonb_agg(jsonb_build_object('name', e.name, 'as', a.kind) ORDER BY a.kind, e.name), '[]')
        FROM assignment AS a
        JOIN employee AS e ON e.id = a.employee_id
        WHERE a.position_id = p.id AND e.active
            AND a.from_day <= @today::date AND (a.until_day IS NULL OR a.until_day >= @today::date)
    )::jsonb AS holders
FROM position AS p
JOIN unit AS u ON u.id = p.unit_id
WHERE p.id = ANY(@positions::bigint[]);

-- name: DirectlyBelow :many
-- Positions that report to one: those that lead others first. The total stands in every row.
SELECT p.id, count(*) OVER ()::bigint AS total
FROM position AS p
WHERE p.superior_id = @above
ORDER BY EXISTS (SELECT FROM position AS s WHERE s.superior_id = p.id) DESC, p.eselon, p.title, p.id
LIMIT @at_most OFFSET @skipped;

-- name: PositionsBelow :many
-- All that stand below one at any depth.
WITH RECURSIVE below AS (
    SELECT p.id FROM position AS p WHERE p.superior_id = @above
    UNION
    SELECT p.id FROM position AS p JOIN below AS b ON p.superior_id = b.id
)
SELECT id FROM below ORDER BY id;

-- name: PositionsOfUnit :many
-- Those of a unit and of all units below it.
WITH RECURSIVE within AS (
    SELECT u.id FROM unit AS u WHERE u.id = @unit
    UNION
    SELECT u.id FROM unit AS u JOIN within AS w ON u.parent_id = w.id
)
SELECT p.id FROM position AS p JOIN within AS w ON w.id = p.unit_id ORDER BY p.id;

-- name: TopOfUnit :many
-- Those of a unit that report to nobody in it; the total stands in every row.
SELECT p.id, count(*) OVER ()::bigint AS total
FROM position AS p
LEFT JOIN position AS s ON s.id = p.superior_id
WHERE p.unit_id = @unit AND s.unit_id IS DISTINCT FROM p.unit_id
ORDER BY EXISTS (SELECT FROM position AS b WHERE b.superior_id = p.id) DESC, p.eselon, p.title, p.id
LIMIT @at_most OFFSET @skipped;

-- name: SearchPositions :many
-- Of some positions those in whose title or unit, or in whose holders' names on a day, all words are. The total stands in
-- every row.
SELECT p.id, count(*) OVER ()::bigint AS total
FROM position AS p
JOIN unit AS u ON u.id = p.unit_id
LEFT JOIN LATERAL (
    SELECT string_agg(e.name, ' ') AS names
    FROM assignment AS a
    JOIN employee AS e ON e.id = a.employee_id
    WHERE a.position_id = p.id AND e.active
        AND a.from_day <= @today::date AND (a.until_day IS NULL OR a.until_day >= @today::date)
) AS h ON true
WHERE p.id = ANY(@positions::bigint[]) AND NOT EXISTS (
    SELECT FROM unnest(@words::text[]) AS w (word)
    WHERE strpos(lower(p.title || ' ' || u.name || ' ' || coalesce(h.names, '')), lower(w.word)) = 0)
ORDER BY p.eselon, p.title, p.id
LIMIT @at_most OFFSET @skipped;

-- name: UsualRecipients :many
-- To whom a position sent most often since an instant; copies do not count.
SELECT b.position_id, count(*) AS times
FROM disposition AS d
JOIN branch AS b ON b.disposition_id = d.id AND NOT b.is_copy
WHERE d.from_position_id = @from_position AND d.sent_at >= @since
GROUP BY b.position_id
ORDER BY times DESC, max(d.sent_at) DESC, b.position_id
LIMIT @at_most;

-- name: LastSent :many
-- What a position sent since an instant, the newest first.
SELECT
    d.id,
    (SELECT coalesce(array_agg(b.position_id ORDER BY b.id), '{}') FROM branch AS b WHERE b.disposition_id = d.id AND NOT b.is_copy)::bigint[] AS recipients,
    (SELECT coalesce(array_agg(b.position_id ORDER BY b.id), '{}') FROM branch AS b WHERE b.disposition_id = d.id AND b.is_copy)::bigint[] AS copies,
    (
        SELECT coalesce(array_agg(i.wording ORDER BY i.ordinal), '{}')
        FROM disposition_instruction AS i WHERE i.disposition_id = d.id
    )::text[] AS instructions
FROM disposition AS d
WHERE d.from_position_id = @from_position AND d.sent_at >= @since
ORDER BY d.sent_at DESC, d.id DESC
LIMIT @at_most;

-- name: ActiveInstructions :many
SELECT id, wording FROM instruction WHERE active ORDER BY ordinal, id;
