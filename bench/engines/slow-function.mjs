import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { pinned } from '../cores.mjs';
import { runProgram } from '../run-program.mjs';

const source = fileURLToPath(new URL('slow-function-run.ts', import.meta.url));
const clock = fileURLToPath(new URL('../../src/clock.ts', import.meta.url));

/** Loads with the load engine in one thread with a user's function that takes 1.1 ms for every answer; tells what `plimsoll load` would. */
export async function runSlowFunction(url, { ratePerSecond, seconds, core }) {
  const outdir = await mkdtemp(join(tmpdir(), 'plimsoll-bench-'));
  try {
    await build({
      entryPoints: [source, clock],
      outdir,
      entryNames: '[name]',
      bundle: true,
      platform: 'node',
      target: 'node20',
      logLevel: 'error',
    });
    const run = join(outdir, 'slow-function-run.js');
    const { stdout } = await runProgram(pinned(core, [process.execPath, run, url, String(ratePerSecond), String(seconds * 1_000)]));
    return JSON.parse(stdout);
  } finally {
    await rm(outdir, { recursive: true, force: true });
  }
}
