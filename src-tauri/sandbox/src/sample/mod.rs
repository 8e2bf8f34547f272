//! Believable sample data: the same seed, count and day always give the same.

mod customers;
mod history;
mod items;
mod places;
mod random;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use jiff::civil::date;
use jiff::tz::Offset;
use jiff::{Timestamp, ToSpan};

use self::customers::Customer;
use self::history::Historian;
use self::items::{Catalogue, Items};
pub(crate) use self::random::Random;
use crate::Options;
use crate::portal::{Address, CreationType, Frozen, Invoice, Month, Portal, State, Tenant, Text};

/// Months the invoices are spread over, the current one included, unless there are very many.
const MONTHS: usize = 18;
/// Beyond that many invoices in a month on average the past grows longer instead: a customer has one a month.
const MOST_A_MONTH: usize = 800;
/// Months ago since when the deleted customers are billed no more.
const DELETED_SINCE: usize = 4;
/// Places of the deleted customers among all.
const DELETED: [usize; 3] = [3, 5, 7];

/// The portal of the sample company.
pub fn portal(options: &Options) -> Portal {
    let mut random = Random::from_text(&options.seed);
    let current = Month::of(options.today);
    let months = months(options.invoices);
    let start = midnight(current.plus(-(months.len() as i32)));
    let count = (options.invoices / 7).clamp(8, 2000);
    let customers = customers::customers(&mut random, count, start);
    let mut portal = Portal::new(tenant(), options.now());
    for customer in &customers {
        portal.put_account(customer.account.clone());
    }
    let mut writer = Writer {
        portal: &mut portal,
        customers: &customers,
        random,
        catalogue: Catalogue::new(),
        last_item_id: 50_000,
        last_payment_id: 10_000,
        last_id: 1000,
        written: 0,
    };
    for (index, invoices) in months.iter().enumerate() {
        writer.month(current, months.len() - 1 - index, *invoices);
    }
    for place in DELETED {
        // There are always more customers than that.
        let _ = portal.delete_customer(customers[place].account.id);
    }
    portal
}

/// The issuer of the sample data.
pub(crate) fn tenant() -> Tenant {
    Tenant {
        id: 2,
        org_name: Text::from("Farnsworth APIs S.L."),
        address: Arc::new(Address {
            line1: Some(Text::from("Paseo de la Castellana 77")),
            line2: Some(Text::from("Planta 4")),
            city: Some(Text::from("Madrid")),
            state: Some(Text::from("Madrid")),
            country: Some(Text::from("Spain")),
            phone: Some(Text::from("+34 915 550 199")),
            zip: Some(Text::from("28046")),
        }),
        vat_code: Some(Text::from("ESB83456789")),
        fiscal_code: Some(Text::from("B-83456789")),
        currency: Text::from("EUR"),
        admin_domain: Text::from("localhost"),
        created_at: midnight(Month::of(date(2011, 1, 1))).saturating_add(106.hours()).unwrap_or_default(),
        vat_code_label: Text::from("VAT Code"),
        vat_rate_label: Text::from("Vat rate"),
        metric_ids: Catalogue::metric_ids(),
    }
}

/// How many invoices each month has, oldest first: the business grows.
fn months(total: usize) -> Vec<usize> {
    let months = MONTHS.max(total / MOST_A_MONTH);
    let weights = || (0..months).map(|index| 10 * (MONTHS - 1) + 17 * index * (MONTHS - 1) / (months - 1));
    let sum: usize = weights().sum();
    let mut reached = 0;
    let mut given = 0;
    weights()
        .map(|weight| {
            reached += weight;
            let here = total * reached / sum - given;
            given += here;
            here
        })
        .collect()
}

fn midnight(month: Month) -> Timestamp {
    let midnight = month.first_day().to_datetime(jiff::civil::Time::midnight());
    Offset::UTC.to_timestamp(midnight).unwrap_or(Timestamp::UNIX_EPOCH)
}

struct Writer<'a> {
    portal: &'a mut Portal,
    customers: &'a [Customer],
    random: Random,
    catalogue: Catalogue,
    last_item_id: u64,
    last_payment_id: u64,
    last_id: u64,
    written: usize,
}

impl Writer<'_> {
    /// The invoices of the month `age` months ago.
    fn month(&mut self, current: Month, age: usize, count: usize) {
        let period = current.plus(-(age as i32));
        let span = items::whole_month(period);
        let mut billed = self.billed(age);
        self.random.shuffle(&mut billed);
        // All of a month's invoices are made in its first night, also when there are very many.
        let step = (36_000 / count.max(1) as i64).clamp(1, 60);
        for index in 0..count {
            let created_at = midnight(period).saturating_add((600 + step * index as i64).seconds()).unwrap_or_default();
            let customer = &self.customers[billed[index % billed.len()]];
            // Whoever has one already got the second by hand.
            let by_hand = index >= billed.len() || self.random.permille(40);
            self.last_id += 1 + [0, 0, 0, 1, 1, 2, 4][self.random.below(7)];
            let mut invoice = Invoice {
                id: self.last_id,
                friendly_id: format!("{period}-{:08}", index + 1),
                creation_type: if by_hand { CreationType::Manual } else { CreationType::Background },
                state: State::Open,
                period,
                account_id: customer.account.id,
                vat_rate: customer.account.vat_rate,
                frozen: None,
                issued_on: None,
                due_on: None,
                paid_at: None,
                created_at,
                updated_at: created_at,
                line_items: self.items(customer, &span),
                payments: Vec::new(),
            };
            self.live(&mut invoice, customer, age);
            self.portal.put_invoice(invoice);
            self.written += 1;
        }
    }

    /// Who is billed in that month: those who had joined, without those who had left.
    fn billed(&self, age: usize) -> Vec<usize> {
        let all = self.customers.len();
        // Most customers of today joined within the first months shown.
        let joined = |place: usize| place * 100 < all * (45 + 55 * MONTHS.saturating_sub(age) / MONTHS);
        let left = |place: usize| age < DELETED_SINCE && DELETED.contains(&place);
        (0..all).filter(|place| joined(*place) && !left(*place)).collect()
    }

    fn items(&mut self, customer: &Customer, span: &Text) -> Vec<crate::portal::LineItem> {
        // A few long ones in every sample, to have documents of several pages, and a few empty ones.
        let long = matches!(self.written, 17 | 61 | 140) || self.written % 700 == 699;
        let count = match self.random.below(1000) {
            _ if long => self.random.between(46, 72) as usize,
            0..25 => 0,
            _ => 1 + self.random.below(8),
        };
        let mut items = Items { catalogue: &self.catalogue, last_id: self.last_item_id };
        let made = items.make(&mut self.random, customer, span, count);
        self.last_item_id = items.last_id;
        made
    }

    fn live(&mut self, invoice: &mut Invoice, customer: &Customer, age: usize) {
        let tenant = self.portal.tenant();
        let currency = customer.account.currency.as_ref().unwrap_or(&tenant.currency);
        let (now, last_payment_id) = (self.portal.now(), self.last_payment_id);
        let mut historian = Historian { random: &mut self.random, now, last_payment_id };
        historian.live(invoice, age, currency);
        self.last_payment_id = historian.last_payment_id;
        if invoice.issued_on.is_some() {
            invoice.frozen = Some(Frozen {
                provider: Arc::clone(&tenant.address),
                buyer: Arc::clone(&customer.account.address),
                currency: currency.clone(),
            });
        }
    }
}
