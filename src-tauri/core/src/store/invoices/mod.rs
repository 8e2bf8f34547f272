//! Invoices as they are held: one, many, and what they add up to.

pub(super) mod filter;
mod list;
mod one;
mod sweep;

pub use list::{count, list, months, rows, totals, view_counts};
pub use one::{Held, all, find, get, of_month, with_number};
pub use sweep::{count_present, left_live, mark_missing, mark_one_missing, odd_values, unknown_states};
