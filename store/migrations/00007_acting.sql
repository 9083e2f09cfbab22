-- +goose Up
-- Who made somebody an acting official. While it lasts an appointment is an assignment like any other; this is kept for ever.
CREATE TABLE acting_appointment (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    once          text UNIQUE CHECK (once <> ''), -- the draft that it was made from
    position_id   bigint NOT NULL REFERENCES position (id),
    deputy_id     bigint NOT NULL REFERENCES employee (id),
    kind          text NOT NULL CHECK (kind IN ('PLT', 'PLH')),
    from_day      date NOT NULL,
    until_day     date NOT NULL, -- the last day; an early end makes it earlier
    by_id         bigint NOT NULL REFERENCES employee (id),
    at            timestamptz NOT NULL,
    revoked       boolean NOT NULL DEFAULT false, -- it ended before it had lasted a day
    ended_by      bigint REFERENCES employee (id),
    ended_at      timestamptz,
    assignment_id bigint UNIQUE REFERENCES assignment (id) ON DELETE SET NULL,
    CHECK (until_day >= from_day),
    CHECK ((ended_by IS NULL) = (ended_at IS NULL)),
    CHECK (NOT revoked OR (ended_at IS NOT NULL AND assignment_id IS NULL)),
    CONSTRAINT acting_appointment_once_at_a_time EXCLUDE USING gist (
        int8range(position_id, position_id, '[]') WITH &&,
        int8range(deputy_id, deputy_id, '[]') WITH &&,
        daterange(from_day, until_day, '[]') WITH &&
    ) WHERE (NOT revoked)
);
CREATE INDEX acting_appointment_until ON acting_appointment (until_day) WHERE NOT revoked;

-- +goose Down
DROP TABLE acting_appointment;
