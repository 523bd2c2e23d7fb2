import type { Curve } from './curve.ts';

/** From one rate to another, linearly over `durationMs`. */
export function ramp(fromPerSecond: number, toPerSecond: number, durationMs: number): Curve {
  const perMs = fromPerSecond / 1_000;
  const perMs2 = (toPerSecond - fromPerSecond) / 1_000 / durationMs;
  return {
    firstPerSecond: fromPerSecond,
    countBy: (atMs) => (perMs + (perMs2 * atMs) / 2) * atMs,
    momentOf: (count) => {
      // The root of ½·perMs2·t² + perMs·t = count in the form that does not cancel when the slope is small (Numerical Recipes, 5.6).
      // A falling rate that ends at zero never reaches more than its whole: then the square is below zero, the moment beyond the end.
      const square = perMs * perMs + 2 * perMs2 * count;
      return (2 * count) / (perMs + Math.sqrt(Math.max(0, square)));
    },
  };
}
