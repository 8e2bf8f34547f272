//! Sums as people read them on a terminal, a table per currency.

use billfold_core::{
    api::types::{
        Ageing, CurrencyEarnings, CurrencyReceivables, CustomerList, EarningGroups, Earnings, Figure, Receivables,
    },
    domain::group_thousands,
};

use crate::print::{note, optional, out, plain, table};

fn amount(figure: &Figure) -> String {
    group_thousands(figure.amount)
}

fn currency_words(currency: Option<&str>) -> String {
    currency.map_or_else(|| "Without currency".to_owned(), plain)
}

fn customer_words(name: Option<&String>, deleted: bool) -> String {
    format!("{}{}", optional(name), if deleted { " (deleted)" } else { "" })
}

/// Month by month.
pub fn earnings(earnings: &Earnings) {
    if earnings.currencies.is_empty() {
        out("No invoices in these months");
    }
    earnings.currencies.iter().for_each(earnings_in);
}

fn earnings_in(earnings: &CurrencyEarnings) {
    let with_other = earnings.sum.other.is_some();
    let mut header = vec!["Month", "Invoices", "Total", "In process", "Overdue", "Paid"];
    header.extend(with_other.then_some("Other"));
    let right: Vec<usize> = (1..header.len()).collect();
    let mut table = table(&header, &right);
    let mut add = |name: String, groups: &EarningGroups| {
        let figures = [&groups.total, &groups.in_process, &groups.overdue, &groups.paid];
        let mut row = vec![name, groups.total.count.to_string()];
        row.extend(figures.map(amount));
        row.extend(with_other.then(|| groups.other.as_ref().map_or_else(|| group_thousands(0.into()), amount)));
        table.add_row(row);
    };
    earnings.months.iter().for_each(|month| add(month.month.to_string(), &month.groups));
    add("All".to_owned(), &earnings.sum);
    out(&currency_words(earnings.currency.as_deref()));
    out(&table.trim_fmt());
}

/// By age and customer.
pub fn receivables(receivables: &Receivables) {
    if receivables.currencies.is_empty() {
        out(&format!("Nothing outstanding on {}", receivables.as_of));
    }
    for currency in &receivables.currencies {
        out(&format!("{} on {}", currency_words(currency.currency.as_deref()), receivables.as_of));
        receivables_in(currency);
    }
    if let Some(words) = &receivables.uncertain {
        note(&format!("note: {words}"));
    }
}

fn receivables_in(receivables: &CurrencyReceivables) {
    let header =
        ["Customer", "Id", "Invoices", "Total", "Not due", "1–30 days", "31–60 days", "61–90 days", "91 days and more"];
    let mut table = table(&header, &[1, 2, 3, 4, 5, 6, 7, 8]);
    let mut add = |name: String, id: String, ageing: &Ageing| {
        let Ageing { total, not_due, days_1_30, days_31_60, days_61_90, days_91_up } = ageing;
        let mut row = vec![name, id, total.count.to_string()];
        row.extend([total, not_due, days_1_30, days_31_60, days_61_90, days_91_up].map(amount));
        table.add_row(row);
    };
    for customer in &receivables.customers {
        add(customer_words(customer.name.as_ref(), customer.deleted), optional(customer.id), &customer.ageing);
    }
    add(format!("All customers ({})", receivables.customer_count), String::new(), &receivables.sum);
    out(&table.trim_fmt());
}

/// Customers in the order asked for, each currency by itself; those without invoices come last.
pub fn customers(list: &CustomerList) {
    for sum in &list.sums {
        let of_currency = |currency: &Option<String>| *currency == sum.currency;
        out(&currency_words(sum.currency.as_deref()));
        customers_in(list, of_currency, Some((&sum.balance, &sum.overdue)));
    }
    let told = |currency: &Option<String>| list.sums.iter().any(|sum| sum.currency == *currency);
    if list.rows.iter().any(|row| !told(&row.currency)) {
        out("Without invoices");
        customers_in(list, |currency| !told(currency), None);
    }
    out(&format!("Customers: {}", list.customers));
}

fn customers_in(list: &CustomerList, wanted: impl Fn(&Option<String>) -> bool, sums: Option<(&Figure, &Figure)>) {
    let header = ["Customer", "Id", "Invoices", "Invoiced", "Balance", "Overdue", "Last paid", "Amount"];
    let mut table = table(&header, &[1, 2, 3, 4, 5, 7]);
    for row in list.rows.iter().filter(|row| wanted(&row.currency)) {
        table.add_row([
            customer_words(row.name.as_ref(), row.deleted),
            optional(row.id),
            row.invoiced.count.to_string(),
            amount(&row.invoiced),
            amount(&row.balance),
            amount(&row.overdue),
            optional(row.last_paid_at.map(|at| at.strftime("%Y-%m-%d").to_string())),
            row.last_paid.map_or_else(|| optional::<String>(None), group_thousands),
        ]);
    }
    if let Some((balance, overdue)) = sums {
        let cells = ["All", "", "", "", &amount(balance), &amount(overdue), "", ""];
        table.add_row(cells.map(str::to_owned));
    }
    out(&table.trim_fmt());
}
