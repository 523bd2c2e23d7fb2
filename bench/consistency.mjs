// How fast and how surely is a history judged? `npm run bench:consistency`.
//   -- --only speed,differential --histories 60000 --repetitions 5 --seed 1
// speed: histories of 20 simulated clients of an object that is right, and the same with real time broken; beside the general search.
// differential: small random histories, with unknown outcomes and spoiled answers, against trying all orders.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { readOptions } from './options.mjs';
import { printTable } from './table.mjs';

const root = new URL('..', import.meta.url).pathname;
const parts = {
  speed: async () => (await load('speed')).benchSpeed(options.repetitions, options.seed),
  differential: async () => (await load('differential')).benchDifferential(options.histories, options.seed),
};

const options = readOptions({ only: Object.keys(parts), histories: 60_000, repetitions: 5, seed: 1 });
const unknown = options.only.filter((name) => parts[name] === undefined);
if (unknown.length > 0) throw new Error(`no part ${unknown.join(', ')}: there are ${Object.keys(parts).join(', ')}`);

const folder = await mkdtemp(join(tmpdir(), 'plimsoll-consistency-'));
try {
  for (const name of options.only) {
    for (const { title, heads, rows } of await parts[name]()) {
      console.log(`\n${title}`);
      printTable(heads, rows);
    }
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}

/** The TypeScript of one part, as a module. */
async function load(name) {
  const entry = join(root, 'bench/consistency', `${name}.ts`);
  const outfile = join(folder, `${name}.cjs`);
  await build({ entryPoints: [entry], outfile, bundle: true, platform: 'node', target: 'node20', format: 'cjs', logLevel: 'warning' });
  return import(pathToFileURL(outfile).href);
}
