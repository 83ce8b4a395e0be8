// Many tabs of one browser follow a lesson: those nobody sees let go of their connection, and look again when they are back.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openSchool } from './harness.mjs';
import { place, press, teach } from './people.mjs';

/** More than the connections a browser allows to one host. */
const TABS = 9;

let school, taught;

before(async () => {
  school = await openSchool();
  taught = await teach(school);
});
after(() => school?.close());

/** Chromium without a window takes every page for seen: the page is told what a window would tell it. */
const turn = (page, state) => page.evaluate((now) => {
  Object.defineProperty(document, 'visibilityState', { value: now, configurable: true });
  document.dispatchEvent(new Event('visibilitychange'));
}, state);

test('nine desks open in one browser, the last is served and follows the class', async () => {
  const desks = [];
  for (let count = 0; count < TABS; count += 1) {
    const desk = await school.newPage(taught.teacher);
    await desk.goto(`/lessons/${taught.lesson}/desk`);
    await desk.locator('#desk h2').first().waitFor();
    desks.push(desk);
    if (count + 1 < TABS) await turn(desk, 'hidden');
  }
  const shown = (desk) => desk.locator('#desk .sheet').first().innerText();
  const before = await shown(desks[0]);
  const turnOf = async () => (await place(taught.page)).split('.')[0];
  const was = await turnOf();
  while (await turnOf() === was) await press(taught.page);
  const last = desks[TABS - 1];
  await last.waitForFunction((old) => document.querySelector('#desk .sheet').innerText !== old, before, { polling: 30 });
  assert.equal(await shown(desks[0]), before, 'a desk that nobody sees asks for nothing');
  await turn(desks[0], 'visible');
  await desks[0].waitForFunction((old) => document.querySelector('#desk .sheet').innerText !== old, before, { polling: 30 });
});
