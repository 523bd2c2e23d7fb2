import type { Arrivals } from '../../model/arrivals.ts';
import { burst } from './burst.ts';
import { constant } from './constant.ts';
import type { Curve } from './curve.ts';
import { ramp } from './ramp.ts';
import { sine } from './sine.ts';
import { spike } from './spike.ts';
import { step } from './step.ts';

/** The curve of a pattern over a measured time. */
export function curveOf(arrivals: Arrivals, durationMs: number): Curve {
  switch (arrivals.pattern) {
    case 'constant':
    case 'poisson':
      return constant(arrivals.ratePerSecond);
    case 'ramp':
      return ramp(arrivals.fromPerSecond, arrivals.toPerSecond, durationMs);
    case 'step':
      return step(arrivals.ratesPerSecond, durationMs);
    case 'spike':
      return spike(arrivals, durationMs);
    case 'burst':
      return burst(arrivals.size, arrivals.everyMs);
    case 'sine':
      return sine(arrivals.ratePerSecond, arrivals.amplitudePerSecond, arrivals.periodMs);
    default:
      return arrivals satisfies never;
  }
}

/** How many arrivals are expected in the first `untilMs` of a measured time: the integral of the rate, not a whole number. */
export function expectedArrivals(arrivals: Arrivals, durationMs: number, untilMs: number): number {
  return curveOf(arrivals, durationMs).countBy(Math.min(Math.max(0, untilMs), durationMs));
}

/** The rate that the measured time begins with, per second, and the warm-up goes at; 0 for a ramp or a step that begins with nothing. */
export function firstRate(arrivals: Arrivals): number {
  // A pattern's first rate does not depend on how long it lasts.
  return curveOf(arrivals, 1).firstPerSecond;
}
