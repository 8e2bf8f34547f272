//! Workbooks: real days and numbers, and texts that are never formulas.

use std::{
    borrow::Cow,
    collections::{BTreeMap, HashMap},
    io::{self, Write},
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
};

use jiff::{Timestamp, civil::Date, tz::TimeZone};
use rust_decimal::{Decimal, prelude::ToPrimitive};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError};

use super::table::{Cell, Column, Kind, Row, Sheet, TableWriter};

/// Rows of data on one worksheet. Excel holds 1,048,576 rows; the head and the sums need some. What is more goes on to
/// the next worksheet.
const ROWS: u32 = 1_000_000;

/// The longest text of a cell in UTF-16 units.
const LONGEST_TEXT: usize = 32_767;

/// What a text ends with that was longer.
const CUT: &str = " … (cut here: a cell of a workbook holds 32,767 characters)";

/// Numbers with so many digits survive the binary form every spreadsheet keeps them in, digit by digit.
const EXACT_DIGITS: u32 = 15;

/// Writes tables into one workbook. Rows go to a file at once, so that a million need no memory.
pub struct XlsxWriter {
    book: Workbook,
    tables: Vec<Table>,
    formats: Formats,
    rows_per_worksheet: u32,
}

/// A table and how far it is written.
struct Table {
    sheet: Sheet,
    /// The worksheet that is written now.
    index: usize,
    /// How many worksheets it has.
    parts: u32,
    /// The row that comes next, the head is 0.
    next: u32,
    /// Sums of the columns that have one, by currency. Exact: decimals are added here, not by the spreadsheet.
    sums: BTreeMap<String, Vec<Decimal>>,
}

impl XlsxWriter {
    /// Begins a workbook made at `now`, which keeps what is not put together yet as unnamed files in `folder`.
    ///
    /// # Errors
    /// When the folder cannot be written to.
    pub fn new(sheets: Vec<Sheet>, now: Timestamp, folder: &Path) -> io::Result<Self> {
        Self::with_rows(sheets, now, folder, ROWS)
    }

    fn with_rows(sheets: Vec<Sheet>, now: Timestamp, folder: &Path, rows_per_worksheet: u32) -> io::Result<Self> {
        let mut book = Workbook::new();
        let made = ExcelDateTime::from_timestamp(now.as_second()).map_err(io_error)?;
        book.set_properties(&DocProperties::new().set_creation_datetime(&made));
        book.set_tempdir(folder).map_err(io_error)?;
        let mut writer = Self { book, tables: Vec::new(), formats: Formats::new(), rows_per_worksheet };
        for sheet in sheets {
            let table = Table { sheet, index: 0, parts: 0, next: 0, sums: BTreeMap::new() };
            writer.tables.push(table);
            guarded(|| writer.begin_worksheet(writer.tables.len() - 1))?;
        }
        Ok(writer)
    }

    /// Adds a worksheet for the next rows of a table.
    fn begin_worksheet(&mut self, table: usize) -> Result<(), XlsxError> {
        let worksheet = self.book.add_worksheet_with_constant_memory()?;
        let table = &mut self.tables[table];
        table.parts += 1;
        table.next = 1;
        let name = match table.parts {
            1 => table.sheet.name.to_owned(),
            part => format!("{} {part}", table.sheet.name),
        };
        worksheet.set_name(name)?.set_freeze_panes(1, 0)?;
        for (position, column) in (0..).zip(&table.sheet.columns) {
            worksheet.set_column_width(position, column.width)?;
            worksheet.write_string_with_format(0, position, column.header, &self.formats.head)?;
        }
        table.index = self.book.worksheets().len() - 1;
        Ok(())
    }

    fn add(&mut self, table: usize, row: &Row<'_>) -> Result<(), XlsxError> {
        if self.tables[table].next > self.rows_per_worksheet {
            self.filter(table)?;
            self.begin_worksheet(table)?;
        }
        let table = &mut self.tables[table];
        let worksheet = self.book.worksheet_from_index(table.index)?;
        for ((position, column), cell) in (0..).zip(&table.sheet.columns).zip(&row.cells) {
            let format = self.formats.of(column.kind, row.currency, false);
            write(worksheet, (table.next, position), cell, format)?;
        }
        table.next += 1;
        table.add_up(row)
    }

