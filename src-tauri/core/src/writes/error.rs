use crate::{
    domain::{Difference, NotPermitted},
    store, threescale,
};

/// Why nothing was sent; but for [`Error::NotKept`].
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The portal could not be read.
    #[error(transparent)]
    Portal(#[from] threescale::Error),
    /// The cache could not be read or written.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// It was sent, and what became of it could not be written down. It is settled later.
    #[error("the change was sent, and what became of it could not be kept: {0}")]
    NotKept(store::Error),
    /// Another process is changing something.
    #[error("another change of this connection is being sent")]
    Busy,
    /// The server has no such invoice.
    #[error("the portal has no invoice {0} any more")]
    Gone(i64),
    /// The server has no such customer.
    #[error("the portal has no customer with account id {0}")]
    NoSuchCustomer(i64),
    /// It cannot be done as the invoice stands.
    #[error(transparent)]
    NotPermitted(#[from] NotPermitted),
    /// The invoice is not as it was seen.
    #[error("the invoice is not as you saw it: somebody else changed it, or it moved on by itself")]
    Conflict(Vec<Difference>),
    /// It is not known what became of an earlier change.
    #[error("it is not known yet whether an earlier change of this invoice happened: {0}")]
    Unsettled(String),
    /// The token may only read.
    #[error("the server refused the token: “{0}”; it may only read")]
    ReadOnlyToken(String),
    /// What a draft is to follow did not happen yet.
    #[error("what it is to follow did not happen yet: settle that first")]
    NotItsTurn,
    /// The invoice a draft is for is itself not made yet.
    #[error("the invoice it is for is not made yet: send that draft first")]
    NotMadeYet,
    /// There is no such draft, or it was sent or thrown away meanwhile.
    #[error("there is no draft {0} any more")]
    NoSuchDraft(i64),
}
