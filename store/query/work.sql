-- name: OpenWork :one
-- What is still to go out at an instant: notices that are due, and cards that are behind.
SELECT
    (SELECT count(*) FROM notice WHERE state IN ('PENDING', 'SENDING') AND not_before <= @now)::bigint AS notices,
    (
        SELECT count(*)
        FROM card AS c
        LEFT JOIN branch AS b ON c.subject_kind = 'branch' AND b.id = c.subject_id
        LEFT JOIN request AS r ON c.subject_kind = 'request' AND r.id = c.subject_id
        WHERE c.version < coalesce(b.version, r.version)
    )::bigint AS cards;
