-- name: FindLetters :many
-- The newest that have the words, of those that a reader may see: by position what it sent or received, by unit what its
-- registry entered. Each way finds so many at most, and those are ranked; so what many letters have is as quick as what few
-- have. The words are constants of the plan, which is made anew each time: see Search.
WITH found AS (
    SELECT f.id FROM unnest(@positions::bigint[]) AS m (position_id)
    CROSS JOIN LATERAL (
        SELECT l.id FROM letter_reader AS r JOIN letter AS l ON l.id = r.letter_id
        WHERE r.position_id = m.position_id
            AND l.words @@ (to_tsquery('indonesian', @words::text) || to_tsquery('simple', @words::text))
            AND l.received >= @since::date AND l.received <= @until::date AND (@unit::bigint = 0 OR l.unit_id = @unit::bigint)
            AND (@filter::text <> 'waiting' OR EXISTS (
                SELECT FROM branch AS b
                WHERE b.letter_id = l.id AND b.position_id = m.position_id AND b.state IN ('SENT', 'READ', 'IN_PROGRESS') AND NOT b.is_copy))
            AND (@filter::text <> 'overdue' OR EXISTS (
                SELECT FROM branch AS b
                WHERE b.letter_id = l.id AND (b.position_id = m.position_id OR b.from_position_id = m.position_id)
                    AND b.state IN ('SENT', 'READ', 'IN_PROGRESS') AND NOT b.is_copy AND b.deadline < @today::date))
        ORDER BY r.letter_id DESC
        LIMIT @at_most
    ) AS f
    UNION
    SELECT f.id FROM unnest(@units::bigint[]) AS m (unit_id)
    CROSS JOIN LATERAL (
        SELECT l.id FROM letter AS l
        WHERE l.unit_id = m.unit_id
            AND l.words @@ (to_tsquery('indonesian', @words::text) || to_tsquery('simple', @words::text))
            AND l.received >= @since::date AND l.received <= @until::date AND (@unit::bigint = 0 OR l.unit_id = @unit::bigint)
            AND (@filter::text <> 'overdue' OR EXISTS (
                SELECT FROM branch AS b
                WHERE b.letter_id = l.id AND b.state IN ('SENT', 'READ', 'IN_PROGRESS') AND NOT b.is_copy AND b.deadline < @today::date))
        ORDER BY l.id DESC
        LIMIT @at_most
    ) AS f
)
SELECT id FROM found ORDER BY id DESC;

-- name: FindByNote :many
-- Letters by what was written on a disposition that was sent from a position, or that leads to it.
WITH found AS (
    SELECT f.letter_id FROM unnest(@positions::bigint[]) AS m (position_id)
    CROSS JOIN LATERAL (
        SELECT d.letter_id, d.id FROM disposition AS d
        WHERE d.from_position_id = m.position_id AND d.note <> '' AND d.words @@ to_tsquery('indonesian', @words::text)
        ORDER BY d.sent_at DESC
        LIMIT @at_most
    ) AS f
    UNION
    SELECT f.letter_id FROM unnest(@positions::bigint[]) AS m (position_id)
    CROSS JOIN LATERAL (
        SELECT d.letter_id FROM branch AS b JOIN disposition AS d ON d.id = b.disposition_id
        WHERE b.position_id = m.position_id AND d.note <> '' AND d.words @@ to_tsquery('indonesian', @words::text)
        ORDER BY b.sent_at DESC
        LIMIT @at_most
    ) AS f
)
SELECT letter_id FROM found ORDER BY letter_id DESC LIMIT @at_most;

-- name: FindByNoteInUnits :many
-- The same for the registry of units, which sees all of their letters.
SELECT d.letter_id FROM disposition AS d JOIN letter AS l ON l.id = d.letter_id
WHERE l.unit_id = ANY(@units::bigint[]) AND d.note <> '' AND d.words @@ to_tsquery('indonesian', @words::text)
ORDER BY d.id DESC
LIMIT @at_most;

