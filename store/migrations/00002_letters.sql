-- +goose Up
-- Letters, their files, and what became of them.

-- A file is stored once, under the SHA-256 of its content.
CREATE TABLE file (
    id        text PRIMARY KEY CHECK (id ~ '^[0-9a-f]{64}$'),
    name      text NOT NULL,
    mime      text NOT NULL,
    size      bigint NOT NULL CHECK (size = octet_length(content) AND size > 0),
    content   bytea NOT NULL,
    stored_at timestamptz NOT NULL
);
ALTER TABLE file ALTER COLUMN content SET STORAGE EXTERNAL; -- PDF and pictures are compressed already

CREATE TABLE telegram_file (
    file_id     text PRIMARY KEY REFERENCES file (id),
    telegram_id text NOT NULL CHECK (telegram_id <> '')
);

CREATE TABLE letter (
    id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    unit_id        bigint NOT NULL REFERENCES unit (id),
    agenda_year    integer NOT NULL,
    agenda_number  integer NOT NULL CHECK (agenda_number > 0),
    number         text NOT NULL,
    dated          date NOT NULL,
    received       date NOT NULL,
    sender         text NOT NULL,
    subject        text NOT NULL,
    summary        text NOT NULL DEFAULT '',
    classification text NOT NULL DEFAULT '',
    speed          text NOT NULL CHECK (speed IN ('BIASA', 'SEGERA', 'SANGAT_SEGERA')),
    secrecy        text NOT NULL CHECK (secrecy IN ('BIASA', 'TERBATAS', 'RAHASIA', 'SANGAT_RAHASIA')),
    completed_at   timestamptz,
    UNIQUE (unit_id, agenda_year, agenda_number)
);

CREATE TABLE letter_file (
    letter_id bigint NOT NULL REFERENCES letter (id),
    ordinal   integer NOT NULL,
    file_id   text NOT NULL REFERENCES file (id),
    name      text NOT NULL,
    PRIMARY KEY (letter_id, ordinal),
    UNIQUE (letter_id, file_id)
);

-- The words that a head may choose from; the office edits this table.
CREATE TABLE instruction (
    id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    ordinal integer NOT NULL,
    wording text NOT NULL UNIQUE CHECK (wording <> ''),
    active  boolean NOT NULL DEFAULT true
);

-- A disposition is never edited.
CREATE TABLE disposition (
    id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    code             text UNIQUE CHECK (code <> ''), -- the natural key of an imported one
    letter_id        bigint NOT NULL REFERENCES letter (id),
    parent_branch_id bigint, -- the branch that it forwards
    from_position_id bigint NOT NULL REFERENCES position (id),
    by_employee_id   bigint REFERENCES employee (id),
    as_capacity      text NOT NULL CHECK (as_capacity IN ('DEFINITIF', 'PLT', 'PLH')),
    note             text NOT NULL DEFAULT '',
    sent_at          timestamptz NOT NULL,
    UNIQUE (id, letter_id)
);
CREATE INDEX disposition_letter ON disposition (letter_id);

-- What was ordered keeps its wording, whatever the table of instructions says later.
CREATE TABLE disposition_instruction (
    disposition_id bigint NOT NULL REFERENCES disposition (id),
    ordinal        integer NOT NULL,
    wording        text NOT NULL CHECK (wording <> ''),
    PRIMARY KEY (disposition_id, ordinal)
);

