//! How long a one-page invoice takes to become a PDF, step by step, beside printpdf's plain path.

use std::hint::black_box;

use billfold_core::{
    domain::{Buyer, Invoice, LineItem, Party, Period, State},
    pdf::{FontId, InvoiceDocument, Item, Layout, PrintContext, invoice_pdf, layout, render},
};
use criterion::{Criterion, criterion_group, criterion_main};
use printpdf::{Mm, Op, ParsedFont, PdfDocument, PdfFontHandle, PdfPage, PdfSaveOptions, Point, Pt, TextItem};

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

fn invoice() -> Invoice {
    let line = |id, name: &str, cost: &str| LineItem {
        id,
        name: text(name),
        quantity: Some(1),
        cost: Some(cost.parse().unwrap()),
        ..LineItem::default()
    };
    Invoice {
        id: 1,
        friendly_id: text("2026-09-00000001"),
        creation_type: text("background"),
        state: State::Pending,
        period: Period::of_month("2026-09".parse().unwrap()),
        issued_on: Some("2026-10-01".parse().unwrap()),
        due_on: Some("2026-10-03".parse().unwrap()),
        paid_at: None,
        created_at: Some("2026-09-01T00:10:00Z".parse().unwrap()),
        updated_at: None,
        currency: text("EUR"),
        cost: "243.49".parse().unwrap(),
        vat_rate: Some("21.0".parse().unwrap()),
        vat_amount: Some("42.259245".parse().unwrap()),
        cost_without_vat: Some("201.2345".parse().unwrap()),
        provider: party("Farnsworth APIs S.L."),
        buyer: Buyer { status: None, party: party("Planet Express") },
        line_items: vec![line(1, "Fixed fee ('Premium')", "200"), line(2, "Hits", "1.2345")],
        payment_transactions_count: 0,
        payment_transactions: None,
    }
}

/// The same words at the same places, with whole fonts and text as printpdf takes it.
fn plain_printpdf(document: &InvoiceDocument, fonts: &[ParsedFont; 2]) -> Vec<u8> {
    let mut pdf = PdfDocument::new(&document.metadata.title);
    let fonts = [pdf.add_font(&fonts[0]), pdf.add_font(&fonts[1])];
    let mut ops = Vec::new();
    for item in &layout(document, Layout::Server).pages[0].items {
        if let Item::Text(run) = item {
            ops.extend([
                Op::StartTextSection,
                Op::SetFont {
                    font: PdfFontHandle::External(fonts[run.font as usize].clone()),
                    size: Pt(run.size as f32),
                },
                Op::SetTextCursor { pos: Point { x: Pt(run.x as f32), y: Pt(run.y as f32) } },
                Op::ShowText { items: vec![TextItem::Text(run.text())] },
                Op::EndTextSection,
            ]);
        }
    }
    pdf.with_pages(vec![PdfPage::new(Mm(210.0), Mm(297.0), ops)]);
    pdf.save(&PdfSaveOptions::default(), &mut Vec::new())
}

fn bench(criterion: &mut Criterion) {
    let context = PrintContext {
        issuer_fiscal_code: text("B-83456789"),
        issuer_vat_code: text("ESB83456789"),
        footnote: text("Farnsworth APIs S.L. · Registro Mercantil de Madrid, tomo 1234, folio 56"),
        ..PrintContext::default()
    };
    let invoice = invoice();
    let document = InvoiceDocument::build(&invoice, &context);
    let pages = layout(&document, Layout::Server);
    let fonts = FontId::ALL.map(|font| ParsedFont::from_bytes(font.face().data, 0, &mut Vec::new()).unwrap());
    println!("one page: {} bytes", invoice_pdf(&invoice, &context, Layout::Server).unwrap().bytes.len());
    println!("printpdf alone: {} bytes", plain_printpdf(&document, &fonts).len());

    let mut group = criterion.benchmark_group("pdf");
    group.bench_function("invoice to bytes", |b| {
        b.iter(|| invoice_pdf(black_box(&invoice), &context, Layout::Server).unwrap())
    });
    group.bench_function("document", |b| b.iter(|| InvoiceDocument::build(black_box(&invoice), &context)));
    group.bench_function("layout", |b| b.iter(|| layout(black_box(&document), Layout::Server)));
    group.bench_function("render", |b| b.iter(|| render(black_box(&pages)).unwrap()));
    group.bench_function("printpdf alone", |b| b.iter(|| plain_printpdf(black_box(&document), &fonts)));
    let mut number = 0_u32;
    group.bench_function("an alphabet never seen before", |b| {
        b.iter_batched(
            || {
                number += 1;
                let letters: String = (0..12)
                    .filter(|bit| number >> bit & 1 == 1)
                    .map(|bit| char::from_u32(0x3B1 + bit).unwrap())
                    .collect();
                PrintContext { footnote: Some(letters), ..context.clone() }
            },
            |context| invoice_pdf(&invoice, &context, Layout::Server).unwrap(),
            criterion::BatchSize::SmallInput,
        );
    });
    group.finish();
}

criterion_group!(benches, bench);
criterion_main!(benches);
