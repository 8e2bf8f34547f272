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
            /// Asks where to save a table of invoices and writes it; null when dismissed.
            export_invoices(ExportRequest) -> Option<ExportResult>, progress;
            /// Stops writing a table; no file is left. False when none is written.
            stop_export(ConnectionRequest) -> bool;
            /// A table of invoices as text with tabs, to be pasted into a spreadsheet.
            copy_invoices(CopyRequest) -> String;
            /// What was earned, month by month.
            earnings(EarningsRequest) -> Earnings;
            /// What customers owed on a day, by age.
            receivables(ReceivablesRequest) -> Receivables;
            /// A part of the list of customers with what they owe.
            customer_list(CustomerListRequest) -> CustomerList;
            /// Asks where to save a table of figures and writes it; null when dismissed.
            export_figures(FigureExportRequest) -> Option<SavedFile>;
            /// Sets what a person wants of the program as a whole.
            set_preferences(PreferencesRequest) -> Preferences;
            /// Asks for the folder that questions about where to save start from; null when dismissed.
            choose_pdf_folder(Nothing) -> Option<Preferences>;
            /// Sets how a connection is shown and whether changes are switched off.
            set_connection(ConnectionSettingsRequest) -> Connection;
            /// The views a person made.
            saved_views(ConnectionRequest) -> Vec<SavedView>;
            /// Sets them, all at once.
            set_saved_views(SavedViewsRequest) -> Vec<SavedView>;
            /// What a connection prints with.
            print_profile(ConnectionRequest) -> PrintProfile;
            /// Sets the texts a connection prints with.
            set_print_profile(PrintProfileRequest) -> PrintProfile;
            /// Asks for a logo to print and keeps it; null when dismissed.
            choose_logo(ConnectionRequest) -> Option<PrintProfile>;
            /// Prints without a logo from now on.
            remove_logo(ConnectionRequest) -> PrintProfile;
            /// Asks where to save a copy of the cache and writes it; null when dismissed.
            back_up(ConnectionRequest) -> Option<SavedFile>;
            /// Asks for such a copy and puts it in the place of the cache, which is kept; null when dismissed.
            restore(ConnectionRequest) -> Option<Restored>;
            /// Removes the token of a connection from this computer; its cache stays readable.
            forget_token(ConnectionRequest) -> Connection;
            /// Shows the folder of a connection's cache.
            show_data_folder(ConnectionRequest) -> ();
            /// Shows the folder of the program's log.
            show_log_folder(Nothing) -> ();
            /// Shows a file the program wrote since it was started in its folder.
            show_written(WrittenRequest) -> ();
            /// Opens such a file with the system's program for it.
            open_written(WrittenRequest) -> ();
            /// Makes one PDF of a selection and opens it with the system's program, to be printed there.
            open_pdf(OpenPdfRequest) -> PrintResult, progress;
            /// Opens an invoice in a window of its own.
            open_invoice_window(InvoiceRequest) -> ();
            /// What a sync saw that a person wants to know of.
            sync_news(SyncNewsRequest) -> SyncNews;
            /// Shows a notification of the system.
            notify(NotifyRequest) -> ();
            /// Sets the native menus.
            set_menus(Menus) -> ();
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
