-- name: OpenWork :one
-- What is still to go out at an instant: notices and copies of announcements that are due, cards
-- that are behind, and boards that show an older step than the present one.
SELECT
    (SELECT count(*) FROM notice AS n WHERE n.state IN ('PENDING', 'SENDING') AND n.not_before <= @now)::bigint AS notices,
    (
        SELECT count(*)
        FROM announcement_issue AS i
        JOIN announcement AS a ON a.id = i.announcement_id
        JOIN announcement_copy AS c ON c.issue_id = i.id
        WHERE (i.state = 'DIKIRIM' OR i.amending) AND (
            (i.state = 'DIKIRIM' AND c.state = 'MENUNGGU' AND c.not_before <= @now)
            OR c.state = 'SEDANG'
            OR (c.state = 'TERKIRIM' AND c.version < a.version AND NOT c.behind AND c.not_before <= @now))
    )::bigint AS copies,
    (
        SELECT count(*)
        FROM card AS c
        LEFT JOIN branch AS b ON c.subject_kind = 'branch' AND b.id = c.subject_id
        LEFT JOIN request AS r ON c.subject_kind = 'request' AND r.id = c.subject_id
        LEFT JOIN announcement_issue AS k ON c.subject_kind = 'announce' AND k.id = c.subject_id
        WHERE c.version < coalesce(b.version, r.version, k.version)
    )::bigint AS cards,
    (SELECT count(*) FROM apel_board AS d WHERE d.step < @step)::bigint AS boards;
