// A school morning on the built program: everybody joins, then answers, while teachers watch and print.
//
// `node tests/load/morning.mjs --minutes 15`; ends with `N passed, N failed`. Errors and lost answers are failures;
// times and memory are told, and judged only by whoever reads them. Start at `morning`.

import { join } from 'node:path';
import {
  joinClass, memoryOf, namesOf, nextAnswer, openCheck, openSchool, readArguments, share, signIn, wait,
} from './school.mjs';

const USAGE = `usage: node tests/load/morning.mjs [--pupils 900] [--minutes 15] [--every 6] [--joining 60] [--sheets 3] [--database URL]
  --pupils   how many, thirty to a class, each class with a teacher who watches the live grid
  --minutes  how long they answer
  --every    seconds between two answers of a pupil
  --joining  seconds within which all of them join and all teachers sign in
  --sheets   sheets printed a minute
  --database a PostgreSQL server in place of a folder`;

const asked = readArguments(USAGE, { pupils: 900, minutes: 15, every: 6, joining: 60, sheets: 3, database: '' });
const errors = [];
let nPassed = 0;

/** Counts one thing that was asked for. */
async function counted(what, work) {
  try {
    const value = await work();
    nPassed += 1;
    return value;
  } catch (error) {
    errors.push(`${what}: ${error.message}`);
    return undefined;
  }
}

const shown = (ms) => `${ms.toFixed(1)} ms`;
const times = (all) => {
  const sorted = [...all].sort((a, b) => a - b);
  return `middle ${shown(share(sorted, 0.5))}, p99 ${shown(share(sorted, 0.99))}, longest ${shown(share(sorted, 1))}`;
};

const held = (school) => `${memoryOf(school.program.child.pid).toFixed(0)} MiB`;

await morning();

async function morning() {
  const school = await openSchool(asked);
  try {
    console.log(`${asked.pupils} pupils in ${school.classes.length} classes; memory ${held(school)}`);
    const lessons = await everybodySignsIn(school);
    const joined = await everybodyJoins(school, lessons);
    const kept = await everybodyAnswers(school, lessons, joined);
    await nothingIsLost(school, lessons, kept.nAnswers, kept.nSheets);
  } finally {
    await school.close();
  }
  for (const error of errors.slice(0, 20)) console.log(error);
  console.log(`${nPassed} passed, ${errors.length} failed`);
  process.exitCode = errors.length > 0 ? 1 : 0;
}

async function everybodySignsIn(school) {
  const took = [];
  const lessons = await spread(school.classes, asked.joining, async (one) => {
    const begun = performance.now();
    const teacher = await counted('a teacher signs in', () => signIn(school, one.email));
    took.push(performance.now() - begun);
    const lesson = await counted('a check is opened', () => openCheck(teacher, one.path));
    return { ...one, teacher, lesson };
  });
  console.log(`${lessons.length} teachers signed in within ${asked.joining} s: ${times(took)}; memory then ${held(school)}`);
  return lessons;
}

async function everybodyJoins(school, lessons) {
  const names = (await Promise.all(lessons.map(async (one) => {
    const ids = await namesOf(school, one.code);
    return ids.map((id) => ({ id, one }));
  }))).flat();
  const took = [];
  const joined = await spread(names, asked.joining, async ({ id, one }) => {
    const begun = performance.now();
    const pupil = await counted('a pupil joins', () => joinClass(school, one.code, id));
    took.push(performance.now() - begun);
    return { ...pupil, one };
  });
  console.log(`${joined.length} pupils joined within ${asked.joining} s: ${times(took)}; memory then ${held(school)}`);
  return joined.filter((pupil) => pupil.now);
}

/** Begins the work for each of many, evenly over so many seconds, and waits for all. */
async function spread(many, seconds, work) {
  const begun = performance.now();
  const all = many.map(async (one, at) => {
    await wait(Math.max(0, (at * seconds * 1000) / many.length - (performance.now() - begun)));
    return work(one);
  });
  return Promise.all(all);
}

