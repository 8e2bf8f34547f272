import { getContext, setContext } from 'svelte';
import { SvelteMap } from 'svelte/reactivity';
import type { AppState, Connection, Error as ApiError, Layout } from '../../api/bindings';
import { asApiError, call } from '../../api/call';
import { platform } from '../../platform';
import { readLayout } from '../layouts';
import { forget, recall, remember } from '../remember';
import { Schedule } from '../schedule';
import { Actions } from './actions.svelte';
import { type Asked } from './asked';
import { tellNews } from './news';
import { Preferences } from './preferences.svelte';
import { Toasts } from './toasts.svelte';
import { readSection, type Section } from '../settings';
import { Workspace } from './workspace.svelte';

/** `#/invoice/<connection>/<id>` is the address of an invoice's own window. */
export function readApart(hash: string): { connection: string; id: number } | null {
  const [, name, id] = /^#\/invoice\/([^/]+)\/(\d+)$/.exec(hash) ?? [];
  return name === undefined ? null : { connection: decodeURIComponent(name), id: Number(id) };
}

/** The whole window: which connections there are, which one is shown. */
export class App {
  /** The invoice this window is for, where it is the window of one. */
  readonly apart = readApart(location.hash);
  info = $state<AppState | null>(null);
  error = $state<ApiError | null>(null);
  workspace = $state<Workspace | null>(null);
  /** The connect page is shown although there is a connection. */
  adding = $state(false);
  /** How an invoice's PDF is shown and saved. */
  layout = $state<Layout>(readLayout(recall('layout')));
  readonly toasts = new Toasts();
  readonly preferences = new Preferences(this.toasts);
  readonly actions = new Actions(this.toasts);
  /** What stands over the window: the palette, a question about a connection, the keyboard map. */
  asked = $state.raw<Asked | null>(null);
  /** The part of the settings that is looked at. */
  section = $state<Section>(readSection(recall('section')));

  private readonly schedule = new Schedule(() => this.withToken());

  /** One per connection that was shown or synced: a sync goes on while another connection is looked at. */
  private workspaces = new SvelteMap<string, Workspace>();

  /** Every connection that was shown or synced since the window was opened. */
  get known(): Workspace[] {
    return [...this.workspaces.values()];
  }

  get today(): string {
    return this.info?.today ?? '';
  }

  async start(): Promise<void> {
    let info: AppState;
    try {
      info = await call('app_state', {});
    } catch (thrown) {
      this.error = asApiError(thrown);
      return;
    }
    if (this.preferences.adopt(info.preferences)) return;
    this.info = info;
    // The main window shows connections and syncs them.
    if (this.apart) return;
    const { connections } = info;
    const last = recall('connection');
    const connection = connections.find((known) => known.name === last) ?? connections[0];
    if (connection) this.show(connection);
    void this.schedule.look();
  }

  choose(layout: Layout): void {
    this.layout = layout;
    remember('layout', layout);
  }

  /** Listens to the core for as long as the window lives. */
  listen(): () => void {
    const stop = platform().onDataChanged((name) => this.workspaces.get(name)?.follow());
    const clock = setInterval(() => void this.wake(), 10 * 60_000);
    const unschedule = this.apart ? () => {} : this.schedule.start();
    return () => {
      unschedule();
      clearInterval(clock);
      stop();
    };
  }

  /** Keeps the view of one invoice up to date. */
  follow(workspace: Workspace): () => void {
    this.workspaces.set(workspace.name, workspace);
    return () => this.workspaces.delete(workspace.name);
  }

  /** The day may have changed while the window was open, and with it what is overdue. */
  async wake(): Promise<void> {
    const before = this.info?.today;
    if (!before) return;
    try {
      this.info = await call('app_state', {});
    } catch {
      // The day before is still a day; the next look at the clock comes soon.
      return;
    }
    this.preferences.adopt(this.info.preferences);
    if (this.info.today !== before) this.workspace?.follow();
  }

  show(connection: Connection): void {
    this.adding = false;
    remember('connection', connection.name);
    const workspace = this.workspaceOf(connection);
    if (this.workspace && this.workspace !== workspace) this.workspace.shown = false;
    this.workspace = workspace;
    void workspace.enter();
  }

  /** A connection is shown or may do other things than before. */
  changed(connection: Connection): void {
    const { info } = this;
    if (!info) return;
    const put = (known: Connection) => (known.name === connection.name ? connection : known);
    this.info = { ...info, connections: info.connections.map(put) };
    const workspace = this.workspaces.get(connection.name);
    if (!workspace) return;
    workspace.connection = connection;
    workspace.follow();
  }

  /** A connection was made or got its token: read the list of connections again and go there. */
  async connected(connection: Connection): Promise<void> {
    this.info = await call('app_state', {});
    this.show(connection);
    const workspace = this.workspaceOf(connection);
    workspace.connection = connection;
    workspace.syncError = null;
    await workspace.fill();
  }

  private workspaceOf(connection: Connection): Workspace {
    const workspace = this.workspaces.get(connection.name);
    if (workspace) return workspace;
    const made = new Workspace(connection);
    made.onSynced = (run) => void tellNews(this.preferences.now, made.connection, run);
    this.workspaces.set(connection.name, made);
    return made;
  }

  private withToken(): Workspace[] {
    const connections = this.info?.connections ?? [];
    return connections.filter((known) => known.has_token).map((known) => this.workspaceOf(known));
  }

  async forget(connection: Connection, wipe: boolean): Promise<void> {
    await call('disconnect', { connection: connection.name, wipe });
    this.workspaces.get(connection.name)?.leave();
    this.workspaces.delete(connection.name);
    forget(`place.${connection.name}`);
    forget(`recent.${connection.name}`);
    this.workspace = null;
    this.info = await call('app_state', {});
    const next = this.info.connections[0];
    if (next) this.show(next);
  }

  /** Runs something a person asked for; what goes wrong is said, not swallowed. */
  async attempt<T>(work: () => Promise<T>, title: string): Promise<T | undefined> {
    try {
      return await work();
    } catch (thrown) {
      const { message, hint } = asApiError(thrown);
      this.toasts.add('bad', title, hint ? `${message} ${hint}` : message);
      return undefined;
    }
  }
}

const key = Symbol('app');
export const provideApp = (app: App) => setContext(key, app);
export const useApp = () => getContext<App>(key);
