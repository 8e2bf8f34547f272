use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// One line of an invoice.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LineItem {
    /// The server's id.
    #[ts(type = "number")]
    pub id: i64,
    /// What is charged for.
    pub name: Option<String>,
    /// More words, often the days it covers.
    pub description: Option<String>,
    /// How many units; `cost` is for all of them together.
    #[ts(type = "number | null")]
    pub quantity: Option<i64>,
    /// What kind of cost; absent when a person added the line by hand.
    #[serde(rename = "type")]
    #[ts(type = "string | null")]
    pub kind: Option<LineItemType>,
    /// The metric of a variable cost.
    #[ts(type = "number | null")]
    pub metric_id: Option<i64>,
    /// The plan.
    #[ts(type = "number | null")]
    pub plan_id: Option<i64>,
    /// The application or service subscription, see `contract_type`.
    #[ts(type = "number | null")]
    pub contract_id: Option<i64>,
    /// `Cinstance` for an application, `ServiceContract` for a service subscription.
    pub contract_type: Option<String>,
    /// What the line costs, without VAT, up to four decimals, in the invoice's currency.
    #[ts(type = "string | null")]
    pub cost: Option<Decimal>,
}

/// The kind of a line item, in the server's words.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub enum LineItemType {
    /// A fixed fee of a plan: `LineItem::PlanCost`.
    PlanCost,
    /// Usage of a metric: `LineItem::VariableCost`.
    VariableCost,
    /// A type this version does not know, as the server wrote it.
    Other(String),
}

impl LineItemType {
    /// The server's word.
    pub fn as_str(&self) -> &str {
        match self {
            Self::PlanCost => "LineItem::PlanCost",
            Self::VariableCost => "LineItem::VariableCost",
            Self::Other(word) => word,
        }
    }
}

impl From<String> for LineItemType {
    fn from(word: String) -> Self {
        match word.as_str() {
            "LineItem::PlanCost" => Self::PlanCost,
            "LineItem::VariableCost" => Self::VariableCost,
            _ => Self::Other(word),
        }
    }
}

impl From<LineItemType> for String {
    fn from(kind: LineItemType) -> Self {
        kind.as_str().to_owned()
    }
}
