-- +goose Up
-- Requests of staff: the rules by which they are decided, the requests themselves, and what became of them.

-- By which chain requests of a sort are decided: of the rules that fit, the one with the smallest priority holds.
CREATE TABLE approval_rule (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name       text NOT NULL UNIQUE CHECK (name <> ''),
    priority   integer NOT NULL CHECK (priority > 0),
    kind       text NOT NULL CHECK (kind IN ('CUTI', 'IZIN', 'DINAS_LUAR', 'LEMBUR')),
    leave_type text CHECK (leave_type IN ('TAHUNAN', 'BESAR', 'SAKIT', 'MELAHIRKAN', 'ALASAN_PENTING')), -- none: every one
    min_days   integer NOT NULL DEFAULT 0 CHECK (min_days >= 0),
    max_days   integer NOT NULL DEFAULT 0 CHECK (max_days = 0 OR max_days >= min_days), -- 0: to the longest
    eselon     text CHECK (eselon IN ('I', 'II', 'III', 'IV', 'STAF')), -- of the applicant; none: every one
    unit_id    bigint REFERENCES unit (id), -- with all below it; none: the whole office
    CHECK (leave_type IS NULL OR kind = 'CUTI')
);

CREATE TABLE approval_rule_step (
    rule_id       bigint NOT NULL REFERENCES approval_rule (id) ON DELETE CASCADE,
    ordinal       integer NOT NULL CHECK (ordinal >= 0),
    stage         text NOT NULL CHECK (stage IN ('PERTIMBANGAN', 'KEPUTUSAN')),
    mode          text NOT NULL DEFAULT 'SALAH_SATU' CHECK (mode IN ('SALAH_SATU', 'SEMUA')),
    escalate_days integer NOT NULL CHECK (escalate_days >= 0),
    PRIMARY KEY (rule_id, ordinal)
);

CREATE TABLE approval_rule_decider (
    rule_id     bigint NOT NULL,
    ordinal     integer NOT NULL,
    slot        integer NOT NULL CHECK (slot >= 0),
    way         text NOT NULL CHECK (way IN ('ATASAN', 'ATASAN_DARI_ATASAN', 'ESELON', 'JABATAN')),
    eselon      text CHECK (eselon IN ('I', 'II', 'III', 'IV', 'STAF')),
    position_id bigint REFERENCES position (id),
    PRIMARY KEY (rule_id, ordinal, slot),
    FOREIGN KEY (rule_id, ordinal) REFERENCES approval_rule_step (rule_id, ordinal) ON DELETE CASCADE,
    CHECK ((eselon IS NOT NULL) = (way = 'ESELON')),
    CHECK ((position_id IS NOT NULL) = (way = 'JABATAN'))
);