async function everybodyAnswers(school, lessons, joined) {
  const watching = lessons.map((one) => watch(one));
  const begun = performance.now();
  const until = begun + asked.minutes * 60_000;
  const took = [];
  const memory = [];
  const looking = setInterval(() => memory.push(memoryOf(school.program.child.pid)), 1000);
  const printing = print(lessons, until);
  const answering = joined.map(async (pupil, at) => {
    let next = performance.now() + (at * asked.every * 1000) / joined.length;
    while (next < until) {
      await wait(Math.max(0, next - performance.now()));
      const answer = nextAnswer(pupil);
      const sent = performance.now();
      await counted('an answer', async () => {
        const [receipt] = await pupil.pupil.send('/answers', [answer]);
        if (!receipt.kept) throw new Error(receipt.say);
        pupil.nKept = (pupil.nKept ?? 0) + 1;
      });
      took.push(performance.now() - sent);
      next += asked.every * 1000;
    }
  });
  await Promise.all(answering);
  const seconds = (performance.now() - begun) / 1000;
  const sheets = await printing;
  clearInterval(looking);
  const grids = watching.map((stop) => stop());
  const nGrids = grids.reduce((sum, one) => sum + one.n, 0);
  const nKept = joined.reduce((sum, pupil) => sum + (pupil.nKept ?? 0), 0);
  const wanted = (joined.length / asked.every).toFixed(1);
  console.log(`${took.length} answers sent, ${nKept} acknowledged in ${seconds.toFixed(0)} s: ${(nKept / seconds).toFixed(1)} a second, where the pupils send ${wanted}; from sending to acknowledgement ${times(took)}`);
  console.log(`${grids.length} live grids, drawn ${nGrids} times: ${times(grids.flatMap((one) => one.took))}`);
  console.log(`${sheets.length} sheets printed: ${times(sheets)}`);
  console.log(memorySays(memory));
  return { nAnswers: nKept, nSheets: sheets.length };
}

// The first fifth of the time, when pages and drawings are met for the first time, is not growth.
function memorySays(memory) {
  const settled = memory.slice(Math.floor(memory.length / 5));
  const part = Math.max(1, Math.floor(settled.length / 10));
  const mean = (some) => some.reduce((sum, one) => sum + one, 0) / some.length;
  const [first, last] = [mean(settled.slice(0, part)), mean(settled.slice(-part))];
  const growth = ((last / first - 1) * 100).toFixed(1);
  return `memory: at most ${Math.max(...memory).toFixed(0)} MiB; from ${first.toFixed(0)} to ${last.toFixed(0)} MiB, ${growth} % after the first fifth`;
}

/** Follows a lesson as the page of the live grid does: a signal, then the grid as it is; what came meanwhile, a little later. */
function watch({ teacher, lesson }) {
  const seen = { n: 0, took: [] };
  let isStale = false;
  let isAsking = false;
  let isOver = false;
  const look = async () => {
    if (isAsking || isOver) { isStale = true; return; }
    isAsking = true;
    const begun = performance.now();
    await counted('a live grid', () => teacher.get(`/lessons/${lesson}/grid`));
    seen.took.push(performance.now() - begun);
    seen.n += 1;
    isAsking = false;
    if (isStale && !isOver) { isStale = false; setTimeout(look, 250); }
  };
  const hangUp = teacher.listen(`/lessons/${lesson}/events`, look, (error) => errors.push(error.message));
  return () => { isOver = true; hangUp(); return seen; };
}

async function print(lessons, until) {
  const took = [];
  for (let at = 0; performance.now() < until; at += 1) {
    const begun = performance.now();
    const { teacher, lesson } = lessons[at % lessons.length];
    await counted('a sheet', async () => {
      await teacher.get(`/lessons/${lesson}/grid`);
      const path = await teacher.post(`/lessons/${lesson}/sheets/exit-slips`, {});
      const reply = await teacher.ask('GET', path);
      if (reply.status !== 200 || reply.body.subarray(0, 5).toString() !== '%PDF-') throw new Error(`${path}: ${reply.status}`);
    });
    took.push(performance.now() - begun);
    await wait(Math.max(0, Math.min(60_000 / asked.sheets - (performance.now() - begun), until - performance.now())));
  }
  return took;
}

/** Stops the program, looks the store through, and counts what it holds: every answer, its marking, and the rest. */
async function nothingIsLost(school, lessons, nAnswers, nSheets) {
  await school.program.stop();
  // A check that is made, started and opened is three facts.
  const expected = 3 * lessons.length + 2 * nAnswers + nSheets;
  await counted('the store afterwards', async () => {
    const found = Number(/(\d+) facts/.exec(school.run('backup', '--to', join(school.folder, 'after.backup')))[1]);
    if (found !== expected) throw new Error(`${found} facts are kept where ${expected} are expected`);
    school.run('check');
    console.log(`${found} facts kept, as many as were acknowledged; \`tenframe check\` finds nothing wrong`);
  });
}
