import type { Finding } from '../model/finding.ts';
import type { StartupReadings } from '../model/startup.ts';
import { median } from '../stats/median.ts';
import { quantileRanks } from '../stats/quantile-ranks.ts';
import { printDuration } from '../units/print.ts';

/** One failure may be the machine's; a second is the service's way. */
const leastFailures = 2;

/** How long a service takes to start, and whether it starts whenever it is asked to. Whether that is too long is for its limit to say. */
export function findStartup({ readyMs, emptyMs, failures }: StartupReadings): Finding {
  const facts = { id: 'startup', limit: null, unit: 'ms' };
  if (readyMs.length === 0) {
    return { ...facts, kind: 'held', measured: null, sentence: 'Nothing was started', evidence: [] };
  }
  const middle = median(readyMs);
  const span = spanOf(readyMs);
  const evidence = [
    ...failures.map((failure) => `a start failed: ${failure}`),
    `starts: ${readyMs.map(printDuration).join(', ')}`,
    ...(span === null ? ['one start tells little: the next may take longer'] : [span.why]),
    ...(emptyMs.length === 0 ? [] : [`empty Node processes: ${emptyMs.map(printDuration).join(', ')}`]),
  ];
  const measured = { ...facts, measured: middle, ...(span === null ? {} : { interval: span.interval }), evidence };
  const ready = sayReady(middle, span?.interval ?? null, readyMs.length);
  const empty = emptyMs.length === 0 ? '' : `; an empty Node process takes ${printDuration(median(emptyMs))} here`;
  const tries = readyMs.length + failures.length;
  if (failures.length >= leastFailures) {
    return { ...measured, kind: 'broken', sentence: `The service started only ${readyMs.length} of ${tries} times` };
  }
  if (failures.length > 0) {
    const sentence = `The service started ${readyMs.length} of ${tries} times: a single failure may be the machine's`;
    return { ...measured, kind: 'inconclusive', sentence };
  }
  return { ...measured, kind: 'held', sentence: `${ready}${empty}` };
}

interface Span {
  readonly interval: readonly [low: number, high: number];
  readonly why: string;
}

/** A 95 % interval of the median where the starts are enough for one, else what they span; null for a single start. */
function spanOf(readyMs: readonly number[]): Span | null {
  const sorted = readyMs.toSorted((a, b) => a - b);
  const count = sorted.length;
  const ranks = quantileRanks(count, 0.5);
  const [low, high] = [sorted[(ranks.low ?? 1) - 1], sorted[(ranks.high ?? count) - 1]];
  if (low === undefined || high === undefined || count < 2) return null;
  const isExact = ranks.low !== null && ranks.high !== null;
  // All lie on one side of the median as often as coins all fall alike.
  const sure = Math.round(100 * (1 - 0.5 ** (count - 1)));
  const why = isExact
    ? `in brackets a 95 % interval of the median, by order statistics of ${count} starts`
    : `in brackets the fastest and the slowest of ${count} starts, which enclose the median with ${sure} % confidence`;
  return { interval: [low, high], why };
}

/** `Ready in 240 ms [231, 262] over 5 starts`. */
function sayReady(middle: number, interval: readonly [number, number] | null, starts: number): string {
  const told = printDuration(middle);
  if (interval === null) return `Ready in ${told}, started once`;
  const unit = told.slice(told.indexOf(' '));
  const ends = interval.map(printDuration);
  const brief = ends.every((end) => end.endsWith(unit)) ? ends.map((end) => end.slice(0, -unit.length)) : ends;
  return `Ready in ${told} [${brief.join(', ')}] over ${starts} starts`;
}
