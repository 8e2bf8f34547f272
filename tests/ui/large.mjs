// How the window does with a cache of a million invoices: `npm run large -- FOLDER`, where FOLDER holds a synced data folder
// (`BILLFOLD_DATA_DIR`). It prints what it measured; nothing here decides whether that is good enough.
import { execFileSync } from 'node:child_process';
import { openWindow } from './support.mjs';

const data = process.argv[2];
if (!data) {
  console.error('npm run large -- FOLDER');
  process.exit(2);
}

const began = performance.now();
const window = await openWindow({ data });
const script = (code, ...values) => window.driver.executeScript(code, ...values);
const asyncScript = (code, ...values) => window.driver.executeAsyncScript(code, ...values);
const out = (name, value) => console.log(`${name.padEnd(44)} ${value}`);
const ms = (value) => `${Math.round(value)} ms`;

await window.driver.manage().setTimeouts({ script: 120_000 });
await window.visible('invoice-row');
// The page's own clock starts when the window begins to load it.
out('page load to the first rows', ms(await script(() => performance.getEntriesByName('first-rows')[0]?.startTime ?? NaN)));
out('start of the program to rows seen from outside', ms(performance.now() - began));
await window.untilTrue(async () => /\d/.test(await window.content('shown-count').catch(() => '')), 'the count is there');
out('invoices', await window.content('shown-count'));

/** Calls a command `times` times and gives the times it took, in ms. */
const timed = (command, requests) =>
  asyncScript(
    async (command, requests, done) => {
      const took = [];
      for (const request of requests) {
        const start = performance.now();
        await globalThis.__TAURI_INTERNALS__.invoke(command, { request });
        took.push(performance.now() - start);
      }
      done(took);
    },
    command,
    requests,
  );
const spread = (took) => {
  const sorted = took.toSorted((a, b) => a - b);
  const at = (share) => ms(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]);
  return `p50 ${at(0.5)}, p95 ${at(0.95)}, most ${at(1)}`;
};

const { connections } = await asyncScript(async (done) =>
  done(await globalThis.__TAURI_INTERNALS__.invoke('app_state', { request: {} })),
);
const connection = connections[0].name;
const usual = { column: 'number', descending: true };
const list = (more) => ({ connection, filter: {}, sort: usual, offset: 0, limit: 100, ...more });
// What is loaded in the background at the start is there from here on.
await timed('total_invoices', [{ connection, filter: { min: '0.01' } }]);
await new Promise((settled) => setTimeout(settled, 15_000));
const columns = ['number', 'customer', 'period', 'issued', 'due', 'state', 'total', 'paid', 'created', 'vat_amount'];
out('sorting', spread(await timed('list_invoices', columns.flatMap((column) => [list({ sort: { column, descending: true } }), list({ sort: { column, descending: false }, offset: 500_000 })]))));
const filters = [{ states: ['unpaid', 'failed'] }, { buyer: 'senal' }, { min: '500', max: '900' }, { overdue: true }, { number: '2026-0*7' }, { period_from: '2026-05', period_to: '2026-06' }, { currency: 'EUR' }];
out('filtering, a page of rows', spread(await timed('list_invoices', filters.map((filter) => list({ filter })))));
out('filtering, count and totals', spread(await timed('total_invoices', filters.map((filter) => ({ connection, filter })))));
const queries = ['senal', 'geocoding', 'fixed fee', 'zz', 'nothing has this', '00000012'];
out('searching, a page of rows', spread(await timed('list_invoices', queries.map((query) => list({ filter: { query } })))));
out('searching, count and totals', spread(await timed('total_invoices', queries.map((query) => ({ connection, filter: { query } })))));

/** Scrolls for a while and counts the frames in which a row in sight had nothing in it. */
const scrolling = (step) =>
  asyncScript(
    async (step, done) => {
      const grid = document.querySelector('[data-testid="invoice-grid"]');
      let frames = 0;
      let blank = 0;
      const began = performance.now();
      while (performance.now() - began < 5000) {
        grid.dispatchEvent(new WheelEvent('wheel', { deltaY: step, bubbles: true, cancelable: true }));
        if (!grid.dataset.squeezed) grid.scrollTop += 0;
        await new Promise(requestAnimationFrame);
        frames += 1;
        const box = grid.getBoundingClientRect();
        const rows = [...grid.querySelectorAll('[data-testid="invoice-row"], [data-testid="invoice-row-loading"]')];
        const inSight = rows.filter((row) => {
          const { top, bottom } = row.getBoundingClientRect();
          return bottom > box.top + 28 && top < box.bottom;
        });
        const covered = inSight.reduce((sum, row) => sum + row.getBoundingClientRect().height, 0);
        const empty = inSight.some((row) => row.dataset.testid !== 'invoice-row');
        if (empty || covered < box.height - 60) blank += 1;
      }
      done({ frames, blank });
    },
    step,
  );
for (const [name, step] of [['a turn of the wheel each frame', 120], ['ten', 1200], ['a hundred', 12_000]]) {
  const { frames, blank } = await scrolling(step);
  out(`scrolling, ${name}`, `${Math.round(frames / 5)} frames a second, ${blank} of ${frames} with a blank row`);
}

const processes = execFileSync('ps', ['-eo', 'pid,rss,comm']).toString().split('\n');
for (const line of processes.filter((one) => /WebKitWebProcess|billfold-deskto/.test(one))) {
  const [, rss, name] = line.trim().split(/\s+/);
  out(`memory of ${name}`, `${Math.round(Number(rss) / 1024)} MB`);
}
await window.close();
