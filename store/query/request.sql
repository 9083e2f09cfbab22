-- name: NextRequest :one
-- The number that a request will have; one that is not saved leaves a gap.
SELECT nextval(pg_get_serial_sequence('request', 'id'))::bigint;

-- name: RequestOfOnce :one
SELECT id FROM request WHERE once = @once::text;

-- name: LockPeopleOfRequest :exec
-- In the order of ids, so that two who need the same two wait and do not block each other.
SELECT e.id FROM employee AS e
WHERE e.id IN (SELECT p.employee_id FROM request_person AS p WHERE p.request_id = @id)
ORDER BY e.id
FOR NO KEY UPDATE;

-- name: LockRequest :many
-- Together with the request that it is to cancel, which is older.
SELECT l.id FROM request AS l
WHERE l.id IN (SELECT r.id FROM request AS r WHERE r.id = @id UNION SELECT r.cancels_id FROM request AS r WHERE r.id = @id)
ORDER BY l.id
FOR NO KEY UPDATE;

-- name: AddRequest :exec
INSERT INTO request (
    id, once, version, applicant_id, position_id, title, unit_id, unit_name, eselon, kind, leave_type, permit_type,
    from_day, to_day, from_minute, to_minute, days, reason, address, phone, child,
    trip_from, trip_to, trip_vehicle, trip_budget, cancels_id, state, sent_at, ended_at, end_reason, nudged_at, wake_at
) OVERRIDING SYSTEM VALUE VALUES (
    @id, @once, @version, @applicant_id, @position_id, @title, @unit_id, @unit_name, @eselon, @kind, @leave_type, @permit_type,
    @from_day, @to_day, @from_minute, @to_minute, @days, @reason, @address, @phone, @child,
    @trip_from, @trip_to, @trip_vehicle, @trip_budget, @cancels_id, @state, @sent_at, @ended_at, @end_reason, @nudged_at, @wake_at
);

-- name: SaveRequest :execrows
-- Only what can change of a request, and only of one that nobody else has changed.
UPDATE request SET
    version = @version, changed_at = clock_timestamp(), state = @state, from_day = @from_day, to_day = @to_day,
    from_minute = @from_minute, to_minute = @to_minute, days = @days, ended_at = @ended_at, end_reason = @end_reason,
    nudged_at = @nudged_at, wake_at = @wake_at
WHERE id = @id AND version = @old_version::integer;

-- name: SaveRequestStep :batchexec
INSERT INTO request_step AS s (
    request_id, ordinal, slot, applicant_id, stage, mode, position_id, title, unit_name, instead_id, instead_title, why,
    since, escalate_days, escalate_at, escalated_id, escalated_title, skipped, open,
    choice, reason, proposal_from, proposal_to, settled, accepted_at, act_at, act_by, act_position_id, act_title, act_as
) VALUES (
    @request_id, @ordinal, @slot, @applicant_id, @stage, @mode, @position_id, @title, @unit_name, @instead_id, @instead_title,
    @why, @since, @escalate_days, @escalate_at, @escalated_id, @escalated_title, @skipped, @open,
    @choice, @reason, @proposal_from, @proposal_to, @settled, @accepted_at, @act_at, @act_by, @act_position_id, @act_title, @act_as
)
ON CONFLICT (request_id, ordinal, slot) DO UPDATE SET
    instead_id = excluded.instead_id, instead_title = excluded.instead_title, why = excluded.why, since = excluded.since,
    escalate_at = excluded.escalate_at, escalated_id = excluded.escalated_id, escalated_title = excluded.escalated_title,
    skipped = excluded.skipped, open = excluded.open, choice = excluded.choice, reason = excluded.reason,
    proposal_from = excluded.proposal_from, proposal_to = excluded.proposal_to, settled = excluded.settled,
    accepted_at = excluded.accepted_at, act_at = excluded.act_at, act_by = excluded.act_by,
    act_position_id = excluded.act_position_id, act_title = excluded.act_title, act_as = excluded.act_as;

-- name: AddRequestPeople :exec
-- The applicant comes first. From when to when is said by the request, see KeepPeople.
INSERT INTO request_person (request_id, employee_id, ordinal, during, blocks)
SELECT @request, p.id, p.ordinal - 1, tsrange('epoch', 'infinity'), false
FROM unnest(@people::bigint[]) WITH ORDINALITY AS p (id, ordinal);

