// The teacher's tools: a drawing of her own numbers to take away, and her own questions judged as she types.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { axe, fits, openSchool, screenshot, SIZES } from './harness.mjs';
import { openDoor, PATIENCE, says } from './people.mjs';

let school;
before(async () => { school = await openSchool(); });
after(() => school?.close());

for (const size of ['screen', 'phone']) {
  const viewport = SIZES[size];
  describe(`on a ${size}`, () => {
    for (const path of ['/drawings', '/drawings/number-line', '/drawings/bar?parts=99']) {
      test(`${path} is sound`, async () => {
        const page = await school.newPage(await school.newPerson({ viewport }));
        await page.goto(path);
        await axe(page);
        await fits(page);
        if (path === '/drawings/number-line') await screenshot(page, `drawing-${size}`);
      });
    }
    test('the checker of own questions is sound', async () => {
      const page = await school.newPage(await school.newPerson({ viewport }));
      await openDoor(page, 'Teach a lesson');
      await page.goto('/sequences');
      await page.getByRole('link', { name: 'One with a slip in it' }).click();
      await says(page, '#verdict', 'One change mends it');
      await axe(page);
      await fits(page);
      await screenshot(page, `own-questions-${size}`);
    });
  });
}

test('a drawing follows the numbers as they are typed, and is taken away as SVG and PNG', async () => {
  const page = await school.newPage();
  await page.goto('/drawings');
  await page.getByLabel('Find a drawing').fill('number line');
  await page.waitForFunction(() => document.querySelectorAll('#kinds li').length < 10, null, PATIENCE);
  await page.goto('/drawings/bar');
  await page.getByLabel('How many parts', { exact: true }).fill('6');
  await says(page, '#said', 'cut in 6 equal parts');
  await page.getByLabel('How many parts', { exact: true }).fill('99');
  await says(page, '#drawn', 'cannot be drawn yet');
  await page.getByLabel('How many parts', { exact: true }).fill('3');
  await says(page, '#said', 'cut in 3 equal parts');
  for (const [button, begins] of [['Download SVG', '<svg'], ['Download PNG', '\x89PNG']]) {
    const [taken] = await Promise.all([page.waitForEvent('download', PATIENCE), page.getByText(button).click()]);
    const chunks = [];
    for await (const chunk of await taken.createReadStream()) chunks.push(chunk);
    const bytes = Buffer.concat(chunks);
    assert.equal(bytes.subarray(0, begins.length).toString('latin1'), begins, button);
    assert.ok(bytes.length > 2000, `${button}: ${bytes.length} bytes`);
  }
});

test('own questions are judged as they are typed, mended in one click and taught', async () => {
  const page = await school.newPage();
  await openDoor(page, 'Teach a lesson');
  await page.goto('/sequences');
  await page.getByLabel('Questions').fill('52 - 27\n53 - 28\n54 - 28');
  await says(page, '#verdict', 'Something broke');
  await page.getByRole('link', { name: 'Make that change' }).click();
  await says(page, '#verdict', 'does what it says');
  assert.match(await page.getByLabel('Questions').inputValue(), /54 [-−] 29/);
  await page.getByRole('button', { name: 'Teach from it' }).click();
  await page.waitForURL(/\/lessons\//);
  await says(page, '#main', 'Start the lesson');
});
