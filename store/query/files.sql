-- name: HasFile :one
SELECT EXISTS (SELECT FROM file WHERE id = @id);

-- name: AddFile :exec
INSERT INTO file (id, name, mime, size, content, stored_at) VALUES (@id, @name, @mime, @size, @content, @at)
ON CONFLICT (id) DO NOTHING;

-- name: LoadFile :one
SELECT id, name, mime, size, content FROM file WHERE id = @id;

-- name: TelegramFile :one
SELECT telegram_id FROM telegram_file WHERE file_id = @id;

-- name: RememberTelegramFile :exec
INSERT INTO telegram_file (file_id, telegram_id) VALUES (@id, @telegram_id)
ON CONFLICT (file_id) DO UPDATE SET telegram_id = excluded.telegram_id;
