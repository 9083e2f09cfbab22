-- name: Profiles :many
-- Who employees are on a day, in words: for an overview, never for a decision.
SELECT
    e.nip,
    e.name,
    e.phone,
    coalesce(l.account, 0)::bigint AS account,
    coalesce((
        SELECT string_agg(CASE a.kind WHEN 'DEFINITIF' THEN p.title WHEN 'PLT' THEN 'Plt. ' || p.title ELSE 'Plh. ' || p.title END, ', ' ORDER BY a.kind, p.id)
        FROM assignment AS a JOIN position AS p ON p.id = a.position_id
        WHERE a.employee_id = e.id AND a.from_day <= @today::date AND (a.until_day IS NULL OR a.until_day >= @today::date)
    ), '')::text AS titles,
    coalesce((
        SELECT u.name
        FROM assignment AS a JOIN position AS p ON p.id = a.position_id JOIN unit AS u ON u.id = p.unit_id
        WHERE a.employee_id = e.id AND a.from_day <= @today::date AND (a.until_day IS NULL OR a.until_day >= @today::date)
        ORDER BY a.kind, p.id LIMIT 1
    ), '')::text AS unit,
    ARRAY(SELECT DISTINCT g.role FROM role_grant AS g WHERE g.employee_id = e.id ORDER BY g.role)::text[] AS roles
FROM employee AS e
LEFT JOIN link AS l ON l.employee_id = e.id
WHERE e.nip = ANY(@nips::text[]);
