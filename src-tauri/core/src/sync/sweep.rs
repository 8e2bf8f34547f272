//! Reads every page of the list of invoices.
//!
//! The list is ordered by id, ids only grow and nothing is ever deleted, so with a fixed page size an
//! invoice stays on its page for good and new ones land behind the last. Reading from the last page to
//! the first therefore loses and doubles nothing, gives the newest months first, and a page number is a
//! cursor that survives a kill. What is created meanwhile is behind the end and is read at the end.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use super::{Error, run::Context};
use crate::{
    domain::SyncPhase,
    store::{
        invoices,
        page_writer::{PageWriter, ReadInvoice, fingerprint},
        sync_runs::{self, Cursor},
    },
    threescale::{InvoiceList, MAX_PER_PAGE, XmlInvoice, convert, wire},
};

/// A sweep begins anew at most this often when the server changes its page size under it.
const RESTARTS: usize = 5;

/// What one page gave.
struct Page {
    pagination: wire::Pagination,
    invoices: Vec<ReadInvoice>,
}

/// Reads all pages, from `cursor` on where there is one, and marks what was not found.
pub(super) async fn sweep(context: &Context<'_>, cursor: Option<Cursor>) -> Result<(), Error> {
    let writer = Arc::new(Mutex::new(PageWriter::new(context.run)));
    let mut cursor = cursor;
    for _ in 0..RESTARTS {
        match pages(context, &writer, cursor).await? {
            Sweep::Complete => {
                let (run, root) = (context.run, context.root);
                return context
                    .write(move |tx| {
                        let missing = invoices::mark_missing(tx, root, run)?;
                        sync_runs::set_missing(tx, run, missing)
                    })
                    .await;
            }
            Sweep::PageSizeChanged => cursor = None,
        }
    }
    Err(Error::Restless)
}

enum Sweep {
    Complete,
    PageSizeChanged,
}

type SharedWriter = Arc<Mutex<PageWriter>>;

async fn pages(context: &Context<'_>, writer: &SharedWriter, cursor: Option<Cursor>) -> Result<Sweep, Error> {
    let mut cursor = match cursor {
        Some(cursor) => cursor,
        None => first_page(context, writer).await?,
    };
    let mut newest_total = cursor.total_entries;
    let mut fetched = None;
    while cursor.next_page > 0 {
        report(context, cursor);
        let page = match fetched.take() {
            Some(page) => page,
            None => fetch(context, cursor.next_page, cursor.per_page).await?,
        };
        if page.pagination.per_page != cursor.per_page {
            return Ok(Sweep::PageSizeChanged);
        }
        newest_total = newest_total.max(page.pagination.total_entries);
        // Page 1 was read first: it told how many there are.
        cursor.next_page = if cursor.next_page > 2 { cursor.next_page - 1 } else { 0 };
        let write = write_page(context, writer, page.invoices, cursor);
        if cursor.next_page == 0 {
            write.await?;
        } else {
            // The next page is on its way while this one is written.
            let (written, next) = tokio::join!(write, fetch(context, cursor.next_page, cursor.per_page));
            written?;
            fetched = Some(next?);
        }
    }
    tail(context, writer, cursor, newest_total).await
}

/// Page 1 tells the page size the server takes and how many invoices there are.
async fn first_page(context: &Context<'_>, writer: &SharedWriter) -> Result<Cursor, Error> {
    let page = fetch(context, 1, MAX_PER_PAGE).await?;
    let per_page = page.pagination.per_page.max(1);
    let total_entries = page.pagination.total_entries;
    let pages = total_entries.div_ceil(per_page);
    let cursor = Cursor { per_page, next_page: if pages > 1 { pages } else { 0 }, total_entries };
    write_page(context, writer, page.invoices, cursor).await?;
    Ok(cursor)
}

