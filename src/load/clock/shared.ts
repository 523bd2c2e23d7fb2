/**
 * What an engine's thread and its clock's thread share. The engine writes targets, the clock everything else.
 *
 *   words[version]  of the target                        target[0]  when to wake the engine; Infinity: not at all
 *   words[next]     ticket of the target after that      target[1]  when to wake it next, if no new version comes
 *   words[asleep]   ticket of the next target that the clock has gone on to; 0 for none
 *   words[sleeps]   sleeps told so far                   late[]     the last of them: microseconds too long
 *   words[end]      1 when the clock is to end
 */
export interface Shared {
  readonly buffer: SharedArrayBuffer;
  readonly words: Int32Array;
  /** Milliseconds of the process's clock. */
  readonly target: Float64Array;
  readonly late: Uint32Array;
}

/** Places in `words`. */
export const at = { version: 0, next: 1, asleep: 2, sleeps: 3, end: 4 } as const;

const targetAt = 24;
const lateAt = 40;
const sleepsKept = 1_024;

export function makeShared(): Shared {
  const shared = viewShared(new SharedArrayBuffer(lateAt + 4 * sleepsKept));
  shared.target.fill(Number.POSITIVE_INFINITY);
  return shared;
}

export function viewShared(buffer: SharedArrayBuffer): Shared {
  return {
    buffer,
    words: new Int32Array(buffer, 0, 5),
    target: new Float64Array(buffer, targetAt, 2),
    late: new Uint32Array(buffer, lateAt, sleepsKept),
  };
}

/** Milliseconds on a clock that all threads of the process agree on; `performance.now()` begins anew in each. */
export function processNow(): number {
  const [seconds, nanoseconds] = process.hrtime();
  return seconds * 1_000 + nanoseconds / 1e6;
}
