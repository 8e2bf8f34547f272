//! The form of what changes invoices.

use std::path::PathBuf;

use billfold_core::domain::{AmountFormat, LineItemType, Month, NewLineItem, State, parse_amount};
use clap::{Args, Subcommand};
use rust_decimal::Decimal;

use crate::filters::FilterArgs;

/// How a change is sent.
#[derive(Args, Clone, Copy)]
pub struct Sending {
    /// Do not ask first
    #[arg(long)]
    pub yes: bool,
    /// Prepare it only, without the portal; `billfold drafts send DRAFT` sends it
    #[arg(long)]
    pub draft: bool,
}

#[derive(Subcommand)]
pub enum InvoiceCommand {
    /// Make an empty invoice for a customer
    Create {
        /// The customer's account id
        #[arg(long, value_name = "ID")]
        account: i64,
        /// The month it is for
        #[arg(long, value_name = "YYYY-MM")]
        period: Month,
        #[command(flatten)]
        sending: Sending,
    },
    /// Give an invoice another period or number
    Update {
        /// Id or number
        #[arg(value_name = "ID")]
        invoice: String,
        /// The month it is to be for
        #[arg(long, value_name = "YYYY-MM", required_unless_present = "number")]
        period: Option<Month>,
        /// The number it is to have: YYYY-MM-XXXXXXXX or YYYY-XXXXXXXX
        #[arg(long, value_name = "NUMBER")]
        number: Option<String>,
        /// The invoice was issued, and is meant all the same
        #[arg(long)]
        although_issued: bool,
        #[command(flatten)]
        sending: Sending,
    },
    /// Move an invoice to another state: finalized, pending (issues it), unpaid, failed, paid, cancelled
    State {
        /// Id or number
        #[arg(value_name = "ID")]
        invoice: String,
        /// Where to
        #[arg(value_parser = target_state)]
        state: State,
        #[command(flatten)]
        sending: Sending,
    },
    /// Charge the customer's card on file
    Charge {
        /// Id or number
        #[arg(value_name = "ID")]
        invoice: String,
        /// Do not ask first
        #[arg(long)]
        yes: bool,
    },
}

#[derive(Subcommand)]
pub enum LineItemCommand {
    /// Add a line item
    Add {
        /// Id or number of the invoice
        #[arg(value_name = "ID")]
        invoice: String,
        #[command(flatten)]
        item: LineItemArgs,
        #[command(flatten)]
        sending: Sending,
    },
    /// Put another line item in the place of one: the portal cannot edit it, so it is removed and the new one added
    Replace {
        /// Id or number of the invoice
        #[arg(value_name = "ID")]
        invoice: String,
        /// Id of the line item
        #[arg(value_name = "ITEM")]
        line_item: i64,
        #[command(flatten)]
        item: LineItemArgs,
        #[command(flatten)]
        sending: Sending,
    },
    /// Remove a line item
    Remove {
        /// Id or number of the invoice
        #[arg(value_name = "ID")]
        invoice: String,
        /// Id of the line item
        #[arg(value_name = "ITEM")]
        line_item: i64,
        #[command(flatten)]
        sending: Sending,
    },
}

#[derive(Args)]
pub struct LineItemArgs {
    /// What is charged for
    #[arg(long)]
    pub name: String,
    /// What the line costs in all, without VAT: plain decimal, up to four decimals
    #[arg(long, allow_hyphen_values = true, value_parser = cost)]
    pub cost: Decimal,
    /// How many units
    #[arg(long, allow_hyphen_values = true)]
    pub quantity: Option<i64>,
    /// More words
    #[arg(long)]
    pub description: Option<String>,
    /// LineItem::PlanCost or LineItem::VariableCost; none for a line added by hand
    #[arg(long = "type", value_name = "TYPE")]
    pub kind: Option<String>,
    /// The metric of a variable cost
    #[arg(long, value_name = "ID")]
    pub metric_id: Option<i64>,
    /// The application or service subscription
    #[arg(long, value_name = "ID")]
    pub contract_id: Option<i64>,
    /// The plan
    #[arg(long, value_name = "ID")]
    pub plan_id: Option<i64>,
}

