-- Every record of an import is saved by its natural key. The queries give a row where one was created or changed, and
-- none where everything was as it is; xmax is 0 in a row that nobody had before.

-- name: ImportUnit :batchone
INSERT INTO unit (code, name, parent_id)
VALUES (@code, @name, (SELECT p.id FROM unit AS p WHERE p.code = sqlc.narg('parent')))
ON CONFLICT (code) DO UPDATE SET name = excluded.name, parent_id = excluded.parent_id
WHERE (unit.name, unit.parent_id) IS DISTINCT FROM (excluded.name, excluded.parent_id)
RETURNING (xmax = 0)::boolean AS created;

-- name: ImportPosition :batchone
INSERT INTO position (code, title, unit_id, superior_id, eselon)
VALUES (
    @code, @title, (SELECT u.id FROM unit AS u WHERE u.code = @unit),
    (SELECT s.id FROM position AS s WHERE s.code = sqlc.narg('superior')), @eselon
)
ON CONFLICT (code) DO UPDATE SET
    title = excluded.title, unit_id = excluded.unit_id, superior_id = excluded.superior_id, eselon = excluded.eselon
WHERE (position.title, position.unit_id, position.superior_id, position.eselon)
    IS DISTINCT FROM (excluded.title, excluded.unit_id, excluded.superior_id, excluded.eselon)
RETURNING (xmax = 0)::boolean AS created;

-- name: ImportEmployee :batchone
INSERT INTO employee (nip, name, kind, phone, active) VALUES (@nip, @name, @kind, @phone, @active)
ON CONFLICT (nip) DO UPDATE SET
    name = excluded.name, kind = excluded.kind, phone = excluded.phone, active = excluded.active
WHERE (employee.name, employee.kind, employee.phone, employee.active)
    IS DISTINCT FROM (excluded.name, excluded.kind, excluded.phone, excluded.active)
RETURNING (xmax = 0)::boolean AS created;

-- name: ImportAssignment :batchone
INSERT INTO assignment (employee_id, position_id, kind, from_day, until_day)
VALUES (
    (SELECT e.id FROM employee AS e WHERE e.nip = @nip), (SELECT p.id FROM position AS p WHERE p.code = @position),
    @kind, @from_day, @until_day
)
ON CONFLICT (employee_id, position_id, kind, from_day) DO UPDATE SET until_day = excluded.until_day
WHERE assignment.until_day IS DISTINCT FROM excluded.until_day
RETURNING (xmax = 0)::boolean AS created;

-- name: ImportGrant :batchone
INSERT INTO role_grant (employee_id, role, unit_id)
VALUES (
    (SELECT e.id FROM employee AS e WHERE e.nip = @nip), @role, (SELECT u.id FROM unit AS u WHERE u.code = @unit)
)
ON CONFLICT (employee_id, role, unit_id) DO NOTHING
RETURNING true AS created;

-- name: RevokeGrant :batchone
DELETE FROM role_grant AS g
WHERE g.employee_id = (SELECT e.id FROM employee AS e WHERE e.nip = @nip) AND g.role = @role
    AND g.unit_id = (SELECT u.id FROM unit AS u WHERE u.code = @unit)
RETURNING false AS created;

-- name: ImportLetter :batchone
-- One that is as it was is left alone: whatever the conflict finds is locked, and with it the letter's dossier, until the
-- import is through.
INSERT INTO letter (
    unit_id, agenda_year, agenda_number, number, dated, received, sender, subject, summary, classification, speed, secrecy
)
SELECT
    (SELECT u.id FROM unit AS u WHERE u.code = @unit), @agenda_year, @agenda_number, @number::text, @dated::date,
    @received::date, @sender::text, @subject::text, @summary::text, @classification::text, @speed::text, @secrecy::text
WHERE NOT EXISTS (
    SELECT FROM letter AS l JOIN unit AS u ON u.id = l.unit_id
    WHERE u.code = @unit AND l.agenda_year = @agenda_year::integer AND l.agenda_number = @agenda_number::integer
        AND l.number = @number AND l.dated = @dated AND l.received = @received AND l.sender = @sender
        AND l.subject = @subject AND l.summary = @summary AND l.classification = @classification AND l.speed = @speed
        AND l.secrecy = @secrecy
)
ON CONFLICT (unit_id, agenda_year, agenda_number) DO UPDATE SET
    number = excluded.number, dated = excluded.dated, received = excluded.received, sender = excluded.sender,
    subject = excluded.subject, summary = excluded.summary, classification = excluded.classification,
    speed = excluded.speed, secrecy = excluded.secrecy
