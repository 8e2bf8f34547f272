/** What a person is being asked about; the answer sends, prepares, discards or notes something. */
import type { Effect, Invoice, JournalEntry, LineItem, Write } from '../api/bindings';

export interface AskedWrite {
  form: 'write';
  writes: Write[];
  /** What they do; asked of the core where it is not known yet. */
  effects: Effect[] | null;
  destructive: boolean;
  /** The invoice as it was displayed when the question was asked: the core compares it before it sends. */
  seen: Invoice;
  /** Written down, not sent. */
  prepares: boolean;
}

export interface AskedLine {
  form: 'line';
  /** The line to be replaced; a new one when null. */
  line: LineItem | null;
  seen: Invoice;
  prepares: boolean;
}

export interface AskedNumber {
  form: 'number';
  seen: Invoice;
  prepares: boolean;
}

export interface AskedDrafts {
  form: 'send' | 'discard';
  drafts: JournalEntry[];
}

export interface AskedDecision {
  form: 'decide';
  entry: JournalEntry;
  happened: boolean;
}

export type Asking = AskedWrite | AskedLine | AskedNumber | AskedDrafts | AskedDecision;
