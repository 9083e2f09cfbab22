-- name: RememberCard :one
-- Says whether the branch has moved on. Its row is shared with other cards, but not with a change of the branch: so a card
-- is recorded either before the change, and then the change finds it, or after, and then it is known to be behind.
--
-- The version is that of the latest drawing, also when it is older than the one before: two that were drawn at the same
-- time may have reached the phone in the other order, and then the card is behind.
WITH branch_now AS (
    SELECT version FROM branch WHERE @subject_kind::text = 'branch' AND id = @subject_id FOR SHARE
), recorded AS (
    INSERT INTO card (account, message_id, subject_kind, subject_id, version, shown_at)
    SELECT @account, @message, @subject_kind, @subject_id, @version, @at
    FROM (SELECT max(version) FROM branch_now) AS locked -- first the branch, then the card
    ON CONFLICT (account, message_id) DO UPDATE SET
        subject_kind = excluded.subject_kind, subject_id = excluded.subject_id, shown_at = excluded.shown_at,
        version = excluded.version
)
SELECT coalesce((SELECT version FROM branch_now) > @version::integer, false)::boolean AS stale;

-- name: ForgetCard :exec
DELETE FROM card WHERE account = @account AND message_id = @message;

-- name: StaleCards :many
SELECT c.account, c.message_id, c.version
FROM card AS c
JOIN branch AS b ON b.id = c.subject_id
WHERE c.subject_kind = 'branch' AND c.subject_id = @branch AND c.version < b.version
ORDER BY c.account, c.message_id;

-- name: ForgottenCards :many
-- Subjects whose cards have been behind for a while: their redraws are gone. Whoever finds them notes it, and for as long
-- again nobody else does. A redraw is given up after a bit more than a day; what changed before that is not looked through.
WITH forgotten AS (
    SELECT c.account, c.message_id
    FROM branch AS b
    JOIN card AS c ON c.subject_kind = 'branch' AND c.subject_id = b.id
    WHERE b.changed_at > clock_timestamp() - interval '2 days'
        AND b.changed_at < clock_timestamp() - make_interval(secs => @longer_than::double precision)
        AND c.version < b.version
        AND (c.requeued_at IS NULL
            OR c.requeued_at < clock_timestamp() - make_interval(secs => @longer_than::double precision))
    ORDER BY b.changed_at
    LIMIT @at_most
    FOR NO KEY UPDATE OF c SKIP LOCKED
), noted AS (
    UPDATE card AS c SET requeued_at = clock_timestamp()
    FROM forgotten AS f
    WHERE c.account = f.account AND c.message_id = f.message_id
    RETURNING c.subject_id
)
SELECT DISTINCT subject_id FROM noted ORDER BY subject_id;

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
JOIN branch AS b ON b.id = c.subject_id
WHERE c.subject_kind = 'branch' AND c.shown_at >= @since AND e.active
    AND b.state IN ('SENT', 'READ', 'IN_PROGRESS') AND NOT b.is_copy AND l.unreachable_since IS NULL
ORDER BY l.employee_id;
