// A hub's pages: every one sound on each size, and what is late done in one tap, without scripts too.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { axe, fits, openSchool, screenshot, SIZES } from './harness.mjs';

const PAGES = ['/hub', '/hub/schools', '/hub/places', '/hub/groups', '/hub/money', '/hub/report', '/hub/report/started', '/places'];

async function enter(school, options = {}) {
  const page = await school.newPage(await school.newPerson(options));
  await page.goto('/');
  await page.getByRole('button', { name: 'Run a hub' }).click();
  await page.getByRole('heading', { level: 1, name: 'Late this week' }).waitFor();
  return page;
}

describe('a hub', () => {
  let school;
  before(async () => { school = await openSchool(); });
  after(() => school?.close());

  for (const [size, viewport] of Object.entries(SIZES)) {
    test(`its pages are sound on a ${size}`, async () => {
      const page = await enter(school, { viewport });
      const first = await page.locator('.late-school').first().getAttribute('href');
      for (const path of [...PAGES, first]) {
        await page.goto(path);
        assert.ok(await page.getByRole('heading', { level: 1 }).isVisible(), path);
        await axe(page);
        await fits(page);
        await screenshot(page, `hub${path.replaceAll('/', '-').replace(/-hub/, '')}-${size}`);
      }
    });
  }

  test('what is late is done in one tap and taken back in another, without scripts', async () => {
    const page = await enter(school, { javaScriptEnabled: false });
    const rows = () => page.locator('.late-row').count();
    const n = await rows();
    assert.ok(n > 3, `only ${n} rows are late`);
    await page.getByRole('button', { name: 'Asked today' }).first().click();
    assert.equal(await rows(), n - 1);
    await page.getByRole('button', { name: 'Take it back' }).click();
    assert.equal(await rows(), n);
  });

  test('a report comes as a PDF', async () => {
    const page = await enter(school);
    const pdf = await page.request.get('/hub/report.pdf');
    assert.equal(pdf.headers()['content-type'], 'application/pdf');
    assert.equal((await pdf.body()).subarray(0, 4).toString(), '%PDF');
  });
});
