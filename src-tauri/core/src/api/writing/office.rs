//! A connection with the lock that lets one change things.

use std::{num::NonZeroU32, sync::Arc};

use super::{
    super::{
        Error, blocking,
        connections::{entry, revive_sample},
        invoices::read,
        syncing::token_needed,
        types::*,
    },
    possible::{range, switched_off},
};
use crate::{
    app::{self, App},
    domain::permitted,
    store::{Database, journal, settings},
    threescale::Client,
    writes::{self, Desk, WriteLock},
};

/// So often at most is a read around a change tried again, which takes some seconds.
const READ_AGAIN: usize = 5;

/// A connection with the lock that lets one change things.
pub(in crate::api) struct Office {
    database: Arc<Database>,
    client: Client,
    app: Arc<App>,
    person: String,
    _lock: WriteLock,
    _turn: tokio::sync::OwnedMutexGuard<()>,
}

impl Office {
    /// To change things; not for a connection that is for reading only.
    pub(in crate::api) async fn open(app: &Arc<App>, connection: &str) -> Result<Self, Error> {
        if entry(app, connection)?.read_only {
            return Err(switched_off(format!("{connection} is connected for reading only")));
        }
        Self::open_to_read(app, connection).await
    }

    /// To find out what became of changes.
    pub(super) async fn open_to_read(app: &Arc<App>, connection: &str) -> Result<Self, Error> {
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

    pub(in crate::api) fn desk(&self) -> Desk<'_> {
        Desk { client: &self.client, database: &self.database, clock: self.app.clock(), person: &self.person }
    }

    /// Sends what was to follow, as long as everything before it happened. What was not sent stays a draft, and the
    /// reason is given; it was thrown away where what it was to follow did not happen.
    pub(super) async fn go_on(&self, entries: &mut [JournalEntry]) -> Result<Option<String>, Error> {
        for at in 1..entries.len() {
            let mut why_not = None;
            if entries[at - 1].status == WriteStatus::Done {
                match self.desk().send_draft(entries[at].id).await {
                    Ok(entry) => entries[at] = entry,
                    Err(error) => why_not = Some(format!("{}.", error.to_string().trim_end_matches('.'))),
                }
            }
            if entries[at].status != WriteStatus::Done {
                return self.read_again(&mut entries[at..]).await.map(|()| why_not);
            }
        }
        Ok(None)
    }

    /// As they are in the journal now.
    async fn read_again(&self, entries: &mut [JournalEntry]) -> Result<(), Error> {
        for entry in entries {
            let (database, id) = (Arc::clone(&self.database), entry.id);
            let line = blocking(move || Ok(database.read(|tx| journal::get(tx, id))?)).await?;
            line.into_iter().for_each(|line| *entry = line.entry);
        }
        Ok(())
    }

    pub(super) async fn draft(&self, id: i64) -> Result<journal::Line, Error> {
        let database = Arc::clone(&self.database);
        let line = blocking(move || Ok(database.read(|tx| journal::get(tx, id))?)).await?;
        line.filter(|line| line.entry.status == WriteStatus::Draft).ok_or_else(|| writes::Error::NoSuchDraft(id).into())
    }

    pub(super) async fn check(&self, id: i64) -> Result<DraftCheck, Error> {
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
