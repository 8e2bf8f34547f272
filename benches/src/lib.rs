//! The invoices that the benches print.

use billfold_core::{
    domain::{Buyer, Invoice, LineItem, Party, Period, State},
    pdf::PrintContext,
};

fn text(text: &str) -> Option<String> {
    Some(text.to_owned())
}

fn party(name: &str) -> Party {
    Party {
        id: Some(2),
        org_name: text(name),
        address: text("Paseo de la Castellana 77\nPlanta 4"),
        city: text("Madrid"),
        state: text("Madrid"),
        country: text("Spain"),
        phone: None,
        zip: text("28046"),
    }
}

/// An invoice of one page, for a customer of this name.
pub fn invoice(customer: &str) -> Invoice {
    let line = |id, name: &str, cost: &str| LineItem {
        id,
        name: text(name),
        quantity: Some(1),
        cost: Some(cost.parse().expect("an amount")),
        ..LineItem::default()
    };
    Invoice {
        id: 1,
        friendly_id: text("2026-09-00000001"),
        creation_type: text("background"),
        state: State::Pending,
        period: Period::of_month("2026-09".parse().expect("a month")),
        issued_on: Some("2026-10-01".parse().expect("a day")),
        due_on: Some("2026-10-03".parse().expect("a day")),
        paid_at: None,
        created_at: Some("2026-09-01T00:10:00Z".parse().expect("a moment")),
        updated_at: None,
        currency: text("EUR"),
        cost: "243.49".parse().expect("an amount"),
        vat_rate: Some("21.0".parse().expect("a rate")),
        vat_amount: Some("42.259245".parse().expect("an amount")),
        cost_without_vat: Some("201.2345".parse().expect("an amount")),
        provider: party("Farnsworth APIs S.L."),
        buyer: Buyer { status: None, party: party(customer) },
        line_items: vec![line(1, "Fixed fee ('Premium')", "200"), line(2, "Hits", "1.2345")],
        payment_transactions_count: 0,
        payment_transactions: None,
    }
}

/// What is printed on it beyond its own data.
pub fn context() -> PrintContext {
    PrintContext {
        issuer_fiscal_code: text("B-83456789"),
        issuer_vat_code: text("ESB83456789"),
        footnote: text("Farnsworth APIs S.L. · Registro Mercantil de Madrid, tomo 1234, folio 56"),
        ..PrintContext::default()
    }
}
