//! What has become of a sample invoice by today.

use jiff::civil::Date;
use jiff::tz::Offset;
use jiff::{Timestamp, ToSpan};
use rust_decimal::Decimal;

use super::Random;
use crate::portal::{Invoice, Payment, State, Text};

/// Hours and minutes of a day at which the nightly billing and people at their desks do things.
const NIGHT: (i64, i64) = (4 * 60, 8 * 60);
const OFFICE: (i64, i64) = (8 * 60, 17 * 60);

/// What was meant to happen to an invoice.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Open,
    Finalized,
    Pending,
    Unpaid,
    Failed,
    PaidByCard,
    PaidByHand,
    Cancelled,
    CancelledUnissued,
}

/// Takes invoices through their lives, never past now.
pub(super) struct Historian<'a> {
    pub random: &'a mut Random,
    pub now: Timestamp,
    pub last_payment_id: u64,
}

impl Historian<'_> {
    /// Brings a new invoice to where it stands today; `age` is the months since its period. Gives the moment it was
    /// issued, when it was. What is frozen then is for the caller to freeze.
    pub(super) fn live(&mut self, invoice: &mut Invoice, age: usize, currency: &Text) {
        let issue_day = invoice.period.plus(1).first_day();
        let total = invoice.totals().cost;
        let fate = self.fate(age, total);
        match fate {
            Fate::Open => {}
            Fate::Finalized => self.reach(invoice, State::Finalized, self.at(issue_day, 5)),
            Fate::CancelledUnissued => {
                let when = if age == 0 { invoice.created_at } else { self.desk(issue_day) };
                self.reach(invoice, State::Cancelled, when);
            }
            _ => self.issue(invoice, fate, issue_day, age, currency),
        }
    }

    fn fate(&mut self, age: usize, total: Decimal) -> Fate {
        // In thousandths: finalized, pending, unpaid, failed, cancelled, cancelled before issue, paid by hand.
        let shares = match age {
            0 => return if self.random.permille(15) { Fate::CancelledUnissued } else { Fate::Open },
            1 => [220, 300, 140, 0, 20, 15, 50],
            2 => [0, 0, 50, 30, 20, 10, 160],
            _ => [0, 0, 5, 10, 20, 12, 150],
        };
        let fates = [
            Fate::Finalized,
            Fate::Pending,
            Fate::Unpaid,
            Fate::Failed,
            Fate::Cancelled,
            Fate::CancelledUnissued,
            Fate::PaidByHand,
        ];
        let drawn = self.random.below(1000);
        let mut reached = 0;
        for (fate, share) in fates.into_iter().zip(shares) {
            reached += share;
            if drawn < reached {
                let needs_money = matches!(fate, Fate::Unpaid | Fate::Failed);
                return if needs_money && total <= Decimal::ZERO { Fate::Cancelled } else { fate };
            }
        }
        match total {
            total if total < Decimal::ZERO => Fate::Cancelled,
            // What is free is paid when it is issued, without a charge.
            total if total.is_zero() => Fate::PaidByHand,
            _ => Fate::PaidByCard,
        }
    }

    fn issue(&mut self, invoice: &mut Invoice, fate: Fate, issue_day: Date, age: usize, currency: &Text) {
        let mut day = issue_day;
        if age == 1 && fate == Fate::Pending {
            let late = issue_day.saturating_add(self.random.between(0, 9).days());
            day = if self.at(late, 60) <= self.now { late } else { issue_day };
        }
        let due = day.saturating_add(2.days());
        invoice.issued_on = Some(day);
        invoice.due_on = Some(due);
        self.reach(invoice, State::Pending, self.at(day, 20));
        match fate {
            Fate::Unpaid => self.declines(invoice, due, 2, currency),
            Fate::Failed => self.declines(invoice, due, 3, currency),
            Fate::PaidByCard => self.pay_by_card(invoice, due, currency),
            Fate::PaidByHand => {
                let days = self.random.between(-1, 12);
                let when = self.desk(due.saturating_add(days.days()));
                self.pay(invoice, when);
            }
            Fate::Cancelled => {
                let when = self.desk(due.saturating_add(5.days()));
                self.reach(invoice, State::Cancelled, when);
            }
            _ => {}
        }
    }

    /// The nightly charge and its retries, three days apart, all declined.
    fn declines(&mut self, invoice: &mut Invoice, due: Date, tries: i64, currency: &Text) {
        for number in 0..tries {
            let when = self.night(due.saturating_add((3 * number).days()));
            if when > self.now {
                return;
            }
            self.payment(invoice, when, false, currency);
            // Only moving on touches the row, a retry that fails does not.
            match number {
                0 => self.reach(invoice, State::Unpaid, when),
                2 => self.reach(invoice, State::Failed, when),
                _ => {}
            }
        }
    }

    fn pay_by_card(&mut self, invoice: &mut Invoice, due: Date, currency: &Text) {
        let mut when = self.night(due);
        if self.random.permille(80) {
            self.declines(invoice, due, 1, currency);
            when = self.night(due.saturating_add(3.days()));
        }
        if when <= self.now {
            self.payment(invoice, when, true, currency);
            self.pay(invoice, when);
        }
    }

    fn pay(&mut self, invoice: &mut Invoice, when: Timestamp) {
        self.reach(invoice, State::Paid, when);
        if invoice.state == State::Paid {
            invoice.paid_at = Some(when);
        }
    }

    fn payment(&mut self, invoice: &mut Invoice, when: Timestamp, success: bool, currency: &Text) {
        self.last_payment_id += 1;
        let amount = invoice.totals().cost;
        invoice.payments.push(Payment::new(self.last_payment_id, when, success, amount, currency.clone()));
    }

    /// Moves the invoice on, unless that is still to come.
    fn reach(&self, invoice: &mut Invoice, state: State, when: Timestamp) {
        if when <= self.now {
            invoice.state = state;
            invoice.updated_at = when;
        }
    }

    fn night(&mut self, day: Date) -> Timestamp {
        let minute = self.random.between(NIGHT.0, NIGHT.1);
        self.at(day, minute)
    }

    fn desk(&mut self, day: Date) -> Timestamp {
        let minute = self.random.between(OFFICE.0, OFFICE.1);
        self.at(day, minute)
    }

    /// That minute of that day, in UTC.
    fn at(&self, day: Date, minute: i64) -> Timestamp {
        let midnight = Offset::UTC.to_timestamp(day.to_datetime(jiff::civil::Time::midnight()));
        midnight.and_then(|time| time.checked_add(minute.minutes())).unwrap_or(self.now)
    }
}
