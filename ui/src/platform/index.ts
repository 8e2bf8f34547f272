import { isTauri } from '@tauri-apps/api/core';
import type { Platform } from './types';

let current: Platform | undefined;

/** What the page runs in. */
export function platform(): Platform {
  if (!current) throw new Error('The platform is used before it was chosen');
  return current;
}

export function setPlatform(next: Platform): void {
  current = next;
}

/**
 * Chooses the platform once, before anything is drawn. The in-memory one is for a plain browser during
 * development; the condition is a constant in a build, so none of it is bundled.
 */
export async function choosePlatform(): Promise<void> {
  if (import.meta.env.DEV && !isTauri()) {
    const { fakeFromAddress } = await import('./fake');
    setPlatform(fakeFromAddress(location.search));
  } else {
    setPlatform((await import('./tauri')).tauri);
  }
}
