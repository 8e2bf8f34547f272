import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { page } from '../../lib/language';
import { recall } from '../../lib/remember';
import { type Section, sections } from '../../lib/settings';
import { connection, type FakeOptions } from '../../platform/fake';
import { byId, click, expectAccessible, maybe, openWindow, press, rows, type } from '../../test/window';

const refusal = (message: string) => () => {
  throw { code: 'failed', message, hint: null, retryable: false, field: null };
};

async function openSection(section: Section, options: FakeOptions = {}) {
  const fake = openWindow(options);
  await rows();
  await press(',', { ctrlKey: true });
  await click(`section-${section}`);
  await byId(`settings-${section}`);
  return fake;
}

const isOn = (id: string) => screen.getByTestId(id).getAttribute('aria-checked') === 'true';
const toastText = async () => (await screen.findAllByTestId('toast')).at(-1)!.textContent;
afterEach(() => {
  vi.restoreAllMocks();
  delete document.documentElement.dataset.theme;
});

describe('the settings', () => {
  it.each(sections)('have a part %s that anybody can use', async (section) => {
    await openSection(section);
    const current = screen.getByTestId(`section-${section}`);
    expect(current.getAttribute('aria-current')).toBe('true');
    expect(screen.getAllByRole('heading', { level: 2 })[0]!.textContent).toBe(current.textContent);
    await expectAccessible();
  });

  it('are in the sidebar, which says so while they are shown', async () => {
    openWindow();
    await rows();
    await click('view-settings');
    await byId('settings');
    expect(screen.getByTestId('view-settings').getAttribute('aria-current')).toBe('page');
  });
});

describe('this connection', () => {
  it('gets a colour that is seen where it is chosen from', async () => {
    const fake = await openSection('connection');
    await click('color-violet');
    await waitFor(() =>
      expect(screen.getByTestId('connection-switcher').querySelector('[data-color="violet"]')).not.toBeNull(),
    );
    expect(fake.requests('set_connection')).toEqual([
      { connection: 'farnsworth', color: 'violet', read_only: false },
    ]);
    await click('color-none');
    await waitFor(() =>
      expect(fake.requests('set_connection')[1]).toEqual({
        connection: 'farnsworth',
        color: null,
        read_only: false,
      }),
    );
  });

  it('says what read only means, and what turning it off allows', async () => {
    const fake = await openSection('connection', {
      connections: [connection('farnsworth', { read_only: true, color: 'teal' })],
    });
    expect(isOn('settings-read-only')).toBe(true);
    expect(screen.getByTestId('settings-read-only-help').textContent).toContain('Nothing can be changed');
    await click('settings-read-only');
    await waitFor(() => expect(isOn('settings-read-only')).toBe(false));
    expect(screen.getByTestId('settings-read-only-help').textContent).toContain('charged');
    expect(fake.requests('set_connection')).toEqual([
      { connection: 'farnsworth', color: 'teal', read_only: false },
    ]);
    expect(maybe('connection-read-only')).toBeNull();
  });

  it('stays as it is when that was not kept, and says why', async () => {
    await openSection('connection', { handlers: { set_connection: refusal('The disk is full') } });
    await click('settings-read-only');
    expect(await toastText()).toContain('The disk is full');
    expect(isOn('settings-read-only')).toBe(false);
  });

  it('forgets its token after a question, and asks for another', async () => {
    const fake = await openSection('connection');
    await click('settings-token-forget');
    await byId('forget-token');
    expect(document.activeElement).toBe(screen.getByTestId('forget-token-no'));
    await expectAccessible();
    expect(fake.requests('forget_token')).toEqual([]);
    await click('forget-token-yes');
    await waitFor(() => expect(maybe('settings-token-forget')).toBeNull());
    expect(screen.getByTestId('settings-token').textContent).toContain('There is no token');
    await click('settings-token-replace');
    await byId('token-dialog');
  });
});

