import type { Grounds } from '../diagnose/fairness/class-seen.ts';
import { needed } from '../diagnose/fairness/service.ts';
import type { StarvationSeen } from '../diagnose/fairness/find-starvation.ts';
import type { Finding } from '../model/finding.ts';
import type { Observation } from '../model/observation.ts';
import type { ClosedScenario } from '../model/scenario.ts';
import { isStarvedAgain, judgeFairness, lookAtMix, lookCalm, lookCrowded, type LookParts } from './fairness-look.ts';

/** What became of somebody who looked starved. */
export interface Confirmed {
  readonly outcome: { readonly kind: 'held' | 'broken' | 'inconclusive' | 'retracted' | 'short'; readonly finding: Finding };
  /** The load that shows it, where it was seen again. */
  readonly scenario: ClosedScenario;
  /** All that is known now of operations without the others. */
  readonly grounds: Grounds;
}

/** So often it has to be seen again. */
const times = 2;
const [leastMs, mostMs] = [1_000, 4_000];
/** Who is starved waits for its turn while the others come several times. */
const turns = 5;
const mostCalmMs = 3_000;
const warmupMs = 200;

/**
 * Measures again what looked starved in a load: first how each of its operations fares alone with as many users, which may explain it, and then the
 * same mix, with other operations drawn. Broken only when somebody is starved each time.
 */
export async function confirmStarvation(
  observation: Observation,
  scenario: ClosedScenario,
  known: Grounds,
  parts: LookParts,
): Promise<Confirmed> {
  const calmer = await lookCalm(scenario, known, mostCalmMs, parts);
  const grounds = await lookCrowded(scenario, calmer, parts);
  const first = judgeFairness(observation, grounds, parts);
  const again: ClosedScenario = { ...scenario, warmupMs, durationMs: againMs(observation, first) };
  const { finding } = first;
  const outcomeOf = (kind: Confirmed['outcome']['kind'], told: Finding): Confirmed => ({
    outcome: { kind, finding: told },
    scenario: again,
    grounds,
  });
  if (finding.kind !== 'broken') return outcomeOf(first.isShort ? 'short' : finding.kind, finding);
  for (let time = 1; time <= times; time += 1) {
    const seen = await lookAtMix({ ...again, seed: (scenario.seed + 0x51ed * time) >>> 0 }, grounds, parts);
    if (seen === null) return outcomeOf('inconclusive', unconfirmed(finding, 'the service did not live through it once more'));
    if (isStarvedAgain(first, seen)) continue;
    if (seen.finding.kind === 'inconclusive') return outcomeOf('inconclusive', unconfirmed(finding, seen.finding.sentence));
    return outcomeOf('retracted', retracted(finding, seen.finding));
  }
  return outcomeOf('broken', { ...finding, evidence: [...finding.evidence, `measured again: the same in ${times} of ${times} loads`] });
}

/** Long enough for several turns of who is starved, and for enough of them, or of each user, to be judged. */
function againMs({ operations, durationMs, total, servedPerUser = [] }: Observation, { operations: names }: StarvationSeen): number {
  const starved = operations.filter(({ name }) => names.includes(name));
  const turnMs = Math.max(0, ...starved.map(({ responseMs }) => responseMs.mean ?? 0));
  const rarest =
    starved.length > 0 ? Math.min(...starved.map(({ requests }) => requests)) : total.requests / Math.max(1, servedPerUser.length);
  const enoughMs = (1.5 * needed.mixed * durationMs) / Math.max(1, rarest);
  return Math.round(Math.min(mostMs, Math.max(leastMs, turns * turnMs, enoughMs)));
}

function unconfirmed(finding: Finding, why: string): Finding {
  const { id, sentence, measured, limit, unit, evidence } = finding;
  return { kind: 'inconclusive', id, sentence: `${sentence}, seen once, but not confirmed: ${why}`, measured, limit, unit, evidence };
}

function retracted({ sentence, id }: Finding, now: Finding): Finding {
  const { measured, limit, unit, evidence } = now;
  const told = now.kind === 'broken' ? 'Somebody looked starved each time, but never the same' : now.sentence;
  return {
    kind: 'held',
    id,
    sentence: told,
    measured: now.kind === 'broken' ? null : measured,
    limit,
    unit,
    evidence: [...evidence, `retracted when measured again: ${sentence}`],
  };
}
