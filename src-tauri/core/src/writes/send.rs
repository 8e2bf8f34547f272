//! One write, from the comparison to the proof.

use super::{
    Desk, Error,
    desk::Read,
    outcome::{self, Answer, Verdict},
};
use crate::{
    domain::{
        Difference, Invoice, JournalEntry, NotPermitted, Traces, Write, WriteStatus, created, differences, explains,
        late_traces, payment_differences, permitted, traces,
    },
    store::{
        invoices,
        journal::{self, Asked, Before, Line, Settled},
    },
    threescale::Sent,
};

/// So often is the portal read again for the traces of a write whose answer was lost.
const LOOKS: usize = 4;

/// Until then nobody else is likely to have charged the same invoice.
const LONG_AGO: jiff::SignedDuration = jiff::SignedDuration::from_mins(5);

/// What to send.
pub struct Step {
    /// What.
    pub write: Write,
    /// The invoice as the person saw it.
    pub seen: Option<Invoice>,
    /// The draft it was, if it was one.
    pub draft: Option<i64>,
    /// What is to follow once this happened: kept as drafts, so that a kill in between loses nothing.
    pub then: Vec<Write>,
}

/// What was found when looking for traces.
pub(super) struct Found {
    pub(super) traces: Traces,
    /// The invoice as it is now; absent when there is none.
    pub(super) read: Option<Read>,
}

