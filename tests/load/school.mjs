// A school on the built program, made through its front door, and people who ask it for pages.
//
// Builds nothing and needs no packages: the program is $TENFRAME, or target/debug/tenframe.
// Start at `openSchool`.

import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const PASSWORD = 'three plain words';
const READY = /is ready at http:\/\/(\S+)/;
const SET_UP = /\/set-up\/(\S+)/;
const IN_A_CLASS = 30;

/** Reads `--name value` pairs; every value is a number where the default is one. Ends the program on anything else. */
export function readArguments(usage, defaults) {
  const words = process.argv.slice(2);
  const asked = { ...defaults };
  for (let at = 0; at < words.length; at += 2) {
    const name = words[at].replace(/^--/, '');
    const value = typeof defaults[name] === 'number' ? Number(words[at + 1]) : words[at + 1];
    if (!(name in defaults) || value === undefined || Number.isNaN(value)) {
      console.log(usage);
      process.exit(words[at] === '--help' ? 0 : 2);
    }
    asked[name] = value;
  }
  return asked;
}

/** Starts a program and waits until it says where it listens; `found` holds what it said on the way. */
export async function startProgram(program, args, ready = READY) {
  if (!existsSync(program)) throw new Error(`${program} is not built: run \`cargo build\` or set TENFRAME to its path`);
  const child = spawn(program, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  const host = await new Promise((resolve, reject) => {
    const fail = (why) => reject(new Error(`\`${program} ${args.join(' ')}\` ${why}; it printed:\n${said}`));
    child.once('error', (error) => fail(error.message));
    child.once('exit', (code) => fail(`stopped with ${code}`));
    child.stdout.on('data', (bytes) => {
      said += bytes;
      const found = ready.exec(said);
      if (found) resolve(found[1]);
    });
    child.stderr.on('data', (bytes) => { said += bytes; });
  });
  const stop = () => new Promise((resolve) => {
    if (child.exitCode !== null) return resolve();
    child.removeAllListeners('exit');
    child.once('exit', resolve);
    child.kill('SIGTERM');
  });
  return { child, host, said: () => said, stop };
}

/** A program and its arguments so that each of its flushes takes so many milliseconds longer; `strace` does that. */
export function slowly(flush, program, args) {
  if (flush === 0) return [program, args];
  const calls = 'fdatasync,fsync';
  const how = ['-D', '-f', '--seccomp-bpf', '-qq', '-o', '/dev/null', '-e', `trace=${calls}`, '-e', `inject=${calls}:delay_exit=${flush * 1000}`];
  return ['/usr/bin/strace', [...how, program, ...args]];
}

/** The built program. */
export const tenframe = process.env.TENFRAME ?? join(root, 'target', 'debug', 'tenframe');

/** Somebody with a browser: a cookie and connections that are kept. */
export class Person {
  constructor(host, agent) {
    Object.assign(this, { host, agent, cookie: '', token: '' });
  }

  /** Asks for a page, or sends one; gives status, headers and text. */
  ask(method, path, body, headers = {}) {
    const [hostname, port] = this.host.split(':');
    const all = { ...headers };
    if (this.cookie) all.cookie = this.cookie;
    if (body !== undefined) all['content-length'] = Buffer.byteLength(body);
    return new Promise((resolve, reject) => {
      const sent = request({ hostname, port, path, method, headers: all, agent: this.agent }, (reply) => {
        const chunks = [];
        reply.on('data', (chunk) => chunks.push(chunk));
        reply.on('error', reject);
        reply.on('end', () => {
          for (const set of reply.headers['set-cookie'] ?? []) this.cookie = set.split(';')[0];
          resolve({ status: reply.statusCode, headers: reply.headers, body: Buffer.concat(chunks) });
        });
      });
      sent.on('error', reject);
      sent.end(body);
    });
  }

  /** A page's text; anything but success is an error. */
  async get(path) {
    const reply = await this.ask('GET', path);
    if (reply.status >= 400) throw new Error(`GET ${path}: ${reply.status}`);
    const text = reply.body.toString();
    const found = /name="_token" value="([0-9a-f]+)"/.exec(text);
    if (found) this.token = found[1];
    return text;
  }

  /** Sends a form; gives the address it leads to. */
  async post(path, fields) {
    const form = new URLSearchParams(fields);
    if (this.token) form.append('_token', this.token);
    const reply = await this.ask('POST', path, form.toString(), { 'content-type': 'application/x-www-form-urlencoded' });
    if (reply.status !== 303) throw new Error(`POST ${path}: ${reply.status} ${reply.body.toString().slice(0, 2000)}`);
    return reply.headers.location;
  }

  /** Sends JSON and gives JSON. */
  async send(path, value) {
    const reply = await this.ask('POST', path, JSON.stringify(value), { 'content-type': 'application/json' });
    if (reply.status !== 200) throw new Error(`POST ${path}: ${reply.status} ${reply.body.toString().slice(0, 400)}`);
    return JSON.parse(reply.body.toString());
  }

  /** Listens to a stream of events until the connection ends; gives what closes it. */
  listen(path, heard, lost) {
    const [hostname, port] = this.host.split(':');
    const sent = request({ hostname, port, path, headers: { cookie: this.cookie }, agent: false }, (reply) => {
      if (reply.statusCode !== 200) lost(new Error(`${path}: ${reply.statusCode}`));
      reply.on('data', (bytes) => { if (bytes.includes('data:')) heard(); });
      reply.on('error', () => undefined);
    });
    sent.on('error', () => undefined);
    sent.end();
    return () => sent.destroy();
  }
}

/** Starts the program on an empty store and makes a school of so many pupils, thirty to a class, each class with a teacher. */
export async function openSchool({ pupils, database, flush = 0 }) {
  const folder = await mkdtemp(join(tmpdir(), 'tenframe-load-'));
  const place = database ? ['--database', `${database}?schema=load${process.pid}_${Date.now()}`] : ['--data', folder];
  const program = await startProgram(...slowly(flush, tenframe, ['serve', ...place, '--listen', '127.0.0.1:0']));
  const agent = new Agent({ keepAlive: true, maxSockets: 128 });
  /** Runs a command on the school's store; gives what it printed. */
  const run = (command, ...args) => {
    const done = spawnSync(tenframe, [command, ...place, ...args], { encoding: 'utf8' });
    if (done.status !== 0) throw new Error(`\`tenframe ${command}\` said: ${done.stdout}${done.stderr}`);
    return done.stdout;
  };
  const newPerson = () => new Person(program.host, agent);
  const close = async () => {
    agent.destroy();
    await program.stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const head = newPerson();
    const link = SET_UP.exec(program.said())[1];
    await head.post(`/set-up/${link}`, {
      school: 'Larkfield School', phase: 'primary', name: 'Ms Head', email: 'head@larkfield.example', password: PASSWORD, teaches: 'yes',
    });
    const classes = [];
    for (let idx = 0; idx * IN_A_CLASS < pupils; idx += 1) {
      classes.push(await addClass(head, idx, Math.min(IN_A_CLASS, pupils - idx * IN_A_CLASS)));
    }
    return { program, folder, run, agent, head, classes, newPerson, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function addClass(head, idx, size) {
  await head.get('/classes');
  const path = await head.post('/classes', { name: `Class ${idx + 1}`, year_group: '4' });
  const rows = Array.from({ length: size }, (_, at) => ({
    line: at + 2, upn: null, given: `Given${at}`, family: `Family${idx}-${at}`, year: 4,
  }));
  await head.get(path);
  await head.post(`${path}/pupils`, { rows: JSON.stringify(rows) });
  const code = /class-code">([^<]+)</.exec(await head.get(path))[1];
  const email = `teacher${idx}@larkfield.example`;
  await head.get('/school');
  await head.post('/school/staff', { name: `Teacher ${idx}`, email, password: PASSWORD, role: 'teacher', class: path.split('/').pop() });
  return { path, code, email, size };
}

/** A teacher signs in, as on any morning. */
export async function signIn(school, email) {
  const teacher = school.newPerson();
  await teacher.post('/sign-in', { email, password: PASSWORD, next: '/today' });
  return teacher;
}

/** The teacher makes a check of three questions and opens it to tablets; gives the lesson's id. */
export async function openCheck(teacher, path) {
  await teacher.get(`${path}/check`);
  const to = await teacher.post(`${path}/check`, {
    'text-0': 'What is 1/2 + 1/4?', 'answer-0': '3/4', 'text-1': 'What is 7 x 8?', 'answer-1': '56',
    'text-2': 'Half of 3.4?', 'answer-2': '1.7', mode: 'tablets',
  });
  return to.split('/')[2];
}

/** The ids of the pupils on a class's page of names. */
export async function namesOf(school, code) {
  const page = await school.newPerson().get(`/join/${code}`);
  return [...page.matchAll(/name="pupil" value="([^"]+)"/g)].map((found) => found[1]);
}

/** A pupil joins the class and gets what answering needs. */
export async function joinClass(school, code, pupilId) {
  const pupil = school.newPerson();
  const to = await pupil.post(`/join/${code}`, { pupil: pupilId });
  if (to !== '/pupil') throw new Error(`joining led to ${to}`);
  const reply = await pupil.ask('GET', '/pupil/now');
  if (reply.status !== 200) throw new Error(`GET /pupil/now: ${reply.status}`);
  const now = JSON.parse(reply.body.toString());
  if (!now.token || now.questions.length === 0) throw new Error(`nothing is asked: ${reply.body}`);
  return { pupil, device: `tablet-${pupilId}`, counter: 0, now };
}

/** Something a pupil may type: mostly right, sometimes wrong, at times not readable. */
const TYPED = [['3/4', '0.75', '2/6', '6/8'], ['56', '56', '54', 'fifty six'], ['1.7', '1.7', '1.2', '1.7.']];

/** The pupil's next answer, as its device sends it. */
export function nextAnswer(joined) {
  const at = joined.counter;
  joined.counter += 1;
  const question = at % joined.now.questions.length;
  return {
    token: joined.now.token, lesson: joined.now.lesson, question: joined.now.questions[question].id,
    text: TYPED[question % TYPED.length][Math.floor(at / 3) % 4], device: joined.device, counter: at, at: Date.now() * 1000,
  };
}

/** Memory that a process holds now, in MiB. */
export function memoryOf(pid) {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)[1]) / 1024;
}

/** The value below which a share of the sorted numbers lies. */
export function share(sorted, part) {
  return sorted.length === 0 ? NaN : sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
}

export const wait = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });
