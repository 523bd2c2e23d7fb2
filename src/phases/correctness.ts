import type { BudgetShares } from '../load/budget.ts';
import type { Finding } from '../model/finding.ts';
import type { Observation } from '../model/observation.ts';
import type { PropertySearch } from '../model/run.ts';
import type { Story } from '../story.ts';
import type { World } from '../world.ts';
import type { Asked } from './asked.ts';
import { checkCache } from './cache.ts';
import { checkConsistency } from './consistency.ts';
import { checkCoordination } from './coordination.ts';
import { checkFairness, unfair } from './fairness.ts';
import { checkIsolation } from './isolation.ts';
import type { Scaled } from './scaling.ts';
import type { Succession } from './succession.ts';

/** What came of looking whether users are served rightly. */
export interface Judged {
  readonly findings: readonly Finding[];
  /** What was tried for each property. */
  readonly searches: readonly PropertySearch[];
}

/** What was measured before, and tells something of it. */
export interface MeasuredSoFar {
  readonly steady: Observation;
  readonly scaled: Scaled;
  /** Loads of one operation alone. */
  readonly alone: readonly Observation[];
}

/** Whether all users are served rightly at once: answers right, each user's own, nobody starved, nobody kept waiting. One that died is asked no more. */
export async function checkCorrectness(
  { steady, scaled, alone }: MeasuredSoFar,
  asked: Asked,
  shares: BudgetShares,
  line: Succession,
  story: Story,
  world: World,
): Promise<Judged> {
  const consistency = line.fate() === null ? await checkConsistency(asked, shares, line.current(), story, world) : [];
  const isolations = [...(steady.isolation === undefined ? [] : [steady.isolation]), ...scaled.isolation];
  const isolation = await checkIsolation(isolations, steady, asked, line.fate() === null ? line.current() : null, story, world);
  const measured = { steady, calm: scaled.calm, alone };
  const fairness = line.fate() === null ? await checkFairness(measured, asked, shares, line.current(), story, world) : unfair;
  const waits = await checkCoordination(consistency, asked, shares, line, story, world);
  const cache = await checkCache(consistency, asked, shares, line, story, world);
  return {
    findings: [...consistency, ...(isolation === null ? [] : [isolation]), ...fairness.findings, ...waits.findings, ...cache.findings],
    searches: [...fairness.searches, ...waits.searches, ...cache.searches],
  };
}
