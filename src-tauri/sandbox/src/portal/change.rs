//! Changes of invoices and customers, with the server's rules about `updated_at`.

use std::sync::Arc;

use jiff::ToSpan;
use jiff::tz::Offset;
use rust_decimal::Decimal;

use super::{Account, Card, CreationType, Frozen, Invoice, Month, Payment, Portal, Refusal, State, Text};

/// Days between the issue of an invoice and the day it is due.
const DUE_DAYS: i64 = 2;

impl Portal {
    /// Makes an empty invoice by hand and gives its id.
    ///
    /// # Errors
    /// When there is no such customer, or the month is out of range.
    pub fn create_invoice(&mut self, account_id: u64, period: Month) -> Result<u64, Refusal> {
        let missing = || Refusal::invalid("buyer_account", "can't be blank");
        let vat_rate = self.account(account_id).ok_or_else(missing)?.vat_rate;
        self.check_range(period)?;
        let id = self.invoices.last().map_or(1001, |last| last.id + 1);
        self.invoices.push(Invoice {
            id,
            friendly_id: self.next_number(period),
            creation_type: CreationType::Manual,
            state: State::Open,
            period,
            account_id,
            vat_rate,
            frozen: None,
            issued_on: None,
            due_on: None,
            paid_at: None,
            created_at: self.now,
            updated_at: self.now,
            line_items: Vec::new(),
            payments: Vec::new(),
        });
        Ok(id)
    }

    /// Sets the number of an invoice, whatever its state; a number that is already used is accepted.
    ///
    /// # Errors
    /// When there is no such invoice, or the number has not the form `YYYY-MM-XXXXXXXX` or `YYYY-XXXXXXXX`.
    pub fn set_number(&mut self, id: u64, number: &str) -> Result<(), Refusal> {
        self.update_invoice(id, None, Some(number))
    }

    /// Sets the period of an invoice, whatever its state. Its number stays.
    ///
    /// # Errors
    /// When there is no such invoice.
    pub fn set_period(&mut self, id: u64, period: Month) -> Result<(), Refusal> {
        self.update_invoice(id, Some(&period.to_string()), None)
    }

    /// Sets period and number at once, both or neither.
    ///
    /// # Errors
    /// When there is no such invoice, or one of the two is not in the form the server accepts.
    pub fn update_invoice(&mut self, id: u64, period: Option<&str>, number: Option<&str>) -> Result<(), Refusal> {
        let now = self.now;
        let held = self.invoice(id).ok_or(Refusal::NotFound)?.period;
        let period = match period {
            Some(text) => Month::parse(text).ok_or_else(wrong_period)?,
            None => held,
        };
        if period != held {
            self.check_range(period)?;
        }
        let invoice = self.invoice_mut(id).ok_or(Refusal::NotFound)?;
        let number = number.unwrap_or(&invoice.friendly_id);
        if number != invoice.friendly_id && !is_number(number) {
            return Err(Refusal::invalid("friendly_id", "format should be YYYY-MM-XXXXXXXX or YYYY-XXXXXXXX"));
        }
        // A save that changes nothing does not touch the row.
        if period != invoice.period || number != invoice.friendly_id {
            invoice.friendly_id = number.to_owned();
            invoice.period = period;
            invoice.updated_at = now;
        }
        Ok(())
    }

    /// Moves an invoice to another state, as the billing run and people in the portal do.
    ///
    /// # Errors
    /// When there is no such invoice, when the states do not follow each other, and when an invoice of a deleted
    /// customer would be issued: the server trips over that.
    pub fn transition(&mut self, id: u64, target: State) -> Result<(), Refusal> {
        let invoice = self.invoice(id).ok_or(Refusal::NotFound)?;
        if !invoice.state.can_become(target) {
            return Err(Refusal::invalid("base", format!("Cannot transition to {target}")));
        }
        if target == State::Pending {
            self.issue(id)?;
        }
        let now = self.now;
        let invoice = self.invoice_mut(id).ok_or(Refusal::NotFound)?;
        invoice.state = target;
        invoice.updated_at = now;
        if target == State::Paid {
            invoice.paid_at = Some(now);
        }
        Ok(())
    }

