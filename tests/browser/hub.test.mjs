// A hub's pages: every one sound on each size, and what is late done in one tap, without scripts too.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { axe, fits, openSchool, screenshot, SIZES } from './harness.mjs';
import { workbook } from './workbook.mjs';

const PAGES = ['/hub', '/hub/schools', '/hub/imports', '/hub/places', '/hub/groups', '/hub/people', '/hub/sessions', '/hub/money', '/hub/report', '/hub/report/started', '/places', '/hub/materials', '/big-ideas', '/big-ideas/variation', '/references', '/hub/five-ideas', '/hub/quotations', '/hub/exchanges', '/hub/hand-on'];

async function enter(school, options = {}) {
  const page = await school.newPage(await school.newPerson(options));
  await page.goto('/');
  await page.getByRole('button', { name: 'Run a hub' }).click();
  await page.getByRole('heading', { level: 1, name: 'Late this week' }).waitFor();
  return page;
}

describe('a hub', () => {
  let school;
  before(async () => { school = await openSchool(); });
  after(() => school?.close());

  for (const [size, viewport] of Object.entries(SIZES)) {
    test(`its pages are sound on a ${size}`, async () => {
      const page = await enter(school, { viewport });
      const session = await page.getByRole('link', { name: 'Take the register' }).first().getAttribute('href');
      const plan = await page.getByRole('link', { name: 'Review the plan' }).first().getAttribute('href');
      const one = plan.replace(/\/plan.*/, '');
      await page.goto('/hub/lessons');
      const lesson = await page.locator('article h3 a').first().getAttribute('href');
      const task = await page.locator('article a[href*="/tasks/"]').first().getAttribute('href');
      await page.goto(lesson);
      const watch = await page.locator('a[href*="/watch/"]').first().getAttribute('href');
      await page.goto('/hub/five-ideas');
      const observed = await page.locator('li', { hasText: 'seen on' }).locator('a').first().getAttribute('href');
      await page.goto('/hub/exchanges');
      const supported = await page.locator('h3 a, h2 a').last().getAttribute('href');
      for (const path of [...PAGES, session, `${session}/lesson`, plan, one, `${one}/visit`, `${one}/door`, `${one}/sharing`, `${one}/plan/draft`, `${supported}/support`, observed, observed.replace('observation', 'learning'), '/hub/lessons', lesson, task, watch]) {
        await page.goto(path);
        assert.ok(await page.getByRole('heading', { level: 1 }).isVisible(), path);
        await axe(page);
        await fits(page);
        await screenshot(page, `hub${path.replace(/\?.*/, '').replaceAll('/', '-').replace(/-hub/, '')}-${size}`);
      }
    });
  }

  for (const [size, viewport] of Object.entries({ screen: SIZES.screen, phone: SIZES.phone })) {
    test(`what teachers, schools and those who apply are sent is sound on a ${size}`, async () => {
      const page = await enter(school, { viewport });
      const plan = await page.getByRole('link', { name: 'Review the plan' }).first().getAttribute('href');
      await page.goto('/hub/five-ideas');
      await page.getByRole('link', { name: 'The links to hand round' }).first().click();
      await page.getByRole('heading', { level: 1, name: /^Links of / }).waitFor();
      await axe(page);
      await fits(page);
      const slip = await page.locator('.slips a').first().getAttribute('href');
      await page.goto(`${plan.replace(/\/plan.*/, '')}/learning`);
      const make = page.getByRole('button', { name: /Make a (new )?link/ });
      await make.click();
      const handing = await page.locator('.link-line a').getAttribute('href');
      await page.goto('/hub/places?programme=primary-development');
      await page.goto('/hub/places');
      const years = await page.getByLabel('School year').locator('option').allTextContents();
      await page.goto(`/hub/places?programme=primary-development&year=${years.at(-1)}`);
      const applied = await page.locator('a[href^="/applied/"]').first().getAttribute('href');
      const anybody = await school.newPage(await school.newPerson({ viewport }));
      for (const [name, path] of [['five-ideas', slip], ['learning', handing], ['applied', applied]]) {
        await anybody.goto(path);
        assert.ok(await anybody.getByRole('heading', { level: 1 }).isVisible(), path);
        await axe(anybody);
        await fits(anybody);
        await screenshot(anybody, `hub-sent-${name}-${size}`);
      }
    });
  }

  test('what is late is done in one tap and taken back in another, without scripts', async () => {
    const page = await enter(school, { javaScriptEnabled: false });
    const rows = () => page.locator('.late-row').count();
    const n = await rows();
    assert.ok(n > 3, `only ${n} rows are late`);
    await page.getByRole('button', { name: 'Asked today' }).first().click();
    assert.equal(await rows(), n - 1);
    await page.getByRole('button', { name: 'Take it back' }).click();
    assert.equal(await rows(), n);
  });

  for (const [size, viewport] of Object.entries(SIZES)) {
    test(`a spreadsheet is chosen, looked at, brought in and taken back on a ${size}`, async () => {
      const page = await enter(school, { viewport });
      await page.goto('/hub/schools');
      const known = (await page.locator('.late-school').first().textContent()).replace(/ \(\d+\)$/, '');
      await page.getByRole('link', { name: 'From a spreadsheet' }).click();
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('link', { name: 'A workbook to fill in' }).click(),
      ]);
      assert.equal(download.suggestedFilename(), 'hub-workbook.xlsx');
      const look = async (...rows) => {
        const head = ['School', 'Postcode', 'Programme', 'Year', 'Applied'];
        const buffer = workbook({ 'Schools 2026': [['Our own list'], head, ...rows], Notes: [['ring everybody']] });
        const mimeType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
        await page.getByLabel('Workbook').setInputFiles({ name: 'Our hub.xlsx', mimeType, buffer });
        await page.getByRole('button', { name: 'See what it would bring' }).click();
      };
      const [today, first] = [new Date(), new Date()];
      first.setMonth(first.getMonth() - 8);
      const year = `${first.getFullYear()}/${String(first.getFullYear() + 1).slice(2)}`;
      const row = (name) => [name, '', 'Primary Sustaining', year, today];
      await look([...row(known).slice(0, 4), 'soon'], [known, '', 'Development work group', year, today]);
      await page.getByRole('heading', { level: 1, name: 'Not ready to bring in' }).waitFor();
      await page.getByText('`soon` is not a day').waitFor();
      assert.equal(await page.getByRole('button', { name: 'Bring it in' }).count(), 0);
      await axe(page);
      await fits(page);
      await screenshot(page, `hub-import-faults-${size}`);
      await look(row(known), row('Willowmere Old Mill Academy'));
      await page.getByRole('heading', { level: 1, name: 'What it would bring' }).waitFor();
      await page.getByText('Willowmere Old Mill Academy').waitFor();
      await axe(page);
      await fits(page);
      await screenshot(page, `hub-import-preview-${size}`);
      await page.getByRole('button', { name: 'Bring it in' }).click();
      await page.getByText('`Our hub.xlsx` was taken over').waitFor();
      await axe(page);
      await fits(page);
      await screenshot(page, `hub-import-done-${size}`);
      await page.getByRole('button', { name: 'Take the whole of it back' }).click();
      await page.getByText('No spreadsheet has been taken over yet.').waitFor();
    });
  }

  test('a register is taken on a phone without a signal, and goes by itself', async () => {
    const page = await enter(school, { viewport: SIZES.phone });
    await page.getByRole('link', { name: 'Take the register' }).first().click();
    await page.getByRole('button', { name: 'Everybody' }).click();
    const heads = await page.getByRole('checkbox', { name: 'headteacher' }).all();
    assert.ok(heads.length > 0, 'a headteacher may be there');
    for (const head of heads) assert.ok(!await head.isChecked(), 'and is ticked by itself alone');
    school.guardOf(page).expect(/ERR_INTERNET_DISCONNECTED/);
    await page.context().setOffline(true);
    await page.getByRole('button', { name: 'Keep the register' }).click();
    await page.getByText('Kept on this phone.').waitFor();
    await page.context().setOffline(false);
    await page.getByText('Register taken').waitFor();
    assert.ok(await page.getByRole('checkbox').first().isChecked());
    await page.reload();
    await page.getByText('The register was taken.').waitFor();
  });

  test('a lesson is planned anew, watched on a phone without a signal, and what is written outlives a reload', async () => {
    const page = await enter(school, { viewport: SIZES.phone });
    await page.goto('/hub/lessons');
    await page.locator('article h3 a').first().click();
    const lesson = new URL(page.url()).pathname;
    const stem = page.locator('#stem-sentence');
    await stem.getByText('Suggest something').click();
    await stem.getByLabel('The words').fill('The whole is [20], cut into [4] equal parts. One part is [5].');
    await stem.getByLabel('Why').fill('Everybody can say it in one breath');
    await stem.getByRole('button', { name: 'Change it to these words' }).click();
    await page.getByRole('button', { name: 'Write version 2' }).click();
    await page.getByText('wrote a version').waitFor();
    await page.getByText('This is version 2.').waitFor();
    await page.locator('a[href*="/watch/"]').first().click();
    await page.waitForLoadState('load'); // what keeps the form is there
    await page.getByText('Pupils did it').first().click();
    await page.getByLabel('What they said and did').first().fill('“Four equal parts, so quarters”');
    await page.reload();
    await page.getByText('It is not sent yet.').waitFor();
    assert.equal(await page.getByLabel('What they said and did').first().inputValue(), '“Four equal parts, so quarters”');
    school.guardOf(page).expect(/ERR_INTERNET_DISCONNECTED/);
    await page.context().setOffline(true);
    await page.getByRole('button', { name: 'Send what you saw' }).click();
    await page.getByText('Kept on this phone.').waitFor();
    await page.context().setOffline(false);
    await page.getByText('wrote down what was seen').waitFor();
    await page.goto(lesson);
    await page.getByText('“Four equal parts, so quarters”').waitFor();
  });

  test('a school agrees on its own page, and a plan is drafted from that and no more', async () => {
    const page = await enter(school, { viewport: SIZES.phone });
    const plan = await page.getByRole('link', { name: 'Review the plan' }).first().getAttribute('href');
    const one = plan.replace(/\/plan.*/, '');
    await page.goto(`${one}/sharing`);
    const own = await page.getByRole('link', { name: "The school's page" }).getAttribute('href');
    const head = await school.newPage();
    await head.goto(own);
    await axe(head);
    await fits(head);
    await screenshot(head, 'hub-school-shares');
    await head.getByLabel('what came of visits').uncheck();
    await head.getByLabel('Your name').first().fill('Mrs Winterbourne');
    await head.getByRole('button', { name: 'Agree to what is ticked' }).click();
    await head.getByText('Thank you.').waitFor();
    await page.goto(`${one}/plan/draft`);
    assert.equal(await page.getByText('The visit of').count(), 0);
    await page.getByLabel('Take this into the plan').first().check();
    await page.getByLabel('Who sees to it').first().fill('the mathematics lead');
    await page.getByRole('button', { name: 'Keep what is taken as a new version' }).click();
    await page.getByText('wrote a version of the plan').waitFor();
    await page.getByText("The school's count of").first().waitFor();
  });

  test('a visit is logged on a phone without a signal, and goes by itself', async () => {
    const page = await enter(school, { viewport: SIZES.phone });
    await page.getByRole('link', { name: 'Log the visit' }).first().click();
    await page.waitForLoadState('load'); // what keeps the form is there
    await page.getByLabel('What was seen and said').fill('Year 3 cut the strip unequally and argued it');
    await page.getByLabel('What', { exact: true }).first().fill('Try it with Year 4');
    await page.getByLabel('Who', { exact: true }).first().fill('Ms Aldersley');
    school.guardOf(page).expect(/ERR_INTERNET_DISCONNECTED/);
    await page.context().setOffline(true);
    await page.getByRole('button', { name: 'Keep the visit' }).click();
    await page.getByText('Kept on this phone.').waitFor();
    await page.context().setOffline(false);
    await page.getByText('One action was agreed.').waitFor();
    await page.getByRole('button', { name: 'It is done' }).first().click();
    await page.getByText('An action of a visit was done').waitFor();
  });

  test('school and hub sign the same version, and an older one is refused in words', async () => {
    const page = await enter(school);
    await page.getByRole('link', { name: 'Have it signed' }).first().click();
    await page.getByRole('button', { name: 'Make a link for the school' }).click();
    const link = await page.getByRole('link', { name: "The school's page" }).getAttribute('href');
    const head = await school.newPage(await school.newPerson({ viewport: SIZES.phone }));
    await head.goto(link);
    await axe(head);
    await fits(head);
    await screenshot(head, 'hub-agree-phone');
    await page.getByText('Write a new version').click();
    await page.getByLabel('Goal: what will be so').first().fill('Every class argues from the picture');
    await page.getByRole('button', { name: 'Keep as a new version' }).click();
    await page.getByText('Version 2, written by').first().waitFor();
    await page.getByRole('button', { name: 'Sign for the hub' }).click();
    await head.getByLabel('Your name').fill('Mrs Ashby');
    school.guardOf(head).expect(/422/);
    await head.getByRole('button', { name: 'Sign version 1 for the school' }).click();
    await head.getByText('you read version 1, and').waitFor();
    await head.goto(link);
    await head.getByLabel('Your name').fill('Mrs Ashby');
    await head.getByRole('button', { name: 'Sign version 2 for the school' }).click();
    await head.getByText('Thank you. Your signature stands under this version.').waitFor();
    await page.reload();
    await page.getByText('School and hub have both signed this version.').waitFor();
  });

  test('papers and lists come as files', async () => {
    const page = await enter(school);
    for (const [path, kind] of [['/hub/money/claims.pdf', 'application/pdf'], ['/hub/money/closing.pdf', 'application/pdf'], ['/hub/year.csv', 'text/csv; charset=utf-8'], ['/hub/places.csv', 'text/csv; charset=utf-8']]) {
      const reply = await page.request.get(path);
      assert.equal(reply.status(), 200, path);
      assert.equal(reply.headers()['content-type'], kind, path);
    }
  });

  test('a report comes as a PDF', async () => {
    const page = await enter(school);
    const pdf = await page.request.get('/hub/report.pdf');
    assert.equal(pdf.headers()['content-type'], 'application/pdf');
    assert.equal((await pdf.body()).subarray(0, 4).toString(), '%PDF');
  });
});
