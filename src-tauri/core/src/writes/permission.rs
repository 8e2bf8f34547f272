//! Whether the token may change things.
//!
//! A server that is asked to charge with a token that may only read asks the payment gateway first and refuses
//! afterwards (`app/lib/api_authentication/by_access_token.rb` of 3scale/porta): the card may be charged without a
//! trace. So no charge is sent before the token is known to be one that may.

use super::{Desk, Error};
use crate::{
    domain::Month,
    store::settings::{self, Permission},
    threescale::{Sent, is_about_permission},
};

/// A token can be changed at the portal.
const TRUSTED_FOR: jiff::SignedDuration = jiff::SignedDuration::from_mins(15);

impl Desk<'_> {
    /// Makes sure that the token may charge; asks the server where that is not known.
    pub(super) async fn require_permission_to_charge(&self) -> Result<(), Error> {
        let mark = self.client.token_mark();
        let known = self.read(|tx| settings::get(tx, settings::PERMISSION)).await?;
        let is_recent = |told: jiff::Timestamp| self.clock.now().duration_since(told) < TRUSTED_FOR;
        let may = |known: &Permission| known.token == mark && known.may_write && known.told_at.is_some_and(is_recent);
        if known.as_ref().is_some_and(may) {
            return Ok(());
        }
        let answer = self.client.may_write(Month::of(self.clock.today())).await?;
        self.remember(answer.as_ref().err().cloned()).await?;
        answer.map_err(Error::ReadOnlyToken)
    }

    /// Learns from an answer.
    pub(super) async fn learn_permission(&self, sent: &Sent) -> Result<(), Error> {
        match sent {
            Sent::Answered { .. } => self.remember(None).await,
            // 403 is also said of a line item that is frozen, and of a tenant without billing.
            Sent::Refused { status: 403, words: Some(words) } if is_about_permission(words) => {
                self.remember(Some(words.clone())).await
            }
            _ => Ok(()),
        }
    }

    async fn remember(&self, refused: Option<String>) -> Result<(), Error> {
        let token = self.client.token_mark();
        let told_at = Some(self.clock.now());
        let permission = Permission { token, may_write: refused.is_none(), words: refused, told_at };
        self.write(move |tx| settings::set(tx, settings::PERMISSION, Some(&permission))).await
    }
}
