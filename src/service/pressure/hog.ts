import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { World } from '../../world.ts';
import { within } from '../within.ts';
import { notPermitted, type NotPermitted } from './pressed.ts';

/** A program of ours that computes all the time. */
export interface Hog {
  readonly kind: 'hog';
  readonly pid: number;
  /** Ends it; resolves when it is gone. */
  end(): Promise<void>;
}

/**
 * Computes in slices, and between them sees whether its stdin has ended, which it does when we do, however that happens. Its own time is
 * bounded as well.
 */
const script: string = `
const until = process.uptime() + Number(process.argv[1]) / 1000;
process.stdin.on('end', () => process.exit()).on('error', () => process.exit()).resume();
process.stdout.on('error', () => {}).write('ready');
const burn = () => {
  for (const slice = process.uptime() + 0.02; process.uptime() < slice; );
  if (process.uptime() < until) setImmediate(burn);
  else process.exit();
};
burn();
`;

const longestStartMs = 10_000;

/** Starts a hog, bound to a core or free, and waits until it computes. */
export async function openHog(core: number | null, mostMs: number, world: World): Promise<Hog | NotPermitted> {
  const node = [process.execPath, '-e', script, String(Math.ceil(mostMs))];
  const [file = '', ...words] = core === null ? node : ['taskset', '-c', String(core), ...node];
  const hog = spawn(file, words, {
    cwd: process.platform === 'win32' ? world.directory : '/',
    env: { PATH: world.environment['PATH'] },
    stdio: ['pipe', 'pipe', 'ignore'],
    windowsHide: true,
  });
  const ended = new Promise<void>((resolve) => {
    hog.once('exit', () => resolve());
    hog.once('error', () => resolve());
  });
  hog.stdin.on('error', () => undefined);
  const end = async (): Promise<void> => {
    hog.kill('SIGKILL');
    await within(longestStartMs, ended, world);
    hog.stdin.destroy();
    hog.stdout.destroy();
  };
  const ready = once(hog.stdout, 'data').then(
    () => true,
    () => false,
  );
  await within(longestStartMs, Promise.race([ready, ended]), world);
  const { pid } = hog;
  if (pid !== undefined && hog.exitCode === null && hog.signalCode === null) return { kind: 'hog', pid, end };
  await end();
  return notPermitted(core === null ? 'no program that computes could be started' : 'no program that computes could be bound to a core');
}
