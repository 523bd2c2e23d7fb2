import type { Chance } from '../../src/stats/chance.ts';

/** A normal deviate. Source: Box and Muller, Annals of Mathematical Statistics 29, 1958. */
function normal(chance: Chance): number {
  return Math.sqrt(-2 * Math.log(1 - chance.unit())) * Math.cos(2 * Math.PI * chance.unit());
}

/** Flat noise on a log scale: standard deviation `sigma`, neighbours correlated by `likeness` (an AR(1) process). */
export function flat(chance: Chance, count: number, sigma: number, likeness: number = 0.3): readonly number[] {
  let last = normal(chance) * sigma;
  return Array.from({ length: count }, () => {
    const now = last;
    last = likeness * last + Math.sqrt(1 - likeness ** 2) * sigma * normal(chance);
    return now;
  });
}

/** Noise around a level that is a function of the place in the series, 0…1; levels are ratios: 1.2 is 20 % above. */
export function around(noise: readonly number[], level: (place: number, index: number) => number): readonly number[] {
  return noise.map((value, index) => value + Math.log(level(index / (noise.length - 1), index)));
}

/** The same with a burst: up to `longest` values somewhere, up to `most` times higher. */
export function withBurst(chance: Chance, series: readonly number[], longest: number, most: number): readonly number[] {
  const length = 1 + chance.below(longest);
  const at = chance.below(series.length - length + 1);
  const height = Math.log(1 + chance.unit() * (most - 1));
  return series.map((value, index) => (index >= at && index < at + length ? value + height : value));
}
