import { printPercent } from '../units/print.ts';
import { detectable, isCompared, sizeOf } from './order.ts';
import type { Row } from './rows.ts';
import { words } from './phrase.ts';

/** The rows worth a reader's time, and one row that stands for the others. */
export function folded(rows: readonly Row[], most: number): readonly Row[] {
  const shown = rows.filter((row) => row.rank !== 'quiet').slice(0, most);
  const rest = rows.slice(shown.length);
  return rest.length === 0 ? shown : [...shown, foldRow(rest, shown.length > 0)];
}

function foldRow(rest: readonly Row[], after: boolean): Row {
  const mark = rest.every((row) => row.mark === '✅')
    ? '✅'
    : (rest.find((row) => row.mark !== '✅' && row.rank !== 'quiet')?.mark ?? '⚪');
  return {
    rank: 'quiet',
    mark,
    what: words(after ? `${rest.length} other${rest.length === 1 ? '' : 's'}` : `${rest.length} in all`),
    before: [],
    now: [],
    change: { text: within(rest), bar: '', range: '' },
    limit: [],
    comparison: null,
  };
}

function within(rest: readonly Row[]): string {
  const comparisons = rest.flatMap((row) => (row.comparison !== null && isCompared(row.comparison) ? [row.comparison] : []));
  if (comparisons.length === 0) return 'not compared';
  const largest = Math.max(...comparisons.map((each) => sizeOf(each)));
  const seen = detectable(comparisons);
  const alone = rest.length - comparisons.length;
  return [
    `within ±${printPercent(largest)}`,
    seen === null ? '' : ` (could have seen ${printPercent(seen)})`,
    alone === 0 ? '' : `, ${alone} not compared`,
  ].join('');
}
