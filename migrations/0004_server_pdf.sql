-- The server's own PDFs, as they were fetched last, and what comparing them with ours gave.

CREATE TABLE server_pdfs (
    invoice_id    INTEGER PRIMARY KEY REFERENCES invoices (id) ON DELETE CASCADE,
    fetched_at    TEXT NOT NULL,
    -- SHA-256 of the bytes, in hexadecimal.
    sha256        TEXT NOT NULL,
    bytes         BLOB NOT NULL,
    -- SHA-256 of the words of our own PDF it was compared with, likewise: where ours says something else by now, the comparison
    -- is outdated.
    compared_with TEXT NOT NULL,
    -- Words, pages and differences, as JSON.
    comparison    TEXT NOT NULL
) STRICT;
