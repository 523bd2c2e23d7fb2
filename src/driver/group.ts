import { readdirSync, readFileSync } from 'node:fs';

/** Whoever kills waits no longer than that: a process in uninterruptible sleep may never go. */
export const killPatienceMs = 5_000;

/** A full look at /proc costs milliseconds: one in so many beats. */
const lookEvery = 5;

/** Sends a signal to a whole process group; tells whether anybody was there to get it. */
export function signalGroup(pid: number, signal: 'SIGTERM' | 'SIGKILL' | 0): boolean {
  try {
    // Windows has no groups: there the leader alone can be reached.
    process.kill(process.platform === 'win32' ? pid : -pid, signal);
    return true;
  } catch {
    return false;
  }
}

/** Whether any process of a group lives, asked again and again: `beat` counts how often. */
export function groupLives(pid: number, beat: number): boolean {
  if (!signalGroup(pid, 0)) return false;
  // Zombies that nobody collects keep their group: only /proc tells them from the living.
  return process.platform !== 'linux' || beat % lookEvery !== lookEvery - 1 || hasLiving(pid);
}

function hasLiving(group: number): boolean {
  return readdirSync('/proc').some((entry) => {
    if (!/^\d+$/.test(entry)) return false;
    try {
      const stat = readFileSync(`/proc/${entry}/stat`, 'latin1');
      // The name in parentheses may hold anything; after it come state, parent and group.
      const [state = '', , own] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return Number(own) === group && state !== 'Z' && state !== 'X';
    } catch {
      return false;
    }
  });
}
