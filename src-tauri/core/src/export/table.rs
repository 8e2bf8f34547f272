//! Tables before they are files: columns of a kind, rows of typed cells.

use std::{borrow::Cow, io};

use jiff::{Timestamp, civil::Date};
use rust_decimal::Decimal;

use crate::domain::Month;

/// What the cells of a column are, and so how a workbook shows them. Where a cell has no value it is empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Words.
    Text,
    /// An id or a count.
    Number,
    /// Money with two decimals; the row's currency stands in a column of its own.
    Amount,
    /// The same where no column has the currency, so that it stands beside the amount.
    Priced,
    /// What one line costs, with four decimals.
    Cost,
    /// VAT as it was before rounding.
    Vat,
    /// Per cent.
    Rate,
    /// A day.
    Day,
    /// A moment, in UTC.
    Moment,
    /// A month.
    Month,
}

/// A column of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name in the first row.
    pub header: &'static str,
    /// What its cells are.
    pub kind: Kind,
    /// How wide a workbook shows it, in characters.
    pub width: u8,
    /// Whether a workbook adds it up, for each currency by itself.
    pub summed: bool,
}

impl Column {
    /// One that is not added up.
    pub(super) const fn new(header: &'static str, kind: Kind, width: u8) -> Self {
        Self { header, kind, width, summed: false }
    }

    /// One that is added up.
    pub(super) const fn summed(header: &'static str, kind: Kind, width: u8) -> Self {
        Self { header, kind, width, summed: true }
    }
}

/// A value of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell<'a> {
    /// None.
    Empty,
    /// Words.
    Text(Cow<'a, str>),
    /// An id or a count.
    Number(i64),
    /// An amount, or a rate in per cent.
    Amount(Decimal),
    /// A day.
    Day(Date),
    /// A moment.
    Moment(Timestamp),
    /// A month.
    Month(Month),
}

impl<'a> Cell<'a> {
    /// The value, or an empty cell where there is none.
    pub(super) fn of<T>(value: Option<T>, cell: impl FnOnce(T) -> Self) -> Self {
        value.map_or(Self::Empty, cell)
    }

    /// Words, or an empty cell where there are none.
    pub(super) fn text(value: Option<&'a str>) -> Self {
        Self::of(value, |text| Self::Text(text.into()))
    }

    /// A count.
    pub(super) fn count(count: u64) -> Self {
        i64::try_from(count).map_or_else(|_| Self::Text(count.to_string().into()), Self::Number)
    }

    /// As plain text: a point before decimals, days and moments as ISO 8601 has them.
    pub(super) fn plain(&self) -> Cow<'_, str> {
        match self {
            Self::Empty => "".into(),
            Self::Text(text) => Cow::Borrowed(text),
            Self::Number(number) => number.to_string().into(),
            Self::Amount(amount) => amount.to_string().into(),
            Self::Day(day) => day.to_string().into(),
            Self::Moment(moment) => moment.to_string().into(),
            Self::Month(month) => month.to_string().into(),
        }
    }

    /// What it adds to the sum of its column.
    pub(super) fn value(&self) -> Option<Decimal> {
        match self {
            Self::Amount(amount) => Some(*amount),
            Self::Number(number) => Some((*number).into()),
            _ => None,
        }
    }
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row<'a> {
    /// One for each column.
    pub cells: Vec<Cell<'a>>,
    /// The currency its amounts are in, whether or not a column says so.
    pub currency: Option<&'a str>,
}

/// A table without its rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// Its name in a workbook.
    pub name: &'static str,
    /// Its columns.
    pub columns: Vec<Column>,
    /// What a workbook says below it.
    pub notes: Vec<String>,
}

/// Takes the rows of one or several tables, each in its own order.
pub trait TableWriter {
    /// Adds a row to a table; tables count from 0.
    ///
    /// # Errors
    /// When it cannot be written.
    fn row(&mut self, table: usize, row: &Row<'_>) -> io::Result<()>;
}
