import { watchBirths } from './births.ts';
import { byParent, byThreads, type ListChildren } from './children.ts';
import { isDue, openMember, readAgain, type Member } from './member.ts';

/** Each costs open files and some microseconds a look; a tree larger than this is counted in part. */
const mostProcesses = 512;

/**
 * Where a look searches for new processes, if any can have begun since it last did: nowhere, below each process' first thread, or below
 * all threads. When one has ended it always asks the first threads, because what ends is often begun anew.
 */
export type Search = 'nowhere' | 'first-threads' | 'all-threads';

/** The processes under a root, which come and go. */
export interface Tree extends Disposable {
  /**
   * Reads whoever is awake; answers everybody, parents before their children. A look that searches below all threads is a closer look: it
   * reads everybody, asks for what costs more, and takes nobody to be asleep for a second.
   */
  look(atMs: number, search: Search): readonly Member[];
}

/** Opens the trees under some processes, asked for at each look; empty as long as there are none. */
export function openTree(roots: () => readonly number[]): Tree {
  // In the order they were found: parents before their children.
  const members = new Map<number, Member>();
  const births = watchBirths();
  const searchedAt: Record<Exclude<Search, 'nowhere'>, number | null> = { 'first-threads': null, 'all-threads': null };

  const add = (pid: number, atMs: number): void => {
    const member = members.size < mostProcesses && !members.has(pid) ? openMember(pid, atMs) : null;
    if (member !== null) members.set(pid, member);
  };
  /** Reads some of those that were there before; tells whether one has ended. */
  const readSome = (atMs: number, closely: boolean, which: (member: Member) => boolean): boolean => {
    let ended = false;
    for (const [pid, last] of members) {
      if (!which(last)) continue;
      const now = readAgain(last, atMs, closely);
      if (now === null) {
        last.process.close();
        members.delete(pid);
      } else members.set(pid, now);
      // Its parent may tell it first, by the time that it takes over.
      ended ||= now === null || now.stat.reapedTicks > last.stat.reapedTicks;
    }
    return ended;
  };
  const walk = (atMs: number, search: Exclude<Search, 'nowhere'>): void => {
    const latest = births.latest();
    if (latest !== null && latest === searchedAt[search]) return;
    searchedAt['first-threads'] = latest;
    searchedAt[search] = latest;
    let parents: ListChildren | null = null;
    // A map gives what is added while it is walked, too: so this reaches grandchildren.
    for (const [pid, { process }] of members) {
      let children = process.listChildren();
      if (children === null) children = (parents ??= byParent())(pid);
      else if (search === 'all-threads') children = byThreads(pid);
      for (const child of children) add(child, atMs);
    }
  };

  let wholeUntilMs = -Infinity;
  let known: readonly number[] = [];
  const plant = (atMs: number): void => {
    const now = roots();
    if (now !== known) for (const pid of now) add(pid, atMs);
    known = now;
  };
  plant(-Infinity);
  return {
    look: (atMs, search) => {
      plant(atMs);
      const closely = search === 'all-threads';
      // Whoever has ended is dropped first, so that a number used again is found as the new process it is.
      const ended = readSome(atMs, closely, (member) => closely || atMs < wholeUntilMs || isDue(member, atMs));
      if (ended) {
        // Times went over from one process to another: who is not read at the same looks would count twice.
        readSome(atMs, false, ({ readAtMs }) => readAtMs < atMs);
        wholeUntilMs = atMs + 1_000;
      }
      if (search !== 'nowhere') walk(atMs, search);
      else if (ended) walk(atMs, 'first-threads');
      return [...members.values()];
    },
    [Symbol.dispose]: () => {
      for (const { process } of members.values()) process.close();
      members.clear();
      births[Symbol.dispose]();
    },
  };
}
