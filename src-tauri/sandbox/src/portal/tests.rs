//! Changes and what they do to `updated_at`.

use jiff::SignedDuration;
use jiff::civil::date;
use rust_decimal::Decimal;

use super::{Card, Month, NewLineItem, Portal, Refusal, State};
use crate::{Options, sample};

/// A portal with one open invoice of 100.00 and VAT 21 %, its clock an hour after the invoice was made.
fn portal() -> (Portal, u64, u64) {
    let options = Options { invoices: 0, today: date(2026, 10, 8), ..Options::default() };
    let mut portal = sample::portal(&options);
    let customer = portal.accounts().next().unwrap().id;
    portal.edit_customer(customer, |account| account.vat_rate = Some(Decimal::from(21))).unwrap();
    portal.set_card(customer, Card::Approves).unwrap();
    let id = portal.create_invoice(customer, Month::parse("2026-10").unwrap()).unwrap();
    portal.add_line_item(id, NewLineItem::by_hand("Fee", Decimal::ONE_HUNDRED)).unwrap();
    portal.advance(SignedDuration::from_hours(1));
    (portal, id, customer)
}

/// Whether the change moves the invoice's `updated_at`.
fn moves(change: impl FnOnce(&mut Portal, u64, u64)) -> bool {
    let (mut portal, id, customer) = portal();
    let before = portal.invoice(id).unwrap().updated_at;
    change(&mut portal, id, customer);
    portal.invoice(id).unwrap().updated_at != before
}

#[test]
fn some_changes_do_not_show_in_updated_at() {
    assert!(!moves(|p, id, _| assert!(p.add_line_item(id, NewLineItem::by_hand("More", Decimal::TEN)).is_ok())));
    assert!(!moves(|p, id, _| {
        let item = p.invoice(id).unwrap().line_items[0].id;
        p.swap_line_item(id, item, "Another").unwrap();
    }));
    assert!(!moves(|p, id, _| p.remove_line_item(id, p.invoice(id).unwrap().line_items[0].id).unwrap()));
    assert!(!moves(|p, _, customer| p.rename_customer(customer, "New name").unwrap()));
    assert!(!moves(|p, _, customer| p.delete_customer(customer).unwrap()));
    assert!(!moves(|p, id, _| assert!(p.add_failed_payment(id).is_ok())));
    assert!(!moves(|p, id, _| p.set_number(id, "2026-10-00000001").unwrap()));
    assert!(moves(|p, id, _| p.set_number(id, "2026-10-00000009").unwrap()));
    assert!(moves(|p, id, _| p.set_period(id, Month::parse("2026-11").unwrap()).unwrap()));
    assert!(moves(|p, id, _| p.transition(id, State::Finalized).unwrap()));
}

#[test]
fn a_swap_keeps_the_total_and_changes_the_id() {
    let (mut portal, id, _) = portal();
    let before = portal.invoice(id).unwrap().clone();
    portal.swap_line_item(id, before.line_items[0].id, "Another").unwrap();
    let after = portal.invoice(id).unwrap();
    assert_eq!(after.totals(), before.totals());
    assert_ne!(after.line_items[0].id, before.line_items[0].id);
}

#[test]
fn issuing_freezes_addresses_rate_and_currency_but_not_the_name() {
    let (mut portal, id, customer) = portal();
    portal.transition(id, State::Pending).unwrap();
    let edit = |account: &mut super::Account| {
        account.vat_rate = None;
        account.org_name = "New name".into();
        account.address = std::sync::Arc::default();
    };
    portal.edit_customer(customer, edit).unwrap();
    portal.tenant_mut().currency = "GBP".into();
    let invoice = portal.invoice(id).unwrap();
    let (buyer, address) = portal.buyer(invoice).unwrap();
    assert_eq!(&*buyer.org_name, "New name");
    assert!(address.line1.is_some());
    assert_eq!(invoice.vat_rate, Some(Decimal::from(21)));
    assert_ne!(portal.currency(invoice).map(|currency| &**currency), Some("GBP"));
    assert_eq!((invoice.issued_on, invoice.due_on), (Some(date(2026, 10, 8)), Some(date(2026, 10, 10))));
}

#[test]
fn an_open_invoice_follows_the_rate_of_its_customer() {
    let (mut portal, id, customer) = portal();
    portal.edit_customer(customer, |account| account.vat_rate = Some(Decimal::ZERO)).unwrap();
    assert_eq!(portal.invoice(id).unwrap().vat_rate, Some(Decimal::ZERO));
}

