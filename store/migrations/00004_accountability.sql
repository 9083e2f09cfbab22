-- +goose Up
-- Who did what, in a chain that shows every change; and updates that could not be handled.

-- It refers to nothing by foreign keys: a line outlives what it tells of.
CREATE TABLE audit_line (
    seq          bigint PRIMARY KEY,
    at           timestamptz NOT NULL,
    actor        bigint NOT NULL,
    account      bigint NOT NULL,
    position     bigint NOT NULL,
    capacity     text NOT NULL,
    action       text NOT NULL,
    subject_kind text NOT NULL,
    subject_id   bigint NOT NULL,
    facts        jsonb,
    previous     text NOT NULL,
    hash         text NOT NULL
);
CREATE INDEX audit_line_subject ON audit_line (subject_kind, subject_id);

-- +goose StatementBegin
CREATE FUNCTION audit_line_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'audit_line is append-only: % refused', TG_OP USING ERRCODE = 'insufficient_privilege';
END
$$;
-- +goose StatementEnd
CREATE TRIGGER audit_line_no_change BEFORE UPDATE OR DELETE ON audit_line
    FOR EACH ROW EXECUTE FUNCTION audit_line_is_append_only();
CREATE TRIGGER audit_line_no_truncate BEFORE TRUNCATE ON audit_line
    FOR EACH STATEMENT EXECUTE FUNCTION audit_line_is_append_only();

-- Waits for the end of the chain and reads it, in one round trip: everybody else waits meanwhile. In a volatile function each
-- statement sees what was committed before it began, so the line that is read is the last one. Whoever has the end of the
-- chain gives it away without waiting for the disk, and waits for that afterwards.
-- +goose StatementBegin
CREATE FUNCTION audit_chain_end(key bigint, OUT seq bigint, OUT hash text) LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    PERFORM set_config('synchronous_commit', 'off', true), pg_advisory_xact_lock(key);
    SELECT l.seq, l.hash INTO audit_chain_end.seq, audit_chain_end.hash FROM audit_line AS l ORDER BY l.seq DESC LIMIT 1;
END
$$;
-- +goose StatementEnd

-- Bodies are kept to be looked into by an operator; they are bytes because a body may be anything.
CREATE TABLE dead_letter (
    id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    update_id bigint NOT NULL,
    account   bigint NOT NULL,
    body      bytea NOT NULL,
    cause     text NOT NULL,
    at        timestamptz NOT NULL
);
-- An update that comes again after a crash is not buried twice. Numbers alone would not do: Telegram may use them again.
CREATE UNIQUE INDEX dead_letter_once ON dead_letter (update_id, sha256(body));

-- +goose Down
DROP TABLE dead_letter, audit_line;
DROP FUNCTION audit_chain_end, audit_line_is_append_only;
