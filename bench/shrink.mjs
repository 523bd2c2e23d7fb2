// Does a failing load come down to its smallest when every measurement is noisy? `npm run bench:shrink`.
//   -- --trials 300 --seed 1
// A simulated service of known smallest failing load, put through the whole search of the product, beside fast-check's own shrinking.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { readOptions } from './options.mjs';
import { printTable } from './table.mjs';

const options = readOptions({ trials: 300, seed: 1 });
const folder = await mkdtemp(join(tmpdir(), 'plimsoll-shrink-'));
try {
  const entry = new URL('shrink/simulation.ts', import.meta.url).pathname;
  const outfile = join(folder, 'simulation.cjs');
  await build({ entryPoints: [entry], outfile, bundle: true, platform: 'node', target: 'node20', format: 'cjs', logLevel: 'warning' });
  const { benchShrink } = await import(pathToFileURL(outfile).href);
  for await (const { title, heads, rows } of benchShrink(options.trials, options.seed)) {
    console.log(`\n${title}`);
    printTable(heads, rows);
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
