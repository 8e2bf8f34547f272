import { call } from '../../api/call';
import { copyText } from '../clipboard';
import { tooManyIds } from '../printing';
import { words } from '../words';
import type { App } from './app.svelte';
import type { Workspace } from './workspace.svelte';

/** Beyond so many a person is asked first. */
export const copiesWithoutQuestion = 10_000;

/** Copies the ticked rows as a table, and says how many there were. */
export const copyRows = (app: App, workspace: Workspace) =>
  app.attempt(async () => {
    const { list } = workspace;
    const targets = await list.ticks.targets();
    if (!targets) throw tooManyIds();
    const text = await call('copy_invoices', {
      connection: workspace.name,
      ...targets,
      sort: { ...list.sort },
    });
    await copyText(text);
    const rows = text.trimEnd().split('\n').length - 1;
    app.toasts.add('ok', words.copying.copied(rows), words.copying.copiedHelp);
  }, words.copying.failed);
