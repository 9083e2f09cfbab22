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
    l.subject, l.summary, l.classification, l.speed, l.secrecy, l.completed_at,
    (
        SELECT coalesce(jsonb_agg(jsonb_build_object(
            'id', f.id, 'name', lf.name, 'mime', f.mime, 'size', f.size
        ) ORDER BY lf.ordinal), '[]')
        FROM letter_file AS lf JOIN file AS f ON f.id = lf.file_id
        WHERE lf.letter_id = l.id
    )::jsonb AS files
FROM letter AS l
JOIN unit AS u ON u.id = l.unit_id
WHERE l.id = @letter;

-- name: LoadDispositions :many
SELECT
    d.id, d.parent_branch_id, d.from_position_id, p.title AS from_title, d.by_employee_id, e.name AS by_name,
    d.as_capacity, d.note, d.sent_at,
    (
        SELECT coalesce(array_agg(i.wording ORDER BY i.ordinal), '{}')
        FROM disposition_instruction AS i
        WHERE i.disposition_id = d.id
    )::text[] AS instructions
FROM disposition AS d
JOIN position AS p ON p.id = d.from_position_id
LEFT JOIN employee AS e ON e.id = d.by_employee_id
WHERE d.letter_id = @letter
ORDER BY d.sent_at, d.id;

-- name: LoadBranches :many
SELECT
    b.id, b.version, b.disposition_id, b.position_id, p.title AS to_title, u.name AS to_unit, b.is_copy, b.state,
    b.deadline, b.report, b.reason,
    b.read_at, b.read_by, r.name AS read_name, b.read_position_id, b.read_as,
    b.started_at, b.started_by, s.name AS started_name, b.started_position_id, b.started_as,
    b.ended_at, b.ended_by, n.name AS ended_name, b.ended_position_id, b.ended_as,
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
WHERE b.letter_id = @letter
ORDER BY b.disposition_id, b.is_copy, b.id;

-- name: SaveBranch :execrows
UPDATE branch SET
    state = @state, version = @version, changed_at = clock_timestamp(), report = @report, reason = @reason,
    read_at = @read_at, read_by = @read_by, read_position_id = @read_position_id, read_as = @read_as,
    started_at = @started_at, started_by = @started_by, started_position_id = @started_position_id,
    started_as = @started_as,
    ended_at = @ended_at, ended_by = @ended_by, ended_position_id = @ended_position_id, ended_as = @ended_as
WHERE id = @id AND version = @old_version;

-- name: AddReportFile :exec
INSERT INTO branch_report_file (branch_id, ordinal, file_id, name) VALUES (@branch, @ordinal, @file, @name);

-- name: CompleteLetter :exec
UPDATE letter SET completed_at = @at WHERE id = @id;

-- name: AddSubmission :execrows
INSERT INTO submission (once, at) VALUES (@once, @at) ON CONFLICT (once) DO NOTHING;
