import { untrack } from 'svelte';
import { type Action } from '../actions';
import { recall, remember } from '../remember';
import { words } from '../words';
import type { Toasts } from './toasts.svelte';

export type ActionProvider = () => Action[];

const keptRecent = 5;

/**
 * Everything that can be done now. Whoever can do something enters a provider for as long as it is on screen:
 * `$effect(() => app.actions.provide(() => [...]))`; what it reads is followed.
 */
export class Actions {
  private providers = $state.raw<readonly ActionProvider[]>([]);
  readonly all: Action[] = $derived(this.providers.flatMap((provider) => provider()));
  /** Ids of what was done from the palette, the newest first. */
  recent = $state.raw<readonly string[]>(readIds(recall('recent.actions')));

  constructor(private readonly toasts: Toasts) {}

  provide(provider: ActionProvider): () => void {
    untrack(() => (this.providers = [...this.providers, provider]));
    return () => (this.providers = this.providers.filter((one) => one !== provider));
  }

  find(id: string): Action | undefined {
    return this.all.find((action) => action.id === id);
  }

  /** Does it, or says why not. */
  run(action: Action): void {
    if (action.why) this.toasts.add('warn', action.refusal ?? words.actions.cannot(action.label), action.why);
    else void action.run();
  }

  /** The next time it stands at the top. */
  used(id: string): void {
    this.recent = [id, ...this.recent.filter((one) => one !== id)].slice(0, keptRecent);
    remember('recent.actions', this.recent);
  }
}

function readIds(stored: unknown): string[] {
  return Array.isArray(stored) ? stored.filter((id) => typeof id === 'string').slice(0, keptRecent) : [];
}
