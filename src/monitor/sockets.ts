import type { SocketCounts } from '../model/reading.ts';
import { socketInode } from './descriptors.ts';
import { readBytes } from './read-bytes.ts';
import { readLink } from './read-text.ts';
import { scanTcpTable } from './tcp-table.ts';

/** Counts sockets by state. */
export interface SocketSurveyor {
  /** `sockets` by inode, with the path of a descriptor of each. Null where no table can be read, or one is too long. */
  count(sockets: ReadonlyMap<number, string>): SocketCounts | null;
}

/** Some ten thousand connections. */
const mostBytes = 8 * 1_024 ** 2;
const [established, closeWait, listening] = [1, 8, 10];

/**
 * Opens a surveyor for the network that a process sees. Reading a table walks all the kernel's buckets, empty ones too, which takes
 * milliseconds whatever is in them. So the second table is left alone when the first has told everything, and a socket that is in neither is no
 * TCP socket and is never looked up again.
 */
export function openSockets(pid: number): SocketSurveyor {
  // The one that told more lately comes first.
  let tables = [`/proc/${pid}/net/tcp`, `/proc/${pid}/net/tcp6`];
  let foreign: ReadonlySet<number> = new Set();
  return {
    count: (sockets) => {
      const wanted = new Map([...sockets].filter(([inode]) => !foreign.has(inode)));
      const states: number[] = [];
      const told = new Map<string, number>();
      for (const table of tables) {
        if (wanted.size === 0) break;
        const bytes = readBytes(table, mostBytes);
        if (bytes === 'too-long') return null;
        if (bytes === 'unreadable') continue; // a machine may be without one of the two protocols
        const before = states.length;
        scanTcpTable(bytes, ({ state, inode }) => {
          if (wanted.delete(inode)) states.push(state);
        });
        told.set(table, states.length - before);
      }
      if (told.size === 0 && wanted.size > 0) return null;
      if (told.size === tables.length) tables = tables.toSorted((one, other) => (told.get(other) ?? 0) - (told.get(one) ?? 0));
      // What closed between the two looks is nothing; what did not is no TCP socket.
      const rest = [...wanted].filter(([inode, path]) => socketInode(readLink(path) ?? '') === inode).map(([inode]) => inode);
      foreign = new Set([...[...foreign].filter((inode) => sockets.has(inode)), ...rest]);
      const count = (...which: readonly number[]): number => states.filter((state) => which.includes(state)).length;
      const known = count(established, closeWait, listening);
      return {
        established: count(established),
        listening: count(listening),
        closeWait: count(closeWait),
        passing: states.length - known,
        others: foreign.size,
      };
    },
  };
}
