-- +goose Up
-- The discipline apel: where and by which rules it is held, each one of them, and who was there.

CREATE TABLE apel_place (
    id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name      text NOT NULL UNIQUE CHECK (name <> ''),
    latitude  double precision NOT NULL CHECK (latitude BETWEEN -90 AND 90), -- degrees, WGS 84
    longitude double precision NOT NULL CHECK (longitude BETWEEN -180 AND 180),
    radius    integer NOT NULL CHECK (radius BETWEEN 1 AND 10000), -- metres within which somebody is there
    active    boolean NOT NULL DEFAULT true
);

-- What rules and events say alike stands in both, under the same names: an event may differ from its rule, and keeps what
-- it was when the rule changes.
CREATE TABLE apel_rule (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    version      integer NOT NULL DEFAULT 1 CHECK (version > 0),
    kind         text NOT NULL CHECK (kind IN ('APEL', 'UPACARA')),
    name         text NOT NULL CHECK (name <> ''),
    minute       integer NOT NULL CHECK (minute BETWEEN 0 AND 1439), -- of the office's day
    place_id     bigint NOT NULL REFERENCES apel_place (id),
    dress        text NOT NULL DEFAULT '', -- none: by the rules of dress
    inspector    text NOT NULL DEFAULT '',
    bring        text NOT NULL DEFAULT '',
    everyone     boolean NOT NULL, -- for whom: see in_scope
    units        bigint[] NOT NULL DEFAULT '{}',
    eselons      text[] NOT NULL DEFAULT '{}' CHECK (eselons <@ ARRAY['I', 'II', 'III', 'IV', 'STAF']),
    kinds        text[] NOT NULL DEFAULT '{}' CHECK (kinds <@ ARRAY['PNS', 'PPPK']),
    people       bigint[] NOT NULL DEFAULT '{}',
    opens_before integer NOT NULL CHECK (opens_before >= 0), -- minutes around the hour
    late_after   integer NOT NULL CHECK (late_after >= 0),
    closes_after integer NOT NULL CHECK (closes_after >= late_after),
    officers     bigint[] NOT NULL DEFAULT '{}',
    unit_id      bigint NOT NULL REFERENCES unit (id), -- of the personnel office that looks after it
    recurrence   text NOT NULL CHECK (recurrence <> ''),
    active       boolean NOT NULL DEFAULT true
);

CREATE TABLE apel_event (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    version      integer NOT NULL DEFAULT 1 CHECK (version > 0),
    changed_at   timestamptz, -- of the version, by the database's clock; none for the first
    rule_id      bigint REFERENCES apel_rule (id), -- none: a single one
    planned      date NOT NULL, -- the day that the rule gave
    date         date NOT NULL, -- the day on which it is
    kind         text NOT NULL CHECK (kind IN ('APEL', 'UPACARA')),
    name         text NOT NULL CHECK (name <> ''),
    minute       integer NOT NULL CHECK (minute BETWEEN 0 AND 1439),
    place_id     bigint NOT NULL REFERENCES apel_place (id),
    dress        text NOT NULL DEFAULT '',
    inspector    text NOT NULL DEFAULT '',
    bring        text NOT NULL DEFAULT '',
    everyone     boolean NOT NULL,
    units        bigint[] NOT NULL DEFAULT '{}',
    eselons      text[] NOT NULL DEFAULT '{}' CHECK (eselons <@ ARRAY['I', 'II', 'III', 'IV', 'STAF']),
    kinds        text[] NOT NULL DEFAULT '{}' CHECK (kinds <@ ARRAY['PNS', 'PPPK']),
    people       bigint[] NOT NULL DEFAULT '{}',
    opens_before integer NOT NULL CHECK (opens_before >= 0),
    late_after   integer NOT NULL CHECK (late_after >= 0),
    closes_after integer NOT NULL CHECK (closes_after >= late_after),
    officers     bigint[] NOT NULL DEFAULT '{}',
    unit_id      bigint NOT NULL REFERENCES unit (id),
    state        text NOT NULL CHECK (state IN ('TERJADWAL', 'DIBATALKAN', 'SELESAI')),
    reason       text NOT NULL DEFAULT '',
    own          boolean NOT NULL DEFAULT false, -- changed by hand, so that the rule leaves it alone
    secret       bytea NOT NULL CHECK (length(secret) >= 16), -- what the codes of the attendance are made from
    closed_at    timestamptz,
    CONSTRAINT apel_event_closed CHECK ((state = 'SELESAI') = (closed_at IS NOT NULL))
);
-- What a rule gives is known by the day that it planned, wherever that is moved to.
CREATE UNIQUE INDEX apel_event_planned ON apel_event (rule_id, planned) WHERE rule_id IS NOT NULL;
CREATE INDEX apel_event_date ON apel_event (date, minute);
CREATE INDEX apel_event_changed ON apel_event (changed_at) WHERE changed_at IS NOT NULL;