describe('what is printed', () => {
  it('shows the portal’s values in grey, and sends only what is typed', async () => {
    const fake = await openSection('print');
    const vat = (await byId('profile-vat')) as HTMLInputElement;
    expect(vat.placeholder).toBe('ESB83456789');
    expect(vat.value).toBe('');
    expect(screen.getByTestId('profile-save').getAttribute('aria-disabled')).toBe('true');
    await type('profile-footnote', '  Thank you.  ');
    await type('profile-vat', 'ES123');
    expect(screen.getByTestId('profile-save').getAttribute('aria-disabled')).toBe('false');
    await click('profile-save');
    expect(await toastText()).toContain('What is printed is saved.');
    expect(fake.requests('set_print_profile')).toEqual([
      {
        connection: 'farnsworth',
        footnote: 'Thank you.',
        vat_zero_text: null,
        fiscal_code: null,
        vat_code: 'ES123',
        vat_code_label: null,
        vat_rate_label: null,
      },
    ]);
    expect(maybe('profile-undo')).toBeNull();
  });

  it('that is not saved yet is still there after a look at something else', async () => {
    const fake = await openSection('print');
    await byId('profile-vat');
    await type('profile-vat', 'ES123');
    await click('section-about');
    await click('section-print');
    expect(((await byId('profile-vat')) as HTMLInputElement).value).toBe('ES123');
    expect(fake.requests('print_profile')).toHaveLength(1);
  });

  it('can be taken back before it is saved', async () => {
    const fake = await openSection('print');
    await byId('profile-vat');
    await type('profile-vat', 'ES123');
    await click('profile-undo');
    expect((screen.getByTestId('profile-vat') as HTMLInputElement).value).toBe('');
    expect(fake.requests('set_print_profile')).toEqual([]);
  });

  it('shows the logo that was chosen, and leaves texts that are not saved alone', async () => {
    await openSection('print');
    await byId('profile-vat');
    expect(screen.getByTestId('logo').textContent).toContain('No logo');
    await type('profile-vat', 'ES123');
    await click('logo-choose');
    expect((await byId('logo-image')).getAttribute('src')).toMatch(/^data:image/);
    expect((screen.getByTestId('profile-vat') as HTMLInputElement).value).toBe('ES123');
    await expectAccessible();
    await click('logo-remove');
    await waitFor(() => expect(maybe('logo-image')).toBeNull());
  });

  it('keeps the texts when saving fails, and says why', async () => {
    await openSection('print', { handlers: { set_print_profile: refusal('The disk is full') } });
    await byId('profile-vat');
    await type('profile-vat', 'ES123');
    await click('profile-save');
    expect((await byId('profile-error')).textContent).toContain('The disk is full');
    expect((screen.getByTestId('profile-vat') as HTMLInputElement).value).toBe('ES123');
  });
});

describe('PDF files', () => {
  it('are named by a pattern that is kept once it can be used', async () => {
    const fake = await openSection('pdf');
    await waitFor(() => expect(screen.getByTestId('pdf-examples').textContent).toContain('.pdf'));
    expect(fake.requests('set_preferences')).toEqual([]);
    await type('pdf-pattern', '{nothing}');
    await byId('pdf-pattern-error');
    expect(fake.requests('set_preferences')).toEqual([]);
    await type('pdf-pattern', '{period}');
    await waitFor(() => expect(fake.preferences.name_pattern).toBe('{period}'));
    // The dialog that saves many starts from it.
    expect(recall('print')).toMatchObject({ pattern: '{period}' });
    await click('pdf-pattern-usual');
    await waitFor(() => expect(fake.preferences.name_pattern).toBeNull());
  });

  it('keep a pattern although the part is left at once', async () => {
    const fake = await openSection('pdf');
    await waitFor(() => expect(screen.getByTestId('pdf-examples').textContent).toContain('.pdf'));
    await type('pdf-pattern', '{id}');
    await click('section-about');
    await waitFor(() => expect(fake.preferences.name_pattern).toBe('{id}'));
  });

  it('go where a folder was chosen, until it is cleared', async () => {
    const fake = await openSection('pdf');
    expect(screen.getByTestId('pdf-folder').textContent).toBe('Wherever the system starts');
    await click('pdf-folder-choose');
    await waitFor(() => expect(screen.getByTestId('pdf-folder').textContent).toBe('/home/ada/Invoices'));
    await click('pdf-folder-clear');
    await waitFor(() => expect(fake.preferences.pdf_folder).toBeNull());
  });

  it('have the layout that is chosen', async () => {
    await openSection('pdf');
    await click('pdf-layout-default-readable');
    expect(recall('layout')).toBe('readable');
    expect(recall('print')).toMatchObject({ layout: 'readable' });
  });
});

