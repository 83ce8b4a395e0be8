// The guards of the harness catch what they say they catch.

import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { axe, fits, guard, openBrowser } from './harness.mjs';

const GOOD = '<!doctype html><html lang="en"><title>Good</title><link rel="icon" href="data:,"><main><h1>Good</h1></main>';
let browser;
let server;
let host;
let body;

before(async () => {
  browser = await openBrowser();
  server = createServer((request, response) => {
    response.statusCode = request.url === '/fault' ? 500 : 200;
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(body);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  host = `127.0.0.1:${server.address().port}`;
});

after(async () => {
  await browser?.close();
  server?.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

async function open(html, path = '/') {
  body = html;
  const page = await browser.newPage();
  const watch = guard(page, host);
  await page.goto(`http://${host}${path}`, { waitUntil: 'networkidle' });
  return { page, watch };
}

test('a sound page passes every guard', async () => {
  const { page, watch } = await open(GOOD);
  await axe(page);
  await fits(page);
  watch.check();
});

for (const [what, html, path, expected] of [
  ['another host', `${GOOD}<img alt="" src="http://127.0.0.1:9/picture.png">`, '/', /asked another host/],
  ['an error in a script', `${GOOD}<script>throw new Error('broken')</script>`, '/', /script: broken/],
  ['an error in the console', `${GOOD}<script>console.error('oh')</script>`, '/', /console: oh/],
  ['a fault of the server', GOOD, '/fault', /500 from/],
]) {
  test(`${what} is caught`, async () => {
    const { watch } = await open(html, path);
    assert.throws(() => watch.check(), expected);
  });
}

test('an expected error is let through', async () => {
  body = `${GOOD}<script>console.error('oh')</script>`;
  const page = await browser.newPage();
  const watch = guard(page, host);
  watch.expect(/console: oh/);
  await page.goto(`http://${host}/`, { waitUntil: 'networkidle' });
  watch.check();
});

test('a picture without words is caught', async () => {
  const { page } = await open(`${GOOD}<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">`);
  await assert.rejects(axe(page), /image-alt/);
});

test('a page wider than its window is caught', async () => {
  const { page } = await open(`${GOOD}<div style="width: 3000px">wide</div>`);
  await assert.rejects(fits(page), /3\d\d\d px wide/);
});
