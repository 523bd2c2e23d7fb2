import { writeConstraint } from '../units/constraint.ts';
import { printDuration } from '../units/print.ts';
import type { Tried } from './tell-constraints.ts';

/** What came of several constraints, in this order, each kind named once. */
const told: readonly (readonly [name: string, kinds: readonly Tried['kind'][]])[] = [
  ['held', ['held', 'retracted']],
  ['broken', ['broken']],
  ['not confirmed', ['unconfirmed']],
  ['not judged', ['inconclusive']],
  ['not permitted here', ['not-permitted']],
  ['not tried', ['untried']],
];

/** How many of them the service was put under. */
export function countPut(tried: readonly Tried[]): number {
  return tried.filter(({ kind }) => kind !== 'not-permitted' && kind !== 'untried').length;
}

/** What came of all of them, a line for each way: `held: cpu=1core+hog, back after 250 ms; fds=+8, back after 600 ms`. */
export function spreadConstraints(tried: readonly Tried[]): readonly string[] {
  return told.flatMap(([name, kinds]) => {
    const some = tried.filter(({ kind }) => kinds.includes(kind));
    return some.length === 0 ? [] : [`${name}: ${some.map(tellOne).join('; ')}`];
  });
}

/** The same on one line: `6 pressures · held`, `3 pressures · held · not tried: net=20ms/1MB/s`. */
export function sumUpConstraints(tried: readonly Tried[]): string {
  const count = countPut(tried);
  const parts = told.flatMap(([name, kinds]) => {
    const some = tried.filter(({ kind }) => kinds.includes(kind));
    if (some.length === 0) return [];
    return [
      name === 'held' && some.length === count ? name : `${name}: ${some.map(({ constraint }) => writeConstraint(constraint)).join(', ')}`,
    ];
  });
  return [`${count} ${count === 1 ? 'pressure' : 'pressures'}`, ...parts].join(' · ');
}

function tellOne(tried: Tried): string {
  const name = writeConstraint(tried.constraint);
  return tried.kind === 'held' || tried.kind === 'retracted' ? `${name}, back after ${printDuration(tried.stand.recoveredMs)}` : name;
}
