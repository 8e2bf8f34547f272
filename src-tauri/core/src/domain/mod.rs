//! What an invoice is: pure types and the server's arithmetic. No I/O, no clock.
//!
//! Field names are those of 3scale's Billing API, and serializing an [`Invoice`] gives the JSON
//! document that `docs/cli.md` promises to scripts.

mod filter;
mod invoice;
mod line_item;
mod money;
mod month;
mod party;
mod payment;
mod state;
mod summary;
mod sync_run;

pub use filter::{DateRange, InvoiceFilter, Sort, SortColumn};
pub use invoice::{Invoice, Period};
pub use line_item::{LineItem, LineItemType};
pub use money::{Totals, group_thousands, plain, round2, round4};
pub use month::{Month, MonthError};
pub use party::{Account, Buyer, Party};
pub use payment::{GatewayResponse, PaymentTransaction};
pub use state::State;
pub use summary::{CurrencyTotal, InvoiceRow, ListTotals, MonthCount, ViewCounts};
pub use sync_run::{SyncOutcome, SyncPhase, SyncProgress, SyncRun};
