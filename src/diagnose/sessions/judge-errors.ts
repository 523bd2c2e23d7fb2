import type { Finding } from '../../model/finding.ts';
import type { SessionLimits, StageSeen } from '../../model/sessions.ts';
import { wilson } from '../../stats/wilson.ts';
import { printCount, printPercent } from '../../units/print.ts';
import { countOf, tellFailure } from './seen.ts';

/** What is told of operations that failed. */
export interface ErrorsTold {
  /** What no share of errors excuses; null for nothing. */
  readonly fault: string | null;
  /** What was done, up to the count of its operations. */
  readonly done: string;
  readonly evidence: readonly string[];
}

/** The operations of some stages that failed, against their limit. */
export function judgeErrors(
  id: string,
  stages: readonly StageSeen[],
  limits: SessionLimits,
  { fault, done, evidence }: ErrorsTold,
): Finding {
  const { operations, errors } = countOf(stages);
  const [low, high] = wilson(errors, operations);
  const measured = operations === 0 ? 100 : (100 * errors) / operations;
  const facts = {
    id,
    measured,
    interval: [100 * low, 100 * high] as const,
    limit: limits.errorsPercent,
    unit: '%',
    evidence: [...evidence, ...tellFailure(stages)],
  };
  if (fault !== null) return { ...facts, kind: 'broken', sentence: fault };
  const told = `${done}, ${printCount(operations)} operations`;
  const failed = `${told}, of which ${printPercent(measured)} failed`;
  if (measured <= facts.limit) return { ...facts, kind: 'held', sentence: measured === 0 ? `${told}, none of which failed` : failed };
  return { ...facts, kind: facts.interval[0] > facts.limit ? 'broken' : 'inconclusive', sentence: failed };
}
