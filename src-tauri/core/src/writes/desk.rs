use std::sync::Arc;

use jiff::Timestamp;
use rusqlite::Transaction;

use super::Error;
use crate::{
    clock::Clock,
    domain::{Invoice, Month, PaymentTransaction, permitted::PeriodRange},
    store::{
        self, Database, invoices,
        page_writer::{PageWriter, ReadInvoice},
        payments, settings, sync_runs,
    },
    sync,
    threescale::{self, Client, Converted, InvoiceList, MAX_PER_PAGE, MIN_PER_PAGE},
};

/// Where somebody sits who changes invoices of one connection.
pub struct Desk<'a> {
    /// The portal.
    pub client: &'a Client,
    /// The cache.
    pub database: &'a Arc<Database>,
    /// The time.
    pub clock: &'a dyn Clock,
    /// Who: the name the system has for them.
    pub person: &'a str,
}

/// An invoice and its payments, as the server just gave them.
pub(super) struct Read {
    invoice: ReadInvoice,
    payments: Vec<Converted<PaymentTransaction>>,
}

impl Read {
    /// The invoice with its payments.
    pub(super) fn as_invoice(&self) -> Invoice {
        let payments = self.payments.iter().map(|payment| payment.value.clone()).collect();
        Invoice { payment_transactions: Some(payments), ..self.invoice.invoice.value.clone() }
    }

    /// Keeps them, and gives the invoice as it is held now, and the run it is kept under. What a running sync read
    /// before is older.
    pub(super) fn save(&self, tx: &Transaction<'_>, now: Timestamp) -> store::Result<(Invoice, i64)> {
        let run = sync_runs::around_write(tx, now)?;
        let id = self.invoice.invoice.value.id;
        PageWriter::new(run, true).write(tx, std::slice::from_ref(&self.invoice), now)?;
        payments::save(tx, id, &self.payments, run, now)?;
        let held = invoices::get(tx, id)?;
        let held = held.ok_or_else(|| store::Error::Value(format!("invoice {id} was not kept")))?;
        Ok((held.invoice, run))
    }
}

impl Desk<'_> {
    /// Asks the server for an invoice and its payments.
    pub(super) async fn fetch(&self, id: i64) -> Result<Read, Error> {
        let gone = |error| match error {
            threescale::Error::NotFound { .. } => Error::Gone(id),
            error => error.into(),
        };
        let (invoice, _) = sync::read_invoice(self.client, id).await.map_err(gone)?;
        let payments = self.client.payment_transactions(id).await.map_err(gone)?;
        Ok(Read { invoice, payments })
    }

    /// Asks the server for an invoice, keeps what it says, and gives it.
    pub(super) async fn look(&self, id: i64) -> Result<Invoice, Error> {
        let (read, now) = (self.fetch(id).await?, self.clock.now());
        Ok(self.write(move |tx| read.save(tx, now)).await?.0)
    }

    /// The ids of a customer's invoices of a month.
    pub(super) async fn invoices_of(&self, account: i64, period: Month) -> Result<Vec<i64>, Error> {
        self.list_of(account, period, |_| true).await
    }

    /// Those of them that look as one does that was just made by hand, and not by the billing run.
    pub(super) async fn made_by_hand(&self, account: i64, period: Month) -> Result<Vec<i64>, Error> {
        self.list_of(account, period, |invoice| invoice.creation_type.as_deref() == Some("manual")).await
    }

    async fn list_of(&self, account: i64, period: Month, wanted: impl Fn(&Invoice) -> bool) -> Result<Vec<i64>, Error> {
        let list = InvoiceList { account: Some(account), month: Some(period), ..InvoiceList::default() };
        let mut ids = Vec::new();
        for page in 1.. {
            let read = match self.client.invoices(&list, page, MAX_PER_PAGE).await {
                Err(threescale::Error::NotFound { .. }) => return Err(Error::NoSuchCustomer(account)),
                read => read?,
            };
            let found = read.invoices.iter().map(|invoice| &invoice.read.value).filter(|invoice| wanted(invoice));
            ids.extend(found.map(|invoice| invoice.id));
            if page >= read.pagination.total_pages {
                break;
            }
        }
        Ok(ids)
    }

    /// The ids of other invoices that carry a number at the server.
    pub(super) async fn with_number(&self, number: &str, except: i64) -> Result<Vec<i64>, Error> {
        let list = InvoiceList { number: Some(number.to_owned()), ..InvoiceList::default() };
        let page = self.client.invoices(&list, 1, MIN_PER_PAGE).await?;
        let found = page.invoices.iter().map(|invoice| &invoice.read.value);
        // A server that does not filter by number gives others, too.
        let same = found.filter(|invoice| invoice.friendly_id.as_deref() == Some(number) && invoice.id != except);
        Ok(same.map(|invoice| invoice.id).collect())
    }

    /// The months the server takes.
    pub(super) async fn range(&self) -> Result<PeriodRange, Error> {
        let today = self.clock.today();
        let issuer = self.read(|tx| settings::get(tx, settings::ISSUER)).await?;
        Ok(PeriodRange::on(today, first_month(issuer.and_then(|issuer| issuer.created_at))))
    }

    pub(super) async fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> store::Result<T> + Send + 'static,
    ) -> Result<T, Error> {
        self.on_database(|database| database.read(work)).await
    }

    pub(super) async fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> store::Result<T> + Send + 'static,
    ) -> Result<T, Error> {
        self.on_database(|database| database.write(work)).await
    }

    /// On the disk when it returns.
    pub(super) async fn write_durably<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> store::Result<T> + Send + 'static,
    ) -> Result<T, Error> {
        self.on_database(|database| database.write_durably(work)).await
    }

    async fn on_database<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Database) -> store::Result<T> + Send + 'static,
    ) -> Result<T, Error> {
        let database = Arc::clone(self.database);
        let done = tokio::task::spawn_blocking(move || work(&database)).await;
        Ok(done.unwrap_or_else(|panic| std::panic::resume_unwind(panic.into_panic()))?)
    }
}

/// The month of a moment, a day early: where the portal is, it may have been the month before.
pub(crate) fn first_month(created_at: Option<Timestamp>) -> Option<Month> {
    let day_before = created_at?.checked_sub(jiff::SignedDuration::from_hours(24)).ok()?;
    Some(Month::of(day_before.to_zoned(jiff::tz::TimeZone::UTC).date()))
}
