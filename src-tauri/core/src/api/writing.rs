//! Changing invoices: what is possible, sending it once, and what became of it.

use std::{num::NonZeroU32, path::Path, sync::Arc};

use rusqlite::Transaction;

use super::{
    Error, ErrorCode, blocking,
    connections::{entry, revive_sample},
    invoices::read,
    syncing::token_needed,
    types::*,
};
use crate::{
    app::{self, App, Entry},
    domain::{
        Invoice, Month, NotPermitted, State, effects, parse_amount,
        permitted::{self, PeriodRange},
    },
    export, files,
    store::{self, Database, accounts, invoices, journal, settings},
    threescale::Client,
    writes::{self, Desk, Step, WriteLock},
};

/// Customers by name or id, to make an invoice for.
///
/// # Errors
/// When there is no such connection, or its cache fails.
pub async fn customers(app: &Arc<App>, request: CustomersRequest) -> Result<Vec<Customer>, Error> {
    read(app, &request.connection, move |tx| {
        let found = accounts::find(tx, &request.query, request.limit as usize)?;
        Ok(found.into_iter().map(|(id, org_name)| Customer { id, org_name }).collect())
    })
    .await
}

/// Reads a text as an amount, in the format the person writes them in.
///
/// # Errors
/// Never: what is no amount is told as that.
pub async fn read_amount(_: &Arc<App>, request: AmountRequest) -> Result<AmountRead, Error> {
    Ok(match parse_amount(&request.text, request.format) {
        Ok(amount) => AmountRead { amount: Some(amount), problem: None },
        Err(error) => AmountRead { amount: None, problem: Some(error.to_string()) },
    })
}

/// What writes would do, and whether they can; nothing is sent.
///
/// # Errors
/// As [`customers`].
pub async fn check_write(app: &Arc<App>, request: WriteRequest) -> Result<WriteCheck, Error> {
    let (app_, today) = (Arc::clone(app), app.clock.today());
    let entry = entry(app, &request.connection)?;
    read(app, &request.connection.clone(), move |tx| {
        let range = range(tx, today)?;
        let seen = request.seen.as_ref();
        let off = changes_off(&app_, &entry, tx)?;
        let checked = request.writes.iter().try_for_each(|write| permitted::check(write, seen, range));
        let mut check = WriteCheck {
            problem: off.or_else(|| checked.as_ref().err().map(NotPermitted::to_string)),
            field: checked.err().and_then(|error| error.field().map(str::to_owned)),
            effects: Vec::new(),
            warnings: Vec::new(),
            destructive: request.writes.iter().any(Write::is_destructive),
        };
        for write in &request.writes {
            check.effects.extend(effects(write, seen));
            check.warnings.extend(warnings(tx, write, seen)?);
        }
        let mut told = Vec::new();
        check.effects.retain(|effect| {
            !told.contains(effect) && {
                told.push(*effect);
                true
            }
        });
        Ok(check)
    })
    .await
}

/// What deserves a look before it is sent, and is no reason not to.
fn warnings(tx: &Transaction<'_>, write: &Write, seen: Option<&Invoice>) -> store::Result<Vec<String>> {
    let mut warnings = Vec::new();
    match write {
        Write::CreateInvoice { account_id, period } => {
            for (number, state) in invoices::of_month(tx, *account_id, *period)? {
                warnings
                    .push(format!("There is already an invoice of {period} for this customer: {number} ({state})."));
            }
        }
        Write::UpdateInvoice { invoice_id, friendly_id: Some(number), .. } => {
            let others = invoices::with_number(tx, number, Some(*invoice_id))?;
            let ids: Vec<String> = others.iter().map(i64::to_string).collect();
            if !ids.is_empty() {
                let ids = ids.join(", ");
                warnings.push(format!("The number {number} is used already, by the invoice with the id {ids}."));
            }
        }
        Write::ChangeState { state: State::Pending, .. } => {
            let deleted = seen.is_some_and(|invoice| invoice.buyer.is_deleted());
            warnings.extend(
                deleted.then(|| "The customer was deleted: the portal fails to issue such an invoice.".to_owned()),
            );
            let empty = seen.is_some_and(|invoice| invoice.line_items.is_empty());
            warnings.extend(empty.then(|| "It has no line items.".to_owned()));
        }
        Write::AddLineItem { line_item, .. } => {
            let texts = [Some(&line_item.name), line_item.description.as_ref()].into_iter().flatten();
            if texts.flat_map(|text| text.chars()).any(|c| u32::from(c) > 0xffff) {
                warnings.push("Portals may refuse characters like emoji in the texts of a line item.".to_owned());
            }
        }
        _ => {}
    }
    Ok(warnings)
}

