//! Writes invoices as a sync reads them, page by page.

use std::{collections::HashMap, sync::Arc};

use jiff::Timestamp;
use rusqlite::{Transaction, params};
use rust_decimal::{Decimal, prelude::ToPrimitive};
use xxhash_rust::xxh3::Xxh3Default;

use serde_json::Value;

use super::{Error, Result, changes, fold, invoices, line_items, parties, search, sync_runs::Counts, text_ids};
use crate::{
    domain::{Difference, Invoice, LineItem, Party, differences, round2},
    threescale::Converted,
};

/// Hashes of what the server wrote about an invoice: equal means that nothing changed. The first half is of
/// the XML, so that a list can be compared without its JSON, the second of what the JSON adds.
pub type Fingerprint = [u8; 16];

/// The fingerprint of an invoice: the digest of its XML and what the JSON adds.
pub fn fingerprint(xml_digest: u128, json_parts: &[&str]) -> Fingerprint {
    let mut hash = Xxh3Default::new();
    for part in json_parts {
        hash.update(&(part.len() as u64).to_le_bytes());
        hash.update(part.as_bytes());
    }
    let mut print = Fingerprint::default();
    print[..8].copy_from_slice(&half(xml_digest));
    print[8..].copy_from_slice(&hash.digest().to_le_bytes());
    print
}

fn half(digest: u128) -> [u8; 8] {
    (digest as u64).to_le_bytes()
}

