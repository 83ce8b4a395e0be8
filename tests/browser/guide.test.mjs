// A teacher's first lesson, played alone with the pretend class, and the pictures of it for `docs/teacher/`.
//
// With SCREENSHOTS=1 the pictures go to docs/screenshots/, else to docs/screenshots/new/, which is not committed.
// Nothing is photographed before what it shows has been found on the page. Start at `picture`.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { axe, openSchool, pdfText } from './harness.mjs';

const SCREEN = { width: 1366, height: 768 };
const PROJECTOR = { width: 1920, height: 1080 };
const TABLET = { width: 820, height: 1100 };
const PATIENCE = { timeout: 120_000 };
const WATCHING = { ...PATIENCE, polling: 50 };
/** A debug build sets its first page slowly on busy cores. */
const SETTING = { timeout: 240_000 };
/** Our choice: nobody waits for a page of the guide. */
const MOST_BYTES = 200_000;

const guide = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'docs', 'screenshots');
const folder = process.env.SCREENSHOTS === '1' ? guide : join(guide, 'new');

/** Keeps a picture of `page` once these words stand in what the selector finds, and axe finds nothing wrong. */
async function picture(page, name, [selector, words]) {
  await stands(page, selector, words);
  await axe(page);
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  keep(name, await page.screenshot({ animations: 'disabled', caret: 'hide' }));
}

function keep(name, png) {
  assert.ok(png.length < MOST_BYTES, `${name}.png has ${png.length} bytes`);
  writeFileSync(join(folder, `${name}.png`), png);
}

/** Waits until words stand in a visible part of the page. */
async function stands(page, selector, words) {
  const seen = ([where, what]) => [...document.querySelectorAll(where)]
    .some((part) => part.checkVisibility() && part.textContent.replace(/\s+/g, ' ').includes(what));
  try {
    await page.waitForFunction(seen, [selector, words], WATCHING);
  } catch (error) {
    const shown = await page.locator('body').innerText();
    throw new Error(`"${words}" never stood in \`${selector}\` of ${page.url()}, which shows:\n${shown}`, { cause: error });
  }
}

const place = (page) => page.locator('#beat').evaluate(({ dataset }) => `${dataset.turn}.${dataset.beat}`);

/** Presses a key of the projector and waits until the class has moved. */
async function press(page, key = 'ArrowRight') {
  const was = await place(page);
  await page.keyboard.press(key);
  const moved = (before) => {
    const { dataset } = document.getElementById('beat');
    return `${dataset.turn}.${dataset.beat}` !== before;
  };
  await page.waitForFunction(moved, was, WATCHING);
}

/** Goes on, press by press, until something stands on the projector. */
async function goOnUntil(page, selector) {
  for (let presses = 0; presses < 200; presses += 1) {
    if (await page.locator(selector).count() > 0) return;
    await press(page);
  }
  assert.fail(`\`${selector}\` never stood on the projector`);
}

/** Lets the pretend class answer, from a page that has its bar, and waits until everyone has. */
async function letThemAnswer(page) {
  await page.locator('#pretend-answer').click();
  await page.locator('#pretend-pause').waitFor(PATIENCE);
  await page.locator('#pretend-answer').waitFor(PATIENCE);
}

/** Keeps the first page of the sheet that a button's form asks for, at 80 dots an inch; gives the sheet's words. */
async function sheet(page, button, name) {
  const form = page.locator('form', { has: page.getByRole('button', { name: button }) });
  const fields = await form.evaluate((element) => Object.fromEntries(new FormData(element)));
  const reply = await page.request.post(await form.getAttribute('action'), { form: fields, ...SETTING });
  assert.equal(reply.headers()['content-type'], 'application/pdf');
  const pdf = await reply.body();
  const args = ['-png', '-r', '80', '-f', '1', '-l', '1', '-singlefile', '-'];
  const { status, stdout, stderr } = spawnSync('pdftoppm', args, { input: pdf, maxBuffer: 1 << 26 });
  assert.equal(status, 0, `pdftoppm (package poppler-utils): ${stderr}`);
  keep(name, stdout);
  return pdfText(pdf);
}

