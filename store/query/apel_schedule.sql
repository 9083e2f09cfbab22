-- name: LockApelSchedule :exec
SELECT pg_advisory_xact_lock(@key::bigint);

-- name: ApelRules :many
-- All of them, or one; active ones first, by name.
SELECT r.id, r.version, r.recurrence, r.active, r.kind, r.name, r.minute, r.place_id, o.name AS place_name, o.latitude, o.longitude, o.radius,
    o.active AS place_active, r.dress, r.inspector, r.bring, r.everyone, r.units, r.eselons, r.kinds, r.people,
    r.opens_before, r.late_after, r.closes_after, r.officers, r.unit_id
FROM apel_rule AS r
JOIN apel_place AS o ON o.id = r.place_id
WHERE @id::bigint IN (0, r.id)
ORDER BY r.active DESC, r.name, r.id;

-- name: ApelPlaces :many
SELECT id, name, latitude, longitude, radius, active FROM apel_place ORDER BY active DESC, name, id;

-- name: ApelReminders :many
-- In the order in which they come.
SELECT name, before, minute FROM apel_reminder ORDER BY before DESC, minute, name;

-- name: ApelEvents :many
SELECT
    e.id, e.version, e.rule_id, e.planned, e.date, e.state, e.reason, e.own, e.secret, e.closed_at, e.kind, e.name, e.minute, e.place_id, o.name AS place_name, o.latitude, o.longitude, o.radius,
    o.active AS place_active, e.dress, e.inspector, e.bring, e.everyone, e.units, e.eselons, e.kinds, e.people,
    e.opens_before, e.late_after, e.closes_after, e.officers, e.unit_id
FROM apel_event AS e
JOIN apel_place AS o ON o.id = e.place_id
WHERE e.date BETWEEN @from_day AND @until_day
ORDER BY e.date, e.minute, e.id;

-- name: ApelEventsByID :many
SELECT
    e.id, e.version, e.rule_id, e.planned, e.date, e.state, e.reason, e.own, e.secret, e.closed_at, e.kind, e.name, e.minute, e.place_id, o.name AS place_name, o.latitude, o.longitude, o.radius,
    o.active AS place_active, e.dress, e.inspector, e.bring, e.everyone, e.units, e.eselons, e.kinds, e.people,
    e.opens_before, e.late_after, e.closes_after, e.officers, e.unit_id
FROM apel_event AS e
JOIN apel_place AS o ON o.id = e.place_id
WHERE e.id = ANY(@ids::bigint[])
ORDER BY e.id;

-- name: LockApelEvents :exec
-- Those from a day on, in the order of ids. Whoever tells people of one has it meanwhile.
SELECT e.id FROM apel_event AS e WHERE e.date >= @from_day ORDER BY e.id FOR NO KEY UPDATE;

-- name: LockApelEvent :one
SELECT e.id FROM apel_event AS e WHERE e.id = @id FOR NO KEY UPDATE;

-- name: ApelTold :many
-- Who was told of events that are still to be.
SELECT p.event_id, p.employee_id
FROM apel_event AS e
JOIN apel_presence AS p ON p.event_id = e.id
WHERE e.date >= @from_day AND e.state <> 'SELESAI' AND p.told_at IS NOT NULL
ORDER BY p.event_id, p.employee_id;

-- name: AddApelPlace :exec
INSERT INTO apel_place (name, latitude, longitude, radius, active) VALUES (@name, @latitude, @longitude, @radius, @active);

-- name: SaveApelPlace :execrows
UPDATE apel_place SET name = @name, latitude = @latitude, longitude = @longitude, radius = @radius, active = @active
WHERE id = @id;

-- name: RemoveApelReminders :exec
DELETE FROM apel_reminder;

-- name: AddApelReminders :exec
INSERT INTO apel_reminder (name, before, minute)
SELECT unnest(@names::text[]), unnest(@befores::text[]), unnest(@minutes::integer[]);

-- name: AddApelRule :exec
INSERT INTO apel_rule (
    version, recurrence, active, kind, name, minute, place_id, dress, inspector, bring, everyone, units, eselons, kinds, people, opens_before,
    late_after, closes_after, officers, unit_id
) VALUES (
    @version, @recurrence, @active, @kind, @name, @minute, @place_id, @dress, @inspector, @bring, @everyone, @units, @eselons, @kinds, @people, @opens_before,
    @late_after, @closes_after, @officers, @unit_id
);

-- name: SaveApelRule :execrows
UPDATE apel_rule SET
    version = @version, recurrence = @recurrence, active = @active, kind = @kind, name = @name, minute = @minute, place_id = @place_id, dress = @dress,
    inspector = @inspector, bring = @bring, everyone = @everyone, units = @units, eselons = @eselons, kinds = @kinds,
    people = @people, opens_before = @opens_before, late_after = @late_after, closes_after = @closes_after,
    officers = @officers, unit_id = @unit_id
WHERE id = @id;

-- name: AddApelEvent :exec
INSERT INTO apel_event (
    version, rule_id, planned, date, state, reason, own, secret, closed_at, kind, name, minute, place_id, dress, inspector, bring, everyone, units, eselons, kinds, people, opens_before,
    late_after, closes_after, officers, unit_id
) VALUES (
    @version, @rule_id, @planned, @date, @state, @reason, @own, @secret, @closed_at, @kind, @name, @minute, @place_id, @dress, @inspector, @bring, @everyone, @units, @eselons, @kinds, @people, @opens_before,
    @late_after, @closes_after, @officers, @unit_id
);

-- name: SaveApelEvent :execrows
-- Its rule, its planned day and its secret stay. Only an event that nobody else has changed is saved.
UPDATE apel_event SET
    version = @version, changed_at = clock_timestamp(), date = @date, state = @state, reason = @reason, own = @own,
    closed_at = @closed_at, kind = @kind, name = @name, minute = @minute, place_id = @place_id, dress = @dress,
    inspector = @inspector, bring = @bring, everyone = @everyone, units = @units, eselons = @eselons, kinds = @kinds,
    people = @people, opens_before = @opens_before, late_after = @late_after, closes_after = @closes_after,
    officers = @officers, unit_id = @unit_id
WHERE id = @id AND version < @version;

-- name: ApelEventsWithStaleCards :many
SELECT e.id FROM apel_event AS e
WHERE e.id = ANY(@events::bigint[]) AND EXISTS (SELECT FROM card AS c WHERE c.subject_kind = 'apel' AND c.subject_id = e.id)
ORDER BY e.id;
