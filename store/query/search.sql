-- Two ways lead to letters by their words. Words that few letters have are looked up in the index of words, and each letter
-- is asked whether the reader may see it. Words that many have are looked for among the newest letters that the reader may
-- see. Either has a bound, so neither takes long, whatever is looked for; which is the quicker is told by how common the
-- words are. OFFSET 0 keeps the planner from turning the look at one row into a look at a whole table.

-- name: SoughtWords :one
-- What asks for all of the terms: for their stems, and for themselves, as numbers are kept. Words that say nothing are left out.
WITH asked AS (
    SELECT to_tsquery('indonesian', t.term) AS stem, to_tsquery('simple', t.term) AS plain FROM unnest(@terms::text[]) AS t (term)
)
SELECT coalesce(string_agg(CASE WHEN a.stem::text = a.plain::text THEN a.stem::text ELSE '(' || (a.stem || a.plain)::text || ')' END, ' & '), '')::text AS words
FROM asked AS a
WHERE numnode(a.stem) > 0;

-- name: ExpectedLetters :one
-- About how many letters have all of the terms, by PostgreSQL's statistics; it knows of what many have only.
WITH asked AS MATERIALIZED (
    SELECT to_tsquery('indonesian', t.term) || to_tsquery('simple', t.term) AS query FROM unnest(@terms::text[]) AS t (term)
    WHERE numnode(to_tsquery('indonesian', t.term)) > 0
),
listed AS MATERIALIZED (
    SELECT s.most_common_elems::text::text[] AS words, s.most_common_elem_freqs AS shares
    FROM pg_catalog.pg_stats AS s
    WHERE s.schemaname = current_schema() AND s.tablename = @of_table::text AND s.attname = 'words'
),
common AS MATERIALIZED (
    SELECT array_to_tsvector(ARRAY[l.words[n.i]]) AS word, l.shares[n.i] AS share
    FROM listed AS l CROSS JOIN LATERAL generate_subscripts(l.words, 1) AS n (i)
),
shares AS (
    SELECT (SELECT coalesce(sum(c.share), 0) FROM common AS c WHERE c.word @@ q.query) AS share FROM asked AS q
)
SELECT coalesce(least(min(s.share), 1) * (
    SELECT greatest(c.reltuples, 0) FROM pg_catalog.pg_class AS c
    WHERE c.relname = @of_table::text AND c.relnamespace = current_schema()::regnamespace
), 0)::bigint AS expected
FROM shares AS s;

-- name: LastOfDays :one
-- The last letter of those received on some days.
SELECT coalesce(max(d.id), 0)::bigint AS last
FROM (SELECT l.id FROM letter AS l WHERE l.received >= @since::date AND l.received <= @until::date OFFSET 0) AS d;

-- name: FindRareLetters :many
-- Letters that have the words, of those that a reader may see, and how many there are of anybody's. One row at least.
WITH found AS MATERIALIZED (
    SELECT l.id, l.unit_id, l.received FROM letter AS l
    WHERE l.words @@ CAST(@words::text AS tsquery)
    LIMIT @looked_at
),
mine AS (
    SELECT f.id FROM found AS f
    WHERE f.received >= @since::date AND f.received <= @until::date AND (@unit::bigint = 0 OR f.unit_id = @unit::bigint)
        AND (f.unit_id = ANY(@units::bigint[]) OR EXISTS (
            SELECT FROM letter_reader AS r WHERE r.letter_id = f.id AND r.position_id = ANY(@positions::bigint[]) OFFSET 0))
    ORDER BY f.id DESC
    LIMIT @at_most
)
SELECT (SELECT count(*) FROM found)::bigint AS looked_at, coalesce(m.id, 0)::bigint AS id
FROM (VALUES (1)) AS one (row) LEFT JOIN mine AS m ON true;

