// What a teacher and a pupil do in a browser, in the words of a lesson.
//
// No step waits for time to pass: each waits for what a person would see. Start at `openDoor` and `joinAs`.

import assert from 'node:assert/strict';

/** Long enough for two busy cores; a wait that ends in time costs nothing. */
export const PATIENCE = { timeout: 30_000 };

/** Looks again every 30 ms, also in a window that is behind another and so is not painted. */
const WATCHING = { ...PATIENCE, polling: 30 };

/** Opens a door of the front page and gives the page behind it. */
export async function openDoor(page, name) {
  await page.goto('/');
  await page.getByRole('button', { name }).click();
  await page.waitForURL((url) => url.pathname !== '/');
  return page;
}

/** The class in the address of a page such as /classes/…/today. */
export const classOf = (page) => /\/classes\/([^/]+)/.exec(page.url())[1];

/** The lesson in the address of a page such as /lessons/…/present. */
export const lessonOf = (page) => /\/lessons\/([^/]+)/.exec(page.url())[1];

/** The class code on Today. */
export const codeOn = async (page) => (await page.locator('.class-code').first().innerText()).trim();

/** Opens the teacher's door and starts the lesson that is ready; gives the projector page and what it took to get there. */
export async function teach(school, { door = 'Teach a lesson', person } = {}) {
  const teacher = person ?? (await school.newPerson());
  const page = await school.newPage(teacher);
  await openDoor(page, door);
  const today = page.url();
  const code = await codeOn(page);
  const classId = classOf(page);
  await page.getByRole('button', { name: 'Start the lesson' }).click();
  await page.waitForURL(/\/present$/);
  await page.locator('#beat').waitFor();
  return { teacher, page, today, code, classId, lesson: lessonOf(page) };
}

/** Where the projector is: turn and beat. */
export const place = (page) => page.locator('#beat').evaluate(({ dataset }) => `${dataset.turn}.${dataset.beat}`);

/** Presses a key of the projector or the desk and waits until the class has moved. */
export async function press(page, key = 'ArrowRight') {
  const before = await place(page);
  await page.keyboard.press(key);
  await page.waitForFunction(
    (was) => { const { dataset } = document.getElementById('beat'); return `${dataset.turn}.${dataset.beat}` !== was; },
    before,
    WATCHING,
  );
  return place(page);
}

/** Goes on, by keyboard, until the projector is at a turn and beat; `seen` is called at each beat on the way. */
export async function goOnTo(page, turn, beat = 0, seen = async () => {}) {
  for (let presses = 0; presses < 200; presses += 1) {
    const here = await place(page);
    await seen(here);
    if (here === `${turn}.${beat}`) return;
    await press(page);
  }
  assert.fail(`the projector never came to turn ${turn}, beat ${beat}`);
}

/** Goes on until the check is in front of the class. */
export async function goOnToCheck(page, seen) {
  const turns = await page.locator('#foot').innerText();
  const last = Number(/of (\d+)/.exec(turns)[1]) - 1;
  await goOnTo(page, last, 0, seen);
}

/**
 * Moves the class to its check as quickly as the server takes it, without anybody looking on: for tests of the check itself.
 * The page comes back to the projector.
 */
export async function skipToCheck(page, lesson) {
  await page.goto(`/lessons/${lesson}`);
  const moved = await page.evaluate(async (path) => {
    const token = document.querySelector('input[name="_token"]').value;
    const body = new URLSearchParams({ _token: token, go: 'next' });
    const last = (html) => { const turn = /turn (\d+) of (\d+)/.exec(html); return turn[1] === turn[2]; };
    for (let presses = 0; presses < 300; presses += 1) {
      const reply = await fetch(`${path}/move`, { method: 'POST', body });
      if (last(await reply.text())) return true;
    }
    return false;
  }, `/lessons/${lesson}`);
  assert.ok(moved, 'the lesson never came to its check');
  await page.goto(`/lessons/${lesson}/present`);
}