    /// Lets a person filter and sort by the head.
    fn filter(&mut self, table: usize) -> Result<(), XlsxError> {
        let table = &self.tables[table];
        let last = u16::try_from(table.sheet.columns.len() - 1).unwrap_or(u16::MAX);
        self.book.worksheet_from_index(table.index)?.autofilter(0, 0, table.next - 1, last)?;
        Ok(())
    }

    /// Puts it together.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn finish(mut self, out: impl Write + Send) -> io::Result<()> {
        let mut out = FirstFailure { out, failure: None };
        let put_together = guarded(|| {
            for table in 0..self.tables.len() {
                self.filter(table)?;
                self.write_sums(table)?;
            }
            self.book.save_to_writer(&mut out)
        });
        // Its own words are better than those around it.
        match out.failure {
            Some(failure) => Err(failure),
            None => put_together.and_then(|()| out.out.flush()),
        }
    }

    /// A row for each currency behind an empty one, so that filtering and sorting leave them alone.
    fn write_sums(&mut self, table: usize) -> Result<(), XlsxError> {
        let table = &self.tables[table];
        let worksheet = self.book.worksheet_from_index(table.index)?;
        let mut next = table.next + 1;
        for (currency, sums) in &table.sums {
            let label = match currency.as_str() {
                "" => "Total without a currency".to_owned(),
                currency => format!("Total {currency}"),
            };
            worksheet.write_string_with_format(next, 0, fitting(&label), &self.formats.head)?;
            for (position, sum) in table.summed().zip(sums) {
                let kind = table.sheet.columns[usize::from(position)].kind;
                let format = self.formats.of(kind, Some(currency), true);
                write(worksheet, (next, position), &Cell::Amount(*sum), format)?;
            }
            next += 1;
        }
        for note in &table.sheet.notes {
            worksheet.write_string(next + 1, 0, fitting(note))?;
            next += 1;
        }
        Ok(())
    }
}

impl TableWriter for XlsxWriter {
    fn row(&mut self, table: usize, row: &Row<'_>) -> io::Result<()> {
        guarded(|| self.add(table, row))
    }
}

impl Table {
    /// The places of columns that are added up.
    fn summed(&self) -> impl Iterator<Item = u16> + '_ {
        (0..)
            .zip(&self.sheet.columns)
            .filter(|(_, column): &(u16, &Column)| column.summed)
            .map(|(position, _)| position)
    }

    fn add_up(&mut self, row: &Row<'_>) -> Result<(), XlsxError> {
        let summed: Vec<_> = self.summed().collect();
        if summed.is_empty() {
            return Ok(());
        }
        let key = row.currency.unwrap_or_default();
        let sums = match self.sums.get_mut(key) {
            Some(sums) => sums,
            None => self.sums.entry(key.to_owned()).or_insert_with(|| vec![Decimal::ZERO; summed.len()]),
        };
        for (sum, position) in sums.iter_mut().zip(summed) {
            let value = row.cells[usize::from(position)].value().unwrap_or_default();
            let added = sum.checked_add(value);
            *sum = added.ok_or_else(|| XlsxError::ParameterError("a total is out of range".to_owned()))?;
        }
        Ok(())
    }
}

/// A value in its place. What the binary numbers and days of spreadsheets cannot hold is written as text, with all its
/// digits: nothing changes silently.
fn write(
    worksheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &Cell<'_>,
    format: &Format,
) -> Result<(), XlsxError> {
    let number = match cell {
        Cell::Empty => return Ok(()),
        Cell::Text(text) => {
            worksheet.write_string(row, column, fitting(text))?;
            return Ok(());
        }
        Cell::Number(number) => exact((*number).into()),
        Cell::Amount(amount) => exact(*amount),
        Cell::Day(day) => return dated(worksheet, (row, column), cell, excel_day(*day), format),
        Cell::Month(month) => return dated(worksheet, (row, column), cell, excel_day(month.first_day()), format),
        Cell::Moment(moment) => return dated(worksheet, (row, column), cell, excel_moment(*moment), format),
    };
    match number {
        Some(number) => worksheet.write_number_with_format(row, column, number, format)?,
        None => worksheet.write_string_with_format(
            row,
            column,
            cell.plain(),
            &Format::new().set_align(FormatAlign::Right),
        )?,
    };
    Ok(())
}

