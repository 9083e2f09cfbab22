-- name: InScope :many
-- Who is in a scope on a day, by name; somebody without a position stands in no unit.
SELECT e.id, e.nip, e.name, e.kind, coalesce(p.title, '')::text AS title, coalesce(u.id, 0)::bigint AS unit_id,
    coalesce(u.name, '')::text AS unit_name
FROM in_scope(@today::date, @everyone::boolean, @units::bigint[], @eselons::text[], @kinds::text[], @people::bigint[])
    AS s (employee_id, position_id)
JOIN employee AS e ON e.id = s.employee_id
LEFT JOIN position AS p ON p.id = s.position_id
LEFT JOIN unit AS u ON u.id = p.unit_id
ORDER BY e.name, e.id;

-- name: CountInScope :one
-- How many are in a scope on a day, and how many of them can be reached.
SELECT count(*) AS people, count(l.account) AS reachable
FROM in_scope(@today::date, @everyone::boolean, @units::bigint[], @eselons::text[], @kinds::text[], @people::bigint[])
    AS s (employee_id, position_id)
LEFT JOIN link AS l ON l.employee_id = s.employee_id AND l.unreachable_since IS NULL;

-- name: RootUnits :many
SELECT id FROM unit WHERE parent_id IS NULL ORDER BY id;
