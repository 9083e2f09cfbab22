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

-- The lines of transactions that are under way, in the order of their ids. Each is sealed when its transaction commits:
-- nobody ever sees one here, and no crash leaves one.
CREATE UNLOGGED TABLE audit_unsealed (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at           timestamptz NOT NULL,
    actor        bigint NOT NULL,
    account      bigint NOT NULL,
    position     bigint NOT NULL,
    capacity     text NOT NULL,
    action       text NOT NULL,
    subject_kind text NOT NULL,
    subject_id   bigint NOT NULL,
    facts        jsonb,
    rendered     text NOT NULL -- what is hashed of the line behind its number and the hash before
);

-- Puts a line at the end of the chain. While a transaction has the end, all others wait for it: so it has it for as long
-- as this takes and no message to or from the program in between, and gives it away before the disk is waited for; the
-- program waits for that afterwards. In a volatile function each statement sees what was committed before it began, so the
-- line that is read is the last one.
-- +goose StatementBegin
CREATE FUNCTION audit_seal() RETURNS trigger LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    last record;
    number bigint;
    before text;
BEGIN
    PERFORM set_config('synchronous_commit', 'off', true), pg_advisory_xact_lock(7450480356781719554); -- "geli", 2
    SELECT l.seq, l.hash INTO last FROM audit_line AS l ORDER BY l.seq DESC LIMIT 1;
    number := coalesce(last.seq, 0) + 1;
    before := coalesce(last.hash, repeat('0', 64));
    INSERT INTO audit_line (
        seq, at, actor, account, position, capacity, action, subject_kind, subject_id, facts, previous, hash
    ) VALUES (
        number, NEW.at, NEW.actor, NEW.account, NEW.position, NEW.capacity, NEW.action, NEW.subject_kind, NEW.subject_id,
        NEW.facts, before, encode(sha256(convert_to(format('[%s,"%s",%s', number, before, NEW.rendered), 'UTF8')), 'hex')
    );
    DELETE FROM audit_unsealed WHERE id = NEW.id;
    RETURN NULL;
END
$$;
-- +goose StatementEnd
CREATE CONSTRAINT TRIGGER audit_unsealed_seal AFTER INSERT ON audit_unsealed
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit_seal();

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
DROP TABLE dead_letter, audit_unsealed, audit_line;
DROP FUNCTION audit_seal, audit_line_is_append_only;
