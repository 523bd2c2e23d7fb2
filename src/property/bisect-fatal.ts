import { sayLoad } from '../units/say-load.ts';
import type { Failure, Placed } from './bisect.ts';
import type { Levels } from './levels.ts';
import type { Measuring } from './measuring.ts';
import { isFatal } from './stability.ts';

/** What is known of the smallest load under which the service dies or gets stuck. */
export interface Fatality {
  readonly smallest: Placed;
  /** The lowest level that may do the same. */
  readonly lowest: number;
  /** What was tried on the way, a line each. */
  readonly steps: readonly string[];
}

/**
 * The smallest load under which the service dies or gets stuck. Either is its own proof, so each level is tried once, halving what is left:
 * the service is not killed more often than that takes. Ends early where it cannot be started again in the time there is.
 */
export async function bisectFatal(found: Failure, levels: Levels, measuring: Measuring, onLook: () => void): Promise<Fatality> {
  const steps: string[] = [];
  let smallest: Placed = { scenario: found.scenario, judgement: found.judgement, level: levels.top };
  let low = levels.low - 1;
  let isDown = true;
  while (smallest.level - low > 1) {
    const level = Math.floor((low + smallest.level) / 2);
    const scenario = levels.at(level);
    if (!measuring.fitsAnotherLife(scenario)) break;
    onLook();
    if (isDown && !(await measuring.renew())) break;
    const { judgement } = await measuring.measure(scenario);
    isDown = judgement.kind === 'broken' && isFatal(judgement);
    steps.push(`${sayLoad(scenario)}: ${isDown ? 'the same' : 'lived'}`);
    if (judgement.kind === 'broken' && isDown) smallest = { scenario, judgement, level };
    else low = level;
  }
  return { smallest, lowest: low + 1, steps };
}
