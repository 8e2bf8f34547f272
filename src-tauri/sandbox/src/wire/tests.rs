//! Documents of hand-made models, byte for byte against the recorded ones.

use std::sync::Arc;

use jiff::Timestamp;
use jiff::tz::Offset;

use super::{account_json, iso, json, json_text, long, xml};
use crate::portal::{
    Account, Address, Card, ContractKind, CreationType, Filter, Frozen, Invoice, LineItem, LineItemKind, Month,
    NewLineItem, PageRequest, Payment, Portal, Refusal, State, Text,
};
use crate::sample;

macro_rules! fixture {
    ($name:literal) => {
        include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/fixtures/wire/", $name))
    };
}

const BASE: &str = "https://acme-admin.example.com";

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn text(text: &str) -> Option<Text> {
    Some(Text::from(text))
}

/// The portal the recorded answers were taken from, without its invoices.
fn portal() -> Portal {
    let mut portal = Portal::new(sample::tenant(), at("2026-11-05T12:00:00Z"));
    portal.tenant_mut().currency = Text::from("USD");
    portal.tenant_mut().created_at = at("2011-01-05T10:00:00Z");
    let mut greek = account(101, "Ελλάς Bücher İstanbul", "449 Decapod Way", "2º izq.");
    greek.vat_code = text("VAT9621943");
    greek.fiscal_code = text("F9833447");
    let mut slovene = account(102, "Šiška", "46 Calle de Alcalá", "Suite 400");
    slovene.vat_code = text("VAT8495487");
    let address = Arc::make_mut(&mut slovene.address);
    address.state = text("Bayern");
    address.zip = text("10001");
    portal.put_account(greek);
    portal.put_account(slovene);
    portal
}

fn account(id: u64, name: &str, line1: &str, line2: &str) -> Account {
    Account {
        id,
        org_name: Text::from(name),
        address: Arc::new(Address {
            line1: text(line1),
            line2: text(line2),
            city: None,
            state: text("NY"),
            country: text("Japan"),
            phone: text("+1 212 555 0100"),
            zip: None,
        }),
        vat_code: None,
        vat_rate: None,
        fiscal_code: None,
        po_number: None,
        currency: None,
        card: Card::Missing,
        contracts: Vec::new(),
        created_at: at("2012-01-01T00:00:00Z"),
        updated_at: at("2012-01-01T00:00:00Z"),
        deleted: false,
    }
}

fn invoice(id: u64, period: &str, state: State, account_id: u64) -> Invoice {
    Invoice {
        id,
        friendly_id: format!("{period}-00000001"),
        creation_type: CreationType::Background,
        state,
        period: Month::parse(period).unwrap(),
        account_id,
        vat_rate: None,
        frozen: None,
        issued_on: None,
        due_on: None,
        paid_at: None,
        created_at: at("2023-11-01T00:11:00Z"),
        updated_at: at("2023-12-03T09:20:00Z"),
        line_items: Vec::new(),
        payments: Vec::new(),
    }
}

/// Name, description, quantity, kind, metric, plan, contract, kind of contract, cost.
type Row<'a> = (
    &'a str,
    Option<&'a str>,
    Option<i64>,
    LineItemKind,
    Option<u64>,
    Option<u64>,
    Option<u64>,
    Option<ContractKind>,
    &'a str,
);

