import type { Comparison } from '../model/comparison.ts';
import { printAmount, printChange, printValue } from '../units/print.ts';
import type { Phrase } from './phrase.ts';
import { read, words } from './phrase.ts';

type ChangeIn = Comparison['changeIn'];

/** A measured value with its unit; the unit is foreign. Nothing where there is no number. */
export function value(number: number | null, unit: string): Phrase {
  if (number === null || !Number.isFinite(number)) return [];
  return unit === '/s' ? words(rate(number)) : read(printValue(number, unit), 60);
}

/** Operations per second: `2 627/s`, `43/s`, `0.52/s`. */
export function rate(perSecond: number): string {
  return Number.isFinite(perSecond) ? `${printAmount(perSecond)}/s` : '–';
}

/** A change with its sign: `+12 %`, `−3 %`, `±0 %`, `+0.7 points`. */
export function signedChange(change: number, changeIn: ChangeIn): string {
  const size = printChange(Math.abs(change), changeIn);
  return `${size.startsWith('0 ') ? '±' : change < 0 ? '−' : '+'}${size}`;
}

/** The ends of an interval: `8…16 %`, and with signs `−2…+21 %` when zero lies inside or below; `0.6…0.9` of points, whose change says so. */
export function changeRange([low, high]: readonly [low: number, high: number], changeIn: ChangeIn): string {
  const print = (end: number): string => (low < 0 || high < 0 ? signedChange(end, changeIn) : printChange(end, changeIn));
  const bare = (end: number): string => print(end).replace(/ \S+$/, '');
  return `${bare(low)}…${changeIn === 'points' ? bare(high) : print(high)}`;
}

/** One or many: `1 user`, `20 users`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
