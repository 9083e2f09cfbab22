-- name: CountAddressed :one
-- What waits; and beside it the copies that nobody has read, what others are at, and what was sent from here and is open.
WITH sent AS (
    SELECT
        count(*)::bigint AS open,
        (count(*) FILTER (WHERE o.deadline <= @late_up_to::date AND o.state IN ('SENT', 'READ', 'IN_PROGRESS')))::bigint AS late
    FROM branch AS o
    WHERE o.from_position_id = ANY(@positions::bigint[]) AND NOT o.is_copy
        AND (o.state IN ('SENT', 'READ', 'IN_PROGRESS', 'FORWARDED') OR (o.state = 'RETURNED' AND o.settled_at IS NULL))
)
SELECT
    count(*)::bigint AS waiting,
    (count(*) FILTER (WHERE state = 'SENT'))::bigint AS unread,
    (count(*) FILTER (WHERE state = 'IN_PROGRESS'))::bigint AS in_progress,
    (count(*) FILTER (WHERE deadline >= @today::date AND deadline <= @last_near::date))::bigint AS near,
    (count(*) FILTER (WHERE deadline < @today::date))::bigint AS overdue,
    (
        SELECT count(*) FROM branch AS c
        WHERE c.position_id = ANY(@positions::bigint[]) AND c.state = 'SENT' AND c.is_copy
    )::bigint AS copies,
    (
        SELECT count(*) FROM branch AS f
        WHERE f.position_id = ANY(@positions::bigint[]) AND f.state = 'FORWARDED' AND NOT f.is_copy
    )::bigint AS forwarded,
    (SELECT s.open FROM sent AS s)::bigint AS sent,
    (SELECT s.late FROM sent AS s)::bigint AS sent_late
FROM branch
WHERE position_id = ANY(@positions::bigint[]) AND state IN ('SENT', 'READ', 'IN_PROGRESS') AND NOT is_copy;

-- name: CountCopies :one
SELECT
    count(*)::bigint AS copies,
    (count(*) FILTER (WHERE state = 'SENT'))::bigint AS unread
FROM branch
WHERE position_id = ANY(@positions::bigint[]) AND state IN ('SENT', 'READ') AND is_copy;

-- name: CountFinished :one
-- Counted no further than anybody reads.
SELECT count(*) FROM (
    SELECT FROM branch
    WHERE position_id = ANY(@positions::bigint[]) AND state IN ('DONE', 'RETURNED') AND NOT is_copy
    LIMIT @at_most
) AS counted;

-- name: ListWaiting :many
-- The most pressing first. The page is found in the index of what waits; only its rows are looked at.
WITH page AS (
    SELECT w.id, w.deadline, w.state, w.sent_at, count(*) OVER () AS total
    FROM branch AS w
    WHERE w.position_id = ANY(@positions::bigint[]) AND w.state IN ('SENT', 'READ', 'IN_PROGRESS') AND NOT w.is_copy
        AND CASE @filter::text
            WHEN 'unread' THEN w.state = 'SENT'
            WHEN 'progress' THEN w.state = 'IN_PROGRESS'
            WHEN 'near' THEN w.deadline >= @today::date AND w.deadline <= @last_near::date
            WHEN 'overdue' THEN w.deadline < @today::date
            ELSE true
        END
    ORDER BY
        coalesce(w.deadline < @today::date, false) DESC, coalesce(w.deadline <= @last_near::date, false) DESC,
        w.state = 'SENT' DESC, w.deadline ASC NULLS LAST, w.sent_at DESC, w.id DESC
    LIMIT @page_size OFFSET @skip
)
SELECT
    b.id, b.version, b.state, b.deadline, b.sent_at, b.is_copy, l.subject, l.sender, l.speed, l.secrecy, l.agenda_number,
    l.agenda_year, p.title AS to_title, w.total
FROM page AS w
JOIN branch AS b ON b.id = w.id
JOIN letter AS l ON l.id = b.letter_id
JOIN position AS p ON p.id = b.position_id
ORDER BY
    coalesce(w.deadline < @today::date, false) DESC, coalesce(w.deadline <= @last_near::date, false) DESC,
    w.state = 'SENT' DESC, w.deadline ASC NULLS LAST, w.sent_at DESC, w.id DESC;

-- name: ListFinished :many
-- Each position gives its newest, and the newest of those are the page: the archive itself is never sorted.
WITH page AS (
    SELECT f.id, f.ended_at
    FROM unnest(@positions::bigint[]) AS mine (position_id)
    CROSS JOIN LATERAL (
        SELECT w.id, w.ended_at FROM branch AS w
        WHERE w.position_id = mine.position_id AND w.state IN ('DONE', 'RETURNED') AND NOT w.is_copy
        ORDER BY w.ended_at DESC, w.id
        LIMIT @reach
    ) AS f
    ORDER BY f.ended_at DESC, f.id
    LIMIT @page_size OFFSET @skip
)
SELECT
    b.id, b.version, b.state, b.deadline, b.sent_at, b.is_copy, l.subject, l.sender, l.speed, l.secrecy, l.agenda_number,
    l.agenda_year, p.title AS to_title