    /// Months from the one in which the provider's account was made to a year from now.
    fn check_range(&self, period: Month) -> Result<(), Refusal> {
        let month = |at: jiff::Timestamp| Month::of(Offset::UTC.to_datetime(at).date());
        if (month(self.tenant.created_at)..=month(self.now).plus(12)).contains(&period) {
            return Ok(());
        }
        Err(Refusal::invalid("period", "must be between the provider account creation date and 12 months from now"))
    }

    /// Freezes what an issued invoice shows.
    fn issue(&mut self, id: u64) -> Result<(), Refusal> {
        let invoice = self.invoice(id).ok_or(Refusal::NotFound)?;
        let buyer = self.account(invoice.account_id).ok_or(Refusal::Broken)?;
        let frozen = Frozen {
            provider: Arc::clone(&self.tenant.address),
            buyer: Arc::clone(&buyer.address),
            currency: Arc::clone(self.current_currency(buyer.id)),
        };
        let vat_rate = buyer.vat_rate;
        let today = Offset::UTC.to_datetime(self.now).date();
        let invoice = self.invoice_mut(id).ok_or(Refusal::NotFound)?;
        invoice.frozen = Some(frozen);
        invoice.vat_rate = vat_rate;
        invoice.issued_on = Some(today);
        invoice.due_on = Some(today.saturating_add(DUE_DAYS.days()));
        Ok(())
    }

    /// Charges the customer's card for an invoice. What happens is up to [`Account::card`] and the total.
    ///
    /// # Errors
    /// When there is no such invoice, when its state allows no charge, and when no money came: a declined card adds a
    /// failed payment, a total of zero or less cancels the invoice.
    pub fn charge(&mut self, id: u64) -> Result<(), Refusal> {
        let invoice = self.invoice(id).ok_or(Refusal::NotFound)?;
        if !invoice.state.is_chargeable() {
            return Err(Refusal::invalid("state", format!("Invoice {id} is not in chargeable state!")));
        }
        let failed = || Refusal::invalid("base", "Failed to charge the credit card.");
        let card = self.account(invoice.account_id).ok_or(Refusal::Broken)?.card;
        if invoice.totals().cost <= Decimal::ZERO {
            self.transition(id, State::Cancelled)?;
            return Err(failed());
        }
        match card {
            Card::Missing => Err(failed()),
            Card::Declines => {
                self.add_failed_payment(id)?;
                Err(failed())
            }
            Card::Approves => {
                self.add_payment(id, true)?;
                self.transition(id, State::Paid)
            }
        }
    }

    /// Puts a paid invoice back to where it was when the server ended between the payment and the invoice's state.
    ///
    /// # Errors
    /// When there is no such invoice.
    pub fn leave_unpaid(&mut self, id: u64) -> Result<(), Refusal> {
        let invoice = self.invoice_mut(id).ok_or(Refusal::NotFound)?;
        invoice.state = State::Pending;
        invoice.paid_at = None;
        Ok(())
    }

    /// Adds a payment that failed, as a nightly retry does: the invoice row is not touched.
    ///
    /// # Errors
    /// When there is no such invoice.
    pub fn add_failed_payment(&mut self, id: u64) -> Result<u64, Refusal> {
        self.add_payment(id, false)
    }

    fn add_payment(&mut self, id: u64, success: bool) -> Result<u64, Refusal> {
        let invoice = self.invoice(id).ok_or(Refusal::NotFound)?;
        let currency = self.currency(invoice).unwrap_or(&self.tenant.currency).clone();
        let payment_id = self.last_payment_id + 1;
        let payment = Payment::new(payment_id, self.now, success, invoice.totals().cost, currency);
        self.last_payment_id = payment_id;
        self.invoice_mut(id).ok_or(Refusal::NotFound)?.payments.push(payment);
        Ok(payment_id)
    }

