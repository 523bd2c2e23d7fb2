import type { Chance } from './chance.ts';

/** Draws ranks from 1 on, each in proportion to 1/rank^exponent. */
export type Ranks = (chance: Chance) => number;

/**
 * Zipf's distribution over the ranks 1…`count`, of an exponent above 0, exactly and without a table, however many ranks there are:
 * rejection-inversion, which takes 1.1 draws of chance for a rank in the mean.
 * Source: W. Hörmann & G. Derflinger, Rejection-inversion to generate variates from monotone discrete distributions, ACM TOMACS 6, 1996.
 */
export function openZipf(count: number, exponent: number): Ranks {
  const weight = (x: number): number => Math.exp(-exponent * Math.log(x));
  /** Integral of the weight from 1 to x. */
  const area = (x: number): number => {
    const log = Math.log(x);
    return expRatio((1 - exponent) * log) * log;
  };
  const areaInverse = (y: number): number => {
    const t = Math.max(-1, y * (1 - exponent));
    return Math.exp(logRatio(t) * y);
  };
  const first = area(1.5) - 1;
  const last = area(count + 0.5);
  /** So far below a rank whatever is drawn belongs to it for sure. */
  const surely = 2 - areaInverse(area(2.5) - weight(2));
  return (chance) => {
    for (;;) {
      const y = last + chance.unit() * (first - last);
      const x = areaInverse(y);
      const rank = Math.min(count, Math.max(1, Math.round(x)));
      if (rank - x <= surely || y >= area(rank + 0.5) - weight(rank)) return rank;
    }
  };
}

/** (e^x − 1) / x, also near 0. */
function expRatio(x: number): number {
  return Math.abs(x) > 1e-8 ? Math.expm1(x) / x : 1 + x / 2;
}

/** ln(1 + x) / x, also near 0. */
function logRatio(x: number): number {
  return Math.abs(x) > 1e-8 ? Math.log1p(x) / x : 1 - x / 2;
}
