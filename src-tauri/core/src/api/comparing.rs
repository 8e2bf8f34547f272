//! The server's own PDF held against the one made here.

use std::{num::NonZeroU32, sync::Arc};

use rusqlite::Transaction;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{
    Bytes, Error, ErrorCode, blocking,
    connections::{database, entry, revive_sample},
    invoices::read,
    syncing::token_needed,
    types::*,
};
use crate::{
    app::App,
    domain::Invoice,
    pdf::{
        self, InvoiceDocument, PrintContext,
        compare::{self, Known},
    },
    printing::{Printing, Selection},
    store::{self, Database, invoices, server_pdfs, settings},
    sync::Reporter,
    threescale::Client,
};

/// So often at most is a PDF asked for again, which takes some seconds.
const ASK_AGAIN: usize = 4;

/// What comparing with the server's own PDF gave; `None` when it was not compared yet.
///
/// # Errors
/// [`ErrorCode::NotFound`] when the invoice is not held; else when the cache fails.
pub async fn pdf_comparison(app: &Arc<App>, request: InvoiceRequest) -> Result<Option<PdfComparison>, Error> {
    let id = request.id;
    let found = read(app, &request.connection, move |tx| Ok((server_pdfs::get(tx, id)?, Printable::read(tx, id)?)));
    let (kept, printable) = found.await?;
    let (kept, printable) = match (kept, printable) {
        (_, None) => return Err(not_held(id)),
        (None, _) => return Ok(None),
        (Some(kept), Some(printable)) => (kept, printable),
    };
    blocking(move || {
        let outdated = printable.says() != kept.compared_with;
        let result: Kept = serde_json::from_str(&kept.comparison)
            .map_err(|error| Error::new(ErrorCode::Failed, format!("a comparison cannot be read: {error}")))?;
        Ok(Some(result.told(&kept, outdated)))
    })
    .await
}

/// Fetches the server's own PDF, keeps it and compares it with the one made here.
///
/// # Errors
/// [`ErrorCode::NotFound`] when the invoice is not held, or the server made no PDF of it; [`ErrorCode::Offline`],
/// [`ErrorCode::Refused`] and [`ErrorCode::TokenNeeded`] as for a sync; [`ErrorCode::Failed`] when the host that keeps
/// the PDFs fails or what it gives cannot be read.
pub async fn compare_pdf(app: &Arc<App>, request: InvoiceRequest) -> Result<PdfComparison, Error> {
    Comparer::open(app, &request.connection, None).await?.compare(request.id).await
}

/// The server's own PDF, as it was fetched last.
///
/// # Errors
/// [`ErrorCode::NotFound`] when none was fetched yet; else when the cache fails.
pub async fn server_pdf(app: &Arc<App>, request: InvoiceRequest) -> Result<Bytes, Error> {
    let id = request.id;
    let bytes = read(app, &request.connection, move |tx| server_pdfs::bytes(tx, id)).await?;
    bytes.map(Bytes).ok_or_else(|| {
        Error::new(ErrorCode::NotFound, format!("the server's PDF of invoice {id} was not fetched yet"))
            .hint("Compare the invoice with the server's PDF first.")
    })
}

/// What became of comparing one of several invoices.
#[derive(Clone, Debug)]
pub struct Compared {
    /// The server's id.
    pub id: i64,
    /// The number people see.
    pub friendly_id: Option<String>,
    /// What comparing gave, or why it could not be done.
    pub result: Result<PdfComparison, Error>,
    /// There is nothing to compare with and nothing wrong with that: the invoice was not issued yet.
    pub not_issued: bool,
}