/// Sends writes, each once, and reads what became of them.
///
/// # Errors
/// When nothing was sent and nothing is wrong with the portal: [`ErrorCode::InvalidInput`] for what cannot be,
/// [`ErrorCode::Refused`] for a token that may only read, [`ErrorCode::OutcomeUnknown`] while an earlier change of the
/// invoice is not settled.
pub async fn write(app: &Arc<App>, request: WriteRequest) -> Result<WriteResult, Error> {
    let WriteRequest { connection, writes, seen } = request;
    let mut writes = writes.into_iter();
    let first = writes.next().ok_or_else(|| Error::new(ErrorCode::InvalidInput, "there is nothing to change"))?;
    let office = Office::open(app, &connection).await?;
    let invoice_id = first.invoice_id();
    let step = Step { write: first, seen, draft: None, then: writes.collect() };
    let mut entries = match office.desk().send(step).await {
        Ok(entries) => entries,
        Err(error) => return nothing_sent(invoice_id, error),
    };
    office.go_on(&mut entries).await?;
    Ok(told(entries))
}

/// Prepares writes without sending them.
///
/// # Errors
/// As [`write()`]; charging is never prepared.
pub async fn prepare_write(app: &Arc<App>, request: WriteRequest) -> Result<Vec<JournalEntry>, Error> {
    if request.writes.iter().any(|write| matches!(write, Write::Charge { .. })) {
        return Err(Error::new(ErrorCode::InvalidInput, "charging cannot be prepared")
            .hint("A card is charged only while you look at what the portal says."));
    }
    let connection = entry(app, &request.connection)?;
    let (app, today) = (Arc::clone(app), app.clock.today());
    blocking(move || {
        let database = app.database(&connection)?;
        let WriteRequest { writes, seen, .. } = request;
        let problem = database.read(|tx| {
            let range = range(tx, today)?;
            let checked = writes.iter().try_for_each(|write| permitted::check(write, seen.as_ref(), range));
            Ok((changes_off(&app, &connection, tx)?, checked))
        })?;
        if let (Some(off), _) = problem {
            return Err(switched_off(off));
        }
        problem.1?;
        let (person, now) = (app::person(), app.clock.now());
        let prepared = database.write(|tx| {
            let mut entries = Vec::new();
            for write in &writes {
                let id = journal::add_draft(tx, &journal::Asked { write, seen: seen.as_ref(), person: &person }, now)?;
                entries.extend(journal::get(tx, id)?.map(|line| line.entry));
            }
            Ok(entries)
        })?;
        Ok(prepared)
    })
    .await
}

/// The most lines one request gives.
const MOST_LINES: u32 = 1_000;

/// What was changed, is prepared or not settled, the newest first.
///
/// # Errors
/// As [`customers`].
pub async fn journal(app: &Arc<App>, request: JournalRequest) -> Result<Vec<JournalEntry>, Error> {
    let JournalRequest { connection, invoice_id, statuses, offset, limit } = request;
    let which = journal::Which { invoice: invoice_id, statuses, offset, limit: limit.min(MOST_LINES) };
    read(app, &connection, move |tx| journal::list(tx, &which)).await
}

/// Compares prepared changes with what the server has now; nothing is sent.
///
/// # Errors
/// When the portal cannot be read, or one of them is no draft any more.
pub async fn check_drafts(app: &Arc<App>, request: EntriesRequest) -> Result<Vec<DraftCheck>, Error> {
    let office = Office::open(app, &request.connection).await?;
    let mut checks = Vec::new();
    for id in request.ids {
        checks.push(office.check(id).await?);
    }
    Ok(checks)
}

