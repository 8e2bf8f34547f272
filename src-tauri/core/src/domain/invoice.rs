use jiff::{Timestamp, civil::Date};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Buyer, LineItem, Month, Party, PaymentTransaction, State, Totals};

/// The days an invoice covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Period {
    /// First day.
    #[ts(type = "string")]
    pub from: Date,
    /// Last day.
    #[ts(type = "string")]
    pub to: Date,
}

impl Period {
    /// A whole month.
    pub fn of_month(month: Month) -> Self {
        Self { from: month.first_day(), to: month.last_day() }
    }

    /// The month it begins in, by which the portal files the invoice.
    pub fn month(&self) -> Month {
        Month::of(self.from)
    }
}

/// An invoice with everything the XML and the JSON of the Billing API say about it.
///
/// Serializes to the document that `docs/cli.md` promises: money is decimal text, absent is null.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Invoice {
    /// The server's id; ids grow in the order of creation and are never used again.
    #[ts(type = "number")]
    pub id: i64,
    /// The number people see. The server allows the same number twice.
    pub friendly_id: Option<String>,
    /// `background` for the billing run, `manual` for a person.
    pub creation_type: Option<String>,
    /// Where it stands.
    #[ts(type = "string")]
    pub state: State,
    /// The days it covers.
    pub period: Period,
    /// The day it was issued.
    #[ts(type = "string | null")]
    pub issued_on: Option<Date>,
    /// The day it is due.
    #[ts(type = "string | null")]
    pub due_on: Option<Date>,
    /// When it was paid.
    #[ts(type = "string | null")]
    pub paid_at: Option<Timestamp>,
    /// When it was created; only the JSON says so.
    #[ts(type = "string | null")]
    pub created_at: Option<Timestamp>,
    /// When the server says it last changed. Does not move when a line item is added or removed.
    #[ts(type = "string | null")]
    pub updated_at: Option<Timestamp>,
    /// ISO code; absent on an invoice cancelled before it was issued.
    pub currency: Option<String>,
    /// What the customer owes, with VAT, rounded to cents.
    #[ts(type = "string")]
    pub cost: Decimal,
    /// In per cent. Absent: the customer has no VAT. Zero: VAT applies at 0 %. They print differently.
    #[ts(type = "string | null")]
    pub vat_rate: Option<Decimal>,
    /// Not rounded; absent without a rate.
    #[ts(type = "string | null")]
    pub vat_amount: Option<Decimal>,
    /// Sum of the lines.
    #[ts(type = "string | null")]
    pub cost_without_vat: Option<Decimal>,
    /// Who issues it.
    pub provider: Party,
    /// Who owes it.
    pub buyer: Buyer,
    /// In the server's order.
    pub line_items: Vec<LineItem>,
    /// How many payment attempts the server counts.
    #[ts(type = "number")]
    pub payment_transactions_count: i64,
    /// The attempts. `None` where they were not asked for or not read from the server yet.
    #[serde(default)]
    pub payment_transactions: Option<Vec<PaymentTransaction>>,
}

impl Invoice {
    /// The number people see, or the id where the server gave none.
    pub fn number(&self) -> String {
        self.friendly_id.clone().unwrap_or_else(|| self.id.to_string())
    }

    /// What the line items add up to by the server's rules; see [`Totals::of`].
    pub fn totals(&self) -> Option<Totals> {
        Totals::of(&self.line_items, self.vat_rate)
    }

    /// A payment that went through, as far as payments were read. An invoice that is still owed should have none.
    pub fn successful_payment(&self) -> Option<&PaymentTransaction> {
        self.payment_transactions.iter().flatten().find(|payment| payment.success == Some(true))
    }

    /// Whether the customer is late on `today`: issued, not paid, past its due date.
    pub fn is_overdue(&self, today: Date) -> bool {
        matches!(self.state, State::Pending | State::Unpaid | State::Failed)
            && self.due_on.is_some_and(|due| due < today)
    }
}
