import { closeSync, openSync, readFileSync, readSync, readdirSync, statSync } from 'node:fs';
import { parseProcStat, type ProcStat } from './proc-stat.ts';
import { parsePeakRss } from './proc-status.ts';

/** One process under watch. Its open file stays bound to it: when it has ended nothing can be read, though the number be used again. */
export interface Tracked {
  readonly pid: number;
  readonly startTicks: number;
  /** Null once it has ended. */
  read(): ProcStat | null;
  /** Peak RSS in bytes; null where the kernel does not say. */
  readPeakRss(): number | null;
  /** Open file descriptors; null where we may not know. */
  countDescriptors(): number | null;
  close(): void;
}

const buffer = Buffer.alloc(2_048);

/** Takes a process under watch; null when it has ended or may not be read. */
export function track(pid: number): Tracked | null {
  let fd: number;
  try {
    fd = openSync(`/proc/${pid}/stat`, 'r');
  } catch {
    return null;
  }
  const read = (): ProcStat | null => {
    try {
      return parseProcStat(buffer.subarray(0, readSync(fd, buffer, 0, buffer.length, 0)));
    } catch {
      return null; // ESRCH: it has ended
    }
  };
  const first = read();
  if (first === null) {
    closeSync(fd);
    return null;
  }
  return {
    pid,
    startTicks: first.startTicks,
    read,
    readPeakRss: () => {
      try {
        return parsePeakRss(readFileSync(`/proc/${pid}/status`, 'latin1'));
      } catch {
        return null;
      }
    },
    countDescriptors: () => {
      try {
        const folder = `/proc/${pid}/fd`;
        return sizeTells() ? statSync(folder).size : readdirSync(folder).length;
      } catch {
        return null;
      }
    },
    close: () => closeSync(fd),
  };
}

let sizeKnown: boolean | undefined;

/** Since Linux 6.2 the folder's size is the number of descriptors, which is four times cheaper than listing them. */
function sizeTells(): boolean {
  sizeKnown ??= statSync('/proc/self/fd').size > 0;
  return sizeKnown;
}
