//! What the sample data promises.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, date};
use rust_decimal::Decimal;

use super::portal;
use crate::Options;
use crate::portal::{LineItemKind, Portal, State};

const TODAY: Date = date(2026, 10, 8);

fn sample(invoices: usize, today: Date) -> Portal {
    portal(&Options { invoices, today, ..Options::default() })
}

fn share(portal: &Portal, state: State) -> usize {
    let held = portal.invoices().iter().filter(|invoice| invoice.state == state).count();
    held * 1000 / portal.invoices().len()
}

#[test]
fn the_same_options_give_the_same_data() {
    assert_eq!(sample(120, TODAY).truth_json(), sample(120, TODAY).truth_json());
    let other = portal(&Options { invoices: 120, today: TODAY, seed: "other".to_owned(), ..Options::default() });
    assert_ne!(sample(120, TODAY).truth_json(), other.truth_json());
}

#[test]
fn ids_ascend_with_gaps_and_numbers_are_unique() {
    let portal = sample(400, TODAY);
    let ids: Vec<u64> = portal.invoices().iter().map(|invoice| invoice.id).collect();
    assert_eq!(ids.len(), 400);
    assert!(ids.is_sorted_by(|a, b| a < b));
    assert!(ids.windows(2).any(|pair| pair[1] > pair[0] + 1));
    let numbers: BTreeSet<&str> = portal.invoices().iter().map(|invoice| invoice.friendly_id.as_str()).collect();
    assert_eq!(numbers.len(), 400);
    assert!(portal.invoices().is_sorted_by_key(|invoice| invoice.created_at));
}

#[test]
fn nothing_happened_in_the_future() {
    for today in [TODAY, date(2026, 3, 1), date(2024, 2, 29), date(2026, 12, 31)] {
        let portal = sample(300, today);
        for invoice in portal.invoices() {
            let payments = invoice.payments.iter().map(|payment| payment.created_at);
            let moments = [invoice.created_at, invoice.updated_at].into_iter().chain(invoice.paid_at).chain(payments);
            assert!(moments.into_iter().all(|moment| moment <= portal.now()), "{}", invoice.id);
            assert!(invoice.issued_on.is_none_or(|day| day <= today), "{}", invoice.id);
            assert!(invoice.created_at <= invoice.updated_at, "{}", invoice.id);
        }
    }
}

#[test]
fn states_fit_dates_amounts_and_payments() {
    for invoice in sample(2000, TODAY).invoices() {
        let failed = invoice.payments.iter().filter(|payment| !payment.success).count();
        let paid = invoice.payments.len() - failed;
        assert_eq!(invoice.paid_at.is_some(), invoice.state == State::Paid);
        assert_eq!(invoice.frozen.is_some(), invoice.issued_on.is_some());
        match invoice.state {
            State::Open | State::Finalized => assert_eq!((invoice.issued_on, invoice.payments.len()), (None, 0)),
            State::Pending => assert!(invoice.issued_on.is_some() && paid == 0),
            State::Unpaid => assert!((1..=2).contains(&failed) && paid == 0),
            State::Failed => assert_eq!((failed, paid), (3, 0)),
            State::Paid => assert!(invoice.issued_on.is_some() && paid <= 1),
            State::Cancelled => assert_eq!(paid, 0),
        }
        assert!(invoice.payments.iter().all(|payment| payment.amount == invoice.totals().cost));
        assert!(paid == 0 || invoice.totals().cost > Decimal::ZERO);
    }
}

#[test]
fn a_healthy_business_is_mostly_paid() {
    let portal = sample(5000, TODAY);
    assert!((700..900).contains(&share(&portal, State::Paid)));
    for state in State::ALL {
        assert!(share(&portal, state) > 0, "{state}");
    }
    let mut months = BTreeMap::new();
    for invoice in portal.invoices() {
        *months.entry(invoice.period).or_insert(0) += 1;
    }
    assert_eq!(months.len(), super::MONTHS);
    let counts: Vec<i32> = months.into_values().collect();
    assert!(counts[17] > counts[0] * 2);
    let cancelled = portal.invoices().iter().filter(|invoice| invoice.state == State::Cancelled);
    assert!(cancelled.filter(|invoice| invoice.issued_on.is_none()).count() > 10);
}

#[test]
fn line_items_are_as_many_and_as_odd_as_in_life() {
    let portal = sample(2000, TODAY);
    let items: Vec<_> = portal.invoices().iter().flat_map(|invoice| &invoice.line_items).collect();
    let per_invoice = items.len() as f64 / portal.invoices().len() as f64;
    assert!((4.0..5.0).contains(&per_invoice), "{per_invoice}");
    assert!(items.windows(2).all(|pair| pair[0].id < pair[1].id));
    assert!(items.iter().any(|item| item.cost < Decimal::ZERO));
    assert!(items.iter().any(|item| item.kind == LineItemKind::ByHand));
    assert!(items.iter().any(|item| item.name.as_deref().is_some_and(|name| name.contains(['&', '<', '>']))));
    assert!(items.iter().all(|item| item.metric_id.is_none_or(|id| portal.tenant().metric_ids.contains(&id))));
    let small = sample(200, TODAY);
    assert!(small.invoices().iter().filter(|invoice| invoice.line_items.len() >= 45).count() >= 2);
    assert!(small.invoices().iter().any(|invoice| invoice.line_items.is_empty()));
}

#[test]
fn customers_are_many_different_and_three_were_deleted() {
    let portal = sample(14_000, TODAY);
    let names: BTreeSet<&str> = portal.accounts().map(|account| &*account.org_name).collect();
    assert_eq!(names.len(), 2000 - 3);
    let rates: BTreeSet<Option<Decimal>> = portal.accounts().map(|account| account.vat_rate).collect();
    assert!(rates.contains(&None) && rates.contains(&Some(Decimal::ZERO)) && rates.len() > 3);
    let currencies: BTreeSet<&str> =
        portal.invoices().iter().filter_map(|held| portal.currency(held)).map(|c| &**c).collect();
    assert_eq!(currencies, BTreeSet::from(["EUR", "USD"]));
    let orphans = portal.invoices().iter().filter(|invoice| portal.buyer(invoice).is_none());
    assert!(orphans.clone().count() > 3);
    assert!(orphans.clone().all(|invoice| invoice.state != State::Open));
}

#[test]
fn small_samples_work_too() {
    for count in [0, 1, 7, 18, 55] {
        assert_eq!(sample(count, TODAY).invoices().len(), count);
    }
}
