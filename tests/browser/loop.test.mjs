// The whole loop: one teacher at the projector and the desk, four pupils on devices of their own, twenty-six without.
//
// One pupil answers by a known misconception, one writes something unreadable and then the right answer,
// one is offline while the class moves on two questions, one goes home before the check.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { openSchool, SCHOOL_HOST } from './harness.mjs';
import {
  choose, goOnTo, goOnToCheck, isAsked, isSaved, joinAs, lines, namesOf, openDoor, place, press, says, teach, typeAnswer,
} from './people.mjs';

const SEQUENCE = 3;
const RIGHT_QUESTION = 'What is one quarter of 24?';
const WRONG_QUESTION = 'What is 24 take away 4?';

for (const host of ['127.0.0.1', SCHOOL_HOST]) {
  describe(`the loop under http://${host}`, { concurrency: false }, () => {
    let school, projector, desk, office, names, lesson, carriedBefore;
    const pupil = {};
    const offline = async (name, on) => pupil[name].context().setOffline(on);
    const openOffice = async (path) => { await office.bringToFront(); await office.goto(`/lessons/${lesson}/${path}`); };

    before(async () => { school = await openSchool({ host }); });
    after(() => school?.close());

    const namesNobody = async (at) => {
      const shown = await projector.evaluate(() => document.documentElement.textContent);
      for (const name of names) {
        for (const part of [name, ...name.split(' ')]) {
          assert.ok(!new RegExp(`\\b${part}\\b`).test(shown), `the projector shows "${part}" at ${at}`);
        }
      }
    };

    test('the teacher starts the lesson in one click from Today', async () => {
      const person = await school.newPerson();
      const today = await school.newPage(person);
      await openDoor(today, 'Teach a lesson');
      await says(today, '.next h2', 'One equal part of a quantity');
      carriedBefore = await lines(today, '.stack-s > .sheet h3');
      assert.ok(carriedBefore.length > 0, 'the demo carries somebody into the lesson');
      await today.close();
      const taught = await teach(school, { person });
      ({ page: projector, lesson } = taught);
      names = await namesOf(projector, taught.classId);
      assert.equal(names.length, 30);
      desk = await school.newPage(person);
      await desk.goto(`/lessons/${lesson}/desk`);
      await says(desk, '#desk', 'Listen for');
      office = await school.newPage(person);
      Object.assign(pupil, { code: taught.code, today: taught.today });
    });

    test('four pupils join with the class code and their names', async () => {
      for (const name of ['Ayo D', 'Elin I', 'Finn L', 'Yusuf F']) {
        pupil[name] = await joinAs(school, pupil.code, name);
        await says(pupil[name], 'main', 'Look at the board.');
      }
    });

    test('one key goes on and one goes back, on the projector and at the desk', async () => {
      assert.equal(await press(projector), '0.1');
      assert.equal(await press(projector, 'ArrowLeft'), '0.0');
      await desk.bringToFront();
      await desk.keyboard.press('ArrowRight');
      await projector.locator('#beat[data-beat="1"]').waitFor();
      await projector.bringToFront();
      await projector.keyboard.press('b');
      await projector.locator('body.blank').waitFor({ state: 'attached' });
      await projector.keyboard.press('ArrowRight');
      await projector.locator('body:not(.blank)').waitFor({ state: 'attached' });
      assert.equal(await place(projector), '0.1', 'the key that ends the blank does not move the class');
    });

    test('the projector names nobody on the way to the sequence, and pupils are asked its first question', async () => {
      await goOnTo(projector, SEQUENCE, 0, namesNobody);
      for (const name of ['Ayo D', 'Elin I', 'Finn L', 'Yusuf F']) await isAsked(pupil[name], 'of 24.');
    });

    test('an answer is told kindly: a wrong one invites another look, a right one asks why', async () => {
      await typeAnswer(pupil['Ayo D'], '22');
      await says(pupil['Ayo D'], '#say', "Let's look at this one.");
      await typeAnswer(pupil['Yusuf F'], '12');
      await says(pupil['Yusuf F'], '#say', 'How do you know?');
      await says(projector, '#beat', '2 of 30 have answered');
      await says(desk, '#desk', '22 (1)');
    });

    test('a pupil who is offline while the class moves on two questions answers, sees it wait, and it arrives once', async () => {
      const finn = pupil['Finn L'];
      school.guardOf(finn).expect(/ERR_INTERNET_DISCONNECTED/);
      await offline('Finn L', true);
      await says(finn, '#saved', 'No connection');
      await goOnTo(projector, SEQUENCE, 5, namesNobody);
      await isAsked(pupil['Elin I'], 'of 24.');
      await typeAnswer(finn, '12');
      await says(finn, '#saved', '1 answer waiting to be sent');
      await offline('Finn L', false);
      await isSaved(finn);
      await openOffice('grid');
      const row = office.locator('tr', { hasText: 'Finn' });
      await row.getByText('right 12').waitFor({ state: 'attached' });
      assert.equal(await row.getByText('right 12').count(), 1);
      const waiting = await finn.evaluate(() => new Promise((resolve) => {
        indexedDB.open('tenframe').onsuccess = ({ target }) => {
          target.result.transaction('outbox').objectStore('outbox').count().onsuccess = (counted) => resolve(counted.target.result);
        };
      }));
      assert.equal(waiting, 0, 'nothing is left in the outbox');
      await goOnTo(projector, SEQUENCE, 8, namesNobody);
      await isAsked(finn, 'of 9.');
    });

    test('the projector names nobody on the way to the check', async () => {
      await goOnToCheck(projector, namesNobody);
      for (const name of ['Ayo D', 'Elin I', 'Finn L']) await isAsked(pupil[name], 'of 30.');
      await says(pupil['Ayo D'], '#more', 'On paper.');
    });

    test('the check: a known misconception, an unreadable answer asked again, and an answer typed on the key pad', async () => {
      const ayo = pupil['Ayo D'];
      await typeAnswer(ayo, '25');
      await isAsked(ayo, 'Which question');
      await choose(ayo, WRONG_QUESTION);
      await isAsked(ayo, 'of 24.');
      await typeAnswer(ayo, '21');
      await says(ayo, 'main', 'You have answered every question.');

      const elin = pupil['Elin I'];
      await typeAnswer(elin, '5/');
      const asked = elin.locator('#say');
      await asked.filter({ hasText: /\S/ }).waitFor();
      assert.match(await asked.innerText(), /fraction|number|bottom|missing/i);
      await isAsked(elin, 'of 30.');
      assert.equal(await elin.getByLabel('Your answer').inputValue(), '5/', 'what was typed is still there');
      await typeAnswer(elin, '6');
      await isAsked(elin, 'Which question');
      await choose(elin, RIGHT_QUESTION);
      await isAsked(elin, 'of 24.');
      await elin.getByRole('button', { name: '8', exact: true }).click();
      await elin.locator('#preview math').waitFor();
      await elin.getByRole('button', { name: 'Send' }).click();
      await says(elin, 'main', 'You have answered every question.');

      const finn = pupil['Finn L'];
      await typeAnswer(finn, '6');
      await isAsked(finn, 'Which question');
      await choose(finn, RIGHT_QUESTION);
      await isAsked(finn, 'of 24.');
      await typeAnswer(finn, '8');
      await says(finn, 'main', 'You have answered every question.');
      for (const name of ['Ayo D', 'Elin I', 'Finn L']) await isSaved(pupil[name]);
      await namesNobody('the check');
    });

    test('the live grid shows what came in, and the misconception by name', async () => {
      await openOffice('grid');
      await says(office, '.answer-bar', '25');
      await says(office, '#grid', 'takes the denominator away');
      assert.match(await office.locator('tr', { hasText: 'Elin' }).innerText(), /right 6/);
    });

    test('marking by exception: absent first, and then the rest were right', async () => {
      await openOffice('marking');
      await says(office, 'h2', 'Who is absent?');
      await office.locator('.frame button', { hasText: 'Yusuf' }).click();
      await office.locator('.frame button[aria-pressed="true"]', { hasText: 'Yusuf' }).waitFor();
      await office.getByRole('link', { name: 'Go on to question 1' }).click();
      for (const question of [1, 2, 3]) {
        await says(office, 'nav.tabs [aria-current]', `Question ${question}`);
        await office.locator('.frame button', { hasText: 'not seen' }).first().waitFor();
        assert.equal(await office.locator('.frame button', { hasText: 'not seen' }).count(), 26);
        await office.getByRole('button', { name: 'The rest were right (26)' }).click();
        await office.locator('.frame button', { hasText: 'right, by exception' }).nth(25).waitFor();
        if (question < 3) await office.locator('.act', { hasText: `Question ${question + 1}` }).click();
      }
      await office.getByRole('link', { name: 'See the result' }).click();
      await office.waitForURL(/\/result$/);
    });

    test('the result says the right words for each, with the answers behind a name', async () => {
      await says(office, '#result', 'Every answer is in.');
      const words = async (name) => (await office.locator('.frame a', { hasText: name }).innerText()).replace(/\s+/g, ' ').replace(' :', ':');
      const expected = names.map((name) => {
        const given = name.split(' ')[0];
        return `${given}: ${{ Ayo: 'keep-up', Yusuf: 'not seen' }[given] ?? 'ready for the next lesson'}`;
      });
      assert.deepEqual(await Promise.all(names.map((name) => words(name.split(' ')[0]))), expected);
      await office.locator('.frame a', { hasText: 'Ayo' }).click();
      const behind = office.locator('#behind');
      await behind.waitFor();
      for (const told of ['25', '21', WRONG_QUESTION, 'from a device', 'takes the denominator away']) {
        assert.match(await behind.innerText(), new RegExp(told.replace('?', '\\?')));
      }
      await office.locator('.frame a', { hasText: 'Adam' }).click();
      await says(office, '#behind h2', 'Adam');
      assert.match(await behind.innerText(), /marked by exception/);
      await says(office, '#result h3', 'takes the denominator away');
    });

    test('accepted in one tap, the keep-up list has exactly the right pupils in the right order', async () => {
      await openOffice('result');
      await office.getByRole('button', { name: 'Accept' }).click();
      await office.locator('#to-keep-up').click();
      await office.waitForURL(/\/keep-up$/);
      const listed = (await lines(office, '#keep-up ol.clean h3')).map((line) => line.split(' ')[0]);
      assert.deepEqual(listed, [...carriedBefore, 'Ayo', 'Yusuf']);
    });

    test('the page for the adult says what was done and what to do', async () => {
      const ayos = office.locator('nav[aria-label="Pages"] a', { hasText: 'takes the denominator away' });
      if (await ayos.count()) await ayos.click();
      const page = office.locator('.adult');
      await page.filter({ hasText: 'Ayo' }).waitFor();
      const told = await page.innerText();
      for (const part of ['What they did', 'Put out', 'it makes the error fail', 'Ask', 'Listen for', 'Two to try', 'Recheck']) {
        assert.ok(told.includes(part), `the page has no "${part}":\n${told}`);
      }
      assert.match(told, /Ayo[\s\S]*25/);
      assert.match(told, /Ayo[\s\S]*21/);
    });

    test('ready is ready, and not yet is carried: first on the next Today', async () => {
      const outcome = office.locator('form.outcome', { hasText: 'Ayo' });
      await outcome.getByPlaceholder('What I noticed').fill('Shares well with counters in front');
      await outcome.getByRole('button', { name: 'Not yet' }).click();
      await says(office, 'form.outcome', 'carried, first on the next list');
      await office.goto(pupil.today);
      const carried = await lines(office, '.stack-s > .sheet h3');
      assert.deepEqual(carried, [...carriedBefore, 'Ayo']);
      await says(office, 'main', 'noticed: Shares well with counters in front');
    });

    test('going on is proposed with its reasons and agreed in one tap', async () => {
      await openOffice('go-on');
      assert.match(await office.locator('main').innerText(), /Why[\s\S]*Not sure[\s\S]*Going on costs/);
      assert.match(await office.locator('main').innerText(), /Yusuf|not seen|absent/);
      await office.getByRole('button', { name: 'Agree: go on' }).click();
      await says(office, '.told', 'Agreed: the class goes on.');
      await namesNobody('the end');
    });

    test('a pupil carried becomes ready, and is on no list', async () => {
      await openOffice('keep-up');
      const outcome = office.locator('form.outcome', { hasText: 'Ayo' });
      await outcome.getByRole('button', { name: 'Ready', exact: true }).click();
      await says(office, 'form.outcome', 'ready now');
      await office.goto(pupil.today);
      assert.deepEqual(await lines(office, '.stack-s > .sheet h3'), carriedBefore);
    });
  });
}