impl Desk<'_> {
    /// Sends one write, once, and finds out what became of it. Gives its line of the journal, then those of what is
    /// to follow.
    ///
    /// # Errors
    /// [`Error`] when nothing was sent. What happens after sending is a line of the journal; only where that cannot be
    /// written it is [`Error::NotKept`].
    pub async fn send(&self, step: Step) -> Result<Vec<JournalEntry>, Error> {
        // What could never be sent needs no look at the portal.
        permitted::check_to_send(&step.write, step.seen.as_ref(), self.range().await?)?;
        self.require_settled(&step.write).await?;
        let before = self.compare(&step).await?;
        if let Write::Charge { invoice_id } = step.write {
            self.require_chargeable(invoice_id).await?;
        }
        let (id, then) = self.write_down(&step, &before).await?;
        let sent = self.client.write(&step.write).await;
        let not_kept = |error| match error {
            Error::Store(error) => Error::NotKept(error),
            error => error,
        };
        let mut entries = vec![self.conclude(id, &step.write, &before, &sent).await.map_err(not_kept)?];
        for draft in then {
            let line = self.read(move |tx| journal::get(tx, draft)).await.map_err(not_kept)?;
            entries.extend(line.map(|line| line.entry));
        }
        Ok(entries)
    }

    /// What the server has now, which has to be what the person saw.
    async fn compare(&self, step: &Step) -> Result<Before, Error> {
        let before = self.before(&step.write).await?;
        match (&step.write, &before) {
            (Write::CreateInvoice { .. }, Before::Customer { invoice_ids }) => {
                self.require_known(invoice_ids, None).await?;
            }
            (Write::UpdateInvoice { invoice_id, friendly_id: Some(number), .. }, _) => {
                let others = self.with_number(number, *invoice_id).await?;
                self.require_known(&others, Some(number)).await?;
            }
            _ => {}
        }
        let now_there = match &before {
            Before::Invoice(invoice) => Some(&**invoice),
            Before::Customer { .. } => None,
        };
        if let (Some(seen), Some(now_there)) = (&step.seen, now_there) {
            let conflict = conflict(seen, now_there);
            if !conflict.is_empty() {
                return Err(Error::Conflict(conflict));
            }
        }
        permitted::check_to_send(&step.write, now_there, self.range().await?)?;
        Ok(before)
    }

    /// No charge went through before, as far as anybody knows, and the token may charge.
    async fn require_chargeable(&self, invoice: i64) -> Result<(), Error> {
        if self.read(move |tx| journal::was_charged(tx, invoice)).await? {
            return Err(NotPermitted::PaidAlready.into());
        }
        self.require_permission_to_charge().await
    }

    /// Sends a draft.
    ///
    /// # Errors
    /// As [`Desk::send`]; the draft then stays one.
    pub async fn send_draft(&self, id: i64) -> Result<JournalEntry, Error> {
        let line = self.draft(id).await?;
        if line.entry.write.invoice_id().is_some_and(|id| id < 0) {
            return Err(Error::NotMadeYet);
        }
        // Settling an earlier change of the invoice may move on what the draft goes by.
        match self.require_settled(&line.entry.write).await {
            Err(Error::Unsettled(_)) if line.follows.is_some() => return Err(Error::NotItsTurn),
            settled => settled?,
        }
        let line = self.draft(id).await?;
        if let Some(first) = line.follows {
            let first = self.read(move |tx| journal::get(tx, first)).await?;
            if first.is_some_and(|first| first.entry.status != WriteStatus::Done) {
                return Err(Error::NotItsTurn);
            }
        }
        let step = Step { write: line.entry.write, seen: line.seen, draft: Some(id), then: Vec::new() };
        self.send(step).await?.into_iter().next().ok_or(Error::NoSuchDraft(id))
    }

    async fn draft(&self, id: i64) -> Result<Line, Error> {
        let line = self.read(move |tx| journal::get(tx, id)).await?;
        line.filter(|line| line.entry.status == WriteStatus::Draft).ok_or(Error::NoSuchDraft(id))
    }

    /// What the server has that a write is about.
    pub async fn before(&self, write: &Write) -> Result<Before, Error> {
        match (write, write.invoice_id()) {
            (Write::CreateInvoice { account_id, period }, _) => {
                Ok(Before::Customer { invoice_ids: self.invoices_of(*account_id, *period).await? })
            }
            (_, Some(id)) => Ok(Before::Invoice(Box::new(self.look(id).await?))),
            (_, None) => Err(Error::NotMadeYet),
        }
    }

    /// What a person could not have been told of: invoices of the customer and month, or with the number, that are not
    /// held as such. They are kept and shown first.
    async fn require_known(&self, there: &[i64], number: Option<&str>) -> Result<(), Error> {
        let mut unknown = Vec::new();
        for id in there.iter().copied() {
            let held = self.read(move |tx| invoices::get(tx, id)).await?.map(|held| held.invoice);
            if held.is_some_and(|held| number.is_none_or(|number| held.friendly_id.as_deref() == Some(number))) {
                continue;
            }
            let invoice = self.look(id).await?;
            let name = format!("{} ({})", invoice.number(), invoice.state);
            let after = serde_json::json!({ "name": name, "cost": invoice.cost });
            unknown.push(Difference { field: format!("invoices[{id}]"), before: serde_json::Value::Null, after });
        }
        if unknown.is_empty() { Ok(()) } else { Err(Error::Conflict(unknown)) }
    }

    /// On the disk before anything leaves. Gives the line, and those of what is to follow.
    async fn write_down(&self, step: &Step, before: &Before) -> Result<(i64, Vec<i64>), Error> {
        let (write, seen, draft, then) = (step.write.clone(), step.seen.clone(), step.draft, step.then.clone());
        let (person, now, before) = (self.person.to_owned(), self.clock.now(), before.clone());
        self.write_durably(move |tx| {
            let asked = |write, follows| Asked { write, seen: seen.as_ref(), person: &person, follows };
            let id = match draft {
                Some(id) if !journal::set_sending(tx, id, &before, now)? => return Ok(Err(id)),
                Some(id) => id,
                None => journal::add_sending(tx, &asked(&write, None), &before, now)?,
            };
            let mut follows = id;
            let mut drafts = Vec::new();
            for write in &then {
                follows = journal::add_draft(tx, &asked(write, Some(follows)), now)?;
                drafts.push(follows);
            }
            Ok(Ok((id, drafts)))
        })
        .await?
        .map_err(Error::NoSuchDraft)
    }

    /// After sending: finds out what became of it. From here on nothing is an error of the write.
    async fn conclude(&self, id: i64, write: &Write, before: &Before, sent: &Sent) -> Result<JournalEntry, Error> {
        let (status, words) = sent.answer();
        self.write(move |tx| journal::set_answer(tx, id, status, words.as_deref())).await?;
        self.learn_permission(sent).await?;
        let answer = match sent {
            Sent::NeverSent(error) => {
                let words = format!("Nothing was sent: {error}.");
                return self.settle_as(id, Verdict { status: WriteStatus::NotDone, words }, None).await;
            }
            Sent::Answered { .. } => Answer::Yes,
            Sent::Refused { status, words } => Answer::No { status: *status, words: words.clone() },
            Sent::Lost { error, may_still_act } => {
                Answer::Lost { how: error.to_string(), may_still_act: *may_still_act }
            }
        };
        let made = match sent {
            Sent::Answered { made, .. } => *made,
            _ => None,
        };
        match self.prove(id, write, before, &answer, made).await {
            Err(Error::Store(error)) => Err(error.into()),
            Err(error) => {
                let verdict = outcome::decide(write, &answer, Err(&error.to_string()));
                self.settle_unread(id, verdict, made.filter(|_| matches!(write, Write::CreateInvoice { .. }))).await
            }
            proved => proved,
        }
    }

    /// Reads what became of a write, decides, and keeps both together.
    ///
    /// # Errors
    /// When the portal cannot be read; the line is as it was then.
    pub(super) async fn prove(
        &self,
        id: i64,
        write: &Write,
        before: &Before,
        answer: &Answer,
        made: Option<i64>,
    ) -> Result<JournalEntry, Error> {
        let looks = if matches!(answer, Answer::Lost { .. }) { LOOKS } else { 1 };
        let found = self.find(write, before, made, looks).await?;
        let traces = match write {
            Write::Charge { .. } => self.weighed(id, before, &found, answer).await?,
            _ => found.traces.clone(),
        };
        let verdict = outcome::decide(write, answer, Ok(&traces));
        let read = found.read.map(|read| Proof { read, before: before.clone(), write: write.clone() });
        self.settle_as(id, verdict, read).await
    }

    /// What is found long after a charge whose answer was lost may be another one's.
    async fn weighed(&self, id: i64, before: &Before, found: &Found, answer: &Answer) -> Result<Traces, Error> {
        let line = self.read(move |tx| journal::get(tx, id)).await?;
        let sent_at = line.and_then(|line| line.entry.sent_at);
        match (answer, before, &found.read, sent_at) {
            (Answer::Lost { .. }, Before::Invoice(before), Some(read), Some(sent_at))
                if self.clock.now().duration_since(sent_at) > LONG_AGO =>
            {
                Ok(late_traces(found.traces.clone(), before, &read.as_invoice(), sent_at))
            }
            _ => Ok(found.traces.clone()),
        }
    }

    /// Looks for traces, up to `looks` times while there are none.
    async fn find(&self, write: &Write, before: &Before, made: Option<i64>, looks: usize) -> Result<Found, Error> {
        let mut waits = self.client.waits(looks.saturating_sub(1));
        loop {
            let found = self.find_once(write, before, made).await?;
            match (&found.traces, waits.next()) {
                (Traces::None, Some(wait)) => tokio::time::sleep(wait).await,
                _ => return Ok(found),
            }
        }
    }

    pub(super) async fn find_once(&self, write: &Write, before: &Before, made: Option<i64>) -> Result<Found, Error> {
        match (write, before) {
            (Write::CreateInvoice { account_id, period }, Before::Customer { invoice_ids }) => {
                let made = match made {
                    Some(id) => Ok(Some(id)),
                    None => created(invoice_ids, &self.made_by_hand(*account_id, *period).await?),
                };
                match made {
                    Ok(Some(id)) => Ok(Found { traces: Traces::Happened, read: Some(self.fetch_numbered(id).await?) }),
                    Ok(None) => Ok(Found { traces: Traces::None, read: None }),
                    Err(several) => {
                        let ids: Vec<String> = several.iter().map(i64::to_string).collect();
                        let why = format!("several invoices came to be at once, {}", ids.join(" and "));
                        Ok(Found { traces: Traces::Hidden(why), read: None })
                    }
                }
            }
            (_, Before::Invoice(before)) => {
                let read = self.fetch(before.id).await?;
                Ok(Found { traces: traces(write, before, &read.as_invoice()), read: Some(read) })
            }
            (_, Before::Customer { .. }) => Ok(Found { traces: Traces::None, read: None }),
        }
    }

    /// A new invoice gets its number a moment after it was made (`app/services/invoice_friendly_id_service.rb` of
    /// 3scale/porta).
    async fn fetch_numbered(&self, id: i64) -> Result<Read, Error> {
        let mut waits = self.client.waits(LOOKS);
        loop {
            let read = self.fetch(id).await?;
            let has_number = read.as_invoice().friendly_id.as_deref().is_some_and(permitted::is_number);
            match waits.next() {
                Some(wait) if !has_number => tokio::time::sleep(wait).await,
                _ => return Ok(read),
            }
        }
    }

    async fn settle_unread(&self, id: i64, verdict: Verdict, invoice_id: Option<i64>) -> Result<JournalEntry, Error> {
        let now = self.clock.now();
        let entry = self
            .write(move |tx| {
                let settled = Settled {
                    status: verdict.status,
                    outcome: &verdict.words,
                    invoice_id,
                    differences: &[],
                    run: None,
                    unread: true,
                };
                journal::settle(tx, id, &settled, now)?;
                Ok(journal::get(tx, id)?.map(|line| line.entry))
            })
            .await?;
        entry.ok_or(Error::NoSuchDraft(id))
    }

    /// Keeps a verdict and what proves it in one transaction, so that the journal never says what the cache does not
    /// show.
    pub(super) async fn settle_as(
        &self,
        id: i64,
        verdict: Verdict,
        proof: Option<Proof>,
    ) -> Result<JournalEntry, Error> {
        let now = self.clock.now();
        let entry = self
            .write_durably(move |tx| {
                let (after, run) = proof.as_ref().map(|proof| proof.read.save(tx, now)).transpose()?.unzip();
                let found = match (&proof, &after) {
                    (Some(proof), Some(after)) => proof.differences(after),
                    _ => Vec::new(),
                };
                let mut words = verdict.words;
                if let Some(proof) = &proof {
                    words.push_str(&outcome::warning(&proof.write, verdict.status, after.as_ref()).unwrap_or_default());
                }
                let settled = Settled {
                    status: verdict.status,
                    outcome: &words,
                    invoice_id: after.as_ref().map(|after| after.id),
                    differences: &found,
                    run,
                    unread: false,
                };
                journal::settle(tx, id, &settled, now)?;
                match (&proof, &after, verdict.status) {
                    (Some(proof), Some(after), WriteStatus::Done) => proof.carry_drafts_over(tx, id, after, &found)?,
                    (.., WriteStatus::NotDone | WriteStatus::Refused) => {
                        journal::discard_what_follows(tx, id, "What it was to follow did not happen.", now)?;
                    }
                    _ => {}
                }
                Ok(journal::get(tx, id)?.map(|line| line.entry))
            })
            .await?;
        entry.ok_or(Error::NoSuchDraft(id))
    }
}

