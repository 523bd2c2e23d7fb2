import { fileURLToPath } from 'node:url';
import { pinned } from '../cores.mjs';
import { runProgram } from '../run-program.mjs';

const program = fileURLToPath(new URL('timers-run.mjs', import.meta.url));

/** Measures what most scripts do: arrivals by a `timer` of Node, `timeout` or `interval`, requests by `node:http`. */
export async function runTimers(url, { timer, ratePerSecond, seconds, core }) {
  const { stdout } = await runProgram(pinned(core, [process.execPath, program, JSON.stringify({ url, timer, ratePerSecond, seconds })]));
  return JSON.parse(stdout);
}
