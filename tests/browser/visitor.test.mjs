// The ten-minute visitor: alone, by the front page's doors, with the pretend class. Nothing is typed but one number.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openSchool } from './harness.mjs';
import {
  goOnTo, goOnUntil, joinAs, lines, openDoor, place, press, says, skipToCheck, squeezed, teach, typeAnswer,
} from './people.mjs';

let school, taught, projector, office;

before(async () => {
  school = await openSchool();
  taught = await teach(school);
  projector = taught.page;
  office = await school.newPage(taught.teacher);
  await projector.bringToFront();
});
after(() => school?.close());

test('the strip cut equally and unequally: what it is, what it is not, and why', async () => {
  await goOnTo(projector, 1);
  const told = [];
  while ((await place(projector)).startsWith('1.')) {
    const verdict = projector.locator('#beat .verdict');
    if (await verdict.locator('strong').count()) told.push((await verdict.innerText()).trim());
    await press(projector);
  }
  assert.ok(told.some((words) => words.startsWith('Yes.')), told.join('\n'));
  assert.ok(told.some((words) => /^No\..*not equal/.test(words)), told.join('\n'));
});

test('the stem sentence is built with its picture: gaps first, then filled', async () => {
  await says(projector, '#beat', 'What goes in the gaps?');
  await projector.locator('#beat svg[role="img"]').first().waitFor();
  const open = await projector.locator('#beat .say-it').textContent();
  await press(projector);
  await says(projector, '#beat', 'Say it together.');
  assert.notEqual(await projector.locator('#beat .say-it').textContent(), open);
});

test('in a sequence, what changed glows only after the next key', async () => {
  await goOnUntil(projector, 'What changed? What stayed the same?');
  assert.equal(await projector.locator('#beat .glow').count(), 0);
  await press(projector);
  await says(projector, '#beat', 'Now, what do you expect?');
  const glowing = (await projector.locator('#beat .glow').allTextContents()).map(squeezed);
  assert.ok(glowing.length > 0);
  for (const piece of glowing) assert.match(piece, /^\d+\W*$/, 'the number that changed glows, not the expression');
  assert.match(await projector.locator('#beat .drawing').last().textContent(), /\?/, 'the drawing asks');
  await press(projector);
  await projector.locator('#beat .answer').waitFor();
  assert.doesNotMatch(await projector.locator('#beat .drawing').last().textContent(), /\?/, 'the drawing tells');
  await projector.locator('#beat .answer').waitFor();
  assert.ok((await projector.locator('#beat .why').innerText()).length > 20);
});

test('two answers: hands are counted by + and -, and which had them is told once the votes are over', async () => {
  await goOnUntil(projector, 'Which is right?');
  await projector.keyboard.press('+');
  await says(projector, '#beat', '1 of 30 have voted');
  await projector.keyboard.press('2');
  await projector.keyboard.press('+');
  await says(projector, '#beat', '2 of 30 have voted');
  await projector.keyboard.press('-');
  await says(projector, '#beat', '1 of 30 have voted');
  assert.equal(await projector.locator('#beat .tally').count(), 0, 'no answer is seen to lead while the class votes');
  await goOnUntil(projector, 'Not this one');
  assert.deepEqual((await lines(projector, '#beat .tally')).map((line) => line.replace(/\D/g, '')), ['1', '0']);
});

