import type { Arrivals } from '../model/arrivals.ts';
import type { Scenario } from '../model/scenario.ts';
import { rateRange } from './arrival-bounds.ts';
import { printAmount, printCount, printDuration } from './print.ts';

/** How much load a scenario is, to follow `at` or to stand alone: `20 users`, `1 000 arrivals/s`, `100 to 1 000 arrivals/s`. */
export function sayLoad(scenario: Scenario): string {
  return scenario.model === 'closed' ? sayUsers(scenario.users) : sayArrivals(scenario.arrivals);
}

/** `1 user`, `3 users`. */
export function sayUsers(users: number): string {
  return `${users} ${users === 1 ? 'user' : 'users'}`;
}

function sayArrivals(arrivals: Arrivals): string {
  if (arrivals.pattern === 'burst') {
    return `${printCount(arrivals.size)} ${arrivals.size === 1 ? 'arrival' : 'arrivals'} every ${printDuration(arrivals.everyMs)}`;
  }
  const { lowest, highest } = rateRange(arrivals);
  const rates = lowest === highest ? printAmount(highest) : `${printAmount(lowest)} to ${printAmount(highest)}`;
  return `${rates} ${rates === '1' ? 'arrival' : 'arrivals'}/s`;
}
