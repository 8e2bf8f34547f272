//! Figures as tables.

use jiff::civil::Date;

use super::table::{Cell, Column, Kind, Row, Sheet};
use crate::domain::{CustomerRow, Earnings, Figure, Receivables};

/// A table with all its rows.
pub struct FigureRows<'a> {
    /// Its name and columns.
    pub sheet: Sheet,
    /// Its rows.
    pub rows: Vec<Row<'a>>,
}

fn amount(header: &'static str) -> Column {
    Column::summed(header, Kind::Amount, 15)
}

fn invoices(header: &'static str) -> Column {
    Column::summed(header, Kind::Number, 11)
}

fn customer() -> [Column; 3] {
    let text = |header, width| Column::new(header, Kind::Text, width);
    [Column::new("Customer id", Kind::Number, 12), text("Customer", 32), text("Customer status", 15)]
}

fn currency() -> Column {
    Column::new("Currency", Kind::Text, 10)
}

fn sum<'a>(figure: &Figure) -> Cell<'a> {
    Cell::Amount(figure.amount)
}

fn status<'a>(deleted: bool) -> Cell<'a> {
    Cell::text(deleted.then_some("deleted"))
}

/// Earnings: a row for each month of a currency.
pub fn earnings_table(earnings: &Earnings) -> FigureRows<'_> {
    let mut columns = vec![
        Column::new("Month", Kind::Month, 10),
        currency(),
        invoices("Invoices"),
        amount("Total"),
        amount("In process"),
        amount("Overdue"),
        amount("Paid"),
    ];
    // States this version does not know have a column only where there are some.
    let has_other = earnings.currencies.iter().any(|of_currency| of_currency.sum.other.is_some());
    columns.extend(has_other.then(|| amount("Other")));
    let mut rows = Vec::new();
    for of_currency in &earnings.currencies {
        let currency = of_currency.currency.as_deref();
        rows.extend(of_currency.months.iter().map(|month| {
            let groups = &month.groups;
            let first = [Cell::Month(month.month), Cell::text(currency), Cell::count(groups.total.count)];
            let sums = [&groups.total, &groups.in_process, &groups.overdue, &groups.paid].map(sum);
            let other = has_other.then(|| groups.other.as_ref().map_or(Cell::Empty, sum));
            Row { cells: first.into_iter().chain(sums).chain(other).collect(), currency }
        }));
    }
    FigureRows { sheet: Sheet { name: "Earnings", columns, notes: Vec::new() }, rows }
}

/// What customers owed: a row for each customer of a currency.
pub fn receivables_table(receivables: &Receivables) -> FigureRows<'_> {
    let mut columns = vec![Column::new("As of", Kind::Day, 12)];
    columns.extend(customer());
    columns.extend([currency(), invoices("Invoices"), amount("Total"), amount("Not due")]);
    columns.extend(["1-30 days", "31-60 days", "61-90 days", "91 days and more"].map(amount));
    let mut rows = Vec::new();
    for of_currency in &receivables.currencies {
        let currency = of_currency.currency.as_deref();
        rows.extend(of_currency.customers.iter().map(|customer| {
            let ageing = &customer.ageing;
            let first = [
                Cell::Day(receivables.as_of),
                Cell::of(customer.id, Cell::Number),
                Cell::text(customer.name.as_deref()),
                status(customer.deleted),
                Cell::text(currency),
                Cell::count(ageing.total.count),
                sum(&ageing.total),
                sum(&ageing.not_due),
            ];
            let ages = [&ageing.days_1_30, &ageing.days_31_60, &ageing.days_61_90, &ageing.days_91_up].map(sum);
            Row { cells: first.into_iter().chain(ages).collect(), currency }
        }));
    }
    let notes = receivables.uncertain.iter().cloned().collect();
    FigureRows { sheet: Sheet { name: "Receivables", columns, notes }, rows }
}

/// The list of customers as of a day: a row for each currency of a customer.
pub fn customers_table(customers: &[CustomerRow], as_of: Date) -> FigureRows<'_> {
    let mut columns = customer().to_vec();
    columns.extend([currency(), invoices("Invoices"), amount("Invoiced"), amount("Outstanding"), amount("Overdue")]);
    columns.push(Column::new("Last paid at (UTC)", Kind::Moment, 20));
    columns.push(Column::new("Last paid", Kind::Amount, 15));
    let rows = customers
        .iter()
        .map(|customer| Row { cells: customer_cells(customer), currency: customer.currency.as_deref() });
    let notes = vec![format!("Outstanding and overdue as of {as_of}.")];
    FigureRows { rows: rows.collect(), sheet: Sheet { name: "Customers", columns, notes } }
}

