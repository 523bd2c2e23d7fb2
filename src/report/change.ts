import type { Comparison } from '../model/comparison.ts';
import { rangeBar } from './bar.ts';
import { changeRange, signedChange } from './value.ts';

/** A change with its interval, as text and as a small picture; each may be empty. */
export interface Change {
  readonly text: string;
  readonly bar: string;
  readonly range: string;
}

/** The widest interval of a table, in percent and in points: two scales, for a point is no percent. */
export type Widest = Readonly<Record<Comparison['changeIn'], number>>;

/** Where nothing is compared. */
export const noChange: Change = { text: '', bar: '', range: '' };

/** The scales on which a table's intervals are drawn. */
export function widestOf(comparisons: readonly Comparison[]): Widest {
  const widest = (scale: Comparison['changeIn']): number =>
    Math.max(
      0,
      ...comparisons.map(({ changeIn, intervalPercent: interval }) =>
        interval === null || changeIn !== scale ? 0 : interval[1] - interval[0],
      ),
    );
  return { percent: widest('percent'), points: widest('points') };
}

/** What became of a metric: `+12 %`, `├──●──┤`, `8…16 %`. */
export function changeOf({ before, changeIn, changePercent: change, intervalPercent: interval }: Comparison, widest: Widest): Change {
  if (change === null || !Number.isFinite(change)) return { ...noChange, text: before === null ? 'new' : '' };
  const text = signedChange(change, changeIn);
  // Pairs that never differ have an interval without a width, which says nothing that the change does not.
  if (interval === null || !interval.every(Number.isFinite) || interval[0] === interval[1]) return { ...noChange, text };
  return { text, bar: rangeBar(change, interval, widest[changeIn]), range: changeRange(interval, changeIn) };
}
