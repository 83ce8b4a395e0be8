// Every way of answering that is not one line: boxes ticked, cards sorted, put in order and matched, several lines,
// a drawing set, a point marked. Each is answered on a phone and on a classroom screen.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { axe, fits, openSchool, screenshot, SIZES } from './harness.mjs';
import { classOf, codeOn, joinAs, openDoor, PATIENCE } from './people.mjs';

/** A step with a family that is answered so. */
const STEPS = {
  select: 'spot-multiples',
  order: 'order-decimals',
  sort: 'even-and-odd',
  match: 'fractions-as-decimals',
  parts: 'equal-groups',
  build: 'numbers-on-a-line-to-100',
  plot: 'direct-proportion-graphs',
};

let school;
let teacher;
let classId;
const pupils = {};
before(async () => {
  school = await openSchool();
  teacher = await school.newPage();
  await openDoor(teacher, 'Teach a lesson');
  classId = classOf(teacher);
  const code = await codeOn(teacher);
  for (const [size, name] of [['phone', 'Kofi R'], ['screen', 'Theo D']]) {
    pupils[size] = await joinAs(school, code, name, await school.newPerson({ viewport: SIZES[size] }));
  }
});
after(() => school?.close());

/** What the teacher's page sends; gives the address it leads to. */
const send = (path, fields) => teacher.evaluate(async ([to, sent]) => {
  const token = document.querySelector('input[name="_token"]').value;
  const reply = await fetch(to, { method: 'POST', body: new URLSearchParams({ _token: token, ...sent }) });
  return reply.url;
}, [path, fields]);

/** Plans a lesson on a step, starts it on tablets and goes to its practice. */
async function practise(step) {
  await teacher.goto(`/classes/${classId}/check?step=${step}`);
  const lesson = new URL(await send(`/classes/${classId}/lessons`, { step })).pathname;
  await send(`${lesson}/start`, { mode: 'tablets' });
  await teacher.goto(`${lesson}/present`);
  for (let presses = 0; presses < 60; presses += 1) {
    if ((await teacher.locator('#beat').textContent()).includes('Look for what changes')) return lesson;
    await send(`${lesson}/move`, { go: 'next' });
    await teacher.goto(`${lesson}/present`);
  }
  return assert.fail(`the lesson on ${step} has no practice`);
}

/** What the pupil's device is asked now, as the server says it. */
const asked = (page) => page.evaluate(() => fetch('/pupil/now').then((reply) => reply.json()));

/** Answers each question until one of the wanted form is in front of the pupil; gives its place. */
async function comeTo(page, form) {
  const { questions } = await asked(page);
  const at = questions.findIndex((one) => one.fields.includes(`data-form="${form}"`));
  assert.ok(at >= 0, `no question is answered by ${form}`);
  await page.reload();
  for (let number = 0; number < at; number += 1) {
    await page.getByText(`Question ${number + 1} of`).waitFor(PATIENCE);
    const { fields, choices } = questions[number];
    const first = /data-form="(\w+)"/.exec(fields);
    if (first) await fill[first[1]](page);
    else if (choices) await page.locator('button.option').first().click();
    else await page.getByLabel('Your answer').fill('1');
    if (first || !choices) await page.getByRole('button', { name: 'Send' }).click();
    // A wrong answer is looked at again first; the next question is one press away.
    const next = page.getByRole('button', { name: 'Next question' });
    await page.locator(`text="Question ${number + 2} of ${questions.length}"`).or(next).first().waitFor(PATIENCE);
    if (await next.isVisible() && await page.getByText(`Question ${number + 1} of`).isVisible()) await next.click();
  }
  await page.locator(`[data-form="${form}"]`).waitFor(PATIENCE);
  return questions[at];
}

/** How each form is filled by somebody who has no idea: what is sent must be readable, not right. */
const fill = {
  select: async (page) => { await page.locator('label.option').nth(0).click(); await page.locator('label.option').nth(1).click(); },
  order: async (page) => { await page.getByRole('button', { name: /later$/ }).first().click(); },
  sort: async (page) => { for (const card of await page.locator('.sort-card').all()) await card.locator('label.option').first().click(); },
  match: async (page) => { for (const [at, part] of (await page.locator('.part-line select').all()).entries()) await part.selectOption({ index: at + 1 }); },
  parts: async (page) => { for (const part of await page.locator('.part-line input').all()) await part.fill('4'); },
  build: async (page) => { await page.getByRole('button', { name: 'One on' }).click(); },
  plot: async (page) => { const drawn = page.locator('.plotting svg'); const box = await drawn.boundingBox(); await drawn.click({ position: { x: box.width * 0.6, y: box.height * 0.4 } }); },
};

for (const [form, step] of Object.entries(STEPS)) {
  test(`a question answered by ${form} is kept as it was filled`, async () => {
    const lesson = await practise(step);
    for (const [size, page] of Object.entries(pupils)) {
      const question = await comeTo(page, form);
      await fill[form](page);
      await axe(page);
      await fits(page);
      await screenshot(page, `form-${form}-${size}`);
      await page.getByRole('button', { name: 'Send' }).click();
      await page.waitForFunction(
        (id) => fetch('/pupil/now').then((reply) => reply.json()).then(({ questions }) => questions.find((one) => one.id === id)?.answered),
        question.id,
        { ...PATIENCE, polling: 200 },
      );
      const kept = (await asked(page)).questions.find(({ id }) => id === question.id);
      assert.equal(kept.say, '', `${kept.answered} can be read`);
    }
    await send(`${lesson}/end`, {});
  });
}
