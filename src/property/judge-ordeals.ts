import type { Finding } from '../model/finding.ts';
import type { ClosedScenario } from '../model/scenario.ts';
import { writeConstraint } from '../units/constraint.ts';
import { sayUsers } from '../units/say-load.ts';
import type { ConstraintLimits } from './constraint-settings.ts';
import { isItsOwnProof, judgeOrdeal, type Ordeal, type Stand } from './constraints.ts';
import { constraintsId, measuredOf, sayFailing, tellOrdeal } from './tell-constraints.ts';

/** Where there is no majority after so many, noise decides anyway. */
export const mostOrdeals = 3;

/**
 * Judges the ordeals that a scenario was put through again: it broke again when one of them proves it, or when at least half of those
 * that could be judged did.
 */
export function judgeOrdeals(scenario: ClosedScenario, ordeals: readonly Ordeal[], limits: ConstraintLimits, replay: string): Finding {
  const stands = ordeals.map((ordeal) => ({ ordeal, stand: judgeOrdeal(ordeal, limits) }));
  const judged = stands.filter(({ stand }) => stand.kind !== 'inconclusive');
  const broken = stands.flatMap(({ ordeal, stand }) => (stand.kind === 'broken' ? [{ ordeal, failing: stand.failing }] : []));
  const gravest = broken.find(({ failing }) => isItsOwnProof(failing)) ?? broken.at(-1);
  const under = `under ${(scenario.constraints ?? []).map((constraint) => `\`${writeConstraint(constraint)}\``).join(' and ')}`;
  const at = `at ${sayUsers(scenario.users)}`;
  const evidence = stands.map(({ ordeal }) => tellOrdeal(ordeal));
  if (gravest !== undefined && (isItsOwnProof(gravest.failing) || broken.length * 2 >= judged.length)) {
    const { failing } = gravest;
    const examples = 'examples' in failing ? failing.examples : [];
    const times = `broke again in ${broken.length} of ${ordeals.length} measurements`;
    const sentence = `${sayFailing(failing)} ${under} ${at}`;
    return { kind: 'broken', id: constraintsId, sentence, ...measuredOf(failing), evidence: [times, ...examples, ...evidence], replay };
  }
  const base = { id: constraintsId, limit: limits.recoveryMs, unit: 'ms', evidence };
  const held = stands.flatMap(({ stand }) => (stand.kind === 'held' ? [stand.recoveredMs] : []));
  if (held.length === 0) {
    const why = stands.map(({ stand }) => whyNot(stand)).find((one) => one !== null) ?? 'nothing was measured';
    return { ...base, kind: 'inconclusive', sentence: `could not be judged: ${why}`, measured: null, limit: null };
  }
  const sentence = `held in ${held.length} of ${ordeals.length} measurements ${under} ${at}`;
  return { ...base, kind: 'held', sentence, measured: Math.max(...held) };
}

/** Whether further ordeals cannot change what is found. */
export function isSettled(ordeals: readonly Ordeal[], limits: ConstraintLimits): boolean {
  const stands = ordeals.map((ordeal) => judgeOrdeal(ordeal, limits));
  const count = (kind: Stand['kind']): number => stands.filter((stand) => stand.kind === kind).length;
  const isProved = stands.some((stand) => stand.kind === 'broken' && isItsOwnProof(stand.failing));
  return isProved || ordeals.length >= mostOrdeals || count('broken') * 2 >= mostOrdeals || count('held') * 2 > mostOrdeals;
}

function whyNot(stand: Stand): string | null {
  return stand.kind === 'inconclusive' ? stand.why : null;
}
