//! All invoices of a cache as columns in memory, so that a million of them are filtered, sorted, searched and counted in
//! milliseconds. It answers with places and sums only; what a row says is read from the database.
//!
//! An invoice has a slot. Slots are only ever added: an invoice that changed gets a new one and its old one is dead,
//! which is why everything built on slots stays right when some are added. The words of what is asked mean what the SQL
//! of the store means by them, order included; a test holds one against the other.

mod bits;
mod days;
mod dictionary;
mod like;
mod order;
mod postings;
mod query;
mod strings;

use std::sync::Mutex;

pub use order::SORT_COLUMNS;
pub use query::{Customers, Days, Found, Query};

use bits::Bits;
use days::{NO_DAY, NO_MOMENT};
use dictionary::Dictionary;
use order::Order;
use postings::Postings;
use std::collections::HashMap;
use strings::Strings;

/// A value is beyond what the columns can hold: such a cache is answered from SQL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unfit;

/// What the index holds of an invoice, as the database has it.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'a> {
    /// The server's id.
    pub id: i64,
    /// The state's word.
    pub state: &'a str,
    /// ISO code.
    pub currency: Option<&'a str>,
    /// The total in cents; the largest or smallest there is stands for one beyond.
    pub cents: i64,
    /// First day of the billing period.
    pub period_from: &'a str,
    /// The day it was issued.
    pub issued_on: Option<&'a str>,
    /// The day it is due.
    pub due_on: Option<&'a str>,
    /// When it was paid.
    pub paid_at: Option<&'a str>,
    /// When the server made it.
    pub created_at: Option<&'a str>,
    /// The customer's account id.
    pub account: Option<i64>,
    /// The customer's name, folded.
    pub name: &'a str,
    /// The number people see.
    pub number: Option<&'a str>,
    /// The total without VAT, as SQLite's REAL.
    pub net: Option<f64>,
    /// Per cent, likewise.
    pub vat_rate: Option<f64>,
    /// The VAT, likewise.
    pub vat: Option<f64>,
    /// `background` or `manual`.
    pub creation_type: Option<&'a str>,
    /// How many payments the server has.
    pub payments: i64,
    /// The ids of its texts and those of its payments.
    pub texts: &'a [i64],
}

/// The columns.
#[derive(Default)]
pub struct Index {
    alive: Bits,
    dead: usize,
    id: Vec<i64>,
    state: Vec<u16>,
    currency: Vec<u16>,
    cents: Vec<i64>,
    period: Vec<i32>,
    issued: Vec<i32>,
    due: Vec<i32>,
    paid: Vec<i64>,
    created: Vec<i64>,
    account: Vec<u32>,
    name: Vec<u32>,
    net: Vec<u64>,
    vat_rate: Vec<u32>,
    vat: Vec<u64>,
    creation: Vec<u16>,
    payments: Vec<i32>,
    numbers: Numbers,
    states: Dictionary<String>,
    currencies: Dictionary<String>,
    accounts: Dictionary<i64>,
    names: Dictionary<String>,
    vat_rates: Dictionary<u64>,
    creations: Dictionary<String>,
    /// Moments with parts of a second, which order by their texts.
    paid_texts: HashMap<u32, String>,
    created_texts: HashMap<u32, String>,
    /// The texts that can be searched, by their id.
    texts: Strings,
    postings: Postings,
    orders: [Mutex<Order>; SORT_COLUMNS.len()],
}

/// Numbers of invoices.
#[derive(Default)]
struct Numbers {
    texts: Strings,
    absent: Bits,
    /// In small letters, if there is any capital one.
    small: Option<Strings>,
}

impl Numbers {
    fn push(&mut self, number: Option<&str>) -> Result<(), Unfit> {
        let text = number.unwrap_or_default();
        if self.small.is_none() && text.bytes().any(|byte| byte.is_ascii_uppercase()) {
            self.small = Some(self.texts.clone());
        }
        self.absent.push(number.is_none());
        let small = self.small.as_mut().is_none_or(|small| small.push(&text.to_ascii_lowercase()));
        (self.texts.push(text) && small).then_some(()).ok_or(Unfit)
    }

    fn get(&self, slot: u32) -> Option<&[u8]> {
        (!self.absent.get(slot)).then(|| self.texts.get(slot))
    }

    fn small(&self) -> &Strings {
        self.small.as_ref().unwrap_or(&self.texts)
    }
}

/// A fraction as a number that orders as SQLite orders REAL, absent first; 0 and -0 are the same.
fn real(value: Option<f64>) -> u64 {
    let Some(value) = value else { return 0 };
    let bits = (value + 0.0).to_bits();
    if bits >> 63 == 1 { !bits } else { bits | 1 << 63 }
}

fn optional_day(text: Option<&str>) -> Result<i32, Unfit> {
    text.map_or(Ok(NO_DAY), |text| days::day(text).ok_or(Unfit))
}

fn code(code: u32) -> Result<u16, Unfit> {
    u16::try_from(code).map_err(|_| Unfit)
}

