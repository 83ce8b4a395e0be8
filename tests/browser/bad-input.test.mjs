// What goes wrong in a classroom: each has a clear answer on screen and loses nothing.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openSchool } from './harness.mjs';
import { answer, checkOf, isAt, isSaved, joinAs, says, skipToCheck, teach } from './people.mjs';

let school, taught, office, check;

before(async () => {
  school = await openSchool();
  taught = await teach(school);
  await skipToCheck(taught.page, taught.lesson);
  office = await school.newPage(taught.teacher);
  await office.goto(`/lessons/${taught.lesson}/marking`);
  const someone = (await office.locator('.frame button').first().getAttribute('id')).slice('p-'.length);
  check = await checkOf(office, taught.lesson, someone);
});
after(() => school?.close());

const rowOf = async (name) => {
  await office.goto(`/lessons/${taught.lesson}/grid`);
  return office.locator('tr', { hasText: name }).textContent();
};

for (const [what, typed, told] of [
  ['that no class has', 'ZZZ-ZZ2', /not one of our codes|No class has the code/],
  ['that is no code', 'hello there', /not one of our codes/],
]) {
  test(`a class code ${what} is answered in words, with what was typed still there`, async () => {
    const page = await school.newPage();
    await page.goto('/join');
    await page.getByLabel('Class code').fill(typed);
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByRole('alert').waitFor();
    assert.match(await page.getByRole('alert').innerText(), told);
    assert.equal(await page.getByLabel('Class code').inputValue(), typed);
  });
}

test('two devices as one pupil: asked "Is this you?", and answers from both are kept', async () => {
  const first = await joinAs(school, taught.code, 'Nell W');
  const second = await school.newPage();
  await second.goto(`/join/${taught.code}`);
  await second.getByRole('button', { name: 'Nell W', exact: true }).click();
  await says(second, 'h1', 'Is this you, Nell?');
  await second.getByRole('button', { name: 'Yes, I am Nell' }).click();
  await second.waitForURL(/\/pupil$/);
  await isAt(first, 1);
  await answer(first, check[0].answer);
  await isAt(first, 2);
  await isSaved(first);
  await second.reload();
  await isAt(second, 2);
  await answer(second, check[1].answer);
  await isAt(second, 3);
  await isSaved(second);
  const row = await rowOf('Nell');
  assert.match(row, /two devices/);
  assert.equal(row.split('right ').length - 1, 2);
});

test('two pupils on one device: an answer waiting at sign-out still arrives under the first', async () => {
  const device = await school.newPerson();
  const first = await joinAs(school, taught.code, 'Oscar Z', device);
  await isAt(first, 1);
  // Only the delivery of answers fails, as when the network drops between two requests.
  school.guardOf(first).expect(/ERR_FAILED/);
  await first.route('**/answers', (route) => route.abort());
  await answer(first, '977');
  await says(first, '#saved', '1 answer waiting to be sent');
  await first.getByRole('button', { name: 'Not Oscar?' }).click();
  await first.waitForURL((url) => url.pathname !== '/pupil');
  await first.unroute('**/answers');
  const second = await joinAs(school, taught.code, 'Rhys B', device);
  await isSaved(second);
  await isAt(second, 1);
  await answer(second, check[0].answer);
  await isAt(second, 2);
  await isSaved(second);
  assert.match(await rowOf('Oscar'), /not right 977/);
  assert.ok((await rowOf('Rhys')).includes(`right ${check[0].answer}`));
});

test('word of what the class is doing that comes late takes no answer back', async () => {
  const page = await joinAs(school, taught.code, 'Kofi R');
  await isAt(page, 1);
  let letGo;
  const held = new Promise((resolve) => { letGo = resolve; });
  let asked;
  const isAsked = new Promise((resolve) => { asked = resolve; });
  await page.route('**/pupil/now', async (route) => {
    const reply = await route.fetch();
    asked();
    await held;
    await route.fulfill({ response: reply });
  });
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await isAsked;
  await answer(page, check[0].answer);
  await isAt(page, 2);
  const told = page.waitForResponse('**/pupil/now');
  letGo();
  await (await told).finished();
  // Nothing may still be on its way through the test when the browser closes.
  await page.unrouteAll({ behavior: 'wait' });
  await answer(page, check[1].answer);
  await isAt(page, 3);
  await isSaved(page);
});

