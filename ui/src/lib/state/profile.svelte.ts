import type { Error as ApiError, PrintProfile } from '../../api/bindings';
import { asApiError, call } from '../../api/call';
import type { Workspace } from './workspace.svelte';

export const profileFields = [
  'footnote',
  'vat_zero_text',
  'fiscal_code',
  'vat_code',
  'vat_code_label',
  'vat_rate_label',
] as const;
export type ProfileField = (typeof profileFields)[number];
export type ProfileTexts = Record<ProfileField, string>;

const textsOf = (profile: PrintProfile): ProfileTexts =>
  Object.fromEntries(profileFields.map((field) => [field, profile[field] ?? ''])) as ProfileTexts;

/** What a connection prints with: the texts are a copy until they are saved, the logo is kept at once. */
export class Profile {
  kept = $state.raw<PrintProfile | null>(null);
  texts = $state<ProfileTexts>()!;
  busy = $state(false);
  error = $state.raw<ApiError | null>(null);

  readonly changed = $derived.by(() => {
    const { kept, texts } = this;
    return kept !== null && profileFields.some((field) => texts[field].trim() !== (kept[field] ?? ''));
  });

  constructor(private readonly connection: string) {
    this.texts = textsOf({} as PrintProfile);
  }

  /** What was typed and not saved is newer than what is kept. */
  async read(): Promise<void> {
    if (this.changed) return;
    const { connection } = this;
    await this.work(async () => this.fill(await call('print_profile', { connection })));
  }

  fill(profile: PrintProfile): void {
    this.kept = profile;
    this.texts = textsOf(profile);
  }

  undo(): void {
    if (this.kept) this.fill(this.kept);
  }

  /** Whether it was saved. */
  save(): Promise<boolean> {
    const { connection } = this;
    const texts = Object.fromEntries(
      profileFields.map((field) => [field, this.texts[field].trim() || null]),
    ) as Record<ProfileField, string | null>;
    return this.work(async () => this.fill(await call('set_print_profile', { connection, ...texts })));
  }

  chooseLogo(): Promise<boolean> {
    return this.logo(() => call('choose_logo', { connection: this.connection }));
  }

  removeLogo(): Promise<boolean> {
    return this.logo(() => call('remove_logo', { connection: this.connection }));
  }

  /** Texts that are not saved yet stay as they were typed. */
  private logo(ask: () => Promise<PrintProfile | null>): Promise<boolean> {
    return this.work(async () => {
      const profile = await ask();
      if (profile) this.kept = profile;
    });
  }

  private async work(what: () => Promise<void>): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    this.error = null;
    try {
      await what();
      return true;
    } catch (thrown) {
      this.error = asApiError(thrown);
      return false;
    } finally {
      this.busy = false;
    }
  }
}

const profiles = new WeakMap<Workspace, Profile>();

/** The same for as long as the window lives: who looks at something else meanwhile finds what they typed. */
export function profileOf(workspace: Workspace): Profile {
  let profile = profiles.get(workspace);
  if (!profile) profiles.set(workspace, (profile = new Profile(workspace.name)));
  return profile;
}
