//! Compares what is held with what the server has, invoice by invoice, and keeps the numbers.
//!
//! The second opinion is the JSON index, which no row was written from alone: ids, states, costs and times of
//! change. What it cannot say, whether the lines are right, is shown by computing every cost from them again.

use std::{
    collections::{BTreeMap, HashMap},
    sync::{Arc, atomic::Ordering},
};

use rust_decimal::Decimal;

use super::{
    Error, Reporter,
    context::{Context, read, write},
    left,
};
use crate::{
    clock::Clock,
    domain::{Finding, FindingKind, SyncPhase, Verification, VerifiedSum},
    store::{
        Database, invoices, settings,
        verifications::{self, HeldFigures},
    },
    threescale::{Client, InvoiceList, MAX_PER_PAGE, MIN_PER_PAGE, convert, wire},
};

/// So many invoices that changed since they were read are read again at most; a portal that changes faster is
/// left to the next sync.
const MOST_REPAIRS: usize = 200;

/// Compares everything, changes nothing but the kept numbers, and gives them.
///
/// # Errors
/// When the portal or the cache cannot be read. What does not agree is no error.
pub async fn verify(
    client: &Client,
    database: &Arc<Database>,
    clock: &dyn Clock,
    reporter: &Reporter,
) -> Result<Verification, Error> {
    let size = read(database, |tx| settings::get(tx, settings::PAGE_SIZE)).await?.unwrap_or(MAX_PER_PAGE);
    let comparison = Comparison { client, database, clock, reporter };
    let verification = comparison.run(size, None).await?;
    let kept = verification.clone();
    write(database, move |tx| verifications::save(tx, None, &kept)).await?;
    Ok(verification)
}

/// The end of a check: what changed since it was read is read again, then the numbers are kept.
pub(super) async fn verify_and_repair(context: &Context<'_>) -> Result<(), Error> {
    let Context { client, database, clock, reporter, run, .. } = *context;
    let size = context.page_size.load(Ordering::Relaxed);
    let comparison = Comparison { client, database, clock, reporter };
    let verification = comparison.run(size, Some(Repairs { context, left: MOST_REPAIRS })).await?;
    context.write(move |tx| verifications::save(tx, Some(run), &verification)).await
}

/// Reads again what does not agree.
struct Repairs<'a> {
    context: &'a Context<'a>,
    /// How many more.
    left: usize,
}

impl Repairs<'_> {
    /// Reads the invoices that were found to differ, and puts what the server says now in the place of what it
    /// said. False when nothing was done.
    async fn repair(&mut self, findings: &[Finding], entries: &mut Vec<wire::IndexEntry>) -> Result<bool, Error> {
        let differing = findings.iter().filter(|finding| finding.kind != FindingKind::Arithmetic);
        let mut ids: Vec<_> = differing.map(|finding| finding.id).collect();
        ids.dedup();
        if ids.is_empty() || ids.len() > self.left {
            return Ok(false);
        }
        self.left -= ids.len();
        for id in ids {
            entries.retain(|entry| entry.id != id);
            entries.extend(left::read_one(self.context, id).await?);
        }
        entries.sort_by_key(|entry| entry.id);
        Ok(true)
    }
}

/// What a comparison works with.
struct Comparison<'a> {
    client: &'a Client,
    database: &'a Arc<Database>,
    clock: &'a dyn Clock,
    reporter: &'a Reporter,
}

impl Comparison<'_> {
    async fn run(&self, size: u64, mut repairs: Option<Repairs<'_>>) -> Result<Verification, Error> {
        self.reporter.at(SyncPhase::Verifying, 0, None);
        let mut index = Index { client: self.client, size, place: 0 };
        let mut numbers = Numbers::default();
        let mut total = self.client.count(&InvoiceList::default()).await?;
        let mut after = 0;
        loop {
            self.reporter.at(SyncPhase::Verifying, index.place, Some(total));
            let mut entries = if index.place < total { index.next(total).await? } else { Vec::new() };
            // What is held beyond the server's last invoice is compared with nothing.
            let to = entries.last().map_or(i64::MAX, |entry| entry.id);
            let mut page = self.page(after, to, &entries).await?;
            if let Some(repairs) = &mut repairs
                && repairs.repair(&page.findings, &mut entries).await?
            {
                page = self.page(after, to, &entries).await?;
            }
            numbers.add(page);
            if to == i64::MAX {
                break;
            }
            after = to;
            if index.place >= total {
                // What was created meanwhile belongs to the server's count.
                total = self.client.count(&InvoiceList::default()).await?;
            }
        }
        let held = read(self.database, invoices::count).await?;
        Ok(numbers.into_verification(held, total, self.clock))
    }

    async fn page(&self, after: i64, to: i64, entries: &[wire::IndexEntry]) -> Result<Numbers, Error> {
        let entries = entries.to_vec();
        read(self.database, move |tx| Ok(numbers_of(&verifications::figures(tx, after, to)?, &entries))).await
    }
}

/// The pages of the JSON index, which do not say of what size they are.
struct Index<'a> {
    client: &'a Client,
    size: u64,
    place: u64,
}

impl Index<'_> {
    /// What follows, of `total`.
    async fn next(&mut self, total: u64) -> Result<Vec<wire::IndexEntry>, Error> {
        loop {
            let number = self.place / self.size + 1;
            let mut entries = match self.client.index(&InvoiceList::default(), number, self.size).await {
                Err(error) if error.is_slowness() && self.size > MIN_PER_PAGE => {
                    self.size = (self.size / 2).max(MIN_PER_PAGE);
                    continue;
                }
                entries => entries?,
            };
            let first = (number - 1) * self.size;
            let (given, expected) = (entries.len() as u64, total.saturating_sub(first).min(self.size));
            if given < expected {
                // The server does not give pages of this size: what it gave is one of its own.
                if number > 1 || given == 0 {
                    return Err(Error::Restless);
                }
                self.size = given;
            }
            entries.drain(..(self.place - first) as usize);
            self.place = first + given;
            return Ok(entries);
        }
    }
}

