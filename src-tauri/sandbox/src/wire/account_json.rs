//! The JSON form of customers, the provider and the labels of fields.

use serde_json::{Map, Value, json};

use super::iso;
use super::json::{link, metadata, number, offset};
use crate::portal::{Account, Card, Page, Portal};

/// `{"account": …}` of a customer.
pub(crate) fn account(portal: &Portal, account: &Account, base: &str) -> Value {
    let mut fields = Map::new();
    let mut add = |name: &str, value: Value| fields.insert(name.to_owned(), value);
    add("id", account.id.into());
    add("created_at", iso(account.created_at, offset(portal)).into());
    add("updated_at", iso(account.updated_at, offset(portal)).into());
    add("state", "approved".into());
    add("org_name", (*account.org_name).into());
    for (name, value) in
        [("vat_code", &account.vat_code), ("fiscal_code", &account.fiscal_code), ("po_number", &account.po_number)]
    {
        if let Some(value) = value {
            add(name, (**value).into());
        }
    }
    if let Some(rate) = account.vat_rate {
        add("vat_rate", number(rate).into());
    }
    add("credit_card_stored", (account.card != Card::Missing).into());
    add("monthly_billing_enabled", true.into());
    add("monthly_charging_enabled", true.into());
    let address = format!("{base}/admin/api/accounts/{}", account.id);
    add("links", json!([link("self", address.clone()), link("users", format!("{address}/users"))]));
    json!({"account": fields})
}

/// `{"accounts": […], "metadata": …}`.
pub(crate) fn accounts(portal: &Portal, page: &Page<'_, Account>, base: &str) -> Value {
    let items: Vec<Value> = page.items.iter().map(|item| account(portal, item, base)).collect();
    json!({"accounts": items, "metadata": metadata(page)})
}

/// `{"account": …}` of the provider.
pub(crate) fn provider(portal: &Portal) -> Value {
    let tenant = portal.tenant();
    let created_at = iso(tenant.created_at, offset(portal));
    let mut fields = Map::new();
    let mut add = |name: &str, value: Value| fields.insert(name.to_owned(), value);
    add("id", tenant.id.into());
    add("created_at", created_at.as_str().into());
    add("updated_at", created_at.as_str().into());
    add("state", "approved".into());
    add("admin_domain", (*tenant.admin_domain).into());
    add("org_name", (*tenant.org_name).into());
    for (name, value) in [("fiscal_code", &tenant.fiscal_code), ("vat_code", &tenant.vat_code)] {
        if let Some(value) = value {
            add(name, (**value).into());
        }
    }
    json!({"account": fields})
}

/// `{"fields_definitions": […]}`: what the portal calls the two VAT fields.
pub(crate) fn fields_definitions(portal: &Portal) -> Value {
    let tenant = portal.tenant();
    let definition = |id: u64, name: &str, label: &str| json!({"fields_definition": {"id": id, "target": "Account", "name": name, "label": label}});
    json!({"fields_definitions": [
        definition(0, "vat_code", &tenant.vat_code_label),
        definition(1, "vat_rate", &tenant.vat_rate_label),
    ]})
}
