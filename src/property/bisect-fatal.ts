import { sayUsers } from '../units/say-load.ts';
import type { Failure } from './bisect.ts';
import type { Measuring } from './measuring.ts';
import { isFatal } from './stability.ts';

/** What is known of the fewest users under which the service dies or gets stuck. */
export interface Fatality {
  readonly smallest: Failure;
  /** Fewest users that may do the same. */
  readonly fewestUsers: number;
  /** What was tried on the way, a line each. */
  readonly steps: readonly string[];
}

/**
 * The fewest users under which the service dies or gets stuck. Either is its own proof, so each number is tried once, halving what is left:
 * the service is not killed more often than that takes. Ends early where it cannot be started again in the time there is.
 */
export async function bisectFatal(found: Failure, minUsers: number, measuring: Measuring, onLook: () => void): Promise<Fatality> {
  const steps: string[] = [];
  let smallest = found;
  let low = minUsers - 1;
  let isDown = true;
  while (smallest.scenario.users - low > 1) {
    const scenario = { ...found.scenario, users: Math.floor((low + smallest.scenario.users) / 2) };
    if (!measuring.fitsAnotherLife(scenario)) break;
    onLook();
    if (isDown && !(await measuring.renew())) break;
    const { judgement } = await measuring.measure(scenario);
    isDown = judgement.kind === 'broken' && isFatal(judgement);
    steps.push(`${sayUsers(scenario.users)}: ${isDown ? 'the same' : 'lived'}`);
    if (judgement.kind === 'broken' && isDown) smallest = { scenario, judgement };
    else low = scenario.users;
  }
  return { smallest, fewestUsers: low + 1, steps };
}
