// Gates services that get stuck, and some that only look like it, and counts the right names: `npm run bench:hang [-- --tries 10 --hogs 0,1 --only WORD]`.
import { execFile, spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readOptions } from './options.mjs';
import { printTable } from './table.mjs';

const services = fileURLToPath(new URL('../fixtures/services', import.meta.url));
const { tries, hogs, only, cli } = readOptions({ tries: 10, hogs: ['0', '1'], only: '', cli: 'dist/cli.js' });

/** Keeps a core busy for as long as its parent lives. */
const hog = 'const parent = process.ppid; for (let n = 0; ; n += 1) if (n % 1e6 === 0 && process.ppid !== parent) process.exit();';

const [deadlock, livelock, spin, none] = ['hang.deadlock', 'hang.livelock', 'hang.spin', 'none'];
/** What it is called, how it is started, and the one right name. */
const scenarios = [
  ['two locks in opposite order', node('hang-abba.mjs'), deadlock],
  ['a pool asked while held', node('hang-pool.mjs'), deadlock],
  ['answers never sent', node('hang-lost.mjs'), deadlock],
  ['some answers never sent', node('hang-lost.mjs', { EVERY: 700 }), deadlock],
  ['two locks, Python threads', python('hang-threads.py', { HOW: 'abba' }), deadlock],
  ['blocked on a signal', node('hang-blocked.mjs', { HOW: 'wait' }), deadlock],
  ['blocked on a child', node('hang-blocked.mjs', { HOW: 'child' }), deadlock],
  ['an endless loop', node('hang-loop.mjs'), spin],
  ['an endless search, Python', python('hang-threads.py', { HOW: 'regex' }), spin],
  ['a turn that never comes', node('hang-immediate.mjs'), livelock],
  ['a job looked for each 5 ms', node('hang-polling.mjs'), livelock],
  ['two that give way for ever', node('hang-polite.mjs'), livelock],
  ['a lost permit, Python threads', python('hang-threads.py', { HOW: 'retry' }), livelock],
  ['a busy thread, others wait', python('hang-threads.py', { HOW: 'spin' }), livelock],
  ['one of three workers loops', node('hang-worker.mjs'), livelock],
  ['slow upstream, 3 s', node('stalls-upstream.mjs'), none],
  ['slow upstream, 5 s', node('stalls-upstream.mjs', { SLEEP: 5_000 }), none],
  ['more work than time', node('stalls-overload.mjs'), none],
  ['a pause of 2 s', node('stalls-pause.mjs'), none],
  ['a pause of 4.8 s', node('stalls-pause.mjs', { PAUSE: 4_800 }), none],
].filter(([name]) => name.includes(only));

const folder = await mkdtemp(join(tmpdir(), 'plimsoll-hang-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1));
let [right, wrong, worst] = [0, 0, 0];
for (const count of hogs.map(Number)) {
  const rows = [];
  for (const [name, service, expected] of scenarios) {
    const seen = await repeat(service, expected, count);
    rows.push([name, expected, ...seen]);
  }
  console.log(`\n${count === 0 ? 'alone' : `beside ${count} CPU ${count === 1 ? 'hog' : 'hogs'}`}\n`);
  printTable(
    ['scenario', 'right name', 'named right', 'seconds to the name, median', 'worst', 'other names', 'other broken findings'],
    rows,
  );
}
console.log(
  `\n${right} of ${right + wrong} right; the slowest name came ${worst.toFixed(1)} s after the last answer, or after its oldest operation began`,
);
process.exitCode = wrong === 0 && worst <= 8 ? 0 : 1;

/** One scenario, `tries` times: the cells of its row. */
async function repeat(service, expected, count) {
  const seen = [];
  for (let round = 0; round < tries; round += 1) seen.push(await gate(service, count));
  const misnamed = seen.filter(({ name }) => name !== expected);
  right += seen.length - misnamed.length;
  wrong += misnamed.length;
  const seconds = seen.flatMap((one) => one.seconds ?? []).sort((a, b) => a - b);
  worst = Math.max(worst, ...seconds);
  const others = new Set(seen.flatMap(({ broken }) => broken));
  return [
    `${seen.length - misnamed.length} of ${seen.length}`,
    seconds[Math.floor(seconds.length / 2)]?.toFixed(2) ?? '–',
    seconds.at(-1)?.toFixed(2) ?? '–',
    [...new Set(misnamed.map(({ name }) => name))].join(' ') || '–',
    [...others].join(' ') || '–',
  ];
}

/** One gate, beside so many hogs: the name it gave, when it was known, and what else was broken. */
async function gate({ start, environment }, count) {
  const config = join(folder, 'plimsoll.json');
  await writeFile(
    config,
    JSON.stringify({
      service: { start, directory: services, ready: '/health', environment },
      operations: { there: { get: '/there' }, back: { get: '/back' } },
      users: '1..20',
      properties: { stability: false },
      leaks: false,
      compare: { with: 'none' },
      budget: '30s',
    }),
  );
  const working = Array.from({ length: count }, () => spawn(process.execPath, ['-e', hog], { stdio: 'ignore' }));
  try {
    const verdict = await run([resolve(cli), 'run', '-c', config, '--json', '--quiet']);
    const broken = verdict.findings.filter(({ kind }) => kind === 'broken');
    const hang = broken.find(({ id }) => id.startsWith('hang.'));
    return {
      name: hang?.id ?? none,
      seconds: hang === undefined ? null : secondsOf(hang.evidence),
      broken: broken.map(({ id }) => id).filter((id) => id !== hang?.id),
    };
  } finally {
    for (const one of working) one.kill('SIGKILL');
  }
}

function run(args) {
  return new Promise((settle, fail) => {
    execFile(process.execPath, args, { cwd: folder, maxBuffer: 1e8 }, (error, stdout, stderr) => {
      try {
        settle(JSON.parse(stdout));
      } catch {
        fail(new Error(`${error?.message ?? 'no verdict'}\n${stderr}`));
      }
    });
  });
}

/** From the evidence: how long after the stall all of it was known. */
function secondsOf(evidence) {
  const [, amount, unit] =
    evidence.map((line) => /^all this was known ([\d.]+) (ms|s) after/.exec(line)).find((match) => match !== null) ?? [];
  return amount === undefined ? null : Number(amount) * (unit === 's' ? 1 : 0.001);
}

function node(file, environment = {}) {
  return { start: [process.execPath, file], environment };
}

function python(file, environment = {}) {
  return { start: ['python3', file], environment };
}
