-- name: AddOccurrence :execrows
INSERT INTO occurrence (duty, due, state, at) VALUES (@duty, @due, @state, @at) ON CONFLICT (duty, due) DO NOTHING;

-- name: LastOccurrence :one
SELECT due FROM occurrence WHERE duty = @duty ORDER BY due DESC LIMIT 1;

-- name: Heartbeat :exec
INSERT INTO heartbeat (part, at) VALUES (@part, @at) ON CONFLICT (part) DO UPDATE SET at = excluded.at;

-- name: LastHeartbeat :one
SELECT at FROM heartbeat WHERE part = @part;

-- name: Administrators :many
SELECT DISTINCT g.employee_id
FROM role_grant AS g
JOIN employee AS e ON e.id = g.employee_id
WHERE g.role = 'ADMIN' AND e.active
ORDER BY g.employee_id;

-- name: MissedOccurrences :many
-- What was found out to be missed from an instant on.
SELECT duty, due FROM occurrence WHERE state = 'MISSED' AND at >= @since ORDER BY due, duty LIMIT @at_most;
