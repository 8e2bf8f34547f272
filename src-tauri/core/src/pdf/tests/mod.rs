//! Tests of the whole way from an invoice to its pages.

mod reference;
mod support;
