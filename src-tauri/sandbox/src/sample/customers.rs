//! The made-up customers.

use std::collections::HashSet;
use std::sync::Arc;

use jiff::{Timestamp, ToSpan};
use rust_decimal::Decimal;

use super::Random;
use super::places::{PLACES, Place, REGULARS};
use crate::portal::{Account, Address, Card, Contract, ContractKind, Text};

/// Id of the first customer.
const FIRST_ID: u64 = 101;

/// A customer and what the generator knows about it beyond the portal.
pub(super) struct Customer {
    pub account: Account,
    /// How much it uses, in percent of the average.
    pub size: i64,
}

/// So many customers, made at times from `start` on. The first three will have been deleted.
pub(super) fn customers(random: &mut Random, count: usize, start: Timestamp) -> Vec<Customer> {
    let mut names = HashSet::new();
    (0..count).map(|index| customer(random, index, start, &mut names)).collect()
}

fn customer(random: &mut Random, index: usize, start: Timestamp, names: &mut HashSet<String>) -> Customer {
    let id = FIRST_ID + index as u64;
    let (name, place) = match REGULARS.get(index) {
        Some((name, place)) => ((*name).to_owned(), &PLACES[*place]),
        None => company(random, names),
    };
    names.insert(name.clone());
    let created_at = start.saturating_add((index as i64 * 7 % 480).hours()).unwrap_or(start);
    let account = Account {
        id,
        org_name: Text::from(name),
        address: Arc::new(address(random, place)),
        vat_code: (!random.permille(120)).then(|| code(random, place.vat_prefix, 8)),
        vat_rate: vat_rate(random, place),
        fiscal_code: random.permille(550).then(|| code(random, "F", 7)),
        po_number: random.permille(300).then(|| code(random, "PO-", 6)),
        currency: (place.currency != "EUR").then(|| Text::from(place.currency)),
        card: *random.pick(&[
            Card::Approves,
            Card::Approves,
            Card::Approves,
            Card::Approves,
            Card::Declines,
            Card::Missing,
        ]),
        contracts: contracts(random, id),
        created_at,
        updated_at: created_at,
        deleted: false,
    };
    let size = *random.pick(&[20, 45, 70, 90, 100, 120, 180, 320]);
    Customer { account, size }
}

/// A company nobody else has. Once a country's names are used up, its city tells branches apart.
fn company(random: &mut Random, taken: &HashSet<String>) -> (String, &'static Place) {
    let place = random.pick(PLACES);
    let mut name = company_name(random, place);
    for _ in 0..8 {
        if !taken.contains(&name) {
            return (name, place);
        }
        name = company_name(random, place);
    }
    let city = random.pick(place.cities).0;
    while taken.contains(&name) {
        name = format!("{} – {city} {}", company_name(random, place), random.between(2, 99));
    }
    (name, place)
}

fn company_name(random: &mut Random, place: &Place) -> String {
    let between = place.between;
    format!("{}{between}{}{between}{}", random.pick(place.stems), random.pick(place.trades), place.form)
}

fn address(random: &mut Random, place: &Place) -> Address {
    let (city, state, zip) = *random.pick(place.cities);
    let mut maybe =
        |permille: usize, text: &str| (!text.is_empty() && random.permille(permille)).then(|| Text::from(text));
    let (city, state, zip) = (maybe(970, city), maybe(600, state), maybe(880, zip));
    let country = maybe(960, place.country);
    Address {
        line1: Some(Text::from(*random.pick(place.streets))),
        line2: random.permille(650).then(|| Text::from(*random.pick(place.floors))),
        city,
        state,
        country,
        phone: random.permille(750).then(|| Text::from(format!("{} {:04}", place.phone, random.below(10_000)))),
        zip,
    }
}

fn code(random: &mut Random, prefix: &str, digits: u32) -> Text {
    let low = 10_i64.pow(digits - 1);
    Text::from(format!("{prefix}{}", random.between(low, low * 10 - 1)))
}

fn vat_rate(random: &mut Random, place: &Place) -> Option<Decimal> {
    let tenths = *random.pick(place.vat_rates);
    (tenths >= 0).then(|| Decimal::new(tenths, 1))
}

/// One application, often a second, sometimes a subscription to a service.
fn contracts(random: &mut Random, account_id: u64) -> Vec<Contract> {
    let first = account_id * 10;
    let mut contract = |offset: u64, kind| Contract { id: first + offset, kind, plan_id: 4 + random.below(4) as u64 };
    let all = [
        contract(0, ContractKind::Cinstance),
        contract(1, ContractKind::Cinstance),
        contract(2, ContractKind::ServiceContract),
    ];
    let count = *random.pick(&[1, 1, 2, 3]);
    all.into_iter().take(count).collect()
}
