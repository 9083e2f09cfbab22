-- name: AnnouncementOfOnce :one
SELECT id FROM announcement WHERE once = @once;

-- name: AddAnnouncement :one
INSERT INTO announcement (
    once, version, author_id, position_id, title, unit_id, unit_name, html, album, everyone, units, eselons, kinds, people,
    at, rule, minute, urgent, written_at
) VALUES (
    @once, @version, @author_id, @position_id, @title, @unit_id, @unit_name, @html, @album, @everyone, @units, @eselons,
    @kinds, @people, @at, @rule, @minute, @urgent, @written_at
) RETURNING id;

-- name: RemoveAnnouncementFiles :exec
DELETE FROM announcement_file WHERE announcement_id = @announcement;

-- name: AddAnnouncementFiles :exec
INSERT INTO announcement_file (announcement_id, ordinal, file_id, name)
SELECT @announcement, unnest(@ordinals::integer[]), unnest(@files::text[]), unnest(@names::text[]);

-- name: LockAnnouncement :exec
SELECT id FROM announcement WHERE id = @id FOR UPDATE;

-- name: LoadAnnouncements :many
-- In no order that means anything: callers ask for few and know which.
SELECT
    a.id, a.version, a.author_id, e.name AS author_name, a.position_id, a.title, a.unit_id, a.unit_name, a.html, a.album,
    a.everyone, a.units, a.eselons, a.kinds, a.people, a.at, a.rule, a.minute, a.urgent, a.written_at, a.ended, a.withdrawn,
    (
        SELECT coalesce(jsonb_agg(jsonb_build_object('id', f.id, 'name', w.name, 'mime', f.mime, 'size', f.size)
            ORDER BY w.ordinal), '[]')
        FROM announcement_file AS w JOIN file AS f ON f.id = w.file_id
        WHERE w.announcement_id = a.id
    )::jsonb AS files
FROM announcement AS a
JOIN employee AS e ON e.id = a.author_id
WHERE a.id = ANY(@ids::bigint[])
ORDER BY a.id;

-- name: RepeatingAnnouncements :many
SELECT id FROM announcement WHERE rule IS NOT NULL AND NOT ended AND NOT withdrawn ORDER BY id;

-- name: SaveAnnouncement :exec
UPDATE announcement SET version = @version, html = @html, album = @album, ended = @ended, withdrawn = @withdrawn WHERE id = @id;

-- name: AddIssue :one
INSERT INTO announcement_issue (announcement_id, due, repeats_id, state, ended_at)
VALUES (@announcement, @due, sqlc.narg('repeats'), @state, sqlc.narg('ended_at'))
ON CONFLICT ON CONSTRAINT announcement_issue_once DO NOTHING
RETURNING id;

-- name: FindIssue :one
SELECT id FROM announcement_issue
WHERE announcement_id = @announcement AND due = @due AND repeats_id IS NOT DISTINCT FROM sqlc.narg('repeats')::bigint;

-- name: FirstIssue :one
SELECT id FROM announcement_issue WHERE announcement_id = @announcement ORDER BY id LIMIT 1;

-- name: AnnouncementOfIssue :one
SELECT announcement_id FROM announcement_issue WHERE id = @id;

-- name: LockIssues :exec
-- In the order of ids, as everybody does.
SELECT id FROM announcement_issue WHERE id = ANY(@ids::bigint[]) ORDER BY id FOR UPDATE;

-- name: LockIssuesOf :exec
SELECT id FROM announcement_issue WHERE announcement_id = @announcement ORDER BY id FOR UPDATE;

-- name: LoadIssues :many
SELECT id, version, announcement_id, due, state, repeats_id, begun_at, ended_at
FROM announcement_issue
WHERE id = ANY(@ids::bigint[])
ORDER BY id;

-- name: IssuesOf :many
SELECT id FROM announcement_issue WHERE announcement_id = @announcement ORDER BY id;

-- name: Figures :many
-- What became of the copies of issues, as many lines as there are states and versions.
SELECT
    c.issue_id, c.state, count(*) AS copies, count(c.read_at) AS read,
    count(*) FILTER (WHERE c.state = 'TERKIRIM' AND NOT c.behind AND c.version < a.version) AS editing
