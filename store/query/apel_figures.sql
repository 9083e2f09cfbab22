-- name: CloseApelOpen :execrows
-- What nobody knows anything of at the end.
UPDATE apel_presence SET
    status = 'TANPA_KETERANGAN', way = 'PENUTUPAN', at = @at::timestamptz, version = version + 1, changed_at = clock_timestamp()
WHERE event_id = @event AND status IS NULL;

-- name: TallyApel :many
-- By unit and status; of an event, or of all in a span that were not called off.
SELECT coalesce(p.unit_id, 0)::bigint AS unit_id, max(p.unit_name)::text AS unit_name, coalesce(p.status, '')::text AS status,
    count(*) AS number
FROM apel_event AS e
JOIN apel_presence AS p ON p.event_id = e.id
WHERE e.date BETWEEN @from_day AND @until_day AND @event::bigint IN (0, e.id) AND e.state <> 'DIBATALKAN'
    AND (cardinality(@units::bigint[]) = 0 OR p.unit_id = ANY(@units::bigint[]))
GROUP BY coalesce(p.unit_id, 0), coalesce(p.status, '')
ORDER BY max(p.unit_name), coalesce(p.unit_id, 0), coalesce(p.status, '');

-- name: ApelRecords :many
-- By person, those in whose name or NIP all words are, by name, as of the latest event of each. The total stands in every row.
-- Only those of the page are counted.
WITH expected AS (
    SELECT DISTINCT p.employee_id
    FROM apel_event AS e
    JOIN apel_presence AS p ON p.event_id = e.id
    WHERE e.date BETWEEN @from_day AND @until_day AND e.state <> 'DIBATALKAN'
        AND (cardinality(@units::bigint[]) = 0 OR p.unit_id = ANY(@units::bigint[]))
), page AS (
    SELECT m.id, m.nip, m.name, m.kind, m.active, count(*) OVER () AS total
    FROM expected AS c
    JOIN employee AS m ON m.id = c.employee_id
    WHERE NOT EXISTS (
        SELECT FROM unnest(@words::text[]) AS w (word) WHERE strpos(lower(m.name || ' ' || m.nip), lower(w.word)) = 0)
    ORDER BY m.name, m.id
    LIMIT @at_most OFFSET @skipped
), own AS (
    SELECT p.employee_id, coalesce(p.status, '') AS status, p.title, p.unit_id, p.unit_name,
        row_number() OVER (PARTITION BY p.employee_id ORDER BY e.date DESC, e.minute DESC, e.id DESC) AS latest
    FROM page AS g
    JOIN apel_presence AS p ON p.employee_id = g.id
    JOIN apel_event AS e ON e.id = p.event_id
    WHERE e.date BETWEEN @from_day AND @until_day AND e.state <> 'DIBATALKAN'
        AND (cardinality(@units::bigint[]) = 0 OR p.unit_id = ANY(@units::bigint[]))
)
SELECT g.id, g.nip, g.name, g.kind, g.active, t.title, coalesce(t.unit_id, 0)::bigint AS unit_id, t.unit_name,
    (
        SELECT jsonb_object_agg(c.status, c.number)
        FROM (SELECT o.status, count(*) AS number FROM own AS o WHERE o.employee_id = g.id GROUP BY o.status) AS c
    )::jsonb AS numbers, g.total
FROM page AS g
JOIN own AS t ON t.employee_id = g.id AND t.latest = 1
ORDER BY g.name, g.id;

-- name: CountApelRecords :one
-- For a page past the end: see ApelRecords.
SELECT count(DISTINCT m.id)
FROM apel_event AS e
JOIN apel_presence AS p ON p.event_id = e.id
JOIN employee AS m ON m.id = p.employee_id
WHERE e.date BETWEEN @from_day AND @until_day AND e.state <> 'DIBATALKAN'
    AND (cardinality(@units::bigint[]) = 0 OR p.unit_id = ANY(@units::bigint[])) AND NOT EXISTS (
        SELECT FROM unnest(@words::text[]) AS w (word) WHERE strpos(lower(m.name || ' ' || m.nip), lower(w.word)) = 0);

-- name: LockApelMonth :exec
-- Waits for those who change something of the month: see LockApelPresence.
SELECT pg_advisory_xact_lock(@space::integer, @month::integer);

-- name: ApelMonth :one
SELECT c.closed_at, c.closed_by, m.name FROM apel_month AS c JOIN employee AS m ON m.id = c.closed_by
WHERE c.year = @year AND c.month = @month;

-- name: AddApelMonth :execrows
INSERT INTO apel_month (year, month, closed_at, closed_by) VALUES (@year, @month, @closed_at, @closed_by)
ON CONFLICT (year, month) DO NOTHING;

-- name: HeadsOfUnits :many
-- Positions to which others report and that have no superior in the same unit.
SELECT p.id, p.title, p.unit_id, u.name AS unit_name
FROM position AS p
JOIN unit AS u ON u.id = p.unit_id
LEFT JOIN position AS s ON s.id = p.superior_id
WHERE p.unit_id = ANY(@units::bigint[]) AND (s.id IS NULL OR s.unit_id <> p.unit_id)
    AND EXISTS (SELECT FROM position AS b WHERE b.superior_id = p.id)
ORDER BY u.name, p.id;

-- name: PersonnelOf :many
-- The active employees who have the role of the personnel office in some units.
SELECT DISTINCT g.employee_id
FROM role_grant AS g
JOIN employee AS e ON e.id = g.employee_id
WHERE g.role = 'KEPEGAWAIAN' AND g.unit_id = ANY(@units::bigint[]) AND e.active
ORDER BY g.employee_id;
