//! Invoices and line items as tables.

use std::io;

use super::table::{Cell, Column, Kind, Row, Sheet};
use crate::domain::{Invoice, LineItem};

/// Which columns a table of invoices has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InvoiceColumns {
    /// All there are.
    Full,
    /// The portal's. Known from its source (`3scale/porta`): without line items those of the page of invoices
    /// (`app/views/finance/provider/invoices/index.html.slim`, the link to the PDF left out), with them those of the CSV
    /// it exports (`app/lib/csv/invoices_exporter.rb`), which has a row for each line item.
    Portal,
    /// Those of the list.
    List,
}

/// A table of invoices, or of their line items.
pub struct InvoiceTable {
    name: &'static str,
    fields: Vec<&'static Field>,
    rows: Rows,
}

#[derive(Clone, Copy, PartialEq)]
enum Rows {
    /// One for each invoice.
    Invoices,
    /// One for each line item, and one for an invoice without any.
    ItemsOrInvoice,
    /// One for each line item.
    Items,
}

/// A column and where its cells come from.
struct Field {
    column: Column,
    of: Of,
}

enum Of {
    Invoice(for<'a> fn(&'a Invoice) -> Cell<'a>),
    Item(for<'a> fn(&'a LineItem) -> Cell<'a>),
}

impl InvoiceTable {
    /// One table for everything. With line items there is a row for each of them, with the invoice's columns again and
    /// again; an invoice without any has a row, too.
    pub fn one(columns: InvoiceColumns, line_items: bool) -> Self {
        if !line_items {
            return Self { name: "Invoices", fields: of_invoices(columns).to_vec(), rows: Rows::Invoices };
        }
        let fields = match columns {
            InvoiceColumns::Portal => PORTAL_EXPORT.to_vec(),
            other => [of_invoices(other), ITEM].concat(),
        };
        Self { name: "Invoices", fields, rows: Rows::ItemsOrInvoice }
    }

    /// A table of invoices, and with line items a second one for these.
    pub fn several(columns: InvoiceColumns, line_items: bool) -> Vec<Self> {
        let mut tables = vec![Self::one(columns, false)];
        if line_items {
            let fields = match columns {
                InvoiceColumns::Portal => PORTAL_EXPORT.to_vec(),
                _ => [WHOSE_ITEM, ITEM].concat(),
            };
            tables.push(Self { name: "Line items", fields, rows: Rows::Items });
        }
        tables
    }

    /// Its name and columns.
    pub fn sheet(&self) -> Sheet {
        let columns = self.fields.iter().map(|field| Column {
            // An invoice's total stands in each of its rows: added up it would count several times.
            summed: field.column.summed && (self.rows == Rows::Invoices || matches!(field.of, Of::Item(_))),
            ..field.column
        });
        Sheet { name: self.name, columns: columns.collect(), notes: Vec::new() }
    }

    /// Hands the rows of an invoice to `each`.
    ///
    /// # Errors
    /// The first of `each`.
    pub fn rows(&self, invoice: &Invoice, mut each: impl FnMut(&Row<'_>) -> io::Result<()>) -> io::Result<()> {
        if self.rows == Rows::Invoices || (self.rows == Rows::ItemsOrInvoice && invoice.line_items.is_empty()) {
            return each(&self.row(invoice, None));
        }
        invoice.line_items.iter().try_for_each(|item| each(&self.row(invoice, Some(item))))
    }

    fn row<'a>(&self, invoice: &'a Invoice, item: Option<&'a LineItem>) -> Row<'a> {
        let cells = self.fields.iter().map(|field| match field.of {
            Of::Invoice(of) => of(invoice),
            Of::Item(of) => Cell::of(item, of),
        });
        Row { cells: cells.collect(), currency: invoice.currency.as_deref() }
    }
}

fn of_invoices(columns: InvoiceColumns) -> &'static [&'static Field] {
    match columns {
        InvoiceColumns::Full => FULL,
        InvoiceColumns::Portal => PORTAL_PAGE,
        InvoiceColumns::List => LIST,
    }
}

