-- name: ExpectApel :exec
-- A row for everybody in the scope of an event on its day, or for one of them (0: all), in the position and unit of that
-- day. What was there already follows a change of those as long as nothing is known.
INSERT INTO apel_presence AS p (event_id, employee_id, position_id, title, unit_id, unit_name)
SELECT @event, s.employee_id, s.position_id, coalesce(o.title, ''), o.unit_id, coalesce(u.name, '')
FROM in_scope(@today::date, @everyone::boolean, @units::bigint[], @eselons::text[], @kinds::text[], @people::bigint[])
    AS s (employee_id, position_id)
LEFT JOIN position AS o ON o.id = s.position_id
LEFT JOIN unit AS u ON u.id = o.unit_id
WHERE @who::bigint IN (0, s.employee_id)
ON CONFLICT (event_id, employee_id) DO UPDATE SET
    position_id = excluded.position_id, title = excluded.title, unit_id = excluded.unit_id, unit_name = excluded.unit_name
WHERE p.status IS NULL
    AND (p.position_id, p.title, p.unit_name) IS DISTINCT FROM (excluded.position_id, excluded.title, excluded.unit_name);

-- name: MarkApelAbsences :execrows
-- Writes down who is away on the day of an event with an approved request, of a whole day, and takes such a mark back when
-- the request is no more. Nothing else that is known is touched.
UPDATE apel_presence AS p SET
    status = a.status, way = CASE WHEN a.status IS NOT NULL THEN 'PERMOHONAN' END,
    at = CASE WHEN a.status IS NOT NULL THEN @now::timestamptz END, version = p.version + 1, changed_at = clock_timestamp()
FROM (
    SELECT q.employee_id, k.status
    FROM apel_event AS e
    JOIN apel_presence AS q ON q.event_id = e.id
    LEFT JOIN LATERAL (
        SELECT CASE r.kind WHEN 'CUTI' THEN CASE r.leave_type WHEN 'SAKIT' THEN 'SAKIT' ELSE 'CUTI' END ELSE r.kind END AS status
        FROM request_person AS w
        JOIN request AS r ON r.id = w.request_id
        WHERE w.blocks AND int8range(w.employee_id, w.employee_id, '[]') && int8range(q.employee_id, q.employee_id, '[]')
            AND w.during @> tsrange(e.date, e.date + 1) AND r.state = 'DISETUJUI'
            AND (r.kind IN ('CUTI', 'DINAS_LUAR') OR r.permit_type = 'TIDAK_MASUK')
        LIMIT 1
    ) AS k ON true
    WHERE e.id = @event AND (q.status IS NULL OR q.way = 'PERMOHONAN')
) AS a
WHERE p.event_id = @event AND p.employee_id = a.employee_id AND (p.status IS NULL OR p.way = 'PERMOHONAN')
    AND p.status IS DISTINCT FROM a.status;

-- name: DropApelPresences :exec
-- Those who left the scope of an event and of whom nothing is known.
DELETE FROM apel_presence AS p
WHERE p.event_id = @event AND (p.status IS NULL OR p.way = 'PERMOHONAN') AND NOT p.coming AND p.excuse IS NULL
    AND p.wrong = 0 AND p.employee_id NOT IN (
        SELECT s.employee_id
        FROM in_scope(@today::date, @everyone::boolean, @units::bigint[], @eselons::text[], @kinds::text[], @people::bigint[])
            AS s (employee_id, position_id));

-- name: NoteApelTold :exec
UPDATE apel_presence SET told_at = @now::timestamptz
WHERE event_id = @event AND employee_id = ANY(@people::bigint[]) AND told_at IS NULL;

-- name: ApelPresences :many
-- Those of an event, of people who belonged to some units that day (none: all), by unit and name.
SELECT
    p.event_id, p.version, p.employee_id, m.nip, m.name, m.kind AS employment, m.active, p.title, p.unit_id, p.unit_name,
    p.status, p.way, p.at, p.account, p.coming, p.excuse, p.excuse_reason, p.excuse_at, p.consent, p.consent_by,
    d.name AS consent_name, p.consent_title, p.consent_at, p.told_at, p.wrong, p.note, p.marked_by
FROM apel_presence AS p
JOIN employee AS m ON m.id = p.employee_id
LEFT JOIN employee AS d ON d.id = p.consent_by
WHERE p.event_id = @event AND (cardinality(@units::bigint[]) = 0 OR p.unit_id = ANY(@units::bigint[]))
ORDER BY p.unit_name, p.unit_id, m.name, p.employee_id;

-- name: ApelPresence :one
SELECT
    p.event_id, p.version, p.employee_id, m.nip, m.name, m.kind AS employment, m.active, p.title, p.unit_id, p.unit_name,
    p.status, p.way, p.at, p.account, p.coming, p.excuse, p.excuse_reason, p.excuse_at, p.consent, p.consent_by,
    d.name AS consent_name, p.consent_title, p.consent_at, p.told_at, p.wrong, p.note, p.marked_by
FROM apel_presence AS p
JOIN employee AS m ON m.id = p.employee_id
LEFT JOIN employee AS d ON d.id = p.consent_by
WHERE p.event_id = @event AND p.employee_id = @who;

-- name: ApelCandidate :one
-- Somebody in the scope of an event of whom no row was made yet.
SELECT m.id, m.nip, m.name, m.kind, m.active, coalesce(o.title, '')::text AS title, coalesce(o.unit_id, 0)::bigint AS unit_id,
    coalesce(u.name, '')::text AS unit_name