WHERE (
    letter.number, letter.dated, letter.received, letter.sender, letter.subject, letter.summary, letter.classification,
    letter.speed, letter.secrecy
) IS DISTINCT FROM (
    excluded.number, excluded.dated, excluded.received, excluded.sender, excluded.subject, excluded.summary,
    excluded.classification, excluded.speed, excluded.secrecy
)
RETURNING (xmax = 0)::boolean AS created;

-- name: ImportLetterFile :batchone
-- Adds a file to a letter that has it not yet, behind those that it has.
INSERT INTO letter_file (letter_id, ordinal, file_id, name)
SELECT l.id, (SELECT count(*) FROM letter_file AS f WHERE f.letter_id = l.id), @file, @name
FROM letter AS l JOIN unit AS u ON u.id = l.unit_id
WHERE u.code = @unit AND l.agenda_year = @agenda_year AND l.agenda_number = @agenda_number
ON CONFLICT (letter_id, file_id) DO NOTHING
RETURNING true AS created;

-- name: ChangeBranchesOfLetter :many
-- What stands on the cards of a letter's branches is no longer what stands in the letter.
WITH changed AS (
    SELECT l.id FROM letter AS l JOIN unit AS u ON u.id = l.unit_id
    WHERE u.code = @unit AND l.agenda_year = @agenda_year AND l.agenda_number = @agenda_number
    FOR NO KEY UPDATE OF l
)
UPDATE branch AS b SET version = b.version + 1, changed_at = clock_timestamp()
FROM changed
WHERE b.letter_id = changed.id
RETURNING b.id;

-- name: ImportDisposition :batchone
-- One that is known is left as it is. Its parent is set when all branches are there.
WITH added AS (
    INSERT INTO disposition (code, letter_id, from_position_id, by_employee_id, as_capacity, note, sent_at)
    VALUES (
        @code::text,
        (SELECT l.id FROM letter AS l JOIN unit AS u ON u.id = l.unit_id
         WHERE u.code = @unit AND l.agenda_year = @agenda_year AND l.agenda_number = @agenda_number),
        (SELECT p.id FROM position AS p WHERE p.code = @from_position),
        (SELECT e.id FROM employee AS e WHERE e.nip = @by_nip), @as_capacity::text, @note, @sent_at
    )
    ON CONFLICT (code) DO NOTHING
    RETURNING id
), ordered AS (
    INSERT INTO disposition_instruction (disposition_id, ordinal, wording)
    SELECT added.id, i.ordinal, i.wording
    FROM added CROSS JOIN unnest(@instructions::text[]) WITH ORDINALITY AS i (wording, ordinal)
)
SELECT id FROM added;

-- name: ImportBranch :batchone
-- A branch that is known goes forward and never back: what people did with it stands, and what is over stays over. Only
-- the letters of branches that are new or go forward are locked; no order of them is needed, because whoever else wants two
-- is another import, and there is only one at a time.
WITH due AS (
    SELECT d.id, d.letter_id, d.sent_at, p.id AS position_id
    FROM disposition AS d
    JOIN letter AS l ON l.id = d.letter_id
    JOIN position AS p ON p.code = @position
    WHERE d.code = @disposition::text AND NOT EXISTS (
        SELECT FROM branch AS b
        WHERE b.disposition_id = d.id AND b.position_id = p.id
            AND (b.state NOT IN ('SENT', 'READ', 'IN_PROGRESS', 'FORWARDED') OR b.is_copy <> @is_copy
                OR array_position(ARRAY['SENT', 'READ', 'IN_PROGRESS', 'FORWARDED', 'RETURNED', 'DONE'], @state::text)
                <= array_position(ARRAY['SENT', 'READ', 'IN_PROGRESS', 'FORWARDED', 'RETURNED', 'DONE'], b.state))
    )
    FOR NO KEY UPDATE OF l
)
INSERT INTO branch (
    disposition_id, letter_id, position_id, is_copy, deadline, sent_at, state, report, reason,
    read_at, read_by, read_position_id, read_as,
    started_at, started_by, started_position_id, started_as,
    ended_at, ended_by, ended_position_id, ended_as
)
SELECT
    d.id, d.letter_id, d.position_id, @is_copy, @deadline, d.sent_at, @state::text, @report, @reason,
    sqlc.narg('read_at')::timestamptz, r.id, CASE WHEN r.id IS NOT NULL THEN d.position_id END, @read_as,
    sqlc.narg('started_at')::timestamptz, s.id, CASE WHEN s.id IS NOT NULL THEN d.position_id END, @started_as,
    sqlc.narg('ended_at')::timestamptz, n.id, CASE WHEN n.id IS NOT NULL THEN d.position_id END, @ended_as