/// Compares several invoices one after the other. What is wrong with one of them is told with it; when the portal
/// cannot be reached or refuses, the others are not tried and have the same error.
///
/// # Errors
/// When nothing was begun: [`ErrorCode::NotFound`] for an id that is not held, no token, no such connection.
pub async fn compare_many(
    app: &Arc<App>,
    connection: &str,
    selection: Selection,
    progress: impl Fn(SyncProgress) + Send + Sync + 'static,
) -> Result<Vec<Compared>, Error> {
    let chosen = chosen(app, connection, selection).await?;
    let reporter = Arc::new(Reporter::new(progress));
    let comparer = Comparer::open(app, connection, Some(Arc::clone(&reporter))).await?;
    let total = Some(chosen.len() as u64);
    let mut compared = Vec::with_capacity(chosen.len());
    let mut ended: Option<Error> = None;
    for (done, (id, friendly_id, issued)) in chosen.into_iter().enumerate() {
        reporter.at(SyncPhase::Verifying, done as u64, total);
        let result = match &ended {
            Some(error) => Err(error.clone()),
            None => comparer.compare(id).await,
        };
        if let Err(error) = &result
            && matches!(error.code, ErrorCode::Offline | ErrorCode::Refused | ErrorCode::CacheDamaged)
        {
            ended = Some(error.clone());
        }
        let has_none = result.as_ref().is_err_and(|error| error.code == ErrorCode::NotFound);
        let not_issued = has_none && !issued;
        compared.push(Compared { id, friendly_id, result, not_issued });
    }
    reporter.at(SyncPhase::Verifying, compared.len() as u64, total);
    Ok(compared)
}

/// Id, number, and whether it was issued.
type Chosen = (i64, Option<String>, bool);

async fn chosen(app: &Arc<App>, connection: &str, selection: Selection) -> Result<Vec<Chosen>, Error> {
    let today = app.clock.today();
    let (found, missing) = read(app, connection, move |tx| {
        let (mut found, mut missing) = (Vec::new(), None);
        let mut add = |invoice: Invoice| found.push((invoice.id, invoice.friendly_id, invoice.issued_on.is_some()));
        match selection {
            Selection::Filter(filter) => invoices::all(tx, &filter, today, |held| {
                add(held.invoice);
                store::Result::Ok(())
            })?,
            Selection::Ids(ids) => {
                for id in ids {
                    match invoices::get(tx, id)? {
                        Some(held) => add(held.invoice),
                        None => missing = missing.or(Some(id)),
                    }
                }
            }
        }
        Ok((found, missing))
    })
    .await?;
    missing.map_or(Ok(found), |id| Err(not_held(id)))
}

/// What comparing takes: a portal, and the cache.
struct Comparer {
    app: Arc<App>,
    connection: String,
    database: Arc<Database>,
    client: Client,
}

impl Comparer {
    async fn open(app: &Arc<App>, connection: &str, reporter: Option<Arc<Reporter>>) -> Result<Self, Error> {
        let entry = revive_sample(app, entry(app, connection)?).await?;
        let limit = read(app, &entry.name, |tx| settings::get(tx, settings::SYNC)).await?.unwrap_or_default();
        let client = app.client(&entry, |options| {
            options.requests_per_minute = NonZeroU32::new(limit.requests_per_minute);
            // Somebody waits for it.
            options.retry.retries = options.retry.retries.min(ASK_AGAIN);
            if let Some(reporter) = reporter {
                options.on_wait = Some(Arc::new(move |reason| reporter.waiting(reason)));
            }
        })?;
        let client = client.ok_or_else(|| token_needed(&entry.name))?;
        let opened = (Arc::clone(app), entry.name.clone());
        let database = blocking(move || Ok(database(&opened.0, &opened.1)?.1)).await?;
        Ok(Self { app: Arc::clone(app), connection: entry.name, database, client })
    }

    async fn compare(&self, id: i64) -> Result<PdfComparison, Error> {
        let printable = read(&self.app, &self.connection, move |tx| Printable::read(tx, id)).await?;
        let printable = printable.ok_or_else(|| not_held(id))?;
        let there = self.client.server_pdf(id).await.map_err(of_the_pdf)?.ok_or_else(|| no_pdf(&printable.invoice))?;
        let (database, now) = (Arc::clone(&self.database), self.app.clock.now());
        blocking(move || {
            let here = printable.print()?;
            let result = Kept::compare(&printable, &here, &there)?;
            let comparison = serde_json::to_string(&result)
                .map_err(|error| Error::new(ErrorCode::Failed, format!("the comparison cannot be kept: {error}")))?;
            let kept = server_pdfs::Compared {
                fetched_at: now,
                sha256: sha256(&there),
                compared_with: printable.says(),
                comparison,
            };
            database.write(|tx| server_pdfs::save(tx, id, &there, &kept))?;
            Ok(result.told(&kept, false))
        })
        .await
    }
}

