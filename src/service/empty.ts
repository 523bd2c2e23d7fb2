import { spawn } from 'node:child_process';
import type { World } from '../world.ts';
import { childEnvironment } from './environment.ts';
import { within } from './within.ts';

/** Ten times what the slowest machine takes. */
const longestMs = 10_000;

/**
 * How long a Node process that does nothing takes from its start to its end: what starting anything costs on this machine at this
 * moment. It has what is left of our environment, as a service has. Null where it did not end as it should, or we are asked to stop.
 */
export async function timeEmptyProcess(directory: string, world: World): Promise<number | null> {
  const { interrupted } = world;
  if (interrupted.aborted) return null;
  const startedAtMs = world.now();
  const child = spawn(process.execPath, ['-e', '0'], {
    cwd: directory,
    env: childEnvironment(world.environment, {}),
    stdio: 'ignore',
    windowsHide: true,
  });
  const ended = new Promise<number | null>((resolve) => {
    child.once('exit', (code) => resolve(code === 0 ? world.now() - startedAtMs : null));
    child.once('error', () => resolve(null));
  });
  const kill = (): void => void child.kill('SIGKILL');
  interrupted.addEventListener('abort', kill);
  const inTime = await within(longestMs, ended, world);
  interrupted.removeEventListener('abort', kill);
  if (inTime) return ended;
  kill();
  return null;
}
