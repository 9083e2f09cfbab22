-- name: SaveSettings :exec
INSERT INTO employee_settings (employee_id, digest_at, announce_from, announce_until, muted, dates)
VALUES (@employee, @digest_at, @announce_from, @announce_until, @muted, @dates)
ON CONFLICT (employee_id) DO UPDATE SET
    digest_at = excluded.digest_at, announce_from = excluded.announce_from, announce_until = excluded.announce_until,
    muted = excluded.muted, dates = excluded.dates;

-- name: SettingsOf :many
-- What employees chose; whoever never chose has no row.
SELECT employee_id, digest_at, announce_from, announce_until, muted, dates
FROM employee_settings
WHERE employee_id = ANY(@employees::bigint[])
ORDER BY employee_id;
