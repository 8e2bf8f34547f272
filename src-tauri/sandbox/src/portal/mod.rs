//! The portal: everything the server remembers, and how people and billing change it.

use std::collections::BTreeMap;

use jiff::tz::Offset;
use jiff::{SignedDuration, Timestamp};

mod change;
mod item_change;
mod model;
pub(crate) mod money;
mod month;
mod query;
mod refusal;
pub(crate) mod state;
#[cfg(test)]
mod tests;
mod truth;

pub use model::{
    Account, Address, Card, Contract, ContractKind, CreationType, Frozen, Invoice, LineItem, LineItemKind, NewLineItem,
    Payment, Tenant, Text,
};
pub use money::Totals;
pub use month::Month;
pub(crate) use query::{DEFAULT_PER_PAGE, Filter, Page, PageRequest};
pub use refusal::Refusal;
pub use state::State;

/// What stands in front of the API.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Front {
    /// The admin portal itself.
    #[default]
    AdminPortal,
    /// The developer portal: 404 everywhere.
    DeveloperPortal,
    /// A single sign-on proxy: an HTML page with 200 everywhere.
    SingleSignOn,
}

/// Switches of the whole portal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Switches {
    /// What stands in front of the API.
    pub front: Front,
    /// The tenant is suspended: 403 with an empty body.
    pub suspended: bool,
    /// The finance module is off: 403 with the server's words.
    pub finance_disabled: bool,
    /// Every token is refused as if it had expired.
    pub tokens_expired: bool,
    /// Offset of the tenant's time zone; `None` writes times in UTC.
    pub offset: Option<Offset>,
    /// Larger pages of invoices than this are not taken: the answer has the default page size instead.
    pub largest_page: Option<usize>,
}

/// How the host that keeps the PDFs fails.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StorageFault {
    /// It answers with this status.
    Status(u16),
    /// It answers with a web page, status 200.
    NotPdf,
    /// It sends half of the file and closes the connection.
    Cut,
    /// It sends on to itself so many times before it answers.
    Hops(u32),
    /// It sends on to this address.
    Elsewhere(String),
}

/// The state of the portal.
#[derive(Clone, Debug)]
pub struct Portal {
    /// Switches of the whole portal.
    pub switches: Switches,
    /// How the host that keeps the PDFs fails, if it does.
    pub storage_fault: Option<StorageFault>,
    /// PDFs in place of the page that is made up for an invoice.
    stored_pdfs: BTreeMap<u64, Vec<u8>>,
    tenant: Tenant,
    accounts: BTreeMap<u64, Account>,
    /// Ascending by id, which is also the order they were made in; never removed.
    invoices: Vec<Invoice>,
    now: Timestamp,
    last_line_item_id: u64,
    last_payment_id: u64,
}

impl Portal {
    /// An empty portal of that tenant, its clock at `now`.
    pub fn new(tenant: Tenant, now: Timestamp) -> Portal {
        Portal {
            switches: Switches::default(),
            storage_fault: None,
            stored_pdfs: BTreeMap::new(),
            tenant,
            accounts: BTreeMap::new(),
            invoices: Vec::new(),
            now,
            last_line_item_id: 50_000,
            last_payment_id: 10_000,
        }
    }

    /// The issuer.
    pub fn tenant(&self) -> &Tenant {
        &self.tenant
    }

    /// The issuer, to change it. Moves no timestamp.
    pub fn tenant_mut(&mut self) -> &mut Tenant {
        &mut self.tenant
    }

    /// The portal's clock; every change is stamped with it.
    pub fn now(&self) -> Timestamp {
        self.now
    }

    /// Sets the portal's clock.
    pub fn set_now(&mut self, now: Timestamp) {
        self.now = now;
    }

    /// Moves the portal's clock on.
    pub fn advance(&mut self, by: SignedDuration) {
        self.now = self.now.saturating_add(by).unwrap_or(self.now);
    }

    /// All invoices, ascending by id.
    pub fn invoices(&self) -> &[Invoice] {
        &self.invoices
    }

    /// One invoice.
    pub fn invoice(&self, id: u64) -> Option<&Invoice> {
        self.position(id).map(|position| &self.invoices[position])
    }

    /// One invoice, to change it behind the server's rules. Moves no timestamp.
    pub fn invoice_mut(&mut self, id: u64) -> Option<&mut Invoice> {
        self.position(id).map(|position| &mut self.invoices[position])
    }

    /// Stores this as the PDF of an invoice.
    pub fn set_stored_pdf(&mut self, id: u64, bytes: Vec<u8>) {
        self.stored_pdfs.insert(id, bytes);
    }

    /// The PDF that was stored for an invoice.
    pub(crate) fn stored_pdf(&self, id: u64) -> Option<&[u8]> {
        self.stored_pdfs.get(&id).map(Vec::as_slice)
    }

    /// Customers that were not deleted, ascending by id.
    pub fn accounts(&self) -> impl Iterator<Item = &Account> {
        self.accounts.values().filter(|account| !account.deleted)
    }

    /// A customer that was not deleted.
    pub fn account(&self, id: u64) -> Option<&Account> {
        self.accounts.get(&id).filter(|account| !account.deleted)
    }

    /// Puts a customer in, over one of the same id.
    pub fn put_account(&mut self, account: Account) {
        self.accounts.insert(account.id, account);
    }

    /// Puts an invoice in as it is, over one of the same id.
    pub fn put_invoice(&mut self, invoice: Invoice) {
        let items = invoice.line_items.iter().map(|item| item.id).max().unwrap_or(0);
        let payments = invoice.payments.iter().map(|payment| payment.id).max().unwrap_or(0);
        self.last_line_item_id = self.last_line_item_id.max(items);
        self.last_payment_id = self.last_payment_id.max(payments);
        match self.invoices.binary_search_by_key(&invoice.id, |held| held.id) {
            Ok(position) => self.invoices[position] = invoice,
            Err(position) => self.invoices.insert(position, invoice),
        }
    }

    /// Takes an invoice away, which neither the API nor the portal can: somebody did it in its database.
    pub fn remove_invoice(&mut self, id: u64) -> Option<Invoice> {
        self.position(id).map(|position| self.invoices.remove(position))
    }

    /// The currency an invoice shows: frozen at issue, the current one before, none when cancelled before issue.
    pub fn currency<'a>(&'a self, invoice: &'a Invoice) -> Option<&'a Text> {
        match &invoice.frozen {
            Some(frozen) => Some(&frozen.currency),
            None if invoice.state.is_editable() => Some(self.current_currency(invoice.account_id)),
            None => None,
        }
    }

    /// The issuer's address an invoice shows.
    pub fn provider_address<'a>(&'a self, invoice: &'a Invoice) -> &'a Address {
        match &invoice.frozen {
            Some(frozen) => &frozen.provider,
            None => &self.tenant.address,
        }
    }

    /// The customer an invoice shows and the address with it; `None` when the customer was deleted.
    pub fn buyer<'a>(&'a self, invoice: &'a Invoice) -> Option<(&'a Account, &'a Address)> {
        let account = self.account(invoice.account_id)?;
        let address = invoice.frozen.as_ref().map_or(&account.address, |frozen| &frozen.buyer);
        Some((account, address))
    }

    fn current_currency(&self, account_id: u64) -> &Text {
        let own = self.accounts.get(&account_id).and_then(|account| account.currency.as_ref());
        own.unwrap_or(&self.tenant.currency)
    }

    fn position(&self, id: u64) -> Option<usize> {
        self.invoices.binary_search_by_key(&id, |invoice| invoice.id).ok()
    }
}