impl From<LineItemArgs> for NewLineItem {
    fn from(args: LineItemArgs) -> Self {
        Self {
            name: args.name,
            description: args.description.filter(|text| !text.is_empty()),
            quantity: args.quantity,
            cost: args.cost,
            kind: args.kind.filter(|word| !word.is_empty()).map(LineItemType::from),
            metric_id: args.metric_id,
            contract_id: args.contract_id,
            plan_id: args.plan_id,
        }
    }
}

#[derive(Subcommand)]
pub enum DraftsCommand {
    /// List prepared changes
    List,
    /// Compare prepared changes with what the portal has now; nothing is sent
    Check(DraftIds),
    /// Send prepared changes, in the order they were made
    Send {
        #[command(flatten)]
        drafts: DraftIds,
        /// Do not ask first
        #[arg(long)]
        yes: bool,
    },
    /// After a conflict: go by what the portal has now
    Accept(DraftIds),
    /// Throw prepared changes away
    Discard(DraftIds),
}

#[derive(Args)]
pub struct DraftIds {
    /// Numbers of drafts
    #[arg(value_name = "DRAFT", required_unless_present = "all", conflicts_with = "all")]
    pub ids: Vec<i64>,
    /// All of them
    #[arg(long)]
    pub all: bool,
}

#[derive(Subcommand)]
pub enum BulkCommand {
    /// Move invoices to another state
    State {
        /// Where to
        #[arg(value_name = "STATE", value_parser = target_state)]
        to: State,
        #[command(flatten)]
        which: BulkWhich,
    },
    /// Charge the cards on file
    Charge {
        /// What the charges of a currency come to, as `bulk charge … --preview` says; once for each currency
        #[arg(long, value_name = "CUR=AMOUNT", value_parser = total)]
        total: Vec<(String, String)>,
        #[command(flatten)]
        which: BulkWhich,
    },
}

#[derive(Args)]
pub struct BulkWhich {
    /// Ids or numbers
    #[arg(value_name = "ID")]
    pub invoices: Vec<String>,
    #[command(flatten)]
    pub filter: FilterArgs,
    /// Only show what would be done, and what not and why
    #[arg(long)]
    pub preview: bool,
    /// Do not ask first
    #[arg(long)]
    pub yes: bool,
}

#[derive(Args)]
pub struct SettleArgs {
    /// A change to say something about; all that are open are looked at again when absent
    #[arg(value_name = "CHANGE", requires = "verdict")]
    pub id: Option<i64>,
    #[command(flatten)]
    pub verdict: Verdict,
}

#[derive(Args)]
#[group(id = "verdict", multiple = false, requires = "id")]
pub struct Verdict {
    /// You found out that it happened
    #[arg(long)]
    pub happened: bool,
    /// You found out that it did not
    #[arg(long)]
    pub did_not: bool,
}

#[derive(Args)]
pub struct JournalArgs {
    /// Only changes of this invoice, by id or number
    #[arg(long, value_name = "ID", conflicts_with = "csv")]
    pub invoice: Option<String>,
    /// Write all of it to a CSV file
    #[arg(long, value_name = "FILE")]
    pub csv: Option<PathBuf>,
}

fn target_state(text: &str) -> Result<State, String> {
    let word = text.to_lowercase();
    match State::from(if word == "cancel" { "cancelled".to_owned() } else { word }) {
        State::Other(_) => {
            let known: Vec<_> = State::ALL.iter().map(State::as_str).collect();
            Err(format!("there are {}", known.join(", ")))
        }
        state => Ok(state),
    }
}

fn cost(text: &str) -> Result<Decimal, String> {
    parse_amount(text, AmountFormat::PLAIN).map_err(|error| error.to_string())
}

fn total(text: &str) -> Result<(String, String), String> {
    let (currency, amount) = text.split_once('=').ok_or("write it as CUR=AMOUNT, for example EUR=1234.50")?;
    Ok((currency.trim().to_uppercase(), amount.to_owned()))
}