-- When people are told of what is to come.
CREATE TABLE apel_reminder (
    name   text PRIMARY KEY CHECK (name <> ''),
    before text NOT NULL CHECK (before IN ('HARI_KERJA_SEBELUM', 'HARI_ITU')),
    minute integer NOT NULL CHECK (minute BETWEEN 0 AND 1439)
);

-- One person at one event, in the position and unit of that day. No status: nothing is known yet.
CREATE TABLE apel_presence (
    event_id      bigint NOT NULL REFERENCES apel_event (id),
    employee_id   bigint NOT NULL REFERENCES employee (id),
    version       integer NOT NULL DEFAULT 1 CHECK (version > 0),
    changed_at    timestamptz, -- of the version, by the database's clock; none for the first
    position_id   bigint REFERENCES position (id),
    title         text NOT NULL,
    unit_id       bigint REFERENCES unit (id),
    unit_name     text NOT NULL,
    status        text CHECK (status IN (
        'HADIR', 'TERLAMBAT', 'IZIN', 'SAKIT', 'DINAS_LUAR', 'CUTI', 'DIKLAT', 'TUGAS_BELAJAR', 'PIKET', 'TANPA_KETERANGAN')),
    way           text CHECK (way IN ('KODE', 'QR', 'LOKASI', 'PETUGAS', 'PERMOHONAN', 'ATASAN', 'PENUTUPAN')),
    at            timestamptz,
    account       bigint, -- from which being there was proved
    coming        boolean NOT NULL DEFAULT false,
    excuse        text CHECK (excuse IN ('IZIN', 'SAKIT', 'DINAS_LUAR')),
    excuse_reason text NOT NULL DEFAULT '',
    excuse_at     timestamptz,
    consent       text CHECK (consent IN ('DIMINTA', 'DISETUJUI', 'DITOLAK')),
    consent_by    bigint REFERENCES employee (id),
    consent_title text NOT NULL DEFAULT '',
    consent_at    timestamptz,
    told_at       timestamptz, -- of the first reminder
    wrong         integer NOT NULL DEFAULT 0 CHECK (wrong >= 0), -- codes typed
    note          text NOT NULL DEFAULT '',
    marked_by     bigint REFERENCES employee (id),
    PRIMARY KEY (event_id, employee_id),
    CONSTRAINT apel_presence_status CHECK (num_nulls(status, way, at) IN (0, 3)),
    CONSTRAINT apel_presence_excuse CHECK (num_nulls(excuse, excuse_at) IN (0, 2) AND (consent IS NULL OR excuse IS NOT NULL)),
    -- Whoever has nobody above is answerable to nobody: then nobody decided.
    CONSTRAINT apel_presence_consent CHECK (
        (consent_at IS NOT NULL) = coalesce(consent IN ('DISETUJUI', 'DITOLAK'), false) AND (consent_by IS NULL OR consent_at IS NOT NULL))
);
-- One account, one person: nobody proves that a colleague is there.
CREATE UNIQUE INDEX apel_presence_one_account ON apel_presence (event_id, account) WHERE account IS NOT NULL;
CREATE INDEX apel_presence_mine ON apel_presence (employee_id, event_id);
CREATE INDEX apel_presence_changed ON apel_presence (changed_at) WHERE changed_at IS NOT NULL;

-- A message on an officer's phone that shows the code, and until when a process is drawing it anew.
CREATE TABLE apel_board (
    account       bigint NOT NULL,
    message_id    bigint NOT NULL,
    event_id      bigint NOT NULL REFERENCES apel_event (id),
    step          bigint NOT NULL,
    claimed_until timestamptz, -- by the database's clock
    PRIMARY KEY (account, message_id)
);

-- Months whose figures are not corrected any more.
CREATE TABLE apel_month (
    year      integer NOT NULL CHECK (year BETWEEN 2000 AND 9999),
    month     integer NOT NULL CHECK (month BETWEEN 1 AND 12),
    closed_at timestamptz NOT NULL,
    closed_by bigint NOT NULL REFERENCES employee (id),
    PRIMARY KEY (year, month)
);

INSERT INTO apel_place (name, latitude, longitude, radius) VALUES ('Halaman Kantor Gubernur', -8.6725, 115.2336, 150);
INSERT INTO apel_reminder (name, before, minute) VALUES ('sore', 'HARI_KERJA_SEBELUM', 900), ('pagi', 'HARI_ITU', 360);

-- +goose Down
DROP TABLE apel_month, apel_board, apel_presence, apel_reminder, apel_event, apel_rule, apel_place;
