import type { Curve } from './curve.ts';

/** Newton needs about five steps; where the rate touches zero, halving the bracket takes over and ends at the double's own grain. */
const mostSteps = 60;

/**
 * Swings around a mean, beginning at it and rising: rate(t) = mean + amplitude·sin(2πt/period). Its integral has no closed
 * inverse, so a moment is found by Newton's method kept inside a bracket that holds the root.
 */
export function sine(ratePerSecond: number, amplitudePerSecond: number, periodMs: number): Curve {
  const mean = ratePerSecond / 1_000;
  const amplitude = amplitudePerSecond / 1_000;
  const turn = (2 * Math.PI) / periodMs;
  const countBy = (atMs: number): number => mean * atMs + (amplitude / turn) * (1 - Math.cos(turn * atMs));

  /** The moment within one period. */
  const solve = (count: number): number => {
    // The swing adds between nothing and 2·amplitude/turn to the straight line of the mean.
    let low = Math.max(0, (count - (2 * amplitude) / turn) / mean);
    let high = Math.min(periodMs, count / mean);
    let at = (low + high) / 2;
    for (let step = 0; step < mostSteps && low < high; step += 1) {
      const excess = countBy(at) - count;
      if (excess >= 0) high = at;
      else low = at;
      const newton = at - excess / (mean + amplitude * Math.sin(turn * at));
      const next = newton > low && newton < high ? newton : (low + high) / 2;
      if (next === at || Math.abs(excess) < 1e-9) break;
      at = next;
    }
    return at;
  };

  return {
    firstPerSecond: ratePerSecond,
    countBy,
    momentOf: (count) => {
      const perPeriod = mean * periodMs;
      const periods = Math.floor(count / perPeriod);
      return periods * periodMs + solve(count - periods * perPeriod);
    },
  };
}
