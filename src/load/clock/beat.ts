import { at, processNow, type Shared } from './shared.ts';

/** Longest sleep: so often the machine is asked whether it wakes up in time. */
const beatMs = 10;

/**
 * The clock thread's whole life: sleeps until the target, calls `wake`, and goes on to the next target, where the engine has
 * named one, or waits for a new version. It sleeps in a futex rather than in a timer of the event loop, which counts whole
 * milliseconds; how much too long each sleep was it writes down.
 */
export function beat(shared: Shared, wake: () => void): void {
  const { words, target, late } = shared;
  let version = -1;
  let dueMs = Number.POSITIVE_INFINITY;
  while (Atomics.load(words, at.end) === 0) {
    const newest = Atomics.load(words, at.version);
    if (newest !== version) {
      version = newest;
      Atomics.store(words, at.asleep, 0);
      dueMs = target[0] ?? Number.POSITIVE_INFINITY;
    }
    const beganMs = processNow();
    const sleepMs = Math.min(dueMs - beganMs, beatMs);
    if (sleepMs > 0) {
      // Anything else than a time-out is a new target, and no sleep that ended by itself.
      if (Atomics.wait(words, at.version, version, sleepMs) !== 'timed-out') continue;
      late[Atomics.load(words, at.sleeps) % late.length] = Math.max(0, Math.round((processNow() - beganMs - sleepMs) * 1_000));
      // Counted only when it stands there.
      Atomics.add(words, at.sleeps, 1);
    }
    if (dueMs > processNow()) continue;
    dueMs = goOn(shared, dueMs);
    wake();
  }
}

/**
 * Takes up the target after the one that was reached, and says so: the engine need not name it again. It is said before the
 * engine hears that this one was reached, so what the engine reads is never older than what it hears.
 */
function goOn({ words, target }: Shared, reachedMs: number): number {
  for (;;) {
    const ticket = Atomics.load(words, at.next);
    const nextMs = target[1] ?? Number.POSITIVE_INFINITY;
    // Written over while it was read: once more.
    if (Atomics.load(words, at.next) !== ticket) continue;
    const isNew = nextMs > reachedMs;
    Atomics.store(words, at.asleep, isNew ? ticket : 0);
    return isNew ? nextMs : Number.POSITIVE_INFINITY;
  }
}
