// A school of one's own: the one-time link, the first class, its list from a CSV file, signing out and in.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { axe, fits, openSchool, programPath } from './harness.mjs';
import { says } from './people.mjs';

const PASSWORD = 'three words together';
let school, page, link;

before(async () => {
  school = await openSchool({ command: 'serve' });
  page = await school.newPage();
});
after(() => school?.close());

test('an empty folder gives a one-time link', () => {
  const found = /http:\/\/\S+(\/set-up\/\S+)/.exec(school.output);
  assert.ok(found, school.output);
  link = found[1];
});

test('a mistake on the form is said, and what was typed is still there', async () => {
  await page.goto(link);
  await axe(page);
  await fits(page);
  await page.getByLabel('School').fill('Larkrise Primary');
  await page.getByLabel('Your name').fill('Ms Adair');
  await page.getByLabel('Your email').fill('adair@larkrise.example');
  await page.getByLabel('A password').fill('short');
  await page.locator('form').evaluate((form) => { form.noValidate = true; });
  await page.getByRole('button', { name: 'Set up the school' }).click();
  await says(page, '[role="alert"]', 'What you typed is still here.');
  assert.equal(await page.getByLabel('School').inputValue(), 'Larkrise Primary');
});

test('the link makes the school and signs its first administrator in', async () => {
  await page.getByLabel('A password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Set up the school' }).click();
  await page.waitForURL(/\/classes$/);
  await says(page, 'main', 'You have no classes yet.');
});

test('the used link says so', async () => {
  const other = await school.newPage();
  school.guardOf(other).expect(/422/);
  await other.goto(link);
  await says(other, 'h1', 'This set-up link has been used, or is over');
});

test('a class is added', async () => {
  await page.getByLabel('Name', { exact: true }).fill('3 Rowan');
  await page.getByLabel('Year group').selectOption('3');
  await page.getByRole('button', { name: 'Add the class' }).click();
  await page.waitForURL(/\/classes\/[^/]+$/);
  await says(page, 'main', 'Nobody yet.');
});

test('a file with one bad line is shown with the line and the reason, and nothing is written yet', async () => {
  const file = join(school.data, 'rowan.csv');
  await writeFile(file, 'Given name,Family name,Year group\nZoë,Abara,3\nTom,,3\nMina,Crane,3\n');
  await page.getByLabel('File').setInputFiles(file);
  await page.getByRole('button', { name: 'See what would change' }).click();
  await says(page, 'h1', 'What would change');
  await says(page, '.told.warn', 'Line 3:');
  await says(page, 'main', 'Zoë Abara');
  await axe(page);
  const other = await school.newPage(page.context());
  await other.goto('/classes');
  await other.getByRole('link', { name: 'Class list and timetable' }).click();
  await says(other, 'main', 'Nobody yet.');
  await other.close();
});

test('the good lines are written when agreed', async () => {
  await page.getByRole('button', { name: 'Write these 2, leaving out the lines above' }).click();
  await page.waitForURL(/\/classes\/[^/]+$/);
  const names = await page.locator('tbody td:first-child').allInnerTexts();
  assert.deepEqual(names.map((name) => name.trim()), ['Zoë Abara', 'Mina Crane']);
});

test('signed out, staff pages ask for a sign-in; a wrong password is refused in words; the right one opens the page', async () => {
  const here = new URL(page.url()).pathname;
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.waitForURL((url) => url.pathname === '/');
  await page.goto(here);
  await page.waitForURL(/\/sign-in/);
  await page.getByLabel('Email').fill('adair@larkrise.example');
  await page.getByLabel('Password').fill('not this one');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await says(page, '[role="alert"]', 'do not belong together');
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL((url) => url.pathname === here);
  await says(page, 'main', 'Mina Crane');
});

test('the same import from the terminal: a bad file writes nothing, a good one does', async () => {
  await school.stop();
  const run = (file) => spawnSync(programPath(), ['import', 'pupils', file, '--class', '3 Rowan', ...school.store], { encoding: 'utf8' });
  const bad = join(school.data, 'bad.csv');
  await writeFile(bad, 'Given name,Family name\nPia,Lund\n,Moss\n');
  const refused = run(bad);
  assert.notEqual(refused.status, 0);
  assert.match(refused.stdout, /line 3: /);
  assert.match(refused.stdout, /Nothing was written/);
  const good = join(school.data, 'good.csv');
  // Windows-1252: É is one byte.
  await writeFile(good, Buffer.from('Given name,Family name\n\xc9lodie,Marsh\n', 'latin1'));
  const written = run(good);
  assert.equal(written.status, 0, written.stdout + written.stderr);
  await school.start();
  await page.reload();
  await says(page, 'main', 'Élodie Marsh');
  assert.ok(!(await page.locator('main').textContent()).includes('Pia'));
});
