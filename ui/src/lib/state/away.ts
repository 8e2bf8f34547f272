import { syncState } from '../sync-state';
import type { Workspace } from './workspace.svelte';

/** Why nothing can be sent to the portal now; what can be prepared is prepared then. */
export function awayFrom(workspace: Workspace, today: string): 'offline' | 'token' | null {
  const facts = workspace.syncFacts(today);
  const kind = facts && syncState(facts).kind;
  return kind === 'offline' || kind === 'token' ? kind : null;
}
