/**
 * Theme, density and size of the window, as attributes of the page's root. They are mirrored where they can be read
 * before the first paint (public/early.js), which knows the same names.
 */
import type { Density, Theme } from '../api/bindings';
import { recall, remember } from './remember';

export const themes: readonly Theme[] = ['system', 'light', 'dark'];
export const densities: readonly Density[] = ['compact', 'normal', 'relaxed'];

/** Heights of a row; tokens.css has the same. */
export const rowHeights: Record<Density, number> = { compact: 26, normal: 30, relaxed: 36 };

/** In per cent. */
export const zoomSteps = [80, 90, 100, 110, 125, 150, 175, 200] as const;

export function applyTheme(theme: Theme): void {
  const root = document.documentElement;
  if (theme === 'system') delete root.dataset.theme;
  else root.dataset.theme = theme;
  remember('theme', theme);
}

export function applyDensity(density: Density): void {
  document.documentElement.dataset.density = density;
}

export function readZoom(): number {
  const stored = recall('zoom');
  return typeof stored === 'number' && stored >= 80 && stored <= 200 ? stored : 100;
}

export function applyZoom(percent: number): void {
  const { style } = document.documentElement;
  const factor = String(percent / 100);
  if (percent === 100) {
    style.removeProperty('zoom');
    style.removeProperty('--zoom');
  } else {
    style.setProperty('zoom', factor);
    style.setProperty('--zoom', factor);
  }
  remember('zoom', percent);
}

/** The window is too narrow for all of its panes; content that is zoomed has less room. The style sheets have the same. */
export function isNarrow(): boolean {
  return matchMedia(`(max-width: ${(1080 * readZoom()) / 100}px)`).matches;
}

/** The next step of the window's size in a direction; the same at the end. */
export function zoomTo(percent: number, by: 1 | -1): number {
  const further = zoomSteps.filter((step) => (by > 0 ? step > percent : step < percent));
  return (by > 0 ? further[0] : further.at(-1)) ?? percent;
}
