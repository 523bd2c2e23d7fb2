import { watchBirths } from './births.ts';
import { byParent, byThreads, type ListChildren } from './children.ts';
import type { ProcStat } from './proc-stat.ts';
import { sizeTells, track, type Tracked } from './tracked.ts';

/** Each costs open files and some microseconds a look; a tree larger than this is counted in part. */
const mostProcesses = 512;

/** One process at the last look. */
export interface Member {
  readonly process: Tracked;
  stat: ProcStat;
  /** Not so of a zombie: its times still count until its parent has taken them over, else there is nothing of it. */
  lives: boolean;
  /** Null where the kernel does not say. */
  peakRssBytes: number | null;
  /** Null where we may not know. */
  descriptors: number | null;
}

/**
 * Where a look searches for new processes, if any can have begun since it last did: nowhere, below each process' first thread, or below
 * all threads. When one has ended it always asks the first threads, because what ends is often begun anew.
 */
export type Search = 'nowhere' | 'first-threads' | 'all-threads';

/** The processes under a root, which come and go. */
export interface Tree extends Disposable {
  /** Reads every process; answers parents before their children. Searching `all-threads` it also asks for what costs more. */
  look(search: Search): readonly Member[];
}

/** Opens the tree under a process; it stays empty when there is no such process. */
export function openTree(rootPid: number): Tree {
  // In the order they were found: parents before their children.
  const members = new Map<number, Member>();
  const births = watchBirths();
  const searchedAt: Record<Exclude<Search, 'nowhere'>, number | null> = { 'first-threads': null, 'all-threads': null };
  let list: readonly Member[] = [];

  const add = (pid: number): void => {
    if (members.size >= mostProcesses || members.has(pid)) return;
    const process = track(pid);
    const stat = process?.read() ?? null;
    if (process === null || stat === null) process?.close();
    else members.set(pid, { process, stat, lives: true, peakRssBytes: null, descriptors: null });
  };
  /** Reads those that were there before; tells whether one has ended. */
  const readAll = (): boolean => {
    const before = members.size;
    for (const [pid, member] of members) {
      const stat = member.process.read();
      if (stat === null) {
        member.process.close();
        members.delete(pid);
      } else member.stat = stat;
    }
    return members.size < before;
  };
  const walk = (search: Exclude<Search, 'nowhere'>): void => {
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
      for (const child of children) add(child);
    }
  };

  add(rootPid);
  return {
    look: (search) => {
      // Whoever has ended is dropped first, so that a number used again is found as the new process it is.
      const ended = readAll();
      if (search !== 'nowhere') walk(search);
      else if (ended) walk('first-threads');
      if (ended || members.size !== list.length) list = [...members.values()];
      for (const member of list) readRest(member, search);
      return list;
    },
    [Symbol.dispose]: () => {
      for (const { process } of members.values()) process.close();
      members.clear();
      births[Symbol.dispose]();
    },
  };
}

function readRest(member: Member, search: Search): void {
  const { process, stat } = member;
  member.lives = stat.state !== 'Z' && stat.state !== 'X';
  if (!member.lives) return;
  // Where each has to be listed, descriptors cost too much to be counted at every look.
  if (search !== 'nowhere' || sizeTells()) member.descriptors = process.countDescriptors();
  if (search === 'all-threads' || member.peakRssBytes === null) member.peakRssBytes = process.readPeakRss() ?? member.peakRssBytes;
  // Nothing can be asked of a process that ended just now; and no more of one that is not ours, which lives.
  if (member.descriptors === null) member.lives = process.read() !== null;
}
