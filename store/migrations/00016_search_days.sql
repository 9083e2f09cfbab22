-- +goose Up
-- Letters of some days are looked for between the first and the last of them.
CREATE INDEX letter_day ON letter (received) INCLUDE (id);

-- +goose Down
DROP INDEX letter_day;
