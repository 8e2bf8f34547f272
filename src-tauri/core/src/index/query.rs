use std::{
    collections::{HashMap, HashSet},
    ops::RangeInclusive,
};

use super::{Index, bits::Bits, days, days::NO_DAY, like::Like};
use crate::domain::{CurrencyTotal, ListTotals, Month, MonthCount, Sort, State, ViewCounts};

/// Which invoices, in the words of the columns. Days are texts as the database has them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// Any of these states; all when empty.
    pub states: Vec<String>,
    /// First and last day the billing period may begin on.
    pub period: Days,
    /// A LIKE pattern for the number, `\` before what is meant.
    pub number: Option<String>,
    /// Part of the customer's folded name.
    pub name: Option<String>,
    /// The customer's account id.
    pub account: Option<i64>,
    /// Issued between.
    pub issued: Days,
    /// Due between.
    pub due: Days,
    /// Paid between.
    pub paid: Days,
    /// Only what is overdue on this day.
    pub overdue_on: Option<String>,
    /// Only what was outstanding at the end of this day.
    pub outstanding_on: Option<String>,
    /// Only what is not past due on this day, what has no due date included.
    pub not_due_on: Option<String>,
    /// Any of these customers; all when absent.
    pub customers: Option<Customers>,
    /// Cents at least.
    pub min: Option<i64>,
    /// Cents at most.
    pub max: Option<i64>,
    /// The currency's code, empty for none.
    pub currency: Option<String>,
    /// Folded words, each of which stands in the number or in a text.
    pub words: Vec<String>,
}

/// Customers by their accounts, and by their folded names where invoices name no account.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Customers {
    /// The accounts' ids.
    pub accounts: HashSet<i64>,
    /// The names.
    pub names: HashSet<String>,
}

/// Days from and to, both included; an open end when absent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Days {
    /// First day.
    pub from: Option<String>,
    /// Last day.
    pub to: Option<String>,
}

impl Days {
    /// The numbers of the days between; nothing when no end is given or one is no day.
    fn range(&self) -> Option<RangeInclusive<i32>> {
        if self.from.is_none() && self.to.is_none() {
            return None;
        }
        let end = |day: &Option<String>, open: i32| day.as_ref().map_or(Some(open), |day| days::day(day));
        // Above what stands for no day, which is never between.
        Some(end(&self.from, NO_DAY + 1)?..=end(&self.to, i32::MAX)?)
    }
}

/// What a query found.
pub struct Found<'a> {
    index: &'a Index,
    slots: Bits,
}

const OWED: [&str; 3] = ["pending", "unpaid", "failed"];

