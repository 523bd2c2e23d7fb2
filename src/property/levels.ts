import type { Scenario } from '../model/scenario.ts';
import { rateRange } from '../units/arrival-bounds.ts';
import { scaleArrivals } from './scale-arrivals.ts';

/** How much load there is, in whole steps from 1 on, with everything else fixed; and the scenario of each step. */
export interface Levels {
  readonly low: number;
  readonly top: number;
  at(level: number): Scenario;
}

/** Steps of an open load. */
const steps = 20;
/** Fewer arrivals tell next to nothing. */
const fewestArrivals = 10;

/** The levels up to a scenario: users from `leastUsers` on, or of an open load the twentieths of its rate (the arrivals of a burst, where these are fewer). */
export function levelsOf(found: Scenario, leastUsers: number): Levels {
  if (found.model === 'closed') {
    return { low: Math.min(leastUsers, found.users), top: found.users, at: (users) => ({ ...found, users }) };
  }
  const { arrivals, durationMs } = found;
  const top = arrivals.pattern === 'burst' ? Math.min(steps, arrivals.size) : steps;
  const most = (rateRange(arrivals).highest * durationMs) / 1_000;
  const low = Math.min(top, Math.max(1, Math.ceil((fewestArrivals / most) * top)));
  const at = (level: number): Scenario => (level === top ? found : { ...found, arrivals: scaleArrivals(arrivals, level / top) });
  return { low, top, at };
}

/** How much load a scenario is, as a number that goes with its level: users, or the highest rate per second. */
export function amountOf(scenario: Scenario): number {
  return scenario.model === 'closed' ? scenario.users : rateRange(scenario.arrivals).highest;
}
