import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { runProgram } from '../run-program.mjs';

const program = fileURLToPath(new URL('watch-run.mjs', import.meta.url));
const source = fileURLToPath(new URL('../../src/monitor/watch.ts', import.meta.url));

/**
 * Bundles the monitor itself. Resolves with `run(method, { root, looks, beats })`, what one way of watching the tree under `root` costs
 * in a process of its own, and `close()`.
 */
export async function openWatching() {
  const folder = await mkdtemp(join(tmpdir(), 'plimsoll-bench-'));
  const bundle = join(folder, 'watch.cjs');
  await build({ entryPoints: [source], outfile: bundle, bundle: true, platform: 'node', target: 'node20', logLevel: 'error' });
  return {
    async run(method, { root, looks }) {
      const { stdout } = await runProgram([process.execPath, program, method, String(root), String(looks), bundle]);
      return JSON.parse(stdout);
    },
    close: () => rm(folder, { recursive: true, force: true }),
  };
}
