/** Rings at exact times, in the thread that asked for it. */
export interface Alarm {
  /**
   * Rings once, at `atMs` on the thread's clock or as soon after as the thread gets there, never before; what was set
   * before is forgotten. Infinity rings never. Where `thenMs` tells the alarm that will probably be set next, that one costs less.
   */
  set(atMs: number, thenMs?: number): void;
}

/** Gives alarms, one at a time, and says how late a sleeping thread wakes up on this machine. */
export interface Clock {
  /** How long alarms that were near have kept this thread waiting so far: time in which it looks busy and is not. */
  readonly waitedMs: number;
  /** The alarm of one run; `ring` is told the time. Disposing it silences it. */
  alarm(ring: (nowMs: number) => void): Alarm & Disposable;
  /** How long, in milliseconds, the sleeps of the clock's own thread outlasted what was asked for, since the last call. */
  hiccups(): readonly number[];
}
