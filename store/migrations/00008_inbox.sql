-- +goose Up
-- Updates that Telegram was told are done although they are not: each hid many others behind it. They are handled by the
-- process that has them, and after its end by the next one.
CREATE TABLE update_aside (
    id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    update_id bigint NOT NULL,
    body      bytea NOT NULL,
    at        timestamptz NOT NULL
);
-- Numbers alone would not do: Telegram may use them again.
CREATE UNIQUE INDEX update_aside_once ON update_aside (update_id, sha256(body));

-- +goose Down
DROP TABLE update_aside;
