// How often does the verdict cry wolf, and what does it see? Beside the rules of other tools: `npm run bench:verdict`.
//   -- --only simulation,rivals,layouts,histories,forks --trials 300 --seed 1 --data DIR
// simulation: whole paired gates on simulated machines, from the first pair to the verdict.
// rivals, layouts: the same beside other rules on machines of the same noise, and with pairs laid out otherwise.
// histories, forks: the rules on recorded series, for which DIR holds ci-histories-dev.json and jvm-fork-medians-dev.json.
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { readOptions } from './options.mjs';
import { printTable } from './table.mjs';

const root = new URL('..', import.meta.url).pathname;
const parts = {
  simulation: async () => (await load('simulation')).benchSimulation(options.trials, options.seed),
  rivals: async () => (await load('simulation')).benchRivals(options.trials, options.seed),
  layouts: async () => (await load('simulation')).benchLayouts(options.trials, options.seed),
  histories: async () => (await load('histories')).benchHistories(await data('ci-histories-dev.json'), options.seed),
  forks: async () => (await load('forks')).benchForks((await data('jvm-fork-medians-dev.json')).benchmarks, options.seed),
};

const recorded = new Set(['histories', 'forks']);

const options = readOptions({ only: Object.keys(parts), trials: 300, seed: 1, data: '' });
const unknown = options.only.filter((name) => parts[name] === undefined);
if (unknown.length > 0) throw new Error(`no part ${unknown.join(', ')}: there are ${Object.keys(parts).join(', ')}`);

const folder = await mkdtemp(join(tmpdir(), 'plimsoll-verdict-'));
try {
  for (const name of options.only) {
    if (recorded.has(name) && options.data === '') console.log(`\n${name}: left out without --data`);
    else for (const { title, heads, rows } of await parts[name]()) tell(title, heads, rows);
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}

function tell(title, heads, rows) {
  console.log(`\n${title}`);
  printTable(heads, rows);
}

/** The TypeScript of one part, as a module. */
async function load(name) {
  const entry = join(root, 'bench/verdict', `${name}.ts`);
  const outfile = join(folder, `${name}.cjs`);
  await build({ entryPoints: [entry], outfile, bundle: true, platform: 'node', target: 'node20', format: 'cjs', logLevel: 'warning' });
  return import(pathToFileURL(outfile).href);
}

async function data(file) {
  const path = join(options.data, file);
  if (!existsSync(path)) throw new Error(`${path} is not there: --data names the folder of recorded series`);
  return JSON.parse(await readFile(path, 'utf8'));
}
