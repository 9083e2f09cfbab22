-- name: BranchVersion :one
-- Shared with other cards, but not with a change of the branch: so a card is recorded either before the change, and then
-- its redraw sees it, or after, and then it is known to be behind.
SELECT version FROM branch WHERE id = @id FOR SHARE;

-- name: RememberCard :exec
-- The version is that of the latest drawing, also when it is older than the one before: two that were drawn at the same
-- time may have reached the phone in the other order, and then the card is behind.
INSERT INTO card (account, message_id, subject_kind, subject_id, version, shown_at)
VALUES (@account, @message, @subject_kind, @subject_id, @version, @at)
ON CONFLICT (account, message_id) DO UPDATE SET
    subject_kind = excluded.subject_kind, subject_id = excluded.subject_id, shown_at = excluded.shown_at,
    version = excluded.version;

-- name: ForgetCard :exec
DELETE FROM card WHERE account = @account AND message_id = @message;

-- name: StaleCards :many
SELECT c.account, c.message_id, c.version
FROM card AS c
JOIN branch AS b ON b.id = c.subject_id
WHERE c.subject_kind = 'branch' AND c.subject_id = @branch AND c.version < b.version
ORDER BY c.account, c.message_id;

-- name: EmployeesWithOpenCards :many
SELECT DISTINCT l.employee_id
FROM card AS c
JOIN link AS l ON l.account = c.account
JOIN branch AS b ON b.id = c.subject_id
WHERE c.subject_kind = 'branch' AND c.shown_at >= @since
    AND b.state IN ('SENT', 'READ', 'IN_PROGRESS') AND NOT b.is_copy AND l.unreachable_since IS NULL
ORDER BY l.employee_id;
