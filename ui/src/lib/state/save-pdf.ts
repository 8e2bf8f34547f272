import { call } from '../../api/call';
import { named } from '../characters';
import { listOf } from '../locale';
import { words } from '../words';
import type { App } from './app.svelte';

/**
 * Asks where to save the PDF, in the layout that is chosen, and says which file was written. Nothing is said when the
 * question was dismissed.
 */
export async function savePdf(app: App, connection: string, id: number): Promise<void> {
  const w = words.pdf;
  const saved = await app.attempt(
    () => call('save_pdf', { connection, id, layout: app.layout }),
    w.saveFailed,
  );
  if (!saved) return;
  const { file_name, folder } = saved;
  const show = () =>
    void app.attempt(() => call('show_written', { folder, file_name }), words.exporting.showFailed);
  const action = { label: words.exporting.showInFolder, run: show };
  app.toasts.add('ok', w.saved(file_name), w.savedIn(folder), [action]);
  const { missing_characters: missing } = saved;
  if (missing.length > 0)
    app.toasts.add(
      'warn',
      saved.file_name,
      `${w.noFont(listOf(named(missing)))} ${w.emptyBox(missing.length)}`,
    );
}
