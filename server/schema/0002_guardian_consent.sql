-- A second signer: applications wait for a guardian's consent. SQLite can not change a CHECK, so the table is made anew;
-- its children keep referring to it by name (deferred: they refer to nothing for a moment).
PRAGMA defer_foreign_keys = ON;
CREATE TABLE applications_before AS SELECT * FROM applications ORDER BY rowid;
DROP TABLE applications;
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
        ('awaiting-consent', 'awaiting-payment', 'submitted', 'delivered', 'in-review', 'approved', 'rejected')),
    received_at     INTEGER NOT NULL,
    updated_at      INTEGER NOT NULL,
    decision_reason TEXT NOT NULL DEFAULT '',
    search_text     TEXT NOT NULL
) STRICT;
INSERT INTO applications SELECT * FROM applications_before;
DROP TABLE applications_before;
CREATE INDEX applications_inbox ON applications (tenant, received_at);

-- One per application of a minor: who consented to which words, or who has been asked.
CREATE TABLE consents (
    application BLOB PRIMARY KEY REFERENCES applications (id),
    token       BLOB NOT NULL UNIQUE CHECK (length(token) = 16), -- in the guardian's link; a new address gets a new one
    upload      BLOB NOT NULL UNIQUE CHECK (length(upload) = 16), -- the guardian's files belong to it until the decision
    email       TEXT NOT NULL,                                   -- '': the guardian filled in the form
    state       TEXT NOT NULL CHECK (state IN ('open', 'given', 'refused', 'expired')),
    mails       INTEGER NOT NULL,
    asked_at    INTEGER NOT NULL, -- the last mail
    remind_at   INTEGER,          -- NULL: has been reminded
    expires_at  INTEGER NOT NULL,
    decided_at  INTEGER,
    answers     TEXT NOT NULL,    -- the guardian's own, as JSON
    agreed_text TEXT NOT NULL,
    reason      TEXT NOT NULL
) STRICT;
CREATE INDEX consents_due ON consents (coalesce(remind_at, expires_at)) WHERE state = 'open';
