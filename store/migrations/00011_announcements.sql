-- +goose Up
-- What is told to many: announcements, each sending of them, and what became of each copy.

CREATE TABLE announcement (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    once        text UNIQUE CHECK (once <> ''), -- the draft that it was sent from
    version     integer NOT NULL DEFAULT 1 CHECK (version > 0), -- a copy that shows an older one is to be amended
    author_id   bigint NOT NULL REFERENCES employee (id),
    position_id bigint REFERENCES position (id),
    title       text NOT NULL, -- of the position, and the name of the unit, as they were
    unit_id     bigint NOT NULL REFERENCES unit (id),
    unit_name   text NOT NULL,
    html        text NOT NULL,
    album       boolean NOT NULL,
    everyone    boolean NOT NULL, -- this and the next four: for whom, see in_scope
    units       bigint[] NOT NULL,
    eselons     text[] NOT NULL CHECK (eselons <@ ARRAY['I', 'II', 'III', 'IV', 'STAF']),
    kinds       text[] NOT NULL CHECK (kinds <@ ARRAY['PNS', 'PPPK']),
    people      bigint[] NOT NULL,
    at          timestamptz, -- none: at once, or by the rule
    rule        text CHECK (rule <> ''),
    minute      integer NOT NULL CHECK (minute BETWEEN 0 AND 1439), -- of the day, with a rule
    urgent      boolean NOT NULL,
    written_at  timestamptz NOT NULL,
    ended       boolean NOT NULL DEFAULT false,
    withdrawn   boolean NOT NULL DEFAULT false,
    CONSTRAINT announcement_timing CHECK (rule IS NULL OR at IS NULL)
);
CREATE INDEX announcement_author ON announcement (author_id, id DESC);
CREATE INDEX announcement_unit ON announcement (unit_id, id DESC);
CREATE INDEX announcement_repeating ON announcement (id) WHERE rule IS NOT NULL AND NOT ended AND NOT withdrawn;

CREATE TABLE announcement_file (
    announcement_id bigint NOT NULL REFERENCES announcement (id),
    ordinal         integer NOT NULL CHECK (ordinal >= 0),
    file_id         text NOT NULL REFERENCES file (id),
    name            text NOT NULL,
    PRIMARY KEY (announcement_id, ordinal)
);

-- One sending. Nothing is sent twice for the same instant, nor reminded of twice at one.
CREATE TABLE announcement_issue (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    announcement_id bigint NOT NULL REFERENCES announcement (id),
    version         integer NOT NULL DEFAULT 1 CHECK (version > 0), -- of what its author sees
    changed_at      timestamptz NOT NULL DEFAULT clock_timestamp(), -- of the version, by the database's clock
    due             timestamptz NOT NULL,
    repeats_id      bigint REFERENCES announcement_issue (id), -- to those who have not read that one
    state           text NOT NULL CHECK (state IN ('TERJADWAL', 'DIKIRIM', 'DIHENTIKAN', 'SELESAI', 'TERLEWAT', 'DIBATALKAN')),
    begun_at        timestamptz,
    ended_at        timestamptz,
    amending        boolean NOT NULL DEFAULT false, -- copies may show an older version of the announcement
    CHECK (repeats_id < id),
    CONSTRAINT announcement_issue_once UNIQUE NULLS NOT DISTINCT (announcement_id, due, repeats_id),
    CONSTRAINT announcement_issue_begun CHECK ((begun_at IS NOT NULL) = (state IN ('DIKIRIM', 'DIHENTIKAN', 'SELESAI'))),
    CONSTRAINT announcement_issue_ended CHECK ((ended_at IS NOT NULL) = (state IN ('SELESAI', 'TERLEWAT', 'DIBATALKAN')))
);
CREATE INDEX announcement_issue_scheduled ON announcement_issue (due) WHERE state = 'TERJADWAL';
CREATE INDEX announcement_issue_repeats ON announcement_issue (repeats_id) WHERE repeats_id IS NOT NULL;
CREATE INDEX announcement_issue_changed ON announcement_issue (changed_at);
-- Those that broadcasters look through: few at any time.
CREATE INDEX announcement_issue_open ON announcement_issue (id) WHERE state = 'DIKIRIM' OR amending;

-- What one recipient gets.
CREATE TABLE announcement_copy (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    issue_id     bigint NOT NULL REFERENCES announcement_issue (id),
    employee_id  bigint NOT NULL REFERENCES employee (id),
    -- MENUNGGU: to be sent. SEDANG: a broadcaster has it until lease_until. TAK_PASTI: it had it and was not heard of
    -- again; perhaps arrived, and never repeated.
    state        text NOT NULL CHECK (state IN (
        'MENUNGGU', 'SEDANG', 'TERKIRIM', 'TAK_TERJANGKAU', 'GAGAL', 'TAK_PASTI', 'DIBISUKAN', 'DITARIK')),
    from_minute  integer NOT NULL CHECK (from_minute >= 0), -- the hours of the day at which it may go out
    until_minute integer NOT NULL CHECK (until_minute > from_minute AND until_minute <= 1440),
    not_before   timestamptz NOT NULL, -- by the office's clock
    account      bigint, -- to which it was sent
    message_ids  bigint[] NOT NULL DEFAULT '{}',
    version      integer NOT NULL DEFAULT 0 CHECK (version >= 0), -- of the announcement, that the message shows
    behind       boolean NOT NULL DEFAULT false, -- to be amended when its recipient can be reached again
    attempt      integer NOT NULL DEFAULT 0,
    claimed_at   timestamptz, -- by the database's clock, as is lease_until
    lease_until  timestamptz,
    sent_at      timestamptz,
    read_at      timestamptz,
    cause        text NOT NULL DEFAULT '',
    UNIQUE (employee_id, issue_id),
    CONSTRAINT announcement_copy_lease CHECK (
        (state <> 'SEDANG' OR lease_until IS NOT NULL) AND (state IN ('SEDANG', 'TERKIRIM') OR lease_until IS NULL)),
    CONSTRAINT announcement_copy_sent CHECK (state <> 'TERKIRIM' OR (sent_at IS NOT NULL AND account IS NOT NULL))
);
CREATE INDEX announcement_copy_waiting ON announcement_copy (issue_id, not_before, id) WHERE state = 'MENUNGGU';
CREATE INDEX announcement_copy_sending ON announcement_copy (issue_id, lease_until) WHERE state = 'SEDANG';
-- All figures of an issue are read from this one, and which copies are to be amended.
CREATE INDEX announcement_copy_figures ON announcement_copy (issue_id, state, version) INCLUDE (read_at, sent_at, behind);

-- +goose Down
DROP TABLE announcement_copy, announcement_issue, announcement_file, announcement;