/// Sends prepared changes in the order they were made, one result for each. A conflict leaves the draft as it is.
///
/// # Errors
/// When one of them is no draft any more, or nothing can be changed through the connection.
pub async fn send_drafts(
    app: &Arc<App>,
    request: EntriesRequest,
    progress: impl Fn(SyncProgress) + Send + Sync + 'static,
) -> Result<Vec<WriteResult>, Error> {
    let office = Office::open(app, &request.connection).await?;
    let mut ids = request.ids;
    ids.sort_unstable();
    ids.dedup();
    let mut results = Vec::new();
    for (done, id) in ids.iter().enumerate() {
        progress(at(done, ids.len()));
        let line = office.draft(*id).await?;
        let sent = match office.desk().send_draft(*id).await {
            Ok(entry) => told(vec![entry]),
            Err(error) => nothing_sent(line.entry.invoice_id, error)
                .unwrap_or_else(|error| could_not(line.entry.invoice_id, &error)),
        };
        let goes_on = sent.outcome != WriteOutcome::Offline;
        results.push(WriteResult {
            entries: if sent.entries.is_empty() { vec![line.entry] } else { sent.entries },
            ..sent
        });
        if !goes_on {
            break;
        }
    }
    progress(at(results.len(), ids.len()));
    Ok(results)
}

/// How far an action on several is.
pub(super) fn at(done: usize, total: usize) -> SyncProgress {
    SyncProgress { phase: SyncPhase::Writing, done: done as u64, total: Some(total as u64), waiting: None }
}

/// Goes by what is held now instead of what was seen when the changes were prepared.
///
/// # Errors
/// When one of them is no draft any more, or its invoice is not held.
pub async fn accept_drafts(app: &Arc<App>, request: EntriesRequest) -> Result<Vec<JournalEntry>, Error> {
    on_drafts(app, request, |tx, line| {
        let Some(id) = line.entry.invoice_id else { return Ok(()) };
        let held = invoices::get(tx, id)?;
        held.map_or(Ok(()), |held| journal::rebase(tx, line.entry.id, &line.entry.write, &held.invoice))
    })
    .await
}

/// Throws prepared changes away; the journal keeps that.
///
/// # Errors
/// When one of them is no draft any more.
pub async fn discard_drafts(app: &Arc<App>, request: EntriesRequest) -> Result<Vec<JournalEntry>, Error> {
    let now = app.clock.now();
    on_drafts(app, request, move |tx, line| journal::discard(tx, line.entry.id, now).map(drop)).await
}

