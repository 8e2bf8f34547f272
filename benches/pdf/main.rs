//! How long a one-page invoice takes to become a PDF, step by step, beside the same page as printpdf
//! and krilla make it by themselves: from words at their places to bytes.

use std::{hint::black_box, ops::Range};

use billfold_benches::{context, invoice};
use billfold_core::pdf::{FontId, InvoiceDocument, Item, Layout, PrintContext, TextRun, invoice_pdf, layout, render};
use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use printpdf::{Mm, Op, ParsedFont, PdfDocument, PdfFontHandle, PdfPage, PdfSaveOptions, Point, Pt, TextItem};

/// The words at the same places, with whole fonts and text as printpdf takes it.
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

/// The words and boxes at the same places, glyph by glyph, with krilla.
fn with_krilla(document: &InvoiceDocument, fonts: &[krilla::text::Font; 2]) -> Vec<u8> {
    use krilla::{geom::PathBuilder, geom::Point, geom::Rect, num::NormalizedF32, page::PageSettings, paint};
    let mut pdf = krilla::Document::new();
    pdf.set_metadata(krilla::metadata::Metadata::new().title(document.metadata.title.clone()));
    let mut page = pdf.start_page_with(PageSettings::from_wh(595.28, 841.89).expect("a size"));
    let mut surface = page.surface();
    let gray = |gray: f64| paint::Paint::from(krilla::color::luma::Color::new((gray * 255.0) as u8));
    let fill = |value: f64| paint::Fill { paint: gray(value), opacity: NormalizedF32::ONE, rule: Default::default() };
    let rectangle = |x: f64, y: f64, width: f64, height: f64| {
        let mut path = PathBuilder::new();
        let top = 841.89 - y - height;
        path.push_rect(Rect::from_xywh(x as f32, top as f32, width as f32, height as f32).expect("a rectangle"));
        path.finish().expect("a path")
    };
    for item in &layout(document, Layout::Server).pages[0].items {
        match item {
            Item::Fill(area) => {
                surface.set_stroke(None);
                surface.set_fill(Some(fill(area.gray)));
                surface.draw_path(&rectangle(area.x, area.y, area.width, area.height));
            }
            Item::Border(border) => {
                surface.set_fill(None);
                let (paint, width) = (gray(border.gray), border.line_width as f32);
                surface.set_stroke(Some(paint::Stroke { paint, width, ..paint::Stroke::default() }));
                surface.draw_path(&rectangle(border.x, border.y, border.width, border.height));
            }
            Item::Text(run) => {
                surface.set_stroke(None);
                surface.set_fill(Some(fill(0.0)));
                let start = Point::from_xy(run.x as f32, (841.89 - run.y) as f32);
                let font = fonts[run.font as usize].clone();
                surface.draw_glyphs(start, &krilla_glyphs(run), font, &run.text(), run.size as f32, false);
            }
            _ => {}
        }
    }
    surface.finish();
    page.finish();
    pdf.finish().expect("krilla makes the file")
}

fn krilla_glyphs(run: &TextRun) -> Vec<krilla::text::KrillaGlyph> {
    let face = run.font.face();
    let mut at = 0;
    let glyph = |glyph: &billfold_core::pdf::Glyph| {
        let range: Range<usize> = at..at + glyph.character.len_utf8();
        at = range.end;
        let advance = (f32::from(face.metric(glyph.character).advance) + glyph.kern) / 1000.0;
        krilla::text::KrillaGlyph {
            glyph_id: krilla::text::GlyphId::new(glyph.id.into()),
            text_range: range,
            x_advance: advance,
            x_offset: 0.0,
            y_offset: 0.0,
            y_advance: 0.0,
            location: None,
        }
    };
    run.glyphs.iter().map(glyph).collect()
}

fn bench(criterion: &mut Criterion) {
    let (invoice, context) = (invoice("Planet Express"), context());
    let document = InvoiceDocument::build(&invoice, &context);
    let pages = layout(&document, Layout::Server);
    let fonts = FontId::ALL.map(|font| ParsedFont::from_bytes(font.file().data(), 0, &mut Vec::new()).expect("a font"));
    let krilla_fonts =
        FontId::ALL.map(|font| krilla::text::Font::new(font.file().data().to_vec().into(), 0).expect("a font"));
    let made = |layout| invoice_pdf(&invoice, &context, layout).expect("it prints").bytes;
    println!("server layout: {} bytes, readable: {}", made(Layout::Server).len(), made(Layout::Readable).len());
    println!("printpdf alone: {} bytes", plain_printpdf(&document, &fonts).len());
    println!("krilla: {} bytes", with_krilla(&document, &krilla_fonts).len());

    let mut group = criterion.benchmark_group("pdf");
    let print = |how| invoice_pdf(black_box(&invoice), &context, how).expect("it prints");
    group.bench_function("invoice to bytes", |b| b.iter(|| print(Layout::Server)));
    group.bench_function("invoice to bytes, readable", |b| b.iter(|| print(Layout::Readable)));
    group.bench_function("document", |b| b.iter(|| InvoiceDocument::build(black_box(&invoice), &context)));
    group.bench_function("layout", |b| b.iter(|| layout(black_box(&document), Layout::Server)));
    group.bench_function("render", |b| b.iter(|| render(black_box(&pages)).expect("it renders")));
    group.bench_function("printpdf alone", |b| b.iter(|| plain_printpdf(black_box(&document), &fonts)));
    group.bench_function("krilla", |b| b.iter(|| with_krilla(black_box(&document), &krilla_fonts)));
    let mut number = 0_u32;
    group.bench_function("an alphabet never seen before", |b| {
        b.iter_batched(
            || {
                number += 1;
                let greek = |bit: u32| char::from_u32(0x3B1 + bit).expect("a letter");
                let letters: String = (0..12).filter(|bit| number >> bit & 1 == 1).map(greek).collect();
                PrintContext { footnote: Some(letters), ..context.clone() }
            },
            |context| invoice_pdf(&invoice, &context, Layout::Server).expect("it prints"),
            BatchSize::SmallInput,
        );
    });
    for (script, name) in [("Arabic", "شركة البيانات المحدودة"), ("Japanese", "みどり物流株式会社")]
    {
        let invoice = billfold_benches::invoice(name);
        group.bench_function(format!("a customer in {script}"), |b| {
            b.iter(|| invoice_pdf(black_box(&invoice), &context, Layout::Server).expect("it prints"));
        });
    }
    group.finish();
}

criterion_group!(benches, bench);
criterion_main!(benches);
