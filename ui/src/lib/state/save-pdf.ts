import { call } from '../../api/call';
import { words } from '../words';
import type { App } from './app.svelte';

/** Asks where to save the PDF and says which file was written. Nothing is said when the question was dismissed. */
export async function savePdf(app: App, connection: string, id: number): Promise<void> {
  const saved = await app.attempt(() => call('save_pdf', { connection, id }), words.pdf.saveFailed);
  if (!saved) return;
  app.toasts.add('ok', words.pdf.saved(saved.file_name), words.pdf.savedIn(saved.folder));
  if (saved.missing_characters.length > 0) {
    app.toasts.add('warn', saved.file_name, words.pdf.missingCharacters(saved.missing_characters.join(' ')));
  }
}
