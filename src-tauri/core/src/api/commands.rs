//! The one declared list of commands. The window's router, its TypeScript types and the check that
//! each command has a test are all made from it.

/// Hands the list to another macro, as `name(Request) -> Response;` lines.
///
/// A response of `Bytes` travels raw, not as JSON. A command marked `progress` reports
/// [`SyncProgress`](super::types::SyncProgress) while it runs.
macro_rules! with_commands {
    ($use:ident) => {
        $use! {
            /// What the first screen needs.
            app_state(Nothing) -> AppState;
            /// Probes a portal and a token and remembers them when invoices can be read.
            connect(ConnectRequest) -> ConnectOutcome;
            /// Gives a remembered connection a token, after probing it.
            provide_token(TokenRequest) -> ConnectOutcome;
            /// Asks for a CA file to trust when connecting; gives its name, null when dismissed.
            choose_ca_file(Nothing) -> Option<String>;
            /// Starts the built-in sample portal and connects to it.
            try_sample_data(Nothing) -> Connection;
            /// Forgets a connection and its token.
            disconnect(DisconnectRequest) -> ();
            /// A part of the list of invoices.
            list_invoices(ListRequest) -> Vec<InvoiceRow>;
            /// Count and totals per currency of everything a filter finds.
            total_invoices(TotalsRequest) -> ListTotals;
            /// The counts of the sidebar.
            view_counts(ConnectionRequest) -> ViewCounts;
            /// The months that have invoices, newest first.
            months(ConnectionRequest) -> Vec<MonthCount>;
            /// One invoice.
            invoice(InvoiceRequest) -> InvoiceDetail;
            /// The PDF of one invoice, made from the cache.
            invoice_pdf(PdfRequest) -> Bytes;
            /// What that PDF has to do without.
            pdf_notes(PdfRequest) -> PdfNotes;
            /// Asks where to save the PDF and writes it; null when dismissed.
            save_pdf(PdfRequest) -> Option<SavedFile>;
            /// How the files of a selection would be named.
            file_names(FileNamesRequest) -> FileNames;
            /// Asks where to put the PDFs of a selection and writes them; null when dismissed.
            print_pdfs(PrintRequest) -> Option<PrintResult>, progress;
            /// Stops printing; what was written stays. False when nothing is printed.
            stop_printing(ConnectionRequest) -> bool;
            /// What comparing with the server's own PDF gave; null when it was not compared yet.
            pdf_comparison(InvoiceRequest) -> Option<PdfComparison>;
            /// Fetches the server's own PDF, keeps it and compares it with the one made here.
            compare_pdf(InvoiceRequest) -> PdfComparison;
            /// The server's own PDF, as it was fetched last.
            server_pdf(InvoiceRequest) -> Bytes;
            /// Opens the invoice in the portal with the system's browser.
            open_in_portal(InvoiceRequest) -> ();
            /// Opens the portal's page of access tokens with the system's browser.
            open_token_settings(PortalRequest) -> ();
            /// Brings the cache up to date; ends when the sync ends.
            sync(SyncRequest) -> SyncRun, progress;
            /// Stops a running sync; what was read is kept. False when none runs.
            stop_sync(ConnectionRequest) -> bool;
            /// What is held and how old it is.
            status(ConnectionRequest) -> Status;
            /// The newest runs first.
            sync_runs(ConnectionRequest) -> Vec<SyncRun>;
            /// Compares everything held with the server and keeps the numbers.
            verify(ConnectionRequest) -> Verification, progress;
            /// What syncs saw change since a moment, in the order it was seen.
            changes(ChangesRequest) -> Vec<Change>;
            /// What syncs saw change on one invoice, the newest first.
            invoice_changes(InvoiceRequest) -> Vec<Change>;
            /// How a connection is kept up to date.
            sync_settings(ConnectionRequest) -> SyncSettings;
            /// Sets how a connection is kept up to date, from the next sync on.
            set_sync_settings(SyncSettingsRequest) -> SyncSettings;
            /// Customers by name or id, to make an invoice for.
            customers(CustomersRequest) -> Vec<Customer>;
            /// Reads a text as an amount, in the format the person writes them in.
            read_amount(AmountRequest) -> AmountRead;
            /// What writes would do, and whether they can; nothing is sent.
            check_write(WriteRequest) -> WriteCheck;
            /// Sends writes, each once, and reads what became of them.
            write(WriteRequest) -> WriteResult;
            /// Prepares writes without sending them.
            prepare_write(WriteRequest) -> Vec<JournalEntry>;
            /// What was changed, is prepared or not settled, the newest first.
            journal(JournalRequest) -> Vec<JournalEntry>;
            /// Compares prepared changes with what the server has now; nothing is sent.
            check_drafts(EntriesRequest) -> Vec<DraftCheck>;
            /// Sends prepared changes in the order they were made, one result for each.
            send_drafts(EntriesRequest) -> Vec<WriteResult>, progress;
            /// Goes by what the server has now instead of what was seen when the changes were prepared.
            accept_drafts(EntriesRequest) -> Vec<JournalEntry>;
            /// Throws prepared changes away.
            discard_drafts(EntriesRequest) -> Vec<JournalEntry>;
            /// Reads again what became of changes that are not settled.
            settle_writes(ConnectionRequest) -> Vec<JournalEntry>;
            /// Notes what a person found out about a change that reading could not settle.
            decide_write(DecideRequest) -> JournalEntry;
            /// What an action would do to a selection.
            preview_bulk(BulkPreviewRequest) -> BulkPreview;
            /// Does it, one invoice after the other.
            run_bulk(BulkRequest) -> BulkResult, progress;
            /// Stops a running action after the invoice it is at. False when none runs.
            stop_bulk(ConnectionRequest) -> bool;
            /// Asks where to save the journal as CSV and writes it; null when dismissed.
            save_journal(ConnectionRequest) -> Option<SavedFile>;
        }
    };
}
pub(crate) use with_commands;

macro_rules! names {
    ($(#[doc = $doc:literal] $name:ident($request:ty) -> $response:ty $(, $progress:ident)?;)*) => {
        /// The names of all commands.
        pub const COMMANDS: &[&str] = &[$(stringify!($name)),*];
    };
}
with_commands!(names);
