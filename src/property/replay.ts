import type { Finding } from '../model/finding.ts';
import type { Scenario } from '../model/scenario.ts';
import { sayLoad } from '../units/say-load.ts';
import { brokenFinding, stabilityId } from './finding.ts';
import type { StabilityLimits } from './settings.ts';
import { isFatal, judgeStability } from './stability.ts';
import type { Judgement } from './stability.ts';
import type { Trial } from './trial.ts';

/**
 * Judges a scenario that was run again, once or several times: it broke again when at least half of what could be judged did, or when
 * the service died or got stuck once.
 */
export function judgeReplay(scenario: Scenario, trials: readonly Trial[], limits: StabilityLimits, replay: string): Finding {
  const judged = trials.map((trial) => judgeStability(trial, limits)).filter((judgement) => judgement.kind !== 'inconclusive');
  const broken = judged.filter((judgement) => judgement.kind === 'broken');
  const gravest = broken.find(isFatal) ?? broken.at(-1);
  if (gravest !== undefined && (isFatal(gravest) || broken.length * 2 >= judged.length)) {
    const times = `broke again in ${broken.length} of ${trials.length} measurements`;
    return brokenFinding(scenario, gravest, 'at', [times], replay);
  }
  const base = { id: stabilityId, measured: worstP95(judged), limit: limits.p95Ms, unit: 'ms' };
  if (judged.length === 0) {
    const reasons = trials.flatMap((trial) => whyNot(judgeStability(trial, limits)));
    return { ...base, kind: 'inconclusive', sentence: `could not be judged: ${reasons[0] ?? 'it was not measured'}`, evidence: reasons };
  }
  const sentence = `held in ${judged.length - broken.length} of ${trials.length} measurements at ${sayLoad(scenario)}`;
  return { ...base, kind: 'held', sentence, evidence: [] };
}

function whyNot(judgement: Judgement): readonly string[] {
  return judgement.kind === 'inconclusive' ? [judgement.reason] : [];
}

function worstP95(judged: readonly Judgement[]): number | null {
  const values = judged.flatMap((judgement) => (judgement.kind === 'held' && judgement.p95Ms !== null ? [judgement.p95Ms] : []));
  return values.length === 0 ? null : Math.max(...values);
}
