-- name: ListMine :many
-- What an employee asked for: open ones first, the newest first, with the position whose turn each is.
WITH page AS (
    SELECT r.id, count(*) OVER () AS total
    FROM request AS r
    WHERE r.applicant_id = @employee
    ORDER BY (r.state IN ('MENUNGGU', 'PERUBAHAN')) DESC, r.sent_at DESC, r.id DESC
    LIMIT @page_size OFFSET @skip
)
SELECT
    r.id, r.kind, r.leave_type, r.permit_type, r.cancels_id, e.name, r.unit_name, r.from_day, r.to_day, r.from_minute,
    r.to_minute, r.days, r.state, r.sent_at, r.applicant_id,
    coalesce(t.position_id, 0)::bigint AS position_id, t.since, w.total
FROM page AS w
JOIN request AS r ON r.id = w.id
JOIN employee AS e ON e.id = r.applicant_id
LEFT JOIN LATERAL (
    SELECT s.position_id, s.since FROM request_step AS s
    WHERE s.request_id = w.id AND s.open
    ORDER BY s.ordinal, s.slot LIMIT 1
) AS t ON true
ORDER BY (r.state IN ('MENUNGGU', 'PERUBAHAN')) DESC, r.sent_at DESC, r.id DESC;

-- name: CountMine :one
SELECT count(*) FROM request WHERE applicant_id = @employee;

-- name: ListWaitingRequests :many
-- What waits for a verdict of whoever holds some positions, the longest waiting first. Going down from each of them is the
-- domain's climb turned round: a position hands its turns on to the next above when nobody holds it, or for a request of
-- somebody who holds it. 0 stands for every applicant; a loop in damaged data ends by itself, since nothing comes twice.
-- OFFSET 0 keeps PostgreSQL from reading the whole office at once: it cannot know how few report to a position.
WITH RECURSIVE reach AS (
    SELECT m.id AS position_id, 0::bigint AS applicant_id, m.id AS held_id FROM unnest(@positions::bigint[]) AS m (id)
    UNION
    SELECT c.id, coalesce(h.employee_id, r.applicant_id), r.held_id
    FROM reach AS r
    CROSS JOIN LATERAL (SELECT b.id FROM position AS b WHERE b.superior_id = r.position_id OFFSET 0) AS c
    LEFT JOIN LATERAL (
        SELECT a.employee_id FROM assignment AS a JOIN employee AS e ON e.id = a.employee_id
        WHERE a.position_id = c.id AND e.active
            AND a.from_day <= @today::date AND (a.until_day IS NULL OR a.until_day >= @today::date)
        OFFSET 0
    ) AS h ON true
    WHERE h.employee_id IS NULL OR r.applicant_id IN (0, h.employee_id)
), colleague AS (
    SELECT a.position_id, a.employee_id
    FROM assignment AS a
    WHERE a.position_id = ANY(@positions::bigint[])
        AND a.from_day <= @today::date AND (a.until_day IS NULL OR a.until_day >= @today::date)
), turn AS (
    SELECT s.request_id, s.since, s.applicant_id, s.act_by, r.held_id
    FROM reach AS r
    JOIN request_step AS s ON s.position_id = r.position_id AND s.open
    WHERE r.applicant_id IN (0, s.applicant_id)
    UNION ALL
    SELECT s.request_id, s.since, s.applicant_id, s.act_by, r.held_id
    FROM reach AS r
    JOIN request_step AS s ON s.escalated_id = r.position_id AND s.open AND s.escalated_id IS NOT NULL
    WHERE r.applicant_id IN (0, s.applicant_id)
), waits AS (
    SELECT t.request_id, min(t.since) AS since, count(*) OVER () AS total
    FROM turn AS t
    LEFT JOIN colleague AS c ON c.position_id = t.held_id AND c.employee_id = t.applicant_id
    WHERE t.since <= @now::timestamptz AND t.applicant_id <> @employee::bigint AND t.act_by IS DISTINCT FROM @employee::bigint
        AND c.employee_id IS NULL
    GROUP BY t.request_id
    ORDER BY min(t.since), t.request_id
    LIMIT @page_size OFFSET @skip
)
SELECT
    r.id, r.kind, r.leave_type, r.permit_type, r.cancels_id, e.name, r.unit_name, r.from_day, r.to_day, r.from_minute,
    r.to_minute, r.days, r.state, r.sent_at, r.applicant_id,
    coalesce(t.position_id, 0)::bigint AS position_id, w.since::timestamptz AS since, w.total
