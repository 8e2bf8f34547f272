//! Filters of lists, exports and prints.

use billfold_core::domain::{DateRange, InvoiceFilter, Month, State};
use clap::Args;
use jiff::civil::Date;
use rust_decimal::Decimal;

#[derive(Args, Default, PartialEq)]
#[command(next_help_heading = "Filters")]
pub struct FilterArgs {
    /// Any of these states: open finalized pending unpaid failed paid cancelled
    #[arg(long, value_name = "STATE", value_parser = state)]
    pub state: Vec<State>,
    /// The billing period's month
    #[arg(long, value_name = "YYYY-MM", conflicts_with = "year")]
    pub month: Option<Month>,
    /// The billing period's year
    #[arg(long, value_name = "YYYY", value_parser = clap::value_parser!(i16).range(1900..=9999))]
    pub year: Option<i16>,
    /// The number; * stands for any text
    #[arg(long, value_name = "GLOB")]
    pub number: Option<String>,
    /// Part of the customer's name
    #[arg(long, value_name = "TEXT")]
    pub buyer: Option<String>,
    /// Words anywhere in number, customer, line items and payment messages
    #[arg(long, value_name = "TEXT")]
    pub query: Option<String>,
    /// Issued between; either end may be left out
    #[arg(long, value_name = "FROM..TO", value_parser = range)]
    pub issued: Option<DateRange>,
    /// Due between
    #[arg(long, value_name = "FROM..TO", value_parser = range)]
    pub due: Option<DateRange>,
    /// Paid between
    #[arg(long, value_name = "FROM..TO", value_parser = range)]
    pub paid: Option<DateRange>,
    /// Past due today
    #[arg(long)]
    pub overdue: bool,
    /// Outstanding at the end of this day: issued by then, and neither paid by then nor cancelled since
    #[arg(long, value_name = "DAY")]
    pub outstanding_on: Option<Date>,
    /// Not past due on this day: due then or later, or without a due date
    #[arg(long, value_name = "DAY")]
    pub not_due_on: Option<Date>,
    /// The customer's account id
    #[arg(long, value_name = "ID")]
    pub customer: Option<i64>,
    /// Total at least, as plain decimal
    #[arg(long, value_name = "AMOUNT", allow_hyphen_values = true, value_parser = amount)]
    pub min: Option<Decimal>,
    /// Total at most, as plain decimal
    #[arg(long, value_name = "AMOUNT", allow_hyphen_values = true, value_parser = amount)]
    pub max: Option<Decimal>,
    /// ISO code; an empty text for invoices without a currency
    #[arg(long, value_name = "CUR")]
    pub currency: Option<String>,
}

impl FilterArgs {
    /// Whether nothing was asked for.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl From<FilterArgs> for InvoiceFilter {
    fn from(args: FilterArgs) -> Self {
        let month_of_year = |number: u8| args.year.and_then(|year| format!("{year:04}-{number:02}").parse().ok());
        Self {
            states: args.state,
            period_from: args.month.or_else(|| month_of_year(1)),
            period_to: args.month.or_else(|| month_of_year(12)),
            number: args.number,
            buyer: args.buyer,
            buyer_id: args.customer,
            query: args.query,
            issued: args.issued,
            due: args.due,
            paid: args.paid,
            overdue: args.overdue,
            outstanding_on: args.outstanding_on,
            not_due_on: args.not_due_on,
            customers: None,
            min: args.min,
            max: args.max,
            currency: args.currency,
        }
    }
}

fn amount(text: &str) -> Result<Decimal, String> {
    text.parse().map_err(|_| "write it as a plain decimal, for example 1234.50".to_owned())
}

fn state(text: &str) -> Result<State, String> {
    match State::from(text.to_lowercase()) {
        State::Other(_) => {
            let known: Vec<_> = State::ALL.iter().map(State::as_str).collect();
            Err(format!("there are {}", known.join(", ")))
        }
        state => Ok(state),
    }
}

/// `2026-01-01..2026-03-31`, `..2026-03-31`, `2026-01-01..`, or one day.
fn range(text: &str) -> Result<DateRange, String> {
    let day = |text: &str| -> Result<Option<Date>, String> {
        match text.trim() {
            "" => Ok(None),
            text => text.parse().map(Some).map_err(|_| format!("`{text}` is not a day like 2026-09-30")),
        }
    };
    let (from, to) = text.split_once("..").unwrap_or((text, text));
    let range = DateRange { from: day(from)?, to: day(to)? };
    match (range.from, range.to) {
        (None, None) => Err("write it as FROM..TO".to_owned()),
        (Some(from), Some(to)) if from > to => Err("FROM is after TO".to_owned()),
        _ => Ok(range),
    }
}
