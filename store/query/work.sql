-- name: OpenWork :one
-- What is still to go out at an instant: notices that are due, and cards that are behind.
SELECT
    (SELECT count(*) FROM notice WHERE state IN ('PENDING', 'SENDING') AND not_before <= @now)::bigint AS notices,
    (
        SELECT count(*) FROM card AS c JOIN branch AS b ON b.id = c.subject_id
        WHERE c.subject_kind = 'branch' AND c.version < b.version
    )::bigint AS cards;
