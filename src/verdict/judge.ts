import type { Finding } from '../model/finding.ts';
import type { Recall } from '../model/memory.ts';
import type { Run } from '../model/run.ts';
import type { BaselineNote, Verdict } from '../model/verdict.ts';
import type { SelfChecks } from '../model/self-check.ts';
import { isBounded } from './blame.ts';
import { pickComparable } from './comparable.ts';
import { conclude } from './conclude.ts';
import { compareWithHistory, type Compared } from './history.ts';
import { judgeLimits } from './limits.ts';
import { rankFindings } from './rank.ts';
import { findRegressions } from './regressions.ts';
import { findSpoiling } from './self.ts';

/** Judges a run by its own policy, its limits and the runs before it. Pure: the same documents give the same verdict. */
export function judge(run: Run, recall: Recall, runnerClass: string): Verdict {
  const { compared, note } = compare(run, recall, runnerClass);
  const comparisons = compared.map(({ comparison }) => comparison);
  const findings = rankFindings([
    ...judgeLimits(run),
    ...run.findings.filter(isMeasured),
    ...findRegressions(comparisons),
    ...findSpoiling(run.self),
  ]);
  const { kind, reason } = conclude(run.policy, findings.filter(weighs(run.self)), compared, note);
  return {
    schema: 'plimsoll.verdict/1',
    suite: run.suite,
    kind,
    reason,
    blocks: kind === 'fail' || (kind === 'inconclusive' && run.policy.inconclusive === 'fail'),
    findings,
    comparisons,
    baseline: note,
    self: run.self,
    cost: { phaseMs: sumPhases(run) },
  };
}

function compare(run: Run, recall: Recall, runnerClass: string): { compared: readonly Compared[]; note: BaselineNote } {
  if (run.policy.compare.with === 'none') {
    return { compared: [], note: { runs: 0, sentence: 'Nothing was compared: the configuration asks for no comparison.' } };
  }
  const { runs, note } = pickComparable(run, recall, runnerClass);
  return { compared: compareWithHistory(run, runs), note };
}

/**
 * Trouble whose effect is bounded was weighed already, judgement by judgement: it is told, but decides nothing by itself. Nor does it that
 * a run was too short to know whether it was steady: what it measured stands.
 */
function weighs({ generator, runner }: SelfChecks): (finding: Finding) => boolean {
  return ({ id, kind }) =>
    !(
      (id === 'self.runner' && isBounded(runner)) ||
      (id === 'self.generator' && isBounded(generator)) ||
      (id === 'steadiness' && kind === 'inconclusive')
    );
}

/** Limits, regressions and self-checks are the judge's to say: a run that brings its own is not asked. */
function isMeasured(finding: Finding): boolean {
  return !/^(limit|regression|self)\./.test(finding.id);
}

function sumPhases(run: Run): Readonly<Record<string, number>> {
  const cost: Record<string, number> = {};
  for (const { name, durationMs } of run.phases) cost[name] = (cost[name] ?? 0) + durationMs;
  return cost;
}
