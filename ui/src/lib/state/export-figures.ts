import type { FigureTable, SavedFile, TableFormat } from '../../api/bindings';
import { call } from '../../api/call';
import { copyText } from '../clipboard';
import { words } from '../words';
import type { App } from './app.svelte';

/** Says which file was written and where, and leads there. */
export function tellWritten(app: App, { file_name, folder }: SavedFile): void {
  const w = words.figures;
  app.toasts.add('ok', w.exported(file_name), w.exportedIn(folder), [
    {
      label: w.showInFolder,
      run: () => void app.attempt(() => call('show_written', { file_name, folder }), w.showFailed),
    },
  ]);
}

/** Asks where to save a table and says where it is. Nothing is said when the question was dismissed. */
export async function exportFigures(
  app: App,
  connection: string,
  table: FigureTable,
  format: TableFormat,
): Promise<void> {
  const request = { connection, table, format };
  const saved = await app.attempt(() => call('export_figures', request), words.figures.exportFailed);
  if (saved) tellWritten(app, saved);
}

/** Copies a table and says how much of it there was, its heading left out. */
export const copyTable = (app: App, read: () => string | Promise<string>) =>
  app.attempt(async () => {
    const text = await read();
    await copyText(text);
    const w = words.figures;
    app.toasts.add('ok', w.copied, w.copiedRows(text.trimEnd().split('\n').length - 1));
  }, words.copyFailed);
