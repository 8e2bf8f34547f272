import type { Theme } from '../../api/bindings';
import { call } from '../../api/call';
import { type Action, mod } from '../../lib/actions';
import { densities, themes, zoomTo } from '../../lib/appearance';
import { nextPane } from '../../lib/shortcuts';
import type { App } from '../../lib/state/app.svelte';
import { words } from '../../lib/words';

const themeIcons: Record<Theme, string> = { system: 'system', light: 'sun', dark: 'moon' };

/** What can be done wherever one is. */
export function windowActions(app: App): Action[] {
  const w = words.actions;
  const { preferences, workspace } = app;
  const { theme, density } = preferences.now;
  const shown = workspace !== null && !app.adding;
  // In a PDF, these keys are the page's own.
  const inPdf = shown && workspace.detail.id !== null && workspace.detail.tab === 'pdf';
  const { zoom } = preferences;
  const zoomed = (by: 1 | -1) => zoomTo(zoom, by);
  return [
    ...themes.map((one, at): Action => ({
      id: `theme.${one}`,
      group: 'view',
      label: w.theme(words.settings.appearance.themes[one].name),
      icon: themeIcons[one],
      also: w.lookAlso,
      checked: one === theme,
      menu: 'view',
      line: at === 0,
      run: () => preferences.set({ theme: one }),
    })),
    ...densities.map((one, at): Action => ({
      id: `density.${one}`,
      group: 'view',
      label: w.density(words.settings.appearance.densities[one].name),
      icon: 'all',
      also: w.lookAlso,
      checked: one === density,
      menu: 'view',
      line: at === 0,
      run: () => preferences.set({ density: one }),
    })),
    {
      id: 'zoom.in',
      group: 'view',
      label: w.zoomIn,
      icon: 'plus',
      also: w.zoomAlso,
      keys: inPdf ? [] : [mod('+'), mod('=', { silent: true })],
      why: zoomed(1) === zoom ? w.why.largest : null,
      menu: 'view',
      line: true,
      run: () => preferences.zoomTo(zoomed(1)),
    },
    {
      id: 'zoom.out',
      group: 'view',
      label: w.zoomOut,
      icon: 'minus',
      also: w.zoomAlso,
      keys: inPdf ? [] : [mod('-')],
      why: zoomed(-1) === zoom ? w.why.smallest : null,
      menu: 'view',
      run: () => preferences.zoomTo(zoomed(-1)),
    },
    {
      id: 'zoom.reset',
      group: 'view',
      label: w.zoomReset,
      icon: 'search',
      also: w.zoomAlso,
      keys: inPdf ? [] : [mod('0')],
      menu: 'view',
      run: () => preferences.zoomTo(100),
    },
    {
      id: 'pane.next',
      group: 'window',
      label: w.nextPane,
      icon: 'chevron-right',
      keys: [{ key: 'F6' }],
      run: () => nextPane(1),
    },
    {
      id: 'pane.previous',
      group: 'window',
      label: w.previousPane,
      icon: 'chevron-left',
      keys: [{ key: 'F6', shift: true }],
      run: () => nextPane(-1),
    },
    {
      id: 'log.folder',
      group: 'help',
      label: w.logFolder,
      icon: 'disk',
      menu: 'help',
      run: () => app.attempt(() => call('show_log_folder', {}), words.settings.data.showFailed),
    },
    {
      id: 'licences',
      group: 'help',
      label: w.licences,
      icon: 'page',
      menu: 'help',
      run: () => (app.asked = { what: 'licences' }),
    },
    {
      id: 'keys',
      group: 'help',
      label: w.keys,
      icon: 'command',
      also: w.keysAlso,
      keys: [{ key: '?' }],
      menu: 'help',
      run: () => (app.asked = { what: 'keys' }),
    },
  ];
}
