use jiff::Timestamp;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What the payment gateway said, free-form, in the order it was sent.
pub type GatewayResponse = serde_json::Map<String, serde_json::Value>;

/// One attempt to move money for an invoice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PaymentTransaction {
    /// The server's id.
    #[ts(type = "number")]
    pub id: i64,
    /// When it was made.
    #[ts(type = "string | null")]
    pub created_at: Option<Timestamp>,
    /// The gateway's reference.
    pub reference: Option<String>,
    /// Whether the gateway accepted it.
    pub success: Option<bool>,
    /// How much.
    #[ts(type = "string | null")]
    pub amount: Option<Decimal>,
    /// In which currency.
    pub currency: Option<String>,
    /// `purchase`, `capture` and so on.
    pub action: Option<String>,
    /// The gateway's words.
    pub message: Option<String>,
    /// Whether it ran against the gateway's test mode.
    pub test: Option<bool>,
    /// Everything else the gateway sent.
    #[ts(type = "Record<string, unknown>")]
    pub gateway_response: GatewayResponse,
}
