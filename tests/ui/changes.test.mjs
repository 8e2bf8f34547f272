// Changing invoices in the real window, against a portal that loses answers, has other people in it, and goes away.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { By, Key } from 'selenium-webdriver';
import { axe, folder, openWindow, sandbox, screenshot } from './support.mjs';

const data = folder();
let portal;
let window;

before(async () => {
  portal = await sandbox(200);
  window = await openWindow({ data });
  await window.type('connect-url', portal.url);
  await window.type('connect-token', portal.token);
  await window.click('connect-submit');
  await window.visible('invoice-row');
  await window.untilAttribute('sync-status', 'data-sync', 'idle');
});
after(async () => {
  await window?.close();
  await portal?.stop();
});

/** A picture of a state of the window in both themes, and what axe says of it. */
async function look(name) {
  for (const theme of ['dark', 'light']) {
    await window.theme(theme);
    await screenshot(window, `${name}-${theme}`);
    assert.deepEqual(await axe(window), [], `${name} ${theme}`);
  }
}

const faults = (...list) =>
  fetch(`${portal.url}/sandbox/faults`, { method: 'POST', body: JSON.stringify(list) });

/** What is sent to the portal from somebody else's desk. */
async function elsewhere(method, path, form = {}) {
  const authorization = `Basic ${Buffer.from(`${portal.token}:`).toString('base64')}`;
  const answer = await fetch(portal.url + path, {
    method,
    headers: { authorization, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(form),
  });
  assert.ok(answer.ok, `${method} ${path}: ${answer.status}`);
}

/** How often something was sent to the portal. */
async function sent(part) {
  const requests = await (await fetch(`${portal.url}/sandbox/requests`)).json();
  return requests.filter(({ method, path }) => method !== 'GET' && path.includes(part)).length;
}

/** Opens the first invoice of a state and gives its id. */
async function openOne(state) {
  if ((await window.all('state-filter-remove')).length > 0) await window.click('state-filter-remove');
  await window.click('state-filter');
  await window.click(`state-option-${state}`);
  await window.driver.actions().sendKeys(Key.ESCAPE).perform();
  await window.untilTrue(async () => {
    const states = await window.driver.executeScript(
      'return [...document.querySelectorAll("[data-testid=invoice-row]")].map((row) => row.textContent.toLowerCase())',
    );
    return states.length > 0 && states.every((text) => text.includes(state));
  }, `only ${state} invoices are shown`);
  const row = await window.visible('invoice-row');
  const id = await row.getAttribute('data-id');
  await row.click();
  await window.visible('actions');
  await window.untilTrue(async () => (await window.text('detail')).toLowerCase().includes(state), 'it is opened');
  return id;
}

test('a new invoice is made for a customer found without accents', async () => {
  await window.click('new-invoice');
  await window.type('customer', 'senal');
  await window.click('customer-option');
  await window.untilText('new-invoice-effects', /billing run/i);
  await look('new-invoice');
  await window.click('new-invoice-yes');
  await window.gone('new-invoice-dialog');
  await window.untilTrue(async () => /Señal/.test(await window.content('detail-customer')), 'it is opened');
  assert.equal(await sent('/api/invoices.xml'), 1);
});

test('line items are added, edited and removed', async () => {
  await window.click('line-add');
  await window.type('line-name', 'Support');
  await window.type('line-cost', '1,234.5');
  await window.untilText('line-cost-help', /1,234\.50/);
  await look('line-item');
  await window.click('line-yes');
  await window.gone('line-dialog');
  await window.untilText('line-items', /Support/);
  await window.click('line-add');
  await window.type('line-name', 'Fee');
  await window.type('line-cost', '1.234,50');
  await window.untilText('line-cost-error', /1,234\.50/);
  await window.click('line-no');
  await window.gone('line-dialog');
  await window.click('line-menu');
  await window.click('line-edit');
  const cost = await window.visible('line-cost');
  await cost.clear();
  await cost.sendKeys('99');
  await window.untilText('line-editing', /remove/i);
  await window.click('line-yes');
  await window.gone('line-dialog');
  await window.untilText('line-items', /99\.0/);
});

test('issuing says what it does before it does it', async () => {
  await window.click('act-issue');
  await window.untilText('question', /due in two days|two days/i);
  await look('issue');
  await window.click('question-yes');
  await window.gone('question');
  await window.visible('act-charge');
  assert.match(await window.text('detail'), /Pending/);
});

test('a lost answer to a charge is told as what reading shows', async () => {
  await faults({ kind: 'answer_lost', path: '/charge', method: 'POST' });
  await window.click('act-charge');
  await window.untilText('question', /stored card|card/i);
  await look('charge');
  await window.click('question-yes');
  await window.untilTrue(async () => /Paid/.test(await window.text('detail')), 'it is paid');
  assert.equal(await sent('/charge'), 1);
  await window.click('tab-history');
  await window.untilTrue(async () => (await window.all('made')).length > 0, 'what was done here is in the history');
  await look('history');
  await window.click('tab-details');
});

test('a charge without a trace stays unknown until somebody has looked', async () => {
  const id = await openOne('pending');
  await faults({ kind: 'reset', path: `/${id}/charge`, method: 'POST' });
  await window.click('act-charge');
  await window.click('question-yes');
  await window.visible('unsettled');
  await window.untilTrue(async () => (await window.all('question')).length === 0, 'the question is over').catch(
    async () => window.click('question-no'),
  );
  assert.match(await window.text('unsettled'), /payment gateway/);
  await look('unsettled');
  await window.click('look-again');
  await window.visible('not-happened');
  await window.click('not-happened');
  await window.click('decide-yes');
  await window.gone('unsettled');
  await window.visible('act-charge');
  assert.equal(await sent(`/${id}/charge`), 1);
});

test('an invoice that somebody else changed is shown beside what was seen', async () => {
  const id = await openOne('open');
  await elsewhere('POST', `/api/invoices/${id}/line_items.xml`, { name: "Somebody else's", cost: '7' });
  await window.click('act-issue');
  await window.click('question-yes');
  await window.visible('conflict');
  assert.match(await window.text('conflict'), /Somebody else's/);
  await look('conflict');
  await window.click('question-no');
  await window.untilText('line-items', /Somebody else's/);
  assert.match(await window.text('detail'), /Open/);
  assert.equal(await sent(`/${id}/state`), 0);
});

test('a selection is changed at once, with a preview and a result for each', async () => {
  await window.click('detail-close');
  const rows = await window.all('tick');
  await rows[0].click();
  await rows[1].click();
  await window.untilText('selection-count', /2/);
  await look('selection');
  await window.click('bulk-finalize');
  await window.visible('bulk-possible');
  await look('bulk');
  await window.click('bulk-go');
  await window.untilText('bulk-summary', /2/);
  await look('bulk-result');
  await window.click('bulk-close');
  await window.gone('bulk-dialog');
});

test('cards are charged together only when what they come to was typed', async () => {
  await openOne('pending');
  await window.click('detail-close');
  const charged = await sent('/charge');
  await window.click('tick-shown');
  await window.click('bulk-charge');
  const fields = By.css('[data-testid^="typed-total-"]');
  await window.untilTrue(async () => (await window.driver.findElements(fields)).length > 0, 'the totals are asked for');
  for (const field of await window.driver.findElements(fields)) await field.sendKeys('1');
  await look('bulk-charge');
  await window.click('bulk-go');
  await window.untilText('bulk-error', /come to/);
  await window.click('bulk-no');
  await window.gone('bulk-dialog');
  await window.driver.actions().sendKeys(Key.ESCAPE).perform();
  assert.equal(await sent('/charge'), charged);
});

test('what was changed is kept, and so is what waits', async () => {
  await portal.stop();
  await openOne('open');
  await window.click('sync-now');
  await window.untilAttribute('sync-status', 'data-sync', 'offline');
  await window.untilText('act-issue', /Prepare/);
  await look('offline-actions');
  await window.click('act-issue');
  await window.click('question-yes');
  await window.visible('draft');
  await look('draft');
  await window.untilTrue(async () => /1/.test(await window.content('count-changes')), 'it waits');
  await window.click('view-changes');
  await window.visible('section-drafts');
  await window.visible('sent-entry');
  await look('changes');
  await window.driver.manage().window().setRect({ width: 900, height: 600 });
  await screenshot(window, 'changes-900x600');
  const overflow = await window.driver.executeScript(
    'return document.documentElement.scrollWidth - document.documentElement.clientWidth',
  );
  assert.equal(overflow, 0, 'nothing is wider than the window');
});