-- What one position received from a disposition.
CREATE TABLE branch (
    id                  bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    disposition_id      bigint NOT NULL,
    letter_id           bigint NOT NULL,
    position_id         bigint NOT NULL REFERENCES position (id),
    is_copy             boolean NOT NULL DEFAULT false,
    state               text NOT NULL DEFAULT 'SENT' CHECK (state IN (
        'SENT', 'READ', 'IN_PROGRESS', 'DONE', 'FORWARDED', 'RETURNED', 'CANCELLED')),
    deadline            date,
    sent_at             timestamptz NOT NULL,
    version             integer NOT NULL DEFAULT 1 CHECK (version > 0),
    changed_at          timestamptz, -- of the version, by the database's clock; none for the first
    read_at             timestamptz,
    read_by             bigint REFERENCES employee (id),
    read_position_id    bigint REFERENCES position (id),
    read_as             text CHECK (read_as IN ('DEFINITIF', 'PLT', 'PLH')),
    started_at          timestamptz,
    started_by          bigint REFERENCES employee (id),
    started_position_id bigint REFERENCES position (id),
    started_as          text CHECK (started_as IN ('DEFINITIF', 'PLT', 'PLH')),
    ended_at            timestamptz,
    ended_by            bigint REFERENCES employee (id), -- none: ended with the last of its children
    ended_position_id   bigint REFERENCES position (id),
    ended_as            text CHECK (ended_as IN ('DEFINITIF', 'PLT', 'PLH')),
    report              text NOT NULL DEFAULT '',
    reason              text NOT NULL DEFAULT '',
    UNIQUE (disposition_id, position_id),
    FOREIGN KEY (disposition_id, letter_id) REFERENCES disposition (id, letter_id),
    CONSTRAINT branch_copy_asks_nothing CHECK (NOT is_copy OR state IN ('SENT', 'READ', 'CANCELLED')),
    CONSTRAINT branch_unread CHECK ((state IN ('SENT', 'CANCELLED')) = (read_at IS NULL)),
    CONSTRAINT branch_in_progress CHECK (state <> 'IN_PROGRESS' OR started_at IS NOT NULL),
    CONSTRAINT branch_ended CHECK ((state IN ('DONE', 'RETURNED', 'CANCELLED')) = (ended_at IS NOT NULL)),
    CONSTRAINT branch_report CHECK (report = '' OR state = 'DONE'),
    CONSTRAINT branch_reason CHECK ((reason <> '') = (state = 'RETURNED')),
    CONSTRAINT branch_acts CHECK (
        (read_by IS NULL OR read_at IS NOT NULL) AND
        (started_by IS NULL OR started_at IS NOT NULL) AND
        (ended_by IS NULL OR ended_at IS NOT NULL))
);
ALTER TABLE disposition ADD FOREIGN KEY (parent_branch_id) REFERENCES branch (id);
CREATE INDEX disposition_parent ON disposition (parent_branch_id) WHERE parent_branch_id IS NOT NULL;
CREATE INDEX branch_letter ON branch (letter_id);
CREATE INDEX branch_changed ON branch (changed_at) WHERE changed_at IS NOT NULL;
-- The lists of a position. What waits is a small part of all there ever was, so each list has an index of its own rows,
-- and counting touches the index alone.
CREATE INDEX branch_waiting ON branch (position_id, deadline) INCLUDE (state, sent_at, id)
    WHERE state IN ('SENT', 'READ', 'IN_PROGRESS') AND NOT is_copy;
CREATE INDEX branch_finished ON branch (position_id, ended_at DESC, id)
    WHERE state IN ('DONE', 'RETURNED') AND NOT is_copy;
CREATE INDEX branch_copies ON branch (position_id, (state = 'SENT') DESC, sent_at DESC, id) INCLUDE (state)
    WHERE state IN ('SENT', 'READ') AND is_copy;
CREATE INDEX branch_due ON branch (deadline) INCLUDE (id, position_id)
    WHERE state IN ('SENT', 'READ', 'IN_PROGRESS') AND NOT is_copy;

CREATE TABLE branch_report_file (
    branch_id bigint NOT NULL REFERENCES branch (id),
    ordinal   integer NOT NULL,
    file_id   text NOT NULL REFERENCES file (id),
    name      text NOT NULL,
    PRIMARY KEY (branch_id, ordinal)
);

-- What was submitted once must not be submitted again.
CREATE TABLE submission (
    once text PRIMARY KEY CHECK (once <> ''),
    at   timestamptz NOT NULL
);

INSERT INTO instruction (ordinal, wording) VALUES
    (1, 'Untuk diketahui'),
    (2, 'Tindak lanjuti'),
    (3, 'Pelajari dan telaah'),
    (4, 'Tanggapan dan saran'),
    (5, 'Proses lebih lanjut'),
    (6, 'Koordinasikan/konfirmasikan'),
    (7, 'Hadiri'),
    (8, 'Wakili'),
    (9, 'Siapkan jawaban'),
    (10, 'Siapkan bahan'),
    (11, 'Jadwalkan'),
    (12, 'Laporkan hasilnya'),
    (13, 'Bicarakan dengan saya'),
    (14, 'Selesaikan segera'),
    (15, 'Arsipkan');

-- +goose Down
ALTER TABLE disposition DROP CONSTRAINT disposition_parent_branch_id_fkey;
DROP TABLE submission, branch_report_file, branch, disposition_instruction, disposition, instruction, letter_file, letter,
    telegram_file, file;
