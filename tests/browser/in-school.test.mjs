// In school: a teacher's own record with one tap, what she says of her topics, and what whoever leads reads of it.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { axe, fits, openSchool, screenshot, SIZES } from './harness.mjs';
import { openDoor, PATIENCE } from './people.mjs';

let school;
before(async () => { school = await openSchool(); });
after(() => school?.close());

const HERS = ['/own-record', '/own-record/knowledge', '/school/together', '/big-ideas/variation'];
const LEADS = ['/school/practices', '/school/knowledge', '/school/together', '/school/lasts', '/school'];

/** What stands on a page that is not empty. */
const HAS = {
  '/own-record': /by your word/, '/own-record/knowledge': /Before that, on/, '/school/together': 'Thirds of a length: what do pupils point at?',
  '/school/practices': /[Rr]ecorded in every class/, '/school/lasts': 'The same ten minutes, kept in the week of the play too', '/big-ideas/variation': /We change one number, wait/,
};

for (const size of ['screen', 'phone']) {
  const viewport = SIZES[size];
  describe(`on a ${size}`, () => {
    for (const [door, paths] of [['Teach a lesson', HERS], ['Lead a school', LEADS]]) {
      test(`${door}: ${paths.join(', ')} are sound`, async () => {
        const page = await school.newPage(await school.newPerson({ viewport }));
        await openDoor(page, door);
        for (const path of paths) {
          await page.goto(path);
          const shown = HAS[path];
          if (shown) assert.ok(await page.getByText(shown).first().isVisible(), `${path} shows ${shown}`);
          await axe(page);
          await fits(page);
          const who = door === 'Teach a lesson' ? 'teacher' : 'lead';
          await screenshot(page, `in-school-${who}${path.replaceAll('/', '-')}-${size}`);
        }
      });
    }
  });
}

test('one tap writes down what no screen saw, by keyboard alone, and one takes it back', async () => {
  const page = await school.newPage();
  await openDoor(page, 'Teach a lesson');
  await page.getByRole('link', { name: 'Your own record' }).click();
  await page.getByRole('heading', { name: 'Your own record' }).waitFor(PATIENCE);
  const own = page.getByText('by your word');
  const before = await own.count();
  await page.getByRole('button', { name: /We did this off screen: the same picture/ }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('status').filter({ hasText: 'Written down for' }).waitFor(PATIENCE);
  assert.equal(await own.count(), before + 1);
  await page.getByRole('status').getByRole('button', { name: 'Take it back' }).click();
  await page.getByRole('status').filter({ hasText: 'Written down for' }).waitFor({ ...PATIENCE, state: 'detached' });
  await own.nth(before - 1).waitFor(PATIENCE); // the next page is there
  assert.equal(await own.count(), before);
});

test('a topic is answered with one tap and what was said stands there', async () => {
  const page = await school.newPage();
  await openDoor(page, 'Teach a lesson');
  await page.goto('/own-record/knowledge');
  await page.getByRole('button', { name: /^Fractions, .*: I could explain/ }).click();
  await page.locator('section', { has: page.getByRole('heading', { name: /^Fractions, / }) }).getByText('you said: I could explain to a colleague why it works').waitFor(PATIENCE);
});
