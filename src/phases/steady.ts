import type { BudgetShares } from '../load/budget.ts';
import { referenceScenario } from '../load/reference.ts';
import { summariseLoad, summariseWarmup } from '../diagnose/summary.ts';
import type { Rig, RigRun } from '../rig.ts';
import { beginWarmup, type Story } from '../story.ts';
import type { Asked } from './asked.ts';
import type { Ledger } from './ledger.ts';

/** Warm-up and steady are one load: its first part, until the service is steady, is left out of every number. */
export async function loadSteadily(
  { config, seed }: Asked,
  { warmupMs, steadyMs }: BudgetShares,
  rig: Rig,
  ledger: Ledger,
  story: Story,
): Promise<RigRun> {
  const scenario = referenceScenario(config.load, config.operations, { warmupMs, durationMs: steadyMs }, seed);
  const endWarmup = beginWarmup(story);
  const open = { book: ledger.open('warm-up'), warm: false };
  const begin = (): void => {
    if (open.warm) return;
    open.warm = true;
    open.book.close();
    open.book = ledger.open('steady');
  };
  const run = await rig.run(
    scenario,
    (progress) => {
      const { measuring, elapsedMs } = progress;
      if (measuring) {
        begin();
        endWarmup(summariseWarmup(Math.min(elapsedMs, warmupMs), elapsedMs < warmupMs));
      }
      story.move('', progress);
    },
    { settle: true },
  );
  open.book.close();
  const { observation } = run;
  endWarmup(summariseWarmup(observation.warmup.durationMs, observation.warmup.steady === true));
  story.end(summariseLoad(observation));
  return run;
}
