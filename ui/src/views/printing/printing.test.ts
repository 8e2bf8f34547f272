import { fireEvent, screen, waitFor } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import type { FileNames, PrintResult, SyncProgress } from '../../api/bindings';
import { connection, type Fake, type FakeOptions } from '../../platform/fake';
import { invoice } from '../../platform/fake/invoices';
import { byId, click, expectAccessible, maybe, openWindow, press, rows, type } from '../../test/window';

const three = () => [
  invoice(1, { friendly_id: '2026-09-00000001' }),
  invoice(2, { friendly_id: '2026-09-00000002', state: 'open' }),
  invoice(3, { friendly_id: '2026-09-00000003' }),
];
const usual = { layout: 'server', target: 'folder', name_pattern: '{number} {customer}' };

const result = (more: Partial<PrintResult> = {}): PrintResult => ({
  printed: 3,
  unchanged: 0,
  left: 0,
  file_name: null,
  folder: '/home/ana/Invoices',
  missing_characters: [],
  printed_without: [],
  ...more,
});

/** Asks for the PDFs of all that the list shows. */
async function ask(options: FakeOptions = {}): Promise<Fake> {
  const fake = openWindow({ invoices: three(), ...options });
  await rows();
  await click('save-pdfs');
  await byId('print-dialog');
  return fake;
}

/** Prints, held by the test. */
function held() {
  let report: (progress: SyncProgress) => void = () => {};
  let finish: (told: PrintResult | null) => void = () => {};
  let fail: (error: unknown) => void = () => {};
  const print_pdfs = (_request: unknown, onProgress?: (progress: SyncProgress) => void) => {
    report = onProgress!;
    return new Promise<PrintResult | null>((resolve, reject) => ([finish, fail] = [resolve, reject]));
  };
  return {
    print_pdfs,
    at: (done: number, total = 3) => report({ phase: 'printing', done, total, waiting: null }),
    finish: (told: PrintResult | null) => finish(told),
    fail: (error: unknown) => fail(error),
  };
}

const error = (message: string, more = {}) => ({
  code: 'failed',
  message,
  hint: null,
  retryable: false,
  field: null,
  ...more,
});
const names = () => screen.getAllByTestId('print-name').map((name) => name.textContent);
const title = () => screen.getByRole('dialog').querySelector('h2')!.textContent;
const chosen = (id: string) => (screen.getByTestId(id) as HTMLInputElement).checked;

