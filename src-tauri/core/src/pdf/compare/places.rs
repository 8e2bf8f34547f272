//! Every text of an invoice in the order the server paints it, and what a person calls its place.

use crate::pdf::document::{Field, InvoiceDocument, Section};

/// Whose party a field belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Whose {
    Customer,
    Issuer,
}

impl Whose {
    /// As the subject of a sentence.
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Customer => "the customer",
            Self::Issuer => "the issuer",
        }
    }
}

/// What a text is about: explanations go by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum About {
    /// A word of the form itself.
    Label,
    /// Above a column of the line items.
    Column,
    /// The label of a field that the portal lets be renamed.
    NamedLabel,
    /// Number, dates, period.
    Dates,
    /// Name, address or country.
    Party(Whose),
    /// Fiscal code, VAT code, purchase order number.
    Code(Whose),
    /// A cell of a line item.
    LineItem,
    /// A sum.
    Total,
    VatZeroText,
    Footnote,
}

/// A row of a table, to be told as a whole when it is on one side only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Row {
    /// Tells rows apart.
    pub number: usize,
    /// What it is called as a whole.
    pub place: String,
    /// For a line item, its number from 1.
    pub line_item: Option<usize>,
}

/// A text of the invoice. Empty where there could be one and is none.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub place: String,
    pub text: String,
    pub about: About,
    pub is_amount: bool,
    /// A number, which has no spaces in it, however it is broken.
    pub is_number: bool,
    pub row: Option<Row>,
}

impl Piece {
    /// Whether it is a cell of the header row of the line items.
    pub(super) fn is_column_heading(&self) -> bool {
        self.about == About::Column
    }
}

/// All texts in the order of painting.
pub(super) fn pieces(document: &InvoiceDocument) -> Vec<Piece> {
    let mut list = List::default();
    list.party(&document.buyer, Whose::Customer);
    list.add("the page's title", &document.title, About::Dates);
    list.details(&document.details);
    list.heading(&document.issuer_heading);
    list.party(&document.issuer, Whose::Issuer);
    list.heading(&document.buyer_heading);
    list.party(&document.buyer, Whose::Customer);
    list.line_items(document);
    list.add("the text for VAT of 0 %", document.vat_zero_text.as_deref().unwrap_or_default(), About::VatZeroText);
    list.amount_due(&document.amount_due);
    list.add("the footnote", document.footnote.as_deref().unwrap_or_default(), About::Footnote);
    list.pieces
}

#[derive(Default)]
struct List {
    pieces: Vec<Piece>,
    rows: usize,
}

impl List {
    fn add(&mut self, place: impl Into<String>, text: &str, about: About) {
        let (place, text) = (place.into(), text.to_owned());
        self.pieces.push(Piece { place, text, about, is_amount: false, is_number: false, row: None });
    }

    fn heading(&mut self, heading: &str) {
        self.add(format!("the heading “{heading}”"), heading, About::Label);
    }

    fn row(&mut self, place: String, line_item: Option<usize>) -> Row {
        self.rows += 1;
        Row { number: self.rows, place, line_item }
    }

    fn field(&mut self, place: String, label: (&str, About), value: (&str, About)) {
        let row = Some(self.row(place.clone(), None));
        let piece = |place, (text, about): (&str, About)| {
            let text = text.to_owned();
            Piece { place, text, about, is_amount: false, is_number: false, row: row.clone() }
        };
        self.pieces.push(piece(format!("the label “{}”", label.0), label));
        self.pieces.push(piece(place, value));
    }

    fn details(&mut self, details: &Section) {
        self.heading(&details.heading);
        for Field { label, value } in &details.fields {
            self.field(label.clone(), (label, About::Label), (value, About::Dates));
        }
    }

    /// Name, address and country come always, then the codes there are.
    fn party(&mut self, fields: &[Field], whose: Whose) {
        for (at, Field { label, value }) in fields.iter().enumerate() {
            let (about_label, about) = match at {
                0..3 => (About::Label, About::Party(whose)),
                _ if label == "Fiscal code" || label == "PO num" => (About::Label, About::Code(whose)),
                _ => (About::NamedLabel, About::Code(whose)),
            };
            self.field(format!("{}'s {label}", whose.words()), (label, about_label), (value, about));
        }
    }

    fn line_items(&mut self, document: &InvoiceDocument) {
        let table = &document.line_items;
        self.heading(&table.heading);
        for column in &table.columns {
            self.add(format!("the heading of the column “{column}”"), column, About::Column);
        }
        for (at, cells) in table.rows.iter().enumerate() {
            let row = self.row(format!("Line item {}", at + 1), Some(at + 1));
            for (column, text) in cells.iter().enumerate() {
                self.pieces.push(Piece {
                    place: format!("{}, {}", row.place, table.columns[column]),
                    text: text.clone(),
                    about: About::LineItem,
                    is_amount: column >= 2,
                    is_number: column >= 1,
                    row: Some(row.clone()),
                });
            }
        }
        for cells in &table.totals {
            self.total(cells, &table.columns);
        }
    }

    fn total(&mut self, cells: &[String; 4], columns: &[String; 4]) {
        let row = self.row(cells[0].clone(), None);
        let amounts = cells[1..].iter().filter(|text| !text.is_empty()).count();
        for (column, text) in cells.iter().enumerate() {
            let place = match column {
                0 => format!("the label “{text}”"),
                _ if amounts == 1 => row.place.clone(),
                _ => format!("{}, {}", row.place, columns[column]),
            };
            self.pieces.push(Piece {
                place,
                text: text.clone(),
                about: if column == 0 { About::NamedLabel } else { About::Total },
                is_amount: column > 0,
                is_number: column > 0,
                row: Some(row.clone()),
            });
        }
    }

    fn amount_due(&mut self, text: &str) {
        self.add("AMOUNT DUE", text, About::Total);
        if let Some(piece) = self.pieces.last_mut() {
            piece.is_amount = true;
        }
    }
}
