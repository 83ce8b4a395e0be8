// A stop at any moment loses nothing: killed in the middle of the check, the lesson goes on where it was.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openSchool } from './harness.mjs';
import { answer, checkOf, isAt, isSaved, joinAs, place, press, says, skipToCheck, teach } from './people.mjs';

let school, taught, check, kofi, maja;

before(async () => {
  school = await openSchool();
  taught = await teach(school);
  await skipToCheck(taught.page, taught.lesson);
  kofi = await joinAs(school, taught.code, 'Kofi R');
  maja = await joinAs(school, taught.code, 'Maja U');
  const tab = await school.newPage(taught.teacher);
  await tab.goto(`/lessons/${taught.lesson}/marking`);
  const someone = (await tab.locator('.frame button').first().getAttribute('id')).slice('p-'.length);
  check = await checkOf(tab, taught.lesson, someone);
  await tab.close();
  // While the server is down every page may fail to reach it.
  for (const one of school.guards) one.expect(/ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED_ENCODING|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE/);
});
after(() => school?.close());

test('killed in the middle of the check, a device keeps the answer and says so', async () => {
  await answer(kofi, check[0].answer);
  await isAt(kofi, 2);
  await isSaved(kofi);
  await press(taught.page);
  await school.stop('SIGKILL');
  await answer(maja, check[0].answer);
  await says(maja, '#saved', '1 answer waiting to be sent');
});

test('started again, the lesson goes on where it was, and the answer that waited is sent by itself', async () => {
  const before = await place(taught.page);
  await school.start();
  await isSaved(maja);
  await taught.page.reload();
  assert.equal(await place(taught.page), before);
  await press(taught.page, 'ArrowLeft');
  const grid = await school.newPage(taught.teacher);
  await grid.goto(`/lessons/${taught.lesson}/grid`);
  for (const name of ['Kofi', 'Maja']) {
    const row = await grid.locator('tr', { hasText: name }).textContent();
    assert.ok(row.includes(`right ${check[0].answer}`), `${name}: ${row}`);
  }
});

test('pupils go on answering without signing in again', async () => {
  await isAt(kofi, 2);
  await answer(kofi, check[1].answer);
  await isAt(kofi, 3);
  await isAt(maja, 2);
  await isSaved(kofi);
});
