import * as fc from 'fast-check';
import type { Operation } from '../model/operation.ts';
import type { ClosedScenario, OpenScenario, Scenario } from '../model/scenario.ts';
import { holdsTemplate } from '../units/holds-template.ts';
import { arrivalsArbitrary, type ArrivalsGround } from './arrivals-arbitrary.ts';
import type { Quest } from './quest.ts';
import { rateCeiling } from './rate-ceiling.ts';

/** What scenarios are drawn for. */
export type Ground = Pick<
  Quest,
  'users' | 'operations' | 'keys' | 'payloadBytes' | 'carriedPerSecond' | 'thinkMs' | 'mostLeavingPerSecond' | 'scenarioMs'
>;
type Mix = Scenario['mix'];

/** Think times beyond the configured one, that a person can remember; those that leave too few requests in a scenario are left out. */
const thinkTimesMs = [1, 2, 5, 10, 20, 50, 100, 200];
/** From nearly alike to where every second request asks for the same key; one hot key is one key. */
const skews = [0.5, 0.8, 1, 1.2, 1.5, 2];
/** How long clients stay that leave: hardly, or long enough for their request to be begun. */
const leavingAfterMs = [1, 10, 100];
/** Sizes of payloads that there are. */
const payloadSteps = 40;
/** Arrivals of the smallest open load: fewer have no 95th percentile. */
const fewestArrivals = 20;
/** Connections of an open load: of those that users have at once, so many times as many, for a service that hesitates. */
const connectionsPerUser = 2;
const mostConnections = 10_000;

/**
 * Scenarios of this service: three of four closed, one open where it is known what it carries. Nothing is biased: fast-check's leaning to
 * small and edge values finds races, but for load the high levels matter as much as the low ones.
 */
export function scenarioArbitrary(ground: Ground): fc.Arbitrary<Scenario> {
  const closed: fc.Arbitrary<Scenario> = closedArbitrary(ground).map((scenario) => sayNoMore(scenario, ground.operations));
  if (!carriesEnough(configuredMix(ground.operations), ground)) return fc.noBias(closed);
  const open: fc.Arbitrary<Scenario> = openArbitrary(ground).map((scenario) => sayNoMore(scenario, ground.operations));
  return fc.noBias(fc.oneof({ weight: 3, arbitrary: closed }, { weight: 1, arbitrary: open }));
}

/** The warm-up that belongs to a measured time. */
export function warmupMs(scenarioMs: number): number {
  return Math.round(scenarioMs * 0.15);
}

/** The mix as it is configured; an operation of weight 0 is switched off. */
export function configuredMix(operations: readonly Operation[]): Mix {
  return Object.fromEntries(switchedOn(operations).map((operation) => [operation.name, operation.weight]));
}

/** Most connections of an open load. */
export function connectionsOf({ users }: Pick<Ground, 'users'>): number {
  return Math.min(mostConnections, connectionsPerUser * users.max);
}

/** Whether an operation that the mix sends holds `{{name}}`. */
export function mixHolds(mix: Mix, operations: readonly Operation[], name: string): boolean {
  return operations.some((operation) => Object.hasOwn(mix, operation.name) && holdsTemplate(operation.spec, name));
}

function closedArbitrary(ground: Ground): fc.Arbitrary<ClosedScenario> {
  return fc
    .record({
      users: fc.integer(ground.users),
      mix: mixArbitrary(ground.operations),
      thinkMs: thinkArbitrary(ground.scenarioMs).map((moreMs) => ground.thinkMs + moreMs),
      abandon: abandonArbitrary(ground.mostLeavingPerSecond),
      load: loadArbitrary(ground),
    })
    .map(({ abandon, load, ...scenario }) => ({ model: 'closed', ...scenario, ...abandon, ...load }));
}

function openArbitrary(ground: Ground): fc.Arbitrary<OpenScenario> {
  const mixes = mixArbitrary(ground.operations).map((mix) => (carriesEnough(mix, ground) ? mix : configuredMix(ground.operations)));
  return fc
    .record({
      of: mixes.chain((mix) => fc.record({ mix: fc.constant(mix), arrivals: arrivalsArbitrary(arrivalsGround(mix, ground)) })),
      load: loadArbitrary(ground),
    })
    .map(({ of, load }) => ({ model: 'open', ...of, connections: connectionsOf(ground), ...load }));
}

