// Second thoughts: an accepted result can be changed, a kept sequence put back; each says what it did and where.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openSchool } from './harness.mjs';
import { lines, says, skipToCheck, teach } from './people.mjs';

const CARRIED = '.stack-s > .sheet h3';

let school, taught, page;

before(async () => {
  school = await openSchool();
  taught = await teach(school);
  await skipToCheck(taught.page, taught.lesson);
  page = await school.newPage(taught.teacher);
});
after(() => school?.close());

const open = (path) => page.goto(`/lessons/${taught.lesson}${path}`);
const carried = async () => {
  await page.goto(taught.today);
  return lines(page, CARRIED);
};

test('a kept sequence is told with what changed and in which turn, and one tap puts it back', async () => {
  await open('');
  await page.getByRole('link', { name: 'See and change the sequence' }).first().click();
  await page.waitForURL(/\/sequence\//);
  const number = page.locator('#f-1-whole');
  const was = await number.inputValue();
  await number.fill('32');
  await says(page, '#verdict', 'Something broke');
  await page.locator('#keep button').click();
  await page.locator('#kept').waitFor();
  await says(page, '#kept', 'Kept in this lesson\'s plan, in turn');
  await says(page, '#kept', `Question 2: whole ${was} → 32`);
  await page.locator('#undo').click();
  await says(page, '#kept', `Question 2: whole 32 → ${was}`);
  await says(page, '#kept', 'Put back');
});

test('an accepted result can be changed: nobody is carried from it until it is accepted again', async () => {
  const before = await carried();
  await open('/marking?q=1');
  await page.locator('.frame button').first().click();
  await page.getByRole('button', { name: 'Left it blank' }).click();
  await page.locator('.frame button', { hasText: 'blank' }).waitFor();
  await open('/result');
  const first = page.locator('#result .frame a').first();
  const name = (await first.innerText()).split('\n')[0].replace(/\s*:.*$/, '').trim();
  await first.click();
  await says(page, '#behind', 'Keep-up');
  await page.locator('#accept').click();
  await says(page, '#result', 'Accepted.');
  assert.deepEqual(await carried(), [...before, name]);
  await open('/result');
  await page.getByRole('button', { name: 'Change it' }).click();
  await says(page, '#result', 'You took your acceptance back.');
  assert.deepEqual(await carried(), before, 'nobody is carried from a result that was taken back');
  await open('/result');
  await page.locator('#result .frame a').first().click();
  await page.getByRole('button', { name: 'ready for the next lesson', exact: true }).click();
  await says(page, '#behind', 'Ready for the next lesson');
  await page.locator('#accept').click();
  await says(page, '#result', 'Accepted.');
  assert.deepEqual(await carried(), before);
});
