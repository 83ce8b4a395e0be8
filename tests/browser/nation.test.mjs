// A nation's pages and a researcher's: every one sound on each size, figures opened by keyboard, an extract taken.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';
import { axe, fits, openSchool, screenshot, SIZES } from './harness.mjs';

async function enter(school, door, heading, options = {}) {
  const page = await school.newPage(await school.newPerson(options));
  await page.goto('/');
  await page.getByRole('button', { name: door }).click();
  await page.getByRole('heading', { level: 1, name: heading }).waitFor();
  return page;
}

describe('a nation', () => {
  let school;
  before(async () => { school = await openSchool(); });
  after(() => school?.close());

  for (const [size, viewport] of Object.entries(SIZES)) {
    test(`its pages are sound on a ${size}`, async () => {
      const page = await enter(school, 'Look at every hub', 'Every hub', { viewport });
      await page.goto('/nation/projects');
      const project = await page.getByRole('link', { name: 'East Meets West' }).getAttribute('href');
      for (const path of ['/nation', '/nation/figures/ever', '/nation/figures/retention', '/nation/projects', '/nation/practice', project]) {
        await page.goto(path);
        assert.ok(await page.getByRole('heading', { level: 1 }).isVisible(), path);
        await axe(page);
        await fits(page);
        await screenshot(page, `nation${(path === project ? '/project' : path).replaceAll('/', '-').replace('-nation', '')}-${size}`);
      }
    });

    test(`what a researcher may take is sound on a ${size}`, async () => {
      const page = await enter(school, 'Take an extract', 'Your extracts', { viewport });
      await axe(page);
      await fits(page);
      await screenshot(page, `research-${size}`);
    });
  }

  test('its figures say that they are simulated, and open to their definition', async () => {
    const page = await enter(school, 'Look at every hub', 'Every hub');
    await page.getByText('No figure here is a fact about any school').first().waitFor();
    await page.getByLabel('On the map').selectOption('completed');
    await page.getByRole('button', { name: 'Show' }).click();
    await page.getByRole('heading', { level: 2, name: /^Completed, every programme, / }).waitFor();
    await page.getByRole('link', { name: 'Retention' }).click();
    await page.getByText('those that began one again in this, with whichever hub').waitFor();
  });

  test('what was asked again stands there over all hubs, and a forecast with its range', async () => {
    const page = await enter(school, 'Look at every hub', 'Every hub');
    await page.getByRole('heading', { name: /^Forecast: / }).waitFor();
    await page.goto('/nation/practice');
    await page.getByRole('rowheader', { name: 'Ratio and proportion' }).waitFor();
    await page.getByRole('columnheader', { name: 'Seen the last time and not the first' }).waitFor();
  });

  test('an extract is taken as a file, without scripts', async () => {
    const page = await enter(school, 'Take an extract', 'Your extracts', { javaScriptEnabled: false });
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: "Take the schools' years" }).click()]);
    assert.equal(file.suggestedFilename(), 'extract.csv');
    const [practice] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Take practice and knowledge' }).click()]);
    assert.equal(practice.suggestedFilename(), 'practice.csv');
    assert.match(await readFile(await practice.path(), 'utf8'), /teachers-know,ratio,/);
    await page.goto('/research');
    await page.getByText(/^Taken on /).waitFor();
  });

  test('a hub hands on in one press', async () => {
    const page = await enter(school, 'Run a hub', 'Late this week');
    await page.goto('/hub/hand-on');
    await axe(page);
    await fits(page);
    await page.getByRole('button', { name: 'Hand it on to The Centre for Maths Hubs' }).click();
    await page.getByText(/Handed on last on /).waitFor();
  });
});
