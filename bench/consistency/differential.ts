import { decide } from '../../__tests__/diagnose/consistency/decide.ts';
import { kinds, randomHistory } from '../../__tests__/diagnose/consistency/random-history.ts';
import { fitsOneOrder } from '../../__tests__/diagnose/consistency/reference.ts';
import { openChance } from '../../src/stats/chance.ts';
import type { Table } from '../verdict/table.ts';

const allowances = [0, 0, 3] as const;

/** Small histories of every kind, judged by the rules and by trying all orders. */
export function* benchDifferential(histories: number, seed: number): Generator<Table> {
  const each = Math.ceil(histories / kinds.length);
  const rows = kinds.map((kind, stream) => {
    const chance = openChance(seed, stream);
    const counts = { judged: 0, illegal: 0, unknown: 0, disagreements: 0 };
    while (counts.judged < each) {
      const acts = randomHistory(chance, kind);
      const maxStaleMs = allowances[chance.below(allowances.length)] ?? 0;
      const said = decide(acts, maxStaleMs);
      // Nothing was changed, or nothing seen.
      if (said === 'idle') continue;
      counts.judged += 1;
      const truth = fitsOneOrder(acts, maxStaleMs) ? 'legal' : 'illegal';
      if (truth === 'illegal') counts.illegal += 1;
      if (said === 'unknown') counts.unknown += 1;
      else if (said !== truth) {
        counts.disagreements += 1;
        console.error(`${kind}: said ${said}, is ${truth}: ${JSON.stringify(acts)}`);
      }
    }
    return [kind, ...Object.values(counts).map(String)];
  });
  const total = rows.reduce((sums, [, ...cells]) => sums.map((sum, index) => sum + Number(cells[index])), [0, 0, 0, 0]);
  yield {
    title: 'small random histories against trying all orders',
    heads: ['kind', 'judged', 'illegal', 'unknown', 'disagreements'],
    rows: [...rows, ['all', ...total.map(String)]],
  };
}
