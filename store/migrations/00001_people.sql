-- +goose Up
-- Units, positions, people, and which Telegram account speaks for whom.

CREATE TABLE unit (
    id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    code      text NOT NULL UNIQUE CHECK (code <> ''),
    name      text NOT NULL CHECK (name <> ''),
    parent_id bigint REFERENCES unit (id),
    CHECK (parent_id <> id)
);
CREATE INDEX unit_parent ON unit (parent_id);

CREATE TABLE position (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    code        text NOT NULL UNIQUE CHECK (code <> ''),
    title       text NOT NULL CHECK (title <> ''),
    unit_id     bigint NOT NULL REFERENCES unit (id),
    superior_id bigint REFERENCES position (id),
    eselon      text NOT NULL DEFAULT 'STAF' CHECK (eselon IN ('I', 'II', 'III', 'IV', 'STAF')),
    CHECK (superior_id <> id)
);
CREATE INDEX position_superior ON position (superior_id);
CREATE INDEX position_unit ON position (unit_id);

CREATE TABLE employee (
    id     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    nip    text NOT NULL UNIQUE CHECK (nip ~ '^[0-9]{18}$'),
    name   text NOT NULL CHECK (name <> ''),
    kind   text NOT NULL CHECK (kind IN ('PNS', 'PPPK')),
    phone  text CHECK (phone ~ '^62[0-9]{8,12}$'),
    active boolean NOT NULL DEFAULT true
);
-- Not unique: two people may share a telephone. Then it identifies neither of them.
CREATE INDEX employee_phone ON employee (phone) WHERE phone IS NOT NULL;

-- A position has one definitive holder at a time. The position stands in a range of one value because gist knows ranges
-- by itself; comparing plain numbers would need an extension that not every server has.
CREATE TABLE assignment (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    employee_id bigint NOT NULL REFERENCES employee (id),
    position_id bigint NOT NULL REFERENCES position (id),
    kind        text NOT NULL CHECK (kind IN ('DEFINITIF', 'PLT', 'PLH')),
    from_day    date NOT NULL,
    until_day   date, -- the last day; none: until further notice
    CHECK (until_day >= from_day),
    UNIQUE (employee_id, position_id, kind, from_day),
    CONSTRAINT assignment_one_definitive_holder EXCLUDE USING gist (
        int8range(position_id, position_id, '[]') WITH &&,
        daterange(from_day, until_day, '[]') WITH &&
    ) WHERE (kind = 'DEFINITIF') DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX assignment_position ON assignment (position_id);

CREATE TABLE role_grant (
    employee_id bigint NOT NULL REFERENCES employee (id),
    role        text NOT NULL CHECK (role IN ('TU', 'KEPEGAWAIAN', 'ADMIN')),
    unit_id     bigint NOT NULL REFERENCES unit (id),
    PRIMARY KEY (employee_id, role, unit_id)
);

-- One account, one employee.
CREATE TABLE link (
    employee_id       bigint PRIMARY KEY REFERENCES employee (id),
    account           bigint NOT NULL UNIQUE,
    linked_at         timestamptz NOT NULL,
    unreachable_since timestamptz, -- Telegram said 403, and they have not come back
    returned_at       timestamptz  -- when they linked or came back the last time, by the database's clock
);

CREATE TABLE link_code (
    hash        text PRIMARY KEY CHECK (hash ~ '^[0-9a-f]{64}$'),
    employee_id bigint NOT NULL REFERENCES employee (id),
    issued_at   timestamptz NOT NULL,
    used_at     timestamptz
);
CREATE INDEX link_code_employee ON link_code (employee_id);

-- Failed tries to link, by the account that tried and the employee it was about, if that is known.
CREATE TABLE link_try (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    account     bigint NOT NULL,
    employee_id bigint REFERENCES employee (id),
    at          timestamptz NOT NULL
);
CREATE INDEX link_try_account ON link_try (account, at);
CREATE INDEX link_try_employee ON link_try (employee_id, at);

-- +goose Down
DROP TABLE link_try, link_code, link, role_grant, assignment, employee, position, unit;
