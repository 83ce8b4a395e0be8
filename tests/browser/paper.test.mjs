// Paper: issued from the plan, with a code from which the same page is printed again.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { openSchool, pdfText, programPath } from './harness.mjs';
import { openDoor, squeezed } from './people.mjs';

let school, page;
const issued = {};

before(async () => {
  school = await openSchool();
  page = await school.newPage();
  await openDoor(page, 'Teach a lesson');
  await page.getByRole('link', { name: 'Look at the plan' }).click();
  await page.waitForURL(/\/lessons\//);
});
after(() => school?.close());

/** Issues a sheet by its button's form, as the browser sends it, and gives the PDF behind the address it is sent to. */
async function issue(slug) {
  const form = page.locator(`form[action$="/sheets/${slug}"]`);
  const fields = await form.locator('input').evaluateAll((inputs) => Object.fromEntries(inputs.map(({ name, value }) => [name, value])));
  const action = await form.getAttribute('action');
  const reply = await page.context().request.post(action, { form: fields, headers: { origin: school.address }, timeout: 120_000 });
  assert.equal(reply.status(), 200, await reply.text());
  assert.equal(reply.headers()['content-type'], 'application/pdf');
  const bytes = await reply.body();
  return { code: reply.url().split('/').at(-1), bytes, text: pdfText(bytes) };
}

for (const [slug, name] of [['practice', 'practice'], ['answers', 'answer'], ['exit-slips', 'exit slip'], ['named-slips', 'slip']]) {
  test(`the plan has a button for ${slug}, which opens a PDF with its code`, async () => {
    const button = page.locator(`form[action$="/sheets/${slug}"] button`);
    await button.waitFor();
    assert.match((await button.innerText()).toLowerCase(), new RegExp(name));
    issued[slug] = await issue(slug);
    assert.ok(squeezed(issued[slug].text).replaceAll('-', '').includes(issued[slug].code.replaceAll('-', '')), issued[slug].text);
  });
}

test('the practice sheet asks its questions and tells no answers; the answers stand apart', async () => {
  const { text } = issued.practice;
  assert.match(text, /Find/);
  assert.doesNotMatch(text, /answers?\b/i);
  assert.match(issued.answers.text, /answers/i);
  assert.notEqual(issued.practice.code, issued.answers.code);
});

test('the exit slips name nobody; those with names name every pupil', async () => {
  for (const name of ['Aaliyah', 'Ayo', 'Yusuf']) {
    assert.ok(!issued['exit-slips'].text.includes(name), name);
    assert.ok(issued['named-slips'].text.includes(name), name);
  }
});

test('`tenframe print --code` gives the same bytes, while the server runs', async () => {
  for (const [slug, { code, bytes }] of Object.entries(issued)) {
    const to = join(school.data, `${slug}.pdf`);
    execFileSync(programPath(), ['print', '--code', code, ...school.store, '--to', to]);
    assert.ok(bytes.equals(await readFile(to)), `${slug} ${code} is not the same again`);
  }
});

test('a code with one character wrong is refused by its check character', async () => {
  const { code } = issued.practice;
  const wrong = (code[0] === '2' ? '3' : '2') + code.slice(1);
  assert.throws(() => execFileSync(programPath(), ['print', '--code', wrong, ...school.store, '--to', join(school.data, 'no.pdf')], { stdio: 'pipe' }), /code/i);
});
