import * as fc from 'fast-check';
import { questOf } from '../../__tests__/property/model-service.ts';
import { exploreStability } from '../../src/property/explore.ts';
import type { SmallestLoad } from '../../src/property/quest.ts';
import { openChance } from '../../src/stats/chance.ts';
import type { Measure, Service } from './service.ts';

/** What a search said. */
export interface Said {
  /** Null when it found nothing broken. */
  readonly smallest: number | null;
  readonly interval: SmallestLoad['interval'] | null;
  readonly measurements: number;
  /** As far as the smallest number of users; what made the scenario simpler in other ways left out. */
  readonly toSmallest: number;
}

/** A way to search; `seed` is its own chance, the noise is the service's. */
export type Search = (service: Service, measure: Measure, seed: number) => Promise<Said>;

/** Scenarios tried before a service counts as good. */
const scenarios = 30;
const repeats = 3;
/** Simulated time is free: what ends a search is what it asks, not the clock. */
const endlessMs = 1e9;

/** The product's own: search, confirm and shrink. */
export const plimsoll: Search = async ({ mostUsers, limitMs }, measure, seed) => {
  let toSmallest = 0;
  const quest = questOf(({ users }) => ({ p95Ms: measure(users) }), {
    users: { min: 1, max: mostUsers },
    seed,
    keys: 1,
    budgetMs: endlessMs,
    settings: { enabled: true, scenarios, limits: { p95Ms: limitMs, meanMs: limitMs, errorsPercent: 5 } },
    onTrial: (_done, _planned, note) => {
      toSmallest += note === '' || note === 'being made simpler' ? 0 : 1;
    },
  });
  const { finding, smallest, search, trials } = await exploreStability(quest);
  const isBroken = finding.kind === 'broken';
  return {
    smallest: isBroken ? (smallest?.least ?? null) : null,
    interval: isBroken ? (smallest?.interval ?? null) : null,
    measurements: trials,
    toSmallest: toSmallest + search.scenarios,
  };
};

/** Every measurement is believed, and fast-check shrinks. */
export const plainFastCheck: Search = (service, measure, seed) => checked(service, seed, (users) => measure(users) <= service.limitMs);

/** The same, each failure measured three times again. */
export const confirmedFastCheck: Search = (service, measure, seed) =>
  checked(service, seed, (users) => !breaksAgain((n) => measure(n) > service.limitMs, users));

/** fast-check finds, three measurements confirm, then bisection by yes and no, of which one in five is taken to be wrong. */
export const yesNoBisection: Search = async ({ mostUsers, limitMs }, measure, seed) => {
  let measurements = 0;
  const breaks = (users: number): boolean => {
    measurements += 1;
    return measure(users) > limitMs;
  };
  const random = openChance(seed, 1);
  let found: number | null = null;
  for (let scenario = 0; scenario < scenarios && found === null; scenario += 1) {
    const users = 1 + random.below(mostUsers);
    if (breaksAgain(breaks, users)) found = users;
  }
  const smallest = found === null ? null : bisectYesNo(found, breaks, () => random.unit());
  return { smallest, interval: null, measurements, toSmallest: measurements };
};

async function checked({ mostUsers }: Service, seed: number, holds: (users: number) => boolean): Promise<Said> {
  let measurements = 0;
  const property = fc.property(fc.integer({ min: 1, max: mostUsers }), (users) => {
    measurements += 1;
    return holds(users);
  });
  const { counterexample } = fc.check(property, { seed: seed | 0, numRuns: scenarios });
  return { smallest: counterexample?.[0] ?? null, interval: null, measurements, toSmallest: measurements };
}

function breaksAgain(breaks: (users: number) => boolean, users: number): boolean {
  for (let look = 0; look <= repeats; look += 1) if (!breaks(users)) return false;
  return true;
}

/** Horstein's bisection: an even prior over 1…found + 1, the last for none; null when that is the likeliest. */
function bisectYesNo(found: number, breaks: (users: number) => boolean, random: () => number): number | null {
  let chances = Array.from({ length: found + 1 }, () => 1 / (found + 1));
  for (let look = 0; look < 40 && !isNarrow(chances); look += 1) {
    let sum = 0;
    const median = 1 + chances.findIndex((chance) => (sum += chance) >= 0.5);
    const users = Math.min(found, Math.max(1, random() < 0.5 ? median : median - 1));
    const broke = breaks(users);
    const weighed = chances.map((chance, index) => chance * (index + 1 <= users === broke ? 0.8 : 0.2));
    const total = weighed.reduce((all, weight) => all + weight, 0);
    chances = weighed.map((weight) => weight / total);
  }
  const mode = 1 + chances.indexOf(Math.max(...chances));
  return mode > found ? null : mode;
}

/** Whether 90 % lie in two neighbours. */
function isNarrow(chances: readonly number[]): boolean {
  return chances.some((chance, index) => chance + (chances[index + 1] ?? 0) >= 0.9);
}