impl Index {
    /// How many invoices it holds.
    pub fn len(&self) -> usize {
        self.id.len() - self.dead
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The id the next text must have, or a later one.
    pub fn next_text(&self) -> i64 {
        self.texts.len() as i64
    }

    /// One more text that can be searched; texts come by ascending id.
    ///
    /// # Errors
    /// When ids are too far from each other, or there are too many texts.
    pub fn add_text(&mut self, id: i64, folded: &str) -> Result<(), Unfit> {
        /// Ids are counted; a gap of more than this is not of our making.
        const LARGEST_GAP: i64 = 100_000;
        if id < self.next_text() || id - self.next_text() > LARGEST_GAP {
            return Err(Unfit);
        }
        while self.next_text() < id {
            if !self.texts.push("") {
                return Err(Unfit);
            }
        }
        self.texts.push(folded).then_some(()).ok_or(Unfit)
    }

    /// Adds an invoice that is not in it.
    ///
    /// # Errors
    /// When a value does not fit; the index must not be used any more then.
    pub fn add(&mut self, entry: &Entry<'_>) -> Result<(), Unfit> {
        let slot = u32::try_from(self.id.len()).map_err(|_| Unfit)?;
        let paid = moment(entry.paid_at, slot, &mut self.paid_texts)?;
        let created = moment(entry.created_at, slot, &mut self.created_texts)?;
        self.id.push(entry.id);
        self.state.push(code(self.states.code(Some(entry.state)))?);
        self.currency.push(code(self.currencies.code(entry.currency))?);
        self.cents.push(entry.cents);
        self.period.push(days::day(entry.period_from).ok_or(Unfit)?);
        self.issued.push(optional_day(entry.issued_on)?);
        self.due.push(optional_day(entry.due_on)?);
        self.paid.push(paid);
        self.created.push(created);
        self.account.push(self.accounts.code(entry.account.as_ref()));
        self.name.push(self.names.code(Some(entry.name)));
        self.net.push(real(entry.net));
        self.vat_rate.push(self.vat_rates.code(entry.vat_rate.map(|rate| real(Some(rate))).as_ref()));
        self.vat.push(real(entry.vat));
        self.creation.push(code(self.creations.code(entry.creation_type))?);
        self.payments.push(i32::try_from(entry.payments).map_err(|_| Unfit)?);
        self.numbers.push(entry.number)?;
        for text in entry.texts {
            self.postings.add(u32::try_from(*text).map_err(|_| Unfit)?, slot);
        }
        self.alive.push(true);
        Ok(())
    }

    /// Forgets what it holds of invoices, if anything.
    pub fn remove(&mut self, ids: &[i64]) {
        let order = self.order(crate::domain::SortColumn::Id);
        for id in ids {
            let from = order.partition_point(|slot| self.id[*slot as usize] < *id);
            let same = order[from..].iter().take_while(|slot| self.id[**slot as usize] == *id);
            for slot in same.filter(|slot| self.alive.get(**slot)).copied().collect::<Vec<_>>() {
                self.alive.clear(slot);
                self.dead += 1;
            }
        }
    }

    /// To be called after a round of changes: drops what is dead when it is much.
    pub fn settle(&mut self) {
        self.postings.settle();
        if self.dead > self.id.len() / 4 + 1_000 {
            self.compact();
        }
    }

    /// Roughly how many bytes it takes.
    pub fn size(&self) -> usize {
        let columns = 8 * 5 + 4 * 7 + 2 * 3;
        let orders = self.orders.iter().map(|order| order::lock(order).size()).sum::<usize>();
        let numbers = self.numbers.texts.size() + self.numbers.small.as_ref().map_or(0, Strings::size);
        self.id.capacity() * columns + orders + numbers + self.texts.size() + self.postings.size()
    }

    fn compact(&mut self) {
        let mut next = 0;
        let new: Vec<Option<u32>> = (0..self.id.len() as u32)
            .map(|slot| {
                self.alive.get(slot).then(|| {
                    next += 1;
                    next - 1
                })
            })
            .collect();
        let alive = |slot: u32| new[slot as usize].is_some();
        macro_rules! retain {
            ($($column:ident),*) => {$({
                let mut slot = 0;
                self.$column.retain(|_| {
                    slot += 1;
                    alive(slot - 1)
                });
                self.$column.shrink_to_fit();
            })*};
        }
        retain!(state, currency, cents, period, issued, due, paid, created, account, name);
        retain!(net, vat_rate, vat, creation, payments, id);
        let mut absent = Bits::default();
        (0..new.len() as u32).filter(|slot| alive(*slot)).for_each(|slot| absent.push(self.numbers.absent.get(slot)));
        self.numbers.absent = absent;
        self.numbers.texts.retain(alive);
        if let Some(small) = &mut self.numbers.small {
            small.retain(alive);
        }
        for texts in [&mut self.paid_texts, &mut self.created_texts] {
            *texts = texts.drain().filter_map(|(slot, text)| Some((new[slot as usize]?, text))).collect();
        }
        self.postings.renumber(|slot| new[slot as usize]);
        for order in &self.orders {
            order::lock(order).renumber(&new);
        }
        self.alive = Bits::default();
        (0..next).for_each(|_| self.alive.push(true));
        self.dead = 0;
    }
}

fn moment(text: Option<&str>, slot: u32, texts: &mut HashMap<u32, String>) -> Result<i64, Unfit> {
    let Some(text) = text else { return Ok(NO_MOMENT) };
    let (number, fraction) = days::moment(text).ok_or(Unfit)?;
    if fraction {
        texts.insert(slot, text.to_owned());
    }
    Ok(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fractions_order_as_sqlite_orders_them() {
        let ascending = [None, Some(-5e20), Some(-0.5), Some(0.0), Some(1e-9), Some(3.0)];
        assert!(ascending.windows(2).all(|pair| real(pair[0]) < real(pair[1])));
        assert_eq!(real(Some(-0.0)), real(Some(0.0)));
    }
}
