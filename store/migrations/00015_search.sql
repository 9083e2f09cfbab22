-- +goose Up
-- Letters are looked up again: by what stands in them, by who may see them.

-- Words alone, as whoever looks for them types them: nothing between them means anything.
CREATE FUNCTION only_words(written text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN lower(regexp_replace(written, '[^[:alnum:]]+', ' ', 'g'));

-- What a letter is found by. One that stays in the office has nothing but its agenda number.
ALTER TABLE letter ADD COLUMN words tsvector GENERATED ALWAYS AS (
    CASE WHEN secrecy IN ('BIASA', 'TERBATAS') THEN
        setweight(to_tsvector('indonesian', only_words(subject)), 'A')
        || setweight(to_tsvector('indonesian', only_words(sender)), 'B')
        || setweight(to_tsvector('simple', only_words(number)), 'B')
        || setweight(to_tsvector('indonesian', only_words(summary)), 'C')
        || setweight(to_tsvector('simple', only_words(classification)), 'C')
    END) STORED;
CREATE INDEX letter_words ON letter USING gin (words);
-- Letters of one sender, once the name is known that was meant.
CREATE INDEX letter_sender ON letter (sender, id DESC) WHERE secrecy IN ('BIASA', 'TERBATAS');

CREATE INDEX letter_unit ON letter (unit_id, id DESC);
CREATE INDEX letter_agenda ON letter (agenda_number, agenda_year);

-- Who may see a letter: the positions that sent or received it. Kept by the rows that say so.
CREATE TABLE letter_reader (
    position_id bigint NOT NULL REFERENCES position (id),
    letter_id   bigint NOT NULL REFERENCES letter (id),
    PRIMARY KEY (position_id, letter_id)
);
INSERT INTO letter_reader (position_id, letter_id)
SELECT position_id, letter_id FROM branch
UNION
SELECT from_position_id, letter_id FROM disposition WHERE from_position_id IS NOT NULL;

-- What was written on a disposition, and by whom it may be found: who sent it, and those to whom it went.
ALTER TABLE disposition ADD COLUMN words tsvector GENERATED ALWAYS AS (
    CASE WHEN note <> '' THEN setweight(to_tsvector('indonesian', only_words(note)), 'D') END) STORED;
CREATE INDEX disposition_words ON disposition USING gin (words) WHERE note <> '';

-- +goose StatementBegin
CREATE FUNCTION branch_reader() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO letter_reader (position_id, letter_id)
    SELECT r.position_id, NEW.letter_id
    FROM (VALUES (NEW.position_id), (NEW.from_position_id)) AS r (position_id)
    WHERE r.position_id IS NOT NULL
    ORDER BY r.position_id
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
-- +goose StatementEnd
CREATE TRIGGER branch_reader AFTER INSERT ON branch FOR EACH ROW EXECUTE FUNCTION branch_reader();

-- Figures: what came to positions in a time.
CREATE INDEX branch_came ON branch (position_id, sent_at) INCLUDE (state, ended_at, deadline) WHERE NOT is_copy;

-- +goose Down
DROP INDEX branch_came;
DROP TRIGGER branch_reader ON branch;
DROP FUNCTION branch_reader;
ALTER TABLE disposition DROP COLUMN words;
DROP TABLE letter_reader;
DROP INDEX letter_agenda, letter_unit, letter_sender, letter_words;
ALTER TABLE letter DROP COLUMN words;
DROP FUNCTION only_words;
