// Every page of the demo, staff's and pupils', on a classroom screen and on a phone: sound for assistive technology,
// never wider than its window, and readable in the dark and high-contrast colours.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { axe, fits, openSchool, SIZES } from './harness.mjs';
import { joinAs, openDoor, says, skipToCheck, teach } from './people.mjs';

const WINDOWS = { screen: SIZES.screen, phone: SIZES.phone };
const MAIN = ['today', 'plan', 'result', 'grid', 'keep-up', 'projector', 'marking'];

let school, taught, lead, pupil, anybody;
const pages = {};

before(async () => {
  school = await openSchool();
  taught = await teach(school);
  await skipToCheck(taught.page, taught.lesson);
  // A lesson of the demo's history, taught to its end: its result and keep-up are full.
  await taught.page.goto(taught.today);
  const past = await taught.page.locator('a[href$="/result"]').first().getAttribute('href');
  const history = past.replace(/\/result$/, '');
  const plan = `/lessons/${taught.lesson}`;
  await taught.page.goto(plan);
  const sequence = await taught.page.locator('a[href*="/sequence/"]').first().getAttribute('href');
  await taught.page.goto(`${history}/result`);
  const behind = await taught.page.locator('.frame a').first().getAttribute('href');
  await taught.page.goto(`/lessons/${taught.lesson}/marking?q=1`);
  const someone = (await taught.page.locator('.frame button').first().getAttribute('id')).slice('p-'.length);
  await taught.page.goto('/steps');
  const step = await taught.page.locator('a[href^="/steps/"]').first().getAttribute('href');
  Object.assign(pages, {
    facts: `/classes/${taught.classId}/facts`, gate: `/classes/${taught.classId}/gate`, 'keep-up times': `/classes/${taught.classId}/keep-up-times`,
    concepts: '/concepts', concept: '/concepts/square', today: taught.today, classes: '/classes', class: `/classes/${taught.classId}`, check: `/classes/${taught.classId}/check`,
    ledger: `/classes/${taught.classId}/ledger`, lasting: `/classes/${taught.classId}/lasting?step=equal-parts`, steps: '/steps', step, thread: '/threads/fractions',
    family: '/families/unit-fraction-of-a-quantity', slip: '/sequences/practice?n=3&at=3', plan, sequence, projector: `${plan}/present`, desk: `${plan}/desk`,
    grid: `${plan}/grid`, marking: `${plan}/marking`, 'marking a question': `${plan}/marking?q=1&pupil=${someone}`,
    result: `${history}/result`, 'behind a name': `${history}/result${behind}`, 'keep-up': `${history}/keep-up`, 'go-on': `${history}/go-on`,
  });
  const leader = await school.newPage();
  await openDoor(leader, 'Lead a school');
  lead = leader.context();
  pupil = (await joinAs(school, taught.code, 'Aaliyah B')).context();
  anybody = await school.newPerson();
});
after(() => school?.close());

/** Opens a page in a window of this size; a page that is not there is a failure. */
async function open(person, path, window) {
  const page = await person.newPage();
  await page.setViewportSize(window);
  const reply = await page.goto(path);
  assert.equal(reply.status(), 200, path);
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  return page;
}

async function isSound(person, path, window) {
  const page = await open(person, path, window);
  try {
    await axe(page);
    await fits(page);
  } finally {
    await page.close();
  }
}

for (const [size, window] of Object.entries(WINDOWS)) {
  describe(`on a ${size}`, () => {
    for (const name of [
      'today', 'classes', 'class', 'check', 'ledger', 'lasting', 'facts', 'gate', 'keep-up times', 'concepts', 'concept', 'steps', 'step', 'thread', 'family', 'slip', 'plan', 'sequence', 'projector', 'desk',
      'grid', 'marking', 'marking a question', 'result', 'behind a name', 'keep-up', 'go-on',
    ]) {
      test(`${name} is sound`, () => isSound(taught.teacher, pages[name], window));
    }
    for (const path of ['/school', '/classes']) test(`${path} is sound for who leads the school`, () => isSound(lead, path, window));
    for (const path of ['/sign-in', '/join', '/not-there']) {
      test(`${path} is sound for anybody`, async () => {
        const page = await anybody.newPage();
        school.guardOf(page).expect(/404/);
        await page.setViewportSize(window);
        await page.goto(path);
        await axe(page);
        await fits(page);
        await page.close();
      });
    }
    test('the names to pick from are sound', () => isSound(anybody, `/join/${taught.code}`, window));
    test("a pupil's page is sound", () => isSound(pupil, '/pupil', window));
  });
}

for (const theme of ['dark', 'contrast']) {
  describe(`in the colours "${theme}"`, () => {
    for (const name of MAIN) {
      test(`${name} can be read`, async () => {
        const page = await taught.teacher.newPage();
        await page.addInitScript((chosen) => localStorage.setItem('tenframe-theme', chosen), theme);
        await page.goto(pages[name]);
        assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), theme);
        await axe(page);
        await page.close();
      });
    }
    test("a pupil's page can be read", async () => {
      const page = await pupil.newPage();
      await page.addInitScript((chosen) => localStorage.setItem('tenframe-theme', chosen), theme);
      await page.goto('/pupil');
      await page.locator('#answer').waitFor();
      await axe(page);
      await page.close();
    });
  });
}

for (const [name, button] of [
  ['result', /Accept|Keep-up/], ['go-on', /Agree|To today/], ['plan', /Start the lesson|Go on with the lesson/], ['desk', /On →/],
]) {
  test(`the main action of ${name} is reached by keyboard`, async () => {
    const page = await open(taught.teacher, pages[name], WINDOWS.screen);
    for (let presses = 0; presses < 60; presses += 1) {
      await page.keyboard.press('Tab');
      const words = await page.evaluate(() => document.activeElement.textContent);
      if (button.test(words) && words.length < 60) return page.close();
    }
    assert.fail(`no ${button} within 60 presses of Tab`);
  });
}

test('a pupil answers by keyboard alone', async () => {
  const page = await open(pupil, '/pupil', WINDOWS.screen);
  await page.locator('#answer').waitFor();
  await page.locator('#answer').focus();
  await page.keyboard.type('4');
  await page.keyboard.press('Enter');
  await says(page, '#question', 'Question 2 of');
});