/// Reads what was created behind the end while the sweep was under way, until nothing more is.
async fn tail(
    context: &Context<'_>,
    writer: &SharedWriter,
    mut cursor: Cursor,
    mut newest_total: u64,
) -> Result<Sweep, Error> {
    while newest_total > cursor.total_entries {
        let number = cursor.total_entries / cursor.per_page + 1;
        let page = fetch(context, number, cursor.per_page).await?;
        if page.pagination.per_page != cursor.per_page {
            return Ok(Sweep::PageSizeChanged);
        }
        newest_total = newest_total.max(page.pagination.total_entries);
        cursor.total_entries = newest_total.min(number * cursor.per_page);
        write_page(context, writer, page.invoices, cursor).await?;
    }
    report(context, cursor);
    Ok(Sweep::Complete)
}

/// Reads a page in both forms and joins them.
async fn fetch(context: &Context<'_>, page: u64, per_page: u64) -> Result<Page, Error> {
    let all = InvoiceList::default();
    let (xml, index) =
        tokio::join!(context.client.invoices(&all, page, per_page), context.client.index(&all, page, per_page));
    let (xml, index) = (xml?, index?);
    let mut index: HashMap<i64, wire::IndexEntry> = index.into_iter().map(|entry| (entry.id, entry)).collect();
    let mut invoices = Vec::with_capacity(xml.invoices.len());
    for invoice in xml.invoices {
        let id = invoice.read.value.id;
        let joined = index.remove(&id).and_then(|entry| join(invoice, &entry));
        invoices.push(match joined {
            Some(joined) => joined,
            // It changed, or came to be, between the two answers.
            None => read_one(context, id).await?,
        });
    }
    Ok(Page { pagination: xml.pagination, invoices })
}

async fn read_one(context: &Context<'_>, id: i64) -> Result<ReadInvoice, Error> {
    let (xml, entry) = context.client.invoice(id).await?;
    let fingerprint = fingerprint_of(&xml, &entry);
    Ok(ReadInvoice { invoice: xml.read, fingerprint })
}

/// `None` when XML and JSON do not speak of the same moment.
fn join(mut xml: XmlInvoice, entry: &wire::IndexEntry) -> Option<ReadInvoice> {
    let fingerprint = fingerprint_of(&xml, entry);
    convert::complete(&mut xml.read, entry).then_some(ReadInvoice { invoice: xml.read, fingerprint })
}

fn fingerprint_of(xml: &XmlInvoice, entry: &wire::IndexEntry) -> [u8; 16] {
    let raw =
        |value: &Option<Box<serde_json::value::RawValue>>| value.as_deref().map_or("", |raw| raw.get()).to_owned();
    fingerprint(
        &xml.digest,
        &[
            entry.created_at.as_deref().unwrap_or_default(),
            entry.updated_at.as_deref().unwrap_or_default(),
            &raw(&entry.vat_rate),
            &raw(&entry.vat_amount),
        ],
    )
}

/// Writes the invoices of a page and the cursor behind it, together or not at all.
async fn write_page(
    context: &Context<'_>,
    writer: &SharedWriter,
    invoices: Vec<ReadInvoice>,
    cursor: Cursor,
) -> Result<(), Error> {
    let (run, now, writer) = (context.run, context.now(), Arc::clone(writer));
    context
        .write(move |tx| {
            let mut writer = writer.lock().unwrap_or_else(PoisonError::into_inner);
            let counts = writer.write(tx, &invoices, now)?;
            sync_runs::count(tx, run, counts, now)?;
            sync_runs::set_cursor(tx, run, cursor)
        })
        .await
}

fn report(context: &Context<'_>, cursor: Cursor) {
    // Read so far: page 1 and everything behind the next page.
    let unread = cursor.next_page.saturating_sub(1) * cursor.per_page;
    let done = cursor.total_entries.saturating_sub(unread);
    context.reporter.at(SyncPhase::Invoices, done, Some(cursor.total_entries));
}
