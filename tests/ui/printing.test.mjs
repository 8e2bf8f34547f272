// PDFs in the real window: the two layouts, the server's own held against ours, and many at once.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { axe, folder, openWindow, sandbox, screenshot } from './support.mjs';

const data = folder();
const saved = folder();
let portal;
let window;

before(async () => {
  portal = await sandbox(200);
  window = await openWindow({ data, saveDir: saved });
});
after(async () => {
  await window?.close();
  await portal?.stop();
});

/** The words on the shown page, from its pixels' source: the canvas says only that it was drawn. */
const inked = () =>
  window.driver.executeScript(`
    const canvas = document.querySelector('[data-testid="pdf-page"]');
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    let dark = 0;
    for (let at = 0; at < data.length; at += 4) if (data[at] < 128) dark += 1;
    return dark;
  `);

const pdfText = (file) => execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' });

test('the readable layout says where the invoice stands', async () => {
  await window.type('connect-url', portal.url);
  await window.type('connect-token', portal.token);
  await window.click('connect-submit');
  await window.untilText('shown-count', /200/);
  await window.click('view-paid');
  await window.untilAttribute('view-paid', 'aria-current', 'page');
  await (await window.visible('invoice-row')).click();
  await window.click('tab-pdf');
  await window.untilAttribute('pdf-page', 'data-rendered', 'true');
  const before = await inked();
  await window.click('pdf-layout');
  await window.click('pdf-layout-readable');
  await window.untilTrue(async () => (await inked()) !== before, 'the other layout is shown');
  for (const theme of ['dark', 'light']) {
    await window.theme(theme);
    await screenshot(window, `readable-${theme}`);
    assert.deepEqual(await axe(window), []);
  }
  await window.click('pdf-save');
  await window.untilText('toast', /\.pdf/);
  const [file] = fs.readdirSync(saved);
  const text = pdfText(path.join(saved, file));
  assert.match(text, /PAID/);
  assert.match(text, /Page 1 of \d/);
  fs.rmSync(path.join(saved, file));
});

test('the server’s own PDF is held against the customer’s layout', async () => {
  await window.click('pdf-layout');
  await window.click('pdf-layout-server');
  await window.untilText('pdf-verdict', /Not compared yet/);
  await window.click('pdf-compare');
  await window.untilText('pdf-verdict', /Same as the server’s PDF/);
  for (const theme of ['dark', 'light']) {
    await window.theme(theme);
    await screenshot(window, `compared-${theme}`);
    assert.deepEqual(await axe(window), []);
  }
  await window.click('pdf-server');
  await window.visible('pdf-server-shown');
  await window.untilAttribute('pdf-page', 'data-rendered', 'true');
  await window.click('pdf-server-back');
  await window.gone('pdf-server-shown');
});

test('a whole list becomes files, and the second time none is written again', async () => {
  await window.click('view-all');
  await window.untilText('shown-count', /200/);
  const all = async () => {
    await window.click('save-pdfs');
    await window.untilText('print-count', /All 200 invoices/);
    await window.untilTrue(async () => (await window.all('print-name')).length === 3, 'three names are shown');
  };
  await all();
  for (const theme of ['dark', 'light']) {
    await window.theme(theme);
    await screenshot(window, `print-${theme}`);
    assert.deepEqual(await axe(window), []);
  }
  const shown = await window.driver.executeScript(
    `return [...document.querySelectorAll('[data-testid="print-name"]')].map((name) => name.textContent)`,
  );
  await window.click('print-go');
  await window.untilText('print-summary', /200 invoices are printed/);
  await screenshot(window, 'printed-light');
  const names = fs.readdirSync(saved);
  assert.equal(names.length, 200);
  for (const name of shown) assert.ok(names.includes(name), `${JSON.stringify(name)} in ${JSON.stringify(names)}`);
  await window.click('print-close');
  await window.gone('print-dialog');
  await all();
  await window.click('print-go');
  await window.untilText('print-summary', /200/);
  assert.match(await window.content('print-dialog'), /left alone|unchanged|already/);
  await window.click('print-close');
  await window.gone('print-dialog');
});

test('one PDF of them all has an outline', async () => {
  await window.click('save-pdfs');
  await window.click('print-target-merged');
  await window.click('print-go');
  await window.untilText('print-summary', /200 invoices are printed/);
  const merged = path.join(saved, 'Invoices.pdf');
  const json = execFileSync('qpdf', ['--json=2', '--json-key=outlines', merged], { encoding: 'utf8', maxBuffer: 1 << 28 });
  assert.equal(JSON.parse(json).outlines.length, 200);
  await window.click('print-close');
});
