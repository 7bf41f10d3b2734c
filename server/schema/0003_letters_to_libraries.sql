-- What leaves the house without belonging to an application (feedback on accessibility). SQLite can not drop a NOT NULL,
-- so the table is made anew; nothing refers to it.
CREATE TABLE outbox_before AS SELECT * FROM outbox ORDER BY id;
DROP TABLE outbox;
CREATE TABLE outbox (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    application     BLOB REFERENCES applications (id), -- NULL: a letter to the library
    tenant          TEXT NOT NULL,
    kind            TEXT NOT NULL,
    idempotency_key TEXT NOT NULL UNIQUE,
    payload         TEXT NOT NULL,
    purpose         TEXT NOT NULL,
    title           TEXT NOT NULL,
    state           TEXT NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'delivered', 'dead')),
    attempts        INTEGER NOT NULL DEFAULT 0,
    created_at      INTEGER NOT NULL,
    next_attempt_at INTEGER NOT NULL,
    lease_until     INTEGER NOT NULL DEFAULT 0, -- a worker has it until then
    delivered_at    INTEGER,
    dead_at         INTEGER,
    last_error      TEXT NOT NULL DEFAULT ''
) STRICT;
INSERT INTO outbox SELECT * FROM outbox_before;
DROP TABLE outbox_before;
CREATE INDEX outbox_by_application ON outbox (application);
CREATE INDEX outbox_due ON outbox (next_attempt_at, id) WHERE state = 'pending';
CREATE INDEX outbox_dead ON outbox (dead_at) WHERE state = 'dead';
