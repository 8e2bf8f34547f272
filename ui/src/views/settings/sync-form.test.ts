import { fireEvent, screen, waitFor } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { byId, click, expectAccessible, openWindow, press, rows, type } from '../../test/window';

const options = (id: string) =>
  [...screen.getByTestId(id).querySelectorAll('option')].map((option) => option.textContent);
const choose = (id: string, value: number) =>
  fireEvent.change(screen.getByTestId(id), { target: { value: String(value) } });

async function openSettings(options: Parameters<typeof openWindow>[0] = {}) {
  const fake = openWindow(options);
  await rows();
  await press(',', { ctrlKey: true });
  await byId('sync-settings');
  return fake;
}

describe('the sync settings', () => {
  it('show what is kept, and are saved', async () => {
    const fake = await openSettings({ settings: { every_minutes: 45 } });
    const every = screen.getByTestId('settings-every') as HTMLSelectElement;
    expect(every.selectedOptions[0]!.textContent).toBe('Every 45 minutes');
    expect(options('settings-every')).toEqual([
      'Off',
      'Every 5 minutes',
      'Every 15 minutes',
      'Every 30 minutes',
      'Every 45 minutes',
      'Every 60 minutes',
    ]);
    expect(options('settings-check')).toEqual(['Off', 'Every day', 'Every 7 days', 'Every 30 days']);
    expect((screen.getByTestId('settings-rate') as HTMLInputElement).value).toBe('');
    await expectAccessible();
    await choose('settings-every', 0);
    await choose('settings-check', 30);
    await type('settings-rate', '120');
    await click('settings-save');
    expect((await byId('toast')).textContent).toContain('The sync settings are saved.');
    expect(fake.requests('set_sync_settings')).toEqual([
      {
        connection: 'farnsworth',
        settings: { every_minutes: 0, full_check_days: 30, requests_per_minute: 120 },
      },
    ]);
  });

  it('are reached from the menu of connections', async () => {
    openWindow();
    await rows();
    await click('connection-switcher');
    await click('connection-settings');
    await byId('sync-settings');
  });

  it('take no limit that is not a number', async () => {
    const fake = await openSettings({ settings: { requests_per_minute: 60 } });
    const rate = screen.getByTestId('settings-rate') as HTMLInputElement;
    expect(rate.value).toBe('60');
    await type('settings-rate', 'sixty');
    await click('settings-save');
    expect((await screen.findByRole('alert')).textContent).toContain('Give a whole number');
    expect(document.activeElement).toBe(rate);
    expect(fake.requests('set_sync_settings')).toEqual([]);
    await type('settings-rate', '');
    await click('settings-save');
    await waitFor(() => expect(fake.settings.requests_per_minute).toBe(0));
  });

  it('that could not be saved stay as they were typed, and say why', async () => {
    await openSettings({
      handlers: {
        set_sync_settings: () => {
          throw { code: 'failed', message: 'The disk is full', hint: null, retryable: false, field: null };
        },
      },
    });
    await type('settings-rate', '90');
    await click('settings-save');
    expect((await byId('settings-error')).textContent).toContain('The disk is full');
    expect((screen.getByTestId('settings-rate') as HTMLInputElement).value).toBe('90');
  });
});
