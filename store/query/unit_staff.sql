-- name: UnitsByID :many
SELECT id, name FROM unit WHERE id = ANY(@ids::bigint[]) ORDER BY name, id;

-- name: UnitsBelow :many
-- The units with all below them; a circle in damaged data ends.
WITH RECURSIVE below AS (
    SELECT t.id FROM unit AS t WHERE t.id = ANY(@units::bigint[])
    UNION
    SELECT u.id FROM below AS b JOIN unit AS u ON u.parent_id = b.id
)
SELECT id FROM below ORDER BY id;

-- name: StaffOfUnits :many
-- Active staff who hold a position in units on a day, each once, by name: those in whose name, NIP or title all words are,
-- and of the wanted ids unless there are none. The total stands in every row.
SELECT m.id, m.nip, m.name, m.kind, m.title, m.unit_id, m.unit_name, count(*) OVER ()::bigint AS total
FROM (
    SELECT DISTINCT ON (a.employee_id) e.id, e.nip, e.name, e.kind, p.title, u.id AS unit_id, u.name AS unit_name
    FROM position AS p
    JOIN unit AS u ON u.id = p.unit_id
    JOIN assignment AS a ON a.position_id = p.id
    JOIN employee AS e ON e.id = a.employee_id
    WHERE p.unit_id = ANY(@units::bigint[]) AND e.active
        AND a.from_day <= @today::date AND (a.until_day IS NULL OR a.until_day >= @today::date)
    ORDER BY a.employee_id, a.kind, p.id
) AS m
WHERE (cardinality(@ids::bigint[]) = 0 OR m.id = ANY(@ids::bigint[])) AND NOT EXISTS (
    SELECT FROM unnest(@words::text[]) AS w (word)
    WHERE strpos(lower(m.name || ' ' || m.nip || ' ' || m.title), lower(w.word)) = 0)
ORDER BY m.name, m.id
LIMIT @at_most OFFSET @skipped;
