import { socketInode } from './descriptors.ts';
import { readBytes } from './read-bytes.ts';
import { listNames, readLink } from './read-text.ts';
import { scanTcpTable } from './tcp-table.ts';

const listening = 10;
const mostBytes = 8 * 1_024 ** 2;
/** Following one costs some microseconds. */
const mostDescriptors = 100_000;

/** The processes that listen on a TCP port of this machine, as far as we may look into them; none off Linux. */
export function ownersOf(port: number): readonly number[] {
  const inodes = new Set<number>();
  for (const table of ['/proc/net/tcp', '/proc/net/tcp6']) {
    const bytes = readBytes(table, mostBytes);
    if (typeof bytes === 'string') continue;
    scanTcpTable(bytes, ({ localPort, state, inode }) => {
      if (localPort === port && state === listening) inodes.add(inode);
    });
  }
  if (inodes.size === 0) return [];
  let followed = 0;
  const holds = (pid: string): boolean => {
    const folder = `/proc/${pid}/fd`;
    return (listNames(folder) ?? []).some((name) => {
      if (++followed > mostDescriptors) return false;
      const inode = socketInode(readLink(`${folder}/${name}`) ?? '');
      return inode !== null && inodes.has(inode);
    });
  };
  return (listNames('/proc') ?? []).filter((name) => /^\d+$/.test(name) && holds(name)).map(Number);
}
