-- name: AddOccurrence :execrows
INSERT INTO occurrence (duty, due, state, at) VALUES (@duty, @due, @state, @at) ON CONFLICT (duty, due) DO NOTHING;

-- name: LastOccurrence :one
SELECT due FROM occurrence WHERE duty = @duty ORDER BY due DESC LIMIT 1;

-- name: Heartbeat :exec
INSERT INTO heartbeat (part, at) VALUES (@part, @at) ON CONFLICT (part) DO UPDATE SET at = excluded.at;

-- name: LastHeartbeat :one
SELECT at FROM heartbeat WHERE part = @part;
