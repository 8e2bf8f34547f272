//! Tests of the whole way from an invoice to its pages.

mod file;
pub mod places;
mod reference;
pub mod support;
