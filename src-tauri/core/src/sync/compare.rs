//! Compares what is held with what the server has, invoice by invoice, and keeps the numbers.
//!
//! The second opinion is the JSON index, which no row was written from alone: ids, states, costs and times of
//! change. What it cannot say, whether the lines are right, is shown by computing every cost from them again.
//! A person who asks gets an index read now. A sweep has just read all of it, and compares with that: it is read
//! once more only where something does not agree, or where the sweep went on from an earlier run.

use std::{
    collections::BTreeMap,
    sync::{Arc, atomic::Ordering},
};

use rust_decimal::Decimal;

use super::{
    Error, Reporter,
    context::{Context, read, write},
    left,
    told::Told,
};
use crate::{
    clock::Clock,
    domain::{Finding, FindingKind, State, SyncPhase, Verification, VerifiedSum},
    store::{
        self, Database, invoices, settings,
        verifications::{self, HeldFigures},
    },
    threescale::{Client, InvoiceList, MAX_PER_PAGE, MIN_PER_PAGE, convert, wire},
};

/// So many invoices that changed since they were read are read again at most; a portal that changes faster is
/// left to the next sync.
const MOST_REPAIRS: usize = 200;

/// So many invoices are compared at once.
const PART: usize = 5_000;

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
    let verification = match comparison.with_heard(context).await? {
        Some(verification) => verification,
        None => comparison.run(size, Some(Repairs { context, left: MOST_REPAIRS })).await?,
    };
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
    async fn repair(&mut self, findings: &[Finding], told: &mut BTreeMap<i64, Told>) -> Result<bool, Error> {
        let differing = findings.iter().filter(|finding| finding.kind != FindingKind::Arithmetic);
        let mut ids: Vec<_> = differing.map(|finding| finding.id).collect();
        ids.dedup();
        if ids.is_empty() || ids.len() > self.left {
            return Ok(false);
        }
        self.left -= ids.len();
        for id in ids {
            told.remove(&id);
            if let Some(entry) = left::read_one(self.context, id).await? {
                told.insert(id, Told::from(&entry));
            }
        }
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
    /// With what the run heard; `None` when that is not all there is, or does not agree.
    async fn with_heard(&self, context: &Context<'_>) -> Result<Option<Verification>, Error> {
        self.reporter.at(SyncPhase::Verifying, 0, None);
        let total = self.client.count(&InvoiceList::default()).await?;
        let Some(mut told) = context.heard.take_all_of(total) else { return Ok(None) };
        let mut numbers = Numbers::default();
        let mut after = 0;
        while let Some(to) = told.keys().nth(PART).copied().or_else(|| told.keys().next_back().copied()) {
            self.reporter.at(SyncPhase::Verifying, total - told.len() as u64, Some(total));
            let rest = told.split_off(&(to + 1));
            numbers.add(self.page(after, to, &told).await?)?;
            (after, told) = (to, rest);
        }
        numbers.add(self.page(after, i64::MAX, &told).await?)?;
        let held = read(self.database, invoices::count).await?;
        Ok(Some(numbers.into_verification(held, total, self.clock)).filter(|verification| verification.ok))
    }

    async fn run(&self, size: u64, mut repairs: Option<Repairs<'_>>) -> Result<Verification, Error> {
        self.reporter.at(SyncPhase::Verifying, 0, None);
        let mut index = Index { client: self.client, size, place: 0 };
        let mut numbers = Numbers::default();
        let mut total = self.client.count(&InvoiceList::default()).await?;
        let mut after = 0;
        loop {
            self.reporter.at(SyncPhase::Verifying, index.place, Some(total));
            let entries = if index.place < total { index.next(total).await? } else { Vec::new() };
            let mut told: BTreeMap<_, _> = entries.iter().map(|entry| (entry.id, Told::from(entry))).collect();
            // What is held beyond the server's last invoice is compared with nothing.
            let to = told.keys().next_back().copied().unwrap_or(i64::MAX);
            let mut page = self.page(after, to, &told).await?;
            if let Some(repairs) = &mut repairs
                && repairs.repair(&page.findings, &mut told).await?
            {
                page = self.page(after, to, &told).await?;
            }
            numbers.add(page)?;
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

    async fn page(&self, after: i64, to: i64, told: &BTreeMap<i64, Told>) -> Result<Numbers, Error> {
        let told = told.clone();
        read(self.database, move |tx| numbers_of(&verifications::figures(tx, after, to)?, told)).await
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
    held: Side,
    server: Side,
}

#[derive(Default)]
struct Side {
    count: u64,
    cost: Decimal,
}

impl Side {
    /// A total that is out of range is an error: no amount is ever cut off.
    fn add(&mut self, count: u64, cost: Decimal) -> store::Result<()> {
        let out_of_range = || store::Error::Value("a total is out of range".to_owned());
        self.cost = self.cost.checked_add(cost).ok_or_else(out_of_range)?;
        self.count += count;
        Ok(())
    }
}

fn numbers_of(held: &[HeldFigures], mut told: BTreeMap<i64, Told>) -> store::Result<Numbers> {
    let mut numbers = Numbers::default();
    for figures in held {
        let before = numbers.findings.len();
        numbers.add_held(figures)?;
        match told.remove(&figures.id) {
            None => numbers.find(figures.id, FindingKind::OnlyHeld, Some(figures.state.clone()), None),
            Some(told) => numbers.add_both(figures, &told)?,
        }
        numbers.verified += u64::from(numbers.findings.len() == before);
    }
    for (id, told) in told {
        let state = told.state.map(|state| state.to_string());
        numbers.add_server(state.as_deref().unwrap_or_default(), told.currency, told.cost.unwrap_or_default())?;
        numbers.find(id, FindingKind::OnlyAtServer, None, state);
    }
    Ok(numbers)
}

impl Numbers {
    fn add_held(&mut self, held: &HeldFigures) -> store::Result<()> {
        let sum = self.sums.entry((held.state.clone(), held.currency.clone())).or_default();
        sum.held.add(1, held.cost)?;
        self.recomputed += u64::from(held.recomputed.is_some());
        if held.recomputed != Some(held.cost) {
            let recomputed = held.recomputed.map(|cost| cost.to_string());
            self.find(held.id, FindingKind::Arithmetic, Some(held.cost.to_string()), recomputed);
        }
        Ok(())
    }

    fn add_server(&mut self, state: &str, currency: Option<String>, cost: Decimal) -> store::Result<()> {
        let sum = self.sums.entry((state.to_owned(), currency)).or_default();
        sum.server.add(1, cost)
    }

    fn add_both(&mut self, held: &HeldFigures, told: &Told) -> store::Result<()> {
        let state = told.state.as_ref().map_or(held.state.as_str(), State::as_str);
        if state != held.state {
            self.find(held.id, FindingKind::State, Some(held.state.clone()), Some(state.to_owned()));
        }
        // The index writes floats: one that means the same amount counts as that amount.
        let other = told.cost.filter(|cost| !convert::is_same_amount(*cost, held.cost));
        if let Some(cost) = other {
            self.find(held.id, FindingKind::Cost, Some(held.cost.to_string()), Some(cost.to_string()));
        }
        if told.currency != held.currency {
            self.find(held.id, FindingKind::Currency, held.currency.clone(), told.currency.clone());
        }
        self.add_server(state, told.currency.clone(), other.unwrap_or(held.cost))?;
        let updated_at = told.updated_at.map(|time| time.to_string());
        if updated_at != held.updated_at {
            self.find(held.id, FindingKind::UpdatedAt, held.updated_at.clone(), updated_at);
        }
        Ok(())
    }

    fn find(&mut self, id: i64, kind: FindingKind, held: Option<String>, server: Option<String>) {
        self.findings.push(Finding { id, kind, held, server });
        self.findings_count += 1;
    }

    fn add(&mut self, page: Numbers) -> store::Result<()> {
        for (key, of_page) in page.sums {
            let sum = self.sums.entry(key).or_default();
            sum.held.add(of_page.held.count, of_page.held.cost)?;
            sum.server.add(of_page.server.count, of_page.server.cost)?;
        }
        self.findings.extend(page.findings);
        self.findings.truncate(Verification::MOST_FINDINGS);
        self.findings_count += page.findings_count;
        self.verified += page.verified;
        self.recomputed += page.recomputed;
        Ok(())
    }

    fn into_verification(self, held: u64, server: u64, clock: &dyn Clock) -> Verification {
        let sum = |((state, currency), sum): ((String, Option<String>), Sum)| VerifiedSum {
            state: state.into(),
            currency,
            held_count: sum.held.count,
            held_cost: sum.held.cost,
            server_count: sum.server.count,
            server_cost: sum.server.cost,
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
