/** A living process' times at one beat, in clock ticks. */
export interface CpuEntry {
  /** Names the process and no later one. */
  readonly key: string;
  readonly startTicks: number;
  readonly ownTicks: number;
  readonly reapedTicks: number;
}

/**
 * Adds up what a tree of processes has used since the account was opened, although its processes come and go. What an ended process
 * had used goes over into `reapedTicks` of the parent that waits for it, or is told nowhere if none does. So a vanished process is
 * kept on the bill until its parent's growth covers it; one beat later, because its parent was read before it.
 */
export interface CpuAccount {
  /** Enters all living processes, parents before their children; answers the ticks used so far, which never fall. */
  enter(living: readonly CpuEntry[]): number;
}

/** Opens an account; what processes older than this had used before they were first seen is not counted. */
export function openCpuAccount(openedAtTicks: number): CpuAccount {
  let known: ReadonlyMap<string, CpuEntry> = new Map();
  let before = 0;
  let settled = 0;
  let pending = 0;
  let total = 0;
  return {
    enter: (living) => {
      const now = new Map(living.map((entry) => [entry.key, entry]));
      let growth = 0;
      let alive = 0;
      for (const entry of now.values()) {
        const last = known.get(entry.key);
        if (last === undefined && entry.startTicks < openedAtTicks) before += used(entry);
        if (last !== undefined) growth += Math.max(0, entry.reapedTicks - last.reapedTicks);
        alive += used(entry);
      }
      const vanished = [...known.values()].filter(({ key }) => !now.has(key)).reduce((sum, entry) => sum + used(entry), 0);
      const covered = Math.min(pending, growth);
      settled += pending - covered;
      pending = Math.max(0, vanished - (growth - covered));
      known = now;
      total = Math.max(total, alive + settled + pending - before);
      return total;
    },
  };
}

function used(entry: CpuEntry): number {
  return entry.ownTicks + entry.reapedTicks;
}
