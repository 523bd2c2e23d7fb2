import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, statSync } from 'node:fs';
import type { Readable } from 'node:stream';
import type { Pipe } from './pipe.ts';
import type { Command } from './settings.ts';

/** A started process: leader of its own group, its output in pipes. */
export interface Spawned {
  readonly kind: 'spawned';
  readonly pid: number;
  readonly child: ChildProcess;
  readonly output: readonly Readable[];
}

/** A process that did not come to be. */
export interface NotSpawned {
  readonly kind: 'failed';
  readonly why: string;
}

/** Starts a command as the leader of a new process group; `why` of a failure is for people. */
export async function spawnGroup(
  command: Command,
  directory: string,
  environment: Readonly<Record<string, string>>,
  pipe: Pipe | null,
): Promise<Spawned | NotSpawned> {
  const [file = '', ...words] = command.kind === 'argv' ? command.argv : [command.line];
  const options: SpawnOptions = {
    cwd: directory,
    env: environment,
    detached: true,
    shell: command.kind === 'shell',
    stdio: ['ignore', pipe?.stdoutFd ?? 'pipe', pipe?.stderrFd ?? 'pipe'],
    windowsHide: true,
  };
  try {
    const child = spawn(file, words, options);
    const { pid } = child;
    if (pid === undefined) throw (await once(child, 'error'))[0];
    child.on('error', () => undefined); // a signal that could not be sent: the leash sends its own
    const output = [pipe?.readable ?? null, child.stdout, child.stderr].filter((stream) => stream !== null);
    return { kind: 'spawned', pid, child, output };
  } catch (error) {
    pipe?.readable.destroy();
    // Node blames the program when it is the folder that is missing.
    return { kind: 'failed', why: isDirectory(directory) ? sayFailure(file, error) : `there is no folder ${directory}` };
  } finally {
    // Ours would keep the pipe from ever ending.
    if (pipe !== null) for (const fd of [pipe.stdoutFd, pipe.stderrFd]) closeSync(fd);
  }
}

function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function sayFailure(file: string, error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT') return `there is no program ${JSON.stringify(file)} (ENOENT)`;
  if (code === 'EACCES') return `${JSON.stringify(file)} may not be executed (EACCES)`;
  return error instanceof Error ? error.message : String(error);
}
