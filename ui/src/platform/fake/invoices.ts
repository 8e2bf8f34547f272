import type { Buyer, Invoice, LineItem, Party, PaymentTransaction } from '../../api/bindings';

const names = [
  'みどり物流株式会社',
  'Ελλάς Λογισμικό Α.Ε.',
  'Zürcher Kartenwerk AG',
  'Brightwater Health Inc.',
  'Łódź Mobility sp. z o.o.',
  'Київ Транзит ТОВ',
  'Café Müller & Söhne',
  'Dún Laoghaire Data',
  'Old Harbor Insurance',
  'Ångström Instruments',
  'Çelik Yazılım A.Ş.',
  'Señal Abierta S.A.',
  'Côte d’Azur Énergie',
  'Vereinigte Verkehrsbetriebe Mecklenburgische Seenplatte GmbH',
];

const provider: Party = {
  id: 2,
  org_name: 'Farnsworth APIs S.L.',
  address: 'Paseo de la Castellana 77\nPlanta 4',
  city: 'Madrid',
  state: 'Madrid',
  country: 'Spain',
  phone: '+34 91 123 45 67',
  zip: '28046',
};

export function buyer(more: Partial<Buyer> = {}): Buyer {
  return {
    status: null,
    id: 7,
    org_name: 'Señal Abierta S.A.',
    address: 'Calle de Alcalá 46\n2º izq.',
    city: 'Madrid',
    state: null,
    country: 'Spain',
    phone: null,
    zip: '28014',
    ...more,
  };
}

export function line(id: number, name: string, cost: string, more: Partial<LineItem> = {}): LineItem {
  return {
    id,
    name,
    description: null,
    quantity: 1,
    type: null,
    metric_id: null,
    plan_id: null,
    contract_id: null,
    contract_type: null,
    cost,
    ...more,
  };
}

const lines = [
  line(1, 'Fixed fee (‘Scale’)', '1450.0', {
    type: 'LineItem::PlanCost',
    description: 'September 1, 2026 (0:00) - September 30, 2026 (23:59)',
    plan_id: 4,
    contract_id: 9,
    contract_type: 'Cinstance',
  }),
  line(2, 'Geocoding requests', '1027.44', {
    type: 'LineItem::VariableCost',
    quantity: 1_284_300,
    metric_id: 12,
    plan_id: 4,
    contract_id: 9,
    contract_type: 'Cinstance',
  }),
  line(3, 'Route matrix, EU', '771.296', { type: 'LineItem::VariableCost', quantity: 96_412, metric_id: 13 }),
  line(4, 'Goodwill credit, outage 14 Sep', '-120.0'),
];

export function payment(id: number, more: Partial<PaymentTransaction> = {}): PaymentTransaction {
  return {
    id,
    created_at: '2026-10-03T04:00:00Z',
    reference: 'ch_9b1f44d07e31',
    success: false,
    amount: '4032.71',
    currency: 'EUR',
    action: 'purchase',
    message: 'Do not honour',
    test: false,
    gateway_response: { avs_result: 'Y', decline: { code: 'do_not_honour', retry: false } },
    ...more,
  };
}

export function invoice(id: number, more: Partial<Invoice> = {}): Invoice {
  return {
    id,
    friendly_id: `2026-09-${String(id).padStart(8, '0')}`,
    creation_type: 'background',
    state: 'paid',
    period: { from: '2026-09-01', to: '2026-09-30' },
    issued_on: '2026-10-01',
    due_on: '2026-10-03',
    paid_at: '2026-10-03T04:00:00Z',
    created_at: '2026-09-01T00:10:00Z',
    updated_at: '2026-10-03T04:00:00Z',
    currency: 'EUR',
    cost: '4032.71',
    vat_rate: '21',
    vat_amount: '699.892662',
    cost_without_vat: '3332.8222',
    provider,
    buyer: buyer(),
    line_items: lines,
    payment_transactions_count: 0,
    payment_transactions: [],
    ...more,
  };
}

/** Many invoices, the same ones every time: six a month, back from October 2026. */
export function makeInvoices(count: number): Invoice[] {
  const perMonth = 14;
  const old = ['paid', 'paid', 'paid', 'cancelled', 'paid', 'paid', 'unpaid', 'paid', 'paid', 'failed'];
  const recent = ['open', 'open', 'finalized', 'pending', 'open'];
  return Array.from({ length: count }, (_, at) => {
    const back = Math.floor((count - 1 - at) / perMonth);
    const month = new Date(Date.UTC(2026, 9 - back, 1));
    const text = month.toISOString().slice(0, 7);
    const last = new Date(Date.UTC(2026, 10 - back, 0)).getUTCDate();
    const state = back === 0 ? recent[at % recent.length]! : old[(at * 7) % old.length]!;
    const issued = new Date(Date.UTC(2026, 10 - back, 1)).toISOString().slice(0, 7);
    const isIssued = !['open', 'finalized'].includes(state) && !(state === 'cancelled' && at % 2 === 0);
    const deleted = at % 23 === 5;
    const tries = ['unpaid', 'failed'].includes(state)
      ? [
          payment(at * 2 + 1),
          payment(at * 2, {
            message: 'Insufficient funds',
            created_at: '2026-10-06T04:00:00Z',
            test: at % 2 === 0,
          }),
        ]
      : [];
    return invoice(1001 + at, {
      friendly_id: `${text}-${String((at % perMonth) + 1).padStart(8, '0')}`,
      state,
      period: { from: `${text}-01`, to: `${text}-${last}` },
      issued_on: isIssued ? (back === 0 ? '2026-10-07' : `${issued}-01`) : null,
      due_on: isIssued ? (back === 0 ? '2026-10-09' : `${issued}-03`) : null,
      paid_at: state === 'paid' ? `${issued}-03T04:00:00Z` : null,
      cost: `${((at * 37_919) % 1_380_000) / 100 + 0.01}`.replace(
        /^(\d+)(?:\.(\d{1,2}))?.*$/,
        (_m, w: string, f = '') => `${w}.${String(f).padEnd(2, '0')}`,
      ),
      currency: state === 'cancelled' && !isIssued ? null : at % 3 === 1 ? 'USD' : 'EUR',
      vat_rate: at % 5 === 0 ? null : at % 5 === 1 ? '0' : '21',
      vat_amount: at % 5 === 0 ? null : at % 5 === 1 ? '0' : '699.892662',
      buyer: buyer({
        id: 100 + (at % names.length),
        org_name: deleted && at % 2 ? null : names[(at * 5) % names.length]!,
        status: deleted ? 'deleted' : null,
      }),
      payment_transactions_count: state === 'paid' ? 1 : tries.length,
      payment_transactions:
        state === 'paid' ? [payment(at * 2, { success: true, message: 'Transaction approved' })] : tries,
    });
  });
}