/// What an invoice is now, and what it was before a write.
pub(super) struct Proof {
    pub(super) read: Read,
    pub(super) before: Before,
    pub(super) write: Write,
}

impl Proof {
    pub(super) fn differences(&self, after: &Invoice) -> Vec<Difference> {
        match &self.before {
            Before::Customer { .. } => Vec::new(),
            Before::Invoice(before) => {
                let mut found = differences(before, after);
                found.extend(payment_differences(
                    before.payment_transactions.as_deref().unwrap_or_default(),
                    after.payment_transactions.as_deref().unwrap_or_default(),
                ));
                found
            }
        }
    }

    /// Other drafts of the invoice went by what it was before: where only this write changed it, they go by what it is
    /// now. Drafts for an invoice that was itself a draft get its id.
    pub(super) fn carry_drafts_over(
        &self,
        tx: &rusqlite::Transaction<'_>,
        id: i64,
        after: &Invoice,
        found: &[Difference],
    ) -> crate::store::Result<()> {
        match &self.before {
            Before::Customer { .. } => {
                for line in journal::drafts_of(tx, -id)? {
                    journal::rebase(tx, line.entry.id, &line.entry.write.for_invoice(after.id), after)?;
                }
            }
            Before::Invoice(before) => {
                if !found.iter().all(|difference| explains(&self.write, &difference.field)) {
                    return Ok(());
                }
                for line in journal::drafts_of(tx, after.id)? {
                    if line.seen.as_ref().is_some_and(|seen| conflict(seen, before).is_empty()) {
                        journal::rebase(tx, line.entry.id, &line.entry.write, after)?;
                    }
                }
            }
        }
        Ok(())
    }
}

/// How an invoice differs from what a person saw, as far as it matters to somebody who is about to change it.
pub fn conflict(seen: &Invoice, now: &Invoice) -> Vec<Difference> {
    let mut found = differences(seen, now);
    found.retain(|difference| difference.field != "updated_at");
    found
}
