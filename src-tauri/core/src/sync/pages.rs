//! Asks for pages of a size the server manages, and joins their XML and JSON.

use std::{collections::HashMap, sync::atomic::Ordering};

use super::{
    Error,
    context::{Context, read},
};
use crate::{
    store::page_writer::{ReadInvoice, fingerprint, is_held_unchanged},
    threescale::{self, Client, InvoiceList, InvoicesPage, MIN_PER_PAGE, XmlInvoice, convert, wire},
};

/// A list is given up when its pages change their size this often under it. Halving from the largest page to
/// the smallest takes five.
const MOST_SIZES: usize = 12;

/// What one page gave.
pub(super) struct Page<T> {
    /// Its number, from 1, among pages of `size`.
    pub(super) number: u64,
    /// How many invoices a page of this size holds.
    pub(super) size: u64,
    /// How many there are on all pages.
    pub(super) total: u64,
    /// Its invoices.
    pub(super) invoices: T,
}

impl<T> Page<T> {
    /// How many invoices stand before it.
    pub(super) fn first_place(&self) -> u64 {
        (self.number - 1) * self.size
    }

    /// The place behind its last invoice, when it is full.
    pub(super) fn end(&self) -> u64 {
        self.number * self.size
    }

    pub(super) fn map<U>(self, change: impl FnOnce(T) -> U) -> Page<U> {
        Page { number: self.number, size: self.size, total: self.total, invoices: change(self.invoices) }
    }
}

/// A page of a live list.
pub(super) enum Live {
    /// The XML of all of them is as it was: their ids.
    Unchanged(Vec<i64>),
    /// Read in both forms.
    Read(Vec<ReadInvoice>),
}

/// Reads the page that holds the invoice at `place` (from 0) of a list, XML and JSON side by side.
pub(super) async fn page_at(
    context: &Context<'_>,
    list: &InvoiceList,
    place: u64,
) -> Result<Page<Vec<ReadInvoice>>, Error> {
    let Sized { number, xml, index } = sized(context, list, place, true).await?;
    let page = xml.pagination;
    let invoices = join_all(context, xml.invoices, index).await?;
    Ok(Page { number, size: page.per_page, total: page.total_entries, invoices })
}

/// As [`page_at`], but the JSON is left out while the XML of every invoice is as it was.
pub(super) async fn live_page_at(context: &Context<'_>, list: &InvoiceList, place: u64) -> Result<Page<Live>, Error> {
    let Sized { number, xml, .. } = sized(context, list, place, false).await?;
    let page = xml.pagination;
    let digests: Vec<_> = xml.invoices.iter().map(|invoice| (invoice.read.value.id, invoice.digest)).collect();
    let ids = digests.iter().map(|(id, _)| *id).collect();
    let unchanged = read(context.database, move |tx| is_held_unchanged(tx, &digests)).await?;
    let invoices = if unchanged {
        Live::Unchanged(ids)
    } else {
        // The index of the same page, if the server still manages that size; else each by itself.
        let index = match context.client.index(list, number, page.per_page).await {
            Err(error) if error.is_slowness() => Vec::new(),
            index => index?,
        };
        Live::Read(join_all(context, xml.invoices, index).await?)
    };
    Ok(Page { number, size: page.per_page, total: page.total_entries, invoices })
}

/// A page of a size the server manages.
struct Sized {
    /// Its number, from 1.
    number: u64,
    xml: InvoicesPage,
    /// Empty when it was not asked for.
    index: Vec<wire::IndexEntry>,
}

/// Asks for the page that holds `place`, in halves when the server is too slow, and again where the server
/// gives pages of another size than it was asked for.
async fn sized(context: &Context<'_>, list: &InvoiceList, place: u64, with_index: bool) -> Result<Sized, Error> {
    for _ in 0..MOST_SIZES {
        let size = context.page_size.load(Ordering::Relaxed);
        let number = place / size + 1;
        match ask(context, list, number, size, with_index).await {
            Ok((xml, index)) => {
                // An empty page says nothing about how many one would hold.
                let given = if xml.invoices.is_empty() { size } else { xml.pagination.per_page.max(1) };
                context.page_size.store(given, Ordering::Relaxed);
                if place / given + 1 == number {
                    return Ok(Sized { number, xml, index });
                }
            }
            Err(error) if error.is_slowness() && size > MIN_PER_PAGE => {
                let smaller = (size / 2).max(MIN_PER_PAGE);
                context.page_size.store(smaller, Ordering::Relaxed);
                context.reporter.waiting(&format!("{error}; trying pages of {smaller}"));
            }
            Err(error) => return Err(error.into()),
        }
    }
    Err(Error::Restless)
}

async fn ask(
    context: &Context<'_>,
    list: &InvoiceList,
    number: u64,
    size: u64,
    with_index: bool,
) -> Result<(InvoicesPage, Vec<wire::IndexEntry>), threescale::Error> {
    let xml = context.client.invoices(list, number, size);
    if !with_index {
        return Ok((xml.await?, Vec::new()));
    }
    let (xml, index) = tokio::join!(xml, context.client.index(list, number, size));
    Ok((xml?, index?))
}

async fn join_all(
    context: &Context<'_>,
    xml: Vec<XmlInvoice>,
    index: Vec<wire::IndexEntry>,
) -> Result<Vec<ReadInvoice>, Error> {
    let mut index: HashMap<i64, wire::IndexEntry> = index.into_iter().map(|entry| (entry.id, entry)).collect();
    let mut invoices = Vec::with_capacity(xml.len());
    for invoice in xml {
        let id = invoice.read.value.id;
        let joined = index.remove(&id).and_then(|entry| join(context, invoice, &entry));
        invoices.push(match joined {
            Some(joined) => joined,
            // It changed, or came to be, between the two answers.
            None => read_one(context, id).await?.0,
        });
    }
    Ok(invoices)
}

/// Reads one invoice by itself; gives its JSON too.
pub(super) async fn read_one(context: &Context<'_>, id: i64) -> Result<(ReadInvoice, wire::IndexEntry), Error> {
    let (invoice, entry) = read_invoice(context.client, id).await?;
    context.heard.add(&entry);
    Ok((invoice, entry))
}

/// Reads one invoice outside of a sync.
pub(crate) async fn read_invoice(
    client: &Client,
    id: i64,
) -> Result<(ReadInvoice, wire::IndexEntry), threescale::Error> {
    let (xml, entry) = client.invoice(id).await?;
    let fingerprint = fingerprint_of(&xml, &entry);
    Ok((ReadInvoice { invoice: xml.read, fingerprint }, entry))
}

/// `None` when XML and JSON do not speak of the same moment.
fn join(context: &Context<'_>, mut xml: XmlInvoice, entry: &wire::IndexEntry) -> Option<ReadInvoice> {
    let fingerprint = fingerprint_of(&xml, entry);
    convert::complete(&mut xml.read, entry).then(|| {
        context.heard.add(entry);
        ReadInvoice { invoice: xml.read, fingerprint }
    })
}

fn fingerprint_of(xml: &XmlInvoice, entry: &wire::IndexEntry) -> [u8; 16] {
    let raw =
        |value: &Option<Box<serde_json::value::RawValue>>| value.as_deref().map_or("", |raw| raw.get()).to_owned();
    fingerprint(
        xml.digest,
        &[
            entry.created_at.as_deref().unwrap_or_default(),
            entry.updated_at.as_deref().unwrap_or_default(),
            &raw(&entry.vat_rate),
            &raw(&entry.vat_amount),
        ],
    )
}
