import type { Extent, Reading, ResourceUse } from '../model/reading.ts';

/**
 * Sums up the readings of a phase. CPU time is interpolated at the phase's ends where readings lie on both sides, so that phases
 * that follow one another add up; nothing is guessed beyond the first and the last reading. Null when nothing can be said.
 */
export function summarise(readings: readonly Reading[], fromMs: number, toMs: number): ResourceUse | null {
  const [earliest, latest] = [readings[0], readings.at(-1)];
  const within = readings.filter(({ atMs }) => atMs >= fromMs && atMs <= toMs);
  if (earliest === undefined || latest === undefined || within.length === 0) return null;
  const [startMs, endMs] = [Math.max(fromMs, earliest.atMs), Math.min(toMs, latest.atMs)];
  const durationMs = endMs - startMs;
  if (durationMs <= 0) return null;
  const cpuMs = Math.max(0, cpuAt(readings, endMs) - cpuAt(readings, startMs));
  const peaks = within.map(({ peakRssBytes }) => peakRssBytes).filter((peak) => peak !== null);
  const rssBytes = extent(within.map((reading) => reading.rssBytes));
  const processes = extent(within.map((reading) => reading.processes));
  if (rssBytes === null || processes === null) return null;
  return {
    readings: within.length,
    durationMs,
    cpuMs,
    cores: cpuMs / durationMs,
    rssBytes,
    peakRssBytes: peaks.length === 0 ? null : Math.max(...peaks),
    threads: extent(within.map((reading) => reading.threads)),
    descriptors: extent(within.map((reading) => reading.descriptors)),
    processes,
  };
}

/** CPU time at a moment between the first and the last reading. */
function cpuAt(readings: readonly Reading[], atMs: number): number {
  const next = readings.findIndex((reading) => reading.atMs >= atMs);
  const [before, after] = [readings[Math.max(0, next - 1)], readings[next]];
  if (before === undefined || after === undefined) return readings.at(-1)?.cpuMs ?? 0;
  const share = after.atMs > before.atMs ? (atMs - before.atMs) / (after.atMs - before.atMs) : 1;
  return before.cpuMs + share * (after.cpuMs - before.cpuMs);
}

/** What is known of a series; null when nothing is. */
function extent(values: readonly (number | null)[]): Extent | null {
  const known = values.filter((value) => value !== null);
  const [first, last] = [known[0], known.at(-1)];
  return first === undefined || last === undefined ? null : { first, max: known.reduce((a, b) => Math.max(a, b)), last };
}