impl Index {
    /// The invoices that a query means.
    pub fn find(&self, query: &Query) -> Found<'_> {
        let mut slots = self.alive.clone();
        if !query.states.is_empty() {
            self.keep_states(&mut slots, |state| query.states.iter().any(|wanted| wanted == state));
        }
        keep_days(&mut slots, &self.period, &query.period);
        keep_days(&mut slots, &self.issued, &query.issued);
        keep_days(&mut slots, &self.due, &query.due);
        if let Some(range) = query.paid.range() {
            // The day that stands for no moment is before all others.
            slots.keep(&self.paid, |paid| paid != days::NO_MOMENT && range.contains(&days::day_of(paid)));
        }
        if let Some(account) = query.account {
            let wanted = self.accounts.wanted(|held| held == Some(&account));
            slots.keep(&self.account, |code| wanted[code as usize]);
        }
        if let Some(part) = &query.name {
            let wanted = self.names.wanted(|name| name.is_some_and(|name| name.contains(part)));
            slots.keep(&self.name, |code| wanted[code as usize]);
        }
        if let Some(wanted) = &query.currency {
            let wanted = self.currencies.wanted(|held| held.map_or("", String::as_str) == wanted);
            slots.keep(&self.currency, |code| wanted[code as usize]);
        }
        if query.min.is_some() || query.max.is_some() {
            let range = query.min.unwrap_or(i64::MIN)..=query.max.unwrap_or(i64::MAX);
            slots.keep(&self.cents, |cents| range.contains(&cents));
        }
        if let Some(today) = query.overdue_on.as_deref().and_then(days::day) {
            slots.and(&self.overdue(today));
        }
        if let Some(day) = query.outstanding_on.as_deref().and_then(days::day) {
            self.keep_outstanding(&mut slots, day);
        }
        if let Some(day) = query.not_due_on.as_deref().and_then(days::day) {
            slots.keep(&self.due, |due| due == NO_DAY || due >= day);
        }
        if let Some(customers) = &query.customers {
            self.keep_customers(&mut slots, customers);
        }
        if let Some(pattern) = &query.number {
            slots.and(&self.with_number(&Like::new(pattern)));
        }
        for word in &query.words {
            slots.and(&self.with_word(word));
        }
        Found { index: self, slots }
    }

    fn keep_states(&self, slots: &mut Bits, wanted: impl Fn(&str) -> bool) {
        let wanted = self.states.wanted(|state| state.is_some_and(|state| wanted(state)));
        slots.keep(&self.state, |code| wanted[code as usize]);
    }

    /// Issued, not paid and past the due date.
    fn overdue(&self, today: i32) -> Bits {
        let mut slots = self.alive.clone();
        self.keep_states(&mut slots, |state| OWED.contains(&state));
        slots.keep(&self.due, |due| due != NO_DAY && due < today);
        slots
    }

    /// Issued by the end of a day, and neither paid by then nor cancelled.
    fn keep_outstanding(&self, slots: &mut Bits, day: i32) {
        slots.keep(&self.issued, |issued| issued != NO_DAY && issued <= day);
        let mut paid_later = slots.clone();
        self.keep_states(&mut paid_later, |state| state == "paid");
        paid_later.keep(&self.paid, |paid| paid != days::NO_MOMENT && days::day_of(paid) > day);
        let owed = self.states.wanted(|state| state.is_some_and(|state| OWED.contains(&state.as_str())));
        slots.keep_slots(|slot| owed[self.state[slot as usize] as usize] || paid_later.get(slot));
    }

    fn keep_customers(&self, slots: &mut Bits, customers: &Customers) {
        let account = self.accounts.wanted(|held| held.is_some_and(|id| customers.accounts.contains(id)));
        let nobody = self.accounts.wanted(|held| held.is_none());
        let name = self.names.wanted(|name| name.is_some_and(|name| customers.names.contains(name)));
        slots.keep_slots(|slot| {
            let code = self.account[slot as usize] as usize;
            account[code] || nobody[code] && name[self.name[slot as usize] as usize]
        });
    }

    fn with_number(&self, pattern: &Like) -> Bits {
        let mut slots = Bits::none(self.id.len());
        let small = self.numbers.small();
        small.containing(pattern.literal(), |slot| {
            if !self.numbers.absent.get(slot) && pattern.matches(small.get(slot)) {
                slots.set(slot);
            }
        });
        slots
    }

    /// In the number or in a text of the invoice or its payments.
    fn with_word(&self, word: &str) -> Bits {
        let mut slots = Bits::none(self.id.len());
        self.numbers.small().containing(word.as_bytes(), |slot| slots.set(slot));
        let mut texts = Vec::new();
        self.texts.containing(word.as_bytes(), |text| texts.push(text));
        self.postings.of(&texts, |slot| slots.set(slot));
        slots
    }

    /// The counts of the sidebar on a day; nothing when that is no day.
    pub fn view_counts(&self, today: &str) -> Option<ViewCounts> {
        let mut by_state = vec![0_u64; self.states.wanted(|_| true).len()];
        for slot in self.alive.slots() {
            by_state[self.state[slot as usize] as usize] += 1;
        }
        let mut counts =
            ViewCounts { overdue: self.overdue(days::day(today)?).count() as u64, ..ViewCounts::default() };
        for (code, count) in by_state.into_iter().enumerate() {
            counts.all += count;
            match self.states.value(code as u32).cloned().map(State::from) {
                Some(State::Finalized) => counts.to_review += count,
                Some(State::Pending | State::Unpaid) => counts.outstanding += count,
                Some(State::Failed) => {
                    counts.outstanding += count;
                    counts.failed += count;
                }
                Some(State::Paid) => counts.paid += count,
                Some(State::Cancelled) => counts.cancelled += count,
                Some(State::Open | State::Other(_)) | None => {}
            }
        }
        Some(counts)
    }

    /// The months that have invoices, newest first; nothing when one is no month of a year we know.
    pub fn months(&self) -> Option<Vec<MonthCount>> {
        let mut by_day: HashMap<i32, u64> = HashMap::new();
        // Invoices of a month are made together, so that most have the day of the one before.
        let (mut day, mut run) = (0, 0);
        for slot in self.alive.slots() {
            let next = self.period[slot as usize];
            if next != day {
                *by_day.entry(day).or_default() += run;
                (day, run) = (next, 0);
            }
            run += 1;
        }
        *by_day.entry(day).or_default() += run;
        let mut by_month = std::collections::BTreeMap::<(i16, i8), u64>::new();
        for (day, count) in by_day.into_iter().filter(|(_, count)| *count > 0) {
            *by_month.entry(days::month(day)?).or_default() += count;
        }
        let month = |((year, month), count): ((i16, i8), u64)| {
            let month: Month = format!("{year:04}-{month:02}").parse().ok()?;
            Some(MonthCount { month, count })
        };
        by_month.into_iter().rev().map(month).collect()
    }
}