FROM announcement_copy AS c
JOIN announcement_issue AS i ON i.id = c.issue_id
JOIN announcement AS a ON a.id = i.announcement_id
WHERE c.issue_id = ANY(@issues::bigint[])
GROUP BY c.issue_id, c.state
ORDER BY c.issue_id, c.state;

-- name: SaveIssue :exec
UPDATE announcement_issue SET
    state = @state, begun_at = @begun_at, ended_at = @ended_at, version = version + 1, changed_at = clock_timestamp()
WHERE id = @id;

-- name: DueIssues :many
SELECT id FROM announcement_issue WHERE state = 'TERJADWAL' AND due <= @by ORDER BY due, id;

-- name: ScheduledAfter :many
SELECT DISTINCT due FROM announcement_issue WHERE state = 'TERJADWAL' AND due > @after ORDER BY due LIMIT @at_most;

-- name: MakeCopies :execrows
-- A copy for whoever is in a scope: muted where they muted what is not urgent, and out of reach without an account. The
-- hours are those of the office's that each chose, or all of them where nothing is left of them.
INSERT INTO announcement_copy (issue_id, employee_id, state, from_minute, until_minute, not_before)
SELECT
    @issue, s.employee_id,
    CASE WHEN NOT @urgent::boolean AND 'PENGUMUMAN' = ANY(w.muted) THEN 'DIBISUKAN' WHEN l.account IS NULL THEN 'TAK_TERJANGKAU' ELSE 'MENUNGGU' END,
    h.from_minute, h.until_minute, @now::timestamptz
FROM in_scope(@today::date, @everyone::boolean, @units::bigint[], @eselons::text[], @kinds::text[], @people::bigint[])
    AS s (employee_id, position_id)
LEFT JOIN employee_settings AS w ON w.employee_id = s.employee_id
LEFT JOIN link AS l ON l.employee_id = s.employee_id AND l.unreachable_since IS NULL
CROSS JOIN LATERAL (
    SELECT greatest(@from_minute::integer, w.announce_from) AS from_minute,
        least(@until_minute::integer, nullif(w.announce_until, 0)) AS until_minute
) AS o
CROSS JOIN LATERAL (
    SELECT CASE WHEN NOT @urgent::boolean AND o.from_minute < o.until_minute THEN o.from_minute ELSE @from_minute::integer END AS from_minute,
        CASE WHEN NOT @urgent::boolean AND o.from_minute < o.until_minute THEN o.until_minute ELSE @until_minute::integer END AS until_minute
) AS h
ORDER BY s.employee_id;

-- name: RepeatCopies :execrows
-- A copy for whoever has not read an issue; see MakeCopies.
INSERT INTO announcement_copy (issue_id, employee_id, state, from_minute, until_minute, not_before)
SELECT
    @issue, c.employee_id,
    CASE WHEN NOT @urgent::boolean AND 'PENGUMUMAN' = ANY(w.muted) THEN 'DIBISUKAN' WHEN l.account IS NULL THEN 'TAK_TERJANGKAU' ELSE 'MENUNGGU' END,
    h.from_minute, h.until_minute, @now::timestamptz
FROM announcement_copy AS c
JOIN employee AS e ON e.id = c.employee_id AND e.active
LEFT JOIN employee_settings AS w ON w.employee_id = c.employee_id
LEFT JOIN link AS l ON l.employee_id = c.employee_id AND l.unreachable_since IS NULL
CROSS JOIN LATERAL (
    SELECT greatest(@from_minute::integer, w.announce_from) AS from_minute,
        least(@until_minute::integer, nullif(w.announce_until, 0)) AS until_minute
) AS o
CROSS JOIN LATERAL (
    SELECT CASE WHEN NOT @urgent::boolean AND o.from_minute < o.until_minute THEN o.from_minute ELSE @from_minute::integer END AS from_minute,
        CASE WHEN NOT @urgent::boolean AND o.from_minute < o.until_minute THEN o.until_minute ELSE @until_minute::integer END AS until_minute
) AS h
WHERE c.issue_id = @repeats AND c.read_at IS NULL AND c.state <> 'DITARIK'
ORDER BY c.employee_id;

-- name: SentSince :one
SELECT count(*) FROM announcement_copy WHERE issue_id = @issue AND state = 'TERKIRIM' AND sent_at >= @since;