fn dated(
    worksheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &Cell<'_>,
    moment: Option<ExcelDateTime>,
    format: &Format,
) -> Result<(), XlsxError> {
    match moment {
        Some(moment) => worksheet.write_datetime_with_format(row, column, &moment, format)?,
        None => worksheet.write_string(row, column, cell.plain())?,
    };
    Ok(())
}

/// The number a spreadsheet shows with the same digits, if there is one.
fn exact(amount: Decimal) -> Option<f64> {
    let amount = amount.normalize();
    let fits = amount.mantissa().unsigned_abs() < 10u128.pow(EXACT_DIGITS);
    fits.then(|| amount.to_string().parse().ok()).flatten()
}

/// Days before 1900 are none in Excel; 29 February 1900, which never was, is one, and so the days before are off by one.
fn excel_day(day: Date) -> Option<ExcelDateTime> {
    let year = day.year().to_u16()?;
    let known = day >= jiff::civil::date(1900, 3, 1);
    known.then(|| ExcelDateTime::from_ymd(year, day.month() as u8, day.day() as u8).ok()).flatten()
}

fn excel_moment(moment: Timestamp) -> Option<ExcelDateTime> {
    let moment = moment.to_zoned(TimeZone::UTC);
    let seconds = f64::from(moment.second()) + f64::from(moment.millisecond()) / 1000.0;
    excel_day(moment.date())?.and_hms(moment.hour() as u16, moment.minute() as u8, seconds).ok()
}

/// A text no longer than a cell holds.
fn fitting(text: &str) -> Cow<'_, str> {
    if text.len() <= LONGEST_TEXT || text.encode_utf16().count() <= LONGEST_TEXT {
        return text.into();
    }
    let mut room = LONGEST_TEXT - CUT.encode_utf16().count();
    let end = text.char_indices().find(|(_, c)| {
        let fits = c.len_utf16() <= room;
        room = room.saturating_sub(c.len_utf16());
        !fits
    });
    format!("{}{CUT}", &text[..end.map_or(text.len(), |(at, _)| at)]).into()
}

/// How cells of each kind are shown.
struct Formats {
    head: Format,
    plain: HashMap<(Kind, bool), Format>,
    priced: HashMap<(String, bool), Format>,
}

impl Formats {
    fn new() -> Self {
        Self { head: Format::new().set_bold(), plain: HashMap::new(), priced: HashMap::new() }
    }

    fn of(&mut self, kind: Kind, currency: Option<&str>, bold: bool) -> &Format {
        // Codes only: anything else could mean something in a number format.
        let code = currency.filter(|code| code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_alphabetic()));
        match (kind, code) {
            (Kind::Priced, Some(code)) => self
                .priced
                .entry((code.to_owned(), bold))
                .or_insert_with(|| format(&format!("#,##0.00\\ \"{code}\""), bold)),
            _ => self.plain.entry((kind, bold)).or_insert_with(|| format(number_format(kind), bold)),
        }
    }
}

fn format(number_format: &str, bold: bool) -> Format {
    let format = Format::new().set_num_format(number_format);
    if bold { format.set_bold() } else { format }
}

fn number_format(kind: Kind) -> &'static str {
    match kind {
        Kind::Text | Kind::Rate => "General",
        Kind::Number => "0",
        Kind::Amount | Kind::Priced => "#,##0.00",
        Kind::Cost => "#,##0.00##",
        Kind::Vat => "#,##0.00######",
        Kind::Day => "yyyy-mm-dd",
        Kind::Moment => "yyyy-mm-dd hh:mm:ss",
        Kind::Month => "yyyy-mm",
    }
}

/// The library panics where the file cannot be written that it keeps rows in.
fn guarded(work: impl FnOnce() -> Result<(), XlsxError>) -> io::Result<()> {
    let done = catch_unwind(AssertUnwindSafe(work));
    let failed = |_| Err(io::Error::other("there was no room for the rows that were waiting to be put together"));
    done.map_or_else(failed, |result| result.map_err(io_error))
}

/// The system's own error, so that a full disk is still known as one.
fn io_error(error: XlsxError) -> io::Error {
    match error {
        XlsxError::IoError(error) | XlsxError::TempFileError(_, error) => error,
        other => io::Error::other(other.to_string()),
    }
}

/// Keeps the first failure and takes everything after it, since what is put together tries to end its file all the same.
struct FirstFailure<W> {
    out: W,
    failure: Option<io::Error>,
}

