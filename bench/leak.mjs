// Gates services that leak and services that only look like it, and counts false alarms, leaks found, and how well what they lose is
// known: `npm run bench:leak`.
//   -- --repetitions 3 --only WORD --budget 2m --cli dist/cli.js    --untrue leaves out what an operation truly costs, which takes a while
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { readOptions } from './options.mjs';
import { median, spread } from './spread.mjs';
import { printTable } from './table.mjs';
import { measureTruth } from './zoo/truth.mjs';
import { zoo } from './zoo/zoo.mjs';

const { repetitions, only, budget, cli, untrue } = readOptions({
  repetitions: 3,
  only: '',
  budget: '2m',
  cli: 'dist/cli.js',
  untrue: false,
});
const chosen = zoo.filter(({ name }) => name.includes(only));
/** A run may overrun its budget for a confirmation, but not by that much. */
const mostMs = 300_000;

let running = null;
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    running?.kill('SIGTERM');
    process.exit(130);
  });
}

const folder = await mkdtemp(join(tmpdir(), 'plimsoll-leak-'));
const measured = [];
try {
  for (const service of chosen) {
    const isTold = service.leaks === 'memory' && service.uneven !== true && !untrue;
    const truth = isTold ? await measureTruth(service) : null;
    const runs = [];
    for (let run = 0; run < repetitions; run++) runs.push(await gate(service));
    measured.push({ service, truth, runs });
    console.error(`${service.name}: ${runs.map(({ told }) => told).join(' · ')}`);
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
tell(measured);

/** One run of the command line, with nothing but its load and the look for leaks. */
async function gate(service) {
  const config = join(folder, 'plimsoll.yml');
  const { start, operations } = service;
  await writeFile(
    config,
    JSON.stringify({
      service: { start, ready: '/health' },
      operations,
      users: 20,
      properties: { stability: false },
      compare: { with: 'none' },
      limits: { p95: '60s', mean: '60s' },
      budget,
    }),
  );
  const text = await plimsoll(['run', '-c', config, '--json', '--quiet']);
  const { findings, cost } = JSON.parse(text);
  const leaks = findings.filter(({ id }) => id.startsWith('leak.'));
  const broken = leaks.filter(({ kind }) => kind === 'broken');
  const own = leaks.find(({ id }) => id === `leak.${service.leaks}`);
  const others = findings.filter(({ id, kind }) => kind === 'broken' && id !== own?.id).map(({ id }) => id);
  const operationsDone = leaks[0]?.evidence.map((line) =>
    Number(/batches, ([\d\u2009]+) operations/.exec(line)?.[1].replaceAll('\u2009', '') ?? 0),
  );
  return {
    found: own?.kind === 'broken',
    suspected: leaks.some(({ kind }) => kind === 'inconclusive'),
    falseAlarms: broken.filter(({ id }) => id !== own?.id).map(({ id }) => id),
    others,
    measured: own?.measured ?? null,
    interval: own?.interval ?? null,
    seconds: (cost.phaseMs.sustained ?? 0) / 1_000,
    operations: (operationsDone ?? []).reduce((sum, count) => sum + count, 0),
    told:
      [...broken.map(({ id }) => id), ...leaks.flatMap(({ id, kind }) => (kind === 'inconclusive' ? [`${id}?`] : []))].join(' ') || 'none',
  };
}

/** Resolves with what it printed; a gate that fails is an answer as well. */
function plimsoll(args) {
  const child = spawn(process.execPath, [resolve(cli), ...args], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  running = child;
  const timer = setTimeout(() => child.kill('SIGTERM'), mostMs);
  let [out, err] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text) => (err = (err + text).slice(-2_000)));
  return new Promise((done, reject) => {
    child.on('close', (status) => {
      clearTimeout(timer);
      if (out === '') reject(new Error(`${args.join(' ')} ended with status ${status} and printed nothing\n${err}`));
      else done(out);
    });
  });
}

function tell(all) {
  const rows = all.map(({ service, truth, runs }) => [
    service.name,
    service.leaks === false ? 'no' : service.leaks,
    `${runs.filter(({ found }) => found).length} of ${runs.length}`,
    String(runs.reduce((sum, { falseAlarms }) => sum + falseAlarms.length, 0)),
    String(runs.filter(({ suspected }) => suspected).length),
    spread(
      runs.map(({ operations }) => operations),
      (count) => count.toFixed(0),
    ),
    spread(
      runs.map(({ seconds }) => seconds),
      (seconds) => seconds.toFixed(1),
    ),
    truth === null ? '-' : truth.toFixed(0),
    truth === null ? '-' : spread(runs.map((run) => 100 * errorOf(run, truth)).filter(Number.isFinite), (share) => `${share.toFixed(1)} %`),
  ]);
  printTable(['service', 'leaks', 'found', 'false alarms', 'undecided', 'operations', 'seconds', 'truth B/operation', 'error'], rows);
  summarise(
    'Node',
    all.filter(({ service }) => service.runtime === 'node'),
  );
  summarise(
    'Python',
    all.filter(({ service }) => service.runtime === 'python'),
  );
}

function summarise(name, all) {
  const runs = all.flatMap(({ service, truth, runs: each }) => each.map((run) => ({ ...run, service, truth })));
  const [leaking, healthy] = [runs.filter(({ service }) => service.leaks !== false), runs.filter(({ service }) => service.leaks === false)];
  const found = leaking.filter((run) => run.found);
  const errors = found.map((run) => errorOf(run, run.truth)).filter(Number.isFinite);
  const held = found.filter(({ truth, interval }) => truth !== null && interval !== null && interval[0] <= truth && truth <= interval[1]);
  const seconds = found.map((run) => run.seconds);
  if (runs.length === 0) return;
  const told = (values, print) => (values.length === 0 ? '-' : `median ${print(median(values))}, worst ${print(Math.max(...values))}`);
  const wrong = (each) => each.filter(({ falseAlarms }) => falseAlarms.length > 0).length;
  console.log(`
${name}: ${all.length} services, ${runs.length} runs with a budget of ${budget}
  false alarms: ${wrong(healthy)} of ${healthy.length} healthy runs, ${wrong(leaking)} of ${leaking.length} leaking ones (another leak than theirs)
  leaks found: ${found.length} of ${leaking.length}; undecided: ${leaking.filter((run) => !run.found && run.suspected).length} of these, ${healthy.filter(({ suspected }) => suspected).length} of the healthy
  seconds of both processes to a leak's verdict: ${told(seconds, (value) => value.toFixed(1))}
  error of bytes/operation: ${told(errors, (value) => `${(100 * value).toFixed(1)} %`)}; ${held.length} of ${errors.length} intervals hold the truth`);
  const others = new Set(runs.flatMap((run) => run.others.map((id) => `${run.service.name}: ${id}`)));
  if (others.size > 0) console.log(`  other broken findings: ${[...others].join(', ')}`);
}

/** As a share of the truth; NaN where there is nothing to compare. */
function errorOf({ found, measured: told }, truth) {
  return found && truth !== null && told !== null ? Math.abs(told / truth - 1) : Number.NaN;
}