/** A pupil with a device of their own joins with the class code and picks a name. */
export async function joinAs(school, code, name, person) {
  const page = await school.newPage(person);
  await page.goto('/join');
  await page.getByLabel('Class code').fill(code);
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.getByRole('button', { name, exact: true }).click();
  await page.waitForURL(/\/pupil$/);
  await page.locator('#saved').waitFor();
  return page;
}

/** Waits until words stand in a part of a page. */
export async function says(page, selector, words) {
  const stands = ([where, what]) => [...document.querySelectorAll(where)]
    .some((part) => part.checkVisibility() && part.textContent.replace(/\s+/g, ' ').includes(what));
  try {
    await page.waitForFunction(stands, [selector, words], WATCHING);
  } catch (error) {
    const shown = await page.locator('body').innerText().catch(() => 'nothing');
    throw new Error(`"${words}" never stood in \`${selector}\` of ${page.url()}, which shows:\n${shown}`, { cause: error });
  }
}

/** Waits until a pupil's page has a question with these words in front of it. */
export const isAsked = (page, words) => says(page, '#question .task', words);

/** Types an answer and sends it. */
export async function typeAnswer(page, text) {
  await page.getByLabel('Your answer').fill(text);
  await page.getByRole('button', { name: 'Send' }).click();
}

/** Chooses one of the answers offered. */
export const choose = (page, words) => page.locator('button.option', { hasText: words }).click();

/** Waits until a pupil's page says that everything is saved. */
export const isSaved = (page) => says(page, '#saved', 'Everything is saved.');

/** The names of a class as the teacher's pages say them, in register order. */
export async function namesOf(page, classId) {
  const tab = await page.context().newPage();
  await tab.goto(`/classes/${classId}`);
  const names = await tab.locator('table tbody tr td:first-child').allInnerTexts();
  await tab.close();
  return names.map((name) => name.trim());
}

/** The texts of all elements that match, each on one line. */
export async function lines(page, selector) {
  const texts = await page.locator(selector).allInnerTexts();
  return texts.map((text) => text.replace(/\s+/g, ' ').trim());
}

/** Goes on, by keyboard, until the beat in front of the class says these words. */
export async function goOnUntil(page, words, seen = async () => {}) {
  for (let presses = 0; presses < 200; presses += 1) {
    await press(page);
    await seen(await place(page));
    if ((await page.locator('#beat').textContent()).includes(words)) return;
  }
  assert.fail(`the projector never said "${words}"`);
}

/** Text as it is compared: without spaces and invisible signs, which mathematics has in other places. */
export const squeezed = (text) => text.replace(/[\s\u2061-\u2064]+/g, '');

/**
 * The check as the teacher's own page tells it: what each question asks, its answer, and the wrong answers
 * that misconceptions lead to. Looking records nothing.
 */
export async function checkOf(page, lesson, pupil) {
  const questions = [];
  for (let number = 1; ; number += 1) {
    await page.goto(`/lessons/${lesson}/marking?q=${number}&pupil=${pupil}`);
    if (!(await page.locator('nav.tabs [aria-current]').innerText()).includes(`Question ${number}`)) return questions;
    questions.push({
      asks: squeezed(await page.locator('section .sheet .big').first().textContent()),
      answer: squeezed(await page.locator('section .sheet strong').first().textContent()),
      predicted: await page.locator('button[value^="wrote-"]').evaluateAll((buttons) => buttons.map((button) => ({
        response: button.value.slice('wrote-'.length),
        says: button.querySelector('span')?.textContent.trim() ?? '',
      }))),
    });
  }
}

/** Answers the question in front of a pupil: typed, or chosen when answers are offered. */
export async function answer(page, text) {
  const options = page.locator('#question button.option');
  await page.locator('#answer, #question button.option').first().waitFor(PATIENCE);
  if (await options.count() === 0) return typeAnswer(page, text);
  const texts = (await options.allTextContents()).map(squeezed);
  const at = texts.indexOf(squeezed(text));
  assert.ok(at >= 0, `"${text}" is not offered: ${texts}`);
  return options.nth(at).click();
}

/** Waits until question `number` of several is in front of a pupil. */
export const isAt = (page, number) => says(page, '#question', `Question ${number} of`);
