-- name: LockAudit :exec
SELECT pg_advisory_xact_lock(@key::bigint);

-- name: LastAuditLine :one
SELECT seq, hash FROM audit_line ORDER BY seq DESC LIMIT 1;

-- name: AddAuditLine :exec
INSERT INTO audit_line (
    seq, at, actor, account, position, capacity, action, subject_kind, subject_id, facts, previous, hash
) VALUES (
    @seq, @at, @actor, @account, @position, @capacity, @action, @subject_kind, @subject_id, @facts, @previous, @hash
);

-- name: AuditLinesAfter :many
SELECT seq, at, actor, account, position, capacity, action, subject_kind, subject_id, facts, previous, hash
FROM audit_line
WHERE seq > @after
ORDER BY seq
LIMIT @at_most;
