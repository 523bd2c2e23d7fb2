import type { ProcStat } from './proc-stat.ts';
import type { MemoryStatus } from './proc-status.ts';
import { track, type Tracked } from './tracked.ts';

/** A process of which nothing has changed for so long is asleep: a wrapper, a spare worker. It is then read this seldom, until it stirs. */
const [stillMs, asleepMs] = [1_000, 350];

/** One process of a tree, as it was when it was last read. */
export interface Member extends MemoryStatus {
  readonly process: Tracked;
  readonly stat: ProcStat;
  /** Not so of a zombie: its times still count until its parent has taken them over, else there is nothing of it. */
  readonly lives: boolean;
  /** Null where we may not know. */
  readonly descriptors: number | null;
  readonly readAtMs: number;
  /** When it last told something new, or was taken to be awake for another reason. */
  readonly awakeAtMs: number;
}

/** Takes a process into the tree; null when it has ended or may not be read. */
export function openMember(pid: number, atMs: number): Member | null {
  const process = track(pid);
  const stat = process?.read() ?? null;
  if (process !== null && stat !== null) return tell(process, stat, process.readMemory(), atMs, atMs);
  process?.close();
  return null;
}

/** Whether it is time to read it again. */
export function isDue({ readAtMs, awakeAtMs }: Member, atMs: number): boolean {
  return atMs - awakeAtMs < stillMs || atMs - readAtMs >= asleepMs;
}

/** Reads it again, `closely` what costs more as well; null when it has ended. */
export function readAgain(last: Member, atMs: number, closely: boolean): Member | null {
  const { process } = last;
  const stat = process.read();
  if (stat === null) return null;
  const now = tell(process, stat, closely ? known(process.readMemory(), last) : last, atMs, last.awakeAtMs);
  return closely || isNews(last, now) ? { ...now, awakeAtMs: atMs } : now;
}

/** Of one that ended meanwhile nothing is read any more. */
function known(now: MemoryStatus, last: MemoryStatus): MemoryStatus {
  return { peakRssBytes: now.peakRssBytes ?? last.peakRssBytes, shmemBytes: now.shmemBytes ?? last.shmemBytes };
}

function tell(process: Tracked, stat: ProcStat, { peakRssBytes, shmemBytes }: MemoryStatus, readAtMs: number, awakeAtMs: number): Member {
  const isZombie = stat.state === 'Z' || stat.state === 'X';
  const descriptors = isZombie ? null : process.countDescriptors();
  // Nothing can be asked of a process that ended just now; and no more of one that is not ours, which lives.
  const lives = !isZombie && (descriptors !== null || process.read() !== null);
  return { process, stat, lives, peakRssBytes, shmemBytes, descriptors, readAtMs, awakeAtMs };
}

function isNews(last: Member, now: Member): boolean {
  const [before, after] = [last.stat, now.stat];
  return (
    before.ownTicks !== after.ownTicks ||
    before.rssPages !== after.rssPages ||
    before.threads !== after.threads ||
    before.reapedTicks !== after.reapedTicks ||
    before.vmsBytes !== after.vmsBytes ||
    before.state !== after.state ||
    last.descriptors !== now.descriptors
  );
}
