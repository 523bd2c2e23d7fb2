import { printAmount, printPercent, printValue } from '../units/print.ts';
import type { Phrase } from './phrase.ts';
import { read, words } from './phrase.ts';

/** A measured value with its unit; the unit is foreign. Nothing where there is no number. */
export function value(number: number | null, unit: string): Phrase {
  if (number === null || !Number.isFinite(number)) return [];
  return unit === '/s' ? words(rate(number)) : read(printValue(number, unit), 60);
}

/** Operations per second: `2 627/s`, `43/s`, `0.52/s`. */
export function rate(perSecond: number): string {
  return Number.isFinite(perSecond) ? `${printAmount(perSecond)}/s` : '–';
}

/** A change with its sign: `+12 %`, `−3 %`, `±0 %`. */
export function signedPercent(percent: number): string {
  const size = printPercent(Math.abs(percent));
  return size === '0 %' ? '±0 %' : `${percent < 0 ? '−' : '+'}${size}`;
}

/** The ends of an interval: `8…16 %`, and with signs `−2…+21 %` when zero lies inside or below. */
export function percentRange([low, high]: readonly [low: number, high: number]): string {
  if (low < 0 || high < 0) return `${signedPercent(low).slice(0, -2)}…${signedPercent(high)}`;
  return `${printPercent(low).slice(0, -2)}…${printPercent(high)}`;
}

/** One or many: `1 user`, `20 users`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
