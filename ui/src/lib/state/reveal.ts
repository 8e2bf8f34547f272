import { tick } from 'svelte';
import type { Workspace } from './workspace.svelte';

/** Goes to an invoice from another view, and takes the keyboard along: the place it was at is no more. */
export async function reveal(workspace: Workspace, id: number): Promise<void> {
  await workspace.reveal(id);
  await tick();
  const detail = document.querySelector('.detail');
  const place = detail?.querySelector<HTMLElement>('[role="tab"][aria-selected="true"]');
  (place ?? detail?.querySelector<HTMLElement>('button'))?.focus();
}
