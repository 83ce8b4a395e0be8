// Durable answers a second, side by side: the program, a bare server of the same design, one row a commit, pgbench.
//
// `node tests/load/rates.mjs --rounds 5`; each round measures every one in turn, and the middle of the rounds is told.
// Needs `commit_only` and `one_row` built: `cargo build --workspace --example commit_only --example one_row`.
// Start at `rounds`.

import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Line } from './line.mjs';
import {
  joinClass, namesOf, nextAnswer, openCheck, openSchool, readArguments, share, slowly, startProgram, tenframe,
} from './school.mjs';

const USAGE = `usage: node tests/load/rates.mjs [--rounds 5] [--seconds 5] [--clients 64] [--flush 0] [--pgbench URL] [--database URL]
  --rounds   how often each is measured, in turn
  --seconds  how long each time
  --clients  how many answer at once, each waiting for its acknowledgement
  --flush    milliseconds that every flush of the program, the bare server and the single rows takes longer, as on a
             slower disk (by strace; not with --database, whose server flushes by itself)
  --pgbench  a PostgreSQL server that pgbench inserts into, one row a transaction
  --database a PostgreSQL server for the program and the bare server, in place of folders`;

const asked = readArguments(USAGE, { rounds: 5, seconds: 5, clients: 64, flush: 0, pgbench: '', database: '' });
const examples = join(dirname(tenframe), 'examples');

await rounds();

async function rounds() {
  const folder = await mkdtemp(join(tmpdir(), 'tenframe-rates-'));
  const school = await openSchool({ pupils: asked.clients, database: asked.database, flush: asked.flush });
  const bare = await startBare(folder);
  try {
    const measured = { program: await answering(school), bare: await bareAnswering(bare) };
    measured['one row'] = () => oneRow(folder);
    if (asked.pgbench) measured.pgbench = pgbench(folder);
    const found = Object.fromEntries(Object.keys(measured).map((name) => [name, []]));
    for (let round = 0; round < asked.rounds; round += 1) {
      for (const [name, measure] of Object.entries(measured)) found[name].push(await measure());
      console.log(`round ${round + 1}: ${Object.entries(found).map(([name, all]) => `${name} ${all.at(-1).toFixed(0)}`).join(', ')}`);
    }
    tell(found);
  } finally {
    await bare.stop();
    await school.close();
    await rm(folder, { recursive: true, force: true });
  }
}

// The quotient is taken within each round, where all met the same weather, and then the middle of those.
function tell(found) {
  const middle = (all) => share([...all].sort((a, b) => a - b), 0.5);
  for (const [name, all] of Object.entries(found)) console.log(`${name}: ${middle(all).toFixed(0)} a second in the middle`);
  for (const name of Object.keys(found).filter((one) => one !== 'program')) {
    const quotients = found.program.map((rate, round) => rate / found[name][round]);
    console.log(`the program against ${name}: ${middle(quotients).toFixed(2)} (${quotients.map((one) => one.toFixed(2)).join(', ')})`);
  }
}

function startBare(folder) {
  const place = asked.database ? `${asked.database}?schema=bare${process.pid}` : join(folder, 'bare');
  return startProgram(...slowly(asked.flush, join(examples, 'commit_only'), [place]));
}

/** Each client sends, waits for the acknowledgement and sends again; gives acknowledged answers a second. */
async function rate(clients) {
  const until = performance.now() + asked.seconds * 1000;
  let n = 0;
  await Promise.all(clients.map(async (send) => {
    while (performance.now() < until) {
      const [receipt] = await send();
      if (!receipt.kept) throw new Error(`not kept: ${JSON.stringify(receipt)}`);
      n += 1;
    }
  }));
  return n / asked.seconds;
}

async function answering(school) {
  const joined = [];
  for (const one of school.classes) {
    await openCheck(school.head, one.path);
    for (const id of await namesOf(school, one.code)) joined.push(await joinClass(school, one.code, id));
  }
  const lines = joined.map((one) => new Line(school.program.host, one.pupil.cookie));
  const close = school.close;
  school.close = () => { lines.forEach((line) => line.close()); return close(); };
  return () => rate(joined.map((one, at) => () => lines[at].send('/answers', [nextAnswer(one)])));
}

async function bareAnswering(bare) {
  const lines = Array.from({ length: asked.clients }, () => new Line(bare.host));
  const stop = bare.stop;
  bare.stop = () => { lines.forEach((line) => line.close()); return stop(); };
  const clients = lines.map((line, client) => {
    const run = Date.now();
    let counter = 0;
    return () => line.send('/answers', [{ device: `${run}-${client}`, counter: counter++, text: '3/4', question: 'check-1', lesson: 'l', token: 't'.repeat(200), at: run }]);
  });
  return () => rate(clients);
}

function run(program, args) {
  const done = spawnSync(program, args, { encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`${program}: ${done.error ?? done.stderr}`);
  return done.stdout;
}

function oneRow(folder) {
  return Number(run(...slowly(asked.flush, join(examples, 'one_row'), ['--seconds', String(asked.seconds), '--on', folder])));
}

function pgbench(folder) {
  const script = join(folder, 'insert.sql');
  const body = '{"kind":"responded","text":"3/4","question":"check-1"}'.repeat(4);
  writeFileSync(script, `insert into answer (body) values ('${body}');\n`);
  const bin = ['/usr/bin', ...readdirSync('/usr/lib/postgresql').map((version) => `/usr/lib/postgresql/${version}/bin`)]
    .reverse().find((place) => existsSync(join(place, 'pgbench')));
  run(join(bin, 'psql'), [asked.pgbench, '-q', '-c', 'create table if not exists answer (id bigint generated always as identity primary key, body text)']);
  return () => {
    const said = run(join(bin, 'pgbench'), ['-n', '-c', String(asked.clients), '-j', '2', '-T', String(asked.seconds), '-f', script, asked.pgbench]);
    return Number(/tps = ([\d.]+)/.exec(said)[1]);
  };
}
