import type { Endurance } from '../../model/endurance.ts';
import { printCount } from '../../units/print.ts';
import type { Case } from './case.ts';
import { sayAmount } from './say-leak.ts';
import { trackOf } from './track.ts';

const shown = 10;

/** A line for each process: how much was done, and a handful of the looks. */
export function tellLooks(one: Case): readonly string[] {
  const { first, second } = one;
  return [tell('first process', first, one), ...(second === null ? [] : [tell('fresh process', second, one)])];
}

function tell(name: string, endurance: Endurance, { quantity }: Case): string {
  const { points } = trackOf(endurance, quantity);
  const last = points.length - 1;
  const chosen = new Set(Array.from({ length: shown }, (_, index) => Math.round((index * last) / (shown - 1))));
  const values = points.filter((_, index) => chosen.has(index)).map(({ y }) => sayAmount(quantity, y));
  const how = quantity === 'memory' ? (endurance.by === 'heap' ? ', live after a collection' : ', resident') : '';
  const abandoned = endurance.batches.reduce((sum, batch) => sum + batch.abandoned, 0);
  const left = endurance.mode === 'abandoned' ? `, ${printCount(abandoned)} of them abandoned` : '';
  const operations = printCount(endurance.batches.at(-1)?.operations ?? 0);
  return `${name}, ${points.length} batches, ${operations} operations${left}${how}: ${values.join(', ')}`;
}
