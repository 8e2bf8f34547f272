/** What jsdom does not have and the page uses. */
import { cleanup, configure } from '@testing-library/svelte';
import { afterEach } from 'vitest';

// The whole document in an error message hides what went wrong.
configure({
  getElementError: (message) => new Error(message ?? ''),
});

// One region for all, whatever the machine's: expected dates and amounts are written out in the tests.
Object.defineProperty(navigator, 'languages', { value: ['en-GB'], configurable: true });

class NoObserver {
  observe() {}
  unobserve() {}
  disconnect() {}
}
globalThis.ResizeObserver ??= NoObserver as unknown as typeof ResizeObserver;

HTMLDialogElement.prototype.showModal ??= function (this: HTMLDialogElement) {
  this.open = true;
};
HTMLDialogElement.prototype.close ??= function (this: HTMLDialogElement) {
  this.open = false;
};
// Nothing is painted here; without this, each attempt is reported as not implemented.
HTMLCanvasElement.prototype.getContext = () => null;
window.matchMedia ??= ((query: string) => ({ matches: false, media: query })) as typeof window.matchMedia;

afterEach(() => {
  cleanup();
  localStorage.clear();
});
