// The first five minutes with sample data: no account, no network.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { Key } from 'selenium-webdriver';
import { axe, folder, openWindow, screenshot } from './support.mjs';

let window;
const data = folder();
const saved = folder();

before(async () => {
  window = await openWindow({ data, saveDir: saved });
});
after(() => window?.close());

test('the first start offers to connect or to try sample data', async () => {
  await window.visible('welcome');
  for (const theme of ['dark', 'light']) {
    await window.theme(theme);
    await screenshot(window, `welcome-${theme}`);
    assert.deepEqual(await axe(window), []);
  }
});

test('sample data fills the list', async () => {
  await window.click('try-sample');
  await window.visible('invoice-row');
  await window.untilAttribute('sync-status', 'data-sync', 'idle');
  await window.untilText('shown-count', /200/);
  await window.untilText('sync-sub', /^Verified 200 of 200/);
});

test('a state filter shows only that state, and its totals', async () => {
  await window.click('state-filter');
  await window.click('state-option-failed');
  await window.driver.actions().sendKeys(Key.ESCAPE).perform();
  const expected = Number(await window.content('count-failed'));
  assert.ok(expected > 0);
  await window.untilText('shown-count', new RegExp(`^${expected}\\b`));
  assert.equal((await window.all('invoice-row')).length, expected);
  await window.click('state-filter-remove');
  await window.untilText('shown-count', /200/);
});

test('searching finds a customer without the accents', async () => {
  await window.type('search', 'senal');
  await window.untilTrue(async () => {
    const texts = await window.driver.executeScript(
      'return [...document.querySelectorAll("[data-testid=invoice-row]")].map((row) => row.textContent)',
    );
    return texts.length > 0 && texts.every((text) => text.includes('Señal'));
  }, 'only Señal is shown');
});

test('an invoice opens with its items and payments', async () => {
  const row = await window.visible('invoice-row');
  await row.click();
  const number = await window.content('detail-number');
  assert.match(number.replaceAll(/\s/g, ''), /^\d{4}-\d{2}-\d{8}/);
  await window.visible('line-items');
  for (const theme of ['dark', 'light']) {
    await window.theme(theme);
    await screenshot(window, `invoice-${theme}`);
    assert.deepEqual(await axe(window), []);
  }
  await window.click('tab-payments');
  await window.click('tab-history');
  await window.visible('history-none');
});

test('its PDF is shown and saved', async () => {
  await window.click('tab-pdf');
  await window.untilAttribute('pdf-page', 'data-rendered', 'true');
  for (const theme of ['dark', 'light']) {
    await window.theme(theme);
    await screenshot(window, `pdf-${theme}`);
    assert.deepEqual(await axe(window), []);
  }
  const ink = await window.driver.executeScript(() => {
    const canvas = document.querySelector('[data-testid="pdf-page"]');
    const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
    let dark = 0;
    for (let at = 0; at < pixels.length; at += 4) if (pixels[at] < 100) dark += 1;
    return dark;
  });
  assert.ok(ink > 1000, `page 1 has words on it: ${ink} dark pixels`);
  await window.click('pdf-save');
  await window.untilText('toast', /\.pdf/);
  const files = fs.readdirSync(saved).filter((name) => name.endsWith('.pdf'));
  assert.equal(files.length, 1);
  assert.match(fs.readFileSync(path.join(saved, files[0]), 'latin1').slice(0, 8), /^%PDF-1/);
});

test('the whole list, both themes and the smallest window', async () => {
  await window.click('detail-close');
  await window.gone('toast');
  await window.click('search-clear');
  await window.untilText('shown-count', /200/);
  for (const theme of ['dark', 'light']) {
    await window.theme(theme);
    await screenshot(window, `invoices-${theme}`);
  }
  await window.driver.manage().window().setRect({ width: 900, height: 600 });
  await screenshot(window, 'invoices-900x600');
  const overflow = await window.driver.executeScript(
    'return document.documentElement.scrollWidth - document.documentElement.clientWidth',
  );
  assert.equal(overflow, 0, 'nothing is wider than the window');
});

test('the activity proves what is held', async () => {
  await window.driver.manage().window().setRect({ width: 1280, height: 800 });
  await window.click('view-activity');
  await window.untilText('verdict', /^Verified 200 of 200/);
  await window.visible('sums');
  for (const theme of ['dark', 'light']) {
    await window.theme(theme);
    await screenshot(window, `activity-${theme}`);
    assert.deepEqual(await axe(window), []);
  }
  assert.match(await window.content('sync-said'), /^Sync finished/);
  await window.click('verify-now');
  await window.untilTrue(
    async () => /^Verified 200 of 200/.test(await window.content('sync-said')),
    'the end of the comparison is told',
  );
});
