import { existsSync } from 'node:fs';

/** A tree that forks faster than this is not followed. */
const mostRounds = 4;
/** For each a tool is started once or twice. */
const mostProcesses = 256;

/**
 * Does something to each process of a tree, also to those that are born meanwhile, one after another. `act` answers why it failed, or
 * null; what failed is tried once more, and forgiven when the process is gone. Answers the first failure that is not, or null.
 */
export async function eachProcess(pids: () => readonly number[], act: (pid: number) => Promise<string | null>): Promise<string | null> {
  const done = new Set<number>();
  for (let round = 0; round < mostRounds; round++) {
    const fresh = pids().filter((pid) => !done.has(pid));
    if (fresh.length === 0) break;
    for (const pid of fresh) {
      if (done.size >= mostProcesses) return `it has more than ${mostProcesses} processes`;
      done.add(pid);
      const why = (await act(pid)) === null ? null : await act(pid);
      if (why !== null && existsSync(`/proc/${pid}`)) return why;
    }
  }
  return done.size === 0 ? 'its processes are not ours to limit' : null;
}
