import type { Capacity, LevelSeen } from '../../model/scaling.ts';
import type { Chance } from '../../stats/chance.ts';
import { NoisyBisection, type NoisyAnswer, type Threshold } from '../../stats/noisy-bisection.ts';
import { sortLevels } from './levels.ts';

/** Within which a number of users counts as carried. */
export interface CapacityLimits {
  readonly p95Ms: number;
  readonly errorsPercent: number;
}

/** Numbers of users among which the capacity is looked for, from the fewest to the most. */
export interface CapacityRange {
  readonly fewest: number;
  readonly most: number;
}

/** What is to be done next to find the capacity. */
export type CapacityStep = { readonly kind: 'measure'; readonly users: number } | { readonly kind: 'done'; readonly capacity: Capacity };

/** So sure it must be that all levels are carried, before it is said. */
const sure = 0.9;

/**
 * The next step of a bisection along users, after all visits so far: those to the levels count as well as its own. `looksLeft` is how many
 * more there is time for.
 */
export function nextCapacityStep(
  seen: readonly LevelSeen[],
  limits: CapacityLimits,
  { fewest, most }: CapacityRange,
  looksLeft: number,
  chance: Chance,
): CapacityStep {
  const bisection = new NoisyBisection(fewest, most, chance);
  let answers = 0;
  for (const { users, visits } of sortLevels(seen).levels) {
    if (users < fewest || users > most) continue;
    for (const visit of visits) {
      const answer = answerOf(visit, limits);
      if (answer === null) continue;
      bisection.tell(users, answer);
      answers += 1;
    }
  }
  if (looksLeft > 0 && !(answers > 0 && bisection.isSettled())) return { kind: 'measure', users: bisection.next() };
  if (answers === 0) return { kind: 'done', capacity: { kind: 'unknown', why: 'no number of users could be judged' } };
  return { kind: 'done', capacity: capacityOf(bisection.threshold(), { fewest, most }) };
}

/** What one visit says; null where it says nothing. */
function answerOf({ p95Ms, errorsPercent }: LevelSeen, limits: CapacityLimits): NoisyAnswer | null {
  if (errorsPercent > limits.errorsPercent) return { over: true, logRatio: null };
  if (p95Ms === null || !(p95Ms > 0)) return null;
  return { over: p95Ms > limits.p95Ms, logRatio: Math.log(p95Ms / limits.p95Ms) };
}

/** Carried is what lies below the lowest number of users that is over a limit. */
export function capacityOf({ mode, interval, none }: Threshold, { fewest, most }: CapacityRange): Capacity {
  const [low, high] = interval;
  if (none >= sure || low > most) return { kind: 'beyond', users: most };
  if (mode <= fewest) return { kind: 'below', users: fewest };
  return { kind: 'found', users: mode - 1, interval: [low - 1, Math.min(high - 1, most)], most };
}