fn customer_cells(customer: &CustomerRow) -> Vec<Cell<'_>> {
    vec![
        Cell::of(customer.id, Cell::Number),
        Cell::text(customer.name.as_deref()),
        status(customer.deleted),
        Cell::text(customer.currency.as_deref()),
        Cell::count(customer.invoiced.count),
        sum(&customer.invoiced),
        sum(&customer.balance),
        sum(&customer.overdue),
        Cell::of(customer.last_paid_at, Cell::Moment),
        Cell::of(customer.last_paid, Cell::Amount),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        Ageing, CurrencyEarnings, CurrencyReceivables, CustomerReceivables, EarningGroups, InvoiceFilter, MonthEarnings,
    };

    fn figure(count: u64, amount: &str) -> Figure {
        Figure { count, amount: amount.parse().unwrap(), filter: InvoiceFilter::default() }
    }

    fn day() -> Date {
        "2026-11-15".parse().unwrap()
    }

    /// The table as text: heads, then rows.
    fn shown(figures: &FigureRows<'_>) -> Vec<String> {
        let heads: Vec<_> = figures.sheet.columns.iter().map(|column| column.header).collect();
        let rows = figures.rows.iter().map(|row| {
            assert_eq!(row.cells.len(), heads.len(), "a cell for each column");
            row.cells.iter().map(|cell| cell.plain().into_owned()).collect::<Vec<_>>().join("|")
        });
        [heads.join("|")].into_iter().chain(rows).collect()
    }

    fn summed(figures: &FigureRows<'_>) -> Vec<&'static str> {
        figures.sheet.columns.iter().filter(|column| column.summed).map(|column| column.header).collect()
    }

    #[test]
    fn earnings_have_a_row_for_each_month_of_a_currency() {
        let groups = |sums: [&str; 4]| EarningGroups {
            total: figure(3, sums[0]),
            in_process: figure(1, sums[1]),
            overdue: figure(1, sums[2]),
            paid: figure(1, sums[3]),
            other: None,
        };
        let month = |month: &str, sums| MonthEarnings { month: month.parse().unwrap(), groups: groups(sums) };
        let of = |currency: Option<&str>, months| CurrencyEarnings {
            currency: currency.map(str::to_owned),
            months,
            sum: groups(["0"; 4]),
        };
        let eur =
            vec![month("2026-10", ["6.00", "1.00", "2.00", "3.00"]), month("2026-09", ["-1.50", "0", "0", "-1.50"])];
        let earnings = Earnings {
            as_of: day(),
            currencies: vec![of(Some("EUR"), eur), of(None, vec![month("2026-09", ["9.00", "9.00", "0", "0"])])],
        };
        let table = earnings_table(&earnings);
        let expected = [
            "Month|Currency|Invoices|Total|In process|Overdue|Paid",
            "2026-10|EUR|3|6.00|1.00|2.00|3.00",
            "2026-09|EUR|3|-1.50|0|0|-1.50",
            "2026-09||3|9.00|9.00|0|0",
        ];
        assert_eq!(shown(&table), expected);
        assert_eq!(summed(&table), ["Invoices", "Total", "In process", "Overdue", "Paid"]);
        assert_eq!(table.rows.iter().map(|row| row.currency).collect::<Vec<_>>(), [Some("EUR"), Some("EUR"), None]);
    }

    #[test]
    fn receivables_have_a_row_for_each_customer_and_say_what_is_uncertain() {
        let ageing = Ageing {
            total: figure(5, "15.00"),
            not_due: figure(1, "1.00"),
            days_1_30: figure(1, "2.00"),
            days_31_60: figure(1, "3.00"),
            days_61_90: figure(1, "4.00"),
            days_91_up: figure(1, "5.00"),
        };
        let customer = |id: Option<i64>, name: &str, deleted| CustomerReceivables {
            id,
            name: Some(name.to_owned()),
            deleted,
            ageing: ageing.clone(),
        };
        let receivables = Receivables {
            as_of: day(),
            currencies: vec![CurrencyReceivables {
                currency: Some("EUR".to_owned()),
                sum: ageing.clone(),
                customer_count: 2,
                customers: vec![customer(Some(7), "Señal", false), customer(None, "=Gone", true)],
            }],
            uncertain: Some("Not all is known.".to_owned()),
        };
        let table = receivables_table(&receivables);
        let expected = [
            "As of|Customer id|Customer|Customer status|Currency|Invoices|Total|Not due|1-30 days|31-60 days|61-90 days|91 days and more",
            "2026-11-15|7|Señal||EUR|5|15.00|1.00|2.00|3.00|4.00|5.00",
            "2026-11-15||=Gone|deleted|EUR|5|15.00|1.00|2.00|3.00|4.00|5.00",
        ];
        assert_eq!(shown(&table), expected);
        assert_eq!(table.sheet.notes, ["Not all is known."]);
        assert_eq!(summed(&table).len(), 7);
    }

    #[test]
    fn customers_have_a_row_for_each_currency() {
        let row = |currency: Option<&str>| CustomerRow {
            id: Some(7),
            name: Some("Señal".to_owned()),
            deleted: false,
            currency: currency.map(str::to_owned),
            invoiced: figure(4, "100.00"),
            balance: figure(2, "30.00"),
            overdue: figure(1, "10.00"),
            last_paid_at: currency.map(|_| "2026-10-03T04:00:00Z".parse().unwrap()),
            last_paid: currency.map(|_| "70.00".parse().unwrap()),
        };
        let rows = [row(Some("EUR")), row(None)];
        let table = customers_table(&rows, day());
        let expected = [
            "Customer id|Customer|Customer status|Currency|Invoices|Invoiced|Outstanding|Overdue|Last paid at (UTC)|Last paid",
            "7|Señal||EUR|4|100.00|30.00|10.00|2026-10-03T04:00:00Z|70.00",
            "7|Señal|||4|100.00|30.00|10.00||",
        ];
        assert_eq!(shown(&table), expected);
        assert_eq!(summed(&table), ["Invoices", "Invoiced", "Outstanding", "Overdue"], "a last payment is no sum");
    }
}
