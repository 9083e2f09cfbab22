-- name: LockUnit :one
-- Whoever enters a letter has the agenda of its unit to the end, so that numbers have no gaps.
SELECT id FROM unit WHERE id = @id FOR NO KEY UPDATE;

-- name: LetterOfSubmission :one
SELECT id FROM letter WHERE once = @once;

-- name: AddLetter :one
-- Takes the next number of the unit and year. No row: an import has just taken it.
INSERT INTO letter (
    unit_id, agenda_year, agenda_number, number, dated, received, sender, subject, summary, classification, speed, secrecy,
    version, registered_by, registered_at, once
)
SELECT
    @unit::bigint, @agenda_year::integer,
    1 + coalesce(max(l.agenda_number), 0), @number::text, @dated::date, @received::date, @sender::text, @subject::text,
    @summary::text, @classification::text, @speed::text, @secrecy::text, 1, @registered_by::bigint,
    @registered_at::timestamptz, nullif(@once::text, '')
FROM letter AS l
WHERE l.unit_id = @unit AND l.agenda_year = @agenda_year
ON CONFLICT (unit_id, agenda_year, agenda_number) DO NOTHING
RETURNING id, agenda_number;

-- name: AddLetterFile :exec
INSERT INTO letter_file (letter_id, ordinal, file_id, name) VALUES (@letter, @ordinal, @file, @name);

-- name: UseCorrespondent :exec
-- Notes who wrote. The name stands as it was written last.
INSERT INTO correspondent (unit_id, key, name, uses, last_used)
SELECT @unit, letter_key(@name::text), @name, 1, @at
WHERE letter_key(@name) <> ''
ON CONFLICT (unit_id, key) DO UPDATE SET
    name = excluded.name, uses = correspondent.uses + 1, last_used = greatest(correspondent.last_used, excluded.last_used);

-- name: ImportCorrespondents :exec
-- Notes who wrote the letters of an import. It comes when the import needs no other letter any more: who enters a letter has
-- that letter first and its correspondent afterwards, too.
INSERT INTO correspondent (unit_id, key, name, uses, last_used)
SELECT w.unit_id, w.key, (array_agg(w.sender ORDER BY w.received DESC, w.id DESC))[1]::text, count(*)::integer,
    max(w.received)::timestamp AT TIME ZONE 'UTC'
FROM (
    SELECT l.unit_id, letter_key(left(l.sender, 200)) AS key, left(l.sender, 200) AS sender, l.received, l.id
    FROM (
        SELECT unnest(@units::text[]) AS code, unnest(@years::integer[]) AS year, unnest(@numbers::integer[]) AS number
    ) AS k
    JOIN unit AS u ON u.code = k.code
    JOIN letter AS l ON l.unit_id = u.id AND l.agenda_year = k.year AND l.agenda_number = k.number
    WHERE l.secrecy IN ('BIASA', 'TERBATAS')
) AS w
WHERE w.key <> ''
GROUP BY w.unit_id, w.key
ON CONFLICT (unit_id, key) DO UPDATE SET
    name = CASE WHEN excluded.last_used >= correspondent.last_used THEN excluded.name ELSE correspondent.name END,
    uses = correspondent.uses + excluded.uses, last_used = greatest(correspondent.last_used, excluded.last_used);

-- name: SendersLately :many
SELECT name FROM correspondent WHERE unit_id = @unit ORDER BY last_used DESC, id LIMIT @at_most;

-- name: SendersAlike :many
-- Names with something much like what was typed in them. A unit has some thousands at most, all of which are compared.
SELECT name FROM correspondent
WHERE unit_id = @unit AND word_similarity(@typed::text, name) >= @alike::real
ORDER BY word_similarity(@typed, name) DESC, uses DESC, last_used DESC, id
LIMIT @at_most;

-- name: SameLetters :many
SELECT id FROM letter
WHERE unit_id = @unit AND letter_mark(number, sender) = letter_mark(@number::text, @sender::text)
    AND secrecy IN ('BIASA', 'TERBATAS')
ORDER BY received DESC, id DESC
LIMIT @at_most;

-- name: HeadsOfUnit :many
-- Who leads a unit: others report to them, and they to nobody in it or below it; behind them who reports to them and leads
-- as well.
WITH RECURSIVE below AS (
    SELECT u.id FROM unit AS u WHERE u.id = @unit
    UNION
    SELECT c.id FROM unit AS c JOIN below AS b ON c.parent_id = b.id
), heads AS (
    SELECT p.id FROM position AS p
    LEFT JOIN position AS s ON s.id = p.superior_id
    WHERE p.unit_id IN (SELECT id FROM below) AND (s.unit_id IS NULL OR s.unit_id NOT IN (SELECT id FROM below))
        AND EXISTS (SELECT FROM position AS r WHERE r.superior_id = p.id)
)
SELECT p.id FROM position AS p
WHERE p.unit_id IN (SELECT id FROM below)
    AND (p.id IN (SELECT id FROM heads) OR p.superior_id IN (SELECT id FROM heads))
    AND EXISTS (SELECT FROM position AS r WHERE r.superior_id = p.id)
