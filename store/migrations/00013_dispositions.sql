-- +goose Up
-- The whole life of a letter: registered and passed on by a clerk, sent on, elsewhere, taken back and over, archived.

ALTER TABLE letter
    ADD COLUMN version       integer NOT NULL DEFAULT 1 CHECK (version > 0), -- of the way of the letter
    ADD COLUMN changed_at    timestamptz, -- of the version, by the database's clock; none for the first
    ADD COLUMN registered_by bigint REFERENCES employee (id), -- none: imported
    ADD COLUMN registered_at timestamptz,
    ADD CONSTRAINT letter_registered CHECK ((registered_by IS NULL) = (registered_at IS NULL));
CREATE INDEX letter_changed ON letter (changed_at) WHERE changed_at IS NOT NULL;

-- A routing is how the registry passes a letter on: from no position, and first.
ALTER TABLE disposition
    ADD COLUMN routing boolean NOT NULL DEFAULT false,
    ALTER COLUMN from_position_id DROP NOT NULL,
    ALTER COLUMN as_capacity DROP NOT NULL,
    ADD CONSTRAINT disposition_routing CHECK (
        CASE WHEN routing
            THEN from_position_id IS NULL AND as_capacity IS NULL AND parent_branch_id IS NULL
            ELSE from_position_id IS NOT NULL AND as_capacity IS NOT NULL
        END);
CREATE INDEX disposition_from ON disposition (from_position_id, sent_at DESC) WHERE from_position_id IS NOT NULL;

-- The sending position stands at the branch as well, so that what somebody sent is found like what somebody got.
ALTER TABLE branch
    ADD COLUMN from_position_id    bigint REFERENCES position (id), -- none: the registry
    ADD COLUMN archived            boolean NOT NULL DEFAULT false,
    ADD COLUMN settled_at          timestamptz, -- sent elsewhere, or taken over by its sender
    ADD COLUMN settled_by          bigint REFERENCES employee (id),
    ADD COLUMN settled_position_id bigint REFERENCES position (id),
    ADD COLUMN settled_as          text CHECK (settled_as IN ('DEFINITIF', 'PLT', 'PLH')),
    ADD COLUMN nudged_at           timestamptz,
    ADD COLUMN nudged_by           bigint REFERENCES employee (id),
    ADD COLUMN nudged_position_id  bigint REFERENCES position (id),
    ADD COLUMN nudged_as           text CHECK (nudged_as IN ('DEFINITIF', 'PLT', 'PLH')),
    ADD CONSTRAINT branch_archived CHECK (NOT archived OR (state = 'DONE' AND NOT is_copy)),
    ADD CONSTRAINT branch_settled CHECK (settled_at IS NULL OR state IN ('RETURNED', 'CANCELLED')),
    ADD CONSTRAINT branch_more_acts CHECK (
        (settled_by IS NULL OR settled_at IS NOT NULL) AND (nudged_by IS NULL OR nudged_at IS NOT NULL));
UPDATE branch AS b SET from_position_id = d.from_position_id FROM disposition AS d WHERE d.id = b.disposition_id;

-- +goose StatementBegin
CREATE FUNCTION branch_sender() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    SELECT d.from_position_id INTO NEW.from_position_id FROM disposition AS d WHERE d.id = NEW.disposition_id;
    RETURN NEW;
END $$;
-- +goose StatementEnd
CREATE TRIGGER branch_sender BEFORE INSERT ON branch FOR EACH ROW EXECUTE FUNCTION branch_sender();

-- What was sent from a position and is open, and what was forwarded at one.
CREATE INDEX branch_sent ON branch (from_position_id, deadline) INCLUDE (state, sent_at, id)
    WHERE NOT is_copy AND (state IN ('SENT', 'READ', 'IN_PROGRESS', 'FORWARDED') OR (state = 'RETURNED' AND settled_at IS NULL));
CREATE INDEX branch_forwarded ON branch (position_id, sent_at DESC, id DESC) INCLUDE (state)
    WHERE state = 'FORWARDED' AND NOT is_copy;

-- +goose Down
DROP INDEX branch_forwarded, branch_sent, disposition_from, letter_changed;
DROP TRIGGER branch_sender ON branch;
DROP FUNCTION branch_sender;
ALTER TABLE branch
    DROP CONSTRAINT branch_more_acts, DROP CONSTRAINT branch_settled, DROP CONSTRAINT branch_archived,
    DROP COLUMN nudged_as, DROP COLUMN nudged_position_id, DROP COLUMN nudged_by, DROP COLUMN nudged_at,
    DROP COLUMN settled_as, DROP COLUMN settled_position_id, DROP COLUMN settled_by, DROP COLUMN settled_at,
    DROP COLUMN archived, DROP COLUMN from_position_id;
-- What the registry passed on cannot be told in the version before.
DELETE FROM branch_report_file WHERE branch_id IN (
    SELECT b.id FROM branch AS b JOIN letter AS l ON l.id = b.letter_id WHERE l.registered_by IS NOT NULL);
UPDATE disposition SET parent_branch_id = NULL WHERE letter_id IN (SELECT id FROM letter WHERE registered_by IS NOT NULL);
DELETE FROM branch WHERE letter_id IN (SELECT id FROM letter WHERE registered_by IS NOT NULL);
DELETE FROM disposition_instruction WHERE disposition_id IN (
    SELECT d.id FROM disposition AS d JOIN letter AS l ON l.id = d.letter_id WHERE l.registered_by IS NOT NULL);
DELETE FROM disposition WHERE letter_id IN (SELECT id FROM letter WHERE registered_by IS NOT NULL);
DELETE FROM letter_file WHERE letter_id IN (SELECT id FROM letter WHERE registered_by IS NOT NULL);
DELETE FROM letter WHERE registered_by IS NOT NULL;
ALTER TABLE disposition
    DROP CONSTRAINT disposition_routing, DROP COLUMN routing,
    ALTER COLUMN from_position_id SET NOT NULL, ALTER COLUMN as_capacity SET NOT NULL;
ALTER TABLE letter
    DROP CONSTRAINT letter_registered, DROP COLUMN registered_at, DROP COLUMN registered_by, DROP COLUMN changed_at, DROP COLUMN version;
