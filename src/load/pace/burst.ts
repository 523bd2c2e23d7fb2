import type { Curve } from './curve.ts';

/** `size` arrivals at once, every `everyMs`, the first at the beginning: a staircase. */
export function burst(size: number, everyMs: number): Curve {
  /** Bursts before a moment: whole numbers j from 0 with j·everyMs < atMs, whatever the division rounds to. */
  const burstsBefore = (atMs: number): number => {
    const nearest = Math.round(atMs / everyMs);
    return nearest * everyMs < atMs ? nearest + 1 : nearest;
  };
  return {
    firstPerSecond: (size / everyMs) * 1_000,
    countBy: (atMs) => size * burstsBefore(atMs),
    momentOf: (count) => Math.max(0, Math.ceil(count / size) - 1) * everyMs,
  };
}
