//! What the portal holds: the tenant, its customers, their invoices.

use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use rust_decimal::Decimal;

use super::{Month, State, Totals};

/// Text that many records share.
pub type Text = Arc<str>;

/// The provider: who issues the invoices.
#[derive(Clone, Debug)]
pub struct Tenant {
    /// Account id of the provider itself.
    pub id: u64,
    /// Name on the invoices.
    pub org_name: Text,
    /// Address on the invoices.
    pub address: Arc<Address>,
    /// VAT code, when set.
    pub vat_code: Option<Text>,
    /// Fiscal code, when set.
    pub fiscal_code: Option<Text>,
    /// Currency new invoices are in, three letters.
    pub currency: Text,
    /// Host of the admin portal, as the provider document names it.
    pub admin_domain: Text,
    /// When the tenant was made; also its `updated_at`.
    pub created_at: Timestamp,
    /// What the portal calls a VAT code.
    pub vat_code_label: Text,
    /// What the portal calls a VAT rate.
    pub vat_rate_label: Text,
    /// Ids of the metrics a variable cost may name.
    pub metric_ids: Vec<u64>,
}

/// A postal address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Address {
    /// First line.
    pub line1: Option<Text>,
    /// Second line.
    pub line2: Option<Text>,
    /// City.
    pub city: Option<Text>,
    /// State or region.
    pub state: Option<Text>,
    /// Country.
    pub country: Option<Text>,
    /// Phone.
    pub phone: Option<Text>,
    /// Postal code.
    pub zip: Option<Text>,
}

impl Address {
    /// Both lines joined by a newline; empty when there is none.
    pub fn lines(&self) -> String {
        let lines: Vec<&str> = [&self.line1, &self.line2].into_iter().flatten().map(|line| &**line).collect();
        lines.join("\n")
    }
}

/// What charging a customer's card does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Card {
    /// The charge goes through.
    Approves,
    /// The bank declines, and a failed payment is written down.
    Declines,
    /// No card is stored: nothing is charged and nothing written down.
    Missing,
}

/// A subscription of a customer that line items may name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Contract {
    /// Its id.
    pub id: u64,
    /// What kind it is.
    pub kind: ContractKind,
    /// The plan it is on.
    pub plan_id: u64,
}

/// The two kinds of contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContractKind {
    /// An application.
    Cinstance,
    /// A subscription to a service.
    ServiceContract,
}

impl ContractKind {
    /// The word on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            ContractKind::Cinstance => "Cinstance",
            ContractKind::ServiceContract => "ServiceContract",
        }
    }
}

/// A customer.
#[derive(Clone, Debug)]
pub struct Account {
    /// Account id.
    pub id: u64,
    /// Name; documents show the current one, whenever they were issued.
    pub org_name: Text,
    /// Current address.
    pub address: Arc<Address>,
    /// VAT code, when set.
    pub vat_code: Option<Text>,
    /// VAT rate in percent; `None` is a customer without VAT, which differs from 0.
    pub vat_rate: Option<Decimal>,
    /// Fiscal code, when set.
    pub fiscal_code: Option<Text>,
    /// Purchase order number, when set.
    pub po_number: Option<Text>,
    /// Overrides the tenant's currency; the sample data uses it to have invoices in more than one.
    pub currency: Option<Text>,
    /// The card on file.
    pub card: Card,
    /// Subscriptions, for line items.
    pub contracts: Vec<Contract>,
    /// When the account was made.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
    /// Whether it was deleted; its invoices stay.
    pub deleted: bool,
}

/// Who made an invoice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CreationType {
    /// A person or the API.
    Manual,
    /// The billing run.
    Background,
}

impl CreationType {
    /// The word on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            CreationType::Manual => "manual",
            CreationType::Background => "background",
        }
    }
}

/// What `pending` freezes.
#[derive(Clone, Debug)]
pub struct Frozen {
    /// The issuer's address of that day.
    pub provider: Arc<Address>,
    /// The customer's address of that day.
    pub buyer: Arc<Address>,
    /// The currency of that day.
    pub currency: Text,
}