-- name: WalkLetters :many
-- Of the newest letters that a reader may see, those that have the words, or came from senders.
WITH mine AS MATERIALIZED (
    SELECT s.letter_id AS id FROM unnest(@positions::bigint[]) AS m (position_id)
    CROSS JOIN LATERAL (
        SELECT r.letter_id FROM letter_reader AS r
        WHERE r.position_id = m.position_id AND r.letter_id <= @last
        ORDER BY r.letter_id DESC
        LIMIT @of_position
    ) AS s
    UNION
    SELECT s.id FROM unnest(@units::bigint[]) AS m (unit_id)
    CROSS JOIN LATERAL (
        SELECT u.id FROM letter AS u
        WHERE u.unit_id = m.unit_id AND u.id <= @last
        ORDER BY u.id DESC
        LIMIT @of_unit
    ) AS s
)
SELECT f.id FROM mine AS m
CROSS JOIN LATERAL (
    SELECT l.id FROM letter AS l
    WHERE l.id = m.id AND l.received >= @since::date AND l.received <= @until::date AND (@unit::bigint = 0 OR l.unit_id = @unit::bigint)
        AND (
            l.words @@ CAST(@words::text AS tsquery)
            OR (l.sender = ANY(@senders::text[]) AND l.secrecy IN ('BIASA', 'TERBATAS'))
        )
    OFFSET 0
) AS f
ORDER BY f.id DESC
LIMIT @at_most;

-- name: FindOpenLetters :many
-- The newest that have the words, of those with something that waits for a reader, or is overdue. What is open is little beside
-- what ever was, so it is looked through from there: words that nearly every letter has would be looked through in vain.
WITH open AS MATERIALIZED (
    SELECT b.letter_id FROM branch AS b
    WHERE b.position_id = ANY(@positions::bigint[]) AND b.state IN ('SENT', 'READ', 'IN_PROGRESS') AND NOT b.is_copy
        AND (@filter::text = 'waiting' OR b.deadline < @today::date)
    UNION
    SELECT b.letter_id FROM branch AS b
    WHERE @filter::text = 'overdue' AND b.from_position_id = ANY(@positions::bigint[])
        AND b.state IN ('SENT', 'READ', 'IN_PROGRESS') AND NOT b.is_copy AND b.deadline < @today::date
    UNION
    SELECT b.letter_id FROM branch AS b
    WHERE @filter::text = 'overdue' AND b.state IN ('SENT', 'READ', 'IN_PROGRESS') AND NOT b.is_copy AND b.deadline < @today::date
        AND EXISTS (SELECT FROM letter AS l WHERE l.id = b.letter_id AND l.unit_id = ANY(@units::bigint[]) OFFSET 0)
)
SELECT f.id FROM open AS o
CROSS JOIN LATERAL (
    SELECT l.id FROM letter AS l
    WHERE l.id = o.letter_id AND l.words @@ CAST(@words::text AS tsquery)
        AND l.received >= @since::date AND l.received <= @until::date AND (@unit::bigint = 0 OR l.unit_id = @unit::bigint)
    OFFSET 0
) AS f
ORDER BY f.id DESC
LIMIT @at_most;

-- name: FindRareNotes :many
-- Letters by what was written on a disposition that was sent from a position, leads to it, or is of a letter that a registry
-- entered; and how many there are of anybody's. One row at least.
WITH found AS MATERIALIZED (
    SELECT d.id, d.letter_id, d.from_position_id FROM disposition AS d
    WHERE d.note <> '' AND d.words @@ CAST(@words::text AS tsquery)
    LIMIT @looked_at
),
mine AS (
    SELECT DISTINCT f.letter_id FROM found AS f
    WHERE f.from_position_id = ANY(@positions::bigint[])
        OR EXISTS (
            SELECT FROM branch AS b
            WHERE b.letter_id = f.letter_id AND b.disposition_id = f.id AND b.position_id = ANY(@positions::bigint[]) OFFSET 0)
        OR EXISTS (SELECT FROM letter AS l WHERE l.id = f.letter_id AND l.unit_id = ANY(@units::bigint[]) OFFSET 0)
    ORDER BY f.letter_id DESC
    LIMIT @at_most
)
SELECT (SELECT count(*) FROM found)::bigint AS looked_at, coalesce(m.letter_id, 0)::bigint AS letter_id
FROM (VALUES (1)) AS one (row) LEFT JOIN mine AS m ON true;

