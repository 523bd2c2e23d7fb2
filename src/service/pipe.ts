import { execFile } from 'node:child_process';
import { closeSync, constants, openSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';

/** A pipe with the end to read here, and two ends to hand to a child: stdout and stderr in the order they were written. */
export interface Pipe {
  readonly readable: Readable;
  readonly stdoutFd: number;
  readonly stderrFd: number;
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
  const opened: number[] = [];
  const open = (flags: number): number => {
    const fd = openSync(path, flags);
    opened.push(fd);
    return fd;
  };
  try {
    await promisify(execFile)('mkfifo', ['-m', '600', path]);
    // Reading first and without waiting: a pipe opens for writing only when it has a reader.
    const readFd = open(constants.O_RDONLY | constants.O_NONBLOCK);
    // Twice, so that a child which makes its stdout non-blocking does not change its stderr.
    const [stdoutFd, stderrFd] = [open(constants.O_WRONLY), open(constants.O_WRONLY)];
    return { readable: new Socket({ fd: readFd, readable: true, writable: false }), stdoutFd, stderrFd };
  } catch {
    for (const fd of opened) closeSync(fd);
    return null;
  } finally {
    // The ends are open: the name has done its work.
    await rm(directory, { recursive: true, force: true }).catch(() => undefined);
  }
}
