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

-- Which texts an invoice and its payments have, for search: ids of `texts`, packed by the program's function
-- `pack_texts` and looked through by `has_text`. A table of pairs took as long to write as the invoices.
ALTER TABLE invoices ADD COLUMN text_ids BLOB;
ALTER TABLE invoices ADD COLUMN payment_text_ids BLOB;
UPDATE invoices SET
    text_ids = (SELECT pack_texts(text_id) FROM invoice_texts WHERE invoice_id = invoices.id AND kind = 0),
    payment_text_ids = (SELECT pack_texts(text_id) FROM invoice_texts WHERE invoice_id = invoices.id AND kind = 1);
DROP TABLE invoice_texts;

-- Line items by one number that tells invoice and position: found and written faster than by two.
CREATE TABLE line_items_by_place (
    -- invoice_id * 1000000 + position, which is the server's order from 0.
    place         INTEGER PRIMARY KEY,
    id            INTEGER NOT NULL,
    name          TEXT,
    description   TEXT,
    quantity      INTEGER,
    type          TEXT,
    metric_id     INTEGER,
    plan_id       INTEGER,
    contract_id   INTEGER,
    contract_type TEXT,
    cost          TEXT
) STRICT;

INSERT INTO line_items_by_place
SELECT invoice_id * 1000000 + position, id, name, description, quantity, type, metric_id, plan_id, contract_id,
       contract_type, cost
FROM line_items ORDER BY invoice_id, position;
DROP TABLE line_items;
ALTER TABLE line_items_by_place RENAME TO line_items;

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

-- Every index takes time with every invoice; a customer's invoices are found without one in a few milliseconds.
DROP INDEX invoices_by_buyer_account;
CREATE INDEX invoices_by_live_read ON invoices (read_run) WHERE state NOT IN ('paid', 'cancelled');
