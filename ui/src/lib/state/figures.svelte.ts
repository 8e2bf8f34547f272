import { SvelteSet } from 'svelte/reactivity';
import type { Earnings, Receivables } from '../../api/bindings';
import { call } from '../../api/call';
import { isDay, type Months, monthsOf, type Period, readPeriod } from '../periods';
import { forget, recall, remember } from '../remember';
import { Answer } from './answer.svelte';

/** Customers of each currency shown at first, and so many more each time. */
const firstCustomers = 10;
const moreCustomers = 50;

/** What was earned and what is owed: the questions that are asked, and their answers. */
export class Figures {
  readonly connection: string;
  /** Its code, empty for invoices without one; null while none was chosen. */
  currency = $state<string | null>(null);
  period = $state<Period>()!;
  /** Null for today. */
  asOf = $state<string | null>(null);
  readonly earnings = new Answer<{ months: Months; earnings: Earnings }>();
  readonly receivables = new Answer<Receivables>();
  /** Currencies whose customers are shown. */
  readonly opened = new SvelteSet<string>();
  customers = $state(firstCustomers);
  private today = '';

  constructor(connection: string) {
    this.connection = connection;
    const stored = (recall(`figures.${connection}`) ?? {}) as Record<string, unknown>;
    if (typeof stored.currency === 'string') this.currency = stored.currency;
    if (isDay(stored.asOf)) this.asOf = stored.asOf;
    this.period = readPeriod(stored.period);
  }

  /** The page is looked at, on this day. */
  async look(today: string): Promise<void> {
    this.today = today;
    if (this.asOf !== null && this.asOf >= today) this.asOf = null;
    await this.refresh();
  }

  /** Reads again what is looked at. */
  async refresh(): Promise<void> {
    if (this.today) await Promise.all([this.readEarnings(), this.readReceivables()]);
  }

  choose(currency: string): void {
    this.currency = currency;
    this.keep();
  }

  async during(period: Period): Promise<void> {
    this.period = period;
    this.keep();
    await this.readEarnings();
  }

  /** As of a day; today and days to come are today. */
  async on(day: string | null): Promise<void> {
    this.asOf = day !== null && day >= this.today ? null : day;
    this.customers = firstCustomers;
    this.keep();
    await this.readReceivables();
  }

  flip(currency: string): void {
    if (!this.opened.delete(currency)) this.opened.add(currency);
  }

  async showMore(): Promise<void> {
    this.customers += moreCustomers;
    await this.readReceivables();
  }

  /** How many more are shown the next time. */
  more(held: number, count: number): number {
    return Math.min(moreCustomers, count - held);
  }

  forget(): void {
    forget(`figures.${this.connection}`);
  }

  private readEarnings(): Promise<void> {
    const months = monthsOf(this.period, this.today);
    return this.earnings.ask(months, async () => ({
      months,
      earnings: await call('earnings', { connection: this.connection, ...months }),
    }));
  }

  private readReceivables(): Promise<void> {
    const request = { connection: this.connection, as_of: this.asOf, customers: this.customers };
    return this.receivables.ask(this.asOf, () => call('receivables', request));
  }

  private keep(): void {
    const { currency, period, asOf } = this;
    remember(`figures.${this.connection}`, { currency, period, asOf });
  }
}
