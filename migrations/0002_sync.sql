-- What a sync saw change, and the proof that what is held is what the server has.

-- Every change, field by field, in the order it was seen. What an invoice was when it was first read is
-- no change; one that appears after the first complete sweep is.
CREATE TABLE changes (
    id         INTEGER PRIMARY KEY,
    invoice_id INTEGER NOT NULL REFERENCES invoices (id) ON DELETE CASCADE,
    run        INTEGER NOT NULL REFERENCES sync_runs (id),
    seen_at    TEXT NOT NULL,
    -- The field's name in the invoice's JSON, for example `line_items[81].cost`.
    field      TEXT NOT NULL,
    -- JSON; null when there was or is nothing.
    before     TEXT,
    after      TEXT
) STRICT;

CREATE INDEX changes_by_invoice ON changes (invoice_id, id);
CREATE INDEX changes_by_time ON changes (seen_at, id);
CREATE INDEX changes_by_run ON changes (run, invoice_id);

-- The numbers of each comparison with the server, as JSON.
CREATE TABLE verifications (
    id     INTEGER PRIMARY KEY,
    -- The full check it ended; null when a person asked for it.
    run    INTEGER REFERENCES sync_runs (id),
    at     TEXT NOT NULL,
    report TEXT NOT NULL
) STRICT;

-- Which invoice has which text, for search. Written for every line of every invoice, so it is one tree only:
-- who forgets an invoice's texts knows them.
CREATE TABLE invoice_texts_of (
    text_id    INTEGER NOT NULL,
    invoice_id INTEGER NOT NULL,
    -- 0: a text of the invoice itself, 1: of its payments, which are read apart.
    kind       INTEGER NOT NULL,
    PRIMARY KEY (text_id, invoice_id, kind)
) STRICT, WITHOUT ROWID;

INSERT INTO invoice_texts_of SELECT text_id, invoice_id, kind FROM invoice_texts;
DROP TABLE invoice_texts;
ALTER TABLE invoice_texts_of RENAME TO invoice_texts;

-- What a run was at when it was last heard of.
ALTER TABLE sync_runs ADD COLUMN phase TEXT;
ALTER TABLE sync_runs ADD COLUMN phase_done INTEGER;
ALTER TABLE sync_runs ADD COLUMN phase_total INTEGER;
-- Set once every invoice that could have changed was read: the data is as old as this moment.
ALTER TABLE sync_runs ADD COLUMN fresh_at TEXT;
-- How many invoices the server had then.
ALTER TABLE sync_runs ADD COLUMN server_total INTEGER;
-- Set once every page was read, by this run or those it goes on from.
ALTER TABLE sync_runs ADD COLUMN swept_at TEXT;

-- The different names under which a customer's invoices were held when all of them were last read because of
-- that (JSON). A server that keeps several is not asked for the same ones again.
CREATE TABLE renames (
    account_id INTEGER PRIMARY KEY,
    names      TEXT NOT NULL
) STRICT;

-- Until now every run read every page.
UPDATE sync_runs
SET swept_at = started_at, server_total = total_entries,
    fresh_at = COALESCE((SELECT root.started_at FROM sync_runs root WHERE root.id = sync_runs.continues), started_at)
WHERE outcome = 'done';
UPDATE sync_runs SET kind = 'check' WHERE kind = 'sync';

CREATE INDEX invoices_by_live_read ON invoices (read_run) WHERE state NOT IN ('paid', 'cancelled');
