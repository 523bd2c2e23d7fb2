/** A living process' times at one look, in clock ticks. */
export interface CpuEntry {
  readonly pid: number;
  readonly parent: number;
  /** With the pid it names the process and no later one. */
  readonly startTicks: number;
  readonly ownTicks: number;
  readonly reapedTicks: number;
}

/**
 * Adds up what a tree of processes has used since the account was opened, although its processes come and go. What an ended process
 * had used goes over into `reapedTicks` of the parent that waits for it, or is told nowhere if none does. So a vanished process is
 * owed by its parent until the parent's growth covers it; for one look more, because the parent was read before it.
 */
export interface CpuAccount {
  /** Enters all living processes, parents before their children; answers the ticks used so far, which never fall. */
  enter(living: readonly CpuEntry[]): number;
}

/** Opens an account; what processes older than this had used before they were first seen is not counted. */
export function openCpuAccount(openedAtTicks: number): CpuAccount {
  let known = new Map<number, CpuEntry>();
  // Parent → ticks of vanished children that its growth has yet to cover.
  let owed: ReadonlyMap<number, number> = new Map();
  let before = 0;
  let settled = 0;
  let total = 0;
  return {
    enter: (living) => {
      if (owed.size === 0 && living.length === known.size && living.every((entry) => isSame(entry, known.get(entry.pid)))) {
        // Nobody came or went, as at nearly every look.
        let alive = 0;
        for (const entry of living) {
          known.set(entry.pid, entry);
          alive += used(entry);
        }
        total = Math.max(total, alive + settled - before);
        return total;
      }
      const now = new Map(living.map((entry) => [entry.pid, entry]));
      const gone = [...known.values()].filter((last) => !isSame(last, now.get(last.pid)));
      const fresh = new Map<number, number>();
      // Children first: if a parent is gone as well, what it was owed went over to its own parent with all the rest.
      for (const last of gone.toReversed()) {
        const debt = used(last) + (owed.get(last.pid) ?? 0) + (fresh.get(last.pid) ?? 0);
        fresh.delete(last.pid);
        if (known.has(last.parent)) fresh.set(last.parent, (fresh.get(last.parent) ?? 0) + debt);
        else settled += debt;
      }

      const open = new Map<number, number>();
      let alive = 0;
      for (const entry of now.values()) {
        const last = known.get(entry.pid);
        const isNew = !isSame(entry, last);
        if (isNew && entry.startTicks < openedAtTicks) before += used(entry);
        const growth = last === undefined || isNew ? 0 : Math.max(0, entry.reapedTicks - last.reapedTicks);
        const old = isNew ? 0 : (owed.get(entry.pid) ?? 0);
        const covered = Math.min(old, growth);
        settled += old - covered;
        const left = (fresh.get(entry.pid) ?? 0) - (growth - covered);
        if (left > 0) open.set(entry.pid, left);
        fresh.delete(entry.pid);
        alive += used(entry);
      }
      settled += sum(fresh);
      known = now;
      owed = open;
      total = Math.max(total, alive + settled + sum(open) - before);
      return total;
    },
  };
}

function isSame(one: CpuEntry, other: CpuEntry | undefined): boolean {
  return one.startTicks === other?.startTicks;
}

function used(entry: CpuEntry): number {
  return entry.ownTicks + entry.reapedTicks;
}

function sum(ticks: ReadonlyMap<number, number>): number {
  return [...ticks.values()].reduce((a, b) => a + b, 0);
}
