import type { Connection, Preferences, SyncRun } from '../../api/bindings';
import { call } from '../../api/call';
import { words } from '../words';

/** Tells of new unpaid and failed invoices with the system's notifications, where a person wants it. */
export async function tellNews(
  preferences: Preferences,
  connection: Connection,
  run: SyncRun,
): Promise<void> {
  // All that a first fill brings is new; none of it is news.
  if (!preferences.notifications || run.kind === 'first') return;
  try {
    const news = await call('sync_news', { connection: connection.name, run: run.id });
    if (news.unpaid + news.failed === 0) return;
    const w = words.news;
    await call('notify', {
      title: w.title(news.unpaid, news.failed),
      body: w.body(connection.org_name ?? connection.name, news.examples, news.unpaid + news.failed),
    });
  } catch {
    // A notification that cannot be shown is no failure of the sync; what it would tell is in the list.
  }
}
