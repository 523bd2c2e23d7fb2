import { decodeFromCompressedBase64, JsHistogram } from 'hdr-histogram-js';

import type { Bar } from '../model/bar.ts';

/** Steps a decade is cut into, coarsest first: one each is few enough even from a microsecond to an hour. */
const stepsPerDecade = [1, 2, 3, 5, 10, 20, 40] as const;
const mostBars = 12;
const microseconds = 1_000;

/**
 * A histogram's HDR V2 text (whole microseconds) as at most 12 bars that touch, each as many times wider than the one before,
 * so that the body and the tail of a latency are both seen. The first and the last hold something; none when nothing was recorded.
 * Throws on a text that is no such histogram.
 */
export function readBars(text: string): readonly Bar[] {
  const counts = countsOf(text);
  const low = counts[0]?.ms;
  const high = counts.at(-1)?.ms;
  if (low === undefined || high === undefined) return [];
  const edges = edgesFor(low, high);
  const bars = edges.slice(1).map((toMs, index) => ({ fromMs: edges[index] ?? 0, toMs, count: 0 }));
  let at = 0;
  for (const { ms, count } of counts) {
    while (at < bars.length - 1 && ms >= (bars[at]?.toMs ?? 0)) at += 1;
    const bar = bars[at];
    if (bar !== undefined) bar.count += count;
  }
  return bars;
}

/** Every value that was recorded, ascending; 0 counts as the microsecond it was rounded from. */
function countsOf(text: string): readonly { readonly ms: number; readonly count: number }[] {
  const histogram = decodeFromCompressedBase64(text, 32, false);
  if (!(histogram instanceof JsHistogram) || histogram.totalCount === 0) return [];
  const last = histogram.countsArrayIndex(histogram.maxValue);
  return Array.from({ length: last + 1 }, (_, index) => ({
    ms: Math.max(1, histogram.valueFromIndex(index)) / microseconds,
    count: histogram.getCountAtIndex(index),
  })).filter(({ count }) => count > 0);
}

/** The finest grid that encloses both ends in few enough bars. */
function edgesFor(low: number, high: number): readonly number[] {
  const grids = stepsPerDecade.map((steps) => {
    const first = stepBelow(low, steps);
    const last = stepBelow(high, steps) + 1;
    return Array.from({ length: last - first + 1 }, (_, index) => edge(first + index, steps));
  });
  return grids.findLast(({ length }) => length - 1 <= mostBars) ?? grids[0] ?? [];
}

/** The last step of a grid that is not above the value; as its edges are rounded, they decide. */
function stepBelow(value: number, steps: number): number {
  const near = Math.floor(Math.log10(value) * steps);
  return [near + 1, near, near - 1].find((step) => edge(step, steps) <= value) ?? near - 1;
}

/** Edges are rounded to what is read at a glance: 1, 2.2, 4.6, 10. */
function edge(step: number, steps: number): number {
  return Number((10 ** (step / steps)).toPrecision(steps <= 10 ? 2 : 3));
}
