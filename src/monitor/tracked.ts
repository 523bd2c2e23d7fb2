import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { toPids } from './children.ts';
import { keepOpen, keepOpenIfSpare } from './kept-file.ts';
import { parseProcStat, type ProcStat } from './proc-stat.ts';
import { parseMemory, type MemoryStatus } from './proc-status.ts';
import { readText } from './read-text.ts';

/** One process under watch. Its open files stay bound to it: when it has ended nothing can be read, though the number be used again. */
export interface Tracked {
  readonly pid: number;
  readonly startTicks: number;
  /** Null once it has ended. */
  read(): ProcStat | null;
  readMemory(): MemoryStatus;
  /** Begins the peak anew; nothing where that is not allowed. */
  resetPeakRss(): void;
  /** The children that its first thread forked; null where the kernel has no such list. */
  listChildren(): readonly number[] | null;
  /** Open file descriptors; null where we may not know. */
  countDescriptors(): number | null;
  close(): void;
}

/** Takes a process under watch; null when it has ended or may not be read. */
export function track(pid: number): Tracked | null {
  const folder = `/proc/${pid}`;
  const stat = keepOpen(`${folder}/stat`);
  const read = (): ProcStat | null => {
    const bytes = stat?.read() ?? null;
    return bytes === null ? null : parseProcStat(bytes);
  };
  const first = read();
  if (stat === null || first === null) {
    stat?.close();
    return null;
  }
  const status = openText(`${folder}/status`);
  const children = openText(`${folder}/task/${pid}/children`);
  const descriptors = openCount(`${folder}/fd`);
  return {
    pid,
    startTicks: first.startTicks,
    read,
    readMemory: () => parseMemory(status.look() ?? ''),
    resetPeakRss: () => {
      try {
        writeFileSync(`${folder}/clear_refs`, '5');
      } catch {
        // Not ours, or ended: the peak goes on from the one before.
      }
    },
    listChildren: () => {
      const text = children.look();
      return text === null ? null : toPids(text);
    },
    countDescriptors: descriptors.look,
    close: () => {
      for (const file of [stat, status, children, descriptors]) file.close();
    },
  };
}

interface Looked<T> {
  readonly look: () => T | null;
  readonly close: () => void;
}

function openText(path: string): Looked<string> {
  const file = keepOpenIfSpare(path);
  return {
    look: () => (file === null ? readText(path) : (file.read()?.toString('latin1') ?? null)),
    close: () => file?.close(),
  };
}

/** Counts what is open in a folder of descriptors, by the folder's size where that tells, else by listing it. */
function openCount(folder: string): Looked<number> {
  const file = sizeTells() ? keepOpenIfSpare(folder) : null;
  return {
    look: () => {
      try {
        if (file !== null) return file.size();
        return sizeTells() ? statSync(folder).size : readdirSync(folder).length;
      } catch {
        return null;
      }
    },
    close: () => file?.close(),
  };
}

let sizeKnown: boolean | undefined;

/** Since Linux 6.2 the folder's size is the number of descriptors; listing them costs ten times as much. */
function sizeTells(): boolean {
  sizeKnown ??= statSync('/proc/self/fd').size > 0;
  return sizeKnown;
}
