-- +goose Up
-- What employees chose about what they are sent, and who is meant by a scope.

-- Whoever never chose has no row.
CREATE TABLE employee_settings (
    employee_id    bigint PRIMARY KEY REFERENCES employee (id),
    digest_at      integer NOT NULL DEFAULT 0 CHECK (digest_at BETWEEN 0 AND 1439), -- minute of the day; 0: the office's hour
    announce_from  integer NOT NULL DEFAULT 0, -- minutes of the day; both 0: the office's hours
    announce_until integer NOT NULL DEFAULT 0,
    muted          text[] NOT NULL DEFAULT '{}' CHECK (muted <@ ARRAY['RINGKASAN', 'TENGGAT', 'PENGUMUMAN']),
    dates          text NOT NULL DEFAULT '' CHECK (dates IN ('', 'BALI', 'ENGLISH')),
    CONSTRAINT employee_settings_hours CHECK (
        (announce_from = 0 AND announce_until = 0)
        OR (announce_from >= 0 AND announce_from < announce_until AND announce_until <= 1440))
);

-- Who is in a scope on a day, each once: with the first of the positions that fit, or none for whoever is named and holds
-- none. Units are those of the scope with all below them. This is the one place that says so; PostgreSQL plans it as a part
-- of the query that asks.
-- +goose StatementBegin
CREATE FUNCTION in_scope(today date, everyone boolean, units bigint[], eselons text[], kinds text[], people bigint[])
RETURNS TABLE (employee_id bigint, position_id bigint) LANGUAGE sql STABLE AS $$
    SELECT DISTINCT ON (e.id) e.id, p.id
    FROM employee AS e
    LEFT JOIN assignment AS a ON a.employee_id = e.id AND a.from_day <= today AND (a.until_day IS NULL OR a.until_day >= today)
    LEFT JOIN position AS p ON p.id = a.position_id
    WHERE e.active AND (
        e.id IN (SELECT unnest(people))
        OR ((everyone OR cardinality(units) > 0)
            AND (cardinality(units) = 0 OR p.unit_id IN (SELECT unnest(units)))
            AND (cardinality(eselons) = 0 OR p.eselon = ANY(eselons))
            AND (cardinality(kinds) = 0 OR e.kind = ANY(kinds)))
    )
    ORDER BY e.id, a.kind, p.id
$$;
-- +goose StatementEnd

-- +goose Down
DROP FUNCTION in_scope;
DROP TABLE employee_settings;