-- Names of units and titles of positions are kept as they were when they mattered: a decision names who decided as what,
-- whatever the office calls the position later.
CREATE TABLE request (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    once          text UNIQUE CHECK (once <> ''), -- the draft that it was sent from
    version       integer NOT NULL DEFAULT 1 CHECK (version > 0),
    changed_at    timestamptz, -- of the version, by the database's clock; none for the first
    applicant_id  bigint NOT NULL REFERENCES employee (id),
    position_id   bigint NOT NULL REFERENCES position (id),
    title         text NOT NULL,
    unit_id       bigint NOT NULL REFERENCES unit (id),
    unit_name     text NOT NULL,
    eselon        text NOT NULL CHECK (eselon IN ('I', 'II', 'III', 'IV', 'STAF')),
    kind          text NOT NULL CHECK (kind IN ('CUTI', 'IZIN', 'DINAS_LUAR', 'LEMBUR')),
    leave_type    text CHECK (leave_type IN ('TAHUNAN', 'BESAR', 'SAKIT', 'MELAHIRKAN', 'ALASAN_PENTING')),
    permit_type   text CHECK (permit_type IN ('TERLAMBAT', 'PULANG_CEPAT', 'TIDAK_MASUK')),
    from_day      date NOT NULL,
    to_day        date NOT NULL,
    from_minute   integer NOT NULL DEFAULT 0, -- of the day; both 0: the whole day
    to_minute     integer NOT NULL DEFAULT 0,
    days          integer NOT NULL CHECK (days >= 0),
    reason        text NOT NULL,
    address       text NOT NULL DEFAULT '',
    phone         text NOT NULL DEFAULT '',
    child         integer NOT NULL DEFAULT 0 CHECK (child >= 0),
    trip_from     text NOT NULL DEFAULT '',
    trip_to       text NOT NULL DEFAULT '',
    trip_vehicle  text NOT NULL DEFAULT '',
    trip_budget   text NOT NULL DEFAULT '',
    cancels_id    bigint REFERENCES request (id),
    state         text NOT NULL CHECK (state IN (
        'MENUNGGU', 'PERUBAHAN', 'DISETUJUI', 'DITOLAK', 'DITANGGUHKAN', 'DITARIK', 'KEDALUWARSA', 'DIBATALKAN')),
    sent_at       timestamptz NOT NULL,
    ended_at      timestamptz,
    end_reason    text NOT NULL DEFAULT '',
    nudged_at     timestamptz,
    wake_at       timestamptz, -- when it moves on by itself
    CHECK (cancels_id < id),
    CONSTRAINT request_sort CHECK (
        (leave_type IS NOT NULL) = (kind = 'CUTI') AND (permit_type IS NOT NULL) = (kind = 'IZIN')),
    CONSTRAINT request_period CHECK (from_day <= to_day),
    CONSTRAINT request_hours CHECK (
        (from_minute = 0 AND to_minute = 0) OR (from_minute >= 0 AND from_minute < to_minute AND to_minute <= 1440)),
    CONSTRAINT request_postponed CHECK (state <> 'DITANGGUHKAN' OR kind = 'CUTI'),
    CONSTRAINT request_ended CHECK ((state IN ('MENUNGGU', 'PERUBAHAN')) = (ended_at IS NULL)),
    CONSTRAINT request_wakes CHECK (wake_at IS NULL OR state IN ('MENUNGGU', 'PERUBAHAN'))
);
-- The list of an applicant: open ones first, the newest first.
CREATE INDEX request_mine ON request (applicant_id, (state IN ('MENUNGGU', 'PERUBAHAN')) DESC, sent_at DESC, id DESC);
-- A request is cancelled by one other at a time.
CREATE UNIQUE INDEX request_one_cancellation ON request (cancels_id)
    WHERE state IN ('MENUNGGU', 'PERUBAHAN', 'DISETUJUI') AND cancels_id IS NOT NULL;
-- A long leave counts for years, long after all else that somebody was away for.
CREATE INDEX request_long ON request (applicant_id) WHERE leave_type = 'BESAR';
CREATE INDEX request_asleep ON request (wake_at) INCLUDE (id) WHERE wake_at IS NOT NULL;
CREATE INDEX request_changed ON request (changed_at) WHERE changed_at IS NOT NULL;

