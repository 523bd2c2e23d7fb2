import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { World } from '../world.ts';
import type { Identity } from './kin.ts';
import { markerName } from './marker.ts';
import { within } from './within.ts';

/** A small process that outlives us for one purpose: should we be killed outright, it kills the service. */
export interface Guard {
  /** Names the group to kill. */
  watch(leader: Identity): void;
  /** Sends it home; resolves when it is gone. */
  release(): Promise<void>;
}

/**
 * Waits on its stdin, which ends when we do, however that happens; `done` before the end means all is well. Whom it kills is decided
 * as in kin.ts, but by group and marker alone. Several rounds, because what is being killed may fork meanwhile.
 */
const script: string = `
const { readFileSync, readdirSync } = require('node:fs');
const marker = process.argv[1];
let said = '';
const kill = (pid) => { try { return process.kill(pid, 'SIGKILL'); } catch { return false; } };
const read = (path) => { try { return readFileSync(path, 'latin1'); } catch { return ''; } };
const look = (pid) => { const stat = read('/proc/' + pid + '/stat'); return stat.slice(stat.lastIndexOf(')') + 2).split(' '); };
const list = () => { try { return readdirSync('/proc').filter((name) => /^[0-9]+$/.test(name)).map(Number); } catch { return []; } };
const carries = (pid) => read('/proc/' + pid + '/environ').split('\\0').some((entry) => entry.startsWith('${markerName}=') && entry.includes(marker));
const sweep = () => {
  if (said.includes('done')) process.exit();
  const [word, start] = said.split(' ');
  const group = Number(word);
  const now = look(group)[19];
  const groupIsOurs = group > 1 && (now === undefined || now === start);
  for (let round = 0; round < 40; round++) {
    const pids = list();
    const ours = pids.filter((pid) => {
      const fields = look(pid);
      const living = fields.length > 19 && fields[0] !== 'Z' && fields[0] !== 'X';
      return living && pid !== process.pid && ((groupIsOurs && Number(fields[2]) === group) || carries(pid));
    });
    ours.forEach(kill);
    const reached = groupIsOurs && (pids.length === 0 || ours.length > 0) && kill(-group);
    if (ours.length === 0 && !reached) break;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 25);
  }
  process.exit();
};
process.stdin.on('data', (text) => { said += text; }).on('end', sweep).on('error', sweep);
process.stdout.on('error', () => {}).write('ready');
`;

const noGuard: Guard = { watch: () => undefined, release: () => Promise.resolve() };

/** Starts a guard for the processes that will carry this marker, and waits until it stands, so that its own start disturbs no measurement. */
export async function openGuard(marker: string, world: World): Promise<Guard> {
  // Without POSIX process groups there is nothing it could do.
  if (process.platform === 'win32') return noGuard;
  const outer = world.environment[markerName];
  const guard = spawn(process.execPath, ['-e', script, marker], {
    // Of its own session and without the runner's tracking variable: what ends us must not end it first.
    detached: true,
    cwd: '/',
    env: outer === undefined ? {} : { [markerName]: outer },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const ended = new Promise<void>((resolve) => {
    guard.once('exit', () => resolve());
    guard.once('error', () => resolve());
  });
  guard.stdin.on('error', () => undefined);
  guard.unref();
  await within(5_000, Promise.race([once(guard.stdout, 'data'), ended]), world);
  guard.stdout.destroy();
  return {
    watch: ({ pid, startTime }) => {
      guard.stdin.write(`${pid} ${startTime ?? ''}`);
    },
    release: async () => {
      guard.stdin.end(' done');
      if (!(await within(1_000, ended, world))) guard.kill('SIGKILL');
    },
  };
}
