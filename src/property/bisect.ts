import type { Scenario } from '../model/scenario.ts';
import type { Chance } from '../stats/chance.ts';
import { NoisyBisection } from '../stats/noisy-bisection.ts';
import type { Threshold } from '../stats/noisy-bisection.ts';
import type { Levels } from './levels.ts';
import type { Measuring } from './measuring.ts';
import { isFatal } from './stability.ts';
import type { Broken } from './stability.ts';

/** A scenario that broke the property, and how. */
export interface Failure {
  readonly scenario: Scenario;
  readonly judgement: Broken;
}

/** A failure with its place among the levels that were searched. */
export interface Placed extends Failure {
  readonly level: number;
}

/** How often a level was measured, and how often it broke. */
export interface Tally {
  readonly looks: number;
  readonly broke: number;
}

/** What a bisection of levels came to. */
export interface Bisected {
  readonly threshold: Threshold;
  /** The last judgement of each level that broke. */
  readonly proofs: ReadonlyMap<number, Broken>;
  readonly tallies: ReadonlyMap<number, Tally>;
  /** Chance that one measurement at this level breaks. */
  readonly breaksAt: (level: number) => number;
  /** `time`: none was left. `unjudged`: too many measurements in a row told nothing. */
  readonly ended: 'settled' | 'looks' | 'time' | 'unjudged' | Failure;
}

/** Measurements in a row that tell nothing, after which no others are asked for. */
const mostUnjudged = 3;

/**
 * Finds the lowest level that fails, with everything else fixed: noise makes single answers wrong, so each only makes some levels
 * likelier. A service that dies or gets stuck on the way ends it.
 */
export async function bisect(
  levels: Levels,
  mostLooks: number,
  measuring: Measuring,
  chance: Chance,
  onLook: () => void,
): Promise<Bisected> {
  const bisection = new NoisyBisection(levels.low, levels.top, chance);
  const proofs = new Map<number, Broken>();
  const tallies = new Map<number, Tally>();
  const end = (ended: Bisected['ended']): Bisected => ({
    threshold: bisection.threshold(),
    proofs,
    tallies,
    breaksAt: (level) => bisection.overChance(level),
    ended,
  });
  let unjudged = 0;
  for (let look = 0; look < mostLooks; look += 1) {
    if (bisection.isSettled()) return end('settled');
    if (unjudged === mostUnjudged) return end('unjudged');
    const level = bisection.next();
    const scenario = levels.at(level);
    if (!measuring.fits(scenario, 1)) return end('time');
    onLook();
    const { judgement, logRatio } = await measuring.measure(scenario);
    const over = judgement.kind === 'broken';
    const { looks, broke } = tallies.get(level) ?? { looks: 0, broke: 0 };
    tallies.set(level, { looks: looks + 1, broke: broke + (over ? 1 : 0) });
    if (judgement.kind === 'broken') {
      if (isFatal(judgement)) return end({ scenario, judgement });
      proofs.set(level, judgement);
    }
    // Too few answers to tell on which side it is are an answer all the same: it is near.
    unjudged = judgement.kind === 'inconclusive' && logRatio === null ? unjudged + 1 : 0;
    if (unjudged === 0) bisection.tell(level, { over, logRatio });
  }
  return end('looks');
}