ORDER BY p.id IN (SELECT id FROM heads) DESC, p.eselon, p.title, p.id
LIMIT @at_most;

-- name: ListRunning :many
-- Letters that are not complete, those that came last first. They are a small part of all there ever were.
SELECT l.id FROM letter AS l
WHERE l.unit_id = ANY(@units::bigint[]) AND l.completed_at IS NULL
    AND CASE @filter::text
        WHEN 'returned' THEN EXISTS (
            SELECT FROM branch AS b JOIN disposition AS d ON d.id = b.disposition_id
            WHERE b.letter_id = l.id AND b.state IN ('RETURNED', 'CANCELLED') AND b.settled_at IS NULL AND NOT b.is_copy
                AND d.routing)
        WHEN 'overdue' THEN EXISTS (
            SELECT FROM branch AS b
            WHERE b.letter_id = l.id AND b.state IN ('SENT', 'READ', 'IN_PROGRESS') AND NOT b.is_copy
                AND b.deadline < @today::date)
        ELSE true
    END
ORDER BY l.received DESC, l.id DESC
LIMIT @page_size OFFSET @skip;

-- name: CountRunning :one
SELECT
    count(*) AS running,
    count(*) FILTER (WHERE f.returned) AS returned,
    count(*) FILTER (WHERE f.overdue) AS overdue
FROM letter AS l
CROSS JOIN LATERAL (
    SELECT
        coalesce(bool_or(d.routing AND b.state IN ('RETURNED', 'CANCELLED') AND b.settled_at IS NULL), false) AS returned,
        coalesce(bool_or(b.state IN ('SENT', 'READ', 'IN_PROGRESS') AND b.deadline < @today::date), false) AS overdue
    FROM branch AS b JOIN disposition AS d ON d.id = b.disposition_id
    WHERE b.letter_id = l.id AND NOT b.is_copy
) AS f
WHERE l.unit_id = ANY(@units::bigint[]) AND l.completed_at IS NULL;

-- name: ListReceived :many
-- Each unit gives its newest, and the newest of those are the page: the archive itself is never sorted.
SELECT f.id
FROM unnest(@units::bigint[]) AS mine (unit_id)
CROSS JOIN LATERAL (
    SELECT l.id, l.received FROM letter AS l
    WHERE l.unit_id = mine.unit_id AND (NOT @only_complete::boolean OR l.completed_at IS NOT NULL)
    ORDER BY l.received DESC, l.id DESC
    LIMIT @reach
) AS f
ORDER BY f.received DESC, f.id DESC
LIMIT @page_size OFFSET @skip;

-- name: CountReceived :one
-- Counted no further than anybody reads. The order is that of the index, which is read instead of the letters.
SELECT count(*) FROM (
    SELECT FROM unnest(@units::bigint[]) AS mine (unit_id)
    CROSS JOIN LATERAL (
        SELECT FROM letter AS l
        WHERE l.unit_id = mine.unit_id AND (NOT @only_complete::boolean OR l.completed_at IS NOT NULL)
        ORDER BY l.received DESC, l.id DESC
        LIMIT @at_most
    ) AS f
    LIMIT @at_most
) AS counted;

-- name: LettersOfPage :many
-- Where a letter is: with whoever has to do something; with the sender of what came back; at its registry (no title) where
-- that is the sender.
SELECT
    l.id, l.unit_id, u.name AS unit_name, l.agenda_year, l.agenda_number, l.number, l.dated, l.received, l.sender, l.subject,
    l.speed, l.secrecy, (l.completed_at IS NOT NULL)::boolean AS complete,
    w.returned::boolean AS returned, w.overdue::boolean AS overdue, w.titles::text[] AS titles
FROM letter AS l
JOIN unit AS u ON u.id = l.unit_id
CROSS JOIN LATERAL (
    SELECT
        coalesce(bool_or(d.routing AND b.state IN ('RETURNED', 'CANCELLED') AND b.settled_at IS NULL), false) AS returned,
        coalesce(bool_or(b.state IN ('SENT', 'READ', 'IN_PROGRESS') AND b.deadline < @today::date), false) AS overdue,
        coalesce(
            array_agg(CASE b.state WHEN 'RETURNED' THEN s.title ELSE p.title END ORDER BY b.deadline, b.id) FILTER (
                WHERE b.state IN ('SENT', 'READ', 'IN_PROGRESS')
                    OR (b.state = 'RETURNED' AND b.settled_at IS NULL AND NOT d.routing)),
            '{}') AS titles
    FROM branch AS b
    JOIN disposition AS d ON d.id = b.disposition_id
    JOIN position AS p ON p.id = b.position_id
    LEFT JOIN position AS s ON s.id = d.from_position_id
    WHERE b.letter_id = l.id AND NOT b.is_copy
) AS w
WHERE l.id = ANY(@letters::bigint[])
ORDER BY array_position(@letters::bigint[], l.id);
