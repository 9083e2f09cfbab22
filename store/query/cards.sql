-- name: RememberCard :one
-- Says whether the subject has moved on. Its row is shared with other cards, but not with a change of the subject: so a card
-- is recorded either before the change, and then the change finds it, or after, and then it is known to be behind.
--
-- The version is that of the latest drawing, also when it is older than the one before: two that were drawn at the same
-- time may have reached the phone in the other order, and then the card is behind.
WITH branch_now AS (
    SELECT b.version FROM branch AS b WHERE @subject_kind::text = 'branch' AND b.id = @subject_id FOR SHARE
), request_now AS (
    SELECT r.version FROM request AS r WHERE @subject_kind::text = 'request' AND r.id = @subject_id FOR SHARE
), subject_now AS (
    SELECT version FROM branch_now UNION ALL SELECT version FROM request_now
), recorded AS (
    INSERT INTO card (account, message_id, subject_kind, subject_id, version, shown_at)
    SELECT @account, @message, @subject_kind, @subject_id, @version, @at
    FROM (SELECT max(version) FROM subject_now) AS locked -- first the subject, then the card
    ON CONFLICT (account, message_id) DO UPDATE SET
        subject_kind = excluded.subject_kind, subject_id = excluded.subject_id, shown_at = excluded.shown_at,
        version = excluded.version
)
SELECT coalesce((SELECT version FROM subject_now) > @version::integer, false)::boolean AS stale;

-- name: ForgetCard :exec
DELETE FROM card WHERE account = @account AND message_id = @message;

-- name: StaleCards :many
SELECT c.account, c.message_id, c.version
FROM card AS c
LEFT JOIN branch AS b ON c.subject_kind = 'branch' AND b.id = c.subject_id
LEFT JOIN request AS r ON c.subject_kind = 'request' AND r.id = c.subject_id
WHERE c.subject_kind = @subject_kind AND c.subject_id = @subject_id AND c.version < coalesce(b.version, r.version)
ORDER BY c.account, c.message_id;

-- name: ForgottenCards :many
-- Subjects whose cards have been behind for a while: their redraws are gone. Whoever finds them notes it, and for as long
-- again nobody else does. A redraw is given up after a bit more than a day; what changed before that is not looked through.
WITH changed AS (
    SELECT 'branch' AS kind, b.id, b.version, b.changed_at
    FROM branch AS b
    WHERE b.changed_at > clock_timestamp() - interval '2 days'
        AND b.changed_at < clock_timestamp() - make_interval(secs => @longer_than::double precision)
    UNION ALL
    SELECT 'request' AS kind, r.id, r.version, r.changed_at
    FROM request AS r
    WHERE r.changed_at > clock_timestamp() - interval '2 days'
        AND r.changed_at < clock_timestamp() - make_interval(secs => @longer_than::double precision)
), forgotten AS (
    SELECT c.account, c.message_id
    FROM changed AS s
    JOIN card AS c ON c.subject_kind = s.kind AND c.subject_id = s.id
    WHERE c.version < s.version
        AND (c.requeued_at IS NULL
            OR c.requeued_at < clock_timestamp() - make_interval(secs => @longer_than::double precision))
    ORDER BY s.changed_at
    LIMIT @at_most
    FOR NO KEY UPDATE OF c SKIP LOCKED
), noted AS (
    UPDATE card AS c SET requeued_at = clock_timestamp()
    FROM forgotten AS f
    WHERE c.account = f.account AND c.message_id = f.message_id
    RETURNING c.subject_kind, c.subject_id
)
SELECT DISTINCT subject_kind, subject_id FROM noted ORDER BY subject_kind, subject_id;

-- name: BranchesWithStaleCards :many
SELECT b.id FROM branch AS b
WHERE b.id = ANY(@branches::bigint[])
    AND EXISTS (SELECT FROM card AS c WHERE c.subject_kind = 'branch' AND c.subject_id = b.id AND c.version < b.version)
ORDER BY b.id;

-- name: EmployeesWithOpenCards :many
SELECT DISTINCT l.employee_id
FROM card AS c
JOIN link AS l ON l.account = c.account
JOIN employee AS e ON e.id = l.employee_id
LEFT JOIN branch AS b ON c.subject_kind = 'branch' AND b.id = c.subject_id
LEFT JOIN request AS r ON c.subject_kind = 'request' AND r.id = c.subject_id
WHERE c.shown_at >= @since AND e.active AND l.unreachable_since IS NULL
    AND ((b.state IN ('SENT', 'READ', 'IN_PROGRESS') AND NOT b.is_copy) OR r.state IN ('MENUNGGU', 'PERUBAHAN'))
ORDER BY l.employee_id;
