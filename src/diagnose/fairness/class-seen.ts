import type { Observation, OperationObservation } from '../../model/observation.ts';
import type { FairnessAsked } from './find-starvation.ts';
import type { UsersSeen } from './judge-users.ts';
import type { Calm, Crowded } from './service.ts';

/** What operations are like without the others, by name. */
export interface Grounds {
  readonly calm: ReadonlyMap<string, Calm>;
  readonly crowded: ReadonlyMap<string, Crowded>;
}

/** Nothing is known. */
export const groundless: Grounds = { calm: new Map(), crowded: new Map() };

/** The grounds, and what loads of a single user add to them. */
export function calmed(grounds: Grounds, loads: readonly Observation[]): Grounds {
  const calm = new Map(grounds.calm);
  for (const one of loads.flatMap(({ operations }) => operations)) {
    const summed = join(calm.get(one.name), one);
    if (summed !== null) calm.set(one.name, { ...summed, p99Ms: null });
  }
  return { ...grounds, calm };
}

/** The grounds, and what loads of one operation alone add to them. */
export function crowded(grounds: Grounds, loads: readonly Observation[]): Grounds {
  const alone = new Map(grounds.crowded);
  for (const { scenario, operations } of loads) {
    const [one] = operations;
    if (one === undefined || operations.length > 1 || scenario.model === 'open') continue;
    const summed = join(alone.get(one.name), one);
    if (summed !== null) alone.set(one.name, { ...summed, users: scenario.users });
  }
  return { ...grounds, crowded: alone };
}

/** What a load of several kinds gives to each, held against its grounds. */
export function fairnessOf(
  observation: Observation,
  { calm, crowded: alone }: Grounds,
  limits: Pick<FairnessAsked, 'leastShare' | 'margin' | 'spoiled'>,
): FairnessAsked {
  const { scenario, operations } = observation;
  const seen = new Map(operations.map((one) => [one.name, one]));
  const classes = Object.keys(scenario.mix).map((name) => {
    const one = seen.get(name);
    return {
      name,
      requests: one?.requests ?? 0,
      errors: one?.errors ?? 0,
      meanMs: one?.responseMs.mean ?? null,
      meanLowMs: one?.responseMs.meanLow ?? null,
      longestSilenceMs: null,
      calm: calm.get(name) ?? null,
      crowded: alone.get(name) ?? null,
    };
  });
  const users = scenario.model === 'open' ? scenario.connections : scenario.users;
  return { classes, users, perUser: usersOf(observation), ...limits };
}

/** Operations of each user, and how unlike one another the answers were. */
export function usersOf({ servedPerUser = [], total: { responseMs } }: Observation): UsersSeen {
  const { count, mean, min, meanLow } = responseMs;
  // An end that was cut off at the least answer tells no deviation.
  const isKnown = mean !== null && mean > 0 && meanLow !== undefined && min !== null && meanLow > min;
  return { counts: servedPerUser, unlikeness: isKnown ? ((mean - meanLow) / 1.96 / mean) * Math.sqrt(count) : null };
}

function join(
  before: Omit<Calm, 'p99Ms'> | undefined,
  { requests, errors, responseMs: { mean, count } }: OperationObservation,
): Omit<Calm, 'p99Ms'> | null {
  if (mean === null || count === 0) return before ?? null;
  const old = before ?? { requests: 0, errors: 0, meanMs: 0 };
  const all = old.requests + requests;
  return { requests: all, errors: old.errors + errors, meanMs: (old.meanMs * old.requests + mean * requests) / all };
}
