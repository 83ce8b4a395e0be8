// The front page and its three doors, on loopback and under a host name that is not localhost.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { axe, fits, openSchool, SCHOOL_HOST, screenshot, SIZES } from './harness.mjs';

const DOORS = ['Teach a lesson', 'Lead a school', 'Be a pupil'];

for (const host of ['127.0.0.1', SCHOOL_HOST]) {
  describe(`under http://${host}`, () => {
    let school;
    before(async () => { school = await openSchool({ host }); });
    after(() => school?.close());

    for (const [size, viewport] of Object.entries(SIZES)) {
      test(`the front page is sound on a ${size}`, async () => {
        const page = await school.newPage(await school.newPerson({ viewport }));
        await page.goto('/');
        await page.getByRole('heading', { level: 1 }).waitFor();
        await axe(page);
        await fits(page);
        if (host !== SCHOOL_HOST) await screenshot(page, `front-${size}`);
      });
    }

    test('the fonts come from the school itself', async () => {
      const page = await school.newPage();
      await page.goto('/');
      const loaded = await page.evaluate(async () => {
        await document.fonts.ready;
        return [...document.fonts].filter(({ status }) => status === 'loaded').map(({ family }) => family);
      });
      assert.ok(loaded.some((family) => family.includes('Atkinson')), `loaded: ${loaded}`);
    });

    test('the browser agrees whether this is a secure place', async () => {
      const page = await school.newPage();
      await page.goto('/');
      assert.equal(await page.evaluate(() => isSecureContext), host !== SCHOOL_HOST);
    });

    for (const door of DOORS) {
      test(`"${door}" opens by keyboard`, async () => {
        const page = await school.newPage();
        await page.goto('/');
        const button = page.getByRole('button', { name: door });
        for (let presses = 0; presses < 30; presses += 1) {
          await page.keyboard.press('Tab');
          if (await button.evaluate((element) => element === document.activeElement)) break;
        }
        await Promise.all([page.waitForURL((url) => url.pathname !== '/'), page.keyboard.press('Enter')]);
        await page.getByRole('main').waitFor();
        await axe(page);
        await fits(page);
      });

      test(`"${door}" opens without scripts`, async () => {
        const page = await school.newPage(await school.newPerson({ javaScriptEnabled: false }));
        await page.goto('/');
        await page.getByRole('button', { name: door }).click();
        assert.notEqual(new URL(page.url()).pathname, '/');
        assert.equal(await page.getByRole('main').count(), 1);
      });
    }
  });
}
