//! What can be done to an invoice: the rules of the server, and those it lets through and should not.

use std::fmt;

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::{Invoice, Month, NewLineItem, State, Write};

/// Why a write is not sent, in words for the person who asked for it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotPermitted {
    /// The states do not follow each other.
    #[error("an invoice that is {from} cannot become {to}{}", ways(from))]
    State {
        /// Where it stands.
        from: State,
        /// Where it was to go.
        to: State,
    },
    /// No card is charged in this state.
    #[error("an invoice that is {0} cannot be charged; only pending, unpaid and failed ones can")]
    NotChargeable(State),
    /// Line items are frozen.
    #[error("the line items of an invoice that is {0} cannot change; only those of open and finalized ones can")]
    NotEditable(State),
    /// The customer holds papers with the old number or period.
    #[error("the invoice is {0}: it was issued, and the customer may hold its PDF with the old number and period")]
    Issued(State),
    /// Not a number the server takes.
    #[error("`{0}` is no number the portal takes; write it as YYYY-MM-XXXXXXXX or YYYY-XXXXXXXX, with digits for X")]
    Number(String),
    /// Not a month the server takes.
    #[error("{month} is out of range: the portal takes {range}")]
    Period {
        /// What was asked for.
        month: Month,
        /// What it takes.
        range: PeriodRange,
    },
    /// It is like that already.
    #[error("there is nothing to change: it is like that already")]
    NothingToChange,
    /// There is no such line.
    #[error("the invoice has no line item {0}")]
    NoSuchLineItem(i64),
    /// A line item needs a name.
    #[error("a line item needs a name")]
    NoName,
    /// A text is longer than the server keeps.
    #[error("the {what} has {length} characters; the portal takes {LONGEST_TEXT}")]
    TooLong {
        /// Which text.
        what: &'static str,
        /// How long it is.
        length: usize,
    },
    /// A type the server does not know.
    #[error("`{0}` is no type of line item; there are LineItem::PlanCost and LineItem::VariableCost, or none")]
    Type(String),
    /// An id that cannot be one.
    #[error("{what} {id} is no id")]
    Id {
        /// Of what.
        what: &'static str,
        /// What was given.
        id: i64,
    },
    /// More than the server's column holds.
    #[error("a quantity of {0} is out of range")]
    Quantity(i64),
    /// More digits than the server's column holds, which it would round or refuse.
    #[error("a cost of {0} is out of range: the portal keeps 16 digits before the decimals and four behind")]
    Cost(Decimal),
    /// It is paid already, whatever its state says.
    #[error(
        "it was charged already, and the charge went through: charging would take the money again; mark it as paid instead"
    )]
    PaidAlready,
}

impl NotPermitted {
    /// The input that is wrong, where it is one that was typed.
    pub fn field(&self) -> Option<&'static str> {
        match self {
            Self::Number(_) => Some("friendly_id"),
            Self::Period { .. } => Some("period"),
            Self::NoName => Some("name"),
            Self::TooLong { what, .. } | Self::Id { what, .. } => Some(what),
            Self::Type(_) => Some("type"),
            Self::Quantity(_) => Some("quantity"),
            Self::Cost(_) => Some("cost"),
            Self::State { .. } => Some("state"),
            _ => None,
        }
    }
}

/// The longest text of a line item the server's columns take, in characters.
const LONGEST_TEXT: usize = 255;

/// The months the server takes: from the one in which the issuer's account was made to twelve months from now
/// (`app/models/invoice.rb` of 3scale/porta).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PeriodRange {
    /// The first; unknown while the issuer's account could not be read.
    pub first: Option<Month>,
    /// The last.
    pub last: Month,
}

impl PeriodRange {
    /// How many months ahead of today's one can be billed.
    const AHEAD: i32 = 12;

    /// The range on a day.
    pub fn on(today: Date, first: Option<Month>) -> Self {
        Self { first, last: Month::of(today).plus(Self::AHEAD) }
    }

    fn contains(&self, month: Month) -> bool {
        self.first.is_none_or(|first| first <= month) && month <= self.last
    }
}

impl fmt::Display for PeriodRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.first {
            Some(first) => write!(f, "{first} to {}", self.last),
            None => write!(f, "months up to {}", self.last),
        }
    }
}

/// Where an invoice can go from a state, for an error that says so.
fn ways(from: &State) -> String {
    let ways: Vec<String> = State::ALL.iter().filter(|to| from.can_become(to)).map(State::to_string).collect();
    if ways.is_empty() { String::new() } else { format!(", only {}", ways.join(", ")) }
}