impl<W: Write> Write for FirstFailure<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.failure.is_some() {
            return Ok(bytes.len());
        }
        self.out.write(bytes).map_err(|error| {
            let kind = error.kind();
            if kind != io::ErrorKind::Interrupted {
                self.failure = Some(error);
            }
            kind.into()
        })
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.failure.is_some() { Ok(()) } else { self.out.flush() }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use calamine::{Data, Reader, Xlsx};

    use super::*;

    fn now() -> Timestamp {
        "2026-11-15T12:00:00Z".parse().unwrap()
    }

    fn sheet(columns: &[Column]) -> Sheet {
        Sheet { name: "Data", columns: columns.to_vec(), notes: vec!["A note.".to_owned()] }
    }

    fn amount(text: &str) -> Cell<'_> {
        Cell::Amount(text.parse().unwrap())
    }

    /// The worksheets of a workbook made of these rows, with their names.
    fn written(columns: &[Column], rows: &[Row<'_>], per_worksheet: u32) -> Vec<(String, Vec<Vec<Data>>)> {
        let folder = tempfile::tempdir().unwrap();
        let mut book = XlsxWriter::with_rows(vec![sheet(columns)], now(), folder.path(), per_worksheet).unwrap();
        rows.iter().for_each(|row| book.row(0, row).unwrap());
        let mut bytes = Vec::new();
        book.finish(&mut bytes).unwrap();
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "nothing is left beside it");
        let mut read: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).unwrap();
        let worksheets = read.worksheets().into_iter();
        worksheets.map(|(name, range)| (name, range.rows().map(<[Data]>::to_vec).collect())).collect()
    }

    fn one_column(kind: Kind, cells: Vec<Cell<'_>>) -> Vec<Data> {
        let rows: Vec<_> = cells.into_iter().map(|cell| Row { cells: vec![cell], currency: Some("EUR") }).collect();
        let (_, read) = written(&[Column::new("X", kind, 10)], &rows, ROWS).remove(0);
        read.into_iter().skip(1).take(rows.len()).map(|mut row| row.remove(0)).collect()
    }

    #[test]
    fn texts_are_texts_whatever_they_look_like() {
        let texts = [
            "=1+1",
            "+1",
            "-2.50",
            "@x",
            "00012",
            "1e5",
            "2026-11-15",
            "TRUE",
            "http://example.com",
            "a\u{1}b\u{b}c",
            "_x000D_",
            "a\tb\nc",
            " padded ",
            "🦀 שלום \u{202e}",
            "<&>\"'",
            "#N/A",
        ];
        let read = one_column(Kind::Text, texts.iter().map(|text| Cell::Text((*text).into())).collect());
        assert_eq!(read, texts.map(|text| Data::String(text.to_owned())));
    }

    #[test]
    fn a_text_beyond_what_a_cell_holds_says_that_it_was_cut() {
        for letter in ["x", "é", "🦀"] {
            let longest = letter.repeat(LONGEST_TEXT / letter.encode_utf16().count());
            assert_eq!(fitting(&longest), longest);
            let longer = letter.repeat(40_000);
            let cut = fitting(&longer);
            let units = cut.encode_utf16().count();
            assert!((LONGEST_TEXT - 1..=LONGEST_TEXT).contains(&units) && cut.ends_with(CUT), "{letter}: {units}");
            let read = one_column(Kind::Text, vec![Cell::Text(longer.as_str().into())]);
            assert_eq!(read, [Data::String(cut.clone().into_owned())]);
        }
    }

    #[test]
    fn numbers_are_numbers_and_those_no_number_holds_keep_all_digits_as_text() {
        let exact = ["-5.50", "0", "200.0", "42.259245", "999999999999999", "-9999999999999.99", "0.0001"];
        let read = one_column(Kind::Vat, exact.iter().map(|text| amount(text)).collect());
        assert_eq!(read, exact.map(|text| Data::Float(text.parse().unwrap())));
        let beyond = ["1000000000000000.1", "12345678901234.5678", "-9999999999999999.99", "0.12345678901234567"];
        let read = one_column(Kind::Vat, beyond.iter().map(|text| amount(text)).collect());
        assert_eq!(read, beyond.map(|text| Data::String(text.to_owned())));
        let read = one_column(Kind::Number, vec![Cell::Number(i64::MAX), Cell::Number(-3), Cell::Empty]);
        assert_eq!(read, [Data::String(i64::MAX.to_string()), Data::Float(-3.0), Data::Empty]);
    }

    #[test]
    fn days_and_moments_are_dates() {
        let shown = |cells: Vec<Cell<'_>>, kind| -> Vec<String> {
            let read = one_column(kind, cells).into_iter().map(|cell| match cell {
                Data::DateTime(moment) => {
                    let (year, month, day, hour, minute, second, milli) = moment.to_ymd_hms_milli();
                    format!("{year}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}.{milli:03}")
                }
                other => format!("{other:?}"),
            });
            read.collect()
        };
        let days = ["2026-09-30", "2024-02-29", "9999-12-31", "1900-03-01"].map(|day| Cell::Day(day.parse().unwrap()));
        let expected =
            ["2026-09-30", "2024-02-29", "9999-12-31", "1900-03-01"].map(|day| format!("{day} 00:00:00.000"));
        assert_eq!(shown(days.to_vec(), Kind::Day), expected);
        let before = shown(vec![Cell::Day("1899-12-31".parse().unwrap())], Kind::Day);
        assert_eq!(before, [r#"String("1899-12-31")"#], "no day of Excel's");
        let moment = Cell::Moment("2026-10-03T23:59:59.250Z".parse().unwrap());
        assert_eq!(shown(vec![moment], Kind::Moment), ["2026-10-03 23:59:59.250"]);
        assert_eq!(shown(vec![Cell::Month("2026-09".parse().unwrap())], Kind::Month), ["2026-09-01 00:00:00.000"]);
    }

    #[test]
    fn each_currency_has_its_own_exact_total_and_rows_go_on_to_further_worksheets() {
        let columns = [Column::new("Id", Kind::Number, 10), Column::summed("Total", Kind::Priced, 10)];
        let amounts = [
            (Some("EUR"), "0.10"),
            (Some("USD"), "5.00"),
            (Some("EUR"), "0.20"),
            (None, "-1.00"),
            (Some("EUR"), "-0.05"),
            (Some("JPY"), "900000000000000.25"),
            (Some("JPY"), "900000000000000.50"),
        ];
        let row = |(id, (currency, text)): (i64, &(Option<&'static str>, &'static str))| Row {
            cells: vec![Cell::Number(id), amount(text)],
            currency: *currency,
        };
        let rows: Vec<_> = (1..).zip(&amounts).map(row).collect();
        let worksheets = written(&columns, &rows, 3);
        let names: Vec<_> = worksheets.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["Data", "Data 2", "Data 3"]);
        let mut ids = Vec::new();
        for (_, rows) in &worksheets {
            assert_eq!(rows[0], ["Id", "Total"].map(|head| Data::String(head.to_owned())));
            ids.extend(rows[1..].iter().take_while(|row| row[0] != Data::Empty).map(|row| row[0].clone()));
        }
        assert_eq!(ids, (1..=7).map(|id| Data::Float(id.into())).collect::<Vec<_>>(), "none is dropped");
        let text = |text: &str| Data::String(text.to_owned());
        let expected = [
            [Data::Empty, Data::Empty],
            [text("Total without a currency"), Data::Float(-1.0)],
            [text("Total EUR"), Data::Float(0.25)],
            [text("Total JPY"), text("1800000000000000.75")],
            [text("Total USD"), Data::Float(5.0)],
            [Data::Empty, Data::Empty],
            [text("A note."), Data::Empty],
        ];
        assert_eq!(worksheets[2].1[2..], expected);
    }

    #[test]
    fn a_full_disk_is_still_known_as_one() {
        struct Full(usize);
        impl Write for Full {
            fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
                self.0 = self.0.checked_sub(bytes.len()).ok_or(io::ErrorKind::StorageFull)?;
                Ok(bytes.len())
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        let folder = tempfile::tempdir().unwrap();
        let columns = [Column::new("X", Kind::Text, 10)];
        for room in [0, 500, 2_000] {
            let book = XlsxWriter::new(vec![sheet(&columns)], now(), folder.path()).unwrap();
            let error = book.finish(Full(room)).unwrap_err();
            assert_eq!(error.kind(), io::ErrorKind::StorageFull, "{error}");
        }
        let nowhere = folder.path().join("gone");
        let error = XlsxWriter::new(vec![sheet(&columns)], now(), &nowhere).err().unwrap();
        assert_eq!(error.kind(), io::ErrorKind::NotFound);
    }
}
