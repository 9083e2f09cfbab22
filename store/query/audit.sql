-- name: LockAuditChain :one
-- The last line, or 0 and nothing where there is none. The transaction will not wait for the disk: see WaitForDisk.
SELECT coalesce(e.seq, 0)::bigint AS seq, coalesce(e.hash, '')::text AS hash FROM audit_chain_end(@key::bigint) AS e;

-- name: WaitForDisk :exec
-- A commit of its own that is waited for: everything that was committed before it is on disk then.
SELECT pg_logical_emit_message(true, 'gelis', '');

-- name: AddAuditLines :exec
INSERT INTO audit_line (
    seq, at, actor, account, position, capacity, action, subject_kind, subject_id, facts, previous, hash
)
SELECT n.seq, n.at, n.actor, n.account, n.position, n.capacity, n.action, n.subject_kind, n.subject_id,
    nullif(n.facts, 'null'), n.previous, n.hash
FROM (
    SELECT
        unnest(@seqs::bigint[]) AS seq, unnest(@ats::timestamptz[]) AS at, unnest(@actors::bigint[]) AS actor,
        unnest(@accounts::bigint[]) AS account, unnest(@positions::bigint[]) AS position,
        unnest(@capacities::text[]) AS capacity, unnest(@actions::text[]) AS action,
        unnest(@subject_kinds::text[]) AS subject_kind, unnest(@subject_ids::bigint[]) AS subject_id,
        unnest(@facts::jsonb[]) AS facts, unnest(@previouses::text[]) AS previous, unnest(@hashes::text[]) AS hash
) AS n;

-- name: AuditLinesAfter :many
SELECT seq, at, actor, account, position, capacity, action, subject_kind, subject_id, facts, previous, hash
FROM audit_line
WHERE seq > @after
ORDER BY seq
LIMIT @at_most;
