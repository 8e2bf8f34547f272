//! What the readable layout promises: everything is there, in its place and in one piece.

use proptest::prelude::*;
use rust_decimal::Decimal;

use super::support::{Case, print, the_case};
use crate::{
    domain::{Buyer, Invoice, LineItem, Party, PaymentTransaction, Period, State},
    pdf::{InvoiceDocument, Item, Layout, Logo, PAGE_HEIGHT, PAGE_WIDTH, Page, PrintContext, TextRun, layout},
};

const SIDE: f64 = 48.0;
const EDGE: f64 = 45.0;

fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

fn dec(text: &str) -> Decimal {
    text.parse().unwrap()
}

/// The plain invoice, changed, under a name.
fn sample(name: &str, change: impl FnOnce(&mut Invoice, &mut PrintContext)) -> Case {
    let mut case = the_case("plain");
    case.name = name.to_owned();
    change(&mut case.invoice, &mut case.context);
    case
}

/// As [`sample`], with the cost that follows from the line items.
fn added_up(name: &str, change: impl FnOnce(&mut Invoice, &mut PrintContext)) -> Case {
    sample(name, |invoice, context| {
        change(invoice, context);
        invoice.cost = invoice.totals().unwrap().cost;
    })
}

fn line(name: &str, description: &str, quantity: i64, cost: &str) -> LineItem {
    LineItem {
        name: some(name),
        description: some(description),
        quantity: Some(quantity),
        cost: Some(dec(cost)),
        ..LineItem::default()
    }
}

fn payment(success: Option<bool>, amount: &str) -> PaymentTransaction {
    PaymentTransaction {
        id: 1,
        created_at: "2026-10-03T23:30:00Z".parse().ok(),
        reference: some("ch_1N2b3c4d5e6f"),
        success,
        amount: amount.parse().ok(),
        currency: some("EUR"),
        action: some("purchase"),
        message: some(if success == Some(true) { "Approved" } else { "Your card has insufficient funds." }),
        test: None,
        gateway_response: serde_json::Map::new(),
    }
}

fn paid(invoice: &mut Invoice) {
    invoice.state = State::Paid;
    invoice.paid_at = "2026-10-03T23:30:00Z".parse().ok();
    invoice.payment_transactions_count = 2;
    let cost = invoice.cost.to_string();
    invoice.payment_transactions = Some(vec![payment(Some(false), &cost), payment(Some(true), &cost)]);
}

fn logo() -> Logo {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, 320, 90);
    encoder.set_color(png::ColorType::Grayscale);
    let pixels: Vec<u8> =
        (0..320 * 90).map(|at| if (at % 320 / 20 + at / 320 / 15) % 2 == 0 { 60 } else { 170 }).collect();
    encoder.write_header().unwrap().write_image_data(&pixels).unwrap();
    Logo::new(bytes).unwrap()
}

fn many(count: usize) -> Vec<LineItem> {
    let item = |at: usize| {
        let name = format!("Fixed fee of application {at}");
        let description = if at.is_multiple_of(3) { "From 1 September to 30 September 2026" } else { "" };
        line(&name, description, at as i64 * 37, &format!("{}.{:02}", at * 131, at % 100))
    };
    (1..=count).map(item).collect()
}

fn samples() -> Vec<Case> {
    let long = "Gesellschaft für außergewöhnlich umfangreiche Schnittstellenabrechnungen und Beteiligungen ";
    let word = "x".repeat(90);
    vec![
        sample("plain", |_, _| {}),
        added_up("described", |invoice, _| {
            for item in &mut invoice.line_items {
                item.description = some("From 1 September to 30 September 2026");
            }
        }),
        added_up("long", |invoice, context| {
            invoice.buyer.party.org_name = Some(long.repeat(3));
            invoice.provider.org_name = some(&word);
            invoice.buyer.party.address = Some(format!("{word}\nSecond line"));
            context.buyer_vat_code = Some("ES".to_owned() + &"1234567890".repeat(5));
            context.buyer_po_number = some("PO-2026-114");
            context.footnote = Some("Words of a footnote that go on for a while. ".repeat(46));
            invoice.line_items.push(line(
                &word,
                &"A description that is long enough to wrap. ".repeat(48),
                i64::MAX,
                "1",
            ));
            invoice.line_items.push(line(&long.repeat(3), "", i64::MIN, "-123456789012.3456"));
        }),
        added_up("pages", |invoice, _| invoice.line_items = many(75)),
        added_up("three-hundred", |invoice, _| {
            invoice.state = State::Finalized;
            invoice.line_items = many(300);
        }),
        added_up("refund", |invoice, _| invoice.line_items = vec![line("Refund", "September", 1, "-1234.5")]),
        sample("paid", |invoice, _| paid(invoice)),
        sample("paid-unread", |invoice, _| {
            paid(invoice);
            (invoice.paid_at, invoice.payment_transactions) = (None, None);
        }),
        sample("draft", |invoice, _| {
            (invoice.state, invoice.issued_on, invoice.due_on) = (State::Open, None, None);
        }),
        sample("cancelled", |invoice, _| (invoice.state, invoice.currency) = (State::Cancelled, None)),
        sample("unpaid", |invoice, _| {
            invoice.state = State::Unpaid;
            invoice.payment_transactions_count = 1;
            invoice.payment_transactions = Some(vec![payment(Some(false), "243.49")]);
        }),
        sample("no-items", |invoice, _| {
            invoice.line_items.clear();
            (invoice.cost, invoice.cost_without_vat) = (Decimal::ZERO, Some(Decimal::ZERO));
            invoice.vat_amount = Some(Decimal::ZERO);
        }),
        sample("logo", |_, context| context.logo = Some(logo())),
        added_up("no-vat", |invoice, _| invoice.vat_rate = None),
        added_up("vat-zero", |invoice, _| invoice.vat_rate = Some(Decimal::ZERO)),
        sample("empty", |invoice, context| {
            *context = PrintContext::default();
            invoice.provider = Party::default();
            invoice.buyer = Buyer { status: some("deleted"), party: Party::default() };
            invoice.line_items = vec![LineItem::default()];
            (invoice.friendly_id, invoice.currency, invoice.issued_on, invoice.due_on) = (None, None, None, None);
            (invoice.cost, invoice.vat_rate) = (Decimal::ZERO, None);
            invoice.cost_without_vat = None;
        }),
        added_up("huge", |invoice, _| {
            invoice.period = Period { from: "2026-11-01".parse().unwrap(), to: "2027-01-31".parse().unwrap() };
            invoice.friendly_id = Some("2026-09-".to_owned() + &"0123456789".repeat(6));
            invoice.line_items = vec![line("Huge", "", i64::MIN, "-7922816251426433759354.3950")];
            invoice.vat_rate = some("21.125").map(|rate| dec(&rate));
        }),
    ]
}

#[test]
#[ignore = "writes the samples into the folder PDF_OUT, to be looked at"]
fn print_samples() {
    print(samples(), Layout::Readable);
}
