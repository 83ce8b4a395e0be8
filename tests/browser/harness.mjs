// Starts the built program on an invented school, drives it with a real Chromium, and stops both.
//
// Builds nothing: the program is $TENFRAME, or target/debug/tenframe. Chromium is $CHROMIUM, or the distribution's.
// Start at `openSchool`; every page it opens is guarded by `guard`.

import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const { source: axeSource } = createRequire(import.meta.url)('axe-core');

/** A host name that is not localhost: browsers give a page served from it over plain HTTP no secure context. */
export const SCHOOL_HOST = 'school.example';

/** The three sizes at which screens are looked at: a phone, a tablet, a classroom screen. */
export const SIZES = {
  phone: { width: 390, height: 844 },
  tablet: { width: 820, height: 1180 },
  screen: { width: 1366, height: 768 },
};

const database = process.env.TENFRAME_BROWSER_DATABASE;

/** How much later than it could be everything arrives, in ms. Set it to find a test that looks before a page is there. */
const lateMs = Number(process.env.TENFRAME_BROWSER_LATE_MS ?? 0);

const READY = /Tenframe is ready at (http:\/\/\S+)/;
// A demo makes three weeks of history first; on a busy machine and a server that takes a while.
const STARTS_WITHIN_MS = 240_000;
const STOPS_WITHIN_MS = 10_000;

/** Starts Chromium. Nothing leaves the machine: background traffic is off, `SCHOOL_HOST` is this machine. */
export function openBrowser() {
  const places = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
  const executablePath = places.find((place) => place && existsSync(place));
  assert.ok(executablePath, 'no Chromium found: install the package `chromium` or set CHROMIUM to its path');
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      `--host-resolver-rules=MAP ${SCHOOL_HOST} 127.0.0.1`,
    ],
  });
}

/**
 * Starts the program in a new folder, and a browser.
 *
 * `host` is the name that pages are asked for by: '127.0.0.1', or SCHOOL_HOST for a school's network without HTTPS.
 * `command` is 'demo', or 'serve' for a school of one's own in an empty folder. `args` go after it. Close it with `school.close()`, which fails if any page broke a guard.
 */
export async function openSchool({ host = '127.0.0.1', command = 'demo', args = [] } = {}) {
  const data = await mkdtemp(join(tmpdir(), 'tenframe-browser-'));
  const school = new School(data, host, command, args);
  try {
    await school.start();
    school.browser = await openBrowser();
  } catch (error) {
    await school.close({ checkGuards: false });
    throw error;
  }
  return school;
}

/** The built program. */
export function programPath() {
  const program = process.env.TENFRAME ?? join(root, 'target', 'debug', 'tenframe');
  assert.ok(existsSync(program), `${program} is not built: run \`cargo build\` or set TENFRAME to its path`);
  return program;
}

class School {
  constructor(data, host, command, args) {
    Object.assign(this, { data, host, command, args, listen: '127.0.0.1:0', guards: [], output: '' });
    /** Where its store is, as arguments: a folder, or a schema of its own where TENFRAME_BROWSER_DATABASE names a server. */
    this.store = database ? ['--database', `${database}?schema=b${randomUUID().replaceAll('-', '')}`] : ['--data', data];
  }