test('an answer of 1 MB is kept short, and told to be too long in words', async () => {
  const page = await joinAs(school, taught.code, 'Theo D');
  await isAt(page, 1);
  const [status, receipts] = await page.evaluate(async () => {
    const now = JSON.parse(document.getElementById('now').textContent);
    const item = { token: now.token, lesson: now.lesson, question: now.questions[0].id, text: '9'.repeat(1 << 20), device: 'large', counter: 1, at: 1 };
    const reply = await fetch('/answers', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify([item]) });
    return [reply.status, await reply.json()];
  });
  assert.equal(status, 200);
  assert.equal(receipts[0].kept, true);
  assert.match(receipts[0].say, /too long/);
  assert.ok(receipts[0].text.length <= 60, 'the receipt quotes the beginning, and does not send it all back');
  await answer(page, check[0].answer);
  await isAt(page, 2);
  assert.ok((await rowOf('Theo')).includes(`right ${check[0].answer}`), 'a later answer counts');
});

test('an answer larger than any request may be is refused, and the page goes on', async () => {
  const page = await joinAs(school, taught.code, 'Wren E');
  school.guardOf(page).expect(/413/);
  const status = await page.evaluate(async () => (await fetch('/answers', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '['.repeat(3 << 20) })).status);
  assert.equal(status, 413);
  await isAt(page, 1);
});

test('a pupil taken off the list mid-lesson is told; the lesson goes on and their answer is kept', async () => {
  const page = await joinAs(school, taught.code, 'Layla S');
  await isAt(page, 1);
  await answer(page, check[0].answer);
  await isAt(page, 2);
  await isSaved(page);
  // What the device was asking when the name went is refused.
  school.guardOf(page).expect(/401 .*\/pupil\/preview/);
  await office.goto(`/classes/${taught.classId}`);
  await office.locator('tr', { hasText: 'Layla Sandhu' }).getByRole('button', { name: 'Take off the list' }).click();
  await office.waitForFunction(() => {
    const main = document.querySelector('main');
    return main && !main.textContent.includes('Layla Sandhu');
  });
  await says(page, 'main', "You are no longer on this class's list.");
  await says(page, 'main', 'Answers you sent are kept.');
  const other = await joinAs(school, taught.code, 'Sana C');
  await isAt(other, 1);
  await answer(other, check[0].answer);
  await isAt(other, 2);
  await isSaved(other);
  assert.ok((await rowOf('Sana')).includes(`right ${check[0].answer}`));
});

test('a late answer is kept and flagged, and reopens the accepted result, which is unchanged', async () => {
  const late = await joinAs(school, taught.code, 'Grace M');
  await isAt(late, 1);
  school.guardOf(late).expect(/ERR_INTERNET_DISCONNECTED/);
  await late.context().setOffline(true);
  await answer(late, check[0].answer);
  await says(late, '#saved', '1 answer waiting to be sent');
  await office.goto(`/lessons/${taught.lesson}/result`);
  await office.getByRole('button', { name: 'Accept' }).click();
  await says(office, '#result', 'Accepted.');
  const before = await office.locator('#result .counts').innerText();
  await late.context().setOffline(false);
  await isSaved(late);
  await says(office, '#result', 'Something came in after you accepted: 1 answer');
  await says(office, '#result', 'Your accepted result is unchanged');
  await office.locator('.frame a', { hasText: 'Grace' }).click();
  await says(office, '#behind', 'after the check had closed');
  await office.goto(`/lessons/${taught.lesson}/keep-up`);
  await says(office, '#keep-up', 'Grace');
  assert.ok(before.length > 0);
});
