import type { Finding } from '../../model/finding.ts';
import type { SessionLimits, SessionsSeen } from '../../model/sessions.ts';
import { wilson } from '../../stats/wilson.ts';
import { printCount, printPercent } from '../../units/print.ts';
import { countOf, mainLevel, saySessions, lostIn, tellFailure } from './seen.ts';
import { unlooked } from './unlooked.ts';

const id = 'sessions.concurrent';

/** Whether as many sessions as have to live at once all begin and all answer. */
export function findConcurrent(seen: SessionsSeen, limits: SessionLimits): Finding {
  const level = mainLevel(seen, limits);
  if (level === null)
    return unlooked(id, `Whether ${saySessions(limits.sessions)} live at once was not looked at: there was too little time.`);
  const stages = [level.used];
  const silent = lostIn(level.used).length;
  const { operations, errors } = countOf(stages);
  const [low, high] = wilson(errors, operations);
  return judgeErrors(
    {
      id,
      measured: operations === 0 ? 100 : (100 * errors) / operations,
      interval: [100 * low, 100 * high],
      limit: limits.errorsPercent,
      unit: '%',
    },
    silent > 0 ? `${saySessions(silent)} of ${level.sessions} did not begin, or gave no right answer` : null,
    `${saySessions(level.sessions)} at once all answered, ${printCount(operations)} operations`,
    tellFailure(stages),
  );
}

/** What is known of errors. */
export interface ErrorFacts {
  readonly id: string;
  readonly measured: number;
  readonly interval: readonly [number, number];
  readonly limit: number;
  readonly unit: string;
}

/** Errors against their limit; `fault` is what no share of errors excuses. */
export function judgeErrors(facts: ErrorFacts, fault: string | null, told: string, evidence: readonly string[]): Finding {
  if (fault !== null) return { ...facts, kind: 'broken', sentence: fault, evidence };
  const failed = `${told}, of which ${printPercent(facts.measured)} failed`;
  if (facts.measured <= facts.limit)
    return { ...facts, kind: 'held', sentence: facts.measured === 0 ? `${told}, none of which failed` : failed, evidence };
  return { ...facts, kind: facts.interval[0] > facts.limit ? 'broken' : 'inconclusive', sentence: failed, evidence };
}
