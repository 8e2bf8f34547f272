//! 3scale's Billing API: the only HTTP and the only XML of the program.
//!
//! Texts of the server become [`wire`] types, which [`convert`] turns into the domain's. The rules
//! cited here are those of the server's open source, repository `3scale/porta`.

mod address;
mod client;
pub mod convert;
mod error;
mod retry;
mod server_pdf;
mod transport;
pub mod wire;
mod writes;
mod xml;

pub use address::{AddressError, PortalAddress};
pub use client::{
    CaError, Client, ClientOptions, InvoiceList, InvoicesPage, MAX_PER_PAGE, MIN_PER_PAGE, Meter, OnWait, XmlInvoice,
};
pub use convert::{ConvertError, Converted, OddReason, OddValue};
pub use error::{ContentError, Error};
pub use retry::RetryPolicy;
pub use writes::{Sent, is_about_permission, token_mark};
pub use xml::XmlError;
