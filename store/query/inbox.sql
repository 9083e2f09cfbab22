-- name: SetUpdateAside :exec
INSERT INTO update_aside (update_id, body, at) VALUES (@update, @body, @at)
ON CONFLICT (update_id, sha256(body)) DO NOTHING;

-- name: DropUpdate :exec
DELETE FROM update_aside WHERE update_id = @update AND sha256(body) = sha256(@body::bytea);

-- name: UpdatesSetAside :many
SELECT body FROM update_aside ORDER BY update_id, id;
