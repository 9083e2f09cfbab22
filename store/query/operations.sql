-- name: AddDeadLetter :execrows
INSERT INTO dead_letter (update_id, account, body, cause, at) VALUES (@update_id, @account, @body, @cause, @at)
ON CONFLICT (update_id, sha256(body)) DO NOTHING;

-- name: DeadLetters :many
SELECT id, update_id, account, cause, at FROM dead_letter ORDER BY id DESC LIMIT @at_most;

-- name: CountDeadLetters :one
SELECT count(*) FROM dead_letter;

-- name: CountNotices :many
SELECT state, count(*) AS number, sum(repeats)::bigint AS repeats
FROM notice
WHERE created_at >= @since
GROUP BY state
ORDER BY state;

-- name: OldestDue :one
SELECT not_before FROM notice
WHERE state IN ('PENDING', 'SENDING') AND not_before <= @now
ORDER BY not_before LIMIT 1;

-- name: CountStuck :one
SELECT count(*) FROM notice
WHERE state IN ('PENDING', 'SENDING') AND not_before < @before AND (lease_until IS NULL OR lease_until < clock_timestamp());
