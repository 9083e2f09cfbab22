-- name: AddAuditLines :exec
-- They are sealed, in this order, when the transaction commits. It will not wait for the disk then: see WaitForDisk.
INSERT INTO audit_unsealed (
    at, actor, account, position, capacity, action, subject_kind, subject_id, facts, rendered
)
SELECT n.at, n.actor, n.account, n.position, n.capacity, n.action, n.subject_kind, n.subject_id,
    nullif(n.facts, 'null'), n.rendered
FROM (
    SELECT
        unnest(@numbers::integer[]) AS number, unnest(@ats::timestamptz[]) AS at, unnest(@actors::bigint[]) AS actor,
        unnest(@accounts::bigint[]) AS account, unnest(@positions::bigint[]) AS position,
        unnest(@capacities::text[]) AS capacity, unnest(@actions::text[]) AS action,
        unnest(@subject_kinds::text[]) AS subject_kind, unnest(@subject_ids::bigint[]) AS subject_id,
        unnest(@facts::jsonb[]) AS facts, unnest(@rendered::text[]) AS rendered
) AS n
ORDER BY n.number;

-- name: WaitForDisk :exec
-- A commit of its own that is waited for: everything that was committed before it is on disk then.
SELECT pg_logical_emit_message(true, 'gelis', '');

-- name: AuditLinesAfter :many
SELECT seq, at, actor, account, position, capacity, action, subject_kind, subject_id, facts, previous, hash
FROM audit_line
WHERE seq > @after
ORDER BY seq
LIMIT @at_most;
