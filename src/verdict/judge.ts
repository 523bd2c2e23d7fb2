import type { Finding } from '../model/finding.ts';
import type { Recall } from '../model/memory.ts';
import type { Run } from '../model/run.ts';
import type { Verdict } from '../model/verdict.ts';
import type { SelfChecks } from '../model/self-check.ts';
import { accept } from './accept/accept.ts';
import { findIdle } from './accept/idle.ts';
import { isBounded } from './blame.ts';
import { findCause } from './cause.ts';
import { compare, type Held } from './compare.ts';
import { conclude } from './conclude.ts';
import { tellAge } from './leak-age.ts';
import { tolerate } from './leak-limit.ts';
import { judgeLimits } from './limits.ts';
import { rankFindings } from './rank.ts';
import { settleReferences } from './references.ts';
import { findRegressions } from './regressions.ts';
import { findSpoiling } from './self.ts';

/** Judges a run by its own policy, its limits and the runs before it. Pure: the same documents give the same verdict. */
export function judge(run: Run, recall: Recall, runnerClass: string): Verdict {
  const held = accept(compare(run, recall, runnerClass), run.accepted);
  return judgeHeld(run, held, [...findingsOf(run, held), ...findIdle(run.accepted, held.comparisons)]);
}

/** All that is found in a run: its limits, what measuring it found, what got worse, and trouble of our own. */
export function findingsOf(run: Run, { comparisons, earlier }: Held): readonly Finding[] {
  const limits = judgeLimits(run);
  const cause = findCause(run.findings);
  return settleReferences([
    ...limits,
    ...run.findings.filter(isMeasured).map((finding) => tolerate(tellAge(withoutAftermath(finding, cause), earlier), limits)),
    ...findRegressions(comparisons),
    ...findSpoiling(run.self),
  ]);
}

/** The verdict on a run that was held against something already. */
export function judgeHeld(run: Run, { comparisons, note, outcome }: Held, found: readonly Finding[]): Verdict {
  const findings = rankFindings(found);
  const { kind, reason } = conclude(run.policy, findings.filter(weighs(run.self)), outcome, note);
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

/**
 * Trouble whose effect is bounded was weighed already, judgement by judgement: it is told, but decides nothing by itself. Nor does it
 * that a run was too short to know something: what it measured stands. A leak that was seen but not confirmed does weigh.
 */
function weighs({ generator, runner }: SelfChecks): (finding: Finding) => boolean {
  return ({ id, kind, measured, limit }) =>
    !(
      (id === 'self.runner' && isBounded(runner)) ||
      (id === 'self.generator' && isBounded(generator)) ||
      (kind === 'inconclusive' &&
        (weightless.has(id) || (/^(?:leak|consistency)\./.test(id) && measured === null) || isUnseen(id, measured, limit)))
    );
}

/**
 * Weigh nothing while they are not known. Of the drain not even with a number: a connection that is kept alive, a pool that shrinks when
 * it has been idle for some seconds, are what sound services do, and what never comes back shows as a leak. Nor of a long run that seems worse
 * at its end in one process: that cannot be told from its machine.
 */
const weightless: ReadonlySet<string> = new Set(['startup', 'steadiness', 'drain', 'scaling', 'sessions.scaling', 'property.sustained']);

/** What was not looked at, or not seen well enough, has neither number nor limit: no doubt about the service. */
function isUnseen(id: string, measured: number | null, limit: number | null): boolean {
  return /^(?:property\.|fairness\.|sessions\.|coordination$)/.test(id) && measured === null && limit === null;
}

/** What a service that died or got stuck leaves behind, and how it changed until then, is told once: by its death, or by its hang. */
function withoutAftermath(finding: Finding, cause: Finding | null): Finding {
  if (cause === null || finding.kind !== 'broken' || !(finding.id === 'drain' || finding.id === 'steadiness')) return finding;
  const { replay: _, ...rest } = finding;
  return { ...rest, kind: 'inconclusive', sentence: `${finding.sentence.replace(/\.$/, '')}: explained by ${cause.id}.` };
}

/** Limits, regressions, what is accepted and self-checks are the judge's to say: a run that brings its own is not asked. */
function isMeasured(finding: Finding): boolean {
  return !/^(limit|regression|acceptance|self)\./.test(finding.id);
}

function sumPhases(run: Run): Readonly<Record<string, number>> {
  const cost: Record<string, number> = {};
  for (const { name, durationMs } of run.phases) cost[name] = (cost[name] ?? 0) + durationMs;
  return cost;
}
