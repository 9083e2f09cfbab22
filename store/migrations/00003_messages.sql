-- +goose Up
-- Messages that must arrive, the cards on people's phones, and the occurrences of the duties.

-- A message to one recipient. The row is the truth: a job only wakes the sender, and may come twice or too late.
CREATE TABLE notice (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    key          text NOT NULL CHECK (key <> ''),
    employee_id  bigint REFERENCES employee (id),
    account      bigint, -- when addressed to a bare account
    kind         text NOT NULL,
    class        text NOT NULL CHECK (class IN ('ask', 'reminder', 'announcement')),
    subject_kind text NOT NULL,
    subject_id   bigint NOT NULL,
    facts        jsonb,
    -- PENDING: to be sent. SENDING: a sender has it until lease_until. UNREACHABLE: kept until the employee links an
    -- account or comes back. UNKNOWN: perhaps arrived, and not to be repeated. ABANDONED: tried for too long.
    state        text NOT NULL DEFAULT 'PENDING' CHECK (state IN (
        'PENDING', 'SENDING', 'SENT', 'UNREACHABLE', 'UNKNOWN', 'DEFECT', 'OBSOLETE', 'ABANDONED')),
    not_before   timestamptz NOT NULL,
    not_after    timestamptz, -- from then on it is not worth telling
    requeued_at  timestamptz, -- when a job was last asked for because the one before seemed lost
    claimed_at   timestamptz, -- by the database's clock, as is lease_until
    lease_until  timestamptz,
    tried        bigint, -- the account of the last attempt
    attempt      integer NOT NULL DEFAULT 0,
    repeats      integer NOT NULL DEFAULT 0, -- attempts that were begun after one of unknown fate
    uncertain    boolean NOT NULL DEFAULT false,
    message_id   bigint,
    outcome      text,
    cause        text NOT NULL DEFAULT '',
    created_at   timestamptz NOT NULL,
    sent_at      timestamptz,
    CHECK (num_nonnulls(employee_id, account) = 1),
    CHECK ((state = 'SENDING') = (lease_until IS NOT NULL)),
    CHECK ((state = 'SENT') = (sent_at IS NOT NULL)),
    UNIQUE NULLS NOT DISTINCT (key, employee_id, account)
);
CREATE INDEX notice_unfinished ON notice (not_before) WHERE state IN ('PENDING', 'SENDING');
CREATE INDEX notice_unreachable ON notice (employee_id) WHERE state = 'UNREACHABLE';
CREATE INDEX notice_created ON notice (created_at);

-- A message on somebody's phone that shows a subject with buttons.
CREATE TABLE card (
    account      bigint NOT NULL,
    message_id   bigint NOT NULL,
    subject_kind text NOT NULL,
    subject_id   bigint NOT NULL,
    version      integer NOT NULL,
    shown_at     timestamptz NOT NULL,
    requeued_at  timestamptz, -- when a redraw was last asked for because the one before seemed lost
    PRIMARY KEY (account, message_id)
);
CREATE INDEX card_subject ON card (subject_kind, subject_id);
CREATE INDEX card_shown ON card (shown_at);

-- A duty is done once for each instant at which it was due, by whichever process comes first. BEGUN: looked after from
-- that instant on.
CREATE TABLE occurrence (
    duty  text NOT NULL CHECK (duty <> ''),
    due   timestamptz NOT NULL,
    state text NOT NULL CHECK (state IN ('BEGUN', 'RAN', 'MISSED')),
    at    timestamptz NOT NULL,
    PRIMARY KEY (duty, due)
);

-- When each part of the program was last alive.
CREATE TABLE heartbeat (
    part text PRIMARY KEY CHECK (part <> ''),
    at   timestamptz NOT NULL
);

-- +goose Down
DROP TABLE heartbeat, occurrence, card, notice;