fn keep_days(slots: &mut Bits, column: &[i32], days: &Days) {
    if let Some(range) = days.range() {
        slots.keep(column, |day| range.contains(&day));
    }
}

impl Found<'_> {
    /// How many.
    pub fn count(&self) -> usize {
        self.slots.count()
    }

    /// The ids of a part of them, in order.
    pub fn page(&self, sort: Sort, offset: usize, limit: usize) -> Vec<i64> {
        let order = self.index.order(sort.column);
        let found = |slot: &&u32| self.slots.get(**slot);
        let id = |slot: &u32| self.index.id[*slot as usize];
        match sort.descending {
            true => order.iter().rev().filter(found).skip(offset).take(limit).map(id).collect(),
            false => order.iter().filter(found).skip(offset).take(limit).map(id).collect(),
        }
    }

    /// Count and totals per currency; nothing when a total does not fit into cents.
    pub fn totals(&self) -> Option<ListTotals> {
        let currencies = &self.index.currencies;
        let mut sums = vec![(0_u64, 0_i128); currencies.wanted(|_| true).len()];
        let mut beyond = false;
        for slot in self.slots.slots() {
            let cents = self.index.cents[slot as usize];
            let sum = &mut sums[self.index.currency[slot as usize] as usize];
            sum.0 += 1;
            sum.1 += i128::from(cents);
            beyond |= cents.unsigned_abs() >= i64::MAX as u64;
        }
        if beyond {
            return None;
        }
        let mut totals: Vec<CurrencyTotal> = sums
            .into_iter()
            .enumerate()
            .filter(|(_, (count, _))| *count > 0)
            .map(|(code, (count, cents))| CurrencyTotal {
                currency: currencies.value(code as u32).cloned(),
                count,
                cost: rust_decimal::Decimal::from_i128_with_scale(cents, 2),
            })
            .collect();
        totals.sort_by(|a, b| a.currency.cmp(&b.currency));
        Some(ListTotals { count: totals.iter().map(|total| total.count).sum(), totals })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn open_ends_leave_out_what_has_no_day() {
        let days =
            |from: Option<&str>, to: Option<&str>| Days { from: from.map(str::to_owned), to: to.map(str::to_owned) };
        assert_eq!(days(None, None).range(), None);
        assert!(!days(None, Some("2026-01-01")).range().unwrap().contains(&NO_DAY));
        assert!(!days(Some("2026-01-01"), None).range().unwrap().contains(&NO_DAY));
    }
}