/// What the comparison of some invoices gave.
#[derive(Default)]
struct Numbers {
    sums: BTreeMap<(String, Option<String>), Sum>,
    findings: Vec<Finding>,
    findings_count: u64,
    verified: u64,
    recomputed: u64,
}

#[derive(Default)]
struct Sum {
    held: (u64, Decimal),
    server: (u64, Decimal),
}

fn numbers_of(held: &[HeldFigures], entries: &[wire::IndexEntry]) -> Numbers {
    let mut numbers = Numbers::default();
    let mut by_id: HashMap<i64, &wire::IndexEntry> = entries.iter().map(|entry| (entry.id, entry)).collect();
    for figures in held {
        let before = numbers.findings.len();
        numbers.add_held(figures);
        match by_id.remove(&figures.id) {
            None => numbers.find(figures.id, FindingKind::OnlyHeld, Some(figures.state.clone()), None),
            Some(entry) => numbers.add_both(figures, entry),
        }
        numbers.verified += u64::from(numbers.findings.len() == before);
    }
    for entry in entries.iter().filter(|entry| by_id.contains_key(&entry.id)) {
        numbers.find(entry.id, FindingKind::OnlyAtServer, None, entry.state.clone());
        numbers.add_server(entry.state.as_deref().unwrap_or_default(), None, cost_of(entry).unwrap_or_default());
    }
    numbers
}

fn cost_of(entry: &wire::IndexEntry) -> Option<Decimal> {
    entry.cost.as_deref().and_then(|raw| convert::json_decimal(raw.get()))
}

impl Numbers {
    fn add_held(&mut self, held: &HeldFigures) {
        let sum = self.sums.entry((held.state.clone(), held.currency.clone())).or_default();
        sum.held = plus(sum.held, held.cost);
        self.recomputed += u64::from(held.recomputed.is_some());
        if held.recomputed != Some(held.cost) {
            let recomputed = held.recomputed.map(|cost| cost.to_string());
            self.find(held.id, FindingKind::Arithmetic, Some(held.cost.to_string()), recomputed);
        }
    }

    fn add_server(&mut self, state: &str, currency: Option<String>, cost: Decimal) {
        let sum = self.sums.entry((state.to_owned(), currency)).or_default();
        sum.server = plus(sum.server, cost);
    }

    fn add_both(&mut self, held: &HeldFigures, entry: &wire::IndexEntry) {
        let state = entry.state.as_deref().unwrap_or(&held.state);
        if state != held.state {
            self.find(held.id, FindingKind::State, Some(held.state.clone()), Some(state.to_owned()));
        }
        // The index writes floats: one that means the same amount counts as that amount.
        let cost = cost_of(entry);
        let is_same = cost.is_none_or(|cost| convert::is_same_amount(cost, held.cost));
        if !is_same {
            let server = cost.map(|cost| cost.to_string());
            self.find(held.id, FindingKind::Cost, Some(held.cost.to_string()), server);
        }
        let cost = cost.filter(|_| !is_same).unwrap_or(held.cost);
        self.add_server(state, held.currency.clone(), cost);
        let updated_at = entry.updated_at.as_deref().and_then(convert::instant).map(|time| time.to_string());
        if updated_at != held.updated_at {
            self.find(held.id, FindingKind::UpdatedAt, held.updated_at.clone(), updated_at);
        }
    }

    fn find(&mut self, id: i64, kind: FindingKind, held: Option<String>, server: Option<String>) {
        self.findings.push(Finding { id, kind, held, server });
        self.findings_count += 1;
    }

    fn add(&mut self, page: Numbers) {
        for (key, of_page) in page.sums {
            let sum = self.sums.entry(key).or_default();
            sum.held = (sum.held.0 + of_page.held.0, sum.held.1.saturating_add(of_page.held.1));
            sum.server = (sum.server.0 + of_page.server.0, sum.server.1.saturating_add(of_page.server.1));
        }
        self.findings.extend(page.findings);
        self.findings.truncate(Verification::MOST_FINDINGS);
        self.findings_count += page.findings_count;
        self.verified += page.verified;
        self.recomputed += page.recomputed;
    }

    fn into_verification(self, held: u64, server: u64, clock: &dyn Clock) -> Verification {
        let sum = |((state, currency), sum): ((String, Option<String>), Sum)| VerifiedSum {
            state: state.into(),
            currency,
            held_count: sum.held.0,
            held_cost: sum.held.1,
            server_count: sum.server.0,
            server_cost: sum.server.1,
        };
        let mut sums: Vec<_> = self.sums.into_iter().map(sum).collect();
        sums.sort_by(|a, b| (&a.state, &a.currency).cmp(&(&b.state, &b.currency)));
        let ok = self.findings_count == 0 && held == server && sums.iter().all(VerifiedSum::agrees);
        Verification {
            at: clock.now(),
            ok,
            held,
            server,
            verified: self.verified,
            sums,
            recomputed: self.recomputed,
            findings: self.findings,
            findings_count: self.findings_count,
        }
    }
}

fn plus((count, cost): (u64, Decimal), more: Decimal) -> (u64, Decimal) {
    (count + 1, cost.saturating_add(more))
}