/// Whether a write may be sent at all: its values are what the server takes as they are meant, and it is none that the
/// server lets through although it should not. Whether the states allow it, the server says best, in its own words.
///
/// # Errors
/// [`NotPermitted`] says why not.
pub fn check_to_send(write: &Write, invoice: Option<&Invoice>, range: PeriodRange) -> Result<(), NotPermitted> {
    match check(write, invoice, range) {
        Err(
            NotPermitted::State { .. }
            | NotPermitted::NotChargeable(_)
            | NotPermitted::NotEditable(_)
            | NotPermitted::NoSuchLineItem(_),
        ) => Ok(()),
        Err(NotPermitted::NothingToChange) if matches!(write, Write::ChangeState { .. }) => Ok(()),
        checked => checked,
    }
}

/// Whether a write can be offered for an invoice as it stands; `None` for one that is to be made.
///
/// # Errors
/// [`NotPermitted`] says why not.
pub fn check(write: &Write, invoice: Option<&Invoice>, range: PeriodRange) -> Result<(), NotPermitted> {
    check_values(write, range)?;
    let Some(invoice) = invoice else { return Ok(()) };
    let state = &invoice.state;
    match write {
        Write::CreateInvoice { .. } => Ok(()),
        Write::UpdateInvoice { period, friendly_id, although_issued, .. } => {
            if !although_issued && (state.is_issued() || invoice.issued_on.is_some()) {
                return Err(NotPermitted::Issued(state.clone()));
            }
            let same_period = period.is_none_or(|period| period == invoice.period.month());
            let same_number = friendly_id.is_none() || *friendly_id == invoice.friendly_id;
            if same_period && same_number { Err(NotPermitted::NothingToChange) } else { Ok(()) }
        }
        Write::ChangeState { state: to, .. } if state == to => Err(NotPermitted::NothingToChange),
        Write::ChangeState { state: to, .. } if !state.can_become(to) => {
            Err(NotPermitted::State { from: state.clone(), to: to.clone() })
        }
        // A server that ended between the payment and the invoice's state leaves one that is paid and still owed.
        Write::Charge { .. } if invoice.successful_payment().is_some() => Err(NotPermitted::PaidAlready),
        Write::Charge { .. } if !state.is_chargeable() => Err(NotPermitted::NotChargeable(state.clone())),
        Write::AddLineItem { .. } | Write::RemoveLineItem { .. } if !state.is_editable() => {
            Err(NotPermitted::NotEditable(state.clone()))
        }
        Write::RemoveLineItem { line_item_id, .. }
            if invoice.line_items.iter().all(|item| item.id != *line_item_id) =>
        {
            Err(NotPermitted::NoSuchLineItem(*line_item_id))
        }
        _ => Ok(()),
    }
}

/// What can be said without the invoice.
fn check_values(write: &Write, range: PeriodRange) -> Result<(), NotPermitted> {
    match write {
        Write::CreateInvoice { account_id, .. } if *account_id <= 0 => {
            Err(NotPermitted::Id { what: "account_id", id: *account_id })
        }
        Write::CreateInvoice { period, .. } => check_period(*period, range),
        Write::UpdateInvoice { period, friendly_id, .. } => {
            period.map_or(Ok(()), |period| check_period(period, range))?;
            match friendly_id {
                Some(number) if !is_number(number) => Err(NotPermitted::Number(number.clone())),
                None if period.is_none() => Err(NotPermitted::NothingToChange),
                _ => Ok(()),
            }
        }
        Write::AddLineItem { line_item, .. } => check_line_item(line_item),
        _ => Ok(()),
    }
}

fn check_period(month: Month, range: PeriodRange) -> Result<(), NotPermitted> {
    if range.contains(month) { Ok(()) } else { Err(NotPermitted::Period { month, range }) }
}

/// Whether the server takes a text as an invoice's number: `YYYY-MM-XXXXXXXX` or `YYYY-XXXXXXXX`, all digits.
pub fn is_number(text: &str) -> bool {
    let lengths: Vec<usize> = text.split('-').map(str::len).collect();
    let digits = text.bytes().all(|byte| byte == b'-' || byte.is_ascii_digit());
    digits && (lengths == [4, 2, 8] || lengths == [4, 8])
}

