-- name: HeadedUnits :many
-- Units that positions lead: others report to them, and they to nobody in the unit.
SELECT DISTINCT u.id, u.name
FROM position AS p
JOIN unit AS u ON u.id = p.unit_id
LEFT JOIN position AS s ON s.id = p.superior_id
WHERE p.id = ANY(@positions::bigint[]) AND s.unit_id IS DISTINCT FROM p.unit_id
    AND EXISTS (SELECT FROM position AS b WHERE b.superior_id = p.id)
ORDER BY u.name, u.id;

-- name: LetterFigures :many
-- What came to the positions of a unit and of each unit right below it, with all below that, in a time: by what became of it.
WITH RECURSIVE part AS (
    SELECT u.id AS unit_id, u.id AS part_id FROM unit AS u WHERE u.id = ANY(@units::bigint[])
    UNION
    SELECT c.id, CASE WHEN p.part_id = ANY(@units::bigint[]) THEN c.id ELSE p.part_id END
    FROM unit AS c JOIN part AS p ON c.parent_id = p.unit_id
    WHERE NOT c.id = ANY(@units::bigint[])
)
SELECT
    coalesce(u.id, 0)::bigint AS id, coalesce(u.name, '')::text AS name, count(*)::bigint AS received,
    (count(*) FILTER (WHERE b.state IN ('SENT', 'READ', 'IN_PROGRESS')))::bigint AS waiting,
    (count(*) FILTER (WHERE b.state = 'DONE'))::bigint AS done,
    (count(*) FILTER (WHERE b.state = 'RETURNED'))::bigint AS returned,
    (count(*) FILTER (WHERE b.state IN ('SENT', 'READ', 'IN_PROGRESS') AND b.deadline < @today::date))::bigint AS overdue,
    coalesce(percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM b.ended_at - b.sent_at)) FILTER (WHERE b.state = 'DONE'), 0)::double precision AS median
FROM part AS w
JOIN unit AS u ON u.id = w.part_id
JOIN position AS p ON p.unit_id = w.unit_id
JOIN branch AS b ON b.position_id = p.id
WHERE NOT b.is_copy AND b.state <> 'CANCELLED' AND b.sent_at >= @since AND b.sent_at < @before
GROUP BY GROUPING SETS ((u.id, u.name), ())
ORDER BY u.id = ANY(@units::bigint[]) DESC NULLS LAST, u.name;
