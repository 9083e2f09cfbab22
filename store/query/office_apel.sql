-- name: ImportApelPlace :batchone
INSERT INTO apel_place (name, latitude, longitude, radius, active) VALUES (@name, @latitude, @longitude, @radius, @active)
ON CONFLICT (name) DO UPDATE SET
    latitude = excluded.latitude, longitude = excluded.longitude, radius = excluded.radius, active = excluded.active
WHERE (apel_place.latitude, apel_place.longitude, apel_place.radius, apel_place.active)
    IS DISTINCT FROM (excluded.latitude, excluded.longitude, excluded.radius, excluded.active)
RETURNING (xmax = 0)::boolean AS created;

-- name: ImportApelRule :batchone
-- The rule of that name, the active one first, becomes what is asked; a row means that it was not so before.
WITH asked AS (
    SELECT
        @kind::text AS kind, @recurrence::text AS recurrence, @minute::integer AS minute, o.id AS place_id, @dress::text AS dress,
        @inspector::text AS inspector, @bring::text AS bring, cardinality(@units::text[]) = 0 AS everyone,
        coalesce((SELECT array_agg(u.id ORDER BY u.id) FROM unit AS u WHERE u.code = ANY(@units::text[])), '{}') AS units,
        @eselons::text[] AS eselons, @opens_before::integer AS opens_before, @late_after::integer AS late_after,
        @closes_after::integer AS closes_after,
        coalesce((SELECT array_agg(e.id ORDER BY e.id) FROM employee AS e WHERE e.nip = ANY(@officers::text[])), '{}') AS officers,
        w.id AS unit_id, @active::boolean AS active
    FROM apel_place AS o, unit AS w
    WHERE o.name = @place AND w.code = @unit
), before AS (
    SELECT r.id FROM apel_rule AS r WHERE r.name = @name ORDER BY r.active DESC, r.id LIMIT 1 FOR UPDATE
), changed AS (
    UPDATE apel_rule AS r SET
        version = r.version + 1, kind = a.kind, recurrence = a.recurrence, minute = a.minute, place_id = a.place_id, dress = a.dress,
        inspector = a.inspector, bring = a.bring, everyone = a.everyone, units = a.units, eselons = a.eselons,
        opens_before = a.opens_before, late_after = a.late_after, closes_after = a.closes_after, officers = a.officers,
        unit_id = a.unit_id, active = a.active
    FROM asked AS a, before AS b
    WHERE r.id = b.id AND (
        r.kind, r.recurrence, r.minute, r.place_id, r.dress, r.inspector, r.bring, r.everyone, r.units, r.eselons, r.opens_before,
        r.late_after, r.closes_after, r.officers, r.unit_id, r.active
    ) IS DISTINCT FROM (
        a.kind, a.recurrence, a.minute, a.place_id, a.dress, a.inspector, a.bring, a.everyone, a.units, a.eselons, a.opens_before,
        a.late_after, a.closes_after, a.officers, a.unit_id, a.active
    )
    RETURNING false AS created
), added AS (
    INSERT INTO apel_rule (
        name, kind, recurrence, minute, place_id, dress, inspector, bring, everyone, units, eselons, opens_before, late_after,
        closes_after, officers, unit_id, active
    )
    SELECT @name, a.kind, a.recurrence, a.minute, a.place_id, a.dress, a.inspector, a.bring, a.everyone, a.units, a.eselons,
        a.opens_before, a.late_after, a.closes_after, a.officers, a.unit_id, true
    FROM asked AS a
    WHERE a.active AND NOT EXISTS (SELECT FROM before)
    RETURNING true AS created
)
SELECT c.created FROM changed AS c UNION ALL SELECT n.created FROM added AS n;

-- name: KnownApelNames :many
-- Of places and of rules.
SELECT name, true::boolean AS is_place FROM apel_place
UNION ALL
SELECT DISTINCT name, false::boolean FROM apel_rule;
