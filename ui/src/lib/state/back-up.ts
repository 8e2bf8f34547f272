import { call } from '../../api/call';
import { words } from '../words';
import type { App } from './app.svelte';

/** Asks where to save a copy of the cache. Nothing is said when the question was dismissed. */
export async function backUp(app: App, connection: string): Promise<void> {
  const w = words.settings.data;
  const saved = await app.attempt(() => call('back_up', { connection }), w.backUpFailed);
  if (saved) app.toasts.add('ok', w.backedUp(saved.file_name), words.pdf.savedIn(saved.folder));
}
