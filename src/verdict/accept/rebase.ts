import type { KeptAcceptance } from '../../model/acceptance.ts';
import { median } from '../../stats/median.ts';

/*
 *                     accepted ▼                                      ▼
 *                              · ·  ·  ·                    · ·  · ·  · ·  ·  ·
 *                               ·  ·  ·  ·        ─▶     · ·  · ·   ·  ·  ·  ·
 *       · ·  · ·                                         what came before, at the level
 *      ·  · ·   ·                                        that was let pass
 */

/** What one earlier run measured of a metric. */
export interface DatedValue {
  readonly value: number;
  /** ISO 8601, of the run. */
  readonly createdAt: string;
}

/** What a level is the median of, at most, on either side. */
const levelRuns = 20;

/**
 * The values of a metric in the runs of one history, oldest first, with all before an accepted run brought to the level that was accepted: so
 * the accepted worsening alarms no more, and a further one does. A run is found by its time stamp and never by comparing clocks. Values
 * are scaled, because noise is in proportion to the level; shares in percent, and levels of zero or on both sides of it, are shifted.
 */
export function rebase(metric: string, values: readonly DatedValue[], acceptances: readonly KeptAcceptance[]): readonly number[] {
  const times = new Set(acceptances.filter((each) => each.metric === metric).map(({ createdAt }) => createdAt));
  const starts = [...times]
    .map((time) => values.findIndex(({ createdAt }) => createdAt === time))
    .filter((at) => at > 0)
    .toSorted((a, b) => a - b);
  const move = isShare(metric) ? shift : scale;
  return starts.reduce<readonly number[]>(
    (moved, start, index) => {
      const end = Math.min(starts[index + 1] ?? moved.length, start + levelRuns);
      const before = median(moved.slice(Math.max(0, start - levelRuns), start));
      const since = median(moved.slice(start, end));
      return moved.map((value, at) => (at < start ? move(value, before, since) : value));
    },
    values.map(({ value }) => value),
  );
}

function isShare(metric: string): boolean {
  return /^errors(?:$|\()/.test(metric);
}

function scale(value: number, before: number, since: number): number {
  const factor = since / before;
  return factor > 0 && Number.isFinite(factor) ? value * factor : shift(value, before, since);
}

function shift(value: number, before: number, since: number): number {
  return value + (since - before);
}
