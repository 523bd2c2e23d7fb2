// Gates the demo shop, healthy and with planted faults, and runs every printed load again: `npm run bench:demo`.
//   -- --faults healthy,race,leak-session,starve,flaky --runs 10 --replays 10 --budget 30s
// With --cost the parts of one healthy run within `--budget` are told as well.
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { readOptions } from './options.mjs';
import { spread } from './spread.mjs';
import { printTable } from './table.mjs';

/** Fault → the finding that names it. */
const names = {
  healthy: null,
  race: 'consistency.lost-update',
  'leak-session': 'isolation',
  starve: 'fairness.starvation',
  flaky: 'property.stability',
  slow: 'property.stability',
  errors: 'property.stability',
};
const { faults, runs, replays, budget, cost, cli } = readOptions({
  faults: ['healthy', 'race', 'leak-session', 'starve', 'flaky'],
  runs: 10,
  replays: 10,
  budget: '30s',
  cost: false,
  cli: 'dist/cli.js',
});
const strange = faults.filter((fault) => !(fault in names));
if (strange.length > 0) throw new Error(`no fault ${strange.join(', ')}: there are ${Object.keys(names).join(', ')}`);

const rows = [];
for (const fault of faults) rows.push(await tell(fault));
printTable(['demo', 'right', 'exit status', 'smallest load, users', 'shown again', 'other broken findings', 'unclear', 'seconds'], rows);
if (cost) await tellCost();

/** One fault, `runs` times: the cells of its row. The first run's load is run again `replays` times, and each other one once. */
async function tell(fault) {
  const seen = [];
  let [again, asked] = [0, 0];
  for (let round = 0; round < runs; round += 1) {
    const beganMs = performance.now();
    const { status, told } = await plimsoll([
      'demo',
      ...(fault === 'healthy' ? [] : ['--fault', fault]),
      '--budget',
      budget,
      '--json',
      '--quiet',
    ]);
    const seconds = (performance.now() - beganMs) / 1_000;
    const of = (kind) => told.findings.filter((finding) => finding.kind === kind);
    const named = of('broken').find(({ id }) => id === names[fault]);
    const scenario = /replay '([^']+)'/.exec(named?.replay ?? '')?.[1];
    const isRight = fault === 'healthy' ? status === 0 && of('broken').length === 0 : status === 1 && named !== undefined;
    const doubts = of('inconclusive').filter(({ measured }) => measured !== null);
    seen.push({ status, seconds, isRight, scenario, broken: of('broken').map(({ id }) => id), unclear: doubts.map(({ id }) => id) });
    if (scenario === undefined) continue;
    for (let time = 0; time < (round === 0 ? replays : 1); time += 1) {
      const replayed = await plimsoll(['replay', scenario, '--quiet', '--json']);
      asked += 1;
      if (replayed.status === 1) again += 1;
    }
  }
  const users = seen
    .flatMap(({ scenario }) => Number(/^u(\d+) /.exec(scenario ?? '')?.[1] ?? Number.NaN))
    .filter((count) => !Number.isNaN(count));
  const count = (texts) =>
    [...new Set(texts)].map((text) => `${text} ${texts.filter((other) => other === text).length}×`).join(', ') || '–';
  return [
    fault,
    `${seen.filter(({ isRight }) => isRight).length} of ${seen.length}`,
    count(seen.map(({ status }) => String(status))),
    users.length === 0 ? '–' : spread(users, String),
    asked === 0 ? '–' : `${again} of ${asked}`,
    count(seen.flatMap(({ broken }) => broken.filter((id) => id !== names[fault]))),
    count(seen.flatMap(({ unclear }) => unclear)),
    spread(
      seen.map(({ seconds }) => seconds),
      (value) => value.toFixed(0),
    ),
  ];
}

/** What each part of a healthy run with everything on took, as a report tells it. */
async function tellCost() {
  const folder = await mkdtemp(join(tmpdir(), 'plimsoll-demo-'));
  const phases = await plimsoll(['demo', '--budget', budget, '--json', '--quiet', '--out', folder])
    .then(async () => JSON.parse(await readFile(join(folder, 'run.json'), 'utf8')).phases)
    .finally(() => rm(folder, { recursive: true, force: true }));
  const sumMs = phases.reduce((sum, { durationMs }) => sum + durationMs, 0);
  console.log(`\none healthy run: ${(sumMs / 1_000).toFixed(1)} s of ${budget}`);
  printTable(
    ['phase', 'seconds', 'share', 'what it did'],
    phases.map(({ name, durationMs, summary }) => [
      name,
      (durationMs / 1_000).toFixed(2),
      `${((100 * durationMs) / sumMs).toFixed(0)} %`,
      summary,
    ]),
  );
}

function plimsoll(args) {
  return new Promise((settle, fail) => {
    execFile(process.execPath, [resolve(cli), ...args], { maxBuffer: 1e8 }, (error, stdout, stderr) => {
      const told = read(stdout);
      if (told === null) fail(new Error(`${args.join(' ')}: ${error?.message ?? 'no verdict'}\n${stderr}`));
      else settle({ status: error === null ? 0 : error.code, told });
    });
  });
}

function read(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
