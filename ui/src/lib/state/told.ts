import type { Write, WriteResult } from '../../api/bindings';
import { sentences } from '../sentences';
import { words } from '../words';
import { isUnsettled } from '../writes';
import type { App } from './app.svelte';
import type { Workspace } from './workspace.svelte';

/**
 * Tells what became of something outside its dialog, where that is enough: what is done in a message that leaves,
 * what is not known in the pane, where it stays. False where the dialog has to tell it.
 */
export function told(app: App, workspace: Workspace, result: WriteResult, write: Write): boolean {
  const w = words.changes.result;
  if (result.outcome === 'done') {
    // The card was charged, and the invoice does not say so: whoever charges again charges twice.
    const invoice = workspace.detail.data?.invoice;
    const owedStill =
      write.action === 'charge' && invoice?.id === result.invoice_id && invoice?.state !== 'paid';
    if (owedStill) app.toasts.add('warn', sentences(result.message), w.stillOwed);
    else app.toasts.add('ok', result.entries[0]?.friendly_id ?? '', sentences(result.message));
    return true;
  }
  if (result.outcome !== 'unknown') return false;
  const waiting = workspace.detail.data?.waiting ?? [];
  const shown = result.entries.some((entry) => waiting.some(({ id }) => id === entry.id));
  if (!shown || !result.entries.some(isUnsettled))
    app.toasts.add('warn', w.unknown, sentences(result.message));
  return true;
}