describe('what is saved', () => {
  it('is all that the filter finds, from the toolbar', async () => {
    const fake = openWindow({ invoices: three() });
    await rows();
    await click('view-paid');
    await waitFor(() => expect(screen.getByTestId('shown-count').textContent).toBe('2'));
    expect(screen.getByTestId('save-pdfs').title).toBe('Export 2…  Ctrl E');
    await click('save-pdfs');
    expect((await byId('print-count')).textContent).toBe('All 2 invoices this list shows.');
    expect(title()).toBe('Export 2 invoices');
    await expectAccessible();
    await click('print-go');
    await byId('print-summary');
    expect(fake.requests('print_pdfs')).toMatchObject([
      { connection: 'farnsworth', ids: null, filter: { states: ['paid'] }, ...usual },
    ]);
  });

  it('is what is ticked, in the order of the list, by Ctrl E, and the ticks stay', async () => {
    const fake = openWindow({ invoices: three() });
    await rows();
    await fireEvent.click(screen.getAllByTestId('tick')[2]!);
    await fireEvent.click(screen.getAllByTestId('tick')[0]!);
    expect(screen.getByTestId('selection-print').textContent?.trim()).toBe('Export 2…');
    await press('e', { ctrlKey: true });
    expect((await byId('print-count')).textContent).toBe('The 2 invoices selected.');
    await click('print-go');
    await byId('print-summary');
    expect(fake.requests('print_pdfs')).toMatchObject([{ ids: [3, 1], ...usual }]);
    await click('print-close');
    expect(screen.getByTestId('selection-count').textContent).toBe('2 selected');
  });

  it('is all but some, by their ids', async () => {
    const fake = openWindow({ invoices: three() });
    await rows();
    await click('tick-shown');
    await fireEvent.click(screen.getAllByTestId('tick')[1]!);
    await click('selection-print');
    await click('print-go');
    await byId('print-summary');
    expect(fake.requests('print_pdfs')).toMatchObject([{ ids: [3, 1] }]);
  });

  it('can be too many to be named, which is said', async () => {
    const fake = openWindow({ pretend: 10_001 });
    await rows();
    await click('tick-shown');
    await fireEvent.click(screen.getAllByTestId('tick')[0]!);
    await click('selection-print');
    expect((await byId('print-names-error')).textContent).toContain('at most 10,000 invoices');
    await click('print-go');
    expect((await byId('print-failed')).textContent).toContain('Narrow the list with a filter.');
    expect(fake.requests('print_pdfs')).toEqual([]);
  });

  it('is nothing where nothing is shown', async () => {
    openWindow({ invoices: [] });
    await byId('empty-view');
    expect(screen.getByTestId('save-pdfs').getAttribute('aria-disabled')).toBe('true');
    expect(screen.getByTestId('save-pdfs').title).toBe('There is nothing to save. No invoice is shown.');
    await press('e', { ctrlKey: true });
    expect((await byId('toast')).textContent).toContain('There is nothing to save.');
    expect(maybe('print-dialog')).toBeNull();
  });

  it('can be saved while the portal is away and changes are off', async () => {
    const fake = openWindow({
      handlers: {
        sync: () => {
          throw error('No answer.', { code: 'offline' });
        },
      },
    });
    fake.desk.changesOff = 'This connection is for reading only.';
    await byId('notice-offline');
    await rows();
    await fireEvent.click(screen.getAllByTestId('tick')[0]!);
    await byId('selection-off');
    await click('selection-print');
    await byId('print-dialog');
  });
});

describe('the form', () => {
  it('has the focus on its button, starts with Enter and ends with Esc', async () => {
    const fake = await ask();
    expect(document.activeElement).toBe(screen.getByTestId('print-go'));
    await press('Escape');
    expect(maybe('print-dialog')).toBeNull();
    await waitFor(() => expect(document.activeElement).not.toBe(document.body));
    expect(fake.requests('print_pdfs')).toEqual([]);
    await click('save-pdfs');
    await fireEvent.submit((await byId('print-pattern')).closest('form')!);
    await byId('print-summary');
  });

  it('sends what was chosen, and chooses it again the next time', async () => {
    const fake = await ask();
    expect(chosen('print-layout-server') && chosen('print-target-folder')).toBe(true);
    expect(screen.getByTestId('print-go').textContent?.trim()).toBe('Choose folder…');
    await click('print-layout-readable');
    await click('print-target-zip');
    expect(screen.getByTestId('print-go').textContent?.trim()).toBe('Save ZIP…');
    await type('print-pattern', '{id}');
    await click('print-go');
    expect((await byId('print-where')).textContent).toContain('invoices.zip in /home/ana/Documents/Invoices');
    expect(fake.requests('print_pdfs')).toMatchObject([
      { layout: 'readable', target: 'zip', name_pattern: '{id}' },
    ]);
    await click('print-close');
    await click('save-pdfs');
    await byId('print-pattern');
    expect(chosen('print-layout-readable') && chosen('print-target-zip')).toBe(true);
    expect((screen.getByTestId('print-pattern') as HTMLInputElement).value).toBe('{id}');
  });

  it('starts with the layout that is looked at, where none was chosen here before', async () => {
    localStorage.setItem('billfold.layout', '"readable"');
    await ask();
    expect(chosen('print-layout-readable')).toBe(true);
  });

  it('asks for no names where there is one file', async () => {
    const fake = await ask();
    await type('print-pattern', '{nothing}');
    await byId('print-pattern-error');
    await click('print-target-merged');
    expect(maybe('print-pattern')).toBeNull();
    expect(screen.getByTestId('print-merged-help').textContent).toContain('next step');
    await click('print-go');
    await byId('print-summary');
    expect(fake.requests('print_pdfs')).toMatchObject([
      { target: 'merged', name_pattern: '{number} {customer}' },
    ]);
  });
});

