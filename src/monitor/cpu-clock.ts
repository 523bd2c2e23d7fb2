import { openCpuAccount, type CpuEntry } from './cpu-account.ts';

/** Tells a tree's CPU time. */
export interface CpuClock {
  /**
   * Milliseconds used since it was opened, never falling. `living` are all processes, parents before their children; `ranMs` is each one's
   * time by the nanoseconds of its threads, where they have just been asked.
   */
  tell(living: readonly CpuEntry[], ranMs?: ReadonlyMap<number, number>): number;
}

interface Known {
  readonly startTicks: number;
  /** At least so much the process has used. */
  readonly atLeastMs: number;
  /** Of that, what threads had used that ended before anybody asked them. */
  readonly unseenMs: number;
}

/**
 * Opens a clock. /proc/PID/stat has everything a process and its ended children have used, cut off to whole ticks of 10 ms, twice over:
 * exact in the long run and up to 20 ms behind at any moment. The threads' schedstat has nanoseconds, but only of those that live, and
 * asking each costs more than a look may. So ticks are told at every look, and where the threads were asked what the ticks lack is added:
 * phases that begin and end with such a look know their CPU time to the microsecond.
 */
export function openCpuClock(openedAtTicks: number, msPerTick: number): CpuClock {
  const account = openCpuAccount(openedAtTicks);
  const known = new Map<number, Known>();
  // What the ticks lacked, of processes older than the clock, when they were first asked.
  let beforeMs = 0;
  let totalMs = 0;
  return {
    tell: (living, ranMs) => {
      let lackingMs = 0;
      for (const { pid, startTicks, ownTicks } of living) {
        const ownMs = ownTicks * msPerTick;
        const ran = ranMs?.get(pid);
        let one = known.get(pid);
        // A number used again is another process.
        if (one?.startTicks !== startTicks) one = undefined;
        if (ran !== undefined) {
          const unseenMs = Math.max(one?.unseenMs ?? 0, ownMs - ran);
          const atLeastMs = Math.max(one?.atLeastMs ?? 0, ran + unseenMs);
          if (one === undefined && startTicks < openedAtTicks) beforeMs += atLeastMs - ownMs;
          one = { startTicks, unseenMs, atLeastMs };
          known.set(pid, one);
        }
        lackingMs += Math.max(0, (one?.atLeastMs ?? 0) - ownMs);
      }
      totalMs = Math.max(totalMs, account.enter(living) * msPerTick + lackingMs - beforeMs);
      return totalMs;
    },
  };
}
