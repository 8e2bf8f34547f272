//! What became of writes of which it is not known: of those that a kill cut off, and of those whose answer was lost.

use jiff::SignedDuration;

use super::{Desk, Error, outcome::Answer, outcome::Verdict, send::Proof};
use crate::{
    domain::{JournalEntry, Traces, Write, WriteStatus},
    store::journal::{self, Line},
};

/// A server that was still at a write when nobody waited any more is done after this; a worker of its gets 40 seconds.
const SURELY_OVER: SignedDuration = SignedDuration::from_secs(90);

impl Desk<'_> {
    /// Looks at every write that is not settled. Only while the lock is held: what is being sent belongs to its holder.
    ///
    /// # Errors
    /// When the portal cannot be read, or the cache fails: what was not looked at stays as it is.
    pub async fn settle(&self) -> Result<Vec<JournalEntry>, Error> {
        let mut settled = Vec::new();
        for line in self.read(journal::open).await? {
            settled.push(self.settle_line(line).await?);
        }
        Ok(settled)
    }

    async fn settle_line(&self, line: Line) -> Result<JournalEntry, Error> {
        let Line { entry, before, .. } = line;
        let Some(before) = before else {
            // Lines of what is sent always have it.
            let words = "It is not known what was there before. Look at it in the portal.".to_owned();
            return self.settle_as(entry.id, Verdict { status: WriteStatus::Unknown, words }, None).await;
        };
        let answer = self.answer_of(&entry);
        let made = entry.invoice_id.filter(|id| *id > 0);
        match self.prove(entry.id, &entry.write, &before, &answer, made).await {
            // Its answer told what became of it; where the invoice still cannot be read, the next one looks again.
            Err(Error::Portal(_)) if !entry.status.is_unsettled() => Ok(entry),
            proved => proved,
        }
    }

    /// What is known of the answer.
    fn answer_of(&self, entry: &JournalEntry) -> Answer {
        let cut_off = entry.status == WriteStatus::Sending;
        match entry.answer_status {
            Some(200..=299) => Answer::Yes,
            Some(status @ 400..=499) if status != 408 => Answer::No { status, words: entry.answer.clone() },
            status => {
                let how = match (cut_off, status) {
                    (_, Some(status)) => format!("the portal answered {status}"),
                    (true, None) => "Billfold ended before it came".to_owned(),
                    (false, None) => "the connection was cut or nothing came in time".to_owned(),
                };
                let age = entry.sent_at.map_or(SURELY_OVER, |at| self.clock.now().duration_since(at));
                Answer::Lost { how, may_still_act: age < SURELY_OVER }
            }
        }
    }

    /// Nothing new is done to an invoice, or for a customer and month, while it is not known what became of the last.
    pub(super) async fn require_settled(&self, write: &Write) -> Result<(), Error> {
        let about_the_same = |other: &Write| match (write, other) {
            (
                Write::CreateInvoice { account_id, period },
                Write::CreateInvoice { account_id: other, period: other_period },
            ) => account_id == other && period == other_period,
            (write, other) => write.invoice_id().is_some() && write.invoice_id() == other.invoice_id(),
        };
        for line in self.read(journal::open).await? {
            if !about_the_same(&line.entry.write) {
                continue;
            }
            let entry = self.settle_line(line).await?;
            if entry.status.is_unsettled() {
                let words = entry.outcome.unwrap_or_default();
                return Err(Error::Unsettled(format!("{}. {words}", entry.write.words())));
            }
        }
        Ok(())
    }

    /// Notes what a person found out about a write that reading could not settle.
    ///
    /// # Errors
    /// [`Error::NoSuchDraft`] when it is settled already.
    pub async fn decide(&self, id: i64, happened: bool) -> Result<JournalEntry, Error> {
        let line = self.read(move |tx| journal::get(tx, id)).await?;
        let line = line.filter(|line| line.entry.status.is_unsettled()).ok_or(Error::NoSuchDraft(id))?;
        // What is held is brought up to date where the portal can be read; a person's word does not wait for it.
        let write = line.entry.write;
        let found = match &line.before {
            None => None,
            Some(before) => self.find_once(&write, before, None).await.ok(),
        };
        let shows = found.as_ref().is_some_and(|found| found.traces == Traces::Happened);
        let person = self.person;
        let (status, words) = match (happened, shows) {
            (true, _) => (WriteStatus::Done, format!("It happened: so says {person}, who looked.")),
            (false, false) => (WriteStatus::NotDone, format!("It did not happen: so says {person}, who looked.")),
            (false, true) => (
                WriteStatus::Done,
                format!("The portal shows that it happened, although {person} said that it did not."),
            ),
        };
        let read = found.and_then(|found| found.read).zip(line.before);
        let proof = read.map(|(read, before)| Proof { read, before, write });
        self.settle_as(id, Verdict { status, words }, proof).await
    }
}
