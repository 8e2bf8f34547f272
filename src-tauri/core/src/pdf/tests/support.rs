//! The invoices behind the reference PDFs, and the tools that look into PDFs.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use serde_json::Value;

use crate::{
    domain::{Buyer, Invoice, LineItem, LineItemType, Month, Party, Period, State},
    pdf::{FontId, Item, Labels, Layout, Logo, PrintContext},
};

/// A case of the reference set.
pub struct Case {
    pub name: String,
    pub invoice: Invoice,
    pub context: PrintContext,
}

pub fn repository() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

pub fn reference(name: &str) -> PathBuf {
    repository().join("tests/fixtures/pdf-reference").join(name)
}

/// All cases of the reference set.
pub fn cases() -> Vec<Case> {
    read_cases(&reference("cases.json"))
}

fn read_cases(path: &Path) -> Vec<Case> {
    let text = std::fs::read_to_string(path).unwrap();
    let cases: Vec<Value> = serde_json::from_str(&text).unwrap();
    cases.iter().map(case).collect()
}

/// One of them.
pub fn the_case(name: &str) -> Case {
    cases().into_iter().find(|case| case.name == name).unwrap()
}

fn text(value: &Value, key: &str) -> Option<String> {
    value[key].as_str().map(str::to_owned)
}

fn case(case: &Value) -> Case {
    let raw = &case["invoice"];
    let mut context = context(raw);
    context.logo = text(case, "logo").map(|path| Logo::new(std::fs::read(path).unwrap()).unwrap());
    Case { name: text(case, "name").unwrap(), invoice: invoice(raw), context }
}

fn context(raw: &Value) -> PrintContext {
    PrintContext {
        issuer_fiscal_code: text(raw, "provider_fiscal_code"),
        issuer_vat_code: text(raw, "provider_vat_code"),
        buyer_fiscal_code: text(raw, "fiscal_code"),
        buyer_vat_code: text(raw, "vat_code"),
        buyer_po_number: text(raw, "po_number"),
        labels: Labels {
            vat_code: text(&raw["labels"], "vat_code").unwrap(),
            vat_rate: text(&raw["labels"], "vat_rate").unwrap(),
        },
        footnote: text(raw, "invoice_footnote"),
        vat_zero_text: text(raw, "vat_zero_text"),
        logo: None,
    }
}

/// What the Billing API says of the same invoice.
fn invoice(raw: &Value) -> Invoice {
    let parsed = |key: &str| text(raw, key).map(|text| text.parse().unwrap());
    let day = |key: &str| text(raw, key).map(|text| text.parse().unwrap());
    let month: Month = text(raw, "period").unwrap().parse().unwrap();
    let mut invoice = Invoice {
        id: raw["id"].as_i64().unwrap(),
        friendly_id: text(raw, "friendly_id"),
        creation_type: text(raw, "creation_type"),
        state: State::Pending,
        period: Period::of_month(month),
        issued_on: day("issued_on"),
        due_on: day("due_on"),
        paid_at: None,
        created_at: text(raw, "created_at").map(|time| time.parse().unwrap()),
        updated_at: text(raw, "updated_at").map(|time| time.parse().unwrap()),
        currency: text(raw, "currency"),
        cost: Default::default(),
        vat_rate: parsed("vat_rate"),
        vat_amount: None,
        cost_without_vat: None,
        provider: party(&raw["from"]),
        buyer: Buyer { status: None, party: party(&raw["to"]) },
        line_items: raw["line_items"].as_array().unwrap().iter().map(line_item).collect(),
        payment_transactions_count: 0,
        payment_transactions: None,
    };
    let totals = invoice.totals().unwrap();
    invoice.cost = totals.cost;
    invoice.cost_without_vat = Some(totals.net);
    invoice.vat_amount = invoice.vat_rate.map(|_| totals.vat);
    invoice
}

fn party(raw: &Value) -> Party {
    let lines: Vec<String> = ["line1", "line2"].into_iter().filter_map(|key| text(raw, key)).collect();
    Party {
        id: None,
        org_name: text(raw, "name"),
        address: (!lines.is_empty()).then(|| lines.join("\n")),
        city: text(raw, "city"),
        state: text(raw, "state"),
        country: text(raw, "country"),
        phone: text(raw, "phone"),
        zip: text(raw, "zip"),
    }
}

