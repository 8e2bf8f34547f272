// The built window on a virtual screen, driven as a person would: WebKitWebDriver starts the program
// and speaks for it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { Builder, By, Capabilities, until } from 'selenium-webdriver';

export const root = path.resolve(import.meta.dirname, '../..');
const programs = path.join(process.env.CARGO_TARGET_DIR ?? path.join(root, 'target'), process.env.BILLFOLD_BUILD ?? 'debug');
const NOW = '2026-11-15T12:00:00Z';
export const WAIT = 20_000;

/** A folder of its own, removed at the end. */
export function folder() {
  const place = fs.mkdtempSync(path.join(os.tmpdir(), 'billfold-window-'));
  process.on('exit', () => {
    try {
      fs.rmSync(place, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
    } catch {
      // A process of the window may still be closing its files; what is left is the system's to clean.
    }
  });
  return place;
}

async function freePort() {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

/** Ends a program and waits until it is gone; one that is gone already is fine. */
async function ended(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGKILL');
  await exit;
}

/** `billfold sandbox` as a program of its own, which can be ended at any time. */
export async function sandbox(invoices = 200) {
  const env = { ...process.env, BILLFOLD_NOW: NOW };
  const child = spawn(path.join(programs, 'billfold'), ['sandbox', '--invoices', String(invoices)], {
    env,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const value = async (name) => (await lines.next()).value.slice(name.length).trim();
  const url = await value('URL');
  const token = await value('Token');
  return { url, token, stop: () => ended(child) };
}

/** Starts the window on a data folder. `close` ends it and its driver. */
export async function openWindow({ data, saveDir = data, env = {}, size = [1280, 800] }) {
  const port = await freePort();
  const driverProcess = spawn('WebKitWebDriver', [`--port=${port}`], {
    stdio: 'ignore',
    env: {
      ...process.env,
      TAURI_WEBVIEW_AUTOMATION: 'true',
      BILLFOLD_DATA_DIR: data,
      BILLFOLD_SAVE_DIR: saveDir,
      BILLFOLD_KEYCHAIN: 'off',
      BILLFOLD_NOW: NOW,
      XDG_DATA_HOME: path.join(data, 'xdg'),
      XDG_CACHE_HOME: path.join(data, 'cache'),
      LANG: 'C.UTF-8',
      ...env,
    },
  });
  await untilListening(port);
  const capabilities = new Capabilities();
  capabilities.setBrowserName('wry');
  capabilities.set('webkitgtk:browserOptions', { binary: path.join(programs, 'billfold-desktop'), args: [] });
  const driver = await new Builder().withCapabilities(capabilities).usingServer(`http://127.0.0.1:${port}/`).build();
  await driver.manage().window().setRect({ width: size[0], height: size[1] });
  const close = async () => {
    await driver.quit().catch(() => {});
    await ended(driverProcess);
  };
  return { driver, close, ...helpers(driver) };
}

async function untilListening(port) {
  for (;;) {
    const socket = net.connect(port, '127.0.0.1');
    const connected = await Promise.race([
      once(socket, 'connect').then(() => true),
      once(socket, 'error').then(() => false),
    ]).catch(() => false);
    socket.destroy();
    if (connected) return;
    await new Promise((again) => setImmediate(again));
  }
}

const selector = (id) => By.css(`[data-testid="${id}"]`);

function helpers(driver) {
  const find = (id) => driver.wait(until.elementLocated(selector(id)), WAIT, `no ${id}`);
  const all = (id) => driver.findElements(selector(id));
  const visible = async (id) => driver.wait(until.elementIsVisible(await find(id)), WAIT, `${id} is not visible`);
  const click = async (id) => (await visible(id)).click();
  const text = async (id) => (await visible(id)).getText();
  /** Everything an element holds, also what stands clipped or behind a menu. */
  const content = async (id) => driver.executeScript('return arguments[0].textContent.trim()', await find(id));
  const type = async (id, value) => (await visible(id)).sendKeys(value);
  const untilTrue = (condition, what) => driver.wait(condition, WAIT, what);
  const attribute = async (id, name) => (await find(id)).getAttribute(name);
  const untilText = (id, expected) =>
    untilTrue(async () => {
      const found = await all(id);
      return found.length > 0 && expected.test(await found[0].getText().catch(() => ''));
    }, `${id} never said ${expected}`);
  const untilAttribute = (id, name, expected) =>
    untilTrue(async () => {
      const found = await all(id);
      return found.length > 0 && (await found[0].getAttribute(name).catch(() => '')) === expected;
    }, `${id} never had ${name}=${expected}`);
  const gone = (id) => untilTrue(async () => (await all(id)).length === 0, `${id} is still there`);
  /** Keys for whatever has the focus, one after the other; `held` are held down meanwhile. */
  const press = async (keys, ...held) => {
    const actions = driver.actions();
    for (const key of held) actions.keyDown(key);
    for (const key of [].concat(keys)) actions.sendKeys(key);
    for (const key of held.toReversed()) actions.keyUp(key);
    await actions.perform();
  };
  const theme = (name) => driver.executeScript('document.documentElement.dataset.theme = arguments[0]', name);
  return { find, all, visible, click, text, content, type, untilTrue, attribute, untilText, untilAttribute, gone, press, theme };
}

/** Keeps a picture of the window; `BILLFOLD_SCREENSHOTS` says where. */
export async function screenshot(window, name) {
  const place = process.env.BILLFOLD_SCREENSHOTS ?? path.join(root, 'target/screenshots');
  fs.mkdirSync(place, { recursive: true });
  // Transitions at their end, and two frames, so that what was just changed is painted.
  await window.driver.executeAsyncScript(`
    const done = arguments[0];
    const settled = Promise.all(document.getAnimations().map((a) => a.finished.catch(() => {})));
    settled.then(() => requestAnimationFrame(() => requestAnimationFrame(done)));
  `);
  fs.writeFileSync(path.join(place, `${name}.png`), Buffer.from(await window.driver.takeScreenshot(), 'base64'));
}

const sizes = [
  [1280, 800],
  [900, 600],
];

/**
 * What is open now in both themes at the usual and at the least size: a picture of each, axe finds nothing, and nothing is wider
 * than the window.
 */
export async function everyLook(window, name) {
  for (const [width, height] of sizes) {
    await window.driver.manage().window().setRect({ width, height });
    for (const theme of ['dark', 'light']) {
      await window.theme(theme);
      await screenshot(window, `${name}-${width}x${height}-${theme}`);
      const violations = await axe(window);
      if (violations.length > 0) throw new Error(`${name} ${width}x${height} ${theme}: ${violations.join('\n')}`);
    }
    const over = await window.driver.executeScript(
      'return document.documentElement.scrollWidth - document.documentElement.clientWidth',
    );
    if (over > 0) throw new Error(`${name} is ${over} px wider than a window of ${width}x${height}`);
  }
  await window.driver.manage().window().setRect({ width: sizes[0][0], height: sizes[0][1] });
}

/** axe in the real window: every violation in words. */
export async function axe(window) {
  const source = fs.readFileSync(path.join(import.meta.dirname, 'node_modules/axe-core/axe.min.js'), 'utf8');
  await window.driver.executeScript(source);
  const violations = await window.driver.executeAsyncScript(
    'const done = arguments[0]; axe.run().then((r) => done(r.violations), (e) => done([{ id: String(e), nodes: [] }]));',
  );
  return violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(' ')).join(', ')}`);
}