-- name: WalkNotes :many
-- The same among the newest that went from a position or to it, and of the newest letters of a registry.
WITH mine AS MATERIALIZED (
    SELECT s.id FROM unnest(@positions::bigint[]) AS m (position_id)
    CROSS JOIN LATERAL (
        SELECT d.id FROM disposition AS d
        WHERE d.from_position_id = m.position_id
        ORDER BY d.sent_at DESC
        LIMIT @of_position
    ) AS s
    UNION
    SELECT s.disposition_id FROM unnest(@positions::bigint[]) AS m (position_id)
    CROSS JOIN LATERAL (
        SELECT b.disposition_id FROM branch AS b
        WHERE b.position_id = m.position_id AND NOT b.is_copy
        ORDER BY b.sent_at DESC
        LIMIT @of_position
    ) AS s
    UNION
    SELECT s.id FROM unnest(@units::bigint[]) AS m (unit_id)
    CROSS JOIN LATERAL (
        SELECT d.id FROM (
            SELECT u.id FROM letter AS u WHERE u.unit_id = m.unit_id ORDER BY u.id DESC LIMIT @of_unit
        ) AS n JOIN disposition AS d ON d.letter_id = n.id
    ) AS s
)
SELECT DISTINCT f.letter_id FROM mine AS m
CROSS JOIN LATERAL (
    SELECT d.letter_id FROM disposition AS d
    WHERE d.id = m.id AND d.note <> '' AND d.words @@ CAST(@words::text AS tsquery)
    OFFSET 0
) AS f
ORDER BY f.letter_id DESC
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
-- Of the newest letters of senders, those that a reader may see.
WITH newest AS MATERIALIZED (
    SELECT s.id, s.unit_id FROM unnest(@senders::text[]) AS n (name)
    CROSS JOIN LATERAL (
        SELECT l.id, l.unit_id FROM letter AS l
        WHERE l.sender = n.name AND l.secrecy IN ('BIASA', 'TERBATAS')
        ORDER BY l.id DESC
        LIMIT @looked_at
    ) AS s
)
SELECT n.id FROM newest AS n
WHERE n.unit_id = ANY(@units::bigint[]) OR EXISTS (
    SELECT FROM letter_reader AS r WHERE r.letter_id = n.id AND r.position_id = ANY(@positions::bigint[]) OFFSET 0)
ORDER BY n.id DESC
LIMIT @at_most;

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
        SELECT FROM letter_reader AS r WHERE r.letter_id = l.id AND r.position_id = ANY(@positions::bigint[]) OFFSET 0))
    AND (@filter::text <> 'waiting' OR EXISTS (
        SELECT FROM branch AS b
        WHERE b.letter_id = l.id AND b.position_id = ANY(@positions::bigint[]) AND b.state IN ('SENT', 'READ', 'IN_PROGRESS') AND NOT b.is_copy))
    AND (@filter::text <> 'overdue' OR EXISTS (
        SELECT FROM branch AS b
        WHERE b.letter_id = l.id AND b.state IN ('SENT', 'READ', 'IN_PROGRESS') AND NOT b.is_copy AND b.deadline < @today::date
            AND (l.unit_id = ANY(@units::bigint[]) OR b.position_id = ANY(@positions::bigint[]) OR b.from_position_id = ANY(@positions::bigint[]))))
ORDER BY
    l.id = ANY(@first::bigint[]) DESC,
    coalesce(ts_rank('{0.05, 0.2, 0.6, 1.0}'::real[], l.words, CAST(@words::text AS tsquery)), 0) DESC,
    l.received DESC, l.id DESC
LIMIT @page_size OFFSET @skipped;

-- name: PlanAnew :exec
-- In a transaction: its statements are planned for their values, by indexes, and none is worth compiling.
SELECT
    set_config('plan_cache_mode', 'force_custom_plan', true), set_config('enable_seqscan', 'off', true),
    set_config('jit', 'off', true), set_config('pg_trgm.word_similarity_threshold', '0.5', true);
