import type { DescriptorKinds } from '../model/reading.ts';
import { listNames, readLink } from './read-text.ts';

/** What the descriptors of some processes lead to. */
export interface DescriptorSurvey {
  readonly kinds: DescriptorKinds;
  /** Each socket once, by its inode, however many hold it: where one of its descriptors is. */
  readonly sockets: ReadonlyMap<number, string>;
}

/** Following one costs some microseconds. */
const mostDescriptors = 16_384;

/** Follows every descriptor; null where we may not, or there are too many. */
export function surveyDescriptors(pids: readonly number[]): DescriptorSurvey | null {
  let [files, pipes, sockets, others, followed] = [0, 0, 0, 0, 0];
  const inodes = new Map<number, string>();
  for (const pid of pids) {
    const folder = `/proc/${pid}/fd`;
    const names = listNames(folder);
    if (names === null) return null;
    followed += names.length;
    if (followed > mostDescriptors) return null;
    for (const name of names) {
      const path = `${folder}/${name}`;
      const target = readLink(path);
      if (target === null) continue; // closed meanwhile
      const inode = socketInode(target);
      if (inode !== null) {
        sockets += 1;
        inodes.set(inode, path);
      } else if (target.startsWith('/')) files += 1;
      else if (target.startsWith('pipe:')) pipes += 1;
      else others += 1;
    }
  }
  return { kinds: { files, sockets, pipes, others }, sockets: inodes };
}

/** The inode in `socket:[4711]`; null for what is no socket. */
export function socketInode(target: string): number | null {
  return target.startsWith('socket:[') ? Number.parseInt(target.slice(8), 10) : null;
}
