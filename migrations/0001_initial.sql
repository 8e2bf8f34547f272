-- The cache of one connection. The server's ids are the keys. Money is decimal text as the server wrote
-- it, with a column of cents beside it where sums and sorting need one. Times are UTC text (ISO 8601).

-- What belongs to the connection as a whole; values are JSON.
CREATE TABLE settings (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Issuers and customers as invoices name them. The server freezes them when it issues, so an invoice
-- keeps the version it was read with; equal versions are stored once.
CREATE TABLE parties (
    id         INTEGER PRIMARY KEY,
    account_id INTEGER,
    org_name   TEXT,
    address    TEXT,
    city       TEXT,
    state      TEXT,
    country    TEXT,
    phone      TEXT,
    zip        TEXT,
    -- All of the above in one text: how an equal version is found.
    identity   TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE sync_runs (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    kind          TEXT NOT NULL,
    started_at    TEXT NOT NULL,
    -- The last sign of life; a run without an end and without a lock was killed.
    alive_at      TEXT NOT NULL,
    finished_at   TEXT,
    outcome       TEXT NOT NULL DEFAULT 'unfinished',
    -- The run this one goes on from, when that was killed or stopped.
    continues     INTEGER REFERENCES sync_runs (id),
    -- The cursor: pages of per_page invoices are read from the last to the first; next_page is the
    -- one to read next, 0 when all are read.
    per_page      INTEGER,
    next_page     INTEGER,
    total_entries INTEGER,
    added         INTEGER NOT NULL DEFAULT 0,
    changed       INTEGER NOT NULL DEFAULT 0,
    unchanged     INTEGER NOT NULL DEFAULT 0,
    missing       INTEGER NOT NULL DEFAULT 0,
    payments_read INTEGER NOT NULL DEFAULT 0,
    requests      INTEGER NOT NULL DEFAULT 0,
    bytes         INTEGER NOT NULL DEFAULT 0,
    error         TEXT
) STRICT;

CREATE TABLE invoices (
    id                         INTEGER PRIMARY KEY,
    friendly_id                TEXT,
    creation_type              TEXT,
    state                      TEXT NOT NULL,
    period_from                TEXT NOT NULL,
    period_to                  TEXT NOT NULL,
    issued_on                  TEXT,
    due_on                     TEXT,
    paid_at                    TEXT,
    created_at                 TEXT,
    updated_at                 TEXT,
    currency                   TEXT,
    cost                       TEXT NOT NULL,
    cost_cents                 INTEGER NOT NULL,
    vat_rate                   TEXT,
    vat_amount                 TEXT,
    cost_without_vat           TEXT,
    provider                   INTEGER NOT NULL REFERENCES parties (id),
    buyer                      INTEGER NOT NULL REFERENCES parties (id),
    buyer_account_id           INTEGER,
    buyer_status               TEXT,
    -- The customer's name without accents and case: sorts and filters.
    buyer_folded               TEXT NOT NULL,
    payment_transactions_count INTEGER NOT NULL,
    -- How many payments were announced when they were last read, and in which run; null when never.
    payments_read_count        INTEGER,
    payments_run               INTEGER REFERENCES sync_runs (id),
    -- Values kept as the server wrote them, because they were not understood, not known or normalized (JSON).
    odd_values                 TEXT,
    -- Hash of the server's text: equal means that nothing changed.
    fingerprint                BLOB NOT NULL,
    -- The run and the moment it was last read in. A row is never replaced by an older read.
    read_run                   INTEGER NOT NULL REFERENCES sync_runs (id),
    read_at                    TEXT NOT NULL,
    -- The run that did not find it at the server any more.
    missing_run                INTEGER REFERENCES sync_runs (id)
) STRICT;

CREATE INDEX invoices_by_number ON invoices (friendly_id, id);
CREATE INDEX invoices_by_buyer ON invoices (buyer_folded, id);
CREATE INDEX invoices_by_buyer_account ON invoices (buyer_account_id);
CREATE INDEX invoices_by_period ON invoices (period_from, id);
CREATE INDEX invoices_by_state ON invoices (state, due_on);
CREATE INDEX invoices_by_payments_waiting ON invoices (id)
    WHERE payment_transactions_count IS NOT payments_read_count;

CREATE TABLE line_items (
    invoice_id    INTEGER NOT NULL REFERENCES invoices (id) ON DELETE CASCADE,
    -- The server's order, from 0.
    position      INTEGER NOT NULL,
    id            INTEGER NOT NULL,
    name          TEXT,
    description   TEXT,
    quantity      INTEGER,
    type          TEXT,
    metric_id     INTEGER,
    plan_id       INTEGER,
    contract_id   INTEGER,
    contract_type TEXT,
    cost          TEXT,
    PRIMARY KEY (invoice_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE payment_transactions (
    invoice_id       INTEGER NOT NULL REFERENCES invoices (id) ON DELETE CASCADE,
    position         INTEGER NOT NULL,
    id               INTEGER NOT NULL,
    created_at       TEXT,
    reference        TEXT,
    success          INTEGER,
    amount           TEXT,
    currency         TEXT,
    action           TEXT,
    message          TEXT,
    test             INTEGER,
    gateway_response TEXT NOT NULL,
    odd_values       TEXT,
    PRIMARY KEY (invoice_id, position)
) STRICT, WITHOUT ROWID;

-- What the accounts API says beyond an invoice's own words.
CREATE TABLE accounts (
    id          INTEGER PRIMARY KEY,
    org_name    TEXT,
    fiscal_code TEXT,
    vat_code    TEXT,
    vat_rate    TEXT,
    po_number   TEXT,
    read_run    INTEGER NOT NULL REFERENCES sync_runs (id)
) STRICT;

-- Full-text search. Names of items and customers repeat all the time, so each text is indexed once and
-- invoices point to it. Texts are folded: without accents and case.
CREATE TABLE texts (
    id     INTEGER PRIMARY KEY,
    folded TEXT NOT NULL UNIQUE
) STRICT;

CREATE VIRTUAL TABLE texts_search USING fts5 (folded, content = 'texts', content_rowid = 'id', tokenize = 'trigram');

CREATE TABLE invoice_texts (
    text_id    INTEGER NOT NULL REFERENCES texts (id),
    invoice_id INTEGER NOT NULL REFERENCES invoices (id) ON DELETE CASCADE,
    -- 0: a text of the invoice itself, 1: of its payments, which are read apart.
    kind       INTEGER NOT NULL,
    PRIMARY KEY (text_id, invoice_id, kind)
) STRICT, WITHOUT ROWID;

CREATE INDEX invoice_texts_by_invoice ON invoice_texts (invoice_id, kind);
