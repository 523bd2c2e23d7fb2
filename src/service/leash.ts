import type { World } from '../world.ts';
import { findKin, identify, seesProcesses, type Identity, type Kin } from './kin.ts';

/** What kills must not wait for longer: a process in uninterruptible sleep may never go. */
const killPatienceMs = 5_000;
const beatMs = 10;
/** A full look at /proc costs milliseconds: one in so many beats. */
const lookEvery = 5;

/** A hold on a whole process tree: its group, and those that left it. */
export interface Leash {
  readonly leader: Identity;
  /** Who belongs to it now; they stay known when their parents are gone. */
  remember(): readonly number[];
  /** SIGTERM, a grace, SIGKILL; resolves when nothing of the tree lives. Never rejects. */
  stop(graceMs: number): Promise<void>;
  /** SIGKILL to all of it, now. */
  killNow(): void;
}

/** Takes hold of the tree under a leader that was just started as a group of its own. */
export function takeLeash(pid: number, marker: string, world: World): Leash {
  const leader = identify(pid);
  const sees = seesProcesses();
  const known = new Map<number, Identity>();
  const look = (): readonly Kin[] => {
    const kin = findKin(leader, marker, [...known.values()]);
    for (const { pid: number, startTime } of kin) known.set(number, { pid: number, startTime });
    return kin;
  };
  const send = (signal: 'SIGTERM' | 'SIGKILL'): void => {
    const kin = look();
    // One call reaches the whole group at once, also what forks at this moment. Where /proc says that none of it lives, its number may be another's.
    if (!sees || kin.some(({ inGroup }) => inGroup)) signalProcess(-pid, signal);
    for (const one of kin) if (!one.inGroup) signalProcess(one.pid, signal);
  };
  const isGone = (beat: number): boolean => {
    // Zombies that nobody collects keep their group: only /proc tells them from the living.
    if (beat % lookEvery !== 0 && signalProcess(-pid, 0)) return false;
    return sees ? look().length === 0 : !signalProcess(-pid, 0);
  };
  const waitUntilGone = async (patienceMs: number, onLook: () => void): Promise<boolean> => {
    const until = world.now() + patienceMs;
    for (let beat = 0; ; beat++) {
      if (isGone(beat)) return true;
      if (world.now() >= until) return false;
      if (beat % lookEvery === lookEvery - 1) onLook();
      await world.sleep(beatMs);
    }
  };
  return {
    leader,
    remember: () => look().map((one) => one.pid),
    killNow: () => {
      // Twice: the first round may be looked at while something forks.
      send('SIGKILL');
      send('SIGKILL');
    },
    stop: async (graceMs) => {
      if (isGone(0)) return;
      send('SIGTERM');
      if (await waitUntilGone(graceMs, () => undefined)) return;
      send('SIGKILL');
      await waitUntilGone(killPatienceMs, () => send('SIGKILL'));
    },
  };
}

/** Sends a signal, to a group when the number is negative; tells whether anybody was there to get it. */
function signalProcess(pid: number, signal: 'SIGTERM' | 'SIGKILL' | 0): boolean {
  try {
    // Windows has no groups: there the leader alone can be reached.
    process.kill(process.platform === 'win32' ? Math.abs(pid) : pid, signal);
    return true;
  } catch {
    return false; // gone, or not ours to signal
  }
}
