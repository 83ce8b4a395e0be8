// Makes the pictures that the documents use, from the program itself: SCREENSHOTS=1 node --test screenshots.test.mjs
//
// Without SCREENSHOTS nothing is drawn. The lesson is taught by the demo's teacher and its pretend class.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdir, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { openSchool, SIZES } from './harness.mjs';
import { goOnTo, goOnUntil, joinAs, openDoor, press, says, skipToCheck, teach, typeAnswer } from './people.mjs';

const FOLDER = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'docs', 'screenshots');
const LARGEST = 200_000;
const skip = process.env.SCREENSHOTS ? false : 'set SCREENSHOTS=1 to draw them';

let school, person, projector, office, taught;

before(async () => {
  if (skip) return;
  await mkdir(FOLDER, { recursive: true });
  school = await openSchool();
  person = await school.newPerson({ viewport: SIZES.screen });
  office = await school.newPage(person);
});
after(() => school?.close());

async function draw(page, name) {
  await page.bringToFront();
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  const path = join(FOLDER, `${name}.png`);
  await page.screenshot({ path, animations: 'disabled' });
  const { size } = await stat(path);
  assert.ok(size < LARGEST, `${name}.png has ${size} bytes`);
}

async function drawAt(path, name) {
  await office.goto(path);
  await draw(office, name);
}

test('before the lesson: the front page, Today, the plan, a sequence, the practice sheet', { skip }, async () => {
  await drawAt('/', 'front');
  await openDoor(office, 'Teach a lesson');
  await draw(office, 'today');
  await office.getByRole('link', { name: 'Look at the plan' }).click();
  await office.waitForURL(/\/lessons\//);
  await draw(office, 'plan');
  const form = office.locator('form[action$="/sheets/practice"]');
  const token = await form.locator('input[name="_token"]').inputValue();
  const reply = await person.request.post(await form.getAttribute('action'), { form: { _token: token }, headers: { origin: school.address }, timeout: 120_000 });
  const pdf = join(school.data, 'practice.pdf');
  await writeFile(pdf, await reply.body());
  const made = spawnSync('pdftoppm', ['-png', '-r', '80', '-f', '1', '-l', '1', '-singlefile', pdf, join(FOLDER, 'practice-sheet')]);
  assert.equal(made.status, 0, `pdftoppm (package poppler-utils): ${made.stderr}`);
  await office.locator('a[href*="/sequence/"]').first().click();
  await office.waitForURL(/\/sequence\//);
  await office.locator('#f-1-whole').fill('32');
  await says(office, '#verdict', 'Something broke');
  await draw(office, 'sequence');
  await drawAt('/threads/fractions', 'thread');
});

test('in the lesson: the projector, the desk, a pupil', { skip }, async () => {
  taught = await teach(school, { person });
  projector = taught.page;
  await draw(projector, 'projector-facts');
  await goOnTo(projector, 1);
  for (let presses = 0; presses < 3; presses += 1) await press(projector);
  await draw(projector, 'projector-what-it-is');
  await goOnUntil(projector, 'Say it together.');
  await draw(projector, 'projector-stem');
  const pupil = await joinAs(school, taught.code, 'Ayo D', await school.newPerson({ viewport: SIZES.screen }));
  await goOnUntil(projector, 'Now, what do you expect?');
  await draw(projector, 'projector-sequence');
  await pupil.locator('#answer').waitFor();
  await typeAnswer(pupil, '20');
  await says(pupil, '#say', "Let's look at this one.");
  await draw(pupil, 'pupil');
  await drawAt(`/lessons/${taught.lesson}/desk`, 'desk');
  await goOnUntil(projector, 'Which is right? Vote with one hand.');
  await draw(projector, 'projector-two-answers');
  await skipToCheck(projector, taught.lesson);
  await draw(projector, 'projector-check');
});

test('the check and after it: grid, marking, result, keep-up, going on', { skip }, async () => {
  const path = `/lessons/${taught.lesson}`;
  await office.goto(`${path}/grid`);
  await office.locator('#pretend-answer').click();
  await says(office, '#pretend', 'answers are coming in');
  await office.waitForFunction(() => document.querySelector('#pretend-answer'), null, { timeout: 180_000 });
  await draw(office, 'grid');
  await drawAt(`${path}/marking?q=2`, 'marking');
  await office.goto(`${path}/result`);
  await office.locator('#result .evidence-row a').first().click();
  await says(office, '#behind', 'from a device');
  await draw(office, 'result');
  await office.getByRole('button', { name: 'Accept' }).click();
  await says(office, '#result', 'Accepted.');
  await drawAt(`${path}/keep-up`, 'keep-up');
  await drawAt(`${path}/go-on`, 'go-on');
});

test('who leads the school sees every class', { skip }, async () => {
  const leader = await school.newPage(await school.newPerson({ viewport: SIZES.screen }));
  await openDoor(leader, 'Lead a school');
  await draw(leader, 'school');
});
