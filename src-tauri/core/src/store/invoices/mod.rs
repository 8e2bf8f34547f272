//! Invoices as they are held: one, many, and what they add up to.

mod customers;
mod directory;
mod earnings;
pub(super) mod filter;
mod list;
mod one;
mod receivables;
mod sum;
mod sweep;

pub use customers::customers;
pub use earnings::earnings;
pub use list::{count, list, months, rows, totals, view_counts};
pub use one::{Held, With, all, all_of, all_sorted, find, first_absent, get, of_month, with_number};
pub use receivables::{Doubts, doubts, receivables};
pub use sweep::{count_present, left_live, mark_missing, mark_one_missing, odd_values, unknown_states};
