// Key facts: a pupil practises on a device with no clock, and sits a practice tables check with its own.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { axe, fits, openSchool, screenshot, SIZES } from './harness.mjs';
import { classOf, codeOn, joinAs, namesOf, openDoor, PATIENCE, says } from './people.mjs';

let school;
let teacher;
let classId;
let code;
let names;
before(async () => {
  school = await openSchool();
  teacher = await openDoor(await school.newPage(), 'Teach a lesson');
  [classId, code] = [classOf(teacher), await codeOn(teacher)];
  // As the list to join from says them.
  names = (await namesOf(teacher, classId)).map((name) => name.replace(/ (\S)\S*$/, ' $1'));
});
after(() => school?.close());

/** What is asked, as the page sends it back. */
const asked = async (page) => JSON.parse(await page.locator('input[name=asked]').inputValue());

/** The answer to a fact, from its two numbers and what they make. */
function answerTo({ family, task, turned }) {
  const [, small, sign, large] = /^(\d+)(x|\+)(\d+)$/.exec(family);
  const [first, second] = turned ? [Number(large), Number(small)] : [Number(small), Number(large)];
  const whole = sign === 'x' ? first * second : first + second;
  if (task === 'recall') return whole;
  if (task === 'scaled') return whole * 10;
  return second;
}

/** Sends what was typed and waits for the page that comes then. */
async function send(page, text) {
  await page.getByLabel('Your answer').fill(String(text));
  await Promise.all([page.waitForEvent('load', PATIENCE), page.getByRole('button', { name: 'Send' }).click()]);
}

/** Copies numbers, so that typing never counts, until a fact is asked. */
async function copyNumbers(page) {
  while (await page.locator('input[name=number]').count() > 0) {
    await send(page, await page.locator('input[name=number]').inputValue());
  }
}

test('ten facts are practised with no clock, and a wrong one is looked at at once', async () => {
  const page = await joinAs(school, code, names[0], await school.newPerson({ viewport: SIZES.phone }));
  await page.getByRole('link', { name: 'Practise facts' }).click();
  await page.waitForURL(/\/pupil\/facts/);
  await copyNumbers(page);
  let missed;
  for (let n = 0; n < 10; n += 1) {
    const one = await asked(page);
    assert.doesNotMatch(await page.locator('body').innerText(), /\bseconds?\b|\bminutes?\b|\bscore\b|\blevel\b/i);
    const options = page.locator('button.option');
    if (await options.count() > 0) {
      await Promise.all([page.waitForEvent('load', PATIENCE), options.first().click()]);
    } else if (!missed) {
      missed = one;
      await send(page, answerTo(one) + 1);
      await says(page, '.told', 'Let\'s look at this one');
      await axe(page);
      await fits(page);
      await screenshot(page, 'facts-pupil-phone');
    } else {
      await send(page, answerTo(one));
    }
  }
  await says(page, 'h1', 'That is ten.');
  const side = missed.task === 'recall' || missed.task === 'scaled' ? '' : 'back';
  await teacher.goto(`/classes/${classId}/facts?fact=${encodeURIComponent(missed.family)}&side=${side}`);
  const [first] = names[0].split(' ');
  await says(teacher, '#of', first);
  await teacher.locator('#of details', { hasText: first }).locator('summary').click();
  await says(teacher, '#of details', `wrote ${answerTo(missed) + 1}`);
});

describe('a practice tables check', () => {
  before(async () => {
    await teacher.goto(`/classes/${classId}/facts`);
    await teacher.getByText('Which facts this class has met').click();
    for (const box of await teacher.locator('#met input[name=set]').all()) await box.check();
    await teacher.locator('#met').getByRole('button', { name: 'Save' }).click();
    await says(teacher, '#tables-check', 'The real check has 25 questions');
  });

  /** The question in front of the pupil, worked out from its words. */
  async function product(page) {
    const words = await page.locator('label[for=sitting-answer]').textContent();
    const [, first, second] = /(\d+)\D+(\d+)/.exec(words);
    return first * second;
  }

  test('runs its clock, goes on when time is up, and says how many were in time', async () => {
    const page = await joinAs(school, code, names[1], await school.newPerson({ viewport: SIZES.tablet }));
    await page.clock.install();
    await page.goto('/pupil/facts/tables-check');
    await axe(page);
    // From here time passes only when it is told to.
    await page.clock.pauseAt(Date.now() + 3_600_000);
    await page.getByRole('button', { name: 'Begin' }).click();
    for (let n = 1; n <= 25; n += 1) {
      await says(page, '#sitting', `${n} of 25`);
      if (n === 1) {
        await fits(page);
        await screenshot(page, 'facts-tables-check');
      }
      if (n === 2) {
        await page.clock.runFor(6_500);
      } else {
        await page.locator('#sitting-answer').fill(String(await product(page)));
        await page.keyboard.press('Enter');
      }
      if (n < 25) await page.clock.runFor(3_200);
    }
    await says(page, '.told', 'You had 24 of 25 in time.');
  });

  test('waits as long as it takes with no clock', async () => {
    const page = await joinAs(school, code, names[2], await school.newPerson({ viewport: SIZES.screen }));
    await page.goto('/pupil/facts/tables-check?time=none');
    await page.getByRole('button', { name: 'Begin' }).click();
    assert.equal(await page.locator('.sitting-bar:visible').count(), 0);
    for (let n = 1; n <= 25; n += 1) {
      await says(page, '#sitting', `${n} of 25`);
      await page.locator('#sitting-answer').fill(String(await product(page)));
      await page.keyboard.press('Enter');
      if (n < 25) await page.getByRole('button', { name: 'Next' }).click();
    }
    await says(page, '.told', 'You had 25 of 25 right.');
  });
});
