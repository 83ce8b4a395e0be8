// Every page colour is readable, and nothing moves for those who ask for no motion.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { axe, openSchool } from './harness.mjs';

const THEMES = ['light', 'dark', 'cream', 'blue', 'rose', 'contrast'];

let school;
before(async () => { school = await openSchool(); });
after(() => school?.close());

async function teacherToday(options) {
  const page = await school.newPage(await school.newPerson(options));
  await page.goto('/');
  await page.getByRole('button', { name: 'Teach a lesson' }).click();
  await page.waitForURL(/\/today$/);
  return page;
}

test('every page colour on offer is one of those tested', async () => {
  const page = await school.newPage();
  await page.goto('/');
  const offered = await page.getByLabel('Page colour').locator('option').evaluateAll((all) => all.map(({ value }) => value));
  assert.deepEqual(offered, THEMES);
});

for (const theme of THEMES) {
  test(`the page colour ${theme} is kept, and readable on the front page and Today`, async () => {
    const page = await teacherToday();
    await page.getByLabel('Page colour').selectOption(theme);
    await page.reload();
    assert.equal(await page.locator('html').getAttribute('data-theme'), theme);
    await axe(page);
    await page.goto('/');
    assert.equal(await page.locator('html').getAttribute('data-theme'), theme);
    await axe(page);
  });
}

for (const [reducedMotion, isMoved] of [['no-preference', true], ['reduce', false]]) {
  test(`what changed on the projector is ${isMoved ? '' : 'not '}animated with motion "${reducedMotion}"`, async () => {
    const page = await teacherToday({ reducedMotion });
    await page.locator('.next .act.huge').click();
    await page.waitForURL(/\/present$/);
    const place = () => page.locator('#beat').evaluate(({ dataset }) => `${dataset.turn}.${dataset.beat}`);
    for (let presses = 0; presses < 60 && await page.locator('#beat .glow').count() === 0; presses += 1) {
      const was = await place();
      await page.keyboard.press('ArrowRight');
      await page.waitForFunction((before) => {
        const { dataset } = document.getElementById('beat');
        return `${dataset.turn}.${dataset.beat}` !== before;
      }, was, { polling: 50 });
    }
    const animation = await page.locator('#beat .glow').first().evaluate((part) => getComputedStyle(part).animationName);
    assert.equal(animation !== 'none', isMoved);
  });
}
