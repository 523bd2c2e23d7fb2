import type { Scenario } from '../model/scenario.ts';
import { carriesEnough, configuredMix, connectionsOf, mixHolds, warmupMs } from './arbitrary.ts';
import { amountOf } from './levels.ts';
import type { Quest } from './quest.ts';
import { rateCeiling } from './rate-ceiling.ts';
import { threeDigits } from './scale-arrivals.ts';

/** So that a long memory cannot eat the whole budget before the edge cases. */
const mostExamples = 8;
/** What a service carries is measured anew by each run, and differs a little. */
const ceilingSlack = 1.25;

/** Scenarios that come before all generated ones. */
export interface Given {
  /** Failures of earlier runs that this service can still be asked. */
  readonly earlier: readonly Scenario[];
  /** The fewest and the most users under the configured mix, and the most independent arrivals where these are known. */
  readonly edges: readonly Scenario[];
  /** How many earlier failures were passed over: too many, of operations that are gone, or of users, rates or payloads outside. */
  readonly passedOver: number;
}

/** What is always tried first: earlier failures, then the fewest users, the most, and arrivals as many as there may be. */
export function givenScenarios(quest: Quest): Given {
  const fitting = quest.examples.filter((example) => fits(example, quest)).slice(-mostExamples);
  const levels = [...new Set([quest.users.min, quest.users.max])];
  const mix = configuredMix(quest.operations);
  const load = {
    mix,
    keys: quest.keys,
    ...(mixHolds(mix, quest.operations, 'payload') ? { payloadBytes: quest.payloadBytes.max } : {}),
    durationMs: quest.scenarioMs,
    warmupMs: warmupMs(quest.scenarioMs),
    seed: quest.seed,
  };
  const ratePerSecond = threeDigits(rateCeiling(mix, quest.operations, quest.carriedPerSecond));
  return {
    earlier: fitting.map((example) => shorten(example, quest.scenarioMs)),
    edges: [
      ...levels.map((users): Scenario => ({ model: 'closed', users, thinkMs: quest.thinkMs, ...load })),
      ...(carriesEnough(mix, quest)
        ? [{ model: 'open', arrivals: { pattern: 'poisson', ratePerSecond }, connections: connectionsOf(quest), ...load } as const]
        : []),
    ],
    passedOver: quest.examples.length - fitting.length,
  };
}

/** Whether the search could have come upon it itself. */
function fits(example: Scenario, quest: Quest): boolean {
  const { operations, carriedPerSecond, users, payloadBytes } = quest;
  const names = new Set(operations.map((operation) => operation.name));
  const isKnown = Object.keys(example.mix).every((name) => names.has(name)) && (example.payloadBytes ?? 0) <= payloadBytes.max;
  if (example.model === 'closed') {
    const leaves = (example.abandon?.perSecond ?? 0) <= ceilingSlack * quest.mostLeavingPerSecond;
    return isKnown && leaves && example.constraints === undefined && example.users >= users.min && example.users <= users.max;
  }
  const most = ceilingSlack * rateCeiling(example.mix, operations, carriedPerSecond);
  return isKnown && amountOf(example) <= most && example.connections <= connectionsOf(quest);
}

/** An example comes from the baseline and may ask for more time than this search has for one scenario. */
function shorten<T extends Scenario>(example: T, scenarioMs: number): T {
  return {
    ...example,
    durationMs: Math.min(example.durationMs, scenarioMs),
    warmupMs: Math.min(example.warmupMs, warmupMs(scenarioMs)),
  };
}