/// Whether the XML of all these invoices (by id, with its digest) is what it was when they were held.
pub fn is_held_unchanged(tx: &Transaction<'_>, invoices: &[(i64, u128)]) -> Result<bool> {
    let mut statement = tx.prepare_cached("SELECT 1 FROM invoices WHERE id = ?1 AND substr(fingerprint, 1, 8) = ?2")?;
    for (id, digest) in invoices {
        if !statement.exists(params![id, half(*digest)])? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// An invoice as read, with the fingerprint of its texts.
pub struct ReadInvoice {
    /// The invoice.
    pub invoice: Converted<Invoice>,
    /// Of the server's texts.
    pub fingerprint: Fingerprint,
}

/// Writes what one run reads. It remembers the ids of texts and parties between pages; after a failed
/// transaction it must not be used again, since those ids may have been rolled back.
pub struct PageWriter {
    run: i64,
    /// Whether an invoice that was not held is news: it is not while everything is read for the first time.
    new_is_news: bool,
    /// Ids of texts as the server writes them, not folded: folding takes longer than finding.
    texts: HashMap<String, Option<i64>>,
    parties: HashMap<Party, Arc<KnownParty>>,
}

/// A stored version of a party and what is known of its texts.
struct KnownParty {
    id: i64,
    folded_name: String,
    /// Name and address together, as a text to search in.
    text: Option<i64>,
}

/// Texts remembered at most; beyond that they are looked up in the database.
const REMEMBERED_TEXTS: usize = 100_000;

/// Invoices are looked up together while their ids leave no more than so many between two of them.
const SPARSE: usize = 20;

/// What was held of an invoice before.
struct Held {
    fingerprint: Vec<u8>,
    read_run: i64,
    buyer: i64,
}

impl PageWriter {
    /// A writer for a run. With `new_is_news` an invoice that was not held goes into the ledger as one.
    pub fn new(run: i64, new_is_news: bool) -> Self {
        Self { run, new_is_news, texts: HashMap::new(), parties: HashMap::new() }
    }

    /// Writes the invoices of one page, read at `now`.
    pub fn write(&mut self, tx: &Transaction<'_>, invoices: &[ReadInvoice], now: Timestamp) -> Result<Counts> {
        let mut counts = Counts::default();
        let now = changes::comparable(now);
        let mut held = held(tx, invoices)?;
        // Pages overlap where their size changed: what was read last counts.
        let last: HashMap<i64, usize> =
            invoices.iter().enumerate().map(|(at, read)| (read.invoice.value.id, at)).collect();
        for (at, read) in invoices.iter().enumerate() {
            if last.get(&read.invoice.value.id) != Some(&at) {
                continue;
            }
            match held.remove(&read.invoice.value.id) {
                // Somebody read it later than this run did.
                Some(held) if held.read_run > self.run => {}
                Some(held) if held.fingerprint == read.fingerprint => {
                    counts.unchanged += self.touch(tx, read.invoice.value.id, &now)?;
                }
                None => {
                    self.replace(tx, read, None, &now)?;
                    if self.new_is_news {
                        self.tell_new(tx, &read.invoice.value, &now)?;
                    }
                    counts.added += 1;
                }
                Some(held) => {
                    let changed = self.change(tx, read, &held, &now)?;
                    counts.changed += u64::from(changed);
                    counts.unchanged += u64::from(!changed && held.read_run < self.run);
                }
            }
        }
        Ok(counts)
    }

    /// Notes invoices that were read and are as they were held.
    pub fn touch_all(&self, tx: &Transaction<'_>, ids: &[i64], now: Timestamp) -> Result<Counts> {
        let now = changes::comparable(now);
        let mut unchanged = 0;
        for id in ids {
            unchanged += self.touch(tx, *id, &now)?;
        }
        Ok(Counts { unchanged, ..Counts::default() })
    }

    /// Replaces an invoice and puts into the ledger what differs. The server may write the same things in
    /// another way: that is no change.
    fn change(&mut self, tx: &Transaction<'_>, read: &ReadInvoice, held: &Held, now: &str) -> Result<bool> {
        let id = read.invoice.value.id;
        let before = invoices::get(tx, id)?;
        self.replace(tx, read, Some(held), now)?;
        let (Some(before), Some(after)) = (before, invoices::get(tx, id)?) else { return Ok(false) };
        let found = differences(&before.invoice, &after.invoice);
        changes::add(tx, id, self.run, now, &found)?;
        Ok(!found.is_empty())
    }

    /// An invoice that was not there before: state and cost stand for all of it.
    fn tell_new(&self, tx: &Transaction<'_>, invoice: &Invoice, now: &str) -> Result<()> {
        let now_there = |field: &str, after: String| Difference {
            field: field.to_owned(),
            before: Value::Null,
            after: Value::String(after),
        };
        let told = [now_there("state", invoice.state.to_string()), now_there("cost", invoice.cost.to_string())];
        changes::add(tx, invoice.id, self.run, now, &told)
    }

    /// Notes that an invoice is as it was; 1 when this run reads it for the first time, which is when it counts.
    fn touch(&self, tx: &Transaction<'_>, id: i64, now: &str) -> Result<u64> {
        let touched = tx
            .prepare_cached(
                "UPDATE invoices SET read_run = ?2, read_at = ?3, missing_run = NULL WHERE id = ?1 AND read_run < ?2",
            )?
            .execute(params![id, self.run, now])?;
        Ok(touched as u64)
    }

    fn replace(&mut self, tx: &Transaction<'_>, read: &ReadInvoice, held: Option<&Held>, now: &str) -> Result<()> {
        let invoice = &read.invoice.value;
        let buyer = self.buyer(tx, invoice, held)?;
        let provider = self.party(tx, &invoice.provider)?;
        let odd = odd_json(&read.invoice)?;
        let text_ids = self.text_ids(tx, [buyer.text, provider.text], &invoice.line_items)?;
        let (id, count) = (invoice.id, invoice.payment_transactions_count);
        tx.prepare_cached(if held.is_some() { REPLACE } else { INSERT })?.execute(params![
            id,
            invoice.friendly_id,
            invoice.creation_type,
            invoice.state.as_str(),
            invoice.period.from.to_string(),
            invoice.period.to.to_string(),
            invoice.issued_on.map(|day| day.to_string()),
            invoice.due_on.map(|day| day.to_string()),
            invoice.paid_at.map(|time| time.to_string()),
            invoice.created_at.map(|time| time.to_string()),
            invoice.updated_at.map(|time| time.to_string()),
            invoice.currency,
            invoice.cost.to_string(),
            cents(invoice.cost),
            invoice.vat_rate.map(|rate| rate.to_string()),
            invoice.vat_amount.map(|amount| amount.to_string()),
            invoice.cost_without_vat.map(|amount| amount.to_string()),
            provider.id,
            buyer.id,
            invoice.buyer.party.id,
            invoice.buyer.status,
            buyer.folded_name,
            count,
            odd,
            read.fingerprint,
            self.run,
            now,
            text_ids
        ])?;
        if held.is_some() {
            line_items::remove(tx, id)?;
        }
        if count == 0 && held.is_some() {
            super::payments::clear(tx, id)?;
        }
        line_items::add(tx, id, &invoice.line_items)
    }

    /// The buyer's stored version. A deleted customer arrives without name and address: the last known ones stay.
    fn buyer(&mut self, tx: &Transaction<'_>, invoice: &Invoice, held: Option<&Held>) -> Result<Arc<KnownParty>> {
        let party = &invoice.buyer.party;
        let nameless = Party { id: party.id, ..Party::default() };
        match held {
            Some(held) if invoice.buyer.is_deleted() && *party == nameless => {
                self.party(tx, &parties::get(tx, held.buyer)?)
            }
            _ => self.party(tx, party),
        }
    }

    fn party(&mut self, tx: &Transaction<'_>, party: &Party) -> Result<Arc<KnownParty>> {
        if let Some(known) = self.parties.get(party) {
            return Ok(Arc::clone(known));
        }
        let known = Arc::new(KnownParty {
            id: parties::id_of(tx, party)?,
            folded_name: fold(party.org_name.as_deref().unwrap_or_default()),
            text: text_id(tx, &party_text(party))?,
        });
        self.parties.insert(party.clone(), Arc::clone(&known));
        Ok(known)
    }

    /// Everything of an invoice that can be searched, its payments left out.
    fn text_ids(
        &mut self,
        tx: &Transaction<'_>,
        parties: [Option<i64>; 2],
        line_items: &[LineItem],
    ) -> Result<Vec<u8>> {
        let mut ids: Vec<i64> = parties.into_iter().flatten().collect();
        for text in line_items.iter().flat_map(|item| [&item.name, &item.description]).flatten() {
            ids.extend(self.text(tx, text)?);
        }
        Ok(text_ids::pack(ids))
    }

    /// The id of a text; none for one in which nothing can be found.
    fn text(&mut self, tx: &Transaction<'_>, text: &str) -> Result<Option<i64>> {
        if let Some(id) = self.texts.get(text) {
            return Ok(*id);
        }
        let id = text_id(tx, text)?;
        if self.texts.len() < REMEMBERED_TEXTS {
            self.texts.insert(text.to_owned(), id);
        }
        Ok(id)
    }
}

/// What is held of these invoices. On pages they stand side by side, so that one look at a part of the table finds
/// them; where they are far from each other, each is looked up by itself.
fn held(tx: &Transaction<'_>, invoices: &[ReadInvoice]) -> Result<HashMap<i64, Held>> {
    let ids: Vec<i64> = invoices.iter().map(|read| read.invoice.value.id).collect();
    let (Some(first), Some(last)) = (ids.iter().min(), ids.iter().max()) else { return Ok(HashMap::new()) };
    let ranges = match last.abs_diff(*first) <= (ids.len() * SPARSE) as u64 {
        true => vec![(*first, *last)],
        false => ids.iter().map(|id| (*id, *id)).collect(),
    };
    let mut statement =
        tx.prepare_cached("SELECT id, fingerprint, read_run, buyer FROM invoices WHERE id BETWEEN ?1 AND ?2")?;
    let mut held = HashMap::with_capacity(ids.len());
    for range in ranges {
        let mut rows = statement.query(range)?;
        while let Some(row) = rows.next()? {
            held.insert(row.get(0)?, Held { fingerprint: row.get(1)?, read_run: row.get(2)?, buyer: row.get(3)? });
        }
    }
    Ok(held)
}

fn text_id(tx: &Transaction<'_>, text: &str) -> Result<Option<i64>> {
    let folded = fold(text);
    (!folded.trim().is_empty()).then(|| search::text_id(tx, &folded)).transpose()
}

/// Name and address in one text.
fn party_text(party: &Party) -> String {
    let parts = [&party.org_name, &party.address, &party.city, &party.state, &party.country, &party.phone, &party.zip];
    parts.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join("\n")
}

/// Cents for sums and sorting. The server rounds `cost` to cents, so nothing is lost; a total beyond all
/// measure sorts as the largest there is, and sums then use the text instead.
fn cents(cost: Decimal) -> i64 {
    let cents = round2(cost).checked_mul(Decimal::ONE_HUNDRED).and_then(|cents| cents.to_i64());
    cents.unwrap_or(if cost.is_sign_negative() { -i64::MAX } else { i64::MAX })
}

fn odd_json<T>(converted: &Converted<T>) -> Result<Option<String>> {
    match converted.odd.is_empty() {
        true => Ok(None),
        false => serde_json::to_string(&converted.odd).map(Some).map_err(|error| Error::Value(error.to_string())),
    }
}

macro_rules! insert {
    ($tail:literal) => {
        concat!(
            "INSERT INTO invoices (id, friendly_id, creation_type, state, period_from, period_to, issued_on, due_on,
                 paid_at, created_at, updated_at, currency, cost, cost_cents, vat_rate, vat_amount, cost_without_vat,
                 provider, buyer, buyer_account_id, buyer_status, buyer_folded, payment_transactions_count, odd_values,
                 fingerprint, read_run, read_at, text_ids, payments_read_count)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21,
                 ?22, ?23, ?24, ?25, ?26, ?27, ?28, iif(?23 = 0, 0, NULL))",
            $tail
        )
    };
}