describe('the appearance', () => {
  it('changes at once, and the choice is kept', async () => {
    const fake = await openSection('look');
    await click('theme-dark');
    expect(document.documentElement.dataset.theme).toBe('dark');
    expect(recall('theme')).toBe('dark');
    await click('density-compact');
    expect(document.documentElement.dataset.density).toBe('compact');
    await waitFor(() => expect(fake.preferences).toMatchObject({ theme: 'dark', density: 'compact' }));
    await click('theme-system');
    expect(document.documentElement.dataset.theme).toBeUndefined();
  });

  it('is taken back when it could not be kept, and what was kept before stays', async () => {
    const fake = await openSection('look');
    await click('density-relaxed');
    await waitFor(() => expect(fake.preferences.density).toBe('relaxed'));
    fake.handlers.set_preferences = refusal('The disk is full');
    await click('theme-dark');
    expect(await toastText()).toContain('The disk is full');
    await waitFor(() => expect(document.documentElement.dataset.theme).toBeUndefined());
    expect((screen.getByTestId('theme-system') as HTMLInputElement).checked).toBe(true);
    expect(document.documentElement.dataset.density).toBe('relaxed');
  });

  it('is as it was chosen before', async () => {
    openWindow({ preferences: { theme: 'dark', density: 'relaxed' } });
    const [first, second] = await rows();
    expect(document.documentElement.dataset.theme).toBe('dark');
    const at = (row: HTMLElement) => Number(/(-?[\d.]+)px/.exec(row.getAttribute('style') ?? '')?.[1]);
    expect(at(second!) - at(first!)).toBe(36);
  });

  it('has a size that is remembered on this computer', async () => {
    await openSection('look');
    await fireEvent.change(screen.getByTestId('zoom'), { target: { value: '125' } });
    expect(recall('zoom')).toBe(125);
    expect(document.documentElement.style.getPropertyValue('--zoom')).toBe('1.25');
    await press('0', { ctrlKey: true });
    expect(document.documentElement.style.getPropertyValue('--zoom')).toBe('');
    await press('-', { ctrlKey: true });
    expect(recall('zoom')).toBe(90);
    await press('0', { ctrlKey: true });
  });

  it('in another language loads the page again, once that is kept', async () => {
    const reload = vi.spyOn(page, 'reload').mockImplementation(() => {});
    const fake = await openSection('look');
    const names = within(screen.getByTestId('language')).getAllByRole('option');
    expect(names.map((option) => option.textContent)).toEqual([
      'As the system (English)',
      'English',
      'Español',
      'Deutsch',
      '日本語',
    ]);
    const select = screen.getByTestId('language') as HTMLSelectElement;
    select.selectedIndex = 3;
    await fireEvent.change(select);
    await waitFor(() => expect(reload).toHaveBeenCalledTimes(1));
    expect(fake.preferences.language).toBe('de');
    expect(recall('language')).toBe('de');
  });

  it('has formats that show what they do', async () => {
    vi.spyOn(page, 'reload').mockImplementation(() => {});
    const fake = await openSection('look');
    const options = within(screen.getByTestId('formats')).getAllByRole('option');
    expect(options[0]!.textContent).toBe('As the language has them: 31 Oct 2025, 1,234,567.50');
    const german = options.findIndex((option) => option.textContent?.startsWith('German (Germany)'));
    expect(options[german]!.textContent).toContain('1.234.567,50');
    const select = screen.getByTestId('formats') as HTMLSelectElement;
    select.selectedIndex = german;
    await fireEvent.change(select);
    await waitFor(() => expect(fake.preferences.formats).toBe('de-DE'));
  });

  it('has switches that are off until somebody wants them', async () => {
    const fake = await openSection('look');
    expect(['notifications', 'tray', 'menu-bar'].map(isOn)).toEqual([false, false, true]);
    await click('notifications');
    await click('tray');
    await click('menu-bar');
    await waitFor(() =>
      expect(fake.preferences).toMatchObject({ notifications: true, tray: true, menu_bar: false }),
    );
  });
});

