//! The words of the server's invoice report, in the order it paints them.

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::portal::{Address, Invoice, LineItem, Month, Portal, Tenant, Text, money};

/// What stands beside each other on the page.
pub(super) type Row = Vec<String>;

/// Every row of an invoice's PDF, page by page.
pub(super) fn pages(portal: &Portal, invoice: &Invoice) -> Vec<Vec<Row>> {
    let (buyer, issuer) = (buyer(portal, invoice), issuer(portal, invoice));
    let mut paper = Paper::new();
    paper.print(&buyer, party_height(&buyer));
    paper.print(&[vec![format!("Invoice for {}", month(invoice.period))]], 134.0);
    let details = details(invoice);
    paper.print(&details, HEADING + ROW * (details.len() - 1) as f64 + 12.0);
    let parties = party_height(&issuer).max(party_height(&buyer));
    paper.print(&[vec!["Issued by".to_owned()]], HEADING);
    paper.print(&issuer, 0.0);
    paper.print(&[vec!["For".to_owned()]], 0.0);
    paper.print(&buyer, parties + 20.0);
    let header = ["Name", "Quantity", "Cost", "Charged"].map(str::to_owned).to_vec();
    paper.print(&[vec!["Line items".to_owned()], header.clone()], HEADING + HEADER_ROW);
    for row in line_items(portal.tenant(), invoice) {
        let height = row_height(&row[0], NAME_WIDTH);
        if height >= paper.room {
            paper.turn();
            paper.print(std::slice::from_ref(&header), HEADER_ROW);
        }
        paper.print(&[row], height);
    }
    paper.room -= 24.0;
    if paper.room < 18.0 {
        paper.turn();
    }
    let currency = portal.currency(invoice).map_or("", |currency| currency);
    paper.print(&[vec![format!("AMOUNT DUE: {currency}\u{A0}{}", grouped(invoice.totals().cost))]], 18.0);
    paper.pages
}

/// Heights on the server's page in points, near enough to turn the page where it does.
const ROOM: f64 = 769.9;
const HEADING: f64 = 16.4;
const HEADER_ROW: f64 = 17.6;
const ROW: f64 = 19.9;
const LINE: f64 = 13.0;
/// How many characters go on a line, about.
const PARTY_WIDTH: usize = 33;
const NAME_WIDTH: usize = 46;

fn row_height(text: &str, width: usize) -> f64 {
    ROW + LINE * (text.chars().count().saturating_sub(1) / width) as f64
}

fn party_height(rows: &[Row]) -> f64 {
    let height = |row: &Row| {
        let lines: usize = row[1].lines().map(|line| line.chars().count().saturating_sub(1) / PARTY_WIDTH + 1).sum();
        ROW + LINE * lines.saturating_sub(1) as f64
    };
    rows.iter().map(height).sum()
}

struct Paper {
    pages: Vec<Vec<Row>>,
    room: f64,
}

impl Paper {
    fn new() -> Self {
        Self { pages: vec![Vec::new()], room: ROOM }
    }

    fn print(&mut self, rows: &[Row], height: f64) {
        self.pages.last_mut().expect("there is always a page").extend_from_slice(rows);
        self.room -= height;
    }

    fn turn(&mut self) {
        self.pages.push(Vec::new());
        self.room = ROOM;
    }
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
        pair("Address", format!("{}\n{place}", address.lines().replace('\n', " "))),
        pair("Country", given(&address.country)),
    ]
}

fn codes<'a>(codes: impl IntoIterator<Item = (&'a str, &'a Option<Text>)>) -> Vec<Row> {
    let present = codes.into_iter().filter_map(|(label, code)| Some(pair(label, &**code.as_ref()?)));
    present.collect()
}

fn line_items(tenant: &Tenant, invoice: &Invoice) -> Vec<Row> {
    let item = |item: &LineItem| {
        let quantity = item.quantity.map(|quantity| quantity.to_string()).unwrap_or_default();
        vec![item.name.as_deref().unwrap_or_default().to_owned(), quantity, money::text(money::round(item.cost, 4))]
    };
    let mut rows: Vec<Row> = invoice.line_items.iter().map(item).collect();
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
