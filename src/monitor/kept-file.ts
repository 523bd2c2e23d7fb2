import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { readText } from './read-text.ts';

/** A file or folder of /proc that is opened once and looked at again and again, which costs a third of opening it each time. */
export interface KeptFile {
  /** What it holds now, in bytes that are good until the next read of any such file; null once it can no longer be read. */
  read(): Buffer | null;
  /** The size it tells now; null once it can no longer be told. */
  size(): number | null;
  close(): void;
}

/** More than any line of numbers, and than what we look for in longer files. */
const buffer = Buffer.alloc(4_096);

/** Of the files that a process may have open this share is kept at most, by all monitors together: the load needs connections. */
const mostShare = 1 / 8;
const mostFiles = 2_048;
let kept = 0;
let most: number | undefined;

/** Opens a file for good if that many may be; null when it is one too many, not there or not ours to read. */
export function keepOpenIfSpare(path: string): KeptFile | null {
  most ??= Math.min(mostFiles, mostShare * readLimit());
  return kept < most ? keepOpen(path) : null;
}

/** Opens a file for good; null when it is not there or not ours to read. */
export function keepOpen(path: string): KeptFile | null {
  let fd: number | null;
  try {
    fd = openSync(path, 'r');
  } catch {
    return null;
  }
  kept += 1;
  return {
    read: () => {
      try {
        return fd === null ? null : buffer.subarray(0, readSync(fd, buffer, 0, buffer.length, 0));
      } catch {
        return null; // ESRCH: the process has ended
      }
    },
    size: () => {
      try {
        return fd === null ? null : fstatSync(fd).size;
      } catch {
        return null; // ENOENT: the process has ended
      }
    },
    close: () => {
      if (fd === null) return;
      closeSync(fd);
      fd = null;
      kept -= 1;
    },
  };
}

/** How many files we may have open. */
function readLimit(): number {
  const limit = /^Max open files\s+(\d+)/m.exec(readText('/proc/self/limits') ?? '')?.[1];
  return limit === undefined ? 1_024 : Number(limit);
}
