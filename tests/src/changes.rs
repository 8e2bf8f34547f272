use billfold_sandbox::{
    Portal, State,
    portal::{Card, Invoice, Month, NewLineItem},
};
use jiff::SignedDuration;
use rust_decimal::Decimal;

/// Something that happens at a portal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// An invoice is created by hand.
    Created,
    /// A line item is added.
    ItemAdded,
    /// A line item is removed.
    ItemRemoved,
    /// A line item makes room for another of the same cost.
    ItemSwapped,
    /// An open invoice is closed for review.
    Finalized,
    /// An invoice is issued.
    Issued,
    /// A charge works.
    Charged,
    /// A charge is declined, for the first time or again.
    Declined,
    /// Somebody marks an invoice as paid.
    PaidByHand,
    /// An invoice is cancelled.
    Cancelled,
    /// An invoice gets another number.
    Renumbered,
    /// An invoice is moved to another month.
    Moved,
    /// A customer gets another name.
    Renamed,
    /// A customer's VAT goes from none to 0 %, or the other way.
    VatChanged,
    /// A customer is deleted.
    CustomerDeleted,
}

impl Event {
    /// Everything but the deletion of customers, which a delta need not see.
    pub const SEEN_BY_A_DELTA: [Event; 14] = [
        Self::Created,
        Self::ItemAdded,
        Self::ItemRemoved,
        Self::ItemSwapped,
        Self::Finalized,
        Self::Issued,
        Self::Charged,
        Self::Declined,
        Self::PaidByHand,
        Self::Cancelled,
        Self::Renumbered,
        Self::Moved,
        Self::Renamed,
        Self::VatChanged,
    ];

    /// Lets it happen to one of the invoices or customers it can happen to, the `pick`-th; the portal's clock moves
    /// on. False when there is none.
    pub fn happen(self, portal: &mut Portal, pick: usize) -> bool {
        portal.advance(SignedDuration::from_secs(1));
        match self {
            Self::Created | Self::Renamed | Self::VatChanged | Self::CustomerDeleted => self.to_customer(portal, pick),
            _ => {
                let fitting: Vec<u64> =
                    portal.invoices().iter().rev().filter(|i| self.fits(portal, i)).map(|i| i.id).collect();
                match fitting.is_empty() {
                    true => false,
                    false => self.to_invoice(portal, fitting[pick % fitting.len()], pick),
                }
            }
        }
    }

    fn to_customer(self, portal: &mut Portal, pick: usize) -> bool {
        let accounts: Vec<u64> = portal.accounts().map(|account| account.id).collect();
        let Some(account) = accounts.get(pick % accounts.len().max(1)).copied() else { return false };
        let done = match self {
            Self::Created => {
                let month = Month::parse("2026-11").expect("a month");
                portal.create_invoice(account, month).map(drop)
            }
            Self::Renamed => portal.rename_customer(account, &format!("Renamed {pick} GmbH")),
            Self::VatChanged => portal.edit_customer(account, |account| {
                account.vat_rate = if account.vat_rate.is_none() { Some(Decimal::ZERO) } else { None };
            }),
            _ => portal.delete_customer(account),
        };
        done.is_ok()
    }

    fn fits(self, portal: &Portal, invoice: &Invoice) -> bool {
        let editable = matches!(invoice.state, State::Open | State::Finalized);
        let owed = matches!(invoice.state, State::Pending | State::Unpaid | State::Failed);
        let has_customer = portal.account(invoice.account_id).is_some();
        match self {
            Self::ItemAdded => editable,
            Self::ItemRemoved | Self::ItemSwapped => editable && !invoice.line_items.is_empty(),
            Self::Finalized => invoice.state == State::Open,
            Self::Issued => editable && has_customer,
            Self::Charged | Self::Declined => owed && has_customer && invoice.totals().cost > Decimal::ZERO,
            Self::PaidByHand => owed,
            _ => editable || owed,
        }
    }

    fn to_invoice(self, portal: &mut Portal, id: u64, pick: usize) -> bool {
        let invoice = portal.invoice(id).expect("it was just found").clone();
        let item = invoice.line_items.get(pick % invoice.line_items.len().max(1)).map(|item| item.id);
        let cost = Decimal::new(pick as i64 % 100_000 - 20_000, 4);
        let done = match (self, item) {
            (Self::ItemAdded, _) => {
                portal.add_line_item(id, NewLineItem::by_hand(&format!("Added {pick}"), cost)).map(drop)
            }
            (Self::ItemRemoved, Some(item)) => portal.remove_line_item(id, item),
            (Self::ItemSwapped, Some(item)) => portal.swap_line_item(id, item, &format!("Swapped {pick}")).map(drop),
            (Self::Finalized, _) => portal.transition(id, State::Finalized),
            (Self::Issued, _) => portal.transition(id, State::Pending),
            (Self::Charged, _) => {
                portal.set_card(invoice.account_id, Card::Approves).expect("a customer");
                portal.charge(id)
            }
            (Self::Declined, _) => {
                portal.add_failed_payment(id).expect("it is there");
                let next = if invoice.state == State::Pending { State::Unpaid } else { State::Failed };
                // A later decline leaves the state as it is.
                let _ = pick.is_multiple_of(2).then(|| portal.transition(id, next));
                Ok(())
            }
            (Self::PaidByHand, _) => portal.transition(id, State::Paid),
            (Self::Cancelled, _) => portal.transition(id, State::Cancelled),
            (Self::Renumbered, _) => portal.set_number(id, &format!("2026-{:08}", pick % 100_000_000)),
            (Self::Moved, _) => portal.set_period(id, Month::parse("2026-05").expect("a month")),
            _ => return false,
        };
        done.is_ok()
    }
}
