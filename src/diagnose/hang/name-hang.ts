import type { DrainTest } from '../../model/drain-test.ts';

/** What a stall turned out to be. */
export type Hang =
  /** What was in flight ended once nothing more came, or some of it did. */
  | { readonly kind: 'slow' }
  /** Waits for what never comes. */
  | { readonly kind: 'deadlock'; readonly how: 'blocked' | 'locked' | 'partial' | 'unasked' | 'unseen' }
  /** Is busy without end, and yet answers others; or answers nobody, but sleeps between its tries. */
  | { readonly kind: 'livelock'; readonly how: 'busy' | 'restless' }
  /** Computes without end and answers nobody. */
  | { readonly kind: 'spin' };

/** Threads that want a core, from which on a service that nobody asks anything is busy. A garbage collection in the background is less. */
const busy = 0.5;
/** Wake-ups a second of a service that is asked nothing: several times its idle ones, or more than any idle runtime has. */
const restlessPerSecond = 40;
const timesIdle = 3;
const restlessAnyway = 200;
/** Shorter silences belong to stalls of some operations only. */
const silenceMs = 3_000;

/**
 * Names a stall by what was seen when the load was taken away. CPU time alone would mislead beside a busy neighbour, and thread states
 * tell a deadlock from an idle service in no runtime: so it goes by the wish to run, by wake-ups, and by whether anybody is answered.
 */
export function nameHang(test: DrainTest): Hang {
  const { left, drained, runnable, probe } = test;
  if (left === 0 || (drained > 0 && isTotal(test))) return { kind: 'slow' };
  const answers = probe.answeredMs !== null;
  if (runnable === null) return { kind: 'deadlock', how: 'unseen' };
  if (runnable > busy) return answers ? { kind: 'livelock', how: 'busy' } : { kind: 'spin' };
  if (isRestless(test)) return { kind: 'livelock', how: 'restless' };
  if (!isTotal(test)) return { kind: 'deadlock', how: 'partial' };
  if (probe.path === null) return { kind: 'deadlock', how: 'unasked' };
  return { kind: 'deadlock', how: answers ? 'locked' : 'blocked' };
}

/** Whether nothing at all was answered, or only some operations were passed by. */
export function isTotal({ silentMs }: DrainTest): boolean {
  return silentMs >= silenceMs;
}

function isRestless({ switchesPerSecond, idleSwitchesPerSecond }: DrainTest): boolean {
  if (switchesPerSecond === null) return false;
  if (idleSwitchesPerSecond === null) return switchesPerSecond >= restlessAnyway;
  return switchesPerSecond >= Math.max(restlessPerSecond, timesIdle * idleSwitchesPerSecond);
}
