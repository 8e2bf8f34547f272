/** What a person chooses when many invoices are exported: as PDFs, or as a table. */
import type {
  Error as ApiError,
  ExportColumns,
  Layout,
  PrintResult,
  PrintTarget,
  TableFormat,
} from '../api/bindings';
import { readLayout } from './layouts';
import { recall, remember } from './remember';
import { mostIds } from './state/ticks.svelte';
import { words } from './words';

/** What invoices become. */
export type ExportTarget = PrintTarget | TableFormat;

export const exportTargets: readonly ExportTarget[] = ['folder', 'zip', 'merged', 'csv', 'xlsx'];
export const exportColumns: readonly ExportColumns[] = ['full', 'portal'];

export function isTable(target: ExportTarget): target is TableFormat {
  return target === 'csv' || target === 'xlsx';
}

/** As on the command line. */
export const usualPattern = '{number} {customer}';

export interface PrintChoices {
  layout: Layout;
  target: ExportTarget;
  pattern: string;
  columns: ExportColumns;
  lineItems: boolean;
}

/** What was remembered may come from another version: only what still fits is taken. */
export function readChoices(stored: unknown, layout: Layout, pattern: string | null = null): PrintChoices {
  const kept = (typeof stored === 'object' && stored !== null ? stored : {}) as Record<string, unknown>;
  return {
    layout: kept.layout === undefined ? layout : readLayout(kept.layout),
    target: exportTargets.find((one) => one === kept.target) ?? 'folder',
    // What was set for the program as a whole comes before what was typed last.
    pattern:
      pattern?.trim() ||
      (typeof kept.pattern === 'string' && kept.pattern.trim() ? kept.pattern : usualPattern),
    columns: exportColumns.find((one) => one === kept.columns) ?? 'full',
    lineItems: kept.lineItems === true,
  };
}

export function tooManyIds(): ApiError {
  return {
    code: 'invalid_input',
    message: words.bulk.tooMany(mostIds),
    hint: words.bulk.tooManyHelp,
    retryable: false,
    field: null,
  };
}

/** Files of their own stay when it is stopped; one file for all is not written before the last of them. */
export const nothingWritten = ({ left, file_name }: PrintResult) => left > 0 && file_name !== null;

/** What became of it in a few words. */
export function endTitle(result: PrintResult): string {
  const w = words.printing;
  if (nothingWritten(result)) return w.endedNothing;
  const { printed, left } = result;
  return left > 0 ? w.endedPartly(printed, printed + left) : w.ended(printed);
}

/** Puts a field where the cursor is, apart from its neighbours; what is marked gives way. */
export function insertField(text: string, field: string, from: number, to: number) {
  const [before, after] = [text.slice(0, from), text.slice(to)];
  const inserted = `${before.endsWith('}') ? ' ' : ''}{${field}}${after.startsWith('{') ? ' ' : ''}`;
  return { text: before + inserted + after, caret: before.length + inserted.length };
}

/** Ids in the order a list shows them; those it does not hold come last. */
export function inOrder(ids: readonly number[], shown: readonly number[]): number[] {
  const places = new Map(shown.map((id, at) => [id, at]));
  const place = (id: number) => places.get(id) ?? shown.length;
  return ids.toSorted((a, b) => place(a) - place(b));
}

/** What was set in the settings is what the next dialog starts from, whatever was chosen in the last one. */
export function keepForPrinting(change: Partial<PrintChoices>): void {
  const kept = recall('print');
  remember('print', { ...(typeof kept === 'object' ? kept : {}), ...change });
}
