import { summariseLoad } from '../diagnose/summary.ts';
import { timeForSample, type BudgetShares } from '../load/budget.ts';
import { referenceScenario } from '../load/reference.ts';
import { sampleOf } from '../load/sample.ts';
import { findTrouble } from '../load/self-check.ts';
import type { Observation } from '../model/observation.ts';
import type { Sample } from '../model/sample.ts';
import type { Story } from '../story.ts';
import { leavesOpen } from '../verdict/enclose.ts';
import type { Asked } from './asked.ts';
import { openFresh } from './fresh-stands.ts';
import type { Succession } from './succession.ts';

/** Stopping a service and putting engine and monitor on its successor take about this long beside the start itself. */
const renewalMs = 500;
/** Added to the seed, that the second load is another draw. */
const seedStep = 0x11a;

/**
 * What limits are judged by: the reference load, and the same once more, where possible in a fresh process, when a limit may be broken
 * but not surely. A second load that tells nothing of the service, or that it does not live through, is not added.
 */
export async function takeSample(
  { config, seed }: Asked,
  shares: BudgetShares,
  steady: Observation,
  line: Succession,
  story: Story,
): Promise<Sample> {
  const first = sampleOf([steady.total]);
  if (line.fate() !== null || findTrouble(steady) !== null || !leavesOpen(first, config.policy.limits)) return first;
  await using fresh = openFresh('limits', line);
  const startMs = fresh.mayRenew ? fresh.rig().service.readyMs + renewalMs : 0;
  const durationMs = timeForSample(story.leftMs() - startMs, shares, steady.warmup.durationMs);
  if (durationMs === 0) return first;
  story.begin('limits');
  if (fresh.mayRenew && !(await fresh.renew())) {
    story.end('no fresh process started');
    return first;
  }
  const scenario = referenceScenario(config.load, config.operations, { warmupMs: shares.warmupMs, durationMs }, (seed + seedStep) >>> 0);
  const { observation } = await fresh.rig().run(scenario, (progress) => story.move('', progress), { settle: true });
  story.end(`once more: ${summariseLoad(observation)}`);
  const tells = fresh.isAlive() && observation.ended === 'complete' && findTrouble(observation) === null;
  return tells ? sampleOf([steady.total, observation.total]) : first;
}
