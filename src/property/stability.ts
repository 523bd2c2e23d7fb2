import type { DrainTest } from '../model/drain-test.ts';
import type { Ending } from '../model/ending.ts';
import type { OperationObservation } from '../model/observation.ts';
import type { Spoiled } from '../model/self-check.ts';
import type { ErrorKind } from '../model/outcome.ts';
import { wilson } from '../stats/wilson.ts';
import type { StabilityLimits } from './settings.ts';
import type { Trial } from './trial.ts';

/** One way in which a trial broke the property. */
export type Reason =
  | { readonly kind: 'crash'; readonly ending: Ending }
  | { readonly kind: 'hang'; readonly test: DrainTest }
  | { readonly kind: 'silence'; readonly durationMs: number }
  | { readonly kind: 'errors'; readonly measured: number; readonly limit: number; readonly examples: readonly string[] }
  /** `max` stands for p95 where fewer than 20 answers came: there the slowest answer is the best that is known of p95. */
  | { readonly kind: 'latency'; readonly metric: 'p95' | 'max' | 'mean'; readonly measured: number; readonly limit: number };

/** What one trial says about the property. */
export type Judgement =
  | {
      readonly kind: 'held';
      /** Largest share of a limit that was used; near 1 a second look may say otherwise. */
      readonly strain: number;
      readonly p95Ms: number | null;
    }
  | {
      readonly kind: 'broken';
      /** Gravest first. */
      readonly reasons: readonly [Reason, ...Reason[]];
      /** Operations of the mix, the most suspicious first. */
      readonly suspects: readonly string[];
    }
  | { readonly kind: 'inconclusive'; readonly reason: string };

type Late = Extract<Reason, { kind: 'latency' }>;
export type Broken = Extract<Judgement, { kind: 'broken' }>;

/** Whether a crash or a hang is among the reasons: it is its own proof, and after it there is nothing left to measure. */
export function isFatal(judgement: Broken): boolean {
  return judgement.reasons.some((reason) => reason.kind === 'crash' || reason.kind === 'hang');
}

/** What was seen when the service got stuck; null when it broke in another way. */
export function hangOf(judgement: Broken): DrainTest | null {
  return judgement.reasons.find((reason) => reason.kind === 'hang')?.test ?? null;
}

/** Errors the service itself answered with; the others may as well be a starved runner's. */
const answered: readonly ErrorKind[] = ['status', 'assertion', 'protocol', 'too-large', 'rejected', 'crash', 'deadlock', 'serialization'];

/** Judges one trial: p95, mean and error rate within their limits, no crash and no hang. */
export function judgeStability(trial: Trial, limits: StabilityLimits): Judgement {
  const { observation, crashed, hang, spoiled } = trial;
  const { total } = observation;
  const suspects = rankSuspects(observation.operations);
  if (crashed !== null) return { kind: 'broken', reasons: [{ kind: 'crash', ending: crashed }], suspects };
  if (hang !== null) return { kind: 'broken', reasons: [{ kind: 'hang', test: hang }], suspects };

  const errors = judgeErrors(total, limits, spoiled === null ? total.errors : answeredErrors(total));
  if (spoiled !== null) {
    const doubted = judgeSpoiled(total, limits, spoiled, errors);
    if (doubted.length > 0) return blame(doubted, suspects);
    // Our trouble only adds to a latency, so one within the limits held, unless the service was spared a part of the load.
    if (spoiled.mostShare === undefined || strainOf(total, limits) > 1) return { kind: 'inconclusive', reason: spoiled.sentence };
  }
  if (total.requests === 0) return judgeSilence(trial, limits, suspects);

  const reasons = [...(errors === undefined ? [] : [errors]), ...judgeLatency(total, limits)];
  if (reasons.length > 0) return blame(reasons, suspects);
  if (observation.ended === 'stopped') return { kind: 'inconclusive', reason: 'the load was stopped before its end' };
  const strain = strainOf(total, limits);
  if (strain > 1) return { kind: 'inconclusive', reason: `${total.requests} answers are too few to tell on which side of a limit it is` };
  return { kind: 'held', strain, p95Ms: total.responseMs.p95 };
}