/// An invoice.
#[derive(Clone, Debug)]
pub struct Invoice {
    /// Id; ascending with creation.
    pub id: u64,
    /// The number people see.
    pub friendly_id: String,
    /// Who made it.
    pub creation_type: CreationType,
    /// Where it stands.
    pub state: State,
    /// Billing period.
    pub period: Month,
    /// Whose invoice it is.
    pub account_id: u64,
    /// VAT rate in percent; follows the customer until it is frozen.
    pub vat_rate: Option<Decimal>,
    /// Addresses and currency, from the day it was issued.
    pub frozen: Option<Frozen>,
    /// Day of issue.
    pub issued_on: Option<Date>,
    /// Day it is due.
    pub due_on: Option<Date>,
    /// When it was paid.
    pub paid_at: Option<Timestamp>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When the row last changed; line items, renames and failed payments do not count.
    pub updated_at: Timestamp,
    /// Line items, oldest first.
    pub line_items: Vec<LineItem>,
    /// Payments, oldest first.
    pub payments: Vec<Payment>,
}

impl Invoice {
    /// The three amounts.
    pub fn totals(&self) -> Totals {
        Totals::of(self.line_items.iter().map(|item| item.cost), self.vat_rate)
    }
}

/// What kind of cost a line item is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineItemKind {
    /// `LineItem::PlanCost`.
    PlanCost,
    /// `LineItem::VariableCost`.
    VariableCost,
    /// Added by hand: an empty type.
    ByHand,
}

impl LineItemKind {
    /// The word on the wire, empty for one added by hand.
    pub fn as_str(self) -> &'static str {
        match self {
            LineItemKind::PlanCost => "LineItem::PlanCost",
            LineItemKind::VariableCost => "LineItem::VariableCost",
            LineItemKind::ByHand => "",
        }
    }
}

/// One line of an invoice.
#[derive(Clone, Debug)]
pub struct LineItem {
    /// Id.
    pub id: u64,
    /// Name; nil and empty differ on the wire.
    pub name: Option<Text>,
    /// Description; nil and empty differ on the wire.
    pub description: Option<Text>,
    /// Quantity, when there is one.
    pub quantity: Option<i64>,
    /// Kind of cost.
    pub kind: LineItemKind,
    /// Metric of a variable cost.
    pub metric_id: Option<u64>,
    /// Plan.
    pub plan_id: Option<u64>,
    /// Contract.
    pub contract_id: Option<u64>,
    /// Kind of contract; normally set when `contract_id` is.
    pub contract_kind: Option<ContractKind>,
    /// Cost, up to 4 decimals.
    pub cost: Decimal,
}

/// A line item to be added.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewLineItem {
    /// Name.
    pub name: Option<String>,
    /// Description.
    pub description: Option<String>,
    /// Quantity.
    pub quantity: Option<i64>,
    /// Cost, rounded to 4 decimals when added.
    pub cost: Decimal,
    /// Type as sent: `LineItem::PlanCost`, `LineItem::VariableCost` or empty.
    pub kind: String,
    /// Metric; must be one of the tenant's.
    pub metric_id: Option<u64>,
    /// Contract; must be one of the customer's.
    pub contract_id: Option<u64>,
    /// Plan; must be the plan of one of the customer's contracts.
    pub plan_id: Option<u64>,
}

impl NewLineItem {
    /// A line added by hand.
    pub fn by_hand(name: &str, cost: Decimal) -> NewLineItem {
        NewLineItem { name: Some(name.to_owned()), quantity: Some(1), cost, ..NewLineItem::default() }
    }
}

/// One try to take money.
#[derive(Clone, Debug)]
pub struct Payment {
    /// Id.
    pub id: u64,
    /// When it was tried.
    pub created_at: Timestamp,
    /// The gateway's reference.
    pub reference: Option<String>,
    /// Whether the money came.
    pub success: bool,
    /// Amount.
    pub amount: Decimal,
    /// Currency, three letters.
    pub currency: Text,
    /// What was asked of the gateway.
    pub action: Text,
    /// What the gateway said.
    pub message: Option<Text>,
    /// Details of the gateway, free in form.
    pub gateway_response: Vec<(Text, String)>,
    /// Whether the gateway was in test mode.
    pub test: bool,
}