/// An invoice with all that its PDF is made from.
struct Printable {
    invoice: Invoice,
    context: PrintContext,
    codes_unread: bool,
}

impl Printable {
    fn read(tx: &Transaction<'_>, id: i64) -> store::Result<Option<Self>> {
        let Some(held) = invoices::get(tx, id)? else { return Ok(None) };
        let context = Printing::read(tx)?.context(tx, &held.invoice)?;
        let codes_unread = settings::get(tx, settings::ACCOUNTS_REFUSED)?.is_some();
        Ok(Some(Self { invoice: held.invoice, context, codes_unread }))
    }

    /// Stands for everything that is compared: it changes when the words or the logo do, and with nothing else.
    fn says(&self) -> String {
        compare::fingerprint(&InvoiceDocument::build(&self.invoice, &self.context))
    }

    /// In the layout that is compared.
    fn print(&self) -> Result<Vec<u8>, Error> {
        Ok(pdf::invoice_pdf(&self.invoice, &self.context, pdf::Layout::Server)?.bytes)
    }
}

/// What is kept of a comparison beside the file itself.
#[derive(Serialize, Deserialize)]
struct Kept {
    words: u64,
    pages_here: u64,
    pages_there: u64,
    differences: Vec<PdfDifference>,
}

impl Kept {
    fn compare(printable: &Printable, here: &[u8], there: &[u8]) -> Result<Self, Error> {
        let document = InvoiceDocument::build(&printable.invoice, &printable.context);
        let known = Known { codes_unread: printable.codes_unread };
        let found = compare::compare(&document, here, there, known).map_err(|error| {
            Error::new(ErrorCode::Failed, format!("the server's PDF was fetched, but {error}"))
                .hint("It is not kept. Open the PDF in the portal to see what is wrong with it.")
        })?;
        Ok(Self {
            words: found.words as u64,
            pages_here: found.pages_here as u64,
            pages_there: found.pages_there as u64,
            differences: found.differences.into_iter().map(difference).collect(),
        })
    }

    fn told(self, kept: &server_pdfs::Compared, outdated: bool) -> PdfComparison {
        PdfComparison {
            compared_at: kept.fetched_at,
            sha256: kept.sha256.clone(),
            same: self.differences.is_empty(),
            words: self.words,
            pages_here: self.pages_here,
            pages_there: self.pages_there,
            differences: self.differences,
            outdated,
        }
    }
}

fn difference(found: compare::Difference) -> PdfDifference {
    let compare::Difference { place, here, there, is_amount, explanation } = found;
    PdfDifference { place, here, there, is_amount, explanation }
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn not_held(id: i64) -> Error {
    Error::new(ErrorCode::NotFound, format!("there is no invoice {id} in the cache"))
        .hint("If it is new at the portal, sync first.")
}

fn no_pdf(invoice: &Invoice) -> Error {
    let message = "the server has no PDF of this invoice; it makes one when it is issued";
    let hint = match invoice.issued_on {
        None => "The invoice was not issued when it was last read.",
        Some(_) => "The invoice is issued. Why the server has none cannot be told from here; look at it in the portal.",
    };
    Error::new(ErrorCode::NotFound, message).hint(hint)
}

/// What a person can do when the file is not what it should be.
fn of_the_pdf(error: crate::threescale::Error) -> Error {
    use crate::threescale::Error as E;
    let hint = match &error {
        E::Malformed { .. } => Some("What was sent is not kept. Open the PDF in the portal to see what it gives."),
        E::TooLarge { .. } => Some("It is larger than any invoice. Download it in the portal."),
        _ => None,
    };
    let error = Error::from(error);
    match hint {
        Some(hint) => error.hint(hint),
        None => error,
    }
}
