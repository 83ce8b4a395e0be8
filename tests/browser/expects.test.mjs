// What the class expects of the next answer of a sequence: said with one key or one tap before it is told, compared after.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { axe, fits, openSchool, screenshot, SIZES } from './harness.mjs';
import { isSaved, joinAs, namesOf, PATIENCE, place, press, says, teach } from './people.mjs';

let school;
let room;
let pupil;
let names;
before(async () => {
  school = await openSchool();
  const person = await school.newPerson({ viewport: { width: 1920, height: 1080 } });
  room = await teach(school, { person });
  names = await namesOf(room.page, room.classId);
  pupil = await joinAs(school, room.code, 'Kofi R', await school.newPerson({ viewport: SIZES.phone }));
});
after(() => school?.close());

test('the class foretells an answer with one key, a device with one tap, and both hear what came of it', async () => {
  const { page, teacher, lesson } = room;
  for (let presses = 0; presses < 80 && await page.locator('#expect-1').count() === 0; presses += 1) await press(page);
  const before = await place(page);
  await page.keyboard.press('2');
  await says(page, '#beat', 'You expect');
  assert.equal(await place(page), before, 'to say what is expected moves nothing on');
  assert.equal(await page.locator('#expects [aria-pressed=true]').count(), 1);
  await pupil.locator('form.expects button').first().click();
  await pupil.locator('form.expects [aria-pressed=true]').waitFor(PATIENCE);
  await axe(pupil);
  await fits(pupil);
  await screenshot(pupil, 'expect-pupil-phone');
  await says(page, '#beat', '1 of');
  await says(page, '#beat', 'have said what they expect');
  await axe(page);
  await screenshot(page, 'expect-asked-projector');
  const desk = await school.newPage(teacher);
  await desk.setViewportSize(SIZES.screen);
  await desk.goto(`/lessons/${lesson}/desk`);
  await says(desk, '#expects', 'On devices, expected');
  await axe(desk);
  await fits(desk);
  await screenshot(desk, 'expect-desk');
  await desk.setViewportSize(SIZES.phone);
  await fits(desk);
  await screenshot(desk, 'expect-desk-phone');
  await desk.close();
  for (let presses = 0; presses < 3 && await page.locator('#expect-1').count() > 0; presses += 1) await press(page);
  await says(page, '#beat', 'You expected');
  await says(page, '#beat', 'On devices, expected');
  const shown = await page.locator('body').innerText();
  for (const name of names) assert.ok(!shown.includes(name), `the screen names ${name}`);
  await axe(page);
  await screenshot(page, 'expect-told-projector');
  await page.setViewportSize(SIZES.screen);
  await screenshot(page, 'expect-told-projector-small');
  await says(pupil, '#question', 'You expected');
  await screenshot(pupil, 'expect-told-phone');
});

test('without saying anything the class goes on as before', async () => {
  const { page } = room;
  await press(page);
  for (let presses = 0; presses < 3 && await page.locator('#expect-1').count() > 0; presses += 1) await press(page);
  assert.equal(await page.getByText('You expected').count(), 0);
});

test('what a device expects without a signal waits, is seen to wait, and counts when it arrives', async () => {
  const { page } = room;
  for (let presses = 0; presses < 80 && await page.locator('#expect-1').count() === 0; presses += 1) await press(page);
  await pupil.locator('form.expects').waitFor(PATIENCE);
  school.guardOf(pupil).expect(/ERR_INTERNET_DISCONNECTED/);
  await pupil.context().setOffline(true);
  await says(pupil, '#saved', 'No connection');
  await pupil.locator('form.expects button').first().click();
  await pupil.locator('form.expects [aria-pressed=true]').waitFor(PATIENCE);
  await says(pupil, '#saved', 'What you expect is waiting to be sent');
  await screenshot(pupil, 'expect-waiting-phone');
  await pupil.context().setOffline(false);
  await isSaved(pupil);
  assert.equal(await pupil.locator('form.expects [aria-pressed=true]').count(), 1);
  await says(page, '#beat', '1 of');
  await says(page, '#beat', 'have said what they expect');
});

test('a pretend class says what it expects, too', async () => {
  const { page } = room;
  await page.locator('#pretend-answer').click();
  await page.waitForFunction(() => /([2-9]|\d\d) of \d+ have said what they expect/.test(document.querySelector('#beat').textContent), null, PATIENCE);
});
