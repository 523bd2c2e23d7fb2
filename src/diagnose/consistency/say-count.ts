import { printCount } from '../../units/print.ts';
import type { Count, Sighting } from './count.ts';
import type { Seen } from './count-increments.ts';
import { isCertain, type Effect } from './effect.ts';
import type { Shortfall } from './find-shortfall.ts';
import type { Surplus } from './find-surplus.ts';
import { nameUser } from './name.ts';
import { sayAllowance } from './say-stale.ts';

/** `Lost 37 of 2 000 acknowledged increments of "k": it went from 0 to 1 963`. */
export function sayLost(name: string, { first, second, missing }: Shortfall, count: Count, isEven: boolean): string {
  const went = `it ${sayWay(first, second)}`;
  const isInside = ({ earliestMs, latestMs }: Effect): boolean => earliestMs > first.effect.latestMs && latestMs < second.effect.earliestMs;
  const inside = count.raises.filter(({ effect }) => isInside(effect));
  if (!isEven) {
    const added = inside.reduce((total, { steps }) => total + steps, 0);
    return `Lost ${printCount(missing)} of ${printCount(added)} that acknowledged increments of ${name} add up to: ${went}`;
  }
  const told = [...count.told.values()].filter((effect) => isCertain(effect) && isInside(effect));
  return `Lost ${printCount(missing)} of ${sayIncrements(inside.length + told.length, name, count.step, 'acknowledged ')}: ${went}`;
}

/** `User 7 read 40 of "k" when it must have been 42 or more`. */
export function sayLate(name: string, { effect, shown }: Sighting, least: number, step: number): string {
  const { deed } = effect.act;
  const told = deed.kind === 'increment' && deed.after !== null;
  const saw = told ? `An increment of ${name} met ${printCount(shown)}` : `${nameUser(effect)} read ${printCount(shown)} of ${name}`;
  const bound = step < 0 ? 'less' : 'more';
  return `${saw} when it must have been ${printCount(least)} or ${bound}${sayAllowance(effect)}`;
}

/** `2 increments of "k" were both told 17`. */
export function sayTwice(name: string, pairs: readonly (readonly [Effect, Effect])[]): string {
  const deed = pairs[0]?.[0].act.deed;
  const after = deed?.kind === 'increment' ? (deed.after ?? 0) : 0;
  const others = pairs.length > 1 ? `; ${printCount(pairs.length - 1)} more were told what another was told` : '';
  return `2 increments of ${name} were both told ${printCount(after)}${others}`;
}

/** `"k" went from 6 back to 5`. */
export function sayBackwards(name: string, first: Sighting, second: Sighting): string {
  return `${name} went from ${printCount(first.shown)} back to ${printCount(second.shown)}`;
}

/** `"k" went from 5 to 8, and 2 increments at most can have come between: 1 was applied twice`. */
export function saySurplus(name: string, { first, second, tooMany, most }: Surplus, count: Count, isEven: boolean): string {
  const way = `${name} ${sayWay(first, second)}`;
  if (!isEven)
    return `${way}, and increments that can have come between add up to ${printCount(most)} at most: ${printCount(tooMany)} too many`;
  const between = sayIncrements(Math.max(0, most), '', count.step, '');
  return `${way}, and ${between} at most can have come between: ${printCount(tooMany)} too many, as if applied twice`;
}

/** `"k" went from 3 to 7, which increments by 5 cannot make`. */
export function sayOffStep(name: string, first: Seen, second: Seen, step: number): string {
  return `${name} ${sayWay(first, second)}, which increments by ${step} cannot make`;
}

/** A line about increments that are not drawn. */
export function tellMore(count: number): readonly string[] {
  if (count <= 0) return [];
  return [`and ${printCount(count)} more ${count === 1 ? 'increment' : 'increments'} between the first and the last of these`];
}

function sayWay(first: Seen, second: Seen): string {
  return `went from ${printCount(first.shown)} to ${printCount(second.shown)}`;
}

/** `2 000 acknowledged increments of "k" by 5`. */
function sayIncrements(count: number, name: string, step: number, kind: string): string {
  const noun = count === 1 ? 'increment' : 'increments';
  return `${printCount(count)} ${kind}${noun}${name === '' ? '' : ` of ${name}`}${step === 1 ? '' : ` by ${step}`}`;
}