/// Does something to drafts, to all of them or none.
async fn on_drafts(
    app: &Arc<App>,
    request: EntriesRequest,
    work: impl Fn(&Transaction<'_>, &journal::Line) -> store::Result<()> + Send + 'static,
) -> Result<Vec<JournalEntry>, Error> {
    let connection = entry(app, &request.connection)?;
    let app = Arc::clone(app);
    blocking(move || {
        let database = app.database(&connection)?;
        let ids = request.ids.clone();
        let missing = database.read(|tx| {
            let is_draft = |id: &i64| -> store::Result<bool> {
                Ok(journal::get(tx, *id)?.is_some_and(|line| line.entry.status == WriteStatus::Draft))
            };
            for id in &ids {
                if !is_draft(id)? {
                    return Ok(Some(*id));
                }
            }
            Ok(None)
        })?;
        if let Some(id) = missing {
            return Err(writes::Error::NoSuchDraft(id).into());
        }
        let entries = database.write(|tx| {
            let mut entries = Vec::new();
            for id in &request.ids {
                if let Some(line) = journal::get(tx, *id)? {
                    work(tx, &line)?;
                }
                entries.extend(journal::get(tx, *id)?.map(|line| line.entry));
            }
            Ok(entries)
        })?;
        Ok(entries)
    })
    .await
}

/// Reads again what became of changes that are not settled, and gives their lines.
///
/// # Errors
/// When the portal cannot be read.
pub async fn settle_writes(app: &Arc<App>, request: ConnectionRequest) -> Result<Vec<JournalEntry>, Error> {
    Ok(Office::open_to_read(app, &request.connection).await?.desk().settle().await?)
}

/// As [`settle_writes`], at the start of a sync: only where there is something to settle, and never in the way of it.
pub(super) async fn settle_before_sync(app: &Arc<App>, connection: &Entry, database: &Arc<Database>, client: &Client) {
    let database_ = Arc::clone(database);
    let any = blocking(move || Ok(!database_.read(journal::open)?.is_empty())).await;
    if !matches!(any, Ok(true)) {
        return;
    }
    let Ok(_lock) = WriteLock::take(&app.folder(connection)) else { return };
    let person = app::person();
    let desk = Desk { client, database, clock: app.clock(), person: &person };
    if let Err(error) = desk.settle().await {
        tracing::info!(%error, "changes stay unsettled");
    }
}

/// Notes what a person found out about a change that reading could not settle.
///
/// # Errors
/// [`ErrorCode::NotFound`] when it is settled already.
pub async fn decide_write(app: &Arc<App>, request: DecideRequest) -> Result<JournalEntry, Error> {
    let office = Office::open_to_read(app, &request.connection).await?;
    match office.desk().decide(request.id, request.happened).await {
        Err(writes::Error::NoSuchDraft(id)) => {
            Err(Error::new(ErrorCode::NotFound, format!("there is nothing to settle about change {id}")))
        }
        decided => Ok(decided?),
    }
}

/// Asks where to save the journal as CSV and writes it; `None` when dismissed.
///
/// # Errors
/// When the file cannot be written; else as [`customers`].
pub async fn save_journal(app: &Arc<App>, request: ConnectionRequest) -> Result<Option<SavedFile>, Error> {
    let (app_, connection) = (Arc::clone(app), request.connection);
    let path = blocking(move || Ok(app_.host.save_path("billfold-changes.csv"))).await?;
    let Some(path) = path else { return Ok(None) };
    export_journal(app, &connection, &path).await?;
    let text = |part: Option<&std::ffi::OsStr>| part.unwrap_or_default().to_string_lossy().into_owned();
    Ok(Some(SavedFile {
        file_name: text(path.file_name()),
        folder: text(path.parent().map(Path::as_os_str)),
        missing_characters: Vec::new(),
    }))
}

/// Writes the whole journal as CSV, oldest first; gives the number of its lines.
///
/// # Errors
/// As [`save_journal`].
pub async fn export_journal(app: &Arc<App>, connection: &str, path: &Path) -> Result<usize, Error> {
    let all = journal::Which { limit: u32::MAX, ..Default::default() };
    let mut entries = read(app, connection, move |tx| journal::list(tx, &all)).await?;
    entries.reverse();
    let path = path.to_owned();
    blocking(move || {
        files::replace_written(&path, |out| export::write_journal(out, &entries))?;
        Ok(entries.len())
    })
    .await
}

/// What can be done to an invoice as it stands, in the order it is offered.
pub(super) fn offers(invoice: &Invoice, range: PeriodRange) -> Vec<Offer> {
    let id = invoice.id;
    let moves = State::ALL.into_iter().map(|state| Write::ChangeState { invoice_id: id, state });
    [Write::Charge { invoice_id: id }]
        .into_iter()
        .chain(moves)
        .filter(|write| permitted::check(write, Some(invoice), range).is_ok())
        .map(|write| Offer { effects: effects(&write, Some(invoice)), destructive: write.is_destructive(), write })
        .collect()
}

/// The months the server takes, as far as they are known.
pub(super) fn range(tx: &Transaction<'_>, today: jiff::civil::Date) -> store::Result<PeriodRange> {
    let issuer = settings::get(tx, settings::ISSUER)?;
    let first: Option<Month> = writes::first_month(issuer.and_then(|issuer| issuer.created_at));
    Ok(PeriodRange::on(today, first))
}

/// Why nothing can be changed through a connection, in words.
pub(super) fn changes_off(app: &App, entry: &Entry, tx: &Transaction<'_>) -> store::Result<Option<String>> {
    if entry.read_only {
        return Ok(Some(format!("{} is connected for reading only", entry.name)));
    }
    let refused = settings::get(tx, settings::PERMISSION)?.filter(|known| !known.may_write);
    let Some(known) = refused else { return Ok(None) };
    // Another token may be at hand by now.
    let is_the_same = match app.client(entry, |_| ()) {
        Ok(Some(client)) => client.token_mark() == known.token,
        _ => true,
    };
    let words = known.words.unwrap_or_default();
    Ok(is_the_same.then(|| format!("the token may only read: the portal said “{words}”")))
}

fn switched_off(why: String) -> Error {
    Error::new(ErrorCode::InvalidInput, why)
        .hint("Connect again without read-only, and with a token that may read and write, to change things.")
}

/// So often at most is a read around a change tried again, which takes some seconds.
const READ_AGAIN: usize = 5;

/// A connection with the lock that lets one change things.
pub(super) struct Office {
    database: Arc<Database>,
    client: Client,
    app: Arc<App>,
    person: String,
    _lock: WriteLock,
    _turn: tokio::sync::OwnedMutexGuard<()>,
}

impl Office {
    /// To change things; not for a connection that is for reading only.
    pub(super) async fn open(app: &Arc<App>, connection: &str) -> Result<Self, Error> {
        if entry(app, connection)?.read_only {
            return Err(switched_off(format!("{connection} is connected for reading only")));
        }
        Self::open_to_read(app, connection).await
    }

    /// To find out what became of changes.
    async fn open_to_read(app: &Arc<App>, connection: &str) -> Result<Self, Error> {
        let entry = revive_sample(app, entry(app, connection)?).await?;
        let turn = app.turn_to_write(&entry.name).await;
        let database = {
            let (app, entry) = (Arc::clone(app), entry.clone());
            blocking(move || Ok(app.database(&entry)?)).await?
        };
        let lock = WriteLock::take(&app.folder(&entry))?;
        let limit = read(app, &entry.name, |tx| settings::get(tx, settings::SYNC)).await?.unwrap_or_default();
        let client = app.client(&entry, |options| {
            options.requests_per_minute = NonZeroU32::new(limit.requests_per_minute);
            // Somebody waits for it.
            options.retry.retries = options.retry.retries.min(READ_AGAIN);
        })?;
        let client = client.ok_or_else(|| token_needed(&entry.name))?;
        Ok(Self { database, client, app: Arc::clone(app), person: app::person(), _lock: lock, _turn: turn })
    }

    pub(super) fn desk(&self) -> Desk<'_> {
        Desk { client: &self.client, database: &self.database, clock: self.app.clock(), person: &self.person }
    }

    /// Sends what was to follow, as long as everything before it happened. What was not sent stays a draft when
    /// something happened, and is thrown away when nothing did.
    async fn go_on(&self, entries: &mut [JournalEntry]) -> Result<(), Error> {
        for at in 1..entries.len() {
            match entries[at - 1].status {
                WriteStatus::Done => match self.desk().send_draft(entries[at].id).await {
                    Ok(entry) => entries[at] = entry,
                    // It stays a draft, which is told.
                    Err(writes::Error::Store(error)) => return Err(error.into()),
                    Err(_) => return Ok(()),
                },
                WriteStatus::NotDone | WriteStatus::Refused if at == 1 => {
                    let (database, now) = (Arc::clone(&self.database), self.app.clock.now());
                    let ids: Vec<i64> = entries[1..].iter().map(|entry| entry.id).collect();
                    blocking(move || {
                        let discard = |tx: &Transaction<'_>| {
                            ids.iter().try_for_each(|id| journal::discard(tx, *id, now).map(drop))
                        };
                        Ok(database.write(discard)?)
                    })
                    .await?;
                    entries[1..].iter_mut().for_each(|entry| entry.status = WriteStatus::Discarded);
                    return Ok(());
                }
                _ => return Ok(()),
            }
        }
        Ok(())
    }

    async fn draft(&self, id: i64) -> Result<journal::Line, Error> {
        let database = Arc::clone(&self.database);
        let line = blocking(move || Ok(database.read(|tx| journal::get(tx, id))?)).await?;
        line.filter(|line| line.entry.status == WriteStatus::Draft).ok_or_else(|| writes::Error::NoSuchDraft(id).into())
    }

    async fn check(&self, id: i64) -> Result<DraftCheck, Error> {
        let line = self.draft(id).await?;
        let write = &line.entry.write;
        let mut check = DraftCheck { entry: line.entry.clone(), conflict: Vec::new(), problem: None };
        if line.entry.invoice_id.is_some_and(|id| id < 0) {
            return Ok(DraftCheck { problem: Some(writes::Error::NotMadeYet.to_string()), ..check });
        }
        let now_there = match self.desk().before(write).await {
            Ok(journal::Before::Invoice(invoice)) => Some(*invoice),
            Ok(journal::Before::Customer { .. }) => None,
            Err(error @ (writes::Error::Gone(_) | writes::Error::NoSuchCustomer(_))) => {
                return Ok(DraftCheck { problem: Some(error.to_string()), ..check });
            }
            Err(error) => return Err(error.into()),
        };
        if let (Some(seen), Some(now_there)) = (&line.seen, &now_there) {
            check.conflict = writes::conflict(seen, now_there);
        }
        let (database, today) = (Arc::clone(&self.database), self.app.clock.today());
        let range = blocking(move || Ok(database.read(|tx| range(tx, today))?)).await?;
        check.problem = permitted::check(write, now_there.as_ref(), range).err().map(|error| error.to_string());
        Ok(check)
    }
}

