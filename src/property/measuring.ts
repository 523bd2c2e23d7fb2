import type { ClosedScenario } from '../model/scenario.ts';
import type { Quest } from './quest.ts';
import { judgeStability } from './stability.ts';
import type { Judgement } from './stability.ts';

/** The one place where a search spends its time. */
export interface Measuring {
  /** Whether this scenario can still be measured so many times before the budget ends. */
  fits(scenario: ClosedScenario, times: number): boolean;
  /** Measures and judges a scenario once. */
  measure(scenario: ClosedScenario): Promise<Judgement>;
  /** Measurements so far. */
  count(): number;
}

/** Opens a search's budget; it runs from now on. */
export function openMeasuring(quest: Quest): Measuring {
  const { world } = quest;
  const endMs = world.now() + quest.budgetMs;
  let count = 0;
  let overheadMs = 0;
  return {
    fits: (scenario, times) => {
      // What measuring costs beyond the scenario's own time (connections, timeouts at its end) is learned on the way.
      const expectedMs = plannedMs(scenario) + overheadMs / Math.max(1, count);
      return !world.interrupted.aborted && world.now() + times * expectedMs <= endMs;
    },
    measure: async (scenario) => {
      const startMs = world.now();
      const trial = await quest.tryScenario(scenario);
      count += 1;
      overheadMs += Math.max(0, world.now() - startMs - plannedMs(scenario));
      return judgeStability(trial, quest.settings.limits);
    },
    count: () => count,
  };
}

function plannedMs(scenario: ClosedScenario): number {
  return scenario.warmupMs + scenario.durationMs;
}
