//! Tests of the whole way from an invoice to its pages.

mod file;
mod places;
mod readable;
mod reference;
pub mod support;
