//! Kinds of change, what each leaves at the portal, and making them as the window does.

use std::sync::atomic::{AtomicUsize, Ordering};

use billfold_core::api::Reply;
use billfold_sandbox::{
    Sandbox, State,
    portal::{Card, Month, NewLineItem},
};
use serde_json::{Value, json};
use testkit::{Window, differences};

/// Numbers that no other invoice has.
static NUMBERS: AtomicUsize = AtomicUsize::new(1);

/// A kind of change, and the invoice of the portal it is made to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Create,
    Update,
    State,
    Charge,
    Decline,
    Add,
    Remove,
}

impl Kind {
    pub const ALL: [Kind; 7] =
        [Self::Create, Self::Update, Self::State, Self::Charge, Self::Decline, Self::Add, Self::Remove];

    /// The paths of its own requests.
    pub fn path(self) -> &'static str {
        match self {
            Self::Create => "/api/invoices.xml",
            Self::Update => ".xml",
            Self::State => "/state.xml",
            Self::Charge | Self::Decline => "/charge.xml",
            Self::Add => "/line_items.xml",
            Self::Remove => "/line_items/",
        }
    }

    pub fn method(self) -> &'static str {
        match self {
            Self::Create | Self::Charge | Self::Decline | Self::Add => "POST",
            Self::Update | Self::State => "PUT",
            Self::Remove => "DELETE",
        }
    }

    /// A new invoice it can be made to, and the change. What is held has to be synced.
    pub fn prepare(self, portal: &Sandbox) -> (Option<u64>, Value) {
        let (id, account, item) = portal.with_portal(|p| {
            let account = p.accounts().find(|account| !account.deleted).expect("a customer").id;
            let id = p.create_invoice(account, Month::parse("2026-11").expect("a month")).expect("created");
            let item = p.add_line_item(id, NewLineItem::by_hand("Plan", 49.into())).expect("added");
            let card = if self == Self::Decline { Card::Declines } else { Card::Approves };
            p.set_card(account, card).expect("a customer");
            if matches!(self, Self::Charge | Self::Decline) {
                p.transition(id, State::Pending).expect("it is issued");
            }
            (id, account, item)
        });
        let write = match self {
            Self::Create => {
                return (None, json!({ "action": "create_invoice", "account_id": account, "period": "2026-11" }));
            }
            Self::Update => {
                let number = NUMBERS.fetch_add(1, Ordering::Relaxed);
                let number = format!("2026-12-{number:08}");
                json!({ "action": "update_invoice", "invoice_id": id, "friendly_id": number, "period": "2026-12" })
            }
            Self::State => json!({ "action": "change_state", "invoice_id": id, "state": "pending" }),
            Self::Charge | Self::Decline => json!({ "action": "charge", "invoice_id": id }),
            Self::Add => {
                let line = json!({ "name": "Late fee", "cost": "5.25", "quantity": 1, "description": null });
                json!({ "action": "add_line_item", "invoice_id": id, "line_item": line })
            }
            Self::Remove => json!({ "action": "remove_line_item", "invoice_id": id, "line_item_id": item }),
        };
        (Some(id), write)
    }

    /// How often it happened: what there is of it at the portal.
    pub fn effects(self, portal: &Sandbox, id: Option<u64>, write: &Value) -> usize {
        let wanted = write["friendly_id"].as_str();
        portal.with_portal(|p| {
            let Some(invoice) = id.and_then(|id| p.invoice(id)) else { return p.invoices().len() };
            match self {
                Self::Create => p.invoices().len(),
                Self::Update => usize::from(wanted.is_some_and(|number| number == invoice.friendly_id)),
                Self::State => usize::from(invoice.state == State::Pending),
                Self::Charge | Self::Decline => invoice.payments.len(),
                Self::Add => invoice.line_items.iter().filter(|i| i.name.as_deref() == Some("Late fee")).count(),
                Self::Remove => 1_000 - invoice.line_items.len(),
            }
        })
    }
}

/// The invoice as the window shows it.
pub fn seen(window: &Window, id: Option<u64>) -> Value {
    match id {
        None => Value::Null,
        Some(id) => window.json("invoice", json!({ "connection": "Test", "id": id }))["invoice"].clone(),
    }
}

pub fn send(window: &Window, id: Option<u64>, write: &Value) -> Result<Value, billfold_core::api::Error> {
    let seen = seen(window, id);
    match window.call("write", json!({ "connection": "Test", "writes": [write], "seen": seen })) {
        Ok(Reply::Json(value)) => Ok(value),
        Ok(Reply::Bytes(_)) => panic!("bytes"),
        Err(error) => Err(error),
    }
}

/// Everything that is held is what the portal has.
#[track_caller]
pub fn equal(window: &Window, portal: &Sandbox, what: &str) {
    let mut held = Vec::new();
    loop {
        let list = json!({ "connection": "Test", "filter": {}, "sort": { "column": "number", "descending": true },
                           "offset": held.len(), "limit": 1000 });
        let rows = window.json("list_invoices", list);
        let rows = rows.as_array().expect("rows");
        held.extend(rows.iter().map(|row| seen(window, row["id"].as_u64())));
        if rows.is_empty() {
            break;
        }
    }
    let truth = portal.with_portal(|p| p.truth_json());
    assert_eq!(differences(&Value::Array(held), &truth), Vec::<String>::new(), "{what}");
}
