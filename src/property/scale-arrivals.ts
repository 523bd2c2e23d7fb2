import type { Arrivals } from '../model/arrivals.ts';

/** The same pattern at a share of its rates, of times as they are; a burst has fewer arrivals, at least one. Rates are rounded down to three digits. */
export function scaleArrivals(arrivals: Arrivals, share: number): Arrivals {
  const scale = (perSecond: number): number => threeDigits(perSecond * share);
  switch (arrivals.pattern) {
    case 'constant':
    case 'poisson':
      return { ...arrivals, ratePerSecond: scale(arrivals.ratePerSecond) };
    case 'ramp':
      return { ...arrivals, fromPerSecond: scale(arrivals.fromPerSecond), toPerSecond: scale(arrivals.toPerSecond) };
    case 'step':
      return { ...arrivals, ratesPerSecond: arrivals.ratesPerSecond.map(scale) };
    case 'spike':
      return { ...arrivals, ratePerSecond: scale(arrivals.ratePerSecond), peakPerSecond: scale(arrivals.peakPerSecond) };
    case 'burst':
      return { ...arrivals, size: Math.max(1, Math.round(arrivals.size * share)) };
    case 'sine':
      return { ...arrivals, ratePerSecond: scale(arrivals.ratePerSecond), amplitudePerSecond: scale(arrivals.amplitudePerSecond) };
    default:
      return arrivals satisfies never;
  }
}

/** Rounds a rate down to three digits, so that it is short to copy; what a sum of fractions lacks of a round number is forgiven. */
export function threeDigits(rate: number): number {
  if (!(rate > 0)) return 0;
  const nearest = Number(rate.toPrecision(3));
  if (nearest <= rate * (1 + 1e-9)) return nearest;
  const unit = 10 ** (Math.floor(Math.log10(rate)) - 2);
  return Number((nearest - unit).toPrecision(3));
}
