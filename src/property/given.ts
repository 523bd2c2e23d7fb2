import type { ClosedScenario, Scenario } from '../model/scenario.ts';
import { configuredMix, warmupMs } from './arbitrary.ts';
import type { Quest } from './quest.ts';

/** So that a long memory cannot eat the whole budget before the edge cases. */
const mostExamples = 8;

/** Scenarios that come before all generated ones. */
export interface Given {
  /** Failures of earlier runs that this service can still be asked. */
  readonly earlier: readonly ClosedScenario[];
  /** The fewest and the most users under the configured mix. */
  readonly edges: readonly ClosedScenario[];
  /** How many earlier failures were passed over: too many, of another model, of operations that are gone, or of users outside. */
  readonly passedOver: number;
}

/** What is always tried first: earlier failures, then the fewest users, then the most. */
export function givenScenarios(quest: Quest): Given {
  const fitting = quest.examples.filter((example) => fits(example, quest)).slice(-mostExamples);
  const levels = [...new Set([quest.users.min, quest.users.max])];
  return {
    earlier: fitting.map((example) => shorten(example, quest.scenarioMs)),
    edges: levels.map((users) => ({
      model: 'closed',
      users,
      mix: configuredMix(quest.operations),
      thinkMs: quest.thinkMs,
      keys: quest.keys,
      durationMs: quest.scenarioMs,
      warmupMs: warmupMs(quest.scenarioMs),
      seed: quest.seed,
    })),
    passedOver: quest.examples.length - fitting.length,
  };
}

/** Whether the search could have come upon it itself. */
function fits(example: Scenario, quest: Quest): example is ClosedScenario {
  if (example.model !== 'closed') return false;
  const names = new Set(quest.operations.map((operation) => operation.name));
  const inside = example.users >= quest.users.min && example.users <= quest.users.max;
  return inside && Object.keys(example.mix).every((name) => names.has(name));
}

/** An example comes from the baseline and may ask for more time than this search has for one scenario. */
function shorten(example: ClosedScenario, scenarioMs: number): ClosedScenario {
  return {
    ...example,
    durationMs: Math.min(example.durationMs, scenarioMs),
    warmupMs: Math.min(example.warmupMs, warmupMs(scenarioMs)),
  };
}