-- name: KeepPeople :exec
-- Keeps the time of a request for its people, or gives it back. A request to cancel another keeps none.
UPDATE request_person AS p SET during = k.during, blocks = k.blocks
FROM (
    SELECT
        r.id,
        tsrange(
            r.from_day + make_interval(mins => r.from_minute),
            CASE WHEN r.to_minute = 0 THEN r.to_day + interval '1 day' ELSE r.to_day + make_interval(mins => r.to_minute) END
        ) AS during,
        r.state IN ('MENUNGGU', 'PERUBAHAN', 'DISETUJUI') AND r.cancels_id IS NULL AS blocks
    FROM request AS r
    WHERE r.id = @request
) AS k
WHERE p.request_id = k.id AND (p.during, p.blocks) IS DISTINCT FROM (k.during, k.blocks);

-- name: RemoveCharges :exec
DELETE FROM request_charge WHERE request_id = @request;

-- name: AddCharges :exec
INSERT INTO request_charge (request_id, year, source, days)
SELECT @request, c.year, c.source, c.days
FROM (
    SELECT unnest(@years::integer[]) AS year, unnest(@sources::integer[]) AS source, unnest(@days::integer[]) AS days
) AS c;

-- name: AddRequestFile :batchexec
INSERT INTO request_file (request_id, ordinal, file_id, name) VALUES (@request, @ordinal, @file, @name);

-- name: TouchRequest :exec
-- Something that its cards show has changed beside it.
UPDATE request SET version = version + 1, changed_at = clock_timestamp() WHERE id = @id;

-- name: LoadRequest :one
SELECT
    r.id, r.version, r.applicant_id, e.nip, e.name, e.kind AS employment, e.active, r.position_id, r.title, r.unit_id,
    r.unit_name, r.eselon, r.kind, r.leave_type, r.permit_type, r.from_day, r.to_day, r.from_minute, r.to_minute, r.days,
    r.reason, r.address, r.phone, r.child, r.trip_from, r.trip_to, r.trip_vehicle, r.trip_budget, r.cancels_id, r.state,
    r.sent_at, r.ended_at, r.end_reason, r.nudged_at, r.wake_at,
    coalesce((
        SELECT c.id FROM request AS c
        WHERE c.cancels_id = r.id AND c.state IN ('MENUNGGU', 'PERUBAHAN', 'DISETUJUI') AND c.cancels_id IS NOT NULL
    ), 0)::bigint AS cancelled_by,
    (
        SELECT coalesce(jsonb_agg(jsonb_build_object('ID', p.employee_id, 'Name', m.name) ORDER BY p.ordinal), '[]')
        FROM request_person AS p JOIN employee AS m ON m.id = p.employee_id
        WHERE p.request_id = r.id AND p.ordinal > 0
    )::jsonb AS people,
    (
        SELECT coalesce(jsonb_agg(jsonb_build_object('Year', c.year, 'Source', c.source, 'Days', c.days)
            ORDER BY c.year, c.source), '[]')
        FROM request_charge AS c
        WHERE c.request_id = r.id
    )::jsonb AS charges,
    (
        SELECT coalesce(jsonb_agg(jsonb_build_object('id', f.id, 'name', a.name, 'mime', f.mime, 'size', f.size)
            ORDER BY a.ordinal), '[]')
        FROM request_file AS a JOIN file AS f ON f.id = a.file_id
        WHERE a.request_id = r.id
    )::jsonb AS files
FROM request AS r
JOIN employee AS e ON e.id = r.applicant_id
WHERE r.id = @id;

-- name: LoadRequestSteps :many
-- With the version of the request, so that whoever has no lock knows whether both are of one moment.
SELECT
    r.version, s.ordinal, s.slot, s.stage, s.mode, s.position_id, s.title, s.unit_name, s.instead_id, s.instead_title, s.why,
    s.since, s.escalate_days, s.escalate_at, s.escalated_id, s.escalated_title, s.skipped, s.choice, s.reason,
    s.proposal_from, s.proposal_to, s.settled, s.accepted_at, s.act_at, s.act_by, e.name AS act_name, e.nip AS act_nip,
    s.act_position_id, s.act_title, s.act_as
FROM request_step AS s
JOIN request AS r ON r.id = s.request_id
LEFT JOIN employee AS e ON e.id = s.act_by
WHERE s.request_id = @id
ORDER BY s.ordinal, s.slot;

-- name: OverdueWakes :many
-- Requests that should have moved on by themselves: their jobs are late or gone.
SELECT id FROM request WHERE wake_at IS NOT NULL AND wake_at <= @now ORDER BY wake_at, id LIMIT @at_most;

-- name: RequestWithStaleCards :one
SELECT EXISTS (
    SELECT FROM card AS c JOIN request AS r ON r.id = c.subject_id
    WHERE c.subject_kind = 'request' AND c.subject_id = @id AND c.version < r.version
);