test('one number changed in the sequence, and the checker says what broke', async () => {
  await office.bringToFront();
  await office.goto(`/lessons/${taught.lesson}`);
  await office.getByRole('link', { name: 'See and change the sequence' }).first().click();
  await office.waitForURL(/\/sequence\//);
  await says(office, '#verdict', 'This sequence does what it says');
  const number = office.locator('#f-2-parts');
  const was = await number.inputValue();
  await number.fill('5');
  await office.locator('#verdict h2').filter({ hasNotText: 'This sequence does what it says' }).waitFor();
  const verdict = await office.locator('#verdict').innerText();
  const fault = (await lines(office, '.ladder-step')).join('\n');
  assert.match(verdict + fault, /does not hold|cannot be asked/);
  await number.fill(was);
  await says(office, '#verdict', 'This sequence does what it says');
  await office.locator('#f-1-whole').fill('32');
  await says(office, '#verdict', 'Something broke');
  await says(office, '#verdict', 'does not hold');
  assert.ok((await office.locator('#verdict .rule-check.fails .small').first().innerText()).length > 10);
});

test('the pretend class answers the check, can be paused, and goes on', async () => {
  await projector.bringToFront();
  await skipToCheck(projector, taught.lesson);
  await office.bringToFront();
  await office.goto(`/lessons/${taught.lesson}/grid`);
  await office.locator('#pretend-answer').click();
  await says(office, '#pretend', 'answers are coming in');
  const answered = () => office.locator('#grid td.cell').evaluateAll((cells) => cells.filter((cell) => !cell.textContent.includes('nothing yet')).length);
  await office.waitForFunction(() => [...document.querySelectorAll('#grid td.cell')].filter((cell) => !cell.textContent.includes('nothing yet')).length >= 5);
  await office.locator('#pretend-pause').click();
  await says(office, '#pretend', 'paused');
  await office.reload();
  const paused = await answered();
  await office.reload();
  assert.ok(await answered() <= paused + 1, 'at most the answer on its way arrived');
  await office.locator('#pretend-on').click();
  await office.waitForFunction(
    (was) => [...document.querySelectorAll('#grid td.cell')].filter((cell) => !cell.textContent.includes('nothing yet')).length > was, paused + 5,
  );
  await office.waitForFunction(() => document.querySelector('#pretend-answer'), null, { timeout: 90_000 });
});

test('at the size of a classroom screen the pretend class covers nothing', async () => {
  await office.setViewportSize({ width: 1366, height: 768 });
  for (const path of ['marking?q=1', 'grid', 'result', 'desk', 'present']) {
    await office.goto(`/lessons/${taught.lesson}/${path}`);
    const covered = await office.evaluate(() => {
      const box = document.getElementById('pretend').getBoundingClientRect();
      const parts = [...document.querySelectorAll('main > *:not(#pretend), #follow > *:not(#pretend), footer')];
      const meets = (one) => one.top < box.bottom && one.bottom > box.top && one.left < box.right && one.right > box.left;
      return parts.filter((part) => !part.contains(document.getElementById('pretend')) && meets(part.getBoundingClientRect())).map((part) => part.id || part.tagName);
    });
    assert.deepEqual(covered, [], path);
  }
});

test('two causes part on the result, each with the answers that say so', async () => {
  await office.goto(`/lessons/${taught.lesson}/result`);
  const causes = await lines(office, '#result .sheet h3');
  assert.ok(causes.length >= 2, `${causes}`);
  assert.equal(new Set(causes).size, causes.length);
  for (const evidence of await lines(office, '#result .evidence')) assert.match(evidence, /\d/);
});

test('the answers behind one name open, with what they mean', async () => {
  await office.locator('#result .evidence-row a').first().click();
  await office.locator('#behind').waitFor();
  const behind = await office.locator('#behind').innerText();
  assert.match(behind, /from a device/);
  assert.match(behind, /answer/);
});

test("the adult's page can be taught from", async () => {
  await office.goto(`/lessons/${taught.lesson}/keep-up`);
  for (const part of ['What they did', 'Put out', 'it makes the error fail', 'Ask', 'Listen for', 'Two to try', 'Recheck']) {
    await says(office, '.adult', part);
  }
  assert.ok(await office.locator('.adult svg[role="img"]').count() > 0, 'a picture to draw from');
});

test('Year 8: the expansion of 3(x + 2) is marked rightly, with reasons', async () => {
  const teacher = await school.newPerson();
  const year8 = await teach(school, { door: 'Teach expanding and factorising', person: teacher });
  const names = await school.newPage(teacher);
  await names.goto(`/classes/${year8.classId}`);
  const name = (await names.locator('tbody td:first-child').first().innerText()).trim().replace(/ (\w)\w*$/, ' $1');
  const pupil = await joinAs(school, year8.code, name);
  await year8.page.bringToFront();
  // The question to expand stands in a sequence or a vote; a pupil is asked it at the first of the sequence.
  await goOnUntil(year8.page, 'What do you think?');
  await pupil.locator('#answer').waitFor();
  const asked = squeezed(await pupil.locator('#question .task').textContent());
  const [, outside, second] = /(\d+)\(x\+(\d+)\)/.exec(asked) ?? assert.fail(`not a bracket to expand: ${asked}`);
  const product = Number(outside) * Number(second);
  for (const [typed, told] of [
    [`${outside}(x+${second})`, /Let's look at this one|bracket/i],
    [`${outside}x+${second}`, /Let's look at this one/],
    [`${product}+${outside}x`, /How do you know\?/],
    [`${outside}x+${product}`, /How do you know\?/],
  ]) {
    await typeAnswer(pupil, typed);
    await pupil.waitForFunction(
      ([text, pattern]) => {
        const say = document.querySelector('#say');
        return say && !say.hidden && new RegExp(pattern.source, pattern.flags).test(say.textContent) && document.querySelector('#answer').value === text;
      },
      [typed, { source: told.source, flags: told.flags }],
      { polling: 50 },
    );
    const said = await pupil.locator('#say').innerText();
    assert.ok(said.length > 15, `${typed}: ${said}`);
    if (typed === `${outside}(x+${second})`) assert.match(said, /bracket/i);
  }
  // Typed on in the same moment: the answer sent is on its way, and what follows stays in the box.
  await pupil.locator('#answer').evaluate((input) => {
    const type = (text) => { input.value = text; input.dispatchEvent(new Event('input', { bubbles: true })); };
    type('2x+1');
    window.send = input.form.querySelector('button');
    input.form.requestSubmit();
    type('2x+12');
  });
  await pupil.waitForFunction(() => /Let's look at this one/.test(document.querySelector('#say').textContent), null, { polling: 50 });
  assert.equal(await pupil.locator('#answer').inputValue(), '2x+12');
  assert.ok(await pupil.evaluate(() => window.send.isConnected), 'a press on Send that has begun still ends on it');
});
