import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { pinned } from '../cores.mjs';
import { runProgram } from '../run-program.mjs';

const cli = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
let help;

/**
 * Measures with `plimsoll load` as it is built in `dist/`: by `connections` users, each sending its next request when it has its answer,
 * or by arrivals at `ratePerSecond`, or by those of a `pace`. CPU time is that of the whole process in the measured time.
 */
export async function runPlimsoll(url, { connections, ratePerSecond, pace, seconds, core, more = [] }) {
  const command = [process.execPath, cli, 'load', url, ...amount(), '-d', `${seconds}s`, '--json', '--quiet', ...more];
  const { stdout } = await runProgram(pinned(core, command));
  return JSON.parse(stdout);

  function amount() {
    if (pace !== undefined) return ['--pace', pace];
    return ratePerSecond === undefined ? ['-u', String(connections)] : ['-r', String(ratePerSecond)];
  }
}

/** Whether `plimsoll load` has an option by this name. */
export function knows(option) {
  help ??= execFileSync(process.execPath, [cli, 'load', '--help'], { encoding: 'utf8' });
  return help.includes(option);
}