  /** Starts the program and waits for the line that says where it is. */
  async start() {
    const program = programPath();
    const args = [this.command, ...this.store, '--listen', this.listen, ...this.args];
    this.server = spawn(program, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    this.stopped = new Promise((resolve) => this.server.once('exit', resolve));
    const ready = await new Promise((resolve, reject) => {
      const fail = (why) => reject(new Error(`\`tenframe ${args.join(' ')}\` ${why}; it printed:\n${this.output}`));
      const timer = setTimeout(() => fail(`was not ready after ${STARTS_WITHIN_MS} ms`), STARTS_WITHIN_MS);
      this.server.once('error', (error) => fail(`could not start: ${error.message}`));
      this.server.once('exit', (code) => fail(`stopped with ${code}`));
      let printed = '';
      this.server.stdout.on('data', (bytes) => {
        this.output += bytes;
        printed += bytes;
        const found = READY.exec(printed);
        if (found) {
          clearTimeout(timer);
          resolve(found[1]);
        }
      });
      this.server.stderr.on('data', (bytes) => { this.output += bytes; });
    });
    // The same port again after a restart, so that open pages find the server.
    this.listen = new URL(ready).host;
    this.address = `http://${this.host}:${new URL(ready).port}`;
  }

  /** Stops the program: 'SIGTERM' as a person would, 'SIGKILL' as a power cut would. */
  async stop(signal = 'SIGTERM') {
    if (!this.server || this.server.exitCode !== null || this.server.signalCode !== null) return;
    this.server.kill(signal);
    const timer = setTimeout(() => this.server.kill('SIGKILL'), STOPS_WITHIN_MS);
    await this.stopped;
    clearTimeout(timer);
  }

  /** Stops the program and starts it on the same data and port. */
  async restart(signal = 'SIGTERM') {
    await this.stop(signal);
    await this.start();
  }

  /** A browser of its own for one person: own cookies, own storage. Options are Playwright's. */
  async newPerson(options = {}) {
    const context = await this.browser.newContext({ baseURL: this.address, locale: 'en-GB', ...options });
    context.on('page', (page) => this.guards.push(guard(page, new URL(this.address).host)));
    if (lateMs > 0) {
      await context.route(() => true, async (route) => {
        await new Promise((resolve) => { setTimeout(resolve, lateMs); });
        await route.fallback().catch(() => {}); // its page may have gone meanwhile
      });
    }
    return context;
  }

  /** A guarded page for `person`, or for somebody new. Paths such as '/today' are relative to the school. */
  async newPage(person) {
    const context = person ?? (await this.newPerson());
    return context.newPage();
  }

  /** The guard of `page`, to say which errors a test means to cause. */
  guardOf(page) {
    return this.guards.find((one) => one.page === page);
  }

  /** Closes everything; fails if a page asked another host, logged an error or met a fault of the server. */
  async close({ checkGuards = true } = {}) {
    await this.browser?.close();
    await this.stop();
    await rm(this.data, { recursive: true, force: true });
    if (checkGuards) for (const one of this.guards) one.check();
  }
}

/** Watches a page for requests to other hosts than `host`, errors in its console, and answers of 500 and up. */
export function guard(page, host) {
  const broken = [];
  const expected = [];
  const note = (what) => { if (!expected.some((pattern) => pattern.test(what))) broken.push(what); };
  page.on('request', (request) => {
    const url = new URL(request.url());
    const isLocal = ['data:', 'blob:', 'about:'].includes(url.protocol) || url.host === host;
    if (!isLocal) note(`asked another host: ${request.url()}`);
  });
  page.on('console', (message) => {
    if (message.type() === 'error') note(`console: ${message.text()} (${message.location().url})`);
  });
  page.on('pageerror', (error) => note(`script: ${error.message}`));
  page.on('response', (response) => {
    if (response.status() >= 500) note(`${response.status()} from ${response.url()}`);
  });
  return {
    page,
    /** Lets through what matches from now on: an offline test expects failed requests. */
    expect(pattern) { expected.push(pattern); },
    check() { assert.deepEqual(broken, [], `${page.url()} broke a guard`); },
  };
}

/** Runs axe on `page` and fails on any serious or critical finding, naming rule and element. */
export async function axe(page) {
  // Evaluated rather than added as a script element, which a page's content policy would refuse.
  await page.evaluate(axeSource);
  const results = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
  const serious = results.violations.filter(({ impact }) => ['serious', 'critical'].includes(impact));
  const said = serious.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ target }) => target).join(', ')}`);
  assert.deepEqual(said, [], `axe on ${page.url()}`);
  assert.ok(results.passes.length > 0, `axe looked at nothing on ${page.url()}`);
}

/** Fails if the page is wider than its window. */
export async function fits(page) {
  const [content, screen] = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return [scrollWidth, clientWidth];
  });
  assert.ok(content <= screen, `${page.url()} is ${content} px wide in a window of ${screen} px`);
}

/** Keeps a picture in docs/screenshots/new/, which is not committed; move the good ones up by hand. */
export async function screenshot(page, name) {
  const folder = join(root, 'docs', 'screenshots', 'new');
  await mkdir(folder, { recursive: true });
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  const path = join(folder, `${name}.png`);
  await page.screenshot({ path, animations: 'disabled' });
  return path;
}

/** The words of a PDF, in reading order, for comparing paper with the screen. */
export function pdfText(bytes) {
  const { status, stdout, stderr } = spawnSync('pdftotext', ['-layout', '-', '-'], { input: bytes });
  assert.equal(status, 0, `pdftotext (package poppler-utils): ${stderr}`);
  return stdout.toString();
}