FROM due AS d
LEFT JOIN employee AS r ON r.nip = @read_by
LEFT JOIN employee AS s ON s.nip = @started_by
LEFT JOIN employee AS n ON n.nip = @ended_by
ON CONFLICT (disposition_id, position_id) DO UPDATE SET
    state = excluded.state, version = branch.version + 1, changed_at = clock_timestamp(), report = excluded.report, reason = excluded.reason,
    read_at = coalesce(branch.read_at, excluded.read_at),
    read_by = CASE WHEN branch.read_at IS NULL THEN excluded.read_by ELSE branch.read_by END,
    read_position_id = CASE WHEN branch.read_at IS NULL THEN excluded.read_position_id ELSE branch.read_position_id END,
    read_as = CASE WHEN branch.read_at IS NULL THEN excluded.read_as ELSE branch.read_as END,
    started_at = coalesce(branch.started_at, excluded.started_at),
    started_by = CASE WHEN branch.started_at IS NULL THEN excluded.started_by ELSE branch.started_by END,
    started_position_id = CASE
        WHEN branch.started_at IS NULL THEN excluded.started_position_id ELSE branch.started_position_id
    END,
    started_as = CASE WHEN branch.started_at IS NULL THEN excluded.started_as ELSE branch.started_as END,
    ended_at = excluded.ended_at, ended_by = excluded.ended_by, ended_position_id = excluded.ended_position_id,
    ended_as = excluded.ended_as
WHERE branch.state IN ('SENT', 'READ', 'IN_PROGRESS', 'FORWARDED') AND branch.is_copy = excluded.is_copy
    AND array_position(ARRAY['SENT', 'READ', 'IN_PROGRESS', 'FORWARDED', 'RETURNED', 'DONE'], excluded.state)
    > array_position(ARRAY['SENT', 'READ', 'IN_PROGRESS', 'FORWARDED', 'RETURNED', 'DONE'], branch.state)
RETURNING id, letter_id, position_id, state, sent_at, (xmax = 0)::boolean AS created;

-- name: SetParent :batchexec
UPDATE disposition AS d SET parent_branch_id = (
    SELECT b.id FROM branch AS b
    JOIN disposition AS above ON above.id = b.disposition_id
    JOIN position AS p ON p.id = b.position_id
    WHERE above.code = @parent_disposition::text AND p.code = @parent_position
)
WHERE d.code = @code::text;

-- name: SettleCompletion :exec
-- A letter is complete when no branch is open, copies aside, and one is done (disposition.Dossier decides so at every act).
UPDATE letter AS l SET completed_at = c.completed_at
FROM (
    SELECT b.letter_id,
        CASE
            WHEN bool_and(b.is_copy OR b.state IN ('DONE', 'CANCELLED') OR (b.state = 'RETURNED' AND b.settled_at IS NOT NULL))
                AND bool_or(b.state = 'DONE' AND NOT b.is_copy)
            THEN max(b.ended_at)
        END AS completed_at
    FROM branch AS b
    WHERE b.letter_id = ANY(@letters::bigint[])
    GROUP BY b.letter_id
) AS c
WHERE l.id = c.letter_id AND (l.completed_at IS NULL) <> (c.completed_at IS NULL);

-- name: LockImport :exec
SELECT pg_advisory_xact_lock(@key::bigint);

-- name: KnownUnits :many
SELECT u.code, p.code AS parent FROM unit AS u LEFT JOIN unit AS p ON p.id = u.parent_id;

-- name: KnownPositions :many
SELECT p.code, u.code AS unit, s.code AS superior
FROM position AS p
JOIN unit AS u ON u.id = p.unit_id
LEFT JOIN position AS s ON s.id = p.superior_id;

-- name: KnownStaff :many
SELECT nip, phone FROM employee;

-- name: KnownAssignments :many
SELECT e.nip, p.code AS position, a.kind, a.from_day, a.until_day
FROM assignment AS a
JOIN employee AS e ON e.id = a.employee_id
JOIN position AS p ON p.id = a.position_id
ORDER BY p.code, a.from_day, a.kind, e.nip;

-- name: KnownLetters :many
SELECT u.code AS unit, l.agenda_year, l.agenda_number, l.speed, l.secrecy
FROM letter AS l
JOIN unit AS u ON u.id = l.unit_id;

-- name: KnownBranches :many
SELECT d.code::text AS disposition, p.code AS position, b.is_copy, b.state, u.code AS unit, l.agenda_year, l.agenda_number
FROM branch AS b
JOIN disposition AS d ON d.id = b.disposition_id
JOIN position AS p ON p.id = b.position_id
JOIN letter AS l ON l.id = b.letter_id
JOIN unit AS u ON u.id = l.unit_id
WHERE d.code IS NOT NULL;

-- name: KnownInstructions :many
SELECT wording FROM instruction WHERE active ORDER BY ordinal;

-- name: AllowTime :exec
-- An import is not interactive: nobody is kept waiting by a slow statement of it.
SELECT set_config('statement_timeout', '60s', true);
