-- +goose Up
-- What the personnel office enters about the annual leave of employees; what requests take stands with the requests.
CREATE TABLE leave_entry (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    employee_id bigint NOT NULL REFERENCES employee (id),
    year        integer NOT NULL CHECK (year BETWEEN 2000 AND 9999), -- the entitlement that it is about
    kind        text NOT NULL CHECK (kind IN ('SALDO_AWAL', 'KOREKSI', 'DITANGGUHKAN')),
    days        integer NOT NULL CHECK (days >= 0 OR kind = 'KOREKSI'),
    reason      text NOT NULL DEFAULT '',
    by_id       bigint REFERENCES employee (id), -- none: imported
    at          timestamptz NOT NULL,
    CONSTRAINT leave_entry_correction CHECK (kind <> 'KOREKSI' OR (days <> 0 AND reason <> '' AND by_id IS NOT NULL))
);
CREATE INDEX leave_entry_employee ON leave_entry (employee_id, year, at);
-- What an import brings stands once for each year, and is replaced by the next import.
CREATE UNIQUE INDEX leave_entry_imported ON leave_entry (employee_id, year, kind) WHERE kind IN ('SALDO_AWAL', 'DITANGGUHKAN');

-- +goose Down
DROP TABLE leave_entry;
