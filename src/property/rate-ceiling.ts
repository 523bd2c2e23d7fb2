import type { Operation } from '../model/operation.ts';
import type { Scenario } from '../model/scenario.ts';

/** Open loads ask for at most this share of what the service was seen to carry: a healthy one holds. */
const share = 0.5;
const mostPerSecond = 50_000;

/**
 * The highest rate, per second, at which each operation of a mix arrives at most half as often as in a load of the configured mix that the
 * service carried: a mix of what is dear is asked for more seldom. 0 where that load is not known, or holds not all of the mix.
 */
export function rateCeiling(mix: Scenario['mix'], operations: readonly Operation[], carriedPerSecond: number | null): number {
  if (carriedPerSecond === null) return 0;
  const weights = new Map(operations.map(({ name, weight }) => [name, weight]));
  const all = sum([...weights.values()]);
  const asked = sum(Object.values(mix));
  const ratios = Object.entries(mix).map(([name, weight]) => (weights.get(name) ?? 0) / all / (weight / asked));
  const ceiling = share * carriedPerSecond * Math.min(...ratios);
  return Number.isFinite(ceiling) ? Math.min(mostPerSecond, ceiling) : 0;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