/// What became of writes of which some were sent.
pub(super) fn told(entries: Vec<JournalEntry>) -> WriteResult {
    let invoice_id = entries.first().and_then(|entry| entry.invoice_id);
    let message = entries.iter().filter_map(message_of).collect::<Vec<_>>().join(" ");
    WriteResult { outcome: outcome_of(&entries), invoice_id, message, entries, conflict: Vec::new() }
}

fn message_of(entry: &JournalEntry) -> Option<String> {
    let what = entry.write.words();
    match entry.status {
        WriteStatus::Draft => Some(format!("To {what} was not sent: it waits among the prepared changes.")),
        WriteStatus::Discarded => Some(format!("To {what} was not sent.")),
        _ => entry.outcome.clone(),
    }
}

fn outcome_of(entries: &[JournalEntry]) -> WriteOutcome {
    let all = |status: WriteStatus| entries.iter().all(|entry| entry.status == status);
    let first = entries.first().map(|entry| entry.status);
    match first {
        _ if all(WriteStatus::Done) => WriteOutcome::Done,
        _ if entries.iter().any(|entry| entry.status.is_unsettled()) => WriteOutcome::Unknown,
        Some(WriteStatus::Done) => WriteOutcome::Partly,
        Some(WriteStatus::Refused) => WriteOutcome::Refused,
        _ => WriteOutcome::NotDone,
    }
}

