import { closeSync, openSync, readSync } from 'node:fs';

/** Reads a file that does not say its length, unless it is longer than `most`. */
export function readBytes(path: string, most: number): Buffer | 'unreadable' | 'too-long' {
  let fd: number;
  try {
    fd = openSync(path, 'r');
  } catch {
    return 'unreadable';
  }
  try {
    let bytes = Buffer.allocUnsafe(Math.min(most, 65_536));
    let length = 0;
    for (;;) {
      const read = readSync(fd, bytes, length, bytes.length - length, null);
      if (read === 0) return bytes.subarray(0, length);
      length += read;
      if (length < bytes.length) continue;
      if (bytes.length >= most) return 'too-long';
      bytes = Buffer.concat([bytes], Math.min(most, bytes.length * 2));
    }
  } catch {
    return 'unreadable';
  } finally {
    closeSync(fd);
  }
}
