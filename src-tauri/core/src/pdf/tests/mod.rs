//! Tests of the whole way from an invoice to its pages.

mod archive;
mod file;
pub mod places;
mod readable;
mod reference;
mod scripts;
pub mod support;
