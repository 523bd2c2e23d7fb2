import type { Comparison } from '../model/comparison.ts';
import { printChange } from '../units/print.ts';
import { isCompared, sizeOf } from './order.ts';
import type { Mark, Row } from './rows.ts';
import { detectable, ofEach } from './seen.ts';

/** What stands for the rows that are not shown. */
export interface Rest {
  readonly mark: Mark;
  /** `14 others`. */
  readonly what: string;
  /** `within ±4 % (could have seen 4 %)`. */
  readonly change: string;
}

/** The rows worth a reader's time, and one line for all the others. */
export interface Folded {
  readonly shown: readonly Row[];
  readonly rest: Rest | null;
}

/** What broke, got worse, is unclear or changed. */
export function isLoud(row: Row): boolean {
  return row.rank !== 'quiet';
}

/** The same, and the few numbers that are wanted every time. */
export function isLoudOrTelling(row: Row): boolean {
  return isLoud(row) || row.isTelling;
}

/** Folds away what need not be shown, and what is beyond `most`. */
export function folded(rows: readonly Row[], most: number, isShown: (row: Row) => boolean): Folded {
  const shown = rows.filter(isShown).slice(0, most);
  const seen = new Set(shown);
  const left = rows.filter((row) => !seen.has(row));
  if (left.length === 0) return { shown, rest: null };
  const what = shown.length === 0 ? `${left.length} in all` : `${left.length} ${left.length === 1 ? 'other' : 'others'}`;
  return { shown, rest: { mark: markOf(left), what, change: within(left) } };
}

/** Green only when all are; a row that is not quiet but had no room keeps its say. */
function markOf(rows: readonly Row[]): Mark {
  if (rows.every((row) => row.mark === '✅')) return '✅';
  return rows.find((row) => row.rank !== 'quiet' && row.mark !== '✅')?.mark ?? '⚪';
}

function within(rows: readonly Row[]): string {
  const metrics = rows.filter((row) => row.of === 'metric');
  const comparisons = metrics.flatMap(({ comparison }) => (comparison !== null && isCompared(comparison) ? [comparison] : []));
  if (comparisons.length === 0) return metrics.length === 0 ? 'held' : 'not compared';
  const seen = ofEach(comparisons, detectable);
  const alone = metrics.length - comparisons.length;
  const largest = (some: readonly Comparison[]): number | null => (some.length === 0 ? null : Math.max(...some.map(sizeOf)));
  return [
    `within ${ofEach(comparisons, largest, (size, group) => `±${printChange(size, group)}`)}`,
    seen === '' ? '' : ` (could have seen ${seen})`,
    alone === 0 ? '' : `, ${alone} not compared`,
  ].join('');
}
