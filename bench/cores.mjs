// Which core a program runs on. Client and server on cores of their own sleep and wake through the scheduler, which on virtual
// machines costs more, and varies more, than the request itself; on one core together the noise is gone.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const allowed = allowedCores();
const canPin = allowed.length > 0 && isInstalled('taskset');

/** The core that servers run on, and the client too where both share one. */
export const serverCore = allowed[0];
/** Another core where there is one. */
export const clientCore = allowed.at(-1);

/** The command line that runs `command` on one core; the command itself where `taskset` is not installed. */
export function pinned(core, command) {
  return canPin ? ['taskset', '-c', String(core), ...command] : command;
}

/** One clause for the head of a benchmark: where its server and its clients ran. */
export function tellCores(ofClient) {
  if (!canPin) return 'server and clients on any core (taskset is not installed): expect more noise';
  return ofClient === serverCore
    ? `server and clients pinned to the same core (${serverCore})`
    : `server pinned to core ${serverCore}, clients to core ${ofClient}`;
}

/** Whether a program can be started by this name. */
export function isInstalled(program) {
  return spawnSync(program, ['--version'], { stdio: 'ignore' }).error === undefined;
}

/** The cores this process may use, as the kernel lists them (`0-3,6`); none where there is no such list. */
function allowedCores() {
  let status = '';
  try {
    status = readFileSync('/proc/self/status', 'utf8');
  } catch {
    return []; // not Linux
  }
  const ranges = /^Cpus_allowed_list:\s*(\S+)/m.exec(status)?.[1].split(',') ?? [];
  return ranges.flatMap((range) => {
    const [first, last = first] = range.split('-').map(Number);
    return Array.from({ length: last - first + 1 }, (_, step) => first + step);
  });
}
