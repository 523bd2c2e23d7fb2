import type { Metric } from '../../../src/model/metric.ts';
import type { Pair, Paired } from '../../../src/model/paired.ts';

/** One metric at the base, and for each pair by how much the head's is larger: 0.1 is a tenth of it, or points for a metric in percent. */
export interface Sample {
  readonly name: string;
  readonly unit: string;
  readonly base: number;
  readonly worse?: Metric['worse'];
  readonly changes: readonly number[];
}

/** A dozen small differences, as two copies of the same code show them. */
export const even: readonly number[] = [0.004, -0.006, 0.009, -0.002, -0.011, 0.007, 0.003, -0.008, 0.001, -0.004, 0.006, -0.001];

export function ms(name: string, base: number, changes: readonly number[]): Sample {
  return { name, unit: 'ms', base, changes };
}

/** The same differences, but larger by so much. */
export function shifted(by: number, changes: readonly number[] = even): readonly number[] {
  return changes.map((change) => (1 + change) * (1 + by) - 1);
}

/** As many pairs as the longest sample has changes; a shorter one is missing from the later pairs. */
export function pairsOf(samples: readonly Sample[], kind: Pair['kind'] = 'test'): readonly Pair[] {
  const count = Math.max(0, ...samples.map(({ changes }) => changes.length));
  return Array.from({ length: count }, (_, index) => {
    const metrics = samples.flatMap(({ name, unit, base, worse = 'higher', changes }) => {
      const change = changes[index];
      if (change === undefined) return [];
      const metric = { name, unit, worse };
      const head = unit === '%' ? base + change : base * (1 + change);
      return [{ before: { ...metric, value: base }, after: { ...metric, value: head } }];
    });
    return { kind, first: 'base', base: metrics.map(({ before }) => before), head: metrics.map(({ after }) => after) };
  });
}

export function paired(pairs: readonly Pair[], more: Partial<Paired> = {}): Paired {
  return {
    commit: 'abc',
    name: 'main',
    pairs,
    planned: 12,
    failures: [],
    headFailures: 0,
    joined: false,
    leftOut: [],
    notes: [],
    pairMs: 3_000,
    ...more,
  };
}
