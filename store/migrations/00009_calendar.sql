-- +goose Up
-- The office's calendar: special days, times with other hours, and computed Balinese days that were put aside.

-- Goes up with every change, so that a process sees whether it has to read the calendar anew. Whoever changes the calendar
-- by hand locks it, so that edits come one after the other.
CREATE TABLE calendar_state (
    one     boolean PRIMARY KEY DEFAULT true CHECK (one),
    version bigint NOT NULL
);
INSERT INTO calendar_state (version) VALUES (1);

CREATE TABLE special_day (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    day        date NOT NULL,
    kind       text NOT NULL CHECK (kind IN ('NASIONAL', 'CUTI_BERSAMA', 'KANTOR', 'DISPENSASI_BALI')),
    name       text NOT NULL CHECK (name <> ''),
    source     text NOT NULL CHECK (source <> ''), -- the decree or circular
    version    integer NOT NULL DEFAULT 1,
    seed       text UNIQUE, -- of a day that comes with the program: it is put in once, whatever the office makes of it
    by_id      bigint REFERENCES employee (id), -- who wrote it last; NULL: it came with the program or by an import
    at         timestamptz NOT NULL,
    removed_by bigint REFERENCES employee (id),
    removed_at timestamptz,
    CHECK ((removed_by IS NULL) = (removed_at IS NULL))
);
CREATE UNIQUE INDEX special_day_once ON special_day (day, kind, lower(name)) WHERE removed_at IS NULL;

-- Hours of the office for a time, in minutes of the day; the ordinary ones are no row.
CREATE TABLE office_hours (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    from_day     date NOT NULL,
    until_day    date NOT NULL,
    name         text NOT NULL CHECK (name <> ''),
    source       text NOT NULL CHECK (source <> ''),
    mon_thu_from integer NOT NULL,
    mon_thu_to   integer NOT NULL,
    fri_from     integer NOT NULL,
    fri_to       integer NOT NULL,
    by_id        bigint NOT NULL REFERENCES employee (id),
    at           timestamptz NOT NULL,
    removed_by   bigint REFERENCES employee (id),
    removed_at   timestamptz,
    CHECK (until_day >= from_day),
    CHECK (mon_thu_from >= 0 AND mon_thu_from < mon_thu_to AND mon_thu_to <= 1440),
    CHECK (fri_from >= 0 AND fri_from < fri_to AND fri_to <= 1440),
    CHECK ((removed_by IS NULL) = (removed_at IS NULL)),
    CONSTRAINT office_hours_one_at_a_time EXCLUDE USING gist (daterange(from_day, until_day, '[]') WITH &&) WHERE (removed_at IS NULL)
);

CREATE TABLE ignored_day (
    day   date NOT NULL,
    kind  text NOT NULL CHECK (kind IN ('PAWUKON', 'PURNAMA', 'TILEM')),
    by_id bigint NOT NULL REFERENCES employee (id),
    at    timestamptz NOT NULL,
    PRIMARY KEY (day, kind)
);

-- +goose StatementBegin
CREATE FUNCTION calendar_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE calendar_state SET version = version + 1;
    RETURN NULL;
END $$;
-- +goose StatementEnd
CREATE TRIGGER special_day_changed AFTER INSERT OR UPDATE OR DELETE ON special_day FOR EACH STATEMENT EXECUTE FUNCTION calendar_changed();
CREATE TRIGGER office_hours_changed AFTER INSERT OR UPDATE OR DELETE ON office_hours FOR EACH STATEMENT EXECUTE FUNCTION calendar_changed();
CREATE TRIGGER ignored_day_changed AFTER INSERT OR UPDATE OR DELETE ON ignored_day FOR EACH STATEMENT EXECUTE FUNCTION calendar_changed();

-- +goose Down
DROP TABLE ignored_day;
DROP TABLE office_hours;
DROP TABLE special_day;
DROP TABLE calendar_state;
DROP FUNCTION calendar_changed();