describe('the names', () => {
  it('are tried out while one types, after a pause', async () => {
    const fake = await ask();
    await waitFor(() => expect(names()[0]).toBe('2026-09-00000001 Señal Abierta S.A..pdf'));
    expect(fake.requests('file_names')).toMatchObject([{ ids: null, name_pattern: '{number} {customer}' }]);
    await type('print-pattern', '{i');
    await type('print-pattern', '{id');
    await type('print-pattern', '{id}');
    await waitFor(() => expect(names()).toEqual(['1.pdf', '2.pdf', '3.pdf']));
    expect(fake.requests('file_names')).toHaveLength(2);
    expect(screen.getByTestId('print-pattern').getAttribute('aria-describedby')).toBe('print-names');
  });

  it('get a field where the cursor is', async () => {
    await ask();
    const input = (await byId('print-pattern')) as HTMLInputElement;
    input.setSelectionRange(0, 8);
    await click('print-field-period');
    expect(input.value).toBe('{period} {customer}');
    expect(document.activeElement).toBe(input);
    expect(input.selectionStart).toBe(8);
    await waitFor(() => expect(names()[0]).toBe('2026-09 Señal Abierta S.A..pdf'));
    expect(screen.getByTestId('print-field-total').getAttribute('aria-label')).toBe('Insert {total}');
  });

  it('that cannot be are said at the field, and nothing starts', async () => {
    const fake = await ask();
    await type('print-pattern', '{nummer}');
    expect((await byId('print-pattern-error')).textContent?.trim()).toBe('There is no field {nummer}.');
    const input = screen.getByTestId('print-pattern');
    expect(input.getAttribute('aria-invalid')).toBe('true');
    expect(input.getAttribute('aria-describedby')).toBe('print-pattern-error');
    await expectAccessible();
    await click('print-go');
    await waitFor(() => expect(document.activeElement).toBe(input));
    expect(fake.requests('print_pdfs')).toEqual([]);
    await type('print-pattern', ' ');
    expect((await byId('print-pattern-error')).textContent).toContain('Give a name');
  });

  it('that the core refuses after all lead back to the field', async () => {
    await ask();
    await type('print-pattern', '{nummer}');
    // Pressed before the pause is over.
    await click('print-go');
    expect((await byId('print-pattern-error')).textContent).toContain('There is no field {nummer}.');
    await waitFor(() => expect(document.activeElement).toBe(screen.getByTestId('print-pattern')));
  });

  it('are those of the pattern that stands there last', async () => {
    const answers: ((told: FileNames) => void)[] = [];
    await ask({ handlers: { file_names: () => new Promise((resolve) => answers.push(resolve)) } });
    await type('print-pattern', 'x');
    await waitFor(() => expect(answers).toHaveLength(2));
    answers[1]!({ examples: ['x.pdf'], problem: null });
    await waitFor(() => expect(names()).toEqual(['x.pdf']));
    answers[0]!({ examples: ['old.pdf'], problem: null });
    await new Promise((resolve) => setTimeout(resolve));
    expect(names()).toEqual(['x.pdf']);
  });

  it('that cannot be tried out say why', async () => {
    await ask({
      handlers: {
        file_names: () => {
          throw error('the cache is locked');
        },
      },
    });
    expect((await byId('print-names-error')).textContent).toContain('The cache is locked.');
  });
});

