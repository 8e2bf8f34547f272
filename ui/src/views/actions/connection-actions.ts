import { call } from '../../api/call';
import { type Action, mod } from '../../lib/actions';
import { backUp } from '../../lib/state/back-up';
import type { App } from '../../lib/state/app.svelte';
import type { Workspace } from '../../lib/state/workspace.svelte';
import { syncState } from '../../lib/sync-state';
import { sections, type Section } from '../../lib/settings';
import { views } from '../../lib/views';
import { words } from '../../lib/words';
import { viewIcons, viewStates } from '../sidebar/glyphs';

/** Where one can go, and what can be done with the connection as a whole. */
export function connectionActions(app: App, workspace: Workspace): Action[] {
  return [
    ...goActions(app, workspace),
    ...syncActions(app, workspace),
    ...switchActions(app, workspace),
    ...dataActions(app, workspace),
  ];
}

function goActions(app: App, workspace: Workspace): Action[] {
  const w = words.actions;
  const settings = (section: Section) => {
    app.section = section;
    return workspace.go('settings');
  };
  return [
    {
      id: 'palette',
      group: 'go',
      label: w.palette,
      icon: 'command',
      keys: [mod('k')],
      menu: 'go',
      hidden: true,
      run: () => (app.asked = { what: 'palette', query: '' }),
    },
    ...views
      .filter((view) => view !== 'settings')
      .map((view, at): Action => ({
        id: `go.${view}`,
        group: 'go',
        label: words.views[view],
        icon: viewIcons[view] ?? 'goto',
        state: viewStates[view],
        keys: at < 9 ? [mod(String(at + 1))] : [],
        checked: workspace.view === view,
        menu: 'go',
        line: at === 0 || view === 'customers',
        run: () => workspace.go(view),
      })),
    {
      id: 'go.settings',
      group: 'go',
      label: w.openSettings,
      icon: 'settings',
      keys: [mod(',')],
      menu: 'file',
      line: true,
      run: () => workspace.go('settings'),
    },
    ...sections.map((section): Action => ({
      id: `settings.${section}`,
      group: 'go',
      label: w.settingsOf(words.settings.sections[section]),
      icon: 'settings',
      run: () => settings(section),
    })),
  ];
}

function syncActions(app: App, workspace: Workspace): Action[] {
  const w = words.actions;
  const why = words.verification.why;
  const facts = workspace.syncFacts(app.today);
  const kind = facts && syncState(facts).kind;
  const busy =
    kind === 'syncing' || kind === 'verifying' ? why.syncing : kind === 'elsewhere' ? why.elsewhere : null;
  const off = busy ?? (workspace.connection.has_token ? null : why.token);
  return [
    {
      id: 'sync.now',
      group: 'sync',
      label: kind === 'stopped' ? w.resume : w.syncNow,
      icon: kind === 'stopped' ? 'play' : 'sync',
      keys: [mod('r')],
      why: off,
      menu: 'file',
      line: true,
      run: () => workspace.sync(),
    },
    {
      id: 'sync.pause',
      group: 'sync',
      label: w.pause,
      icon: 'pause',
      why: kind === 'syncing' ? null : w.why.notSyncing,
      menu: 'file',
      run: () => app.attempt(() => workspace.pause(), words.errors.title),
    },
    {
      id: 'sync.full',
      group: 'sync',
      label: w.full,
      hint: w.fullHint,
      icon: 'synced',
      why: off,
      menu: 'file',
      run: () => workspace.sync({ full: true }),
    },
    {
      id: 'verify',
      group: 'sync',
      label: w.verify,
      hint: w.verifyHint,
      icon: 'compare',
      why: off,
      menu: 'file',
      run: () => workspace.verify(),
    },
  ];
}

function switchActions(app: App, workspace: Workspace): Action[] {
  const w = words.actions;
  const others = (app.info?.connections ?? []).filter(({ name }) => name !== workspace.name);
  const { connection } = workspace;
  return [
    ...others.map((other): Action => ({
      id: `connection.switch.${other.name}`,
      group: 'connection',
      label: w.switchTo(other.org_name ?? other.name),
      hint: other.org_name ? other.name : undefined,
      icon: 'updown',
      also: other.url,
      run: () => app.show(other),
    })),
    {
      id: 'connection.add',
      group: 'connection',
      label: w.add,
      icon: 'plus',
      menu: 'file',
      line: true,
      run: () => (app.adding = true),
    },
    ...(connection.sample
      ? []
      : [
          {
            id: 'connection.token',
            group: 'connection',
            label: connection.has_token ? w.token : w.giveToken,
            icon: 'lock',
            run: () => (app.asked = { what: 'token' }),
          } satisfies Action,
        ]),
    {
      id: 'connection.forget',
      group: 'connection',
      label: w.forget,
      icon: 'x',
      danger: true,
      hint: w.asks,
      run: () => (app.asked = { what: 'forget', wipe: false }),
    },
  ];
}

function dataActions(app: App, { name }: Workspace): Action[] {
  const w = words.actions;
  const failed = words.settings.data.showFailed;
  return [
    {
      id: 'data.back_up',
      group: 'file',
      label: w.backUp,
      icon: 'save',
      menu: 'file',
      line: true,
      run: () => backUp(app, name),
    },
    {
      id: 'data.restore',
      group: 'file',
      label: w.restore,
      hint: w.asks,
      icon: 'undo',
      menu: 'file',
      run: () => (app.asked = { what: 'restore' }),
    },
    {
      id: 'data.folder',
      group: 'file',
      label: w.dataFolder,
      icon: 'disk',
      menu: 'file',
      run: () => app.attempt(() => call('show_data_folder', { connection: name }), failed),
    },
  ];
}
