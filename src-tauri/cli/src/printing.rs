//! Invoices as PDF files.

use std::process::ExitCode;

use billfold_core::{
    api::{self, Error, ErrorCode, types::ConnectionRequest},
    pdf::Layout,
    printing::{Job, Printed, Selection, Targets, WrittenPdf},
};

use crate::{
    args::{PdfArgs, PdfLayout},
    commands::Call,
    print, progress,
};

impl Call {
    /// Prints invoices into files.
    pub async fn pdf(&self, args: PdfArgs) -> Result<ExitCode, Error> {
        let connection = self.connection()?;
        let names = args.name.parse().map_err(Error::from)?;
        let layout = match args.layout {
            PdfLayout::Server => Layout::Server,
            PdfLayout::Readable => Layout::Readable,
        };
        if args.merge.is_some() && args.merge == args.zip {
            return Err(Error::new(ErrorCode::InvalidInput, "--merge and --zip name the same file")
                .hint("Give each a name of its own."));
        }
        let targets = Targets { folder: args.out.clone(), merged: args.merge.clone(), zip: args.zip.clone() };
        let compare = args.compare;
        let selection = self.selection(&connection, args).await?;
        if compare && targets == Targets::default() {
            return self.compare_pdfs(&connection, selection, None).await;
        }
        let job = Job { selection: selection.clone(), layout, targets, names };
        let printed = self.print(&connection, job).await?;
        printed.written.iter().for_each(note_missing_characters);
        self.note_what_is_missing(&connection).await?;
        if printed.written.is_empty() && printed.left == 0 {
            print::note("note: no invoice matches; nothing was written");
        }
        if !self.global.json {
            tell_files(&printed.written);
        }
        if compare && printed.left == 0 {
            return self.compare_pdfs(&connection, selection, Some(&printed.written)).await;
        }
        if self.global.json {
            print::json(&printed.written);
        }
        Ok(end(&printed))
    }

    /// Which invoices are meant.
    async fn selection(&self, connection: &str, args: PdfArgs) -> Result<Selection, Error> {
        let hint = "Name ids or numbers, or give a filter, or say --all.";
        match (args.invoices.is_empty(), args.filter.is_empty() && !args.all) {
            (true, true) => Err(Error::new(ErrorCode::InvalidInput, "nothing says which invoices to print").hint(hint)),
            (false, false) => Err(Error::new(ErrorCode::InvalidInput, "ids and filters cannot be combined").hint(hint)),
            (false, true) => Ok(Selection::Ids(api::invoices::find(&self.app, connection, args.invoices).await?)),
            (true, false) => Ok(Selection::Filter(Box::new(args.filter.into()))),
        }
    }

    /// Ctrl C stops it between two invoices.
    async fn print(&self, connection: &str, job: Job) -> Result<Printed, Error> {
        let (app, name) = (self.app.clone(), connection.to_owned());
        let stopper = tokio::spawn(async move {
            if tokio::signal::ctrl_c().await.is_ok() {
                let _ = api::pdfs::stop_printing(&app, ConnectionRequest { connection: name }).await;
            }
        });
        let bar = progress::bar();
        let shown = bar.clone();
        let printed = api::pdfs::print_many(&self.app, connection, job, move |at| progress::show(&shown, &at)).await;
        bar.finish_and_clear();
        stopper.abort();
        printed
    }
}

/// Each file once, also where it holds several invoices.
fn tell_files(written: &[WrittenPdf]) {
    for files in written.chunk_by(|left, right| left.path == right.path) {
        print::out(&files[0].path.display().to_string());
    }
}

fn note_missing_characters(pdf: &WrittenPdf) {
    let named = |c: &char| format!("{c} (U+{:04X})", u32::from(*c));
    let missing: Vec<String> = pdf.missing_characters.iter().map(named).collect();
    if !missing.is_empty() {
        let missing = missing.join(", ");
        print::note(&format!("note: invoice {}: no font has {missing}; printed as an empty box", pdf.id));
    }
}

fn end(printed: &Printed) -> ExitCode {
    if printed.left == 0 {
        return ExitCode::SUCCESS;
    }
    let (left, done) = (printed.left, printed.written.len());
    print::note(&format!("error: stopped; {done} invoices are written, {left} are not"));
    print::note("hint: Run the same again: files that are there already are left alone.");
    ExitCode::from(ErrorCode::Partial.exit_code())
}