/// For an invoice that is not held: without the clause of the other one SQLite needs no journal for the statement,
/// which would copy every page it touches.
const INSERT: &str = insert!("");

/// For one that is.
const REPLACE: &str = insert!(
    " ON CONFLICT (id) DO UPDATE SET friendly_id = excluded.friendly_id, creation_type = excluded.creation_type,
    state = excluded.state, period_from = excluded.period_from, period_to = excluded.period_to,
    issued_on = excluded.issued_on, due_on = excluded.due_on, paid_at = excluded.paid_at,
    created_at = excluded.created_at, updated_at = excluded.updated_at, currency = excluded.currency,
    cost = excluded.cost, cost_cents = excluded.cost_cents, vat_rate = excluded.vat_rate,
    vat_amount = excluded.vat_amount, cost_without_vat = excluded.cost_without_vat, provider = excluded.provider,
    buyer = excluded.buyer, buyer_account_id = excluded.buyer_account_id, buyer_status = excluded.buyer_status,
    buyer_folded = excluded.buyer_folded, payment_transactions_count = excluded.payment_transactions_count,
    odd_values = excluded.odd_values, fingerprint = excluded.fingerprint, read_run = excluded.read_run,
    read_at = excluded.read_at, text_ids = excluded.text_ids, missing_run = NULL"
);
