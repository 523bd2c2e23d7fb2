import type { CloseUse, Extent, Reading, ResourceUse, Survey } from '../model/reading.ts';

/** Rates are told when the closer looks span at least this share of the phase; else most of it would be a guess. */
const leastSpan = 0.5;

/**
 * Sums up what was seen of a phase. CPU time is interpolated at the phase's ends where readings lie on both sides, so that phases
 * that follow one another add up; nothing is guessed beyond the first and the last reading. Null when nothing can be said.
 */
export function summarise(readings: readonly Reading[], surveys: readonly Survey[], fromMs: number, toMs: number): ResourceUse | null {
  const [earliest, latest] = [readings[0], readings.at(-1)];
  const within = readings.filter(({ atMs }) => atMs >= fromMs && atMs <= toMs);
  if (earliest === undefined || latest === undefined || within.length === 0) return null;
  const [startMs, endMs] = [Math.max(fromMs, earliest.atMs), Math.min(toMs, latest.atMs)];
  const durationMs = endMs - startMs;
  if (durationMs <= 0) return null;
  const cpuMs = Math.max(0, cpuAt(readings, endMs) - cpuAt(readings, startMs));
  const peaks = known(within.map(({ peakRssBytes }) => peakRssBytes));
  const rssBytes = extent(within.map((reading) => reading.rssBytes));
  const processes = extent(within.map((reading) => reading.processes));
  if (rssBytes === null || processes === null) return null;
  const looks = surveys.filter(({ atMs }) => atMs >= fromMs && atMs <= toMs);
  return {
    readings: within.length,
    durationMs,
    cpuMs,
    cores: cpuMs / durationMs,
    rssBytes,
    vmsBytes: extent(within.map((reading) => reading.vmsBytes)),
    peakRssBytes: peaks.length === 0 ? null : Math.max(...peaks),
    threads: extent(within.map((reading) => reading.threads)),
    descriptors: extent(within.map((reading) => reading.descriptors)),
    processes,
    close: sumUpLooks(looks, leastSpan * (toMs - fromMs)),
  };
}

/** What the closer looks of a phase told; rates between the first and the last, where these lie far enough apart. */
function sumUpLooks(looks: readonly Survey[], leastMs: number): CloseUse | null {
  const [first, last] = [looks[0], looks.at(-1)];
  if (first === undefined || last === undefined) return null;
  const spanMs = last.atMs - first.atMs;
  const wide = spanMs > 0 && spanMs >= leastMs;
  /** By how much a running total grew. */
  const growth = (total: (survey: Survey) => number | null | undefined): number | null => {
    const [before, after] = [total(first), total(last)];
    return wide && typeof before === 'number' && typeof after === 'number' ? Math.max(0, after - before) : null;
  };
  const perMs = (total: (survey: Survey) => number | null | undefined): number | null => divide(growth(total), spanMs);
  return {
    descriptors: known(looks.map(({ descriptors }) => descriptors)).at(-1) ?? null,
    sockets: known(looks.map(({ sockets }) => sockets)).at(-1) ?? null,
    runnable: perMs(({ work }) => work && work.ranMs + work.waitedMs),
    waiting: perMs(({ work }) => work?.waitedMs),
    voluntarySwitchesPerSecond: divide(
      growth(({ work }) => work?.voluntarySwitches),
      spanMs / 1_000,
    ),
    involuntarySwitchesPerSecond: divide(
      growth(({ work }) => work?.involuntarySwitches),
      spanMs / 1_000,
    ),
    throttledMs: growth(({ pressure }) => pressure.throttledMs),
    groupPeakBytes: last.pressure.groupPeakBytes,
    cpuStall: share(perMs(({ pressure }) => pressure.cpuStallMs)),
    memoryStall: share(perMs(({ pressure }) => pressure.memoryStallMs)),
    ioStall: share(perMs(({ pressure }) => pressure.ioStallMs)),
  };
}

/** CPU time at a moment between the first and the last reading. */
function cpuAt(readings: readonly Reading[], atMs: number): number {
  const next = readings.findIndex((reading) => reading.atMs >= atMs);
  const [before, after] = [readings[Math.max(0, next - 1)], readings[next]];
  if (before === undefined || after === undefined) return readings.at(-1)?.cpuMs ?? 0;
  const part = after.atMs > before.atMs ? (atMs - before.atMs) / (after.atMs - before.atMs) : 1;
  return before.cpuMs + part * (after.cpuMs - before.cpuMs);
}

/** What is known of a series; null when nothing is. */
function extent(values: readonly (number | null)[]): Extent | null {
  const told = known(values);
  const [first, last] = [told[0], told.at(-1)];
  return first === undefined || last === undefined ? null : { first, max: told.reduce((a, b) => Math.max(a, b)), last };
}

function known<T>(values: readonly (T | null)[]): readonly T[] {
  return values.filter((value) => value !== null);
}

function divide(value: number | null, by: number): number | null {
  return value === null ? null : value / by;
}

/** The kernel's clock and ours need not agree to the last microsecond. */
function share(value: number | null): number | null {
  return value === null ? null : Math.min(1, value);
}
