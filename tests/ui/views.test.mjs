// Every view there is, in both themes and sizes: looked at by axe, and kept as a picture.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { Key } from 'selenium-webdriver';
import { everyLook, folder, openWindow } from './support.mjs';

let window;
const data = folder();
const saved = folder();
const open = () => openWindow({ data, saveDir: saved });

before(async () => {
  window = await open();
  await window.click('try-sample');
  await window.untilAttribute('sync-status', 'data-sync', 'idle');
  await window.untilText('sync-sub', /^Verified 200 of 200/);
});
after(() => window?.close());

test('customers, and all invoices of one', async () => {
  await window.click('view-customers');
  await window.visible('customer-row');
  await everyLook(window, 'customers');
  await (await window.visible('customer-row')).click();
  await window.visible('invoice-row');
  const held = Number((await window.content('shown-count')).match(/\d+/)[0]);
  assert.ok(held > 0 && held < 200, `only those of one customer: ${held}`);
});

test('insights, and the invoices behind a figure', async () => {
  await window.click('view-figures');
  await window.visible('months');
  await window.visible('ageing');
  await everyLook(window, 'insights');
  const part = await window.visible('bar-part');
  const named = await part.getAttribute('aria-label');
  const count = Number(named.match(/(\d+) invoices?\./)[1]);
  await part.click();
  await window.visible('invoice-row');
  await window.untilText('shown-count', new RegExp(`^${count}\\b`));
});

test('the settings, section by section', async () => {
  await window.press(',', Key.CONTROL);
  await window.visible('settings');
  for (const section of ['connection', 'print', 'pdf', 'look', 'data', 'about']) {
    await window.click(`section-${section}`);
    await window.visible(`settings-${section}`);
    await everyLook(window, `settings-${section}`);
  }
});

test('what is set is kept', async () => {
  await window.click('section-connection');
  await window.visible('settings-rate');
  await window.type('settings-rate', '600');
  await window.click('settings-save');
  await window.click('section-about');
  await window.click('section-connection');
  await window.untilTrue(
    async () => (await (await window.find('settings-rate')).getProperty('value')) === '600',
    'the rate was kept',
  );
});

test('the cache is backed up and restored', async () => {
  await window.click('section-data');
  await window.click('data-back-up');
  await window.untilText('toast', /\.sqlite/);
  const files = fs.readdirSync(saved).filter((name) => name.endsWith('.sqlite'));
  assert.equal(files.length, 1);
  assert.match(fs.readFileSync(path.join(saved, files[0]), 'latin1').slice(0, 15), /^SQLite format 3/);
});

test('commands, and where they lead', async () => {
  await window.click('view-all');
  await window.visible('invoice-row');
  await window.press('k', Key.CONTROL);
  await window.visible('palette');
  await window.type('palette-input', 'senal');
  await window.untilTrue(async () => (await window.all('palette-option')).length > 2, 'customers and invoices are found');
  await everyLook(window, 'commands');
  await window.press(Key.ESCAPE);
  await window.gone('palette');
});

test('the map of keys', async () => {
  await window.press('?');
  await window.visible('key-map-entry');
  await everyLook(window, 'keys');
  await window.press(Key.ESCAPE);
  await window.gone('key-map-entry');
});

// The driver gives no text of a page that was loaded again by itself.
const untilSpanish = () =>
  window.untilTrue(
    async () => /Vencidas/.test(await window.content('view-overdue').catch(() => '')),
    'the window speaks Spanish',
  );

test('another language, and the same place after it', async () => {
  await window.click('view-figures');
  await window.visible('months');
  await window.press(',', Key.CONTROL);
  await window.click('section-look');
  const language = await window.visible('language');
  await window.driver.executeScript(
    "arguments[0].value = 'es'; arguments[0].dispatchEvent(new Event('change', { bubbles: true }))",
    language,
  );
  await untilSpanish();
  assert.equal(await window.driver.executeScript('return document.documentElement.lang.slice(0, 2)'), 'es');
  await window.click('view-figures');
  await window.visible('months');
  await everyLook(window, 'insights-es');
});

test('everything is the same after closing', async () => {
  await window.close();
  window = await open();
  await untilSpanish();
  await window.visible('months');
});
