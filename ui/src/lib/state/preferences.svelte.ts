import type { Preferences as Kept } from '../../api/bindings';
import { asApiError, call } from '../../api/call';
import { applyDensity, applyTheme, applyZoom, readZoom } from '../appearance';
import { sentences } from '../sentences';
import { words } from '../words';
import { followLanguage } from '../language';
import type { Toasts } from './toasts.svelte';

export const usual: Kept = {
  theme: 'system',
  density: 'normal',
  language: null,
  formats: null,
  name_pattern: null,
  pdf_folder: null,
  notifications: false,
  tray: false,
  menu_bar: true,
};

/** What a person wants of the program as a whole. A change shows at once, and is taken back when it was not kept. */
export class Preferences {
  now = $state.raw<Kept>(usual);
  /** Size of the window's content in per cent; it belongs to this screen, not to the preferences. */
  zoom = $state(readZoom());
  private kept: Kept = usual;
  private writing: Promise<void> = Promise.resolve();
  private waiting = 0;

  constructor(private readonly toasts: Toasts) {
    applyZoom(this.zoom);
  }

  /** What the core holds; a change that is on its way is newer. Whether the page is loaded again in another language. */
  adopt(preferences: Kept): boolean {
    if (this.waiting > 0) return false;
    this.kept = preferences;
    this.show(preferences);
    return followLanguage(preferences);
  }

  set(change: Partial<Kept>): Promise<void> {
    this.show({ ...this.now, ...change });
    this.waiting += 1;
    this.writing = this.writing.then(() => this.write(change));
    return this.writing;
  }

  zoomTo(percent: number): void {
    this.zoom = percent;
    applyZoom(percent);
  }

  /** Each change goes on from what is kept: one that failed takes no other with it. */
  private async write(change: Partial<Kept>): Promise<void> {
    try {
      this.kept = await call('set_preferences', { preferences: { ...this.kept, ...change } });
    } catch (thrown) {
      const { message, hint } = asApiError(thrown);
      this.toasts.add('bad', words.settings.notSaved, sentences(message, hint));
    } finally {
      this.waiting -= 1;
    }
    if (this.waiting > 0) return;
    this.show(this.kept);
    followLanguage(this.kept);
  }

  private show(preferences: Kept): void {
    this.now = preferences;
    applyTheme(preferences.theme);
    applyDensity(preferences.density);
  }
}
