//! Line items as a company that sells map APIs has them.

use rust_decimal::Decimal;

use super::Random;
use super::customers::Customer;
use crate::portal::{Contract, ContractKind, LineItem, LineItemKind, Month, Text, money};

/// Name and monthly fee in cents of each plan. Plan ids count from 4.
const PLANS: [(&str, i64); 4] = [("Basic", 4_900), ("Team", 19_000), ("Scale", 145_000), ("Premium", 420_000)];
const FIRST_PLAN_ID: u64 = 4;

/// Name, price in millionths, least and greatest use. Metric ids count from 40.
const METRICS: [(&str, i64, i64, i64); 12] = [
    ("Geocoding requests", 800, 20_000, 900_000),
    ("Route matrix, EU", 8_000, 1_000, 90_000),
    ("Route matrix, world", 11_500, 500, 40_000),
    ("Static map tiles", 150, 40_000, 2_500_000),
    ("API calls > 1M", 500, 1_000, 700_000),
    ("Reverse geocoding", 650, 5_000, 400_000),
    ("Traffic & incidents feed", 2_125, 1_000, 120_000),
    ("Isochrones (<60 min)", 10_000, 100, 20_000),
    ("Places search", 3_300, 1_000, 150_000),
    ("Überziehung & Mehrverbrauch", 1_750, 500, 60_000),
    ("Bandwidth (GB)", 90_000, 10, 4_000),
    ("Hits", 25, 10_000, 9_000_000),
];
const FIRST_METRIC_ID: u64 = 40;

/// Name, least and greatest cost in ten-thousandths.
const BY_HAND: [(&str, i64, i64); 7] = [
    ("Goodwill credit, outage", -1_500_000, -100_000),
    ("Support & onboarding", 1_000_000, 4_500_000),
    ("SLA credit (availability < 99.9 %)", -900_000, -50_000),
    ("Crédito de cortesía", -600_000, -10_000),
    ("Training day, remote", 6_000_000, 9_500_000),
    ("Refund", -2_000_000, -1),
    ("Correction of the previous invoice", -55_555, 55_555),
];

/// Texts that many line items share, made once.
pub(super) struct Catalogue {
    fixed: Vec<Text>,
    setup: Vec<Text>,
    metrics: Vec<Text>,
    by_hand: Vec<Text>,
    note: Text,
    empty: Text,
}

impl Catalogue {
    pub(super) fn new() -> Catalogue {
        Catalogue {
            fixed: PLANS.iter().map(|(name, _)| Text::from(format!("Fixed fee ('{name}')"))).collect(),
            setup: PLANS.iter().map(|(name, _)| Text::from(format!("Setup fee ('{name}')"))).collect(),
            metrics: METRICS.iter().map(|(name, ..)| Text::from(*name)).collect(),
            by_hand: BY_HAND.iter().map(|(name, ..)| Text::from(*name)).collect(),
            note: Text::from("As agreed by phone <see ticket 4711 & attachment>"),
            empty: Text::from(""),
        }
    }

    /// Ids of all metrics.
    pub(super) fn metric_ids() -> Vec<u64> {
        (0..METRICS.len() as u64).map(|index| FIRST_METRIC_ID + index).collect()
    }
}

/// `September 1, 2026 ( 0:00) - September 30, 2026 (23:59)`.
pub(super) fn whole_month(month: Month) -> Text {
    let (first, last) = (month.first_day(), month.last_day());
    Text::from(format!("{} ( 0:00) - {} (23:59)", first.strftime("%B %-d, %Y"), last.strftime("%B %-d, %Y")))
}

/// Makes the line items of one invoice after the other.
pub(super) struct Items<'a> {
    pub catalogue: &'a Catalogue,
    /// Id of the line item made last.
    pub last_id: u64,
}

impl Items<'_> {
    /// The line items of an invoice: fees of the plans first, then use, then what was added by hand.
    pub(super) fn make(
        &mut self,
        random: &mut Random,
        customer: &Customer,
        span: &Text,
        count: usize,
    ) -> Vec<LineItem> {
        (0..count)
            .map(|index| match index {
                0 => self.plan(random, customer, span),
                _ if index < 6 && index + 1 == count && random.permille(450) => self.by_hand(random),
                _ if random.permille(90) => self.plan(random, customer, span),
                _ => self.variable(random, customer, span, count),
            })
            .collect()
    }

    fn plan(&mut self, random: &mut Random, customer: &Customer, span: &Text) -> LineItem {
        let contract = *random.pick(&customer.account.contracts);
        let plan = ((contract.plan_id - FIRST_PLAN_ID) as usize).min(PLANS.len() - 1);
        let setup = random.permille(60);
        let name = if setup { &self.catalogue.setup[plan] } else { &self.catalogue.fixed[plan] };
        let fee = PLANS[plan].1 / if setup { 4 } else { 1 };
        // Some customers joined within the month and pay their share of it.
        let cost = if random.permille(50) { fee * 100 * random.between(2, 29) / 30 } else { fee * 100 };
        let description = (!setup).then(|| span.clone());
        self.item(name.clone(), description, Some(1), Decimal::new(cost, 4), LineItemKind::PlanCost, Some(contract))
    }

    fn variable(&mut self, random: &mut Random, customer: &Customer, span: &Text, count: usize) -> LineItem {
        let metric = random.below(METRICS.len());
        let (_, price, low, high) = METRICS[metric];
        // Long invoices are long because every method is billed apart, not because more is used.
        let share = if count > 12 { 10 } else { 100 };
        let used = random.between(low, high) * customer.size / 100 * share / 100;
        let cost = money::round(Decimal::new(used * price, 6), 4);
        let name = self.catalogue.metrics[metric].clone();
        let description = match random.below(20) {
            0 => None,
            1 => Some(self.catalogue.empty.clone()),
            _ => Some(span.clone()),
        };
        let contract = (!random.permille(40)).then(|| *random.pick(&customer.account.contracts));
        let item = self.item(name, description, Some(used), cost, LineItemKind::VariableCost, contract);
        LineItem { metric_id: Some(FIRST_METRIC_ID + metric as u64), ..item }
    }

    fn by_hand(&mut self, random: &mut Random) -> LineItem {
        let choice = random.below(BY_HAND.len());
        let (_, low, high) = BY_HAND[choice];
        let cost = Decimal::new(random.between(low, high), 4);
        let description = match random.below(4) {
            0 => None,
            1 => Some(self.catalogue.note.clone()),
            _ => Some(self.catalogue.empty.clone()),
        };
        let quantity = (!random.permille(250)).then_some(1);
        self.item(self.catalogue.by_hand[choice].clone(), description, quantity, cost, LineItemKind::ByHand, None)
    }

    fn item(
        &mut self,
        name: Text,
        description: Option<Text>,
        quantity: Option<i64>,
        cost: Decimal,
        kind: LineItemKind,
        contract: Option<Contract>,
    ) -> LineItem {
        self.last_id += 1;
        LineItem {
            id: self.last_id,
            name: Some(name),
            description,
            quantity,
            kind,
            metric_id: None,
            plan_id: contract.map(|contract| contract.plan_id),
            contract_id: contract.map(|contract| contract.id),
            contract_kind: contract.map(|contract: Contract| -> ContractKind { contract.kind }),
            cost,
        }
    }
}