describe('the data', () => {
  it('says where it lies, and shows it', async () => {
    const fake = await openSection('data');
    expect((await byId('data-file')).textContent).toBe('farnsworth.sqlite');
    expect(screen.getByTestId('data-invoices').textContent).toBe('180');
    await click('data-folder');
    await click('log-folder');
    expect(fake.requests('show_data_folder')).toEqual([{ connection: 'farnsworth' }]);
    expect(fake.requests('show_log_folder')).toEqual([{}]);
  });

  it('is backed up, and says which file was written', async () => {
    await openSection('data');
    await click('data-back-up');
    expect(await toastText()).toContain('farnsworth 2026-10-08.sqlite is written in /home/ada/Backups');
  });

  it('says nothing when the system’s question was dismissed', async () => {
    const fake = await openSection('data', { handlers: { back_up: () => null } });
    await click('data-back-up');
    await waitFor(() => expect(fake.requests('back_up')).toHaveLength(1));
    expect(maybe('toast')).toBeNull();
  });

  it('is restored after a question, and says what came back and where the old copy is', async () => {
    const fake = await openSection('data');
    await click('data-restore');
    await byId('restore');
    expect(document.activeElement).toBe(screen.getByTestId('restore-no'));
    await expectAccessible();
    expect(fake.requests('restore')).toEqual([]);
    const before = fake.requests('status').length;
    await click('restore-yes');
    expect((await byId('restore-result')).textContent).toContain('180 invoices are here again, data of');
    expect(screen.getByTestId('restore-kept').textContent).toContain('farnsworth.before-restore.sqlite');
    expect(fake.requests('status').length).toBeGreaterThan(before);
    expect(maybe('restore-yes')).toBeNull();
    await click('restore-no');
    await waitFor(() => expect(maybe('restore')).toBeNull());
  });

  it('that could not be restored is as it was, which is said', async () => {
    await openSection('data', { handlers: { restore: refusal('This is no backup of Billfold') } });
    await click('data-restore');
    await click('restore-yes');
    const said = (await byId('restore-error')).textContent;
    expect(said).toContain('This is no backup of Billfold.');
    expect(said).toContain('The copy of now is as it was.');
  });

  it('goes with the connection, where a person wants that', async () => {
    await openSection('data');
    await click('data-wipe');
    await byId('forget-dialog');
    expect((screen.getByTestId('forget-wipe') as HTMLInputElement).checked).toBe(true);
    await click('forget-no');
    await click('data-forget');
    expect(((await byId('forget-wipe')) as HTMLInputElement).checked).toBe(false);
  });
});

describe('about', () => {
  const licences = `Billfold uses these.\n\n----------------------\nserde 1.0\nMIT License\n----------------------\nInter\nSIL Open Font License\n`;
  const served = (text: string, type = 'text/plain', ok = true) =>
    vi.stubGlobal('fetch', async () => ({
      ok,
      headers: new Headers({ 'content-type': type }),
      text: async () => text,
    }));
  afterEach(() => void vi.unstubAllGlobals());

  it('has the licences of others, which can be searched', async () => {
    served(licences);
    await openSection('about');
    expect(screen.getByTestId('about-version').textContent).toBe('Version 0.0.0');
    await click('about-licences');
    await waitFor(() => expect(screen.getAllByTestId('licence')).toHaveLength(3));
    await expectAccessible();
    await type('licences-search', 'open FONT');
    expect(screen.getAllByTestId('licence').map((one) => one.textContent)).toEqual([
      'Inter\nSIL Open Font License',
    ]);
    expect(screen.getByTestId('licences-count').textContent).toBe('1 section');
    await type('licences-search', 'gpl');
    expect(screen.getByTestId('licences-none').textContent).toContain('gpl');
  });

  it.each([
    ['not there', '', 'text/plain', false],
    ['the page itself', '<!doctype html>', 'text/html', true],
  ])('says kindly when they are %s', async (_, text, kind, ok) => {
    served(text, kind, ok);
    await openSection('about');
    await click('about-licences');
    await byId('licences-missing');
    await click('licences-close');
    await waitFor(() => expect(maybe('licences')).toBeNull());
  });
});
