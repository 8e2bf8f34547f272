import { screen, waitFor } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { sampleViews } from '../../platform/fake/exporting';
import { invoice } from '../../platform/fake/invoices';
import { byId, click, expectAccessible, maybe, openWindow, rows, type } from '../../test/window';

const invoices = [1, 2].map((id) => invoice(id, { state: 'unpaid', cost: '7000.00' }));
const names = () => screen.getAllByTestId('saved-view').map((one) => one.querySelector('.name')?.textContent);

async function start() {
  const fake = openWindow({ invoices, savedViews: sampleViews() });
  await rows();
  await screen.findAllByTestId('saved-view');
  return fake;
}

describe('saved views', () => {
  it('open with their filter and order, and are the current place', async () => {
    const fake = await start();
    screen.getAllByTestId('saved-view')[0]!.click();
    await waitFor(() =>
      expect(fake.requests('list_invoices').at(-1)).toMatchObject({
        filter: { states: ['unpaid', 'failed'], min: '5000' },
        sort: { column: 'total', descending: true },
      }),
    );
    expect(screen.getAllByTestId('saved-view')[0]!.getAttribute('aria-current')).toBe('page');
    expect(screen.getByTestId('view-all').getAttribute('aria-current')).toBeNull();
    await expectAccessible();
  });

  it('tell that they were changed, go back, and keep the change', async () => {
    const fake = await start();
    screen.getAllByTestId('saved-view')[1]!.click();
    await byId('view-more');
    await click('filter-add');
    await click('filter-add-overdue');
    await byId('view-modified');
    await click('view-revert');
    await waitFor(() => expect(maybe('view-modified')).toBeNull());
    await click('filter-add');
    await click('filter-add-overdue');
    await byId('view-modified');
    await click('view-update');
    await waitFor(() => expect(maybe('view-modified')).toBeNull());
    expect(fake.requests('set_saved_views')).toHaveLength(1);
    expect(fake.exporter.views[1]!.filter.overdue).toBe(true);
  });

  it('get a name that is not taken, whatever its case', async () => {
    const fake = await start();
    await click('filter-add');
    await click('filter-add-overdue');
    await click('view-save');
    await click('view-go');
    expect((await byId('view-name-error')).textContent).toBe('Give a name.');
    await type('view-name', 'large AND unpaid');
    expect((await byId('view-name-error')).textContent).toContain('already');
    await type('view-name', 'Late');
    await click('view-go');
    await waitFor(() => expect(names()).toEqual(['Large and unpaid', 'Dollars this quarter', 'Late']));
    await waitFor(() => expect(maybe('view-dialog')).toBeNull());
    expect(fake.exporter.views[2]).toMatchObject({ name: 'Late', filter: { overdue: true } });
  });

  it('are renamed, moved, and deleted with a way back', async () => {
    await start();
    screen.getAllByTestId('saved-more')[0]!.click();
    await click('saved-down');
    await waitFor(() => expect(names()).toEqual(['Dollars this quarter', 'Large and unpaid']));
    screen.getAllByTestId('saved-more')[0]!.click();
    await click('saved-rename');
    await type('view-name', 'Dollars');
    await click('view-go');
    await waitFor(() => expect(names()).toEqual(['Dollars', 'Large and unpaid']));
    screen.getAllByTestId('saved-more')[0]!.click();
    await click('saved-remove');
    await waitFor(() => expect(names()).toEqual(['Large and unpaid']));
    await click('toast-action');
    await waitFor(() => expect(names()).toEqual(['Dollars', 'Large and unpaid']));
  });
});