describe('printing', () => {
  it('asks where first, and goes back to the form when that was dismissed', async () => {
    const hold = held();
    const fake = await ask({ handlers: { print_pdfs: hold.print_pdfs } });
    const go = screen.getByTestId('print-go');
    const form = go.closest('form')!;
    await Promise.all([fireEvent.submit(form), fireEvent.submit(form)]);
    expect(go.textContent?.trim()).toBe('Choosing…');
    expect(go.getAttribute('aria-disabled')).toBe('true');
    await press('Escape');
    expect(maybe('print-dialog')).not.toBeNull();
    hold.finish(null);
    await waitFor(() => expect(go.textContent?.trim()).toBe('Choose folder…'));
    expect(document.activeElement).toBe(go);
    expect(fake.requests('print_pdfs')).toHaveLength(1);
  });

  it('shows how far it is, tells it aloud now and then, cannot be closed, and stops', async () => {
    const hold = held();
    const fake = await ask({ handlers: { print_pdfs: hold.print_pdfs, stop_printing: () => true } });
    await click('print-go');
    hold.at(0, 40);
    await byId('print-progress');
    expect(title()).toBe('Saving 40 PDFs');
    expect(document.activeElement).toBe(screen.getByTestId('print-stop'));
    const said = screen.getByTestId('print-said');
    expect(said.getAttribute('role')).toBe('status');
    expect(said.textContent).toBe('');
    hold.at(11, 40);
    await waitFor(() => expect(screen.getByTestId('print-progress').textContent).toContain('11 of 40'));
    const bar = screen.getByRole('progressbar', { name: 'Progress' });
    expect(bar.getAttribute('aria-valuenow')).toBe('11');
    expect(bar.getAttribute('aria-valuemax')).toBe('40');
    expect(said.textContent).toBe('25 % saved');
    await expectAccessible();
    await press('Escape');
    expect(maybe('print-dialog')).not.toBeNull();
    expect(screen.getByTestId('print-progress').textContent).toContain('What was written stays.');
    await click('print-stop');
    await click('print-stop');
    expect(fake.requests('stop_printing')).toEqual([{ connection: 'farnsworth' }]);
    expect(screen.getByTestId('print-progress').textContent).toContain('Stopping…');
    hold.finish(result({ printed: 12, unchanged: 1, left: 28 }));
    expect((await byId('print-left')).textContent).toBe(
      '28 invoices were not got to, because it was stopped.',
    );
    expect(title()).toBe('12 of 40 PDFs saved');
    // What was under way may report once more.
    hold.at(12, 40);
    expect(screen.getByTestId('print-summary').textContent).toBe(
      '12 invoices are printed. 1 file was there already with the same content, and was left alone.',
    );
  });

  it('of one file that is stopped leaves none, and says so before and after', async () => {
    const hold = held();
    await ask({ handlers: { print_pdfs: hold.print_pdfs, stop_printing: () => true } });
    await click('print-target-zip');
    await click('print-go');
    hold.at(1);
    expect((await byId('print-progress')).textContent).toContain('Stopped before, there is none.');
    await click('print-stop');
    hold.finish(result({ printed: 0, left: 3, file_name: 'Invoices.zip' }));
    expect((await byId('print-summary')).textContent?.trim()).toBe(
      'It was stopped, and the one file needs every invoice.',
    );
    expect(title()).toBe('Nothing was saved');
    expect(maybe('print-where')).toBeNull();
    expect(maybe('print-left')).toBeNull();
  });

  it('says when it could not be stopped', async () => {
    const hold = held();
    await ask({
      handlers: {
        print_pdfs: hold.print_pdfs,
        stop_printing: () => {
          throw error('no answer');
        },
      },
    });
    await click('print-go');
    hold.at(1);
    await click('print-stop');
    expect((await byId('print-stop-error')).textContent).toContain('It could not be stopped. No answer.');
    expect(screen.getByTestId('print-stop').getAttribute('aria-disabled')).toBe('false');
  });

  it('ends with what became of it, where, and what is missing', async () => {
    const told = result({
      unchanged: 2,
      missing_characters: [{ id: 2, friendly_id: '2026-09-00000002', characters: ['𐎠'] }],
      printed_without: ['the labels'],
    });
    await ask({ handlers: { print_pdfs: () => told } });
    await click('print-go');
    expect((await byId('print-summary')).textContent).toBe(
      '3 invoices are printed. 2 files were there already with the same content, and were left alone.',
    );
    expect(title()).toBe('3 PDFs saved');
    expect(screen.getByTestId('print-where').textContent).toContain('Saved in /home/ana/Invoices');
    expect(screen.getByTestId('print-without').textContent).toContain('Made without the labels.');
    expect(screen.getByTestId('print-missing').textContent).toContain(
      'No font has some characters of 1 invoice',
    );
    expect(screen.getByTestId('print-missing-row').textContent).toContain('“𐎠” (U+103A0)');
    expect(maybe('print-left')).toBeNull();
    const close = screen.getByTestId('print-close');
    expect(document.activeElement).toBe(close);
    expect(close.getAttribute('aria-describedby')).toBe('print-summary');
    await expectAccessible();
    await press('Escape');
    expect(maybe('print-dialog')).toBeNull();
  });

  it('that fails says why, what to do and what stays, and leads back to the form as it was', async () => {
    const hold = held();
    const fake = await ask({ handlers: { print_pdfs: hold.print_pdfs } });
    await type('print-pattern', '{id}');
    await click('print-go');
    hold.at(2);
    await byId('print-progress');
    hold.fail(error('the disk is full', { hint: 'Free some space.' }));
    const told = await byId('print-failed');
    expect(told.getAttribute('role')).toBe('alert');
    expect(told.textContent).toContain(
      'Not all PDFs were saved. The disk is full. Free some space. What was written before stays.',
    );
    expect(document.activeElement).toBe(screen.getByTestId('print-close'));
    await expectAccessible();
    expect(fake.requests('print_pdfs')).toHaveLength(1);
    await click('print-again');
    expect(((await byId('print-pattern')) as HTMLInputElement).value).toBe('{id}');
    expect(document.activeElement).toBe(screen.getByTestId('print-go'));
  });

  it('that fails before anything was written does not claim that something stays', async () => {
    await ask({
      handlers: {
        print_pdfs: () => {
          throw error('the folder is gone', { hint: 'Choose another one.' });
        },
      },
    });
    await click('print-go');
    const told = (await byId('print-failed')).textContent;
    expect(told).toContain('Nothing was saved. The folder is gone. Choose another one.');
    expect(told).not.toContain('stays');
  });
});

