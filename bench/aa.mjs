// Whole paired gates on a real service in a real repository, base against head: how often they cry wolf, and what they find.
//   npm run bench:aa -- --runs 40                     base and head do the same work
//   npm run bench:aa -- --runs 10 --slow 5            head does 5 % more for each request
//   --service waits    a service that sleeps 20 ms a request instead of computing 1 ms    --burst    beside a neighbour that burns a core
//   --budget 60s --users 4 --cli dist/cli.js
import { execFile, spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { copyFile, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { readOptions } from './options.mjs';
import { median, percent, spread } from './spread.mjs';
import { printTable } from './table.mjs';

const { runs, slow, service, burst, budget, users, cli } = readOptions({
  runs: 10,
  slow: '0',
  service: 'computes',
  burst: false,
  budget: '60s',
  users: 4,
  cli: 'dist/cli.js',
});
const run = promisify(execFile);
const program = fileURLToPath(new URL('servers/work.mjs', import.meta.url));
const neighbour = fileURLToPath(new URL('servers/burst.mjs', import.meta.url));
const planted = Number(slow) / 100;
const timely = new Set([...(service === 'waits' ? [] : ['cpu-per-operation']), 'p50', 'mean', 'p95', 'p99']);

const folder = await mkdtemp(join(tmpdir(), 'plimsoll-aa-'));
const children = new Set();
process.on('exit', () => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(130));

await makeRepository();
const beside = burst ? start(neighbour) : null;
const gates = [];
for (let number = 1; number <= runs; number += 1) {
  const gated = await gate(number);
  gates.push(gated);
  console.error(
    `${number}: ${gated.kind}, ${gated.pairs} pairs, ${gated.seconds.toFixed(0)} s${gated.named.map(({ metric, changePercent }) => `, ${metric} ${changePercent.toFixed(1)} %`).join('')}`,
  );
}
beside?.kill('SIGKILL');
tell();

/** A base, and a head on top of it that differs in a comment, or in the work it does. */
async function makeRepository() {
  await copyFile(program, join(folder, 'server.mjs'));
  await git('init', '-q', '-b', 'main');
  await writeFile(join(folder, 'work.json'), JSON.stringify({ service, extra: 0 }));
  await writeFile(
    join(folder, 'plimsoll.yml'),
    JSON.stringify({
      service: { start: [process.execPath, 'server.mjs'], ready: '/health' },
      operations: { work: { get: '/work' } },
      users,
      leaks: false,
      properties: { stability: false },
      limits: { p95: '60s', mean: '60s' },
      baseline: { store: 'none' },
    }),
  );
  await commit('base');
  await git('checkout', '-q', '-b', 'change');
  await writeFile(join(folder, 'work.json'), JSON.stringify({ service, extra: planted }));
  await writeFile(join(folder, 'notes.md'), 'Something that git knows differs.\n');
  await commit('head');
}

async function commit(message) {
  await git('add', '-A');
  await git('-c', 'user.name=bench', '-c', 'user.email=bench@example.invalid', 'commit', '-q', '-m', message);
}

async function git(...args) {
  await run('git', ['-C', folder, ...args], { env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null' } });
}

async function gate(seed) {
  const began = performance.now();
  const args = [resolve(cli), 'run', '--against', 'main', '--budget', budget, '--json', '--quiet', '--seed', String(seed)];
  const text = await printed(args);
  const { kind, reason, comparisons, baseline, findings } = JSON.parse(text);
  const named = comparisons.filter((one) => one.kind === 'regression');
  return {
    kind,
    reason,
    comparisons,
    named,
    pairs: baseline.pairs,
    seconds: (performance.now() - began) / 1_000,
    others: findings.filter((one) => one.kind === 'broken' && !one.id.startsWith('regression.')).map(({ id }) => id),
  };
}

/** What it printed; a gate that fails is an answer as well. */
function printed(args) {
  const child = spawn(process.execPath, args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  children.add(child);
  let [out, err] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text) => (err = (err + text).slice(-2_000)));
  return new Promise((done, reject) => {
    child.on('close', (status) => {
      children.delete(child);
      if (out === '') reject(new Error(`the gate ended with status ${status} and printed nothing\n${err}`));
      else done(out);
    });
  });
}

function start(file) {
  const child = spawn(process.execPath, [file], { stdio: 'ignore' });
  children.add(child);
  return child;
}

function tell() {
  const metrics = [...new Set(gates.flatMap(({ comparisons }) => comparisons.map(({ metric }) => metric)))];
  // What takes 5 % longer is done 1 / 1.05 times as often; memory, start-up and errors have nothing planted.
  const truthOf = (metric) => {
    if (timely.has(metric)) return 100 * planted;
    if (metric === 'throughput') return 100 * (1 / (1 + planted) - 1);
    return metric === 'cpu-per-operation' && service === 'waits' && planted > 0 ? null : 0;
  };
  printTable(
    [
      'metric',
      'regression',
      'no change',
      'improvement',
      'unclear',
      'change, median [least..most]',
      'interval holds what was planted',
      'smallest detectable',
    ],
    metrics.map((metric) => {
      const all = gates.flatMap(({ comparisons }) => comparisons.filter((one) => one.metric === metric));
      const of = (kind) => String(all.filter((one) => one.kind === kind).length);
      const truth = truthOf(metric);
      const known = all.filter(({ intervalPercent }) => intervalPercent !== null);
      const held = known.filter(({ intervalPercent: [low, high] }) => low <= truth && truth <= high);
      const seen = all.flatMap((one) => one.smallestDetectablePercent ?? []);
      const changes = all.flatMap((one) => one.changePercent ?? []);
      return [
        metric,
        of('regression'),
        of('no-change'),
        of('improvement'),
        of('inconclusive'),
        spread(
          changes.map((change) => change / 100),
          (share) => percent(share, 1),
        ),
        truth === null ? '-' : `${held.length} of ${known.length}`,
        seen.length === 0 ? '-' : `${median(seen).toFixed(1)} %`,
      ];
    }),
  );
  const count = (kind) => gates.filter((one) => one.kind === kind).length;
  console.log(`
${runs} gates of a service that ${service}, ${planted === 0 ? 'A/A' : `${slow} % more work`}${burst ? ', beside a neighbour in bursts' : ''}
  fail ${count('fail')}, pass ${count('pass')}, inconclusive ${count('inconclusive')}, not comparable ${count('not-comparable')}
  with a regression: ${gates.filter(({ named }) => named.length > 0).length}; of CPU time per operation or latency: ${gates.filter(({ named }) => named.some(({ metric }) => timely.has(metric))).length}
  pairs: ${spread(
    gates.map(({ pairs }) => pairs),
    (value) => value.toFixed(0),
  )}   seconds: ${spread(
    gates.map(({ seconds }) => seconds),
    (value) => value.toFixed(0),
  )}`);
  for (const { kind, reason, others } of gates)
    if (kind === 'inconclusive' || others.length > 0) console.log(`  ${kind}: ${reason} ${others.join(' ')}`);
}
