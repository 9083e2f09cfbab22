-- name: CalendarVersion :one
SELECT version FROM calendar_state;

-- name: LockCalendar :one
-- What stands in the calendar is changed by one at a time.
SELECT version FROM calendar_state FOR UPDATE;

-- name: SpecialDays :many
SELECT id, day, kind, name, source, version FROM special_day WHERE removed_at IS NULL ORDER BY day, id;

-- name: OfficeHours :many
SELECT id, from_day, until_day, name, source, mon_thu_from, mon_thu_to, fri_from, fri_to
FROM office_hours
WHERE removed_at IS NULL
ORDER BY from_day, id;

-- name: IgnoredDays :many
SELECT day, kind FROM ignored_day ORDER BY day, kind;

-- name: NextSpecialDay :one
SELECT nextval(pg_get_serial_sequence('special_day', 'id'))::bigint;

-- name: NextOfficeHours :one
SELECT nextval(pg_get_serial_sequence('office_hours', 'id'))::bigint;

-- name: AddSpecialDay :exec
INSERT INTO special_day (id, day, kind, name, source, by_id, at)
OVERRIDING SYSTEM VALUE
VALUES (@id, @day, @kind, @name, @source, @by::bigint, @at);

-- name: ChangeSpecialDay :exec
UPDATE special_day
SET day = @day, kind = @kind, name = @name, source = @source, version = @version, by_id = @by::bigint, at = @at
WHERE id = @id AND removed_at IS NULL;

-- name: RemoveSpecialDay :exec
UPDATE special_day SET removed_by = @by::bigint, removed_at = @at::timestamptz WHERE id = @id AND removed_at IS NULL;

-- name: AddOfficeHours :exec
INSERT INTO office_hours (id, from_day, until_day, name, source, mon_thu_from, mon_thu_to, fri_from, fri_to, by_id, at)
OVERRIDING SYSTEM VALUE
VALUES (@id, @from_day, @until_day, @name, @source, @mon_thu_from, @mon_thu_to, @fri_from, @fri_to, @by, @at);

-- name: RemoveOfficeHours :exec
UPDATE office_hours SET removed_by = @by::bigint, removed_at = @at::timestamptz WHERE id = @id AND removed_at IS NULL;

-- name: IgnoreDay :exec
INSERT INTO ignored_day (day, kind, by_id, at) VALUES (@day, @kind, @by, @at) ON CONFLICT DO NOTHING;

-- name: SeedDay :batchexec
-- A day that comes with the program, once for ever: one that the office has changed, removed or entered itself is not put
-- in again.
INSERT INTO special_day (day, kind, name, source, seed, at)
SELECT @day::date, @kind::text, @name::text, @source::text, @seed::text, @at::timestamptz
WHERE NOT EXISTS (
    SELECT FROM special_day AS s WHERE s.day = @day::date AND s.kind = @kind::text AND lower(s.name) = lower(@name::text)
)
ON CONFLICT DO NOTHING;

-- name: KnownSpecialDays :many
SELECT day, kind, lower(name)::text AS name FROM special_day WHERE removed_at IS NULL;

-- name: ImportSpecialDay :batchone
-- No row: it stands in the calendar as it is.
INSERT INTO special_day (day, kind, name, source, at)
VALUES (@day, @kind, @name, @source, @at)
ON CONFLICT (day, kind, lower(name)) WHERE removed_at IS NULL DO UPDATE
SET name = excluded.name, source = excluded.source, version = special_day.version + 1, by_id = NULL, at = excluded.at
WHERE (special_day.name, special_day.source) IS DISTINCT FROM (excluded.name, excluded.source)
RETURNING (xmax = 0)::boolean AS created;
