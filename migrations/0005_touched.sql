-- Which invoices changed, in order, so that what a running program holds of them in memory (to list, filter and search
-- a million of them at once) is brought up to date by reading those again and no others. The newest line always stays:
-- numbers are never given twice.

CREATE TABLE touched (
    seq   INTEGER PRIMARY KEY,
    -- The first and the last of invoices side by side.
    first INTEGER NOT NULL,
    last  INTEGER NOT NULL
) STRICT;

-- New invoices are not noted here: for that SQLite would journal each statement that adds one. The program notes them
-- before it ends a transaction.
CREATE TRIGGER touched_by_update AFTER UPDATE OF
    friendly_id, creation_type, state, period_from, period_to, issued_on, due_on, paid_at, created_at, currency, cost,
    cost_cents, vat_rate, vat_amount, cost_without_vat, buyer, buyer_account_id, buyer_status, buyer_folded,
    payment_transactions_count, text_ids, payment_text_ids ON invoices
BEGIN
    INSERT INTO touched (first, last) VALUES (new.id, new.id);
END;

CREATE TRIGGER touched_by_delete AFTER DELETE ON invoices
BEGIN
    INSERT INTO touched (first, last) VALUES (old.id, old.id);
END;