/** A generator or a runner at its limit makes everything late: the service is blamed for what even that cannot explain. */
function judgeSpoiled(
  total: OperationObservation,
  limits: StabilityLimits,
  { mostShare = 1 }: Spoiled,
  errors: Reason | undefined,
): readonly Reason[] {
  return [...(errors === undefined ? [] : [errors]), ...judgeLatency(total, limits, 1 - mostShare)];
}

function blame(reasons: readonly Reason[], suspects: readonly string[]): Judgement {
  const [first, ...others] = reasons;
  return first === undefined
    ? { kind: 'inconclusive', reason: 'nothing broke' }
    : { kind: 'broken', reasons: [first, ...others], suspects };
}

/** Surely above the limit: the lower end of the interval is. */
function judgeErrors(total: OperationObservation, limits: StabilityLimits, errors: number): Reason | undefined {
  const measured = percent(errors, total.requests);
  const [surely] = total.requests === 0 ? [0] : wilson(errors, total.requests);
  const examples = total.errorExamples.map((example) => `${example.error}: ${example.detail.slice(0, 200)}`);
  return surely * 100 > limits.errorsPercent ? { kind: 'errors', measured, limit: limits.errorsPercent, examples } : undefined;
}

/** Without a single answer there is no latency to judge; the silence itself is judged, once it lasted longer than p95 may. */
function judgeSilence({ observation }: Trial, limits: StabilityLimits, suspects: readonly string[]): Judgement {
  const { durationMs, peakInFlight, ended } = observation;
  if (ended === 'stopped') return { kind: 'inconclusive', reason: 'the load was stopped before its end' };
  if (peakInFlight === 0) return { kind: 'inconclusive', reason: 'no request was sent' };
  if (durationMs <= limits.p95Ms) return { kind: 'inconclusive', reason: 'no request ended in a time that is within the limit' };
  return { kind: 'broken', reasons: [{ kind: 'silence', durationMs }], suspects };
}

/** Latencies surely above their limits, when only this share of them is surely the service's own. */
function judgeLatency({ responseMs }: OperationObservation, limits: StabilityLimits, ownShare = 1): readonly Late[] {
  const tail = responseMs.p95 === null ? ('max' as const) : ('p95' as const);
  const p95Ms = responseMs[tail] ?? 0;
  const meanMs = responseMs.mean ?? 0;
  const late: Late[] = [];
  if ((responseMs.p95Low ?? p95Ms) * ownShare > limits.p95Ms) {
    late.push({ kind: 'latency', metric: tail, measured: p95Ms, limit: limits.p95Ms });
  }
  if ((responseMs.meanLow ?? meanMs) * ownShare > limits.meanMs)
    late.push({ kind: 'latency', metric: 'mean', measured: meanMs, limit: limits.meanMs });
  return late;
}

function strainOf(total: OperationObservation, limits: StabilityLimits): number {
  const shares = [
    (total.responseMs.p95 ?? total.responseMs.max ?? 0) / limits.p95Ms,
    (total.responseMs.mean ?? 0) / limits.meanMs,
    total.errors === 0 ? 0 : percent(total.errors, total.requests) / limits.errorsPercent,
  ];
  return Math.max(...shares);
}

function answeredErrors(total: OperationObservation): number {
  return answered.reduce((sum, kind) => sum + (total.errorKinds[kind] ?? 0), 0);
}

function rankSuspects(operations: readonly OperationObservation[]): readonly string[] {
  const weigh = (one: OperationObservation): number => one.responseMs.p95 ?? one.responseMs.max ?? Number.POSITIVE_INFINITY;
  const ranked = [...operations].sort(
    (a, b) => percent(b.errors, b.requests) - percent(a.errors, a.requests) || Number(weigh(b) > weigh(a)) - Number(weigh(b) < weigh(a)),
  );
  return ranked.map((operation) => operation.name);
}

function percent(part: number, whole: number): number {
  return whole === 0 ? 0 : (part / whole) * 100;
}