/** A burst is of at most half of the users: these were carried all at once. */
function arrivalsGround(mix: Mix, { operations, carriedPerSecond, users, scenarioMs }: Ground): ArrivalsGround {
  return {
    mostPerSecond: rateCeiling(mix, operations, carriedPerSecond),
    fewest: fewestArrivals,
    mostAtOnce: Math.max(1, Math.floor(users.max / 2)),
    durationMs: scenarioMs,
  };
}

/** Whether enough arrive of a mix at its highest rate to be judged by. */
export function carriesEnough(mix: Mix, { operations, carriedPerSecond, scenarioMs }: Ground): boolean {
  return rateCeiling(mix, operations, carriedPerSecond) * (scenarioMs / 1_000) >= fewestArrivals;
}

/** What both models have beside their mix. */
function loadArbitrary(
  ground: Ground,
): fc.Arbitrary<Pick<ClosedScenario, 'keys' | 'skew' | 'payloadBytes' | 'durationMs' | 'warmupMs' | 'seed'>> {
  const { operations, keys, payloadBytes, scenarioMs } = ground;
  const mix = configuredMix(operations);
  return fc
    .record({
      keys: mixHolds(mix, operations, 'key') ? keysArbitrary(keys) : fc.constant({ keys }),
      payload: mixHolds(mix, operations, 'payload') ? payloadArbitrary(payloadBytes) : fc.constant({}),
      seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
    })
    .map(({ keys: drawn, payload, seed }) => ({
      ...drawn,
      ...payload,
      durationMs: scenarioMs,
      warmupMs: warmupMs(scenarioMs),
      seed,
    }));
}

/** In one of eight. */
function abandonArbitrary(mostPerSecond: number): fc.Arbitrary<Pick<ClosedScenario, 'abandon'>> {
  if (mostPerSecond < 1) return fc.constant({});
  const leaving = fc.record(
    { perSecond: fc.integer({ min: 1, max: Math.floor(mostPerSecond) }), afterMs: fc.constantFrom(...leavingAfterMs) },
    { noNullPrototype: true },
  );
  return fc.oneof({ weight: 7, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: leaving.map((abandon) => ({ abandon })) });
}

/** Two of five alike, two skewed, one of a single key. */
function keysArbitrary(keys: number): fc.Arbitrary<Pick<ClosedScenario, 'keys' | 'skew'>> {
  if (keys === 1) return fc.constant({ keys });
  return fc.oneof(
    { weight: 2, arbitrary: fc.constant({ keys }) },
    { weight: 2, arbitrary: fc.constantFrom(...skews).map((skew) => ({ keys, skew })) },
    { weight: 1, arbitrary: fc.constant({ keys: 1 }) },
  );
}

/** Sizes whose logarithms are uniform, so that none of their orders of magnitude is forgotten; of two digits. */
function payloadArbitrary({ min, max }: Ground['payloadBytes']): fc.Arbitrary<Pick<ClosedScenario, 'payloadBytes'>> {
  return fc.integer({ min: 0, max: payloadSteps }).map((step) => {
    if (step === payloadSteps) return { payloadBytes: max };
    const bytes = min * (max / min) ** (step / payloadSteps);
    return { payloadBytes: Math.min(max, Math.max(min, Math.round(Number(bytes.toPrecision(2))))) };
  });
}

/** Leaves out what the operations of its mix have no use for. */
function sayNoMore({ skew, payloadBytes, ...scenario }: Scenario, operations: readonly Operation[]): Scenario {
  return {
    ...scenario,
    ...(skew !== undefined && mixHolds(scenario.mix, operations, 'key') ? { skew } : {}),
    ...(payloadBytes !== undefined && mixHolds(scenario.mix, operations, 'payload') ? { payloadBytes } : {}),
  };
}

function mixArbitrary(operations: readonly Operation[]): fc.Arbitrary<Mix> {
  const some = fc.subarray([...switchedOn(operations)], { minLength: 1 });
  const reweighed = some.chain((chosen) =>
    fc
      .tuple(...chosen.map(() => fc.integer({ min: 1, max: 10 })))
      .map((weights) => Object.fromEntries(chosen.map((operation, index) => [operation.name, weights[index] ?? 1]))),
  );
  return fc.oneof(fc.constant(configuredMix(operations)), some.map(configuredMix), reweighed);
}

function thinkArbitrary(scenarioMs: number): fc.Arbitrary<number> {
  const some = thinkTimesMs.filter((thinkMs) => thinkMs <= scenarioMs / 20);
  return some.length === 0 ? fc.constant(0) : fc.oneof(fc.constant(0), fc.constantFrom(...some));
}

function switchedOn(operations: readonly Operation[]): readonly Operation[] {
  return operations.filter((operation) => operation.weight > 0);
}
