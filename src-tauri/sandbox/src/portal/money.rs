//! The server's arithmetic: four decimals per line, VAT not rounded, half away from zero.

use rust_decimal::{Decimal, RoundingStrategy};

/// The three amounts of an invoice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Totals {
    /// Sum of the line costs, up to 4 decimals.
    pub net: Decimal,
    /// `vat_rate / 100 * net`, not rounded; 0 without a rate.
    pub vat: Decimal,
    /// What is to be paid, 2 decimals.
    pub cost: Decimal,
}

impl Totals {
    /// The amounts for these line costs and that VAT rate in percent.
    pub fn of(costs: impl IntoIterator<Item = Decimal>, vat_rate: Option<Decimal>) -> Totals {
        let net: Decimal = costs.into_iter().map(|cost| round(cost, 4)).sum();
        let vat = vat_rate.unwrap_or_default() / Decimal::ONE_HUNDRED * net;
        Totals { net, vat, cost: round(net, 2) + round(vat, 2) }
    }
}

/// Rounds half away from zero to that many decimals.
pub fn round(amount: Decimal, decimals: u32) -> Decimal {
    amount.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero)
}

/// Plain decimal text with at least one decimal: `200.0`, `-5.0`, `42.259245`.
pub fn text(amount: Decimal) -> String {
    let amount = amount.normalize();
    if amount.is_zero() {
        return "0.0".to_owned();
    }
    if amount.scale() == 0 { format!("{amount}.0") } else { amount.to_string() }
}

/// Reads the cost of a line item the way the server does: what is no number counts as 0.
pub fn parse_cost(text: &str) -> Decimal {
    let text = text.trim();
    let cost = text.parse::<Decimal>().or_else(|_| Decimal::from_scientific(text));
    round(cost.unwrap_or_default(), 4)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dec(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn net_and_vat_are_rounded_apart_before_they_are_added() {
        let totals = Totals::of([dec("200.0"), dec("1.2345")], Some(dec("21")));
        assert_eq!((totals.net, totals.vat, totals.cost), (dec("201.2345"), dec("42.259245"), dec("243.49")));
    }

    #[test]
    fn halves_go_away_from_zero_on_both_sides() {
        assert_eq!(round(dec("0.125"), 2), dec("0.13"));
        assert_eq!(round(dec("-0.125"), 2), dec("-0.13"));
        assert_eq!(Totals::of([dec("-0.005")], None).cost, dec("-0.01"));
        assert_eq!(Totals::of([dec("0.00005")], None).net, dec("0.0001"));
    }

    #[test]
    fn text_keeps_at_least_one_decimal() {
        for (amount, expected) in [("200", "200.0"), ("-5.00", "-5.0"), ("0", "0.0"), ("-0.0", "0.0"), ("1.50", "1.5")]
        {
            assert_eq!(text(dec(amount)), expected);
        }
    }

    #[test]
    fn a_cost_that_is_no_number_counts_as_zero() {
        assert_eq!(parse_cost("12,50"), Decimal::ZERO);
        assert_eq!(parse_cost("abc"), Decimal::ZERO);
        assert_eq!(parse_cost(" -200 "), dec("-200"));
        assert_eq!(parse_cost("1.00005"), dec("1.0001"));
        assert_eq!(parse_cost("1e3"), dec("1000"));
    }
}
