import type { Constraint } from '../model/constraint.ts';
import type { Finding } from '../model/finding.ts';
import type { OperationObservation } from '../model/observation.ts';
import type { ClosedScenario } from '../model/scenario.ts';
import { writeConstraint } from '../units/constraint.ts';
import { printAmount, printCount, printDuration, printPercent } from '../units/print.ts';
import { sayUsers } from '../units/say-load.ts';
import { sayEnding } from '../words.ts';
import type { ConstraintLimits } from './constraint-settings.ts';
import type { Failing, Ordeal, Stand } from './constraints.ts';
import type { Lack } from './recovery.ts';

export const constraintsId = 'property.constraints';

/** What came of one constraint. */
export type Tried =
  | { readonly kind: 'held'; readonly constraint: Constraint; readonly how: string; readonly ordeal: Ordeal; readonly stand: Held }
  /** `times` it was seen. */
  | {
      readonly kind: 'broken';
      readonly constraint: Constraint;
      readonly how: string;
      readonly ordeal: Ordeal;
      readonly failing: Failing;
      readonly times: number;
      /** The load, with the constraint. */
      readonly load: ClosedScenario;
      /** What the service printed last before it died of it; hostile text. */
      readonly said: readonly string[];
    }
  /** It broke, and held when it was measured again in a fresh process. */
  | {
      readonly kind: 'retracted';
      readonly constraint: Constraint;
      readonly how: string;
      readonly failing: Failing;
      readonly ordeal: Ordeal;
      readonly stand: Held;
    }
  /** It broke once, and could not be measured again. */
  | { readonly kind: 'unconfirmed'; readonly constraint: Constraint; readonly how: string; readonly failing: Failing; readonly why: string }
  /** `gone`: it did not live until the pressure began. */
  | { readonly kind: 'inconclusive'; readonly constraint: Constraint; readonly how: string; readonly why: string; readonly gone: boolean }
  | { readonly kind: 'not-permitted'; readonly constraint: Constraint; readonly why: string }
  | { readonly kind: 'untried'; readonly constraint: Constraint; readonly why: string };

type Held = Extract<Stand, { kind: 'held' }>;

/** The smallest load that was found to break under the gravest constraint. */
export interface Shown {
  readonly users: number;
  /** How it was found; null where nobody looked for a smaller one. */
  readonly told: string | null;
  /** The command that runs it again. */
  readonly replay: string;
}

/** What broke most gravely; null where nothing did. */
export function worstOf(tried: readonly Tried[]): Extract<Tried, { kind: 'broken' }> | null {
  const broken = tried.filter((one) => one.kind === 'broken');
  return broken.toSorted((one, other) => gravity(one.failing) - gravity(other.failing))[0] ?? null;
}

/** The finding of all constraints together. What could not be put on, and what there was no time for, is told and counts for nothing. */
export function constraintsFinding(tried: readonly Tried[], users: number, limits: ConstraintLimits, shown: Shown | null = null): Finding {
  const evidence = tried.flatMap(tellTried);
  const at = sayUsers(users);
  const worst = worstOf(tried);
  if (worst !== null) {
    const where = shown === null || shown.users === users ? `at ${at}` : `already at ${sayUsers(shown.users)}`;
    const sentence = `${sayFailing(worst.failing)} under \`${writeConstraint(worst.constraint)}\` ${where}`;
    const examples = 'examples' in worst.failing ? worst.failing.examples : [];
    const told = [...worst.said, ...examples, ...(shown === null || shown.told === null ? [] : [shown.told])];
    const replay = shown === null ? {} : { replay: shown.replay };
    return { kind: 'broken', id: constraintsId, sentence, ...measuredOf(worst.failing), evidence: [...told, ...evidence], ...replay };
  }
  const base = { id: constraintsId, unit: 'ms', limit: limits.recoveryMs, evidence } as const;
  const held = tried.filter((one) => one.kind === 'held' || one.kind === 'retracted');
  const measured = held.length === 0 ? null : Math.max(...held.map(({ stand }) => stand.recoveredMs));
  const open = tried.find((one) => one.kind === 'unconfirmed');
  if (open !== undefined) {
    const sentence = `${sayFailing(open.failing)} under \`${writeConstraint(open.constraint)}\` at ${at}, seen, but not confirmed: ${open.why}`;
    return { ...base, kind: 'inconclusive', measured, sentence };
  }
  const doubts = tried.filter((one) => one.kind === 'inconclusive');
  const doubt = doubts.find(({ gone }) => gone) ?? doubts[0];
  if (doubt !== undefined) {
    return {
      ...base,
      // A service that was gone is doubted; what was only not seen well enough says nothing of it.
      ...(doubt.gone ? { measured } : unknown),
      kind: 'inconclusive',
      sentence: `It cannot be told how it stands \`${writeConstraint(doubt.constraint)}\`: ${doubt.why}`,
    };
  }
  if (held.length === 0) {
    return {
      ...base,
      ...unknown,
      kind: 'inconclusive',
      sentence: `The service was put under no pressure: ${tried.flatMap((one) => ('why' in one ? [one.why] : []))[0] ?? 'none was asked for'}`,
    };
  }
  const names = held.map(({ constraint }) => `\`${writeConstraint(constraint)}\``).join(', ');
  const sentence = `No crash, no wrong answer, errors within ${printPercent(limits.errorsPercent)} and recovery within ${printDuration(limits.recoveryMs)} at ${at} under ${names}`;
  return { ...base, kind: 'held', measured, sentence };
}