-- name: FindByAgenda :many
-- Letters of an agenda number, also those that stay in the office.
SELECT l.id FROM letter AS l
WHERE l.agenda_number = @number AND (@year::integer = 0 OR l.agenda_year = @year::integer)
    AND (l.unit_id = ANY(@units::bigint[]) OR EXISTS (
        SELECT FROM letter_reader AS r WHERE r.letter_id = l.id AND r.position_id = ANY(@positions::bigint[])))
ORDER BY l.id DESC
LIMIT @at_most;

-- name: NamesAlike :many
-- Senders with something much like what was typed in them.
SELECT c.name
FROM correspondent AS c
WHERE @typed::text <% c.name
GROUP BY c.name
ORDER BY max(word_similarity(@typed::text, c.name)) DESC, c.name
LIMIT @at_most;

-- name: FindBySender :many
-- The newest letters of senders, of those that a reader may see.
WITH found AS (
    SELECT f.id FROM unnest(@senders::text[]) AS n (name)
    CROSS JOIN LATERAL (
        SELECT l.id FROM letter AS l
        WHERE l.sender = n.name AND l.secrecy IN ('BIASA', 'TERBATAS') AND (l.unit_id = ANY(@units::bigint[]) OR EXISTS (
            SELECT FROM letter_reader AS r WHERE r.letter_id = l.id AND r.position_id = ANY(@positions::bigint[])))
        ORDER BY l.id DESC
        LIMIT @at_most
    ) AS f
)
SELECT id FROM found ORDER BY id DESC;

-- name: RankLetters :many
-- A page of letters that were found, the best first; of those a reader may see, which is asked again.
SELECT
    l.id, l.agenda_year, l.agenda_number, l.unit_id, u.name AS unit_name, l.number, l.subject, l.sender, l.received, l.speed, l.secrecy,
    (l.completed_at IS NOT NULL)::boolean AS complete,
    coalesce((
        SELECT b.id FROM branch AS b
        WHERE b.letter_id = l.id AND (b.position_id = ANY(@positions::bigint[]) OR b.from_position_id = ANY(@positions::bigint[]))
        ORDER BY b.position_id = ANY(@positions::bigint[]) DESC, b.state IN ('SENT', 'READ', 'IN_PROGRESS') DESC, b.id DESC
        LIMIT 1
    ), 0)::bigint AS branch,
    count(*) OVER ()::bigint AS total
FROM letter AS l
JOIN unit AS u ON u.id = l.unit_id
WHERE l.id = ANY(@letters::bigint[])
    AND l.received >= @since::date AND l.received <= @until::date AND (@unit::bigint = 0 OR l.unit_id = @unit::bigint)
    AND (l.unit_id = ANY(@units::bigint[]) OR EXISTS (
        SELECT FROM letter_reader AS r WHERE r.letter_id = l.id AND r.position_id = ANY(@positions::bigint[])))
    AND (@filter::text <> 'waiting' OR EXISTS (
        SELECT FROM branch AS b
        WHERE b.letter_id = l.id AND b.position_id = ANY(@positions::bigint[]) AND b.state IN ('SENT', 'READ', 'IN_PROGRESS') AND NOT b.is_copy))
    AND (@filter::text <> 'overdue' OR EXISTS (
        SELECT FROM branch AS b
        WHERE b.letter_id = l.id AND b.state IN ('SENT', 'READ', 'IN_PROGRESS') AND NOT b.is_copy AND b.deadline < @today::date
            AND (l.unit_id = ANY(@units::bigint[]) OR b.position_id = ANY(@positions::bigint[]) OR b.from_position_id = ANY(@positions::bigint[]))))
ORDER BY
    l.id = ANY(@first::bigint[]) DESC,
    coalesce(ts_rank('{0.05, 0.2, 0.6, 1.0}'::real[], l.words, to_tsquery('indonesian', @words::text) || to_tsquery('simple', @words::text)), 0) DESC,
    l.received DESC, l.id DESC
LIMIT @page_size OFFSET @skipped;

-- name: PlanAnew :exec
-- In a transaction: its statements are planned for their values.
SELECT set_config('plan_cache_mode', 'force_custom_plan', true), set_config('pg_trgm.word_similarity_threshold', '0.5', true);