/// What is told when nothing was sent. An error stays one where a face has to act on it.
pub(super) fn nothing_sent(invoice_id: Option<i64>, error: writes::Error) -> Result<WriteResult, Error> {
    let result =
        |outcome, message, conflict| WriteResult { outcome, invoice_id, message, entries: Vec::new(), conflict };
    match error {
        writes::Error::Portal(error) if error.is_offline() => {
            Ok(result(WriteOutcome::Offline, format!("Nothing was sent: {error}."), Vec::new()))
        }
        writes::Error::Conflict(conflict) => {
            let message =
                "Nothing was sent: the invoice is not as you saw it. Look at it as it is now, then decide again.";
            Ok(result(WriteOutcome::Conflict, message.to_owned(), conflict))
        }
        error => Err(error.into()),
    }
}

/// The same for one of several, where an error of one does not end the others.
pub(super) fn could_not(invoice_id: Option<i64>, error: &Error) -> WriteResult {
    let outcome = match error.code {
        ErrorCode::Refused => WriteOutcome::Refused,
        ErrorCode::OutcomeUnknown => WriteOutcome::Unknown,
        _ => WriteOutcome::NotDone,
    };
    let message = format!("Nothing was sent: {}.", error.message.trim_end_matches('.'));
    WriteResult { outcome, invoice_id, message, entries: Vec::new(), conflict: Vec::new() }
}