    /// Changes a customer. Its invoices keep their `updated_at`; those not issued yet take over its VAT rate.
    ///
    /// # Errors
    /// When there is no such customer.
    pub fn edit_customer(&mut self, id: u64, change: impl FnOnce(&mut Account)) -> Result<(), Refusal> {
        let account = self.accounts.get_mut(&id).filter(|account| !account.deleted).ok_or(Refusal::NotFound)?;
        let held = account.vat_rate;
        change(account);
        account.updated_at = self.now;
        let vat_rate = account.vat_rate;
        if vat_rate != held {
            let waiting = self.invoices.iter_mut().filter(|held| held.account_id == id && held.state.is_editable());
            waiting.for_each(|invoice| invoice.vat_rate = vat_rate);
        }
        Ok(())
    }

    /// Gives a customer another name; every document of it shows the new one at once.
    ///
    /// # Errors
    /// When there is no such customer.
    pub fn rename_customer(&mut self, id: u64, name: &str) -> Result<(), Refusal> {
        self.edit_customer(id, |account| account.org_name = Text::from(name))
    }

    /// Sets what charging the card of a customer does.
    ///
    /// # Errors
    /// When there is no such customer.
    pub fn set_card(&mut self, id: u64, card: Card) -> Result<(), Refusal> {
        self.edit_customer(id, |account| account.card = card)
    }

    /// Deletes a customer. Its invoices stay and do not move.
    ///
    /// # Errors
    /// When there is no such customer.
    pub fn delete_customer(&mut self, id: u64) -> Result<(), Refusal> {
        self.edit_customer(id, |account| account.deleted = true)
    }

    /// Numbers count up within their month.
    fn next_number(&self, period: Month) -> String {
        let prefix = format!("{period}-");
        let of_month = self.invoices.iter().filter(|invoice| invoice.period == period);
        let tails = of_month.filter_map(|invoice| invoice.friendly_id.strip_prefix(&prefix));
        let last = tails.filter_map(|tail| tail.parse::<u32>().ok()).max().unwrap_or(0);
        format!("{prefix}{:08}", last.saturating_add(1))
    }
}

/// What the server says about a period it cannot read.
pub(crate) fn wrong_period() -> Refusal {
    Refusal::invalid("period", "Billing period format should be YYYY-MM")
}

/// Whether the text is `YYYY-MM-XXXXXXXX` or `YYYY-XXXXXXXX`, all digits.
fn is_number(text: &str) -> bool {
    let lengths: Vec<usize> = text.split('-').map(str::len).collect();
    let digits = text.bytes().all(|byte| byte == b'-' || byte.is_ascii_digit());
    digits && (lengths == [4, 2, 8] || lengths == [4, 8])
}

impl Payment {
    /// A payment as the gateway of the sandbox reports it.
    pub(crate) fn new(id: u64, at: jiff::Timestamp, success: bool, amount: Decimal, currency: Text) -> Payment {
        // Spreads the ids over the whole range, so that references look like a gateway's.
        let mixed = id.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let code = if success { "000" } else { "051" };
        let message = if success { "Transaction approved" } else { "Your card was declined." };
        Payment {
            id,
            created_at: at,
            reference: Some(format!("ch_{:012x}", mixed >> 16)),
            success,
            amount,
            currency,
            action: Text::from("purchase"),
            message: Some(Text::from(message)),
            gateway_response: vec![
                (Text::from("transaction_id"), format!("{:010x}", mixed.rotate_left(17) >> 24)),
                (Text::from("avs_result"), "Y".to_owned()),
                (Text::from("error_code"), code.to_owned()),
            ],
            test: false,
        }
    }
}