-- name: HasCopy :one
SELECT EXISTS (SELECT FROM announcement_copy WHERE issue_id = @issue AND employee_id = @employee AND state <> 'DITARIK');

-- name: MarkRead :many
-- Whoever has read an issue has read what reminds of it, too, and the other way round.
UPDATE announcement_copy AS c SET read_at = @at::timestamptz
WHERE c.employee_id = @employee AND c.read_at IS NULL AND c.issue_id IN (
    SELECT @issue::bigint
    UNION ALL SELECT i.repeats_id FROM announcement_issue AS i WHERE i.id = @issue AND i.repeats_id IS NOT NULL
    UNION ALL SELECT k.id FROM announcement_issue AS k WHERE k.repeats_id = @issue
)
RETURNING c.issue_id;

-- name: ReadersOf :many
-- The recipients of an issue with the first position that each holds on a day, by unit and name.
SELECT
    e.id, e.nip, e.name, e.kind, e.active, coalesce(h.title, '')::text AS title, coalesce(h.unit_id, 0)::bigint AS unit_id,
    coalesce(h.unit_name, '')::text AS unit_name, c.state, c.sent_at, c.read_at, count(*) OVER ()::bigint AS total
FROM announcement_copy AS c
JOIN employee AS e ON e.id = c.employee_id
LEFT JOIN LATERAL (
    SELECT p.title, u.id AS unit_id, u.name AS unit_name
    FROM assignment AS a
    JOIN position AS p ON p.id = a.position_id
    JOIN unit AS u ON u.id = p.unit_id
    WHERE a.employee_id = c.employee_id AND a.from_day <= @today::date AND (a.until_day IS NULL OR a.until_day >= @today::date)
    ORDER BY a.kind, p.id
    LIMIT 1
) AS h ON true
WHERE c.issue_id = @issue AND (NOT @unread_only::boolean OR (c.read_at IS NULL AND c.state <> 'DITARIK'))
ORDER BY h.unit_name NULLS FIRST, e.name, e.id
LIMIT @at_most OFFSET @skipped;

-- name: WrittenBy :many
-- The announcements of an author and those of units, the newest first, each with the issue that began last, or that is
-- still to begin.
WITH page AS (
    SELECT a.id, count(*) OVER () AS total
    FROM announcement AS a
    WHERE a.author_id = @author OR a.unit_id = ANY(@units::bigint[])
    ORDER BY a.id DESC
    LIMIT @at_most OFFSET @skipped
)
SELECT w.id, coalesce(i.id, 0)::bigint AS issue_id, w.total
FROM page AS w
LEFT JOIN LATERAL (
    SELECT k.id FROM announcement_issue AS k
    WHERE k.announcement_id = w.id AND k.repeats_id IS NULL
    ORDER BY k.begun_at DESC NULLS LAST, k.due, k.id
    LIMIT 1
) AS i ON true
ORDER BY w.id DESC;

-- name: ReceivedBy :many
-- What somebody got, missed or muted, the newest first. What was withdrawn is not in it, and a reminder is no news.
SELECT c.issue_id, i.announcement_id, c.sent_at, c.read_at, c.state, count(*) OVER ()::bigint AS total
FROM announcement_copy AS c
JOIN announcement_issue AS i ON i.id = c.issue_id
JOIN announcement AS a ON a.id = i.announcement_id
WHERE c.employee_id = @employee AND c.state NOT IN ('MENUNGGU', 'SEDANG', 'DITARIK') AND i.repeats_id IS NULL AND NOT a.withdrawn
ORDER BY c.issue_id DESC
LIMIT @at_most OFFSET @skipped;

-- name: IssuesWithStaleCards :many
SELECT i.id FROM announcement_issue AS i
WHERE i.id = ANY(@ids::bigint[])
    AND EXISTS (SELECT FROM card AS c WHERE c.subject_kind = 'announce' AND c.subject_id = i.id AND c.version < i.version)
ORDER BY i.id;

-- name: AmendIssues :exec
-- The copies of an announcement are to be brought up to date.
UPDATE announcement_issue SET amending = true
WHERE announcement_id = @announcement AND state IN ('DIKIRIM', 'DIHENTIKAN', 'SELESAI');

-- name: TouchIssuesOf :exec
UPDATE announcement_issue SET version = version + 1, changed_at = clock_timestamp() WHERE announcement_id = @announcement;
