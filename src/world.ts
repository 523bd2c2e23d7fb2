import { randomInt } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';

/** How long a thread has run, and has waited for a core while it could have run. */
export interface ThreadTimes {
  readonly ranMs: number;
  readonly waitedMs: number;
}

/** What happens when, in a world whose time is made up; or by timers, in the real one. */
export interface Timeline {
  now(): number;
  /** Calls back at that time; of what is due at one time, what was asked for first comes first. */
  at(atMs: number, call: () => void): void;
  /** To be said by whatever lets a promise settle: before anything else happens, whoever waits for it goes on. */
  stir(): void;
}

/** Clock, chance and surroundings as parameters: everything below the doors asks the world it is handed. */
export interface World {
  /** Monotonic milliseconds. */
  now(): number;
  /** Wall clock, for time stamps only. */
  date(): Date;
  /** Resolves after `ms`, or at once when the signal aborts; never rejects. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** Calls back every `ms` until disposed; does not keep the process alive. */
  every(ms: number, call: () => void): Disposable;
  /** The calling thread's times; null where the kernel does not say. */
  threadTimes(): ThreadTimes | null;
  /** A fresh unsigned 32-bit seed. */
  seed(): number;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Absolute working directory. */
  readonly directory: string;
  /** Absolute folder of the bundles: `engine.js` and `shop.js` lie there. */
  readonly bundles: string;
  /** Aborts when the user or the runner asks us to stop. */
  readonly interrupted: AbortSignal;
  /** Where time is made up; absent in the real world. */
  readonly timeline?: Timeline;
}

/** The real one; only the doors make it. */
export function realWorld(bundles: string, interrupted: AbortSignal): World {
  // Everything that waits listens to it; that is no leak.
  setMaxListeners(0, interrupted);
  return {
    now: () => performance.now(),
    date: () => new Date(),
    sleep: async (ms, signal) => {
      await delay(ms, undefined, signal === undefined ? {} : { signal }).catch(() => undefined);
    },
    every: (ms, call) => {
      const timer = setInterval(call, ms);
      timer.unref();
      return { [Symbol.dispose]: () => clearInterval(timer) };
    },
    threadTimes: readThreadTimes,
    seed: () => randomInt(0, 2 ** 32),
    environment: process.env,
    directory: process.cwd(),
    bundles,
    interrupted,
  };
}

/** The thread's schedstat, in nanoseconds. Read synchronously, or another thread would answer. */
function readThreadTimes(): ThreadTimes | null {
  try {
    const [ranNs = Number.NaN, waitedNs = Number.NaN] = readFileSync('/proc/thread-self/schedstat', 'utf8').split(' ').map(Number);
    return Number.isFinite(ranNs) && Number.isFinite(waitedNs) ? { ranMs: ranNs / 1e6, waitedMs: waitedNs / 1e6 } : null;
  } catch {
    return null;
  }
}
