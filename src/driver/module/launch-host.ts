import { spawn, type ChildProcess } from 'node:child_process';
import { extname } from 'node:path';
import { Duplex } from 'node:stream';

/** How a host is started. */
export interface HostPlace {
  /** The bundle that is run. */
  readonly bundle: string;
  /** The user's module. */
  readonly file: string;
  /** The functions that are going to be called. */
  readonly names: readonly string[];
  readonly directory: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** A process for a module, with the channel to it. */
interface LaunchedHost {
  readonly child: ChildProcess;
  readonly channel: Duplex;
}

/** Starts the process in which a module runs, as the leader of a group; a text says why there is none. */
export function launchHost({ bundle, file, directory, environment }: HostPlace): LaunchedHost | string {
  try {
    const child = spawn(process.execPath, [...typeScriptFlags(file), bundle], {
      cwd: directory,
      env: environment,
      detached: true,
      // Its own prints are its own: we speak on a descriptor that it does not know of.
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
      windowsHide: true,
    });
    // One that cannot be started says so later, and ends then.
    child.on('error', () => undefined);
    const channel: unknown = child.stdio[3];
    return channel instanceof Duplex ? { child, channel } : 'no process could be started';
  } catch (error) {
    return `no process could be started: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** A Node that can read TypeScript, but only when it is asked to. */
function typeScriptFlags(file: string): readonly string[] {
  const flag = '--experimental-strip-types';
  const asks = process.allowedNodeEnvironmentFlags.has(flag) && Reflect.get(process.features, 'typescript') === false;
  return asks && ['.ts', '.mts', '.cts'].includes(extname(file)) ? [flag] : [];
}
