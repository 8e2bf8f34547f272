//! The server's arithmetic. Amounts are decimals from end to end, never floats.

use rust_decimal::{Decimal, RoundingStrategy};

use super::LineItem;

/// Rounds to cents, half away from zero, as the server rounds `cost`.
pub fn round2(amount: Decimal) -> Decimal {
    amount.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero)
}

/// Rounds to four decimals, half away from zero, as the server rounds the cost of a line item.
pub fn round4(amount: Decimal) -> Decimal {
    amount.round_dp_with_strategy(4, RoundingStrategy::MidpointAwayFromZero)
}

/// What the lines of an invoice add up to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Totals {
    /// Sum of the line costs, each rounded to four decimals (`cost_without_vat`).
    pub net: Decimal,
    /// `vat_rate / 100 * net`, not rounded (`vat_amount`); zero without a rate.
    pub vat: Decimal,
    /// What the customer owes: net and VAT, each rounded to cents, added (`cost`).
    pub cost: Decimal,
}

impl Totals {
    /// Adds up line items the way the server does.
    ///
    /// Returns `None` when a sum leaves the range of a 28-digit decimal, which no real invoice
    /// reaches; an amount is never saturated or wrapped.
    pub fn of(line_items: &[LineItem], vat_rate: Option<Decimal>) -> Option<Self> {
        let net = line_items
            .iter()
            .filter_map(|item| item.cost)
            .try_fold(Decimal::ZERO, |sum, cost| sum.checked_add(round4(cost)))?;
        Self::from_net(net, vat_rate)
    }

    /// The totals for a net amount.
    pub fn from_net(net: Decimal, vat_rate: Option<Decimal>) -> Option<Self> {
        let vat = match vat_rate {
            Some(rate) => (rate / Decimal::ONE_HUNDRED).checked_mul(net)?,
            None => Decimal::ZERO,
        };
        let cost = round2(net).checked_add(round2(vat))?;
        Some(Self { net, vat, cost })
    }
}

/// A plain decimal with at least one decimal place, as the server prints amounts: `200.0`, `-1.5`.
pub fn plain(amount: Decimal) -> String {
    let amount = amount.normalize();
    if amount.scale() == 0 { format!("{amount}.0") } else { amount.to_string() }
}

/// An amount in cents with thousands grouped: `1,234.50`, `-0.05`.
pub fn group_thousands(amount: Decimal) -> String {
    let cents = round2(amount);
    let text = format!("{:.2}", cents.abs());
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, "00"));
    let mut grouped = String::with_capacity(text.len() + whole.len() / 3 + 1);
    if cents.is_sign_negative() && !cents.is_zero() {
        grouped.push('-');
    }
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped.push('.');
    grouped.push_str(fraction);
    grouped
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn dec(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    /// A second way to round: on the decimal digits of an integer count of 1e-8, as one does on paper.
    fn round_by_hand(units: i128, keep: u32) -> i128 {
        let step = 10i128.pow(8 - keep);
        let (quotient, rest) = (units / step, units % step);
        quotient + if rest.abs() * 2 >= step { units.signum() } else { 0 }
    }

    fn decimal_of(units: i128, scale: u32) -> Decimal {
        Decimal::from_i128_with_scale(units, scale)
    }

    proptest! {
        #[test]
        fn rounding_agrees_with_paper(units in -10i128.pow(20)..10i128.pow(20)) {
            let amount = decimal_of(units, 8);
            prop_assert_eq!(round2(amount), decimal_of(round_by_hand(units, 2), 2));
            prop_assert_eq!(round4(amount), decimal_of(round_by_hand(units, 4), 4));
        }

        #[test]
        fn halves_go_away_from_zero(cents in -10i64.pow(12)..10i64.pow(12)) {
            let half = Decimal::new(cents * 10 + 5 * cents.signum(), 3);
            prop_assert_eq!(round2(half), Decimal::new(cents + cents.signum(), 2));
        }

        #[test]
        fn totals_agree_with_integers(
            lines in prop::collection::vec(-10i128.pow(14)..10i128.pow(14), 0..40),
            rate in prop::option::of(0i128..10_000),
        ) {
            // Lines in 1e-8, the rate in 1e-2 per cent: the whole computation in integers.
            let items: Vec<LineItem> =
                lines.iter().map(|units| LineItem { cost: Some(decimal_of(*units, 8)), ..LineItem::default() }).collect();
            let totals = Totals::of(&items, rate.map(|r| decimal_of(r, 2))).unwrap();
            let net4: i128 = lines.iter().map(|units| round_by_hand(*units, 4)).sum();
            let vat8 = net4 * rate.unwrap_or(0);
            prop_assert_eq!(totals.net, decimal_of(net4, 4));
            prop_assert_eq!(totals.vat, decimal_of(vat8, 8));
            prop_assert_eq!(totals.cost, decimal_of(round_by_hand(net4 * 10_000, 2) + round_by_hand(vat8, 2), 2));
        }

        #[test]
        fn grouping_keeps_the_digits(cents in any::<i64>()) {
            let text = group_thousands(Decimal::new(cents, 2));
            prop_assert_eq!(text.replace(',', ""), format!("{:.2}", Decimal::new(cents, 2)));
            prop_assert!(text.split('.').next().unwrap().trim_start_matches('-').split(',').skip(1).all(|g| g.len() == 3));
        }
    }

    #[test]
    fn the_servers_own_example() {
        let items = [
            LineItem { cost: Some(dec("200")), ..LineItem::default() },
            LineItem { cost: Some(dec("1.2345")), ..LineItem::default() },
        ];
        let totals = Totals::of(&items, Some(dec("21"))).unwrap();
        assert_eq!(plain(totals.net), "201.2345");
        assert_eq!(plain(totals.vat), "42.259245");
        assert_eq!(totals.cost, dec("243.49"));
    }

    #[test]
    fn prints_as_the_server_does() {
        for (amount, text) in
            [("200", "200.0"), ("200.00", "200.0"), ("1.2345", "1.2345"), ("-5", "-5.0"), ("0", "0.0")]
        {
            assert_eq!(plain(dec(amount)), text);
        }
        for (amount, text) in
            [("1234567.891", "1,234,567.89"), ("-0.005", "-0.01"), ("-0.001", "0.00"), ("999.995", "1,000.00")]
        {
            assert_eq!(group_thousands(dec(amount)), text);
        }
    }
}
