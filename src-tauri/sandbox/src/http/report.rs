//! The words of the server's invoice report, in the order it paints them.

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::portal::{Address, Invoice, Month, Portal, Tenant, Text, money};

/// What stands beside each other on the page.
pub(super) type Row = Vec<String>;

/// Every row of an invoice's PDF.
pub(super) fn rows(portal: &Portal, invoice: &Invoice) -> Vec<Row> {
    let buyer = buyer(portal, invoice);
    let mut rows = buyer.clone();
    rows.push(vec![format!("Invoice for {}", month(invoice.period))]);
    rows.extend(details(invoice));
    rows.push(vec!["Issued by".to_owned()]);
    rows.extend(issuer(portal, invoice));
    rows.push(vec!["For".to_owned()]);
    rows.extend(buyer);
    rows.extend(line_items(portal.tenant(), invoice));
    let currency = portal.currency(invoice).map_or("", |currency| currency);
    rows.push(vec![format!("AMOUNT DUE: {currency}\u{A0}{}", grouped(invoice.totals().cost))]);
    rows
}

fn pair(label: &str, value: impl Into<String>) -> Row {
    vec![label.to_owned(), value.into()]
}

fn month(month: Month) -> String {
    month.first_day().strftime("%B, %Y").to_string()
}

fn day(day: Option<Date>) -> String {
    day.map_or_else(|| "-".to_owned(), |day| day.strftime("%e %B, %Y").to_string())
}

fn details(invoice: &Invoice) -> Vec<Row> {
    vec![
        vec!["Details".to_owned()],
        pair("Invoice ID", &invoice.friendly_id),
        pair("Issued on", day(invoice.issued_on)),
        pair("Billing period start", day(Some(invoice.period.first_day()))),
        pair("Billing period end", day(Some(invoice.period.last_day()))),
        pair("Due on", day(invoice.due_on)),
    ]
}

fn issuer(portal: &Portal, invoice: &Invoice) -> Vec<Row> {
    let tenant = portal.tenant();
    let mut rows = party(&tenant.org_name, portal.provider_address(invoice));
    rows.extend(codes([("Fiscal code", &tenant.fiscal_code), (&tenant.vat_code_label, &tenant.vat_code)]));
    rows
}

fn buyer(portal: &Portal, invoice: &Invoice) -> Vec<Row> {
    let Some((account, address)) = portal.buyer(invoice) else { return party("", &Address::default()) };
    let label = &portal.tenant().vat_code_label;
    let mut rows = party(&account.org_name, address);
    rows.extend(codes([
        ("Fiscal code", &account.fiscal_code),
        (label, &account.vat_code),
        ("PO num", &account.po_number),
    ]));
    rows
}

fn party(name: &str, address: &Address) -> Vec<Row> {
    let given = |text: &Option<Text>| text.as_deref().unwrap_or_default().to_owned();
    let region = [given(&address.state), given(&address.zip)].into_iter().filter(|part| !part.is_empty());
    let region = region.collect::<Vec<_>>().join(" ");
    let city = given(&address.city);
    let place = if city.is_empty() { region } else { format!("{city}, {region}") };
    vec![
        pair("Name", name),
        pair("Address", format!("{} {place}", address.lines().replace('\n', " "))),
        pair("Country", given(&address.country)),
    ]
}

fn codes<'a>(codes: impl IntoIterator<Item = (&'a str, &'a Option<Text>)>) -> Vec<Row> {
    let present = codes.into_iter().filter_map(|(label, code)| Some(pair(label, &**code.as_ref()?)));
    present.collect()
}

fn line_items(tenant: &Tenant, invoice: &Invoice) -> Vec<Row> {
    let mut rows =
        vec![vec!["Line items".to_owned()], ["Name", "Quantity", "Cost", "Charged"].map(str::to_owned).to_vec()];
    rows.extend(invoice.line_items.iter().map(|item| {
        let quantity = item.quantity.map(|quantity| quantity.to_string()).unwrap_or_default();
        vec![item.name.as_deref().unwrap_or_default().to_owned(), quantity, money::text(money::round(item.cost, 4))]
    }));
    let totals = invoice.totals();
    let amounts = |label: String, net: Decimal, charged: Decimal| vec![label, money::text(net), money::text(charged)];
    match invoice.vat_rate {
        None => rows.push(amounts("Total cost".to_owned(), totals.net, totals.cost)),
        Some(rate) => {
            let label = &tenant.vat_rate_label;
            let (net, vat) = (totals.net, totals.vat);
            rows.push(amounts(format!("Total cost (without {label})"), net, money::round(net, 2)));
            rows.push(amounts(format!("Total {label} Amount"), vat, money::round(vat, 2)));
            let included = format!("Total cost ({label} {}% included)", money::text(rate));
            rows.push(vec![included, money::text(totals.cost)]);
        }
    }
    rows
}

/// `-1,234.50`.
fn grouped(amount: Decimal) -> String {
    let text = format!("{:.2}", amount.abs());
    let (whole, cents) = text.split_once('.').unwrap_or((&text, "00"));
    let mut groups: Vec<String> = Vec::new();
    let mut end = whole.len();
    while end > 0 {
        let start = end.saturating_sub(3);
        groups.insert(0, whole[start..end].to_owned());
        end = start;
    }
    let sign = if amount < Decimal::ZERO { "-" } else { "" };
    format!("{sign}{}.{cents}", groups.join(","))
}
