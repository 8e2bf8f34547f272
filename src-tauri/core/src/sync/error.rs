use crate::{store, threescale};

/// Why a sync ended early. What was read before is kept.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The portal could not be read.
    #[error(transparent)]
    Portal(#[from] threescale::Error),
    /// The cache could not be written.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// Another sync of this connection is running, here or in another process.
    #[error("another sync of this connection is running")]
    Busy,
    /// A person stopped it.
    #[error("the sync was stopped")]
    Stopped,
    /// Pages kept changing their size, so that no sweep could be finished.
    #[error("the server keeps changing the size of its pages")]
    Restless,
}

impl Error {
    /// Whether nothing was heard from the portal.
    pub fn is_offline(&self) -> bool {
        matches!(self, Self::Portal(error) if error.is_offline())
    }
}
