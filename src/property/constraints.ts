import type { DrainTest } from '../model/drain-test.ts';
import type { Ending } from '../model/ending.ts';
import type { OperationObservation } from '../model/observation.ts';
import type { ErrorKind } from '../model/outcome.ts';
import type { Spoiled } from '../model/self-check.ts';
import { wilson } from '../stats/wilson.ts';
import type { ConstraintLimits } from './constraint-settings.ts';
import { findReturn, paceOf, type Lack, type Pace, type Weights } from './recovery.ts';
import type { Trial } from './trial.ts';

/** The same load three times: in peace, under a pressure, and in peace again. */
export interface Ordeal {
  readonly before: Trial;
  readonly under: Trial;
  /** Null where the service was gone by then, or had failed already. */
  readonly after: Aftermath | null;
}

/** The load after the pressure. */
export interface Aftermath {
  readonly trial: Trial;
  /** How long after the end of the pressure it began. */
  readonly beganMs: number;
}

type When = 'under' | 'after';

/** One way in which a service did not stand a pressure. */
export type Failing =
  | { readonly kind: 'crash'; readonly ending: Ending; readonly when: When }
  | { readonly kind: 'hang'; readonly test: DrainTest; readonly when: When }
  /** Answers that were no error and not right: worse than an honest refusal. */
  | { readonly kind: 'wrong'; readonly count: number; readonly examples: readonly string[] }
  | { readonly kind: 'errors'; readonly measured: number; readonly limit: number; readonly examples: readonly string[] }
  /** Back, but too late. */
  | { readonly kind: 'late'; readonly measuredMs: number; readonly limitMs: number }
  /** Not back for as long as was looked, which is as long as it may take. */
  | { readonly kind: 'away'; readonly lack: Lack; readonly untilMs: number; readonly limitMs: number };

/** What an ordeal says about the property. */
export type Stand =
  | { readonly kind: 'held'; readonly recoveredMs: number; readonly errorsPercent: number }
  | { readonly kind: 'broken'; readonly failing: Failing }
  /** `gone`: it did not live until the pressure began. */
  | { readonly kind: 'inconclusive'; readonly why: string; readonly gone: boolean };

/** Answers that are wrong, not refused: what was expected did not stand in them, or they were no answers at all. */
const wrongKinds: readonly ErrorKind[] = ['assertion', 'protocol'];
/** Errors that the service itself answered with; the others may as well be a starved runner's. */
const answeredKinds: readonly ErrorKind[] = ['status', 'too-large', 'rejected', 'crash', 'deadlock', 'serialization', ...wrongKinds];

/** Fewer answers are no pace to come back to. */
const fewestAnswers = 20;
/** A service that fails as often without pressure is not looked at under it, 0…1. */
const mostErrorsBefore = 0.05;

/** Whether more than one measurement is needed to believe it: a crash, a hang and a wrong answer are their own proofs. */
export function isItsOwnProof({ kind }: Failing): boolean {
  return kind === 'crash' || kind === 'hang' || kind === 'wrong';
}

/** Judges one ordeal: no crash, no hang, no wrong answer, errors bounded under the pressure, and back in time after it. Gravest first. */
export function judgeOrdeal({ before, under, after }: Ordeal, limits: ConstraintLimits): Stand {
  const doubt = doubtBefore(before);
  if (doubt !== null) return { ...unclear(doubt), gone: before.crashed !== null || before.hang !== null };
  const later = after?.trial ?? null;
  const failing =
    findDeath(under, 'under') ?? findWrong(under) ?? (later === null ? null : (findDeath(later, 'after') ?? findWrong(later)));
  if (failing !== null) return { kind: 'broken', failing };
  const errors = findErrors(under, limits.errorsPercent);
  if (errors !== null) return { kind: 'broken', failing: errors };
  if (after === null) return unclear('nothing was measured after the pressure');
  return judgeReturn(after, paceOf(before.observation), under.observation.total, limits);
}

/** Why there is nothing to come back to; null when there is. */
export function doubtBefore({ observation, crashed, hang }: Trial): string | null {
  const { total, ended } = observation;
  if (crashed !== null || hang !== null) return 'the service was gone before there was any pressure';
  if (ended === 'stopped') return 'the load before it was stopped';
  if (total.requests < fewestAnswers) return `${total.requests} answers without pressure are too few to compare with`;
  if (countOf(total, wrongKinds) > 0) return 'answers were wrong without pressure';
  return total.errors / total.requests > mostErrorsBefore ? 'too many requests failed without pressure' : null;
}

function findDeath({ crashed, hang }: Trial, when: When): Failing | null {
  if (crashed !== null) return { kind: 'crash', ending: crashed, when };
  return hang === null ? null : { kind: 'hang', test: hang, when };
}

function findWrong({ observation: { total } }: Trial): Failing | null {
  const count = countOf(total, wrongKinds);
  return count === 0 ? null : { kind: 'wrong', count, examples: examplesOf(total, wrongKinds) };
}

/** Surely above the limit: the lower end of the interval is. */
function findErrors({ observation: { total }, spoiled }: Trial, limit: number): Failing | null {
  const errors = spoiled === null ? total.errors : countOf(total, answeredKinds);
  const [surely] = total.requests === 0 ? [0] : wilson(errors, total.requests);
  if (surely * 100 <= limit) return null;
  return { kind: 'errors', measured: (errors / total.requests) * 100, limit, examples: examplesOf(total, null) };
}

function judgeReturn({ trial, beganMs }: Aftermath, pace: Pace, under: OperationObservation, limits: ConstraintLimits): Stand {
  const { withinPercent, recoveryMs: limitMs } = limits;
  const { observation, spoiled } = trial;
  const seen = findReturn(observation, pace, withinPercent);
  if (seen.kind === 'back') {
    const recoveredMs = beganMs + seen.atMs;
    return recoveredMs > limitMs
      ? { kind: 'broken', failing: { kind: 'late', measuredMs: recoveredMs, limitMs } }
      : { kind: 'held', recoveredMs, errorsPercent: under.requests === 0 ? 0 : (under.errors / under.requests) * 100 };
  }
  if (seen.kind === 'unseen') return unclear('too little was seen of it after the pressure');
  const untilMs = beganMs + seen.untilMs;
  // The last window may end a hair before the time is up.
  if (untilMs < limitMs * 0.9) return unclear('the load after it ended before the service was seen to be back');
  if (spoiled !== null && findReturn(observation, pace, withinPercent, weigh(spoiled)).kind !== 'away') return unclear(spoiled.sentence);
  return { kind: 'broken', failing: { kind: 'away', lack: seen.lack, untilMs, limitMs } };
}

function unclear(why: string): Extract<Stand, { kind: 'inconclusive' }> {
  return { kind: 'inconclusive', why, gone: false };
}

/** A generator or a runner at its limit makes everything late and less: the service is blamed for what even that cannot explain. */
function weigh({ mostShare = 1 }: Spoiled): Weights {
  return { ownShare: 1 - mostShare, rateCounts: false };
}

function countOf({ errorKinds }: OperationObservation, kinds: readonly ErrorKind[]): number {
  return kinds.reduce((sum, kind) => sum + (errorKinds[kind] ?? 0), 0);
}

/** Of some kinds of error, or of all. */
function examplesOf({ errorExamples }: OperationObservation, kinds: readonly ErrorKind[] | null): readonly string[] {
  const of = errorExamples.filter(({ error }) => kinds === null || kinds.includes(error));
  return of.map(({ error, detail }) => `${error}: ${detail.slice(0, 200)}`);
}