describe("a teacher's first lesson", { concurrency: false }, () => {
  let school, teacher, page, projector, desk, pupil, today, lesson;
  const open = (path) => page.goto(`/lessons/${lesson}/${path}`);

  before(async () => {
    mkdirSync(folder, { recursive: true });
    school = await openSchool();
    teacher = await school.newPerson({ viewport: SCREEN });
    page = await school.newPage(teacher);
  });
  after(() => school?.close());

  test('the front page and Today', async () => {
    await page.goto('/');
    await picture(page, 'front', ['h1', 'The whole class moves together']);
    await page.getByRole('button', { name: 'Teach a lesson' }).click();
    await page.waitForURL(/\/today$/);
    today = page.url();
    await picture(page, 'today', ['.next h2', 'One equal part of a quantity']);
  });

  test('the plan, and one number changed in a sequence', async () => {
    await page.getByRole('link', { name: 'Look at the plan' }).click();
    await picture(page, 'plan', ['h1', 'One equal part of a quantity']);
    lesson = /\/lessons\/([^/]+)/.exec(page.url())[1];
    await page.getByRole('link', { name: 'See and change the sequence' }).first().click();
    await stands(page, '#verdict h2', 'This sequence does what it says');
    await page.locator('.ladder-step').nth(1).getByLabel('whole').fill('20');
    await picture(page, 'sequence', ['#verdict h2', 'Something broke']);
    await page.getByRole('link', { name: 'Back to what is kept' }).click();
    await stands(page, '#verdict h2', 'This sequence does what it says');
  });

  test('a practice sheet', async () => {
    await page.goto(`/lessons/${lesson}`);
    await sheet(page, 'Practice sheet', 'practice-sheet');
  });

  test('the projector: a card, a stem sentence, a sequence', async () => {
    await page.goto(today);
    const code = await page.locator('.class-code').innerText();
    await page.getByRole('button', { name: 'Start the lesson' }).click();
    await page.waitForURL(/\/present$/);
    projector = page;
    await projector.setViewportSize(PROJECTOR);
    page = await school.newPage(teacher);
    desk = await school.newPage(teacher);
    pupil = await school.newPage(await school.newPerson({ viewport: TABLET }));
    await pupil.goto('/join');
    await pupil.getByLabel('Class code').fill(code);
    await pupil.getByRole('button', { name: 'Go on' }).click();
    await pupil.getByRole('button', { name: 'Maja U', exact: true }).click();
    await pupil.waitForURL(/\/pupil$/);
    await projector.bringToFront();
    await goOnUntil(projector, '#beat .verdict .is-not');
    await picture(projector, 'projector-card', ['#beat .verdict', 'No.']);
    await goOnUntil(projector, '#beat .say-it');
    await press(projector);
    await picture(projector, 'projector-stem', ['#beat .prompt', 'Say it together.']);
    await goOnUntil(projector, '#beat .glow');
    await picture(projector, 'projector-sequence', ['#beat .prompt', 'Now, what do you expect?']);
  });

  test("the teacher's desk and a pupil's tablet", async () => {
    await desk.bringToFront();
    await desk.goto(`/lessons/${lesson}/desk`);
    await letThemAnswer(desk);
    await picture(desk, 'desk', ['h1', 'One equal part of a quantity']);
    await pupil.bringToFront();
    await pupil.getByLabel('Your answer').fill('6');
    await pupil.locator('#preview math').waitFor(PATIENCE);
    await picture(pupil, 'pupil', ['#question .task', 'of 24']);
  });

  test('hands are counted with + and -, and everyone answers the hinge question', async () => {
    await projector.bringToFront();
    await goOnUntil(projector, '#beat .prompt:has-text("Which is right?")');
    for (const [key, voted] of [['+', '1 of 30 have voted'], ['+', '2 of 30 have voted'], ['-', '1 of 30 have voted'], ['+', '2 of 30 have voted']]) {
      await projector.keyboard.press(key);
      await projector.locator(`#beat .prompt:has-text("${voted}")`).waitFor(PATIENCE);
    }
    await goOnUntil(projector, '#beat .tally');
    assert.equal(await projector.locator('#beat .tally strong').first().innerText(), '2');
    await goOnUntil(projector, '#beat .prompt:has-text("Everyone answers")');
  });

  test('the check fills by itself, and the rest are marked by exception', async () => {
    await goOnUntil(projector, '#beat .prompt:has-text("Question 1 of")');
    await page.bringToFront();
    await open('grid');
    await letThemAnswer(page);
    await picture(page, 'grid', ['h1', 'One equal part of a quantity']);
    await open('marking');
    await stands(page, 'h2', 'Who is absent?');
    await page.getByRole('link', { name: 'Go on to question 1' }).click();
    const away = page.locator('.frame button', { hasText: 'not seen' }).first();
    await away.waitFor(PATIENCE);
    const name = (await away.innerText()).trim().split(/\s/)[0];
    await page.locator('.frame button', { hasText: name }).click();
    await page.getByRole('button', { name: 'It was right' }).waitFor(PATIENCE);
    await page.evaluate(() => scrollTo(0, document.getElementById('marking').offsetTop + 80));
    await picture(page, 'marking', ['h3', `What did ${name}`]);
    await page.getByRole('button', { name: 'It was right' }).click();
    for (const question of [1, 2, 3]) {
      await page.goto(`/lessons/${lesson}/marking?q=${question}`);
      await page.locator('#rest-right').click();
      await page.getByRole('button', { name: 'Take back' }).waitFor(PATIENCE);
    }
  });

  test('the result, with the answers behind a name', async () => {
    await open('result');
    await stands(page, '.told', 'Every answer is in.');
    await page.locator('.evidence-row a.name').first().click();
    await picture(page, 'result', ['h1', 'One equal part of a quantity']);
    await page.getByRole('button', { name: 'Accept' }).click();
    await page.locator('#to-keep-up').click();
    await page.waitForURL(/\/keep-up$/);
  });

  test('the page for the adult, on the screen and on paper', async () => {
    await picture(page, 'keep-up', ['.adult h3', 'What they did']);
    const printed = await sheet(page, 'Print this page', 'keep-up-sheet');
    for (const name of await page.locator('form.outcome > strong').allInnerTexts()) {
      assert.ok(printed.includes(name), `the printed page is not for ${name}:\n${printed}`);
    }
    const outcomes = page.locator('form.outcome');
    await outcomes.first().getByRole('button', { name: 'Ready', exact: true }).click();
    await stands(page, 'form.outcome', 'ready now');
  });

  test('going on is proposed with its reasons', async () => {
    await open('go-on');
    await picture(page, 'go-on', ['h2', 'Why']);
    await page.locator('#agree').click();
    await stands(page, '.told', 'Agreed');
  });

  test('just a check: a step found by three letters', async () => {
    await page.goto(today.replace('/today', '/check'));
    await page.getByLabel('Find a step').pressSequentially('equ');
    await page.locator('#found a').first().waitFor(PATIENCE);
    await picture(page, 'just-a-check', ['h1', 'Just a check']);
  });

  test('a school, and one idea through the years', async () => {
    const lead = await school.newPage(await school.newPerson({ viewport: SCREEN }));
    await lead.goto('/');
    await lead.getByRole('button', { name: 'Lead a school' }).click();
    await lead.waitForURL(/\/school$/);
    await picture(lead, 'school', ['h2', 'Staff']);
    await lead.getByRole('link', { name: 'through the years' }).first().click();
    await lead.waitForURL(/\/threads\//);
    await picture(lead, 'thread', ['h1', 'ractions']);
  });
});

test('every picture of the guide is small enough to send', () => {
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.png'))) {
    assert.ok(statSync(join(folder, name)).size < MOST_BYTES, name);
  }
});
