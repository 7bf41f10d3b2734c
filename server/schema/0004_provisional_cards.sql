-- Provisional cards: at most one per application, each number once per library.
CREATE TABLE provisional_cards (
    application  BLOB PRIMARY KEY REFERENCES applications (id),
    tenant       TEXT NOT NULL,
    number       TEXT NOT NULL,
    state        TEXT NOT NULL CHECK (state IN ('valid', 'replaced', 'revoked')),
    issued_at    INTEGER NOT NULL,
    valid_until  TEXT NOT NULL, -- the last day, in Germany: 2026-12-23
    changed_at   INTEGER NOT NULL,
    reason       TEXT NOT NULL,
    final_number TEXT NOT NULL,
    UNIQUE (tenant, number)
) STRICT;

-- The last running number that was given under a prefix. It stays when applications are erased: no number comes back.
CREATE TABLE card_counters (
    tenant TEXT NOT NULL,
    prefix TEXT NOT NULL,
    last   INTEGER NOT NULL,
    PRIMARY KEY (tenant, prefix)
) STRICT;
