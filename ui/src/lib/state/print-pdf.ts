import { call } from '../../api/call';
import { noFilter, toRequest } from '../filters';
import { words } from '../words';
import type { App } from './app.svelte';

/** Hands the PDF of an invoice to the system's program for PDFs, to be printed there. */
export async function printPdf(app: App, connection: string, id: number): Promise<void> {
  const { layout } = app;
  const filter = toRequest('all', noFilter);
  await app.attempt(
    () => call('open_pdf', { connection, ids: [id], filter, layout }),
    words.actions.printFailed,
  );
}
