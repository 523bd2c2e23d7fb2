import type { BudgetShares } from '../load/budget.ts';
import { referenceScenario } from '../load/reference.ts';
import { summariseLoad, summariseWarmup } from '../diagnose/summary.ts';
import type { Rig, RigRun } from '../rig.ts';
import { beginWarmup, type Story } from '../story.ts';
import type { World } from '../world.ts';
import type { Asked } from './asked.ts';
import type { Ledger } from './ledger.ts';

/** Warm-up and steady are one load: its first part, until the service is steady, is left out of every number. */
export async function loadSteadily(
  { config, seed }: Asked,
  { warmupMs, steadyMs }: BudgetShares,
  rig: Rig,
  ledger: Ledger,
  story: Story,
  world: World,
): Promise<RigRun> {
  const scenario = referenceScenario(config.load, config.operations, { warmupMs, durationMs: steadyMs }, seed);
  const endWarmup = beginWarmup(story);
  // A load that was taken away for nothing is driven again, and measured anew.
  let latestMs = 0;
  let marked = false;
  const markOnce = (elapsedMs: number, measuring: boolean): void => {
    if (elapsedMs < latestMs) marked = false;
    latestMs = elapsedMs;
    if (!measuring || marked) return;
    marked = true;
    rig.monitor?.mark();
    rig.monitor?.survey();
  };
  const run = await rig.run(
    scenario,
    (progress) => {
      const { measuring, elapsedMs } = progress;
      markOnce(elapsedMs, measuring);
      if (measuring) endWarmup(summariseWarmup(Math.min(elapsedMs, warmupMs), elapsedMs < warmupMs));
      story.move('', progress);
    },
    { settle: true },
  );
  rig.monitor?.survey('with-sockets');
  const { observation, beganMs } = run;
  const fromMs = beganMs + observation.warmup.durationMs;
  ledger.enter('warm-up', beganMs, fromMs);
  ledger.enter('steady', fromMs, world.now());
  endWarmup(summariseWarmup(observation.warmup.durationMs, observation.warmup.steady === true));
  story.end(summariseLoad(observation));
  return run;
}