fn items(first: u64, rows: &[Row<'_>]) -> Vec<LineItem> {
    let item = |(id, row): (u64, &Row<'_>)| LineItem {
        id,
        name: text(row.0),
        description: row.1.map(Text::from),
        quantity: row.2,
        kind: row.3,
        metric_id: row.4,
        plan_id: row.5,
        contract_id: row.6,
        contract_kind: row.7,
        cost: row.8.parse().unwrap(),
    };
    (first..).zip(rows).map(item).collect()
}

fn paid() -> (Portal, Invoice) {
    use LineItemKind::VariableCost;
    let portal = portal();
    let mut paid = invoice(1001, "2023-11", State::Paid, 101);
    let row = (
        "Crédito de cortesía",
        None,
        Some(2_039_847),
        VariableCost,
        Some(67),
        None,
        Some(3310),
        Some(ContractKind::Cinstance),
        "798070.1",
    );
    paid.line_items = items(50_001, &[row]);
    paid.issued_on = Some("2023-12-01".parse().unwrap());
    paid.due_on = Some("2023-12-03".parse().unwrap());
    paid.paid_at = Some(at("2023-12-03T00:31:07Z"));
    paid.frozen = Some(Frozen {
        provider: portal.tenant().address.clone(),
        buyer: portal.account(101).unwrap().address.clone(),
        currency: Text::from("USD"),
    });
    paid.payments = vec![Payment {
        id: 10_010,
        created_at: at("2023-12-03T04:00:00Z"),
        reference: Some("ch_c2510a5e5a10".to_owned()),
        success: true,
        amount: "798070.1".parse().unwrap(),
        currency: Text::from("USD"),
        action: Text::from("purchase"),
        message: text("Transaction approved"),
        gateway_response: [("transaction_id", "14e86b0923"), ("avs_result", "Y"), ("error_code", "000")]
            .map(|(name, value)| (Text::from(name), value.to_owned()))
            .into(),
        test: false,
    }];
    (portal, paid)
}

#[test]
fn a_paid_invoice_is_written_as_recorded() {
    let (portal, paid) = paid();
    assert_eq!(xml::invoice(&portal, &paid), fixture!("invoice-paid.xml"));
    assert_eq!(json_text(&json::invoice(&portal, &paid, BASE)), fixture!("invoice-paid.json"));
    assert_eq!(xml::payments(&portal, &paid), fixture!("payment_transactions.xml"));
    assert_eq!(xml::line_items(&paid.line_items), fixture!("line_items.xml"));
}

#[test]
fn an_open_invoice_is_written_as_recorded() {
    use ContractKind::{Cinstance, ServiceContract};
    use LineItemKind::{ByHand, PlanCost, VariableCost};
    let span = Some("September 1, 2026 ( 0:00) - September 28, 2026 (23:59)");
    let mut open = invoice(1122, "2026-09", State::Open, 102);
    open.creation_type = CreationType::Manual;
    open.line_items = items(
        50_256,
        &[
            ("Fixed fee ('Premium')", None, None, VariableCost, Some(42), Some(18), None, Some(Cinstance), "-2339.1"),
            ("Setup fee ('Basic')", None, Some(924_394), PlanCost, None, None, None, Some(Cinstance), "559.6501"),
            (
                "Überziehung & Mehrverbrauch",
                span,
                Some(2_820_890),
                PlanCost,
                None,
                Some(18),
                None,
                Some(ServiceContract),
                "-2219.11",
            ),
            ("Refund", span, None, VariableCost, Some(20), None, Some(517), Some(Cinstance), "940.1954"),
            ("Prorated fee", Some(""), Some(1), PlanCost, None, Some(5), Some(4334), Some(Cinstance), "0.0722"),
            (
                "Fixed fee ('Premium')",
                Some(""),
                None,
                PlanCost,
                None,
                None,
                Some(1752),
                Some(ServiceContract),
                "0.6158",
            ),
            ("Crédito de cortesía", None, Some(2_198_664), ByHand, None, None, Some(2530), None, "70938.22"),
            (
                "Setup fee ('Basic')",
                None,
                Some(2_993_220),
                PlanCost,
                None,
                Some(15),
                Some(1594),
                Some(Cinstance),
                "0.1498",
            ),
        ],
    );
    assert_eq!(xml::invoice(&portal(), &open), fixture!("invoice-open.xml"));
}

#[test]
fn a_deleted_customer_leaves_only_its_id() {
    use ContractKind::{Cinstance, ServiceContract};
    use LineItemKind::{ByHand, PlanCost, VariableCost};
    let span = Some("December 1, 2023 ( 0:00) - December 28, 2023 (23:59)");
    let mut cancelled = invoice(1011, "2023-12", State::Cancelled, 100);
    cancelled.line_items = items(
        50_006,
        &[
            ("Tiny grapes", span, Some(1), VariableCost, Some(77), Some(11), None, Some(ServiceContract), "0.8149"),
            ("Tiny grapes", Some(""), None, ByHand, None, None, Some(1196), None, "844.3289"),
            (
                "Überziehung & Mehrverbrauch",
                None,
                Some(421_434),
                PlanCost,
                None,
                None,
                Some(1462),
                Some(ServiceContract),
                "348559.0",
            ),
            ("API calls > 1M", None, Some(964_044), PlanCost, None, Some(18), None, Some(Cinstance), "37815.43"),
            (
                "Fixed fee ('Premium')",
                None,
                Some(2_635_046),
                PlanCost,
                None,
                Some(5),
                None,
                Some(Cinstance),
                "5284143.0",
            ),
        ],
    );
    assert_eq!(xml::invoice(&portal(), &cancelled), fixture!("invoice-deleted-buyer.xml"));
    let truth = portal().truth_of(&cancelled);
    assert_eq!((&truth["buyer"]["status"], &truth["buyer"]["org_name"]), (&"deleted".into(), &serde_json::Value::Null));
}

#[test]
fn an_invoice_cancelled_before_issue_has_no_currency() {
    let cancelled = invoice(1062, "2025-01", State::Cancelled, 101);
    assert_eq!(xml::invoice(&portal(), &cancelled), fixture!("invoice-no-line-items.xml"));
}

#[test]
fn a_new_invoice_and_a_new_line_item_are_written_as_recorded() {
    let mut portal = portal();
    portal.put_invoice(invoice(1124, "2026-10", State::Cancelled, 100));
    let id = portal.create_invoice(101, Month::parse("2026-11").unwrap()).unwrap();
    assert_eq!(xml::invoice(&portal, portal.invoice(id).unwrap()), fixture!("invoice-created.xml"));

    let mut refund = NewLineItem::by_hand("Refund", "-200.0".parse().unwrap());
    refund.description = Some("Very bad service".to_owned());
    portal.add_line_item(id, refund).unwrap();
    let item = LineItem { id: 50_275, ..portal.invoice(id).unwrap().line_items[0].clone() };
    assert_eq!(xml::line_item(&item), fixture!("line_item-created.xml"));
}

#[test]
fn lists_are_written_as_recorded() {
    let portal = portal();
    let page = portal.page_of_invoices(&Filter::default(), PageRequest { page: 1, per_page: 20 });
    assert_eq!(xml::invoices(&portal, &page), fixture!("invoices-empty.xml"));
    let accounts = portal.page_of_accounts(PageRequest { page: 1, per_page: 500 });
    assert_eq!(xml::accounts(&portal, &accounts), fixture!("accounts.xml"));
    let unpaid = invoice(1, "2026-09", State::Open, 101);
    assert_eq!(xml::payments(&portal, &unpaid), fixture!("payment_transactions-empty.xml"));
}

#[test]
fn a_list_in_json_carries_its_metadata() {
    let (mut portal, paid) = paid();
    portal.put_invoice(paid);
    let page = portal.page_of_invoices(&Filter::default(), PageRequest { page: 1, per_page: 20 });
    let list = json_text(&json::invoices(&portal, &page, BASE));
    assert!(
        list.ends_with(
            r#"]}}], "metadata": {"per_page": 20, "total_entries": 1, "total_pages": 1, "current_page": 1}}"#
        )
    );
    let recorded: serde_json::Value = serde_json::from_str(fixture!("invoices-page-1.json")).unwrap();
    let written: serde_json::Value = serde_json::from_str(&list).unwrap();
    assert_eq!(written["invoices"][0], recorded["invoices"][0]);
}

#[test]
fn accounts_and_labels_are_written_as_recorded() {
    let portal = portal();
    assert_eq!(xml::account(&portal, portal.account(101).unwrap()), fixture!("account.xml"));
    assert_eq!(xml::provider(&portal), fixture!("provider.xml"));
    assert_eq!(json_text(&account_json::fields_definitions(&portal)), fixture!("fields_definitions.json"));
}

#[test]
fn refusals_are_written_as_recorded() {
    assert_eq!(xml::error("Access denied"), fixture!("error-403-token.xml"));
    let charge = Refusal::invalid("state", "Invoice 1122 is not in chargeable state!").to_string();
    assert_eq!(xml::errors(&[&charge]), fixture!("error-422-charge.xml"));
    let period = Refusal::invalid("period", "Billing period format should be YYYY-MM").to_string();
    assert_eq!(xml::errors(&[&period]), fixture!("error-422-period.xml"));
    assert_eq!(json_text(&json::errors(&Refusal::invalid("base", "No"))), r#"{"errors": {"base": ["No"]}}"#);
}

#[test]
fn vat_stands_between_cost_and_net_unless_it_is_zero() {
    let (portal, mut taxed) = paid();
    taxed.line_items[0].cost = "201.2345".parse().unwrap();
    taxed.vat_rate = Some("21".parse().unwrap());
    let expected = "<cost>243.49</cost><vat_rate>21.0</vat_rate><vat_amount>42.259245</vat_amount>\
                    <cost_without_vat>201.2345</cost_without_vat>";
    assert!(xml::invoice(&portal, &taxed).contains(expected));
    assert_eq!(serde_json::to_value(json::invoice(&portal, &taxed, BASE)).unwrap()["invoice"]["vat_rate"], 21.0);
    taxed.vat_rate = Some("0".parse().unwrap());
    assert!(xml::invoice(&portal, &taxed).contains("<cost>201.23</cost><cost_without_vat>"));
    assert_eq!(serde_json::to_value(json::invoice(&portal, &taxed, BASE)).unwrap()["invoice"]["vat_rate"], 0.0);
    let truth = portal.truth_of(&taxed);
    assert_eq!((&truth["vat_rate"], &truth["vat_amount"]), (&"0.0".into(), &"0.0".into()));
}

#[test]
fn times_follow_the_zone_of_the_tenant() {
    let noon = at("2024-04-03T12:00:00Z");
    assert_eq!(long(noon, Offset::UTC), "2024-04-03 12:00:00 UTC");
    assert_eq!(long(noon, Offset::constant(2)), "2024-04-03 14:00:00 +0200");
    assert_eq!(iso(noon, Offset::constant(-3)), "2024-04-03T09:00:00-03:00");
}
