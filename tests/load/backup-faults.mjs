// The n-th write, flush or rename of `tenframe backup` fails, for every n: no file that is not a whole backup is left
// under the name asked for, and the backup that was there before is still whole.
//
// `node tests/load/backup-faults.mjs`; ends with `N passed, N failed`. Needs strace, which makes the calls fail.
// Start at `trials`.

import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { openSchool, tenframe } from './school.mjs';

// Where the backup is written and named; reading the store needs none of them.
const CALLS = [['write', 'ENOSPC'], ['fsync', 'EIO'], ['rename', 'EIO']];

await trials();

async function trials() {
  const school = await openSchool({ pupils: 300 });
  await school.program.stop();
  const backups = join(school.folder, 'kept');
  const failed = [];
  let nPassed = 0;
  try {
    spawnSync('mkdir', [backups]);
    const whole = join(school.folder, 'whole.backup');
    school.run('backup', '--to', whole);
    for (const [call, error] of CALLS) {
      let n = 0;
      while (oneFails(school.folder, backups, whole, call, error, n + 1, failed)) { n += 1; nPassed += 1; }
      console.log(`${n} times ${call}, each made to fail by ${error}`);
    }
  } finally {
    await school.close();
  }
  for (const line of failed) console.log(line);
  console.log(`${nPassed - failed.length} passed, ${failed.length} failed`);
  process.exitCode = failed.length > 0 ? 1 : 0;
}

/** Makes the n-th call fail; whether there was an n-th one. */
function oneFails(folder, backups, whole, call, error, n, failed) {
  const to = join(backups, 'school.backup');
  const log = join(folder, 'strace.log');
  copyFileSync(whole, to);
  const before = readFileSync(to);
  const args = ['-f', '-qq', '-o', log, '-e', `trace=${call}`, '-P', to, '-P', to.replace('.backup', '.part')];
  const inject = ['-e', `inject=${call}:error=${error}:when=${n}`];
  const done = spawnSync('strace', [...args, ...inject, tenframe, 'backup', '--data', folder, '--to', to], { encoding: 'utf8' });
  if (done.error) throw new Error(`strace cannot be run (package strace): ${done.error.message}`);
  if (!readFileSync(log, 'utf8').includes('(INJECTED)')) return false;
  const say = (why) => failed.push(`${call} ${n}: ${why}; it printed: ${done.stdout}${done.stderr}`);
  const verified = spawnSync(tenframe, ['backup', '--verify', to], { encoding: 'utf8' });
  if (verified.status !== 0) say('what is there is not a whole backup');
  else if (done.status === 0) say('a failure was taken for a success');
  else if (!readFileSync(to).equals(before)) say('the backup before it was changed');
  else if (readdirSync(backups).length !== 1) say(`left behind: ${readdirSync(backups)}`);
  if (existsSync(to.replace('.backup', '.part'))) rmSync(to.replace('.backup', '.part'));
  return true;
}
