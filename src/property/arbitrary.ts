import * as fc from 'fast-check';
import type { Operation } from '../model/operation.ts';
import type { ClosedScenario } from '../model/scenario.ts';
import type { Quest } from './quest.ts';

type Ground = Pick<Quest, 'users' | 'operations' | 'keys' | 'thinkMs' | 'scenarioMs'>;
type Mix = ClosedScenario['mix'];

/** Think times beyond the configured one, that a person can remember; those that leave too few requests in a scenario are left out. */
const thinkTimesMs = [1, 2, 5, 10, 20, 50, 100, 200];

/**
 * Scenarios of this service. Nothing is biased: fast-check's leaning to small and edge values finds races, but for load
 * the high levels matter as much as the low ones.
 */
export function scenarioArbitrary(ground: Ground): fc.Arbitrary<ClosedScenario> {
  return fc.noBias(
    fc.record(
      {
        model: fc.constant('closed' as const),
        users: fc.integer(ground.users),
        mix: mixArbitrary(ground.operations),
        thinkMs: thinkArbitrary(ground.scenarioMs).map((moreMs) => ground.thinkMs + moreMs),
        keys: fc.constant(ground.keys),
        durationMs: fc.constant(ground.scenarioMs),
        warmupMs: fc.constant(warmupMs(ground.scenarioMs)),
        seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
      },
      { noNullPrototype: true },
    ),
  );
}

/** The warm-up that belongs to a measured time. */
export function warmupMs(scenarioMs: number): number {
  return Math.round(scenarioMs * 0.15);
}

/** The mix as it is configured; an operation of weight 0 is switched off. */
export function configuredMix(operations: readonly Operation[]): Mix {
  return Object.fromEntries(switchedOn(operations).map((operation) => [operation.name, operation.weight]));
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