FROM page AS w
JOIN branch AS b ON b.id = w.id
JOIN letter AS l ON l.id = b.letter_id
JOIN position AS p ON p.id = b.position_id
ORDER BY w.ended_at DESC, w.id;

-- name: ListCopies :many
-- Unread ones first, then the newest.
WITH page AS (
    SELECT f.id, f.unread, f.sent_at
    FROM unnest(@positions::bigint[]) AS mine (position_id)
    CROSS JOIN LATERAL (
        SELECT w.id, w.state = 'SENT' AS unread, w.sent_at FROM branch AS w
        WHERE w.position_id = mine.position_id AND w.state IN ('SENT', 'READ') AND w.is_copy
        ORDER BY w.state = 'SENT' DESC, w.sent_at DESC, w.id
        LIMIT @reach
    ) AS f
    ORDER BY f.unread DESC, f.sent_at DESC, f.id
    LIMIT @page_size OFFSET @skip
)
SELECT
    b.id, b.version, b.state, b.deadline, b.sent_at, b.is_copy, l.subject, l.sender, l.speed, l.secrecy, l.agenda_number,
    l.agenda_year, p.title AS to_title
FROM page AS w
JOIN branch AS b ON b.id = w.id
JOIN letter AS l ON l.id = b.letter_id
JOIN position AS p ON p.id = b.position_id
ORDER BY w.unread DESC, w.sent_at DESC, w.id;

-- name: OpenBranchesDue :many
SELECT id, position_id, deadline FROM branch
WHERE deadline <= @up_to::date AND state IN ('SENT', 'READ', 'IN_PROGRESS') AND NOT is_copy
ORDER BY deadline, id;

-- name: BranchesOverdue :many
-- What waits and was due between two days, with the position above the one that sent it.
SELECT
    b.id, b.position_id, b.deadline, s.superior_id, coalesce(s.title, '') AS from_title, p.title AS to_title,
    l.agenda_number, l.agenda_year
FROM branch AS b
JOIN position AS p ON p.id = b.position_id
JOIN letter AS l ON l.id = b.letter_id
LEFT JOIN position AS s ON s.id = b.from_position_id
WHERE b.deadline >= @since::date AND b.deadline <= @up_to::date AND b.state IN ('SENT', 'READ', 'IN_PROGRESS') AND NOT b.is_copy
ORDER BY b.deadline, b.id;

-- name: ListForwarded :many
-- What is in the hands of others, that sent on last first.
WITH page AS (
    SELECT w.id, w.sent_at, count(*) OVER () AS total
    FROM branch AS w
    WHERE w.position_id = ANY(@positions::bigint[]) AND w.state = 'FORWARDED' AND NOT w.is_copy
    ORDER BY w.sent_at DESC, w.id DESC
    LIMIT @page_size OFFSET @skip
)
SELECT
    b.id, b.version, b.state, b.deadline, b.sent_at, b.is_copy, l.subject, l.sender, l.speed, l.secrecy, l.agenda_number,
    l.agenda_year, p.title AS to_title, w.total
FROM page AS w
JOIN branch AS b ON b.id = w.id
JOIN letter AS l ON l.id = b.letter_id
JOIN position AS p ON p.id = b.position_id
ORDER BY w.sent_at DESC, w.id DESC;

-- name: ListSent :many
-- What was sent from positions and is open, the most pressing first; with a day only what waits and was due by then.
WITH page AS (
    SELECT w.id, w.deadline, w.sent_at, count(*) OVER () AS total
    FROM branch AS w
    WHERE w.from_position_id = ANY(@positions::bigint[]) AND NOT w.is_copy
        AND (w.state IN ('SENT', 'READ', 'IN_PROGRESS', 'FORWARDED') OR (w.state = 'RETURNED' AND w.settled_at IS NULL))
        AND (sqlc.narg('up_to')::date IS NULL OR (w.deadline <= sqlc.narg('up_to')::date AND w.state IN ('SENT', 'READ', 'IN_PROGRESS')))
    ORDER BY w.state = 'RETURNED' DESC, w.deadline ASC NULLS LAST, w.sent_at DESC, w.id DESC
    LIMIT @page_size OFFSET @skip
)
SELECT
    b.id, b.version, b.state, b.deadline, b.sent_at, b.is_copy, l.subject, l.sender, l.speed, l.secrecy, l.agenda_number,
    l.agenda_year, p.title AS to_title, w.total
FROM page AS w
JOIN branch AS b ON b.id = w.id
JOIN letter AS l ON l.id = b.letter_id
JOIN position AS p ON p.id = b.position_id
ORDER BY b.state = 'RETURNED' DESC, w.deadline ASC NULLS LAST, w.sent_at DESC, w.id DESC;
