-- +goose Up
-- The registry desk: letters are entered once, the same letter is noticed, and who wrote before is suggested.

-- Comes with PostgreSQL (some distributions have it in the package postgresql-contrib), and is trusted: whoever may create
-- things in the database may create it.
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- What is left of a text when case, spaces and punctuation do not count.
CREATE FUNCTION letter_key(words text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN lower(regexp_replace(words, '[^[:alnum:]]+', '', 'g'));

-- Two letters with the same mark have the same number and sender. It is short, however long those are.
CREATE FUNCTION letter_mark(number text, sender text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN md5(lower(regexp_replace(number, '[^[:alnum:]]+', '', 'g')) || '/' || lower(regexp_replace(sender, '[^[:alnum:]]+', '', 'g')));

ALTER TABLE letter ADD COLUMN once text CHECK (once <> ''); -- the submission that it was entered with
CREATE UNIQUE INDEX letter_once ON letter (once) WHERE once IS NOT NULL;
CREATE INDEX letter_same ON letter (unit_id, letter_mark(number, sender)) WHERE secrecy IN ('BIASA', 'TERBATAS');
-- The lists of a registry, those that came last first.
CREATE INDEX letter_running ON letter (unit_id, received DESC, id DESC) WHERE completed_at IS NULL;
CREATE INDEX letter_received ON letter (unit_id, received DESC, id DESC) INCLUDE (completed_at);

-- Who wrote to a unit. Senders of letters that stay in the office are not kept here.
CREATE TABLE correspondent (
    id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    unit_id   bigint NOT NULL REFERENCES unit (id),
    key       text NOT NULL CHECK (key <> ''), -- letter_key(name)
    name      text NOT NULL, -- as it was written last
    uses      integer NOT NULL CHECK (uses > 0),
    last_used timestamptz NOT NULL,
    UNIQUE (unit_id, key)
);
CREATE INDEX correspondent_recent ON correspondent (unit_id, last_used DESC, id);
CREATE INDEX correspondent_name ON correspondent USING gin (name gin_trgm_ops);

INSERT INTO correspondent (unit_id, key, name, uses, last_used)
SELECT unit_id, letter_key(left(sender, 200)), left((array_agg(sender ORDER BY received DESC, id DESC))[1], 200), count(*),
    max(received)::timestamp AT TIME ZONE 'UTC'
FROM letter
WHERE secrecy IN ('BIASA', 'TERBATAS') AND letter_key(left(sender, 200)) <> ''
GROUP BY unit_id, letter_key(left(sender, 200));

-- +goose Down
DROP TABLE correspondent;
DROP INDEX letter_received, letter_running, letter_same, letter_once;
ALTER TABLE letter DROP COLUMN once;
DROP FUNCTION letter_mark, letter_key;
-- The extension stays: somebody else may use it by now.