#[test]
fn a_charge_that_goes_through_pays_the_invoice() {
    let (mut portal, id, _) = portal();
    let early = portal.charge(id).unwrap_err().to_string();
    assert_eq!(early, format!("State Invoice {id} is not in chargeable state!"));
    portal.transition(id, State::Pending).unwrap();
    portal.charge(id).unwrap();
    let invoice = portal.invoice(id).unwrap();
    assert_eq!((invoice.state, invoice.paid_at), (State::Paid, Some(portal.now())));
    assert_eq!((invoice.payments[0].success, invoice.payments[0].amount), (true, Decimal::from(121)));
}

#[test]
fn a_declined_card_adds_a_failed_payment_and_a_missing_one_nothing() {
    for (card, payments) in [(Card::Declines, 1), (Card::Missing, 0)] {
        let (mut portal, id, customer) = portal();
        portal.set_card(customer, card).unwrap();
        portal.transition(id, State::Pending).unwrap();
        let refusal = portal.charge(id).unwrap_err();
        assert_eq!(refusal.to_string(), "Failed to charge the credit card.");
        let invoice = portal.invoice(id).unwrap();
        assert_eq!((invoice.state, invoice.payments.len()), (State::Pending, payments));
        assert!(invoice.payments.iter().all(|payment| !payment.success));
    }
}

#[test]
fn charging_nothing_cancels() {
    let (mut portal, id, _) = portal();
    portal.add_line_item(id, NewLineItem::by_hand("Refund", Decimal::from(-100))).unwrap();
    portal.transition(id, State::Pending).unwrap();
    assert!(portal.charge(id).is_err());
    let invoice = portal.invoice(id).unwrap();
    assert_eq!((invoice.state, invoice.payments.len()), (State::Cancelled, 0));
}

#[test]
fn an_invoice_of_a_deleted_customer_cannot_be_issued() {
    let (mut portal, id, customer) = portal();
    portal.delete_customer(customer).unwrap();
    assert_eq!(portal.transition(id, State::Pending), Err(Refusal::Broken));
    assert_eq!(portal.invoice(id).unwrap().state, State::Open);
    portal.transition(id, State::Cancelled).unwrap();
}

#[test]
fn numbers_may_repeat_but_need_their_form() {
    let (mut portal, id, customer) = portal();
    let month = Month::parse("2026-10").unwrap();
    let second = portal.create_invoice(customer, month).unwrap();
    assert_eq!(portal.invoice(second).unwrap().friendly_id, "2026-10-00000002");
    let taken = portal.invoice(id).unwrap().friendly_id.clone();
    portal.set_number(second, &taken).unwrap();
    portal.set_number(second, "2026-00000001").unwrap();
    for wrong in ["", "17", "2026-10-0000001", "2026-10-0000000x", "202610-00000001"] {
        assert!(portal.set_number(second, wrong).is_err(), "{wrong}");
    }
}

#[test]
fn line_items_change_only_before_issue_and_only_with_what_exists() {
    let (mut portal, id, customer) = portal();
    let fee = || NewLineItem::by_hand("Fee", Decimal::ONE);
    let unknown = [
        NewLineItem { metric_id: Some(1), ..fee() },
        NewLineItem { contract_id: Some(1), ..fee() },
        NewLineItem { plan_id: Some(1), ..fee() },
    ];
    for item in unknown {
        assert_eq!(portal.add_line_item(id, item), Err(Refusal::NotFound));
    }
    assert!(portal.add_line_item(id, NewLineItem { kind: "LineItem::Other".to_owned(), ..fee() }).is_err());
    assert!(portal.add_line_item(id, NewLineItem::by_hand(&"x".repeat(256), Decimal::ONE)).is_err());
    let contract = portal.account(customer).unwrap().contracts[0];
    portal.add_line_item(id, NewLineItem { contract_id: Some(contract.id), ..fee() }).unwrap();
    let item = portal.invoice(id).unwrap().line_items[1].clone();
    assert_eq!((item.plan_id, item.contract_kind), (Some(contract.plan_id), Some(contract.kind)));
    portal.transition(id, State::Pending).unwrap();
    assert_eq!(portal.add_line_item(id, fee()).unwrap_err().to_string(), "Invalid invoice state");
    assert_eq!(portal.remove_line_item(id, item.id), Err(Refusal::NotEditable));
}
