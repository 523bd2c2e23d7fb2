import type { Scenario } from '../model/scenario.ts';
import { logRatioOf } from './log-ratio.ts';
import type { Quest } from './quest.ts';
import { judgeStability } from './stability.ts';
import type { Judgement } from './stability.ts';

/** What one measurement gave. */
export interface Measured {
  readonly judgement: Judgement;
  /** How far it was from its limits, as `logRatioOf` has it. */
  readonly logRatio: number | null;
}

/** The one place where a search spends its time. */
export interface Measuring {
  /** Whether this scenario can still be measured so many times before the budget ends. */
  fits(scenario: Scenario, times: number): boolean;
  /** Whether each of these measurements can have a fresh process of the service, and most of the time is left for measuring. */
  fitsFresh(scenario: Scenario, times: number): boolean;
  /** Whether the service can be started again for a measurement that may cost as much as the dearest one so far. */
  fitsAnotherLife(scenario: Scenario): boolean;
  /** Puts a fresh process of the service in the place of the present one; false when there is none, and nothing can be measured any more. */
  renew(): Promise<boolean>;
  /** Measures and judges a scenario once. */
  measure(scenario: Scenario): Promise<Measured>;
  /** Measurements so far. */
  count(): number;
}

/** Of the time that is left, for starting fresh processes. */
const freshShare = 1 / 5;
/** So that a service that only looks broken now and then is not started for ever: what each of its processes used is kept. */
const mostRenewals = 40;

/** Opens a search's budget; it runs from now on. */
export function openMeasuring(quest: Quest): Measuring {
  const { world, renewal } = quest;
  const endMs = world.now() + quest.budgetMs;
  let count = 0;
  let overheadMs = 0;
  let dearestMs = 0;
  let renewMs = renewal?.expectedMs ?? Number.POSITIVE_INFINITY;
  let renewals = 0;
  let gone = false;
  const leftMs = (): number => (gone || world.interrupted.aborted ? Number.NEGATIVE_INFINITY : endMs - world.now());
  // What measuring costs beyond the scenario's own time (connections, timeouts at its end) is learned on the way.
  const expectedMs = (scenario: Scenario): number => plannedMs(scenario) + overheadMs / Math.max(1, count);
  return {
    fits: (scenario, times) => times * expectedMs(scenario) <= leftMs(),
    fitsFresh: (scenario, times) => {
      const freshMs = times * renewMs;
      return renewals < mostRenewals && freshMs <= freshShare * leftMs() && freshMs + times * expectedMs(scenario) <= leftMs();
    },
    fitsAnotherLife: (scenario) => renewals < mostRenewals && renewMs + Math.max(dearestMs, expectedMs(scenario)) <= leftMs(),
    renew: async () => {
      const startMs = world.now();
      renewals += 1;
      gone = renewal === undefined || !(await renewal.renew());
      renewMs = Math.max(renewMs, world.now() - startMs);
      return !gone;
    },
    measure: async (scenario) => {
      const startMs = world.now();
      const trial = await quest.tryScenario(scenario);
      const tookMs = world.now() - startMs;
      count += 1;
      overheadMs += Math.max(0, tookMs - plannedMs(scenario));
      dearestMs = Math.max(dearestMs, tookMs);
      const { limits } = quest.settings;
      return { judgement: judgeStability(trial, limits), logRatio: logRatioOf(trial, limits) };
    },
    count: () => count,
  };
}

function plannedMs(scenario: Scenario): number {
  return scenario.warmupMs + scenario.durationMs;
}
