//! What an invoice is: pure types and the server's arithmetic. No I/O, no clock.
//!
//! Field names are those of 3scale's Billing API, and serializing an [`Invoice`] gives the JSON
//! document that `docs/cli.md` promises to scripts.

mod amount;
mod change;
mod figures;
mod filter;
mod invoice;
mod journal;
mod line_item;
mod money;
mod month;
mod party;
mod payment;
pub mod permitted;
mod state;
mod summary;
mod sync_run;
mod sync_settings;
mod traces;
mod verification;
mod write;

pub use amount::{AmountError, AmountFormat, parse_amount};
pub use change::{Change, Difference, differences, payment_differences};
pub use figures::{
    Ageing, CurrencyEarnings, CurrencyReceivables, CustomerColumn, CustomerList, CustomerReceivables, CustomerRow,
    CustomerSort, CustomerSum, EarningGroups, Earnings, Figure, MonthEarnings, Receivables,
};
pub use filter::{CustomerKey, DateRange, InvoiceFilter, SavedView, Sort, SortColumn};
pub use invoice::{Invoice, Period};
pub use journal::{JournalEntry, WriteStatus};
pub use line_item::{LineItem, LineItemType};
pub use money::{Totals, group_thousands, plain, round2, round4};
pub use month::{Month, MonthError};
pub use party::{Account, Buyer, Party};
pub use payment::{GatewayResponse, PaymentTransaction};
pub use permitted::NotPermitted;
pub use state::State;
pub use summary::{CurrencyTotal, InvoiceRow, ListTotals, MonthCount, ViewCounts};
pub use sync_run::{SyncKind, SyncOutcome, SyncPhase, SyncProgress, SyncRun};
pub use sync_settings::SyncSettings;
pub use traces::{Traces, created, explains, late_traces, traces};
pub use verification::{Finding, FindingKind, Verification, VerifiedSum};
pub use write::{Effect, NewLineItem, Write, effects};
