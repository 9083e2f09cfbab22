-- name: LetterOfBranch :one
SELECT letter_id FROM branch WHERE id = @branch;

-- name: LockLetterOfBranch :one
-- The letter's row is the lock of its dossier. A branch never moves to another letter.
SELECT l.id FROM letter AS l
WHERE l.id = (SELECT b.letter_id FROM branch AS b WHERE b.id = @branch)
FOR NO KEY UPDATE;

-- name: LoadLetter :one
SELECT
    l.id, l.unit_id, u.name AS unit_name, l.agenda_year, l.agenda_number, l.number, l.dated, l.received, l.sender,
    l.subject, l.summary, l.classification, l.speed, l.secrecy, l.completed_at, l.version, l.registered_by,
    r.name AS registered_name, l.registered_at,
    (
        SELECT coalesce(jsonb_agg(jsonb_build_object(
            'id', f.id, 'name', lf.name, 'mime', f.mime, 'size', f.size
        ) ORDER BY lf.ordinal), '[]')
        FROM letter_file AS lf JOIN file AS f ON f.id = lf.file_id
        WHERE lf.letter_id = l.id
    )::jsonb AS files
FROM letter AS l
JOIN unit AS u ON u.id = l.unit_id
LEFT JOIN employee AS r ON r.id = l.registered_by
WHERE l.id = @letter;

-- name: LoadDispositions :many
SELECT
    d.id, d.parent_branch_id, d.from_position_id, p.title AS from_title, d.by_employee_id, e.name AS by_name,
    d.as_capacity, d.note, d.sent_at, d.routing,
    (
        SELECT coalesce(array_agg(i.wording ORDER BY i.ordinal), '{}')
        FROM disposition_instruction AS i
        WHERE i.disposition_id = d.id
    )::text[] AS instructions
FROM disposition AS d
LEFT JOIN position AS p ON p.id = d.from_position_id
LEFT JOIN employee AS e ON e.id = d.by_employee_id
WHERE d.letter_id = @letter
ORDER BY d.sent_at, d.id;

-- name: LoadBranches :many
SELECT
    b.id, b.version, b.disposition_id, b.position_id, p.title AS to_title, u.name AS to_unit, b.is_copy, b.state,
    b.deadline, b.report, b.reason,
    b.read_at, b.read_by, r.name AS read_name, b.read_position_id, b.read_as,
    b.started_at, b.started_by, s.name AS started_name, b.started_position_id, b.started_as,
    b.ended_at, b.ended_by, n.name AS ended_name, b.ended_position_id, b.ended_as, b.archived,
    b.settled_at, b.settled_by, t.name AS settled_name, b.settled_position_id, b.settled_as,
    b.nudged_at, b.nudged_by, g.name AS nudged_name, b.nudged_position_id, b.nudged_as,
    (
        SELECT coalesce(jsonb_agg(jsonb_build_object(
            'id', f.id, 'name', bf.name, 'mime', f.mime, 'size', f.size
        ) ORDER BY bf.ordinal), '[]')
        FROM branch_report_file AS bf JOIN file AS f ON f.id = bf.file_id
        WHERE bf.branch_id = b.id
    )::jsonb AS report_files
FROM branch AS b
JOIN position AS p ON p.id = b.position_id
JOIN unit AS u ON u.id = p.unit_id
LEFT JOIN employee AS r ON r.id = b.read_by
LEFT JOIN employee AS s ON s.id = b.started_by
LEFT JOIN employee AS n ON n.id = b.ended_by
LEFT JOIN employee AS t ON t.id = b.settled_by
LEFT JOIN employee AS g ON g.id = b.nudged_by
WHERE b.letter_id = @letter
ORDER BY b.disposition_id, b.is_copy, b.id;

-- name: SaveBranch :execrows
UPDATE branch SET
    state = @state, version = @version, changed_at = clock_timestamp(), report = @report, reason = @reason,
    read_at = @read_at, read_by = @read_by, read_position_id = @read_position_id, read_as = @read_as,
    started_at = @started_at, started_by = @started_by, started_position_id = @started_position_id,
    started_as = @started_as,
    ended_at = @ended_at, ended_by = @ended_by, ended_position_id = @ended_position_id, ended_as = @ended_as,
    archived = @archived, settled_at = @settled_at, settled_by = @settled_by, settled_position_id = @settled_position_id,
    settled_as = @settled_as, nudged_at = @nudged_at, nudged_by = @nudged_by, nudged_position_id = @nudged_position_id,
    nudged_as = @nudged_as
WHERE id = @id AND version = @old_version;

-- name: AddReportFile :exec
INSERT INTO branch_report_file (branch_id, ordinal, file_id, name) VALUES (@branch, @ordinal, @file, @name);

-- name: SaveLetter :execrows
UPDATE letter SET completed_at = @completed_at, version = @version, changed_at = clock_timestamp()
WHERE id = @id AND version = @old_version;

-- name: SetNumbersAside :one
-- Numbers for a disposition and its branches. What is not used is lost: only agenda numbers have no gaps.
SELECT
    nextval(pg_get_serial_sequence('disposition', 'id'))::bigint AS disposition,
    (SELECT array_agg(nextval(pg_get_serial_sequence('branch', 'id'))) FROM generate_series(1, @branches::integer))::bigint[] AS branches;

-- name: AddDisposition :exec
INSERT INTO disposition (id, letter_id, parent_branch_id, from_position_id, by_employee_id, as_capacity, note, sent_at, routing)
OVERRIDING SYSTEM VALUE
VALUES (@id, @letter, @parent, @from_position, @by_employee, @as_capacity, @note, @sent_at, @routing);

-- name: AddInstructions :exec
INSERT INTO disposition_instruction (disposition_id, ordinal, wording)
SELECT @disposition::bigint, i.ordinal - 1, i.wording
FROM unnest(@wordings::text[]) WITH ORDINALITY AS i (wording, ordinal);

-- name: AddBranches :exec
INSERT INTO branch (id, disposition_id, letter_id, position_id, is_copy, deadline, sent_at)
OVERRIDING SYSTEM VALUE
SELECT
    unnest(@ids::bigint[]), @disposition::bigint, @letter::bigint, unnest(@positions::bigint[]), @is_copy::boolean,
    sqlc.narg('deadline')::date, @sent_at::timestamptz;

-- name: LetterExists :one
SELECT EXISTS (SELECT FROM letter WHERE id = @letter);

-- name: AddSubmission :execrows
INSERT INTO submission (once, at) VALUES (@once, @at) ON CONFLICT (once) DO NOTHING;
