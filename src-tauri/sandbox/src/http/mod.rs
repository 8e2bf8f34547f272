//! The server: HTTP/1.1 on loopback, by hand, so that tests can break every step of it.

mod account_routes;
mod api;
pub(crate) mod auth;
mod connection;
mod control;
mod etag;
#[cfg(test)]
mod fault_tests;
pub(crate) mod faults;
mod message;
mod pdf;
pub(crate) mod record;
mod report;
mod route;
pub(crate) mod server;
mod storage;
#[cfg(test)]
mod test_client;
#[cfg(test)]
mod tests;
mod write_routes;

pub(crate) use auth::Tokens;
