import { screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, it, vi } from 'vitest';
import type { ConnectRequest, Error as ApiError } from '../../api/bindings';
import { refusedDiagnosis } from '../../platform/fake/diagnoses';
import { byId, click, expectAccessible, maybe, openWindow, type } from '../../test/window';

const first = { connections: [], syncedAt: null };

const wrong = (field: string | null, message: string): ApiError => ({
  code: 'invalid_input',
  message,
  hint: null,
  retryable: false,
  field,
});

async function fill() {
  await type('connect-url', ' https://farnsworth-admin.example.com ');
  await type('connect-token', 'secret');
}

describe('the first run', () => {
  it('connects with what was typed, and goes to the list', async () => {
    const fake = openWindow(first);
    await fill();
    await click('connect-read-only');
    await click('connect-submit');
    await byId('main');
    expect(fake.requests('connect')).toEqual([
      {
        name: null,
        url: 'https://farnsworth-admin.example.com',
        token: 'secret',
        read_only: true,
        use_chosen_ca: false,
        accept_plain_http: false,
      },
    ]);
    await waitFor(() => expect(fake.requests('sync')).toHaveLength(1));
  });

  it('shows a diagnosis in place: status, words, steps, causes', async () => {
    openWindow({
      ...first,
      handlers: { connect: () => ({ outcome: 'not_connected', diagnosis: refusedDiagnosis }) },
    });
    await fill();
    await click('connect-submit');
    const box = within(await byId('diagnosis'));
    box.getByRole('heading', { name: 'The portal answered, but refused this token' });
    box.getByText('403 “Your access token does not have the correct permissions”');
    const steps = within(box.getByRole('list', { name: 'Checks' })).getAllByRole('listitem');
    expect(steps.map((step) => step.textContent?.replace(/\s+/g, ' ').trim())).toEqual([
      'Address found done',
      'Secure connection done',
      '3scale portal done',
      'Read invoices failed',
    ]);
    expect(box.getAllByText('Most likely')).toHaveLength(1);
    expect(screen.getByTestId('connect-submit').textContent).toContain('Try again');
    expect(screen.getByLabelText('Access token').getAttribute('aria-invalid')).toBe('true');
    await expectAccessible();
  });

  it('copies the diagnosis without the token', async () => {
    const writeText = vi.fn().mockResolvedValue(undefined);
    vi.stubGlobal('navigator', { ...navigator, clipboard: { writeText } });
    openWindow({
      ...first,
      handlers: { connect: () => ({ outcome: 'not_connected', diagnosis: refusedDiagnosis }) },
    });
    await fill();
    await click('connect-submit');
    await click('copy-diagnosis');
    await byId('toast');
    vi.unstubAllGlobals();
    const text = writeText.mock.calls[0]![0] as string;
    expect(text).toContain('Portal: https://farnsworth-admin.example.com');
    expect(text).toContain('Read invoices (failed)');
    expect(text).toContain('1. The token has no Billing API scope');
    expect(text).not.toContain('secret');
  });

  it.each([
    ['url', 'Portal address'],
    ['token', 'Access token'],
    ['name', /^Name/],
  ])('puts an error of the field %s there', async (field, label) => {
    openWindow({
      ...first,
      handlers: {
        connect: () => {
          throw wrong(field, 'This is not right.');
        },
      },
    });
    await fill();
    await click('connect-submit');
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('This is not right.');
    const input = screen.getByLabelText(label);
    expect(input.getAttribute('aria-describedby')).toContain(alert.id);
  });

  it('asks before it sends a token over plain http', async () => {
    const asked: boolean[] = [];
    openWindow({
      ...first,
      handlers: {
        connect: (request: ConnectRequest) => {
          asked.push(request.accept_plain_http);
          if (!request.accept_plain_http)
            throw wrong('accept_plain_http', 'The token would travel unencrypted.');
          return { outcome: 'not_connected', diagnosis: refusedDiagnosis };
        },
      },
    });
    await fill();
    await click('connect-submit');
    expect((await byId('plain-http')).textContent).toContain('The token would travel unencrypted.');
    await click('connect-anyway');
    await byId('diagnosis');
    expect(asked).toEqual([false, true]);
    expect(maybe('plain-http')).toBeNull();
  });

  it('takes back the consent when the address changes', async () => {
    openWindow({
      ...first,
      handlers: {
        connect: () => {
          throw wrong('accept_plain_http', 'The token would travel unencrypted.');
        },
      },
    });
    await fill();
    await click('connect-submit');
    await byId('plain-http');
    await type('connect-url', 'http://other.example.com');
    expect(maybe('plain-http')).toBeNull();
  });

  it('uses a chosen CA file, and no other', async () => {
    const fake = openWindow({ ...first, handlers: { choose_ca_file: () => 'company-ca.pem' } });
    await fill();
    await click('connect-ca');
    await screen.findByText('Trusts company-ca.pem');
    await click('connect-submit');
    await byId('main');
    expect(fake.requests('connect')[0]).toMatchObject({ use_chosen_ca: true });
  });

  it('starts with sample data', async () => {
    openWindow(first);
    await expectAccessible();
    await click('try-sample');
    const switcher = await byId('connection-switcher');
    expect(switcher.textContent).toContain('Sample data');
  });
});