FROM in_scope(@today::date, @everyone::boolean, @units::bigint[], @eselons::text[], @kinds::text[], @people::bigint[])
    AS s (employee_id, position_id)
JOIN employee AS m ON m.id = s.employee_id
LEFT JOIN position AS o ON o.id = s.position_id
LEFT JOIN unit AS u ON u.id = o.unit_id
WHERE s.employee_id = @who::bigint;

-- name: LockApelPresence :one
-- The month cannot be closed meanwhile: see LockApelMonth.
SELECT p.position_id, pg_advisory_xact_lock_shared(@space::integer, (extract(year FROM e.date) * 12 + extract(month FROM e.date))::integer)
FROM apel_presence AS p
JOIN apel_event AS e ON e.id = p.event_id
WHERE p.event_id = @event AND p.employee_id = @who
FOR NO KEY UPDATE OF p;

-- name: ApelCase :one
-- A presence with what a change of it is judged by, beside the event.
SELECT
    p.event_id, p.version, p.employee_id, m.nip, m.name, m.kind AS employment, m.active, p.title, p.unit_id, p.unit_name,
    p.status, p.way, p.at, p.account, p.coming, p.excuse, p.excuse_reason, p.excuse_at, p.consent, p.consent_by,
    d.name AS consent_name, p.consent_title, p.consent_at, p.told_at, p.wrong, p.note, p.marked_by, l.linked_at, EXISTS (
        SELECT FROM apel_event AS e
        JOIN apel_month AS c ON c.year = extract(year FROM e.date) AND c.month = extract(month FROM e.date)
        WHERE e.id = p.event_id) AS month_closed
FROM apel_presence AS p
JOIN employee AS m ON m.id = p.employee_id
LEFT JOIN employee AS d ON d.id = p.consent_by
LEFT JOIN link AS l ON l.employee_id = p.employee_id
WHERE p.event_id = @event AND p.employee_id = @who;

-- name: SaveApelPresence :one
-- Says as well whether there may be cards that show it: that of the person, and those of who decides about the excuse.
UPDATE apel_presence AS p SET
    version = @version, changed_at = clock_timestamp(), status = @status, way = @way, at = @at, account = @account,
    coming = @coming, excuse = @excuse, excuse_reason = @excuse_reason, excuse_at = @excuse_at, consent = @consent,
    consent_by = @consent_by, consent_title = @consent_title, consent_at = @consent_at, told_at = @told_at, wrong = @wrong,
    note = @note, marked_by = @marked_by
WHERE p.event_id = @event AND p.employee_id = @who AND p.version = @old_version::integer
RETURNING
    EXISTS (
        SELECT FROM link AS l JOIN card AS c ON c.account = l.account
        WHERE l.employee_id = p.employee_id AND c.subject_kind = 'apel' AND c.subject_id = p.event_id) AS own,
    EXISTS (
        SELECT FROM card AS c
        WHERE c.subject_kind = 'plea' AND c.subject_id = (p.event_id << 32) | p.employee_id) AS plea;

-- name: MyApelPresences :many
-- What is known of somebody at events from a day on, the newest first.
SELECT
    p.event_id, p.version, p.employee_id, m.nip, m.name, m.kind AS employment, m.active, p.title, p.unit_id, p.unit_name,
    p.status, p.way, p.at, p.account, p.coming, p.excuse, p.excuse_reason, p.excuse_at, p.consent, p.consent_by,
    d.name AS consent_name, p.consent_title, p.consent_at, p.told_at, p.wrong, p.note, p.marked_by
FROM apel_presence AS p
JOIN employee AS m ON m.id = p.employee_id
LEFT JOIN employee AS d ON d.id = p.consent_by
JOIN apel_event AS e ON e.id = p.event_id
WHERE p.employee_id = @who AND e.date >= @from_day
ORDER BY e.date DESC, e.minute DESC, e.id DESC
LIMIT @at_most;

-- name: OpenApelBoard :exec
INSERT INTO apel_board (account, message_id, event_id, step) VALUES (@account, @message, @event, @step)
ON CONFLICT (account, message_id) DO UPDATE SET event_id = excluded.event_id, step = excluded.step, claimed_until = NULL;

-- name: CloseApelBoard :exec
DELETE FROM apel_board WHERE account = @account AND message_id = @message;

-- name: DueApelBoards :many
-- Boards that show an older step, each for one process, and for another one if that has not drawn it in time.
UPDATE apel_board AS b SET claimed_until = clock_timestamp() + make_interval(secs => @seconds::double precision)
FROM (
    SELECT d.account, d.message_id FROM apel_board AS d
    WHERE d.step < @step AND (d.claimed_until IS NULL OR d.claimed_until < clock_timestamp())
    ORDER BY d.step, d.account, d.message_id
    LIMIT @at_most
    FOR NO KEY UPDATE SKIP LOCKED
) AS due
WHERE b.account = due.account AND b.message_id = due.message_id
RETURNING b.event_id, b.account, b.message_id, b.step;

-- name: ShownApelBoard :exec
-- Two may have drawn it at the same time: the later step counts.
UPDATE apel_board SET step = greatest(step, @step), claimed_until = NULL WHERE account = @account AND message_id = @message;