describe('another connection', () => {
  it('is told what became of it, and the result waits where it was asked for', async () => {
    const hold = held();
    const [first, second] = [connection('farnsworth'), connection('momcorp', { org_name: 'Momcorp' })];
    await ask({ connections: [first, second], handlers: { print_pdfs: hold.print_pdfs } });
    await click('print-go');
    hold.at(1);
    await byId('print-progress');
    // The dialog is in the way of a mouse, not of the program.
    await click('connection-switcher');
    await fireEvent.click(screen.getAllByTestId('connection-item')[1]!);
    await waitFor(() => expect(maybe('print-dialog')).toBeNull());
    hold.finish(result());
    expect((await byId('toast')).textContent).toContain('Farnsworth APIs S.L.: 3 PDFs saved');
    await click('connection-switcher');
    await fireEvent.click(screen.getAllByTestId('connection-item')[0]!);
    expect((await byId('print-summary')).textContent).toBe('3 invoices are printed.');
    await click('print-close');
    expect(maybe('print-dialog')).toBeNull();
  });

  it('is told of a failure, and of what stays', async () => {
    const hold = held();
    const [first, second] = [connection('farnsworth'), connection('momcorp', { org_name: 'Momcorp' })];
    await ask({ connections: [first, second], handlers: { print_pdfs: hold.print_pdfs } });
    await click('print-go');
    hold.at(1);
    await byId('print-progress');
    await click('connection-switcher');
    await fireEvent.click(screen.getAllByTestId('connection-item')[1]!);
    await waitFor(() => expect(maybe('print-dialog')).toBeNull());
    hold.fail(error('the disk is full'));
    expect((await byId('toast')).textContent).toContain('Not all PDFs were saved. The disk is full.');
  });
});
