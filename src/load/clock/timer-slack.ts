import { readlinkSync, writeFileSync } from 'node:fs';

/**
 * Asks Linux to end this thread's sleeps on time: by default it may add 50 µs to each, to save wake-ups. Halves the
 * lateness of an alarm. Elsewhere, and where /proc is closed to us, sleeps stay as they are.
 */
export function sleepPrecisely(): void {
  try {
    const thread = readlinkSync('/proc/thread-self').split('/').at(-1) ?? '';
    writeFileSync(`/proc/${thread}/timerslack_ns`, '1');
  } catch {
    // Only precision is lost, and the self-check measures what there is.
  }
}
