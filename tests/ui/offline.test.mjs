// A real portal that goes away: what was synced stays, and the window says how old it is.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { folder, openWindow, sandbox, screenshot } from './support.mjs';

const data = folder();
let portal;
let window;

before(async () => {
  portal = await sandbox(200);
  window = await openWindow({ data });
});
after(async () => {
  await window?.close();
  await portal?.stop();
});

test('a wrong token is diagnosed in place', async () => {
  await window.type('connect-url', portal.url);
  await window.type('connect-token', 'wrong');
  await window.click('connect-submit');
  await window.untilText('diagnosis', /Access denied/);
  await screenshot(window, 'refused-light');
});

test('the right one connects and syncs', async () => {
  const token = await window.visible('connect-token');
  await token.clear();
  await token.sendKeys(portal.token);
  await window.click('connect-submit');
  await window.visible('invoice-row');
  await window.untilAttribute('sync-status', 'data-sync', 'idle');
  await window.untilText('shown-count', /200/);
});

test('with the server gone everything is still there', async () => {
  await portal.stop();
  await window.click('sync-now');
  await window.untilAttribute('sync-status', 'data-sync', 'offline');
  assert.match(await window.text('sync-status'), /Offline/);
  await (await window.visible('invoice-row')).click();
  await window.visible('line-items');
  await window.click('tab-pdf');
  await window.untilAttribute('pdf-page', 'data-rendered', 'true');
  await screenshot(window, 'offline-light');
});

test('and after a restart too, with a token asked for only to sync', async () => {
  await window.close();
  window = await openWindow({ data });
  await window.visible('invoice-row');
  await window.untilText('shown-count', /200/);
  await window.untilAttribute('sync-status', 'data-sync', 'token');
});
