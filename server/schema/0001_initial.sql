-- Times are milliseconds since 1970 (UTC), money is euro cents, ids are 16 random bytes, states are wire names.
-- A migration that has been released is never edited: its checksum is compared at every start.

CREATE TABLE attachments (
    id          BLOB PRIMARY KEY CHECK (length(id) = 16),
    application BLOB NOT NULL CHECK (length(application) = 16), -- the draft's id: no foreign key, it may not exist yet
    tenant      TEXT NOT NULL,
    purpose     TEXT NOT NULL,
    file_name   TEXT NOT NULL,
    media_type  TEXT NOT NULL,
    size_bytes  INTEGER NOT NULL CHECK (size_bytes >= 0),
    sha256      TEXT NOT NULL,
    created_at  INTEGER NOT NULL,
    submitted   INTEGER NOT NULL DEFAULT 0 CHECK (submitted IN (0, 1))
) STRICT;
CREATE INDEX attachments_by_application ON attachments (application);
CREATE INDEX attachments_orphaned ON attachments (created_at) WHERE submitted = 0;

CREATE TABLE applications (
    id              BLOB PRIMARY KEY CHECK (length(id) = 16),
    tenant          TEXT NOT NULL,
    receipt_number  TEXT NOT NULL UNIQUE,
    status_token    BLOB NOT NULL UNIQUE CHECK (length(status_token) = 16),
    content_hash    TEXT NOT NULL,
    json            TEXT NOT NULL,
    language        TEXT NOT NULL,
    fee_cents       INTEGER NOT NULL,
    fee_json        TEXT NOT NULL,
    state           TEXT NOT NULL CHECK (state IN
        ('awaiting-payment', 'submitted', 'delivered', 'in-review', 'approved', 'rejected')),
    received_at     INTEGER NOT NULL,
    updated_at      INTEGER NOT NULL,
    decision_reason TEXT NOT NULL DEFAULT '',
    search_text     TEXT NOT NULL
) STRICT;
CREATE INDEX applications_inbox ON applications (tenant, received_at);

CREATE TABLE application_events (
    id          INTEGER PRIMARY KEY,
    application BLOB NOT NULL REFERENCES applications (id),
    at          INTEGER NOT NULL,
    actor       TEXT NOT NULL,
    event       TEXT NOT NULL,
    detail      TEXT NOT NULL
) STRICT;
CREATE INDEX application_events_by_application ON application_events (application);

CREATE TABLE payments (
    id                   BLOB PRIMARY KEY CHECK (length(id) = 16),
    application          BLOB NOT NULL REFERENCES applications (id),
    tenant               TEXT NOT NULL,
    provider             TEXT NOT NULL,
    reference            TEXT NOT NULL,
    amount_cents         INTEGER NOT NULL CHECK (amount_cents > 0),
    state                TEXT NOT NULL,
    pollable             INTEGER NOT NULL CHECK (pollable IN (0, 1)), -- follows from state; the provider may be asked
    provider_transaction TEXT NOT NULL,
    redirect_url         TEXT NOT NULL,
    method               TEXT NOT NULL,
    created_at           INTEGER NOT NULL,
    updated_at           INTEGER NOT NULL,
    next_query_at        INTEGER NOT NULL,
    queries              INTEGER NOT NULL
) STRICT;
CREATE INDEX payments_by_application ON payments (application);
CREATE INDEX payments_to_query ON payments (next_query_at) WHERE pollable = 1;
-- One transaction of a platform pays for one application, whatever a notification claims.
CREATE UNIQUE INDEX payments_one_transaction ON payments (tenant, provider, provider_transaction)
    WHERE provider_transaction <> '';
-- Whoever comes second has to record a duplicate payment instead.
CREATE UNIQUE INDEX payments_paid_once ON payments (application) WHERE state = 'paid';

CREATE TABLE payment_events (
    id         INTEGER PRIMARY KEY,
    payment    BLOB NOT NULL REFERENCES payments (id),
    at         INTEGER NOT NULL,
    source     TEXT NOT NULL,
    event      TEXT NOT NULL,
    from_state TEXT NOT NULL,
    to_state   TEXT NOT NULL,
    detail     TEXT NOT NULL
) STRICT;
CREATE INDEX payment_events_by_payment ON payment_events (payment);

CREATE TABLE outbox (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    application     BLOB NOT NULL REFERENCES applications (id),
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
CREATE INDEX outbox_by_application ON outbox (application);
CREATE INDEX outbox_due ON outbox (next_attempt_at, id) WHERE state = 'pending';
CREATE INDEX outbox_dead ON outbox (dead_at) WHERE state = 'dead';

CREATE TABLE case_workers (
    user_name     TEXT PRIMARY KEY,
    tenant        TEXT NOT NULL,
    display_name  TEXT NOT NULL,
    password_hash TEXT NOT NULL
) STRICT;

CREATE TABLE sessions (
    token_hash TEXT PRIMARY KEY,
    user_name  TEXT NOT NULL REFERENCES case_workers (user_name),
    csrf_token TEXT NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX sessions_by_user ON sessions (user_name);
CREATE INDEX sessions_by_expiry ON sessions (expires_at);

CREATE TABLE secrets (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

-- One row that the readiness probe rewrites.
CREATE TABLE probes (
    id    INTEGER PRIMARY KEY CHECK (id = 1),
    count INTEGER NOT NULL
) STRICT;
INSERT INTO probes (id, count) VALUES (1, 0);

-- Histories are append-only, whoever writes SQL.
CREATE TRIGGER application_events_stay BEFORE UPDATE ON application_events
    BEGIN SELECT RAISE(ABORT, 'application_events is append-only'); END;
CREATE TRIGGER application_events_remain BEFORE DELETE ON application_events
    BEGIN SELECT RAISE(ABORT, 'application_events is append-only'); END;
CREATE TRIGGER payment_events_stay BEFORE UPDATE ON payment_events
    BEGIN SELECT RAISE(ABORT, 'payment_events is append-only'); END;
CREATE TRIGGER payment_events_remain BEFORE DELETE ON payment_events
    BEGIN SELECT RAISE(ABORT, 'payment_events is append-only'); END;