const fn invoice(header: &'static str, kind: Kind, width: u8, of: for<'a> fn(&'a Invoice) -> Cell<'a>) -> Field {
    Field { column: Column::new(header, kind, width), of: Of::Invoice(of) }
}

const fn sum(header: &'static str, kind: Kind, width: u8, of: for<'a> fn(&'a Invoice) -> Cell<'a>) -> Field {
    Field { column: Column::summed(header, kind, width), of: Of::Invoice(of) }
}

const fn item(header: &'static str, kind: Kind, width: u8, of: for<'a> fn(&'a LineItem) -> Cell<'a>) -> Field {
    Field { column: Column::new(header, kind, width), of: Of::Item(of) }
}

static ID: Field = invoice("Id", Kind::Number, 11, |i| Cell::Number(i.id));
static NUMBER: Field = invoice("Number", Kind::Text, 18, |i| Cell::text(i.friendly_id.as_deref()));
static STATE: Field = invoice("State", Kind::Text, 11, |i| Cell::Text(i.state.as_str().into()));
static CUSTOMER_ID: Field = invoice("Customer id", Kind::Number, 12, |i| Cell::of(i.buyer.party.id, Cell::Number));
static CUSTOMER: Field = invoice("Customer", Kind::Text, 32, |i| Cell::text(i.buyer.party.org_name.as_deref()));
static CUSTOMER_STATUS: Field = invoice("Customer status", Kind::Text, 15, |i| Cell::text(i.buyer.status.as_deref()));
static PERIOD: Field = invoice("Period", Kind::Month, 10, |i| Cell::Month(i.period.month()));
static FROM: Field = invoice("Period from", Kind::Day, 12, |i| Cell::Day(i.period.from));
static TO: Field = invoice("Period to", Kind::Day, 12, |i| Cell::Day(i.period.to));
static ISSUED: Field = invoice("Issued on", Kind::Day, 12, |i| Cell::of(i.issued_on, Cell::Day));
static DUE: Field = invoice("Due on", Kind::Day, 12, |i| Cell::of(i.due_on, Cell::Day));
static PAID: Field = invoice("Paid at (UTC)", Kind::Moment, 20, |i| Cell::of(i.paid_at, Cell::Moment));
static CURRENCY: Field = invoice("Currency", Kind::Text, 10, |i| Cell::text(i.currency.as_deref()));
static WITHOUT_VAT: Field = sum("Total without VAT", Kind::Cost, 18, |i| Cell::of(i.cost_without_vat, Cell::Amount));
static VAT_RATE: Field = invoice("VAT rate (%)", Kind::Rate, 13, |i| Cell::of(i.vat_rate, Cell::Amount));
static VAT: Field = sum("VAT", Kind::Vat, 15, |i| Cell::of(i.vat_amount, Cell::Amount));
static TOTAL: Field = sum("Total", Kind::Amount, 15, |i| Cell::Amount(i.cost));
static CREATED: Field = invoice("Created at (UTC)", Kind::Moment, 20, |i| Cell::of(i.created_at, Cell::Moment));
static UPDATED: Field = invoice("Updated at (UTC)", Kind::Moment, 20, |i| Cell::of(i.updated_at, Cell::Moment));
static CREATION: Field = invoice("Creation type", Kind::Text, 14, |i| Cell::text(i.creation_type.as_deref()));
static PAYMENTS: Field = invoice("Payments", Kind::Number, 10, |i| Cell::Number(i.payment_transactions_count));
static ADDRESS: Field = invoice("Customer address", Kind::Text, 28, |i| Cell::text(i.buyer.party.address.as_deref()));
static CITY: Field = invoice("Customer city", Kind::Text, 16, |i| Cell::text(i.buyer.party.city.as_deref()));
static REGION: Field = invoice("Customer region", Kind::Text, 16, |i| Cell::text(i.buyer.party.state.as_deref()));
static ZIP: Field = invoice("Customer zip", Kind::Text, 13, |i| Cell::text(i.buyer.party.zip.as_deref()));
static COUNTRY: Field = invoice("Customer country", Kind::Text, 17, |i| Cell::text(i.buyer.party.country.as_deref()));
static PHONE: Field = invoice("Customer phone", Kind::Text, 17, |i| Cell::text(i.buyer.party.phone.as_deref()));
static ISSUER: Field = invoice("Issuer", Kind::Text, 28, |i| Cell::text(i.provider.org_name.as_deref()));

static FULL: &[&Field] = &[
    &ID,
    &NUMBER,
    &STATE,
    &CUSTOMER_ID,
    &CUSTOMER,
    &CUSTOMER_STATUS,
    &FROM,
    &TO,
    &ISSUED,
    &DUE,
    &PAID,
    &CURRENCY,
    &WITHOUT_VAT,
    &VAT_RATE,
    &VAT,
    &TOTAL,
    &CREATED,
    &UPDATED,
    &CREATION,
    &PAYMENTS,
    &ADDRESS,
    &CITY,
    &REGION,
    &ZIP,
    &COUNTRY,
    &PHONE,
    &ISSUER,
];

static LIST: &[&Field] = &[&NUMBER, &CUSTOMER, &PERIOD, &ISSUED, &DUE, &STATE, &CURRENCY, &TOTAL];

/// Whose line items they are, in a table of their own.
static WHOSE_ITEM: &[&Field] = &[
    &Field { column: Column::new("Invoice id", Kind::Number, 11), of: Of::Invoice(|i| Cell::Number(i.id)) },
    &NUMBER,
    &CUSTOMER_ID,
    &CUSTOMER,
    &FROM,
    &CURRENCY,
];

static ITEM: &[&Field] = &[
    &item("Item id", Kind::Number, 11, |l| Cell::Number(l.id)),
    &item("Item name", Kind::Text, 32, |l| Cell::text(l.name.as_deref())),
    &item("Item description", Kind::Text, 28, |l| Cell::text(l.description.as_deref())),
    &item("Item quantity", Kind::Number, 14, |l| Cell::of(l.quantity, Cell::Number)),
    &item("Item type", Kind::Text, 22, |l| Cell::text(l.kind.as_ref().map(|kind| kind.as_str()))),
    &ITEM_COST,
    &item("Item metric id", Kind::Number, 14, |l| Cell::of(l.metric_id, Cell::Number)),
    &item("Item plan id", Kind::Number, 13, |l| Cell::of(l.plan_id, Cell::Number)),
    &item("Item contract id", Kind::Number, 16, |l| Cell::of(l.contract_id, Cell::Number)),
    &item("Item contract type", Kind::Text, 18, |l| Cell::text(l.contract_type.as_deref())),
];

static ITEM_COST: Field =
    Field { column: Column::summed("Item cost", Kind::Cost, 15), of: Of::Item(|l| Cell::of(l.cost, Cell::Amount)) };

static PORTAL_PAGE: &[&Field] = &[
    &NUMBER,
    &invoice("Account", Kind::Text, 32, |i| Cell::text(i.buyer.party.org_name.as_deref())),
    &invoice("Month", Kind::Month, 10, |i| Cell::Month(i.period.month())),
    &sum("Cost", Kind::Priced, 18, |i| Cell::Amount(i.cost)),
    &STATE,
];

static PORTAL_EXPORT: &[&Field] = &[
    &invoice("Invoice Id", Kind::Number, 11, |i| Cell::Number(i.id)),
    &invoice("Invoice Friendly Id", Kind::Text, 18, |i| Cell::text(i.friendly_id.as_deref())),
    &invoice("Invoice State", Kind::Text, 13, |i| Cell::Text(i.state.as_str().into())),
    &invoice("Paid At", Kind::Moment, 20, |i| Cell::of(i.paid_at, Cell::Moment)),
    &invoice("Due On", Kind::Day, 12, |i| Cell::of(i.due_on, Cell::Day)),
    &invoice("Issued On", Kind::Day, 12, |i| Cell::of(i.issued_on, Cell::Day)),
    &CURRENCY,
    &invoice("Invoice Cost", Kind::Amount, 15, |i| Cell::Amount(i.cost)),
    &invoice("From", Kind::Day, 12, |i| Cell::Day(i.period.from)),
    &invoice("To", Kind::Day, 12, |i| Cell::Day(i.period.to)),
    &invoice("Account Id", Kind::Number, 12, |i| Cell::of(i.buyer.party.id, Cell::Number)),
    &invoice("Organization Name", Kind::Text, 32, |i| Cell::text(i.buyer.party.org_name.as_deref())),
    &invoice("Address", Kind::Text, 28, |i| Cell::text(i.buyer.party.address.as_deref())),
    &invoice("City", Kind::Text, 16, |i| Cell::text(i.buyer.party.city.as_deref())),
    &invoice("State", Kind::Text, 16, |i| Cell::text(i.buyer.party.state.as_deref())),
    &invoice("Country", Kind::Text, 16, |i| Cell::text(i.buyer.party.country.as_deref())),
    &invoice("Zip Code", Kind::Text, 11, |i| Cell::text(i.buyer.party.zip.as_deref())),
    &item("Invoice Line Id", Kind::Number, 14, |l| Cell::Number(l.id)),
    &item("Name", Kind::Text, 32, |l| Cell::text(l.name.as_deref())),
    &item("Description", Kind::Text, 28, |l| Cell::text(l.description.as_deref())),
    &item("Quantity", Kind::Number, 11, |l| Cell::of(l.quantity, Cell::Number)),
    &item("Type", Kind::Text, 22, |l| Cell::text(l.kind.as_ref().map(|kind| kind.as_str()))),
    &Field {
        column: Column::summed("Invoice Line Cost", Kind::Cost, 17),
        of: Of::Item(|l| Cell::of(l.cost, Cell::Amount)),
    },
];
