import { readFileSync } from 'node:fs';

/**
 * How long the calling thread has waited for a core while it could have run, in milliseconds; null where the kernel does not say.
 * Field 2 of its schedstat, in nanoseconds. Read synchronously, or another thread would answer.
 */
export function readRunQueueMs(): number | null {
  try {
    const waitedNs = Number(readFileSync('/proc/thread-self/schedstat', 'utf8').split(' ')[1] ?? Number.NaN);
    return Number.isFinite(waitedNs) ? waitedNs / 1e6 : null;
  } catch {
    return null;
  }
}