-- What one position has to do with a request, and what was chosen there. The chain is fixed when the request is sent.
CREATE TABLE request_step (
    request_id      bigint NOT NULL REFERENCES request (id),
    ordinal         integer NOT NULL CHECK (ordinal >= 0), -- those of one ordinal act at the same time
    slot            integer NOT NULL CHECK (slot >= 0),
    applicant_id    bigint NOT NULL REFERENCES employee (id), -- of the request
    stage           text NOT NULL CHECK (stage IN ('PERTIMBANGAN', 'KEPUTUSAN')),
    mode            text NOT NULL CHECK (mode IN ('SALAH_SATU', 'SEMUA')),
    position_id     bigint NOT NULL REFERENCES position (id),
    title           text NOT NULL,
    unit_name       text NOT NULL,
    instead_id      bigint REFERENCES position (id), -- the position that it was meant for, if it went on to another
    instead_title   text NOT NULL DEFAULT '',
    why             text CHECK (why IN ('KOSONG', 'SENDIRI')),
    since           timestamptz, -- when its turn began
    escalate_days   integer NOT NULL CHECK (escalate_days >= 0),
    escalate_at     timestamptz,
    escalated_id    bigint REFERENCES position (id), -- who may act as well since then
    escalated_title text NOT NULL DEFAULT '',
    skipped         boolean NOT NULL DEFAULT false,
    -- It waits for a verdict, or for the time to be over in which one can be taken back. The lists of what waits are made
    -- of these, a small part of all steps there ever were.
    open            boolean NOT NULL DEFAULT false,
    choice          text CHECK (choice IN ('SETUJU', 'UBAH', 'TANGGUH', 'TOLAK')),
    reason          text NOT NULL DEFAULT '',
    proposal_from   date,
    proposal_to     date,
    settled         boolean NOT NULL DEFAULT false, -- the time to take it back is over
    accepted_at     timestamptz, -- when the applicant accepted what was proposed
    act_at          timestamptz,
    act_by          bigint REFERENCES employee (id),
    act_position_id bigint REFERENCES position (id),
    act_title       text NOT NULL DEFAULT '',
    act_as          text CHECK (act_as IN ('DEFINITIF', 'PLT', 'PLH')),
    PRIMARY KEY (request_id, ordinal, slot),
    CONSTRAINT request_step_detour CHECK ((instead_id IS NULL) = (why IS NULL)),
    CONSTRAINT request_step_turn CHECK (since IS NOT NULL OR (escalate_at IS NULL AND choice IS NULL)),
    CONSTRAINT request_step_open CHECK (NOT open OR (since IS NOT NULL AND NOT settled AND NOT skipped)),
    CONSTRAINT request_step_act CHECK (num_nulls(choice, act_at, act_by, act_position_id, act_as) IN (0, 5)),
    CONSTRAINT request_step_reason CHECK (choice IS NULL OR choice = 'SETUJU' OR reason <> ''),
    CONSTRAINT request_step_proposal CHECK (
        num_nulls(proposal_from, proposal_to) = CASE choice WHEN 'UBAH' THEN 0 ELSE 2 END AND proposal_from <= proposal_to),
    CONSTRAINT request_step_settled CHECK (choice IS NOT NULL OR NOT settled),
    CONSTRAINT request_step_accepted CHECK (accepted_at IS NULL OR (choice = 'UBAH' AND settled)),
    CONSTRAINT request_step_skipped CHECK (NOT skipped OR choice IS NULL)
);
CREATE INDEX request_step_waiting ON request_step (position_id, since) INCLUDE (applicant_id, act_by, request_id) WHERE open;
CREATE INDEX request_step_escalated ON request_step (escalated_id, since) INCLUDE (applicant_id, act_by, request_id)
    WHERE open AND escalated_id IS NOT NULL;

-- Whom a request is about, and when, by the office's clock. Nobody is in two places at a time: where a request keeps the
-- time of its people, no other can. The employee stands in a range of one value, see assignment.
CREATE TABLE request_person (
    request_id  bigint NOT NULL REFERENCES request (id),
    employee_id bigint NOT NULL REFERENCES employee (id),
    ordinal     integer NOT NULL CHECK (ordinal >= 0), -- 0 is the applicant
    during      tsrange NOT NULL CHECK (NOT isempty(during)),
    blocks      boolean NOT NULL,
    PRIMARY KEY (request_id, employee_id),
    CONSTRAINT request_person_one_at_a_time EXCLUDE USING gist (
        int8range(employee_id, employee_id, '[]') WITH &&, during WITH &&
    ) WHERE (blocks)
);

-- The days of annual leave that a request takes, by the year in which they are spent and the year that they come from. A
-- request that does not need them any more has no rows.
CREATE TABLE request_charge (
    request_id bigint NOT NULL REFERENCES request (id),
    year       integer NOT NULL CHECK (year BETWEEN 2000 AND 9999),
    source     integer NOT NULL CHECK (source BETWEEN year - 2 AND year),
    days       integer NOT NULL CHECK (days > 0),
    PRIMARY KEY (request_id, year, source)
);

CREATE TABLE request_file (
    request_id bigint NOT NULL REFERENCES request (id),
    ordinal    integer NOT NULL,
    file_id    text NOT NULL REFERENCES file (id),
    name       text NOT NULL,
    PRIMARY KEY (request_id, ordinal)
);

-- +goose Down
DROP TABLE request_file, request_charge, request_person, request_step, request, approval_rule_decider, approval_rule_step,
    approval_rule;