FROM waits AS w
JOIN request AS r ON r.id = w.request_id
JOIN employee AS e ON e.id = r.applicant_id
LEFT JOIN LATERAL (
    SELECT s.position_id FROM request_step AS s
    WHERE s.request_id = w.request_id AND s.open
    ORDER BY s.ordinal, s.slot LIMIT 1
) AS t ON true
ORDER BY w.since, r.id;

-- name: CountWaitingRequests :one
-- See ListWaitingRequests.
WITH RECURSIVE reach AS (
    SELECT m.id AS position_id, 0::bigint AS applicant_id, m.id AS held_id FROM unnest(@positions::bigint[]) AS m (id)
    UNION
    SELECT c.id, coalesce(h.employee_id, r.applicant_id), r.held_id
    FROM reach AS r
    CROSS JOIN LATERAL (SELECT b.id FROM position AS b WHERE b.superior_id = r.position_id OFFSET 0) AS c
    LEFT JOIN LATERAL (
        SELECT a.employee_id FROM assignment AS a JOIN employee AS e ON e.id = a.employee_id
        WHERE a.position_id = c.id AND e.active
            AND a.from_day <= @today::date AND (a.until_day IS NULL OR a.until_day >= @today::date)
        OFFSET 0
    ) AS h ON true
    WHERE h.employee_id IS NULL OR r.applicant_id IN (0, h.employee_id)
), colleague AS (
    SELECT a.position_id, a.employee_id
    FROM assignment AS a
    WHERE a.position_id = ANY(@positions::bigint[])
        AND a.from_day <= @today::date AND (a.until_day IS NULL OR a.until_day >= @today::date)
), turn AS (
    SELECT s.request_id, s.since, s.applicant_id, s.act_by, r.held_id
    FROM reach AS r
    JOIN request_step AS s ON s.position_id = r.position_id AND s.open
    WHERE r.applicant_id IN (0, s.applicant_id)
    UNION ALL
    SELECT s.request_id, s.since, s.applicant_id, s.act_by, r.held_id
    FROM reach AS r
    JOIN request_step AS s ON s.escalated_id = r.position_id AND s.open AND s.escalated_id IS NOT NULL
    WHERE r.applicant_id IN (0, s.applicant_id)
)
SELECT count(DISTINCT t.request_id)
FROM turn AS t
LEFT JOIN colleague AS c ON c.position_id = t.held_id AND c.employee_id = t.applicant_id
WHERE t.since <= @now::timestamptz AND t.applicant_id <> @employee::bigint AND t.act_by IS DISTINCT FROM @employee::bigint
    AND c.employee_id IS NULL;

-- name: AwayIn :many
-- Who of the staff of units is away in a period, or will be if it is approved. Working overtime is not being away.
-- OFFSET 0 keeps PostgreSQL from reading all requests: it cannot know how few of them are somebody's in a period.
SELECT
    r.id, p.employee_id, e.name, who.unit_id, who.unit_name, r.kind, r.leave_type, r.permit_type, r.from_day, r.to_day,
    r.from_minute, r.to_minute, (r.state = 'DISETUJUI')::boolean AS approved
FROM (
    SELECT DISTINCT ON (a.employee_id) a.employee_id AS id, u.id AS unit_id, u.name AS unit_name
    FROM position AS o
    JOIN unit AS u ON u.id = o.unit_id
    JOIN assignment AS a ON a.position_id = o.id
    WHERE o.unit_id = ANY(@units::bigint[])
        AND a.from_day <= @today::date AND (a.until_day IS NULL OR a.until_day >= @today::date)
    ORDER BY a.employee_id, a.kind, o.id
) AS who
CROSS JOIN LATERAL (
    SELECT k.request_id, k.employee_id FROM request_person AS k
    WHERE k.blocks AND int8range(k.employee_id, k.employee_id, '[]') && int8range(who.id, who.id, '[]')
        AND k.during && tsrange(@from_day::date, @until_day::date)
    OFFSET 0
) AS p
CROSS JOIN LATERAL (SELECT q.* FROM request AS q WHERE q.id = p.request_id OFFSET 0) AS r
JOIN employee AS e ON e.id = p.employee_id
WHERE e.active AND r.kind <> 'LEMBUR'
ORDER BY r.from_day, e.name, r.id;
