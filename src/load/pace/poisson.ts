import { openChance } from '../../stats/chance.ts';

/** Users' streams count from 0; this one is nobody's. */
const stream = 2 ** 32 - 1;

/**
 * Counts at which arrivals are due when people come independently: sums of unit exponentials. Any curve's moments of these
 * are a Poisson process of its rate (time rescaling: Cox and Lewis 1966, The Statistical Analysis of Series of Events).
 */
export function poisson(seed: number): () => number {
  const chance = openChance(seed, stream);
  let count = 0;
  return () => (count -= Math.log(1 - chance.unit()));
}