fn line_item(raw: &Value) -> LineItem {
    LineItem {
        id: raw["id"].as_i64().unwrap(),
        name: text(raw, "name"),
        description: text(raw, "description"),
        quantity: raw["quantity"].as_i64(),
        kind: text(raw, "type").map(LineItemType::from),
        cost: text(raw, "cost").map(|cost| cost.parse().unwrap()),
        ..LineItem::default()
    }
}

/// Left, bottom, right, top of what an item inks at most.
pub fn ink(item: &Item) -> [f64; 4] {
    match item {
        Item::Text(run) => line_of_text([run.x, run.y], run.width(), run.size),
        // Marks of other scripts may stand out; the line is as high as any.
        Item::Shaped(run) => line_of_text([run.x, run.y], run.width(), run.size),
        Item::Fill(fill) => [fill.x, fill.y, fill.x + fill.width, fill.y + fill.height],
        Item::Border(border) => {
            let half = border.line_width / 2.0;
            let (right, top) = (border.x + border.width, border.y + border.height);
            [border.x - half, border.y - half, right + half, top + half]
        }
        Item::Stroke(stroke) => {
            let half = stroke.width / 2.0;
            [stroke.from[0], stroke.from[1] - half, stroke.to[0], stroke.to[1] + half]
        }
        Item::Logo(frame) => [frame.x, frame.y, frame.x + frame.width, frame.y + frame.height],
    }
}

fn line_of_text([x, y]: [f64; 2], width: f64, size: f64) -> [f64; 4] {
    let face = FontId::Regular.face();
    [x, y - face.descender / 1000.0 * size, x + width, y + face.ascender / 1000.0 * size]
}

/// Whether two places share more than an edge.
pub fn overlap(a: [f64; 4], b: [f64; 4]) -> bool {
    let apart = 0.01;
    a[0] + apart < b[2] && b[0] + apart < a[2] && a[1] + apart < b[3] && b[1] + apart < a[3]
}

/// A PNG, half transparent.
pub fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(png::ColorType::Rgba);
    let mut writer = encoder.write_header().unwrap();
    let pixels: Vec<u8> = (0..width * height).flat_map(|at| [200, 30, (at % 251) as u8, 128]).collect();
    writer.write_image_data(&pixels).unwrap();
    writer.finish().unwrap();
    bytes
}

/// Runs a tool and gives back what it prints.
pub fn run(program: &str, arguments: &[&str]) -> (bool, String) {
    let output = Command::new(program).args(arguments).output().unwrap_or_else(|error| panic!("{program}: {error}"));
    (output.status.success(), String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The words a reader finds in a PDF.
pub fn words_of(pdf: &[u8]) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("invoice.pdf");
    std::fs::write(&path, pdf).unwrap();
    let (read, text) = run("pdftotext", &["-raw", path.to_str().unwrap(), "-"]);
    assert!(read);
    // Marks around text from right to left are how the tool says its direction.
    let is_mark = |c: char| matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}');
    text.split_whitespace().map(|word| word.chars().filter(|c| !is_mark(*c)).collect()).collect()
}

/// Prints the cases of a file, to be held against what the server's generator makes of them.
#[test]
#[ignore = "reads the cases from PDF_CASES, or the reference set, and writes into the folder PDF_OUT in PDF_LAYOUT"]
fn print_cases() {
    let cases = std::env::var_os("PDF_CASES").map_or_else(cases, |path| read_cases(Path::new(&path)));
    let readable = std::env::var_os("PDF_LAYOUT").is_some_and(|layout| layout == "readable");
    print(cases, if readable { Layout::Readable } else { Layout::Server });
}

/// Writes cases into the folder `PDF_OUT`.
pub fn print(cases: Vec<Case>, layout: Layout) {
    let folder = PathBuf::from(std::env::var_os("PDF_OUT").unwrap());
    for case in cases {
        let rendered = crate::pdf::invoice_pdf(&case.invoice, &case.context, layout).unwrap();
        std::fs::write(folder.join(format!("{}.pdf", case.name)), rendered.bytes).unwrap();
    }
}
