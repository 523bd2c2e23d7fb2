// Which layout of pairs sees most in a minute? Each in turn on a real service, one pair after the other: `npm run bench:layout`.
//   -- --only 'both at once,one block' --rounds 20 --slow 5 --service computes|waits --users 4 --burst
// The price of a layout is the standard error that a minute of it leaves: spread between pairs × √(seconds a pair / 60).
import { spawn } from 'node:child_process';
import { cpSync, rmSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { readOptions } from './options.mjs';
import { median } from './spread.mjs';
import { printTable } from './table.mjs';

const { rounds, slow, service, users, burst, only } = readOptions({
  rounds: 20,
  slow: '5',
  service: 'computes',
  users: 4,
  burst: false,
  only: [''],
});
const here = fileURLToPath(new URL('.', import.meta.url));
const folder = await mkdtemp(join(tmpdir(), 'plimsoll-layout-'));
let neighbour = null;
process.on('exit', () => {
  neighbour?.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(130));

const bundles = join(folder, 'bundles');
cpSync(join(here, '../dist'), bundles, { recursive: true });
const outfile = join(bundles, 'layout.cjs');
const entry = join(here, 'layout/experiment.ts');
await build({ entryPoints: [entry], outfile, bundle: true, platform: 'node', target: 'node20', format: 'cjs', logLevel: 'error' });
const { lay } = await import(pathToFileURL(outfile).href);
const folders = { base: await makeService('base', 0), head: await makeService('head', Number(slow) / 100) };
if (burst) neighbour = spawn(process.execPath, [join(here, 'servers/burst.mjs')], { stdio: 'ignore' });

const seen = new Map();
for await (const { layout, effects, tookMs } of lay(
  folders,
  users,
  rounds,
  only.filter((name) => name !== ''),
  bundles,
)) {
  const one = seen.get(layout) ?? { effects: [], tookMs: [] };
  one.effects.push(effects);
  one.tookMs.push(tookMs);
  seen.set(layout, one);
}
tell();
process.exit();

async function makeService(name, extra) {
  const path = join(folder, name);
  await mkdir(path);
  await copyFile(join(here, 'servers/work.mjs'), join(path, 'server.mjs'));
  await writeFile(join(path, 'work.json'), JSON.stringify({ service, extra }));
  return path;
}

function tell() {
  const names = [...seen.keys()];
  const metrics = Object.keys(seen.get(names[0]).effects[0]);
  const of = (name, metric) => seen.get(name).effects.map((effects) => effects[metric]);
  console.log(
    `\n${rounds} pairs a layout, a service that ${service}, ${slow} % more work, ${users} users${burst ? ', beside bursts' : ''}: middle of the effects ± standard deviation between pairs; what a minute leaves`,
  );
  printTable(
    ['layout', 's a pair', ...metrics],
    names.map((name) => {
      const seconds = median(seen.get(name).tookMs) / 1_000;
      return [
        name,
        seconds.toFixed(1),
        ...metrics.map((metric) => {
          const spread = deviation(of(name, metric));
          return `${percent(median(of(name, metric)))} ± ${percent(spread)} → ${percent(spread * Math.sqrt(seconds / 60))}`;
        }),
      ];
    }),
  );
}

/** Between pairs, from the middle two thirds: one pair that a neighbour spoilt is no measure of the others. */
function deviation(values) {
  const middle = median(values);
  return 1.4826 * median(values.map((value) => Math.abs(value - middle)));
}

function percent(share) {
  return `${(100 * share).toFixed(2)} %`;
}
