import { execFile } from 'node:child_process';
import { closeSync, constants, openSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';

/** A pipe with the end to read here and the end to hand to a child. */
export interface Pipe {
  readonly readable: Readable;
  readonly writeFd: number;
}

/**
 * Opens a real pipe, or null where there is no `mkfifo`. Node's own `pipe` is a socket underneath, and a socket cannot be opened by
 * name: `echo oops > /dev/stderr` in a start script would fail under us and nowhere else.
 */
export async function openPipe(): Promise<Pipe | null> {
  if (process.platform === 'win32') return null;
  const directory = await mkdtemp(join(tmpdir(), 'plimsoll-')).catch(() => null);
  if (directory === null) return null;
  const path = join(directory, 'output');
  let readFd: number | undefined;
  try {
    await promisify(execFile)('mkfifo', ['-m', '600', path]);
    // Reading first and without waiting: a pipe opens for writing only when it has a reader.
    readFd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const writeFd = openSync(path, constants.O_WRONLY);
    return { readable: new Socket({ fd: readFd, readable: true, writable: false }), writeFd };
  } catch {
    if (readFd !== undefined) closeSync(readFd);
    return null;
  } finally {
    // Both ends are open: the name has done its work.
    await rm(directory, { recursive: true, force: true }).catch(() => undefined);
  }
}
