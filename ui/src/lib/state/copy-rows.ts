import { call } from '../../api/call';
import { copyText } from '../clipboard';
import { tooManyIds } from '../printing';
import { words } from '../words';
import type { App } from './app.svelte';
import type { Targets } from './ticks.svelte';
import type { Workspace } from './workspace.svelte';

/** Beyond so many a person is asked first: few programs take so much text well. */
export const copiesWithoutQuestion = 10_000;

/** Copies invoices as a table in the order of the list, and says how many. */
export const copyRows = (
  app: App,
  workspace: Workspace,
  read: () => Promise<Targets | null>,
  count: number,
) =>
  app.attempt(async () => {
    const w = words.copying;
    const sort = { ...workspace.list.sort };
    const targets = await read();
    if (!targets) throw tooManyIds();
    await copyText(await call('copy_invoices', { connection: workspace.name, ...targets, sort }));
    app.toasts.add('ok', w.copied(count), w.copiedHelp);
  }, words.copying.failed);