const unknown = { measured: null, limit: null } as const;

/** One failing as a clause that can be followed by `under this pressure`. */
export function sayFailing(failing: Failing): string {
  switch (failing.kind) {
    case 'crash':
      return `the service ${sayEnding(failing.ending)}${failing.when === 'after' ? ' after it had been' : ''}`;
    case 'hang':
      return `the service got stuck${failing.when === 'after' ? ' after it had been' : ''}`;
    case 'wrong':
      return `${printCount(failing.count)} ${failing.count === 1 ? 'answer was' : 'answers were'} wrong`;
    case 'errors':
      return `${printPercent(failing.measured)} of requests fail (limit ${printPercent(failing.limit)})`;
    case 'late':
      return `the service needs ${printDuration(failing.measuredMs)} to recover (limit ${printDuration(failing.limitMs)}) after it had been`;
    case 'away':
      return `the service does not recover within ${printDuration(failing.limitMs)} (${sayLack(failing.lack)}) after it had been`;
    default:
      return failing satisfies never;
  }
}

function sayLack(lack: Lack): string {
  switch (lack.kind) {
    case 'rate':
      return `${printAmount(lack.now)} answers/s, ${printAmount(lack.before)}/s before`;
    case 'errors':
      return `${printPercent(lack.now)} of requests fail, ${printPercent(lack.before)} before`;
    case 'p95':
    case 'p50':
      return `${lack.kind} ${printDuration(lack.now)}, up to ${printDuration(lack.before)} before`;
    default:
      return lack satisfies never;
  }
}

function tellTried(tried: Tried): readonly string[] {
  const name = writeConstraint(tried.constraint);
  switch (tried.kind) {
    case 'held':
      return [`${name}: held (${tried.how}); ${tellOrdeal(tried.ordeal)}; back after ${printDuration(tried.stand.recoveredMs)}`];
    case 'broken': {
      const times = tried.times === 1 ? '' : `, ${tried.times} of ${tried.times} times, the second in a fresh process`;
      return [`${name}: broken${times} (${tried.how}): ${sayFailing(tried.failing)}; ${tellOrdeal(tried.ordeal)}`];
    }
    case 'retracted':
      return [`${name}: held when measured again (${tried.how}); retracted: ${sayFailing(tried.failing)}; ${tellOrdeal(tried.ordeal)}`];
    case 'unconfirmed':
      return [`${name}: not confirmed (${tried.how}): ${sayFailing(tried.failing)}: ${tried.why}`];
    case 'inconclusive':
      return [`${name}: not judged (${tried.how}): ${tried.why}`];
    case 'not-permitted':
      return [`${name}: not permitted here: ${tried.why}`];
    case 'untried':
      return [`${name}: not tried: ${tried.why}`];
    default:
      return tried satisfies never;
  }
}

/** What the load saw in the three times: `p95 7 ms before, 80 ms under it, 7.2 ms after; 12 of 900 requests failed under it (8 timeout, 4 status)`. */
export function tellOrdeal({ before, under, after }: Ordeal): string {
  const tail = ({ responseMs }: OperationObservation): string => printDuration(responseMs.p95 ?? responseMs.max ?? Number.NaN);
  const { total } = under.observation;
  const later = after === null ? '' : `, ${tail(after.trial.observation.total)} after`;
  const latencies = `p95 ${tail(before.observation.total)} before, ${tail(total)} under it${later}`;
  if (total.requests === 0) return `${latencies}; nothing was answered under it`;
  const kinds = Object.entries(total.errorKinds).filter(([, count]) => count > 0);
  const told = kinds.length === 0 ? '' : ` (${kinds.map(([kind, count]) => `${printCount(count)} ${kind}`).join(', ')})`;
  return `${latencies}; ${printCount(total.errors)} of ${printCount(total.requests)} requests failed under it${told}`;
}

/** Gravest first. */
function gravity({ kind }: Failing): number {
  return ['crash', 'hang', 'wrong', 'errors', 'away', 'late'].indexOf(kind);
}

/** What of a failing is a number. */
export function measuredOf(failing: Failing): Pick<Finding, 'measured' | 'limit' | 'unit'> {
  switch (failing.kind) {
    case 'crash':
    case 'hang':
      return { measured: null, limit: null, unit: 'count' };
    case 'wrong':
      return { measured: failing.count, limit: 0, unit: 'count' };
    case 'errors':
      return { measured: failing.measured, limit: failing.limit, unit: '%' };
    case 'late':
      return { measured: failing.measuredMs, limit: failing.limitMs, unit: 'ms' };
    case 'away':
      // At least as long as was looked: an end that nobody saw is no number.
      return { measured: null, limit: failing.limitMs, unit: 'ms' };
    default:
      return failing satisfies never;
  }
}
