import type { Arrivals } from '../model/arrivals.ts';

/** What may be asked for at most. */
const most = { perSecond: 100_000, milliseconds: 600_000, steps: 50, size: 100_000 };

/** The lowest and the highest rate of a pattern, per second; a burst's is its mean. */
export function rateRange(arrivals: Arrivals): { readonly lowest: number; readonly highest: number } {
  const rates = ratesOf(arrivals);
  return { lowest: Math.min(...rates), highest: Math.max(...rates) };
}

/** What was expected of arrivals that nobody may ask for; null when they are within all bounds. */
export function brokenBound(arrivals: Arrivals): string | null {
  if (arrivals.pattern === 'step' && !isWithin(arrivals.ratesPerSecond.length, 1, most.steps)) return `1 to ${most.steps} steps`;
  const { lowest, highest } = rateRange(arrivals);
  const shape = brokenShape(arrivals);
  if (shape !== null) return shape;
  if (!isWithin(lowest, 0, most.perSecond) || !isWithin(highest, 0, most.perSecond)) return `rates of 0 to ${most.perSecond}/s`;
  return highest > 0 ? null : 'a rate above 0';
}

function brokenShape(arrivals: Arrivals): string | null {
  switch (arrivals.pattern) {
    case 'constant':
    case 'poisson':
    case 'ramp':
    case 'step':
      return null;
    case 'spike': {
      const { ratePerSecond, peakPerSecond, atMs, forMs } = arrivals;
      if (!(peakPerSecond >= ratePerSecond)) return 'a peak that is not below the base rate';
      return atMs >= 0 && forMs >= 1 && atMs + forMs <= most.milliseconds ? null : 'a spike of at least 1ms that ends within 10m';
    }
    case 'burst':
      if (!Number.isInteger(arrivals.size) || !isWithin(arrivals.size, 1, most.size)) return `a burst of 1 to ${most.size} arrivals`;
      return isWithin(arrivals.everyMs, 1, most.milliseconds) ? null : 'a time between bursts of 1ms to 10m';
    case 'sine':
      if (!isWithin(arrivals.amplitudePerSecond, 0, arrivals.ratePerSecond)) return 'an amplitude of at most the mean';
      return isWithin(arrivals.periodMs, 1, most.milliseconds) ? null : 'a period of 1ms to 10m';
    default:
      return arrivals satisfies never;
  }
}

function ratesOf(arrivals: Arrivals): readonly number[] {
  switch (arrivals.pattern) {
    case 'constant':
    case 'poisson':
      return [arrivals.ratePerSecond];
    case 'ramp':
      return [arrivals.fromPerSecond, arrivals.toPerSecond];
    case 'step':
      return arrivals.ratesPerSecond;
    case 'spike':
      return [arrivals.ratePerSecond, arrivals.peakPerSecond];
    case 'burst':
      return [(arrivals.size / arrivals.everyMs) * 1_000];
    case 'sine':
      return [arrivals.ratePerSecond - arrivals.amplitudePerSecond, arrivals.ratePerSecond + arrivals.amplitudePerSecond];
    default:
      return arrivals satisfies never;
  }
}

/** False for what is no number. */
function isWithin(value: number, min: number, max: number): boolean {
  return value >= min && value <= max;
}
