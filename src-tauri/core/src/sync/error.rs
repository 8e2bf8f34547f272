use crate::{
    domain::{SyncPhase, SyncProgress},
    store, threescale,
};

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
    /// Pages kept changing their size, so that no list could be read to its end.
    #[error("the server keeps changing the size of its pages")]
    Restless,
}

impl Error {
    /// Whether nothing was heard from the portal.
    pub fn is_offline(&self) -> bool {
        matches!(self, Self::Portal(error) if error.is_offline())
    }

    /// What happened, and at what: `while reading invoices (1500 of 6000 done): …`.
    pub(super) fn told_at(&self, at: &SyncProgress) -> String {
        if at.phase == SyncPhase::Starting {
            return self.to_string();
        }
        let far = match at.total {
            Some(total) => format!(" ({} of {total} done)", at.done),
            None => String::new(),
        };
        format!("while reading {}{far}: {self}", at.phase.words())
    }
}