fn check_line_item(item: &NewLineItem) -> Result<(), NotPermitted> {
    if item.name.trim().is_empty() {
        return Err(NotPermitted::NoName);
    }
    for (what, text) in [("name", Some(&item.name)), ("description", item.description.as_ref())] {
        let length = text.map_or(0, |text| text.chars().count());
        if length > LONGEST_TEXT {
            return Err(NotPermitted::TooLong { what, length });
        }
    }
    if let Some(super::LineItemType::Other(word)) = &item.kind {
        return Err(NotPermitted::Type(word.clone()));
    }
    for (what, id) in [("metric_id", item.metric_id), ("contract_id", item.contract_id), ("plan_id", item.plan_id)] {
        if let Some(id) = id.filter(|id| *id <= 0) {
            return Err(NotPermitted::Id { what, id });
        }
    }
    if item.cost.normalize().scale() > 4 || item.cost.abs() >= Decimal::from(10_i64.pow(16)) {
        return Err(NotPermitted::Cost(item.cost));
    }
    match item.quantity {
        Some(quantity) if i32::try_from(quantity).is_err() => Err(NotPermitted::Quantity(quantity)),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn invoice(state: &str) -> Invoice {
        let issued = matches!(state, "pending" | "unpaid" | "failed" | "paid");
        serde_json::from_value(json!({
            "id": 7, "friendly_id": "2026-09-00000001", "creation_type": "manual", "state": state,
            "period": { "from": "2026-09-01", "to": "2026-09-30" },
            "issued_on": if issued { json!("2026-10-01") } else { Value::Null }, "due_on": null, "paid_at": null,
            "created_at": null, "updated_at": null, "currency": "EUR", "cost": "12.00", "vat_rate": null,
            "vat_amount": null, "cost_without_vat": "12.0", "provider": {}, "buyer": { "org_name": "Hull" },
            "line_items": [{ "id": 1, "name": "Plan", "cost": "12.0" }], "payment_transactions_count": 0
        }))
        .unwrap()
    }

    fn range() -> PeriodRange {
        PeriodRange::on(jiff::civil::date(2026, 11, 15), Some("2011-01".parse().unwrap()))
    }

    fn write(value: Value) -> Write {
        serde_json::from_value(value).unwrap()
    }

    #[test]
    fn by_state_only_what_the_server_does_is_offered() {
        let cases = [
            (json!({ "action": "charge", "invoice_id": 7 }), vec!["pending", "unpaid", "failed"]),
            (json!({ "action": "remove_line_item", "invoice_id": 7, "line_item_id": 1 }), vec!["open", "finalized"]),
            (
                json!({ "action": "add_line_item", "invoice_id": 7, "line_item": { "name": "x", "cost": "1" } }),
                vec!["open", "finalized"],
            ),
            (
                json!({ "action": "update_invoice", "invoice_id": 7, "period": "2026-10", "friendly_id": null }),
                vec!["open", "finalized", "cancelled"],
            ),
            (
                json!({ "action": "change_state", "invoice_id": 7, "state": "paid" }),
                vec!["pending", "unpaid", "failed"],
            ),
        ];
        for (value, allowed) in cases {
            let write = write(value);
            for state in State::ALL {
                let possible = check(&write, Some(&invoice(state.as_str())), range()).is_ok();
                assert_eq!(possible, allowed.contains(&state.as_str()), "{write:?} while {state}");
            }
        }
    }

    #[test]
    fn what_the_server_would_not_ask_about_is_asked_here() {
        let edit = |although_issued: bool| {
            write(json!({ "action": "update_invoice", "invoice_id": 7, "friendly_id": "2026-00000009", "period": null,
                          "although_issued": although_issued }))
        };
        assert!(matches!(check_to_send(&edit(false), Some(&invoice("paid")), range()), Err(NotPermitted::Issued(_))));
        assert_eq!(check_to_send(&edit(true), Some(&invoice("paid")), range()), Ok(()));
        // What the states forbid the server says best.
        let move_on = write(json!({ "action": "change_state", "invoice_id": 7, "state": "open" }));
        assert!(check(&move_on, Some(&invoice("paid")), range()).is_err());
        assert_eq!(check_to_send(&move_on, Some(&invoice("paid")), range()), Ok(()));
    }

    #[test]
    fn months_the_server_takes() {
        for (month, taken) in
            [("2010-12", false), ("2011-01", true), ("2026-11", true), ("2027-11", true), ("2027-12", false)]
        {
            let create = write(json!({ "action": "create_invoice", "account_id": 3, "period": month }));
            assert_eq!(check(&create, None, range()).is_ok(), taken, "{month}");
        }
    }

    #[test]
    fn numbers_the_server_takes() {
        for text in ["2026-11-00000001", "2026-00000001"] {
            assert!(is_number(text), "{text}");
        }
        for text in
            ["", "2026", "2026-11", "2026-11-1", "26-11-00000001", "2026-1a-00000001", "2026-11-00000001 ", "fix"]
        {
            assert!(!is_number(text), "{text}");
        }
    }
}
