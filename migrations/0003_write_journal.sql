-- What people change: written down before it is sent, so that a kill between any two steps leaves a trace, and kept
-- for good as the trail of who did what.

CREATE TABLE write_journal (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    -- The write, as JSON.
    write         TEXT NOT NULL,
    -- The invoice; null while it is not made. Below zero while it is itself a draft: minus the id of that line.
    invoice_id    INTEGER,
    -- The line that has to have happened before this one may be sent: the first half of an edit.
    follows       INTEGER REFERENCES write_journal (id),
    -- draft, sending, done, not_done, refused, unknown, discarded
    status        TEXT NOT NULL,
    person        TEXT NOT NULL,
    prepared_at   TEXT NOT NULL,
    -- Set in the transaction before the request leaves.
    sent_at       TEXT,
    settled_at    TEXT,
    -- The invoice as the person saw it, as JSON; what a draft is compared with.
    seen          TEXT,
    -- What the server had right before it was sent, as JSON; what reading afterwards is compared with.
    before        TEXT,
    answer_status INTEGER,
    answer        TEXT,
    -- What became of it, in a sentence.
    outcome       TEXT,
    -- What reading showed to be different afterwards, as JSON.
    differences   TEXT,
    -- The run that reading is kept under: what it added to the ledger is this line's doing.
    run           INTEGER REFERENCES sync_runs (id),
    -- The invoice could not be read after the write: what is held of it may be old.
    unread        INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX write_journal_by_invoice ON write_journal (invoice_id, id);
CREATE INDEX write_journal_open ON write_journal (status, id) WHERE status IN ('draft', 'sending', 'unknown') OR unread;
